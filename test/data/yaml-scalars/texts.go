package main

// texts are strings that some YAML reader takes for something else, and, at the end,
// strings that look like them and are not.
var texts = []string{
	// null
	"", "~", "null", "Null", "NULL", "nULL", "nil", "none",
	// truth values
	"true", "True", "TRUE", "tRUE", "false", "False", "FALSE", "yes", "Yes", "YES", "no", "No", "NO",
	"on", "On", "ON", "oN", "off", "Off", "OFF", "y", "Y", "n", "N", "t", "f", "T", "F",
	// integers
	"0", "-0", "+0", "00", "1", "+1", "-1", "01", "007", "08", "09", "0o14", "0O14", "0o8", "-0o7", "0x1f", "0X1F", "0xg",
	"-0x1f", "+0x1f", "0b101", "0B101", "0b2", "-0b1", "+0b1", "1_000", "_1000", "1000_", "1__0", "0x_1f", "0_7", "- 1", "1 000", "1,000",
	"9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "123456789012345678901234567890",
	// floats
	".5", "-.5", "+.5", "5.", "1.", "1.0", "1.10", "-1.5", "+1.5", "1e3", "1E3", "1e+3", "1e-3", "1.e3", ".5e1", "1e", "e3", "1e3.5",
	"1e999", "-1e999", "0e0", "00.5", "1_000.5", "1e1_0", "0x1p-2", "0x.8p1", ".1_0", "._5", "1.2", "1.2.3", "1.2.3.4",
	".inf", ".Inf", ".INF", "-.inf", "+.inf", "+.INF", ".nan", ".NaN", ".NAN", "inf", "Inf", "+Inf", "-Inf", "nan", "NaN", "Infinity", "infinity", ".infinity", ".e1",
	// base 60
	"12:30", "12:30:45", "190:20:30", "190:20:30.15", "-12:30", "1:1", "0:0", "12:60", "1:2:3:4",
	// times
	"2001-12-14", "2001-1-2", "2001-12-14T21:59:43Z", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5",
	"2001-12-14 21:59:43", "2001-12", "2001-13-45", "20011214", "10:00", "10:00Z",
	// merge and default keys
	"<<", "<", "<<<", "<<a", "=", "==", "=a",
	// indicators
	"-", "--", "---", "----", "--- a", "...", "....", "... a", "- a", "-a", "?", "? x", "?x", ":", ": x", ":x", "::", ",", ",a",
	"[", "]", "[]", "[a]", "[a", "{", "}", "{}", "{a: b}", "{a", "{{ a }}", "#", "# a", "#a", "&", "&a", "& a", "*", "*a", "* a",
	"!", "!a", "!!str", "!!int 1", "! a", "|", "|-", "| a", ">", ">-", "> a", "'", "''", "'a'", "'a", "\"", "\"\"", "\"a\"", "\"a",
	"%", "%x", "%YAML 1.1", "@", "@x", "`", "`x`", "\\", "\\n",
	// colons, comments and blanks inside
	"a: b", "a:b", "a:", "a :b", "a : b", "a #b", "a#b", "a# b", "a:#b", " a", "a ", "  ", " ", "a  b", "a\tb", "\ta", "a\t", "\t", "a\t#b", "a:\tb",
	// line breaks and what is no character of YAML
	"\n", "a\nb", "a\n", "\na", "a\n\nb", "a\n b", "a\n- b", "a\nb: c", "a\n#b", "\r", "a\rb", "a\r\nb", "a\u0085b", "a\u2028b", "a\u2029b",
	"\ufeff", "\ufeffa", "a\ufeffb", "a\u0000b", "a\u0001b", "a\u001bb", "a\u007fb", "a\u0080b", "a\u00a0b", "\u00a0", "a\ufffeb", "a\uffffb",
	// letters and pictures
	"é", "日本", "😀", "a😀", "\u200b", "\u0661",
	// what people write
	"nginx", "linkerd2", "cert-manager", "kube-system", "app.kubernetes.io/name", "weave.works/layer", "layer-2", "Layer 2",
	"v1.2.3", "1.2.3-rc.1", "1.2.3+build.5", "~1.2.3", "^1.2.3", ">=1.2.3 <2", "1.x", "*", "10m", "1h30m", "5s", "500ms", "1d", "100m", "1.5Gi", "512Mi", "1k", "1M",
	"https://charts.example.com/a?b=c&d=e", "oci://registry.example.com:5000/a", "git@github.com:a/b.git", "10.0.0.0/8", "10.0.0.1", "::1", "./a", "../a", "/a/b", ".a",
	"sha256:0e1f", "0e1f", "1e5a", "deadbeef", "12345e67", "12e45", "0755", "0o755", "u+x", "a=b", "-Xmx1g", "--flag=1", "${A}", "$(A)", "{{ .Values.a }}",
	"self.status.conditions.exists(c, c.type == 'Ready')", "constructor", "__proto__", "kind", "yes please", "no.", "on: off", "null null", "true,",
}
