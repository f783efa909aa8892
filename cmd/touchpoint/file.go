package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"touchpoint/experiments"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"github.com/spf13/pflag"
)

// readFlags sets flags from a YAML file whose keys are their names and whose values are spelled as on the command line, a
// list for an axis of several values. What was given on the command line stands.
func readFlags(name string, f *pflag.FlagSet) error {
	text, err := os.ReadFile(name)
	if cause := (*fs.PathError)(nil); errors.As(err, &cause) {
		return usagef("%s: %w", name, cause.Err)
	}
	if err != nil {
		return usagef("%s: %w", name, err)
	}
	return parseFlags(name, text, f)
}

func parseFlags(name string, text []byte, f *pflag.FlagSet) error {
	tree, err := parser.ParseBytes(text, 0)
	if fault := yaml.Error(nil); errors.As(err, &fault) {
		return placed(name, fault.GetToken(), errors.New(fault.GetMessage()))
	}
	if err != nil {
		return usagef("%s: %w", name, err)
	}
	keys, err := mapping(tree)
	if err != nil {
		return usagef("%s %w", name, err)
	}
	for keys.Next() {
		if node, err := setFlag(f, keys.Key(), keys.Value()); err != nil {
			return placed(name, node.GetToken(), err)
		}
	}
	return nil
}

// placed puts the name of the file, the line and the column before an error.
func placed(name string, at *token.Token, err error) error {
	return usagef("%s:%d:%d: %w", name, at.Position.Line, at.Position.Column, err)
}

// mapping returns what a file holds: one document, keys with values.
func mapping(tree *ast.File) (*ast.MapNodeIter, error) {
	var body ast.Node
	for _, doc := range tree.Docs {
		switch {
		case doc.Body == nil || doc.Body.Type() == ast.NullType:
		case body != nil:
			return nil, errors.New("holds more than one document; a sweep is one")
		default:
			body = doc.Body
		}
	}
	if body == nil {
		return nil, errors.New("is empty; it needs at least the keys n and m")
	}
	keys, ok := body.(ast.MapNode)
	if !ok {
		return nil, errors.New("holds no keys with values, such as n: 20")
	}
	return keys.MapRange(), nil
}

// setFlag sets the flag that a key names. With an error comes the place of what is wrong.
func setFlag(f *pflag.FlagSet, key, value ast.Node) (place ast.Node, err error) {
	name := key.GetToken().Value
	flag := f.Lookup(name)
	if known := keyNames(f); !slices.Contains(known, name) {
		return key, experiments.Unknown("key", name, known)
	}
	if flag.Changed {
		return nil, nil
	}
	flag.Changed = true
	take, nodes := setter(flag), []ast.Node{value}
	if several, ok := flag.Value.(list); ok {
		several.Clear()
		take = several.Append
		if sequence, ok := value.(*ast.SequenceNode); ok {
			nodes = sequence.Values
		}
	}
	for _, node := range nodes {
		text, err := scalar(node)
		if err == nil {
			err = take(text)
		}
		if err != nil {
			return node, fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil, nil
}

// keyNames are the flags that make sense in a file.
func keyNames(f *pflag.FlagSet) []string {
	return slices.DeleteFunc(flagNames(f, ""), func(name string) bool { return name == "help" })
}

// list is a flag that takes several values.
type list interface {
	Clear()
	Append(text string) error
}

func setter(flag *pflag.Flag) func(text string) error {
	return func(text string) error {
		if cause := flag.Value.Set(text); cause != nil {
			return badValue(flag, text, cause)
		}
		return nil
	}
}

// scalar returns a single value as it is spelled on the command line.
func scalar(node ast.Node) (string, error) {
	switch v := node.(type) {
	case *ast.NullNode:
		return "", errors.New("there is no value")
	case *ast.InfinityNode: // .inf
		return fmt.Sprint(v.Value), nil
	case *ast.NanNode: // .nan
		return "NaN", nil
	case *ast.StringNode:
		return v.Value, nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return v.GetToken().Value, nil
	case *ast.SequenceNode:
		return "", errors.New("a list stands where one value is wanted")
	}
	return "", errors.New("neither a value nor a list of values")
}
