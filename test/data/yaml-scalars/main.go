// Asks go-yaml what Kubernetes (v2) and kustomize (v3) read.
//
//	go run . > rows.json    how each of the strings below reads when it is not quoted
//	go run . check < pairs  which lines {"yaml": "text", "json": data} do not agree
//
// The tests read rows.json and need no Go.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"reflect"
	"strconv"

	"sigs.k8s.io/yaml"
	v2 "sigs.k8s.io/yaml/goyaml.v2"
	v3 "sigs.k8s.io/yaml/goyaml.v3"
)

// row says how Text reads when it is written plain: "string" when both versions
// read Text itself, "error" when one refuses the file, else "other".
type row struct {
	Text  string `json:"text"`
	Value string `json:"value"`
	Key   string `json:"key"`
}

type pair struct {
	YAML string          `json:"yaml"`
	JSON json.RawMessage `json:"json"`
}

func main() {
	run := writeRows
	if len(os.Args) > 1 && os.Args[1] == "check" {
		run = check
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func writeRows() error {
	rows := make([]row, len(texts))
	for i, text := range texts {
		rows[i] = row{text, readsAs("v: "+text+"\n", "v", text), readsAs(text+": v\n", text, "v")}
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(rows)
}

func readsAs(text, key, value string) string {
	var two, three any
	if v2.Unmarshal([]byte(text), &two) != nil || v3.Unmarshal([]byte(text), &three) != nil {
		return "error"
	}
	wantTwo := map[any]any{key: value}
	wantThree := map[string]any{key: value}
	if reflect.DeepEqual(two, wantTwo) && reflect.DeepEqual(three, wantThree) {
		return "string"
	}
	return "other"
}

func check() error {
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	count, bad := 0, 0
	for {
		line, err := lines.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			count++
			var p pair
			if err := json.Unmarshal(line, &p); err != nil {
				return err
			}
			if message := disagreement(p); message != "" {
				bad++
				fmt.Printf("%s\nyaml: %q\njson: %s\n\n", message, p.YAML, p.JSON)
			}
		}
		if err == io.EOF {
			break
		} else if err != nil {
			return err
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d of %d do not agree", bad, count)
	}
	fmt.Fprintf(os.Stderr, "all %d agree\n", count)
	return nil
}

func disagreement(p pair) string {
	want, err := decode(p.JSON)
	if err != nil {
		return err.Error()
	}
	two, err := yaml.YAMLToJSONStrict([]byte(p.YAML))
	if err != nil {
		return "v2: " + err.Error()
	}
	var data any
	if err := v3.Unmarshal([]byte(p.YAML), &data); err != nil {
		return "v3: " + err.Error()
	}
	three, err := json.Marshal(data)
	if err != nil {
		return "v3: " + err.Error()
	}
	for name, text := range map[string][]byte{"v2": two, "v3": three} {
		if got, err := decode(text); err != nil || !same(got, want) {
			return fmt.Sprintf("%s reads %s", name, text)
		}
	}
	return ""
}

func decode(text []byte) (data any, err error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	err = decoder.Decode(&data)
	return data, err
}

func same(got, want any) bool {
	switch want := want.(type) {
	case json.Number:
		got, ok := got.(json.Number)
		return ok && sameNumber(got.String(), want.String())
	case []any:
		got, ok := got.([]any)
		if !ok || len(got) != len(want) {
			return false
		}
		for i := range want {
			if !same(got[i], want[i]) {
				return false
			}
		}
		return true
	case map[string]any:
		got, ok := got.(map[string]any)
		if !ok || len(got) != len(want) {
			return false
		}
		for key := range want {
			if _, ok := got[key]; !ok || !same(got[key], want[key]) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(got, want)
}

// sameNumber compares digit by digit what fits 64 bits, and as float64 the rest.
func sameNumber(got, want string) bool {
	if _, err := strconv.ParseInt(want, 10, 64); err == nil {
		return got == want
	}
	if _, err := strconv.ParseUint(want, 10, 64); err == nil {
		return got == want
	}
	a, errA := strconv.ParseFloat(got, 64)
	b, errB := strconv.ParseFloat(want, 64)
	return errA == nil && errB == nil && a == b
}
