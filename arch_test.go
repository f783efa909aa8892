package touchpoint

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// imports is the policy: which directory may import what, beside the standard library. It is a statement of how this module is
// meant to be, not a description of how it is: do not change it to make a build pass, and write the reason down when you do.
//
//	directory: what its files may import, tests aside
//	NAME = a list with a name
//
// A pattern is a path, x/* for what lies directly in x, or x/... for x and all below it. The first line that matches a
// directory counts; a directory without a line may not exist.
const imports = `
	GONUM   = gonum.org/v1/gonum/...
	SCIENCE = solvers solvers/certify solvers/ensemble results experiments/touch experiments/theory experiments/stats
	HOUSE   = solvers solvers/* results results/* experiments experiments/* bench bench/*

	.:

	# A solver never imports a solver, nor the referee, nor the draws.
	# Of what solvers share, only kernel knows the processor.
	solvers:              solvers/internal/kernel solvers/internal/balance GONUM
	solvers/internal/balance: solvers/internal/kernel
	solvers/internal/local: solvers solvers/internal/kernel solvers/internal/qr
	solvers/internal/local/localtest: solvers solvers/ensemble GONUM
	solvers/internal/kernel: GONUM golang.org/x/sys/cpu
	solvers/internal/*:   solvers solvers/internal/kernel GONUM
	solvers/solvertest:   solvers solvers/certify solvers/ensemble
	solvers/catalog:      solvers solvers/*
	solvers/*:            solvers solvers/internal/* GONUM

	# The record knows no solver; only render knows how things look.
	results:
	results/render:       results github.com/olekukonko/tablewriter/... gonum.org/v1/plot/...

	# The bridges: science and speed never meet. An error about an unknown name offers the nearest one by edit distance.
	experiments/touch:    solvers solvers/certify
	experiments/theory:   GONUM
	experiments/stats:    GONUM github.com/aclements/go-moremath/...
	# A claim may look inside a solver, at its path or at all minima it enumerates: what no certified point says.
	experiments/learn:    solvers solvers/* experiments/stats GONUM
	experiments/network:  GONUM
	experiments/catalog:  experiments experiments/learn experiments/network SCIENCE solvers/* GONUM
	experiments:          SCIENCE github.com/agnivade/levenshtein
	bench:                solvers solvers/catalog solvers/certify solvers/ensemble results results/render golang.org/x/perf/... golang.org/x/sys/unix
	bench/peers:          bench solvers solvers/catalog solvers/certify solvers/ensemble results results/render

	# Nothing imports the command, and only it knows flags, terminals and the formats of files.
	cmd/touchpoint/internal/system: solvers github.com/sbinet/npyio/...
	cmd/touchpoint/...:   HOUSE cmd/touchpoint/internal/... github.com/spf13/cobra/... github.com/spf13/pflag
	cmd/touchpoint/...:   github.com/goccy/go-yaml/... github.com/vbauerster/mpb/... golang.org/x/term
`

// pure lists the directories whose code reads no clock, touches no file, logs and prints nothing, and behind the colon the
// files that may: those of the store, which is a directory on a disk, and those that ask what was built.
const pure = `
	solvers/...:
	results:              build.go file.go lock_*.go manifest.go open.go read.go store.go
	experiments/touch:
`

func TestArchitecture(t *testing.T) {
	complaints, err := inspect(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	for _, complaint := range complaints {
		t.Error(complaint)
	}
}

const module = "touchpoint"

// inspect parses every file of the module that is no test and says what breaks the policy.
func inspect(tree fs.FS) ([]string, error) {
	mayImport, isPure := parse(imports), parse(pure)
	var complaints []string
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && elsewhere(tree, name):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		f, err := open(tree, name)
		if err != nil || f.ignored() {
			return err
		}
		found := slices.Concat(f.imports(mayImport), f.declarations(), f.impurities(isPure))
		for _, what := range found {
			complaints = append(complaints, name+": "+what)
		}
		return nil
	})
	return complaints, err
}

// elsewhere says whether the go command, too, looks for no package of this module in the directory.
func elsewhere(tree fs.FS, dir string) bool {
	if dir == "." {
		return false
	}
	base := path.Base(dir)
	_, err := fs.Stat(tree, path.Join(dir, "go.mod"))
	return base == "testdata" || base == "vendor" || base[0] == '.' || base[0] == '_' || err == nil
}

// rule is a line of a policy: what stands before the colon and the list behind it.
type rule struct {
	subject string
	list    []string
}

// parse reads a policy. Adjacent lines about the same subject are one.
func parse(policy string) []rule {
	names := map[string][]string{}
	var rules []rule
	for line := range strings.Lines(policy) {
		line, _, _ = strings.Cut(line, "#")
		if name, list, ok := strings.Cut(line, "="); ok {
			names[strings.TrimSpace(name)] = strings.Fields(list)
			continue
		}
		subject, words, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		r := rule{subject: strings.TrimSpace(subject)}
		for _, word := range strings.Fields(words) {
			if list, ok := names[word]; ok {
				r.list = append(r.list, list...)
			} else {
				r.list = append(r.list, word)
			}
		}
		if last := len(rules) - 1; last >= 0 && rules[last].subject == r.subject {
			rules[last].list = append(rules[last].list, r.list...)
		} else {
			rules = append(rules, r)
		}
	}
	return rules
}

// about returns the list for a directory: that of the first rule that matches it.
func about(rules []rule, dir string) (list []string, ok bool) {
	i := slices.IndexFunc(rules, func(r rule) bool { return matches(r.subject, dir) })
	if i < 0 {
		return nil, false
	}
	return rules[i].list, true
}

func matches(pattern, name string) bool {
	if stem, ok := strings.CutSuffix(pattern, "/..."); ok {
		return name == stem || strings.HasPrefix(name, stem+"/")
	}
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}
