package touchpoint

import (
	"slices"
	"testing"
	"testing/fstest"
)

// TestInspect holds the checker against made-up files: those that break the policy and their neighbours that do not.
func TestInspect(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"solvers/lasso/a.go", `import ("slices"; "touchpoint/solvers"; "touchpoint/solvers/internal/gram"; "gonum.org/v1/gonum/mat")`, ""},
		{"solvers/lasso/a.go", `import "touchpoint/solvers/simplex"`, "solvers/lasso may not import touchpoint/solvers/simplex"},
		{"solvers/lasso/a.go", `import _ "touchpoint/solvers/certify"`, "solvers/lasso may not import touchpoint/solvers/certify"},
		{"solvers/lasso/a_test.go", `import "touchpoint/solvers/simplex"`, ""},
		{"solvers/lasso/a.go", `import "gonum.org/v1/plot"`, "solvers/lasso may not import gonum.org/v1/plot"},
		{"solvers/lasso/a.go", `import ("example.org/mpb/v2"; "math/rand/v2")`, "solvers/lasso may not import example.org/mpb/v2"},
		{"solvers/lasso/a.go", `import "golang.org/x/sys/cpu"`, "solvers/lasso may not import golang.org/x/sys/cpu"},
		{"solvers/lasso/a.go", `import "C"`, "solvers/lasso may not import C"},
		{"solvers/lasso/a.go", `import . "math"`, "imports math without its name"},
		{"solvers/a.go", `import "touchpoint/solvers/lasso"`, "solvers may not import touchpoint/solvers/lasso"},
		{"solvers/certify/a.go", `import "touchpoint/solvers/enumerate"`, "solvers/certify may not import touchpoint/solvers/enumerate"},
		{"solvers/solvertest/a.go", `import "touchpoint/solvers/catalog"`, "solvers/solvertest may not import touchpoint/solvers/catalog"},
		{"solvers/catalog/a.go", `import "touchpoint/solvers/lasso"`, ""},
		{"solvers/internal/kernel/a.go", `import "golang.org/x/sys/cpu"`, ""},
		{"solvers/internal/kernel/a.go", `import "touchpoint/solvers"`, "solvers/internal/kernel may not import touchpoint/solvers"},
		{"solvers/internal/gram/a.go", `import ("touchpoint/solvers"; "touchpoint/solvers/internal/kernel")`, ""},
		{"solvers/internal/gram/a.go", `import "touchpoint/solvers/lasso"`, "solvers/internal/gram may not import touchpoint/solvers/lasso"},
		{"solvers/lasso/a.go", `import "touchpoint/results"`, "solvers/lasso may not import touchpoint/results"},
		{"solvers/lasso/deep/a.go", ``, "the directory solvers/lasso/deep has no line in the policy"},
		{"utils/a.go", ``, "the directory utils has no line in the policy"},
		{"results/a.go", `import "touchpoint/solvers"`, "results may not import touchpoint/solvers"},
		{"results/a.go", `import "github.com/olekukonko/tablewriter"`, "results may not import github.com/olekukonko/tablewriter"},
		{"results/render/a.go", `import ("touchpoint/results"; "github.com/olekukonko/tablewriter/tw"; "gonum.org/v1/plot/vg"; "os")`, ""},
		{"experiments/a.go", `import "touchpoint/bench"`, "experiments may not import touchpoint/bench"},
		{"experiments/a.go", `import "touchpoint/solvers/lasso"`, "experiments may not import touchpoint/solvers/lasso"},
		{"experiments/theory/a.go", `import "touchpoint/solvers"`, "experiments/theory may not import touchpoint/solvers"},
		{"bench/a.go", `import ("golang.org/x/perf/benchfmt"; "touchpoint/solvers/catalog")`, ""},
		{"bench/a.go", `import "touchpoint/experiments/stats"`, "bench may not import touchpoint/experiments/stats"},
		{"experiments/stats/a.go", `import "golang.org/x/perf/benchmath"`, "experiments/stats may not import golang.org/x/perf/benchmath"},
		{"bench/a.go", `import "touchpoint/cmd/touchpoint/internal/system"`, "bench may not import touchpoint/cmd/touchpoint/internal/system"},
		{"cmd/touchpoint/a.go", `import ("github.com/spf13/cobra"; "github.com/vbauerster/mpb/v8"; "touchpoint/bench"; "touchpoint/solvers/catalog")`, ""},
		{"cmd/touchpoint/a.go", `import "touchpoint/solvers/internal/kernel"`, "cmd/touchpoint may not import touchpoint/solvers/internal/kernel"},
		{"cmd/touchpoint/a.go", `import "github.com/sbinet/npyio/npy"`, "cmd/touchpoint may not import github.com/sbinet/npyio/npy"},
		{"cmd/touchpoint/internal/system/a.go", `import ("github.com/sbinet/npyio/npy"; "touchpoint/solvers")`, ""},
		{"cmd/touchpoint/internal/system/a.go", `import "github.com/spf13/cobra"`, "cmd/touchpoint/internal/system may not import github.com/spf13/cobra"},
		{"cmd/other/a.go", ``, "the directory cmd/other has no line in the policy"},
		{"solvers/a.go", `import "touchpoint"`, "solvers may not import touchpoint"},
		{"a.go", `import "touchpoint/solvers"`, ". may not import touchpoint/solvers"},

		{"bench/a.go", `func init() {}`, "declares an init function"},
		{"bench/a.go", `type T int; func (T) init() {}`, ""},
		{"bench/a.go", `var Default = 1`, "exports the variable Default"},
		{"bench/a.go", `var a, Level int`, "exports the variable Level"},
		{"bench/a.go", `const Level = 1; var level = 1; var _ = level`, ""},
		{"bench/a.go", `import ("errors"; "fmt"); var (ErrA = errors.New("a"); ErrB = fmt.Errorf("b: %w", ErrA))`, ""},
		{"bench/a.go", `var ErrLater error`, "exports the variable ErrLater"},
		{"bench/a.go", `import "errors"; var Errata = errors.New("a")`, "exports the variable Errata"},
		{"bench/a.go", `func f() { var X int; _ = X }`, ""},

		{"bench/a.go", `import ("os"; "time"); var _, _ = os.Args, time.Now`, ""},
		{"solvers/lasso/a.go", `import "os"`, "imports os in a pure package"},
		{"solvers/internal/kernel/a.go", `import "log/slog"`, "imports log/slog in a pure package"},
		{"solvers/catalog/a.go", `import "os/exec"`, "imports os/exec in a pure package"},
		{"solvers/lasso/a.go", `import "time"; var t = time.Now()`, "uses time.Now in a pure package"},
		{"solvers/lasso/a.go", `import clock "time"; var now = clock.Now`, "uses time.Now in a pure package"},
		{"solvers/lasso/a.go", `import "time"; const patience = time.Second`, ""},
		{"experiments/touch/a.go", `import "fmt"; func f() { fmt.Println() }`, "uses fmt.Println in a pure package"},
		{"experiments/touch/a.go", `func f() { println() }`, "calls println in a pure package"},
		{"results/table.go", `import "os"`, "imports os in a pure package"},
		{"results/store.go", `import ("os"; "time"); var now = time.Now`, ""},
		{"results/lock_windows.go", `import "os"`, ""},

		{"solvers/lasso/testdata/a.go", `func init() {}`, ""},
		{"solvers/_old/a.go", `func init() {}`, ""},
		{".ci/a.go", `func init() {}`, ""},
	} {
		tree := fstest.MapFS{c.name: {Data: []byte("package a; " + c.source)}, "solvers/doc.go": {Data: []byte("package solvers")}}
		got, err := inspect(tree)
		if err != nil {
			t.Errorf("%s with %s: %v", c.name, c.source, err)
			continue
		}
		want := []string{c.name + ": " + c.want}
		if c.want == "" {
			want = nil
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s with %s:\n got %q\nwant %q", c.name, c.source, got, want)
		}
	}
}

// TestInspectElsewhere leaves alone what is no package of this module, and does not pass over what it cannot parse.
func TestInspectElsewhere(t *testing.T) {
	tree := fstest.MapFS{
		"bench/peers/go.mod":              {Data: []byte("module peers")},
		"bench/peers/a.go":                {Data: []byte("package a; func init() {}")},
		"solvers/internal/kernel/make.go": {Data: []byte("//go:build ignore\n\npackage main; import \"os\"")},
		"solvers/internal/kernel/x64.go":  {Data: []byte("//go:build amd64\n\npackage kernel; import \"os\"")},
	}
	want := []string{"solvers/internal/kernel/x64.go: imports os in a pure package"}
	if got, err := inspect(tree); err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	tree["solvers/a.go"] = &fstest.MapFile{Data: []byte("package")}
	if _, err := inspect(tree); err == nil {
		t.Error("a file that does not parse is no error")
	}
}
