// Prints what Go's Masterminds/semver, which Helm and Flux use, says about the
// ranges and versions below. After a change here: go run . > rows.json
package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/Masterminds/semver/v3"
)

// block checks every range against every version.
type block struct{ ranges, versions string }

// Ranges and versions stand one per line, so that they can hold spaces.
var blocks = []block{
	{ // exact, with "v" and build
		"1.2.3\n=1.2.3\n= 1.2.3\n=v1.2.3\nv1.2.3\n01.02.03\n1.2.3+b1\n!=1.2.3\n!= v1.2.3+b2",
		"1.2.2\n1.2.3\nv1.2.3\n1.2.3+b1\n1.2.3+b2\n1.2.3-rc.1\n1.2.4\n01.2.3",
	},
	{ // every operator, in full
		">1.2.3\n>=1.2.3\n=>1.2.3\n<1.2.3\n<=1.2.3\n=<1.2.3\n~1.2.3\n~>1.2.3\n^1.2.3\n~ 1.2.3\n^ v1.2.3",
		"0.9.0\n1.2.2\n1.2.3\n1.2.4\n1.3.0\n2.0.0\n1.2.3-rc.1\n1.2.4-rc.1",
	},
	{ // every operator, patch left open
		"1.2\n1.2.x\n=1.2\n!=1.2\n!=1.2.x\n>1.2\n>=1.2\n<1.2\n<=1.2\n=<1.2.*\n~1.2\n~>1.2.X\n^1.2\n^1.2.x",
		"1.1.9\n1.2.0\n1.2.9\n1.3.0\n2.0.0\n1.2.0-rc.1",
	},
	{ // every operator, minor left open
		"1\n1.x\n1.*.3\n=1\n!=1\n!=1.x\n>1\n=>1\n>=1\n<1\n<=1\n=<1.x\n~1\n~>1.x.x\n^1\n^1.X",
		"0.9.9\n1.0.0\n1.9.9\n2.0.0\n2.0.0-rc.1",
	},
	{ // everything left open
		"*\nx\nX\nv*\n*.1\nx.2.3\n=*\n!=*\n>*\n>=*\n<*\n<=*\n~*\n~>x\n^*\n^x.x.x\n *\n* ",
		"0.0.0\n0.0.1\n0.1.0\n1.0.0\n1.0.0-rc.1",
	},
	{ // major version zero
		"^0\n^0.0\n^0.0.0\n^0.0.3\n^0.2\n^0.2.3\n~0\n~0.0\n~0.0.0\n~0.0.3\n~0.2\n0\n0.0\n0.0.0\n>0\n>0.0\n<=0\n<=0.0\n!=0\n!=0.0",
		"0.0.0\n0.0.3\n0.0.4\n0.2.3\n0.2.4\n0.3.0\n1.0.0",
	},
	{ // prereleases, in full
		"1.2.3-rc.1\n>1.2.3-rc.1\n>=1.2.3-rc.1\n<1.2.3-rc.1\n<=1.2.3-rc.1\n!=1.2.3-rc.1\n~1.2.3-rc.1\n^1.2.3-rc.1\n^1.2.3-0",
		"1.2.2\n1.2.3-0\n1.2.3-alpha\n1.2.3-rc\n1.2.3-rc.1\n1.2.3-rc.1+b1\n1.2.3-rc.2\n1.2.3-rc.10\n1.2.3\n1.2.4-rc.1\n1.3.0-rc.1\n2.0.0-rc.1\n2.0.0",
	},
	{ // prereleases of open ranges
		">=1-0\n>=1.2-0\n>1-0\n<2-0\n<=1-0\n<=1.2-rc\n1-0\n1.2-rc\n1.2.x-rc\n~1-0\n^1-0\n^1.0.0-0\n!=1-0\n!=1.2-rc\n!=1.2.x-rc\n*-0\n>=*-0\n^*-0\n!=*-0",
		"0.0.0-0\n0.9.0\n1.0.0-rc.1\n1.0.0\n1.2.0-rc\n1.2.5-rc\n1.2.5-rd\n1.2.5\n2.0.0-0\n2.0.0-rc.1\n2.0.0",
	},
	{ // a prerelease in one comparator speaks for its alternative only
		">=1.0.0-0 <2.0.0\n>=1.0.0, <2.0.0-0\n^1.0.0 || ^2.0.0-0\n^1.0.0-0 || ^2.0.0\n>=1.0.0 !=1.5.0-rc.1",
		"1.0.0-rc.1\n1.5.0\n1.5.0-rc.1\n1.9.0-rc.1\n2.0.0-rc.1\n2.1.0-rc.1\n2.1.0",
	},
	{ // "and" and "or"
		">=1.2 <2\n>=1.2, <2\n>=1.2,<2\n>=1.2 , <2\n>= 1.2  <  2\n>1 <1\n>=1.2 <2 !=1.5.0\n1.2 || 1.5\n1.2||1.5\n<1 || >=2\n^1.2, ~1.5 || 3.x\n1.x 1.5\n>=1.2\t<2\n>=1.2\n1 2",
		"0.9.0\n1.2.0\n1.5.0\n1.5.1\n2.0.0\n3.1.0",
	},
	{ // hyphens
		"1.2 - 1.4\n1.2.3 - 1.4.5\n1 - 2\n1.2 - 2\n 1.2  -  1.4 \n1.2-1.4\n1.2 -1.4\n1.2- 1.4\nv1.2 - v1.4\n* - 1.4\n1.2 - *\n1.2 - 1.3 || 2 - 3\n1.2 - 2, !=1.5.0\n" +
			"1.2-0 - 1.4\n2 - 1\n1.2 - 1.4 - 1.6\n^1.2 - 1.4\n1.2 - ^1.4\n1 - 2 1.4 - 1.5\n1.4 - 1.5 || 11.4 - 1.5",
		"1.1.9\n1.2.0\n1.2.3\n1.4.0\n1.4.6\n1.5.0\n2.1.0\n2.0.0-rc.1\n1.3.0-rc.1",
	},
	{ // real ones, as charts state them
		">=1.16.0-0\n>= 1.21.0 < 1.30.0\n>=1.22.0-0 <1.33.0-0\n~0.0.16\n>= 1.19.0-0 || >= 1.19.0\n^20.x\n>=0.1.0-0",
		"0.0.16\n0.1.0-alpha.1\n1.16.0\n1.24.10-eks-48e63af\n1.27.3-gke.100\n1.29.4+k3s1\n1.33.0\n20.5.1\n20.5.1-rc.1",
	},
	{ // numbers of 64 bits, and prerelease numbers beyond
		">=18446744073709551615\n^9007199254740993.0.0\n>1.0.0-18446744073709551616\n<1.0.0-18446744073709551616\n>1.0.0-9007199254740992",
		"18446744073709551615.0.0\n9007199254740992.0.0\n9007199254740993.1.0\n1.0.0-9007199254740993\n1.0.0-18446744073709551615\n1.0.0-99999999999999999999\n1.0.0-a",
	},
	{ // how prereleases are ordered
		">1.0.0-alpha\n>1.0.0-alpha.1\n>1.0.0-1\n>1.0.0--1\n>1.0.0-A\n>1.0.0-rc.2.x",
		"1.0.0-0\n1.0.0-1\n1.0.0-2\n1.0.0-10\n1.0.0--1\n1.0.0-A\n1.0.0-a\n1.0.0-alpha\n1.0.0-alpha.1\n1.0.0-alpha.beta\n1.0.0-rc2\n1.0.0-rc.2\n1.0.0-rc.2.x\n1.0.0-rc.2.0\n1.0.0-rc.10",
	},
	{ // a bar is taken for a digit where nothing reads it
		"x.1|2\n1.x.|\n1|2\n1.2|x\n1.x|2\nx|x\n1 | 2",
		"1.0.0\n2.0.0",
	},
	{ // no ranges, and what looks like none
		"latest\nfoo\n1.2.3.4\n>\n^\n>>1\n>1<2\n>=1<2\n1.2.3,\n,1.2.3\n1,,2\n1 ||\n|| 1\n1 || || 2\n||\n1 && 2\n!1\n==1\n=!1\n<>1\n~<1\n^~1\n~=1\n>==1\n> =1\n" +
			"V1\nvv1\n1.\n.1\n1..2\n-1\n+1\n1.2.3-\n1.2.3+\n1.2.3-a..b\n1.2.3-a_b\n1.2.3-01\n1.2-01\n1.x-01\n1.2.3-0a\n1.2.3+01\n1.2+a..b\n1.2.3-rc.\n" +
			"18446744073709551616\n>=1.18446744073709551616.0\n1.2.y\n1,2\n1;2\n(1)\n\"1\"\n1.2.3 foo\nv 1\n>= v 1\n1.2.3-rc.1-x+y-z",
		"1.0.0\n1.2.3",
	},
}

// Ranges that do not fit on a line of their own.
var oddRanges = []string{
	"", " ", "\t1\n", "1\v2", "1\u00a02", "\u00a01", "1\r\n<2", "1\n", "\n1", "١",
	">=1.0.0" + strings.Repeat(" ", 505), ">=1.0.0" + strings.Repeat(" ", 506),
	strings.Repeat("1||", 31) + "2", strings.Repeat("1||", 32) + "2",
	">=1.0.0-" + strings.Repeat("a", 248), ">=1.0.0-" + strings.Repeat("a", 250), ">=1.0-" + strings.Repeat("a", 250),
	">=1-a+" + strings.Repeat("b", 300), strings.Repeat("0", 300) + "1", strings.Repeat("0", 200) + "1",
}

var versions = strings.Split("1.2.3\nv1.2.3\nV1.2.3\nvv1.2.3\n1.2\n1\nv1\n1.2.3.4\n01.2.3\n1.02.3\n1.2.03\n00.0.0\n0.0.0\n1.2.3-rc.1\n1.2-rc.1\n1-rc.1\n"+
	"1.2.3-01\n1.2.3-0\n1.2.3-00\n1.2.3-0a\n1.2.3-a.01\n1.2.3+01\n1.2.3+b.1\n1.2.3-rc.1+b.1\n1.2.3+b+c\n1.2.3-\n1.2.3+\n1.2.3-+b\n1.2.3-a..b\n1.2.3+a..b\n1.2.3--\n"+
	"1.2.3---1\n1.2.3-a_b\n1.2.3+a_b\n1.x\n*\nlatest\n.1\n1.\n1..2\n-1.2.3\n+1.2.3\n 1.2.3\n1.2.3 \n1.2 .3\n1,2,3\n1-a.2.3\n1.2-a.3\n1+a.2.3\n"+
	"18446744073709551615.0.0\n18446744073709551616.0.0\n0.0.18446744073709551616\n1.0.0-18446744073709551616\n1.0.0-99999999999999999999\n1.0.0-9007199254740993\n"+
	"1.0.0-alpha\n1.0.0-alpha.1\n1.0.0-alpha.beta\n1.0.0-beta\n1.0.0-beta.2\n1.0.0-beta.11\n1.0.0-rc.1\n1.0.0-rc1\n1.0.0-RC.1\n1.0.0\n1.0.0+b2\n1.0.0+b10\nv1.0.0\n1.0\n"+
	"2025.02.03\n2025.2.3\n1.0.0-1\n1.0.0-a\n1.0.0--1\n1.0.0-a.b.c\n1.0.0-a.b", "\n")

// Versions that do not fit on a line of their own.
var oddVersions = []string{
	"", "1.2.3\n", "\t1.2.3", "1.2.3\u00a0", "١.٢.٣",
	"1.2.3-" + strings.Repeat("a", 250), "1.2.3-" + strings.Repeat("a", 251), "v1.2.3-" + strings.Repeat("a", 250),
}

func main() {
	versions = append(versions, oddVersions...)
	fmt.Println("{")
	printRows("ranges", rangeRows())
	fmt.Println(",")
	printRows("versions", versionRows())
	fmt.Println(",")
	printRows("order", orderRows())
	fmt.Println("\n}")
}

// rangeRows are [range, version, whether it is in], or [range, null, "invalid"].
func rangeRows() (rows [][]any) {
	for _, b := range blocks {
		for _, r := range strings.Split(b.ranges, "\n") {
			rows = append(rows, check(r, b.versions)...)
		}
	}
	for _, r := range oddRanges {
		rows = append(rows, check(r, "1.0.0\n1.0.0-b\n2.0.0")...)
	}
	return rows
}

func check(text, versions string) (rows [][]any) {
	c, err := semver.NewConstraint(text)
	if err != nil {
		return [][]any{{text, nil, "invalid"}}
	}
	for _, v := range strings.Split(versions, "\n") {
		rows = append(rows, []any{text, v, c.Check(semver.MustParse(v))})
	}
	return rows
}

// versionRows are [text, version in full, whether the text is exact], or [text, null, false].
func versionRows() (rows [][]any) {
	for _, text := range versions {
		v, err := semver.NewVersion(text)
		if err != nil {
			rows = append(rows, []any{text, nil, false})
			continue
		}
		_, err = semver.StrictNewVersion(strings.TrimPrefix(text, "v"))
		rows = append(rows, []any{text, v.String(), err == nil})
	}
	return rows
}

// orderRows are [version, [the earlier versions of the list that are lower], [that are equal]].
func orderRows() (rows [][]any) {
	var earlier []*semver.Version
	for _, text := range versions {
		v, err := semver.NewVersion(text)
		if err != nil || len(text) > 40 {
			continue
		}
		lower, equal := []string{}, []string{}
		for _, e := range earlier {
			switch e.Compare(v) {
			case -1:
				lower = append(lower, e.Original())
			case 0:
				equal = append(equal, e.Original())
			}
		}
		earlier = append(earlier, v)
		rows = append(rows, []any{text, lower, equal})
	}
	return rows
}

// printRows prints one row per line, so that a change shows what it changes.
func printRows(name string, rows [][]any) {
	lines := make([]string, len(rows))
	for i, row := range rows {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(row); err != nil {
			panic(err)
		}
		lines[i] = "    " + strings.TrimSpace(b.String())
	}
	fmt.Printf("  %q: [\n%s\n  ]", name, strings.Join(lines, ",\n"))
}
