// Renders generated templates with the library of clusterctl, and writes generated objects as YAML
// as Weave GitOps does before it renders them.
//
//	go run . envsubst COUNT   rows of [template, result]; the result of a fault is null
//	go run . yaml COUNT       rows of [object, text]
//
// Equal arguments give equal rows. `go generate` writes the files that tests read.
package main

//go:generate sh -c "go run . envsubst 5000 > envsubst.jsonl"
//go:generate sh -c "go run . yaml 1000 > yaml.jsonl"

import (
	"bufio"
	"encoding/json"
	"fmt"
	"math/rand"
	"os"
	"strconv"
	"strings"

	"sigs.k8s.io/cluster-api/cmd/clusterctl/client/yamlprocessor"
	"sigs.k8s.io/yaml"
)

var values = map[string]string{
	"A": "abc", "B": "Hello-World", "C": "a/b.c.d/a", "E": "", "N": "3", "P": "b*[c]?", "U": "Größe", "V_1": "1.27.3",
}

var pieces = []string{
	"${", "${", "${", "${", "}", "}", "}", "}", "$", "$$", "$${", "#", "##", "%", "%%", "/", "//", "/#", "/%", ":", ":", ":-", ":=",
	":?", ":+", "=", "^", "^^", ",", ",,", "-", "+", "1", "2", "-1", "-9", "99", "+1", "0x1", " ", "\n", "\\", "\\/", "\\\\",
	"*", "?", "[", "]", "[a-c]", "[^a]", "[]", "[-]", ".", "a", "b", "c", "l", "World", "A", "B", "C", "E", "N", "P", "U", "V_1", "x", "é", "\t",
}

var operations = []string{
	"", ":-%s", ":=%s", ":?%s", ":+%s", "=%s", "^", "^^", ",", ",,", ",^", "#%s", "##%s", "%%%s", "%%%%%s", ":%s", ":%s:%s", "/%s/%s", "//%s/%s",
	"/#%s/%s", "/%%%s/%s", "/%s", "/%s/", "-%s",
}

var words = []string{
	"", "a", "b", "c", "ab", "*", "*.", ".*", "a*", "*c", "?", "??", "[a-c]", "[^a]", "[c-a]", "[", "]", "[a", "\\*", "\\", "1", "2", "0", "-1", "-3", "7",
	"x y", "l", "o*o", "*-", "-*", "/", "\\/", "$$", ": d", "1.27.3", "ß",
}

type generator struct{ *rand.Rand }

func (g generator) pick(from []string) string { return from[g.Intn(len(from))] }

func (g generator) word(depth int) string {
	if depth > 0 && g.Intn(4) == 0 {
		return g.variable(depth - 1)
	}
	return g.pick(words)
}

func (g generator) variable(depth int) string {
	name := g.pick([]string{"A", "B", "C", "E", "N", "P", "U", "V_1", "x", ""})
	if g.Intn(12) == 0 {
		return "${#" + name + "}"
	}
	operation := g.pick(operations)
	args := make([]any, strings.Count(strings.ReplaceAll(operation, "%%", ""), "%s"))
	for i := range args {
		args[i] = g.word(depth)
	}
	space := g.pick([]string{"", "", "", "", "", "", " "})
	return "${" + space + name + fmt.Sprintf(operation, args...) + space + g.pick([]string{"}", "}", "}", "}", "}", "}", "}", ""})
}

func (g generator) template() string {
	var text strings.Builder
	for range 1 + g.Intn(4) {
		switch g.Intn(3) {
		case 0:
			text.WriteString(g.variable(2))
		case 1:
			text.WriteString(g.pick(pieces))
		default:
			for range g.Intn(6) {
				text.WriteString(g.pick(pieces))
			}
		}
	}
	return text.String()
}

// render returns nil where clusterctl fails, even if it panics. Variables without a value are empty,
// as in Weave GitOps.
func render(template string) (result *string) {
	defer func() {
		if recover() != nil {
			result = nil
		}
	}()
	text, err := yamlprocessor.NewSimpleProcessor().Process([]byte(template), func(name string) (string, error) {
		return values[name], nil
	})
	if err != nil {
		return nil
	}
	rendered := string(text)
	return &rendered
}

var scalars = []string{
	"${A}", "${A:-b c}", "{{ .params.A }}", "$[[ .params.A ]]", "a", "", " a", "a ", "yes", "No", "1", "1.0", "1e3", "0x1F", "0o17", "017", "1_000", "~", "null", "true",
	"a: b", "a:", "a #b", "#a", "- a", "-", "-a", "?", "? a", "a,b", "[a]", "{a}", "@a", "`a`", "%a", "!a", "&a", "*a", "|", ">", "'a'", "\"a\"", "it's", "a\nb", "a\nb\n", "\na",
	" a\nb", "a \nb", "a\n b", "a\n\n", "a\tb", "a\r\nb", "é", "😀", "\u00a0", "\u200b", "12:30", "1:60", "2001-01-01", "2001-01-01T00:00:00Z", ".5", ".", "...", "---", "--- a",
	"=", "y", "off", "+1", "0b1", "1.2.3", "{{ \"a\" }}", "a: ${B}\nc: d\n", "\x07", "\x1b", "\\", "\\n", "a\n ", "\n", "0.1.", "-.inf", ".NaN", "1e", "0x", "08", "a|b", "a>b",
}

func (g generator) value(depth int) any {
	switch kind := g.Intn(9); {
	case kind < 5 || depth == 0:
		return g.pick(scalars)
	case kind == 5:
		return []any{g.Intn(100), true, nil, 1.5, -7, false}[g.Intn(6)]
	case kind == 6:
		items := make([]any, g.Intn(4))
		for i := range items {
			items[i] = g.value(depth - 1)
		}
		return items
	default:
		return g.object(depth - 1)
	}
}

func (g generator) object(depth int) map[string]any {
	object := map[string]any{}
	for range g.Intn(4) {
		object[g.pick([]string{"a", "b", "kind", "spec", "yes", "1", "${A}", "a.b/c", "a b", "x: y", "", "é", "'"})] = g.value(depth)
	}
	return object
}

func main() {
	count, _ := strconv.Atoi(os.Args[2])
	g := generator{rand.New(rand.NewSource(1))}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for range count {
		if os.Args[1] == "envsubst" {
			template := g.template()
			encoder.Encode([]any{template, render(template)})
			continue
		}
		object := g.object(3)
		raw, _ := json.Marshal(object)
		text, _ := yaml.JSONToYAML(raw)
		encoder.Encode([]any{object, string(text)})
	}
}
