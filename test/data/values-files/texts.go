package main

var starts = []string{"---\n", "--- \n", "%YAML 1.1\n---\n", "%YAML 1.2\n---\n", "# values\n", "\ufeff", "\n\n", "---\n---\n", "...\n", "--- # values\n", "\ufeff---\n", "%TAG ! !\n---\n"}

var keys = []string{"image", "tag", "replicas", "name", "env", "host", "a", "b", "c", "d", "e", "f", "'quoted'", "\"double\"", "a.b/c", "a b", "a-b", "http://a", "é", "日本", "a#b", "\"a\\tb\"", "key with spaces"}

var oddKeys = []string{"on", "y", "1", "1.5", "0x1f", "~", "null", "true", "? a\n", "-a", "<<", "!!str a", "&k a", "*x", "[a]", "{a: b}", "010", "", "1.0", "-1", "1e3", "0o7", ".inf", "yes", "'1'", "=", "!a b", "1_0", "18446744073709551615", "'<<'", "!!int 1"}

var scalars = []string{"nginx", "1", "0", "-1", "1.5", "1.10", "true", "yes", "off", "y", "~", "null", "", "010", "0o14", "0x1F", "0b11", "1_000", "1e3", ".5", "1.", "+1", "12:30", "2001-12-14", "1.2.3", "v1.2.3", "0.0.0.0", "a b c", "a #b", "a#b", "a:b", "-a", "?a", ":a", "[]", "{}", "[a, b]", "{a: b}", "'a'", "\"a\"", "'it''s'", "\"a\\nb\"", "10m", "512Mi", "https://a.example.com:80/b?c=d", "=", "100_", "_1", "1__0", "0_7", "08", "é", "日本", "😀", "Yes", "NO", "TRUE", "tRUE", "Null", "nULL", "a\\b", "\"\\/\"", "\"\\e\"", "\"\\x41\"", "\"\\u00e9\"", "\"\\U0001F600\""}

var oddScalars = []string{"a: b", "a:", "-", "- a", "?", "? a", ":", "[a", "{a", "'a", "\"a", "&x a", "*x", "&x", "!!str 1", "!!int 1", "!!int \"1\"", "!!float 1", "!!bool yes", "!!null ''", "!a b", "!<tag:yaml.org,2002:str> 1", "!!binary aGk=", "!!map {}", "!!seq []", "!!timestamp 2001-12-14", "|", ">", "%a", "@a", "`a`", "{{ .Values.a }}", "a,b", "a, b", "a]", "a}", "<<", "+.inf", ".nan", "\"\\ud83d\"", "\"\\q\"", "!", "! a", "&", "*"}

var words = []string{"nginx", "server {", "}", "listen 80;", "a", "b: c", "- d", "# e", "é", "#!/bin/sh", "a: |", "\"", "'", "a  b", "1", "true", "key: value # no", "[a]", "\\", "%", "*", "&"}

var headers = []string{"|", "|-", "|+", ">", ">-", ">+"}

var oddHeaders = []string{"|2", "|1", ">2-", "|-2", "| # comment", "|9", "|0", "|x", "&x |", "!!str |", "|+2", "|--", ">1"}

var steps = []string{"  ", "  ", "  ", "  ", "  ", "  ", "  ", "  ", " ", "    ", "   "}

var listSteps = []string{"", "", "  ", "  ", " "}

var blanks = []string{"", " ", "  ", "   ", "\t", " \t", "\t ", "      "}

var lines = []string{"# comment\n", "\n", "   \n", "\t\n", "---\n", "...\n", "--- a\n", "  # indented\n", "\t# tab\n", "%YAML 1.1\n", "#\n", "- a\n", "a\n", "a: 1\n", "'a': 1\n", "<<: {a: 1}\n", "<<: [{a: 1}, {b: 2}]\n", "<<: *x\n", "? a\n", ": a\n", "? a\n: b\n", "\"a\": 1\n", "  a: 1\n", "]\n", "}\n"}

var ends = []string{" ", "  ", "\t", " # comment", "\t# comment", "#", " #", ",", " :", ": ", " a", "\n", "\n\n", "\n  ", "\n  b", "\n b: c", "\r", " \r"}

var nodeProperties = []string{"&x", "&y", "!!map", "!!seq", "!!str", "!a", "&x !!map", "!!map &x", "&", "!", "!!set", "!!omap", "!<a>"}

var colons = []string{": ", ": ", ": ", ":", " : ", ":\n    ", ":\t", ": # c\n    "}

var commas = []string{", ", ",", ", ", " , ", ",\n    ", ",\n     ", ", ,", " # c\n    , ", ",\t"}

var escapes = []string{"\\n", "\\t", "\\\\", "\\\"", "\\/", "\\e", "\\0", "\\x41", "\\u00e9", "\\U0001F600", "\\q", "\\\n  ", "\\ ", "\\N", "\\_", "\\L", "\\P", "\\a", "\\ud800", "\\x4", "\\\t", "\\u2028", "\\ufeff", "\\x00", "\\x7f"}

var characters = []string{"\r", "\r\n", "\n", "\t", " ", "  ", "\x00", "\x01", "\x07", "\x1b", "\x7f", "\u0080", "\u0085", "\u009f", "\u00a0", "\u2028", "\u2029", "\ufeff", "\ufffe", "\uffff", "\ufffd", "\U0001F600", "\U0010FFFF", "\x80", "\xc3", "\xff", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xc0\x80",
	":", ": ", "-", "- ", "?", "? ", ",", "#", " #", "[", "]", "{", "}", "'", "\"", "&", "*", "!", "|", ">", "%", "@", "`", "<<", "\\", "=", "~", "&x ", "*x ", "!!str ", "\v", "\f"}
