// Asks sigs.k8s.io/yaml, with which Helm reads files of values, what it reads.
//
//	go run . > rows.json           what it makes of each of the files that are generated below
//	go run . 20000 7 > more.json   of that many, from another seed
//
// The tests read rows.json and need no Go.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"unicode/utf8"

	"sigs.k8s.io/yaml"
)

// row says what is read from Text, or from Bytes (base64) that are no text. Without JSON, the
// file is refused. Strict: it is also refused when each key must be there once.
type row struct {
	Text   string          `json:"text,omitempty"`
	Bytes  string          `json:"bytes,omitempty"`
	JSON   json.RawMessage `json:"json,omitempty"`
	Strict bool            `json:"strict,omitempty"`
}

func main() {
	count, seed := 2400, int64(1)
	if len(os.Args) > 2 {
		count, _ = strconv.Atoi(os.Args[1])
		seed, _ = strconv.ParseInt(os.Args[2], 10, 64)
	}
	start := "["
	for _, text := range generate(count, seed) {
		line, err := marshal(ask(text))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Printf("%s\n%s", start, line)
		start = ","
	}
	fmt.Println("\n]")
}

func ask(text []byte) row {
	next := row{Text: string(text)}
	if !utf8.Valid(text) {
		next = row{Bytes: base64.StdEncoding.EncodeToString(text)}
	}
	next.JSON = read(text, yaml.YAMLToJSON)
	next.Strict = next.JSON != nil && read(text, yaml.YAMLToJSONStrict) == nil
	return next
}

// read returns the map in text, as JSON; nil when it is refused.
func read(text []byte, toJSON func([]byte) ([]byte, error)) json.RawMessage {
	data, err := toJSON(text)
	if err != nil {
		return nil
	}
	if bytes.Equal(data, []byte("null")) {
		return json.RawMessage("{}")
	}
	if data[0] != '{' {
		return nil
	}
	return data
}

func marshal(value any) ([]byte, error) {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSpace(buffer.Bytes()), err
}
