// Program engine fills in templates and renders charts: Go's text/template with sprig, and Helm.
//
// It reads requests from standard input until it ends, and writes an answer to each to standard
// output; both are JSON after its length in four bytes, the lowest first. It is compiled to
// WebAssembly, and sees no file, network, clock or environment: equal requests have equal answers.
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// request is what to do: one of the fields is set.
type request struct {
	Names  *namesRequest  `json:"names"`
	Render *renderRequest `json:"render"`
	Chart  *chartRequest  `json:"chart"`
}

// failure is the answer to a request that cannot be answered.
type failure struct {
	Error string `json:"error"`
}

func main() {
	in, out := bufio.NewReader(os.Stdin), bufio.NewWriter(os.Stdout)
	for {
		err := answerNext(in, out)
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

func answerNext(in *bufio.Reader, out *bufio.Writer) error {
	var size uint32
	if err := binary.Read(in, binary.LittleEndian, &size); err != nil {
		return err
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(in, body); err != nil {
		return err
	}
	text, err := json.Marshal(answer(body))
	if err != nil {
		return err
	}
	if err := binary.Write(out, binary.LittleEndian, uint32(len(text))); err != nil {
		return err
	}
	if _, err := out.Write(text); err != nil {
		return err
	}
	return out.Flush()
}

func answer(body []byte) (found any) {
	defer func() {
		if reason := recover(); reason != nil {
			found = failure{fmt.Sprint(reason)}
		}
	}()
	var asked request
	if err := json.Unmarshal(body, &asked); err != nil {
		return failure{err.Error()}
	}
	switch {
	case asked.Names != nil:
		return findNames(*asked.Names)
	case asked.Render != nil:
		return render(*asked.Render)
	case asked.Chart != nil:
		return renderChart(*asked.Chart)
	}
	return failure{"the request is of no known kind"}
}
