package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"maps"
	"text/template"
	"time"
)

// certificate has the fields of that of sprig.
type certificate struct{ Cert, Key string }

const (
	lower  = "abcdefghijklmnopqrstuvwxyz"
	letter = lower + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digit  = "0123456789"
)

// ascii are the characters from ! to ~.
var ascii = func() string {
	all := ""
	for each := '!'; each <= '~'; each++ {
		all += string(each)
	}
	return all
}()

// fixedFunctions take the place of those that give something else each time, so that two renders of
// a chart can be compared. What they give is no secret: it is for reading, and not for a cluster.
func fixedFunctions() template.FuncMap {
	source := &fixed{}
	functions := template.FuncMap{
		"now":           func() time.Time { return time.Unix(0, 0).UTC() },
		"ago":           func(any) string { return "0s" },
		"randAlpha":     func(count int) string { return source.text(count, letter) },
		"randAlphaNum":  func(count int) string { return source.text(count, letter+digit) },
		"randAscii":     func(count int) string { return source.text(count, ascii) },
		"randNumeric":   func(count int) string { return source.text(count, digit) },
		"randBytes":     func(count int) string { return base64.StdEncoding.EncodeToString([]byte(source.text(count, ascii))) },
		"randInt":       func(least, _ int) int { return least },
		"shuffle":       func(text string) string { return text },
		"uuidv4":        source.uuid,
		"bcrypt":        func(string) string { return "$2a$10$" + source.text(53, letter+digit) },
		"htpasswd":      func(user, _ string) string { return user + ":$2a$10$" + source.text(53, letter+digit) },
		"encryptAES":    func(_, text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) },
		"genPrivateKey": func(string) string { return source.pem("PRIVATE KEY") },
	}
	for _, each := range []string{
		"genCA", "genCAWithKey", "genSelfSignedCert", "genSelfSignedCertWithKey", "genSignedCert", "genSignedCertWithKey",
	} {
		functions[each] = func(...any) certificate {
			return certificate{source.pem("CERTIFICATE"), source.pem("PRIVATE KEY")}
		}
	}
	maps.Copy(functions, sorted)
	return functions
}

// fixed gives another text with each call, and the same ones in each request.
type fixed struct{ count uint64 }

func (f *fixed) text(count int, alphabet string) string {
	f.count++
	text := make([]byte, 0, max(count, 0))
	for block := uint64(0); len(text) < count; block++ {
		seed := binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, f.count), block)
		for _, each := range sha256.Sum256(seed) {
			text = append(text, alphabet[int(each)%len(alphabet)])
		}
	}
	return string(text[:max(count, 0)])
}

func (f *fixed) uuid() string {
	hex := "0123456789abcdef"
	return fmt.Sprintf("%s-%s-4%s-8%s-%s", f.text(8, hex), f.text(4, hex), f.text(3, hex), f.text(3, hex), f.text(12, hex))
}

func (f *fixed) pem(kind string) string {
	return fmt.Sprintf("-----BEGIN %s-----\n%s\n-----END %s-----\n", kind, f.text(64, letter+digit), kind)
}
