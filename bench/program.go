package bench

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ErrBuild is wrapped by the error about code that does not build, or has no benchmark to run.
var ErrBuild = errors.New("nothing to measure")

// Recipe says what is measured and how.
type Recipe struct {
	Packages   []string      // that hold benchmarks, as go build names them: ./bench
	Pattern    string        // which benchmarks, as go test -bench takes it
	Benchtime  time.Duration // of one measurement
	Layouts    int           // how many layouts of the code are measured by turns, see [Program]
	Processors int           // GOMAXPROCS, and how many processors a measurement is pinned to
	Pin        bool          // keep a measurement on the same processors, where the system can
	Realtime   bool          // let nothing of ordinary priority interrupt it, where the system allows and has a processor left
	Say        func(string)  // hears, in a sentence each, what else is left out or goes wrong
}

// Program is the benchmarks of one state of the code, built.
//
// Where the linker puts a function may make it some percent faster or slower, and any change elsewhere moves it. A program is therefore linked several
// times, its functions shuffled (go build -ldflags=-randlayout), and measured in one layout after the other: what would be a lasting difference
// between two programs becomes noise that can be told from a change.
//
// Reference: C. Curtsinger and E. Berger, Stabilizer: statistically sound performance evaluation, 2013.
type Program struct {
	commit   string
	layouts  int
	settings []byte // the head of its results: KEY: VALUE lines
	quiet    quiet
	tests    []test
}

// test is a package with benchmarks: its path, its directory, and the binaries of its layouts, as far as they are built.
type test struct{ pkg, dir, binaries string }

// benchmark names a benchmark of a program: its test binary, and its name there.
type benchmark struct {
	test int
	name string
}

// Build builds the test binaries of the packages in the directory of a module into another. Packages that do not exist there are said and left
// out; code that does not compile is an error with the compiler's first words.
func Build(ctx context.Context, dir, into, commit string, dirty bool, r Recipe) (*Program, error) {
	p := &Program{commit: commit, layouts: max(1, r.Layouts), quiet: quiet{r.Processors, r.Pin, r.Realtime}.allowed()}
	if err := os.MkdirAll(into, 0o777); err != nil {
		return nil, err
	}
	for _, pattern := range r.Packages {
		if err := p.add(ctx, dir, into, pattern, r); err != nil {
			return nil, err
		}
	}
	if len(p.tests) == 0 {
		return nil, fmt.Errorf("bench: %w: %s has no tests in %s", ErrBuild, short(commit), strings.Join(r.Packages, ", "))
	}
	modules, err := command(ctx, dir, "go", "list", "-m", "-f", "{{if not (or .Main .Indirect)}}{{.Path}}@{{.Version}}{{end}}", "all")
	if err != nil {
		return nil, err
	}
	p.settings = p.head(dirty, strings.Fields(modules), r)
	return p, nil
}

// add builds the tests of the packages that match a pattern, in their first layout.
func (p *Program) add(ctx context.Context, dir, into, pattern string, r Recipe) error {
	found, err := command(ctx, dir, "go", "list", "-f", "{{.ImportPath}}\t{{.Dir}}", pattern)
	if ctx.Err() != nil {
		return err
	}
	if err != nil || found == "" {
		r.Say(fmt.Sprintf("%s has no package %s", short(p.commit), pattern))
		return nil
	}
	for line := range strings.Lines(found) {
		pkg, home, _ := strings.Cut(strings.TrimSpace(line), "\t")
		t := test{pkg, home, filepath.Join(into, fmt.Sprintf("%d-", len(p.tests)))}
		path, err := p.binary(ctx, t, 0)
		if err != nil {
			return err
		}
		if _, err := os.Stat(path); err == nil { // a package without test files has none
			p.tests = append(p.tests, t)
		}
	}
	return nil
}

// binary returns the test binary of a layout, which it builds where it is not there yet.
func (p *Program) binary(ctx context.Context, t test, layout int) (path string, err error) {
	path = fmt.Sprintf("%s%d.test", t.binaries, layout)
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	args := []string{"test", "-c", "-trimpath", "-o", path}
	if p.layouts > 1 {
		args = append(args, fmt.Sprintf("-ldflags=-randlayout=%d", layout+1))
	}
	if _, err := command(ctx, t.dir, "go", append(args, t.pkg)...); err != nil {
		if ctx.Err() != nil {
			return "", err
		}
		return "", fmt.Errorf("bench: %w: %s of %s does not build: %w", ErrBuild, t.pkg, short(p.commit), err)
	}
	return path, nil
}

func short(commit string) string { return commit[:min(12, len(commit))] }

// head is what is said about every result.
func (p *Program) head(dirty bool, modules []string, r Recipe) []byte {
	var b bytes.Buffer
	line := func(key string, value any) { fmt.Fprintf(&b, "%s: %v\n", key, value) }
	line("commit", p.commit)
	line("dirty", dirty)
	line("pattern", r.Pattern)
	line("benchtime", r.Benchtime)
	line("layouts", p.layouts)
	line("gomaxprocs", p.quiet.processors)
	line("pinned", p.quiet.pinned)
	line("realtime", p.quiet.realtime)
	if len(modules) > 0 {
		line("modules", strings.Join(modules, " "))
	}
	line("date", time.Now().UTC().Format(time.RFC3339))
	info, err := buildinfo.ReadFile(p.tests[0].binaries + "0.test")
	if err != nil {
		return b.Bytes()
	}
	line("toolchain", info.GoVersion)
	for _, s := range info.Settings {
		if slices.Contains([]string{"GOAMD64", "GOARM64"}, s.Key) {
			line(strings.ToLower(s.Key), s.Value)
		}
	}
	return b.Bytes()
}
