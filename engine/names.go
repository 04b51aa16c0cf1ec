package main

import (
	"text/template/parse"
)

// namesRequest asks for the parameters in texts.
type namesRequest struct{ texts }

// names are the parameters in a text, each with the byte at which it is first, or the error of Go.
type names struct {
	Names []place `json:"names"`
	Error string  `json:"error,omitempty"`
}

type place struct {
	Name   string `json:"name"`
	Offset int    `json:"offset"`
}

func findNames(asked namesRequest) any {
	found := make([]names, len(asked.Texts))
	for i, text := range asked.Texts {
		parsed, err := asked.parse(text)
		if err != nil {
			found[i] = names{Error: err.Error()}
			continue
		}
		finder := finder{known: map[string]bool{}, names: []place{}}
		for _, each := range parsed.Templates() {
			if each.Tree != nil {
				finder.visit(each.Root)
			}
		}
		found[i] = names{Names: finder.names}
	}
	return found
}

type finder struct {
	known map[string]bool
	names []place
}

// visit finds .params.NAME, $.params.NAME, index .params "NAME" and get .params "NAME".
func (f *finder) visit(node parse.Node) {
	switch node := node.(type) {
	case *parse.ListNode:
		if node != nil {
			for _, each := range node.Nodes {
				f.visit(each)
			}
		}
	case *parse.ActionNode:
		f.visit(node.Pipe)
	case *parse.IfNode:
		f.visitBranch(node.BranchNode)
	case *parse.WithNode:
		f.visitBranch(node.BranchNode)
	case *parse.RangeNode:
		f.visitBranch(node.BranchNode)
	case *parse.TemplateNode:
		f.visit(node.Pipe)
	case *parse.PipeNode:
		if node != nil {
			for _, each := range node.Cmds {
				f.visitCommand(each)
			}
		}
	case *parse.ChainNode:
		f.visit(node.Node)
	default:
		if path := pathOf(node); len(path) > 1 && path[0] == "params" {
			f.add(path[1], node)
		}
	}
}

func (f *finder) visitBranch(node parse.BranchNode) {
	f.visit(node.Pipe)
	f.visit(node.List)
	f.visit(node.ElseList)
}

func (f *finder) visitCommand(node *parse.CommandNode) {
	for i, each := range node.Args {
		f.visit(each)
		path := pathOf(each)
		if len(path) != 1 || path[0] != "params" || i+1 >= len(node.Args) {
			continue
		}
		if key, isText := node.Args[i+1].(*parse.StringNode); isText {
			f.add(key.Text, key)
		}
	}
}

// pathOf returns [params NAME] of .params.NAME and $.params.NAME.
func pathOf(node parse.Node) []string {
	switch node := node.(type) {
	case *parse.FieldNode:
		return node.Ident
	case *parse.VariableNode:
		if node.Ident[0] == "$" {
			return node.Ident[1:]
		}
	}
	return nil
}

func (f *finder) add(name string, node parse.Node) {
	if f.known[name] {
		return
	}
	f.known[name] = true
	f.names = append(f.names, place{name, int(node.Position())})
}
