package main

import (
	"math/rand"
	"strings"
)

// generate makes files of values as people and templates write them, and most of them wrong in
// one place or several: the same ones for the same seed.
func generate(count int, seed int64) [][]byte {
	g := &generator{rand.New(rand.NewSource(seed))}
	known := map[string]bool{}
	texts := [][]byte{}
	for len(texts) < count {
		text := g.file()
		if !known[text] && len(text) < 400 {
			known[text] = true
			texts = append(texts, []byte(text))
		}
	}
	return texts
}

type generator struct{ *rand.Rand }

func (g *generator) pick(choices []string) string { return choices[g.Intn(len(choices))] }

func (g *generator) chance(percent int) bool { return g.Intn(100) < percent }

func (g *generator) file() string {
	text := g.blockMap("", 1+g.Intn(3))
	if g.chance(10) {
		text = g.pick(starts) + text
	}
	if g.chance(12) {
		text = text[:len(text)-1]
	}
	if g.chance(10) {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	} else if g.chance(4) {
		text = strings.ReplaceAll(text, "\n", "\r")
	}
	for n := g.Intn(5) - 2; n > 0; n-- {
		text = g.damage(text)
	}
	return text
}

func (g *generator) damage(text string) string {
	at := g.Intn(len(text) + 1)
	switch g.Intn(5) {
	case 0:
		if at < len(text) {
			return text[:at] + text[at+1:]
		}
		return text[:at]
	case 1:
		return text[:at] + g.pick(lines) + text[at:]
	case 2:
		other := g.Intn(len(text) + 1)
		from, to := min(at, other), max(at, other)
		if to-from > 12 {
			to = from + 12
		}
		return text[:to] + text[from:to] + text[to:]
	default:
		return text[:at] + g.pick(characters) + text[at:]
	}
}

func (g *generator) blockMap(indent string, depth int) string {
	var text strings.Builder
	for n := 1 + g.Intn(4); n > 0; n-- {
		if g.chance(3) {
			text.WriteString(indent + g.pick(lines))
		}
		text.WriteString(indent + g.key() + ":")
		text.WriteString(g.value(indent, depth-1))
	}
	return text.String()
}

// value makes what follows a colon, to the end of its last line.
func (g *generator) value(indent string, depth int) string {
	if depth > 0 && g.chance(45) {
		properties := ""
		if g.chance(6) {
			properties = " " + g.pick(nodeProperties)
		}
		if g.chance(50) {
			return properties + "\n" + g.blockMap(indent+g.pick(steps), depth)
		}
		return properties + "\n" + g.blockList(indent+g.pick(listSteps), depth)
	}
	switch g.Intn(10) {
	case 0, 1:
		return g.literal(indent)
	case 2:
		return " " + strings.ReplaceAll(g.flow(2), "\n", "\n"+indent) + "\n"
	case 3:
		return " " + g.quoted(indent) + "\n"
	case 4:
		return " " + g.pick(words) + "\n" + indent + "  " + g.pick(words) + "\n"
	default:
		text := " "
		if g.chance(5) {
			text = " " + g.pick(nodeProperties) + " "
		}
		text += g.scalar()
		if g.chance(5) {
			text += g.pick(ends)
		}
		return text + "\n"
	}
}

func (g *generator) blockList(indent string, depth int) string {
	var text strings.Builder
	for n := 1 + g.Intn(3); n > 0; n-- {
		text.WriteString(indent + "-")
		if depth > 1 && g.chance(30) {
			text.WriteString(" " + strings.TrimPrefix(g.blockMap(indent+"  ", depth-1), indent+"  "))
		} else {
			text.WriteString(g.value(indent, 0))
		}
	}
	return text.String()
}

func (g *generator) literal(indent string) string {
	text := " " + g.oddly(headers, oddHeaders) + "\n"
	inner := indent + g.pick(steps)
	for n := g.Intn(4); n >= 0; n-- {
		switch g.Intn(8) {
		case 0:
			text += "\n"
		case 1:
			text += inner + " " + g.pick(words) + "\n"
		case 2:
			text += g.pick(blanks) + "\n"
		default:
			text += inner + g.pick(words) + "\n"
		}
	}
	return text
}

func (g *generator) flow(depth int) string {
	var items []string
	isMap := g.chance(50)
	for n := g.Intn(4); n > 0; n-- {
		item := g.scalar()
		if g.chance(15) {
			item = g.quoted("")
		} else if depth > 1 && g.chance(25) {
			item = g.flow(depth - 1)
		}
		if isMap {
			item = g.key() + g.pick(colons) + item
		}
		items = append(items, item)
	}
	text := strings.Join(items, g.pick(commas))
	if isMap {
		return "{" + text + "}"
	}
	return "[" + text + "]"
}

func (g *generator) quoted(indent string) string {
	quote := g.pick([]string{"'", "\""})
	text := g.pick(words)
	for n := g.Intn(3); n > 0; n-- {
		switch {
		case g.chance(20):
			text += g.pick(blanks) + "\n" + indent + g.pick(steps) + "    "
		case quote == "\"" && g.chance(60):
			text += g.pick(escapes)
		case quote == "'" && g.chance(40):
			text += "''"
		default:
			text += g.pick(blanks)
		}
		text += g.pick(words)
	}
	return quote + text + quote
}

func (g *generator) key() string { return g.oddly(keys, oddKeys) }

func (g *generator) scalar() string { return g.oddly(scalars, oddScalars) }

// oddly picks what is mostly well.
func (g *generator) oddly(usual, odd []string) string {
	if g.chance(2) {
		return g.pick(odd)
	}
	return g.pick(usual)
}
