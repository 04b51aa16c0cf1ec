// Asks Helm, whose structs and checks Flux reads an index with, what it makes of one.
//
//	go run . > rows.json    for each of the chart versions and indexes in cases.go
//
// The tests read rows.json and need no Go.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	repo "helm.sh/helm/v4/pkg/repo/v1"
)

// row says whether the index in Text is refused as a whole, or which versions of it are offered.
type row struct {
	Text    string   `json:"text"`
	Refused bool     `json:"refused,omitempty"`
	Offered []string `json:"offered"`
}

func main() {
	start := "["
	for _, text := range indexes() {
		line, err := json.Marshal(ask(text))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Printf("%s\n%s", start, line)
		start = ","
	}
	fmt.Println("\n]")
}

// indexes puts each case into an index with another chart.
func indexes() []string {
	var texts []string
	for _, fields := range versions {
		name := "name: kyverno\n"
		if strings.Contains("\n"+fields, "\nname:") {
			name = ""
		}
		item := strings.ReplaceAll(strings.TrimSuffix(name+fields, "\n"), "\n", "\n    ")
		texts = append(texts, "apiVersion: v1\nentries:\n  flagger:\n  - name: flagger\n    urls:\n    - flagger-1.0.0.tgz\n    version: 1.0.0\n  kyverno:\n  - "+item+"\n")
	}
	return append(texts, whole...)
}

func ask(text string) row {
	folder, err := os.MkdirTemp("", "index")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "index.yaml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		panic(err)
	}
	index, err := repo.LoadIndexFile(file)
	if err != nil {
		return row{Text: text, Refused: true, Offered: []string{}}
	}
	offered := []string{}
	for name, versions := range index.Entries {
		for _, version := range versions {
			offered = append(offered, name+" "+version.Version)
		}
	}
	return row{Text: text, Offered: offered}
}
