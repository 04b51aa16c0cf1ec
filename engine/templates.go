package main

import (
	"errors"
	"strings"
	"text/template"
)

// texts are the parts of one template, each of which is a template to Go.
type texts struct {
	Texts []string `json:"texts"`
	// Left and right delimiter.
	Delimiters [2]string `json:"delimiters"`
}

// renderRequest asks for texts with these values.
type renderRequest struct {
	texts
	Params map[string]string `json:"params"`
	// Name and namespace of the template.
	Meta map[string]string `json:"meta"`
}

// result is a text that was filled in, or the error of Go.
type result struct {
	Text  string `json:"text"`
	Error string `json:"error,omitempty"`
}

// name of each template, which begins the errors of Go.
const name = "t"

// mostOutput is the most bytes that all texts of a request may become.
const mostOutput = 32 << 20

func (t texts) parse(text string) (*template.Template, error) {
	return template.New(name).Funcs(templateFunctions).Delims(t.Delimiters[0], t.Delimiters[1]).Parse(text)
}

func render(asked renderRequest) any {
	data := map[string]any{"params": asked.Params, "template": map[string]any{"meta": asked.Meta}}
	left := mostOutput
	results := make([]result, len(asked.Texts))
	for i, text := range asked.Texts {
		parsed, err := asked.parse(text)
		out := limited{left: &left}
		if err == nil {
			err = parsed.Execute(&out, data)
		}
		results[i] = result{Text: out.String()}
		if err != nil {
			results[i] = result{Error: err.Error()}
		}
	}
	return results
}

// limited is a text that must not become too long.
type limited struct {
	strings.Builder
	left *int
}

func (l *limited) Write(piece []byte) (int, error) {
	if *l.left -= len(piece); *l.left < 0 {
		return 0, errors.New("the result is larger than 32 MB")
	}
	return l.Builder.Write(piece)
}
