package touchpoint

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// file is a parsed file of the module.
type file struct {
	dir, base string
	syntax    *ast.File
	imported  []string          // paths
	local     map[string]string // the name an import has in the file -> its path
}

func open(tree fs.FS, name string) (*file, error) {
	source, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, err
	}
	syntax, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	f := &file{dir: path.Dir(name), base: path.Base(name), syntax: syntax, local: map[string]string{}}
	for _, spec := range syntax.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return nil, err
		}
		as := path.Base(imported)
		if spec.Name != nil {
			as = spec.Name.Name
		}
		f.imported = append(f.imported, imported)
		f.local[as] = imported
	}
	return f, nil
}

// ignored says whether the file belongs to no package: a generator run by hand.
func (f *file) ignored() bool {
	return slices.ContainsFunc(f.syntax.Comments, func(group *ast.CommentGroup) bool {
		return group.Pos() < f.syntax.Package && slices.ContainsFunc(group.List, func(c *ast.Comment) bool { return c.Text == "//go:build ignore" })
	})
}

// imports says what the file imports against the policy.
func (f *file) imports(rules []rule) (complaints []string) {
	allowed, ok := about(rules, f.dir)
	if !ok {
		return []string{fmt.Sprintf("the directory %s has no line in the policy", f.dir)}
	}
	for _, imported := range f.imported {
		target := strings.TrimPrefix(imported, module+"/")
		if imported == module {
			target = "."
		}
		first, _, _ := strings.Cut(imported, "/")
		standard := target == imported && !strings.Contains(first, ".") && imported != "C"
		if !standard && !slices.ContainsFunc(allowed, func(pattern string) bool { return matches(pattern, target) }) {
			complaints = append(complaints, fmt.Sprintf("%s may not import %s", f.dir, imported))
		}
	}
	if imported, ok := f.local["."]; ok {
		complaints = append(complaints, fmt.Sprintf("imports %s without its name", imported))
	}
	return complaints
}

// declarations says which of them act or change behind the caller's back: init functions and exported variables. The only
// exported variables are errors, named ErrX and made on the spot.
func (f *file) declarations() (complaints []string) {
	for _, declaration := range f.syntax.Decls {
		switch d := declaration.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil && d.Name.Name == "init" {
				complaints = append(complaints, "declares an init function")
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				v, ok := spec.(*ast.ValueSpec)
				if !ok || d.Tok != token.VAR {
					continue
				}
				for i, name := range v.Names {
					if name.IsExported() && !f.sentinel(v, i) {
						complaints = append(complaints, "exports the variable "+name.Name)
					}
				}
			}
		}
	}
	return complaints
}

// sentinel says whether the i-th name of a declaration is an error ErrX = errors.New(...) or fmt.Errorf(...).
func (f *file) sentinel(v *ast.ValueSpec, i int) bool {
	after, ok := strings.CutPrefix(v.Names[i].Name, "Err")
	if !ok || !ast.IsExported(after) || i >= len(v.Values) {
		return false
	}
	call, ok := v.Values[i].(*ast.CallExpr)
	return ok && slices.Contains([]string{"errors.New", "fmt.Errorf"}, f.qualified(call.Fun))
}

// impurities says what the file of a pure directory does beside computing.
func (f *file) impurities(rules []rule) (complaints []string) {
	exempt, ok := about(rules, f.dir)
	if !ok || slices.ContainsFunc(exempt, func(pattern string) bool { return matches(pattern, f.base) }) {
		return nil
	}
	for _, imported := range f.imported {
		if matches("os/...", imported) || matches("log/...", imported) {
			complaints = append(complaints, "imports "+imported+" in a pure package")
		}
	}
	ast.Inspect(f.syntax, func(node ast.Node) bool {
		expression, ok := node.(ast.Expr)
		if !ok {
			return true
		}
		switch name := f.qualified(expression); name {
		case "time.Now", "time.Since", "time.Until", "fmt.Print", "fmt.Printf", "fmt.Println":
			complaints = append(complaints, "uses "+name+" in a pure package")
		}
		if call, ok := node.(*ast.CallExpr); ok {
			if name, ok := call.Fun.(*ast.Ident); ok && (name.Name == "print" || name.Name == "println") {
				complaints = append(complaints, "calls "+name.Name+" in a pure package")
			}
		}
		return true
	})
	return complaints
}

// qualified returns the import path and the name of what an expression like time.Now stands for, whatever the import is
// called in this file, and "" for every other expression.
func (f *file) qualified(e ast.Expr) string {
	selector, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	x, ok := selector.X.(*ast.Ident)
	if !ok || f.local[x.Name] == "" {
		return ""
	}
	return f.local[x.Name] + "." + selector.Sel.Name
}
