// Asks Helm what it says of values and the schemas of charts.
//
//	go run . > rows.json    for each of the schemas below and each of its values
//
// The tests read rows.json and need no Go.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"helm.sh/helm/v4/pkg/chart/common/util"
	"sigs.k8s.io/yaml"
)

// row says what becomes of each of Values: "taken", "refused", or "unusable" when Helm refuses Schema.
type row struct {
	Schema json.RawMessage   `json:"schema"`
	Values []json.RawMessage `json:"values"`
	Says   []string          `json:"says"`
}

func main() {
	if err := writeRows(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func writeRows() error {
	rows := []row{}
	for _, c := range cases {
		next := row{Schema: json.RawMessage(c.schema)}
		for _, value := range c.values {
			says, err := ask(c.schema, value)
			if err != nil {
				return fmt.Errorf("%s: %w", c.schema, err)
			}
			next.Values = append(next.Values, json.RawMessage(value))
			next.Says = append(next.Says, says)
		}
		rows = append(rows, next)
	}
	return print(rows)
}

// print writes one row a line.
func print(rows []row) error {
	for i, row := range rows {
		text, err := json.Marshal(row)
		if err != nil {
			return err
		}
		start := ","
		if i == 0 {
			start = "["
		}
		fmt.Printf("%s\n%s", start, text)
	}
	fmt.Println("\n]")
	return nil
}

func ask(schema, value string) (string, error) {
	// as Helm reads values
	var values map[string]any
	if err := yaml.Unmarshal([]byte(value), &values); err != nil {
		return "", err
	}
	err := util.ValidateAgainstSingleSchema(values, []byte(schema))
	var invalid util.JSONSchemaValidationError
	if err == nil {
		return "taken", nil
	} else if errors.As(err, &invalid) {
		return "refused", nil
	}
	fmt.Fprintf(os.Stderr, "%s\n  %v\n", schema, err)
	return "unusable", nil
}
