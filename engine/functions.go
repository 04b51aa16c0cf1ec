package main

import (
	"sort"
	"text/template"

	"github.com/Masterminds/sprig/v3"
)

// withheld are functions that reach the machine, or give something else each time. A template that
// uses one fails.
var withheld = []string{
	"env", "expandenv", "getHostByName",
	"now", "ago",
	"randAlpha", "randAlphaNum", "randAscii", "randBytes", "randInt", "randNumeric", "shuffle", "uuidv4",
	"bcrypt", "derivePassword", "encryptAES", "htpasswd",
	"genCA", "genCAWithKey", "genPrivateKey", "genSelfSignedCert", "genSelfSignedCertWithKey",
	"genSignedCert", "genSignedCertWithKey",
}

var templateFunctions = func() template.FuncMap {
	functions := sprig.TxtFuncMap()
	for _, each := range withheld {
		delete(functions, each)
	}
	for name, each := range sorted {
		functions[name] = each
	}
	return functions
}()

// sorted are functions that sprig answers in the order of Go's maps, which is another each time.
var sorted = template.FuncMap{
	"keys": func(maps ...map[string]any) []string {
		found := []string{}
		for _, each := range maps {
			found = append(found, sortedKeys(each)...)
		}
		return found
	},
	"values": func(from map[string]any) []any {
		found := make([]any, 0, len(from))
		for _, key := range sortedKeys(from) {
			found = append(found, from[key])
		}
		return found
	},
}

func sortedKeys(from map[string]any) []string {
	keys := make([]string, 0, len(from))
	for key := range from {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
