package bench

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/perf/benchmath"
)

// TestBenchstat compares centre, interval, delta and p-value of every row, and the geometric means, with what go tool benchstat writes as CSV.
func TestBenchstat(t *testing.T) {
	theirs := strings.TrimSpace(output(t, "go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/perf"))
	data := filepath.Join(theirs, "cmd", "benchstat", "testdata")
	rows := 0
	for _, c := range []struct {
		name  string
		files []string
		col   string
	}{
		{"old and new", []string{"old.txt", "new.txt"}, ".file"},
		{"several units", []string{"crc-old.txt", "crc-new.txt"}, ".file"},
		{"exact units", []string{"units.txt"}, "note"},
		{"small samples", []string{"smallSample.txt"}, "note"},
		{"other sets", []string{"issue19565.txt"}, "note"},
		{"many benchmarks", []string{"issue19634.txt"}, "note"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var paths []string
			for _, f := range c.files {
				paths = append(paths, filepath.Join(data, f))
			}
			rows += agree(t, paths, c.col)
		})
	}
	for seed := range uint64(6) {
		t.Run(fmt.Sprintf("drawn %d", seed), func(t *testing.T) { rows += agree(t, drawn(t, seed), ".file") })
	}
	if rows < 300 {
		t.Errorf("only %d rows were compared", rows)
	}
}

// drawn writes two files: samples of 1 to 60 runs, with ties and without, metrics that are exact and not, benchmarks in one file only.
func drawn(t *testing.T, seed uint64) (paths []string) {
	rng := rand.New(rand.NewPCG(seed, 1))
	for side, name := range []string{"old.txt", "new.txt"} {
		var text bytes.Buffer
		text.WriteString("goos: linux\nUnit nnz assume=exact\nUnit gap assume=exact better=lower\n\n")
		for _, pkg := range []string{"one", "two"} {
			fmt.Fprintf(&text, "pkg: %s\n", pkg)
			for b := range 8 {
				if b == side+5 && seed > 2 {
					continue
				}
				runs := []int{1, 3, 4, 6, 10, 20, 30, 60}[rng.IntN(8)]
				shift := 1 + 0.1*float64(side)*rng.Float64()
				ties := rng.IntN(2) == 0
				for range runs {
					ns := 1000 * shift * (1 + 0.05*rng.NormFloat64())
					if ties {
						ns = float64(int(ns/20) * 20)
					}
					fmt.Fprintf(&text, "BenchmarkSolve/n=%d-2 %d %v ns/op %d B/op %d allocs/op %d nnz %v gap %v MB/s\n",
						b, 100+rng.IntN(100), ns, 64+rng.IntN(2)*side, 3, 7+side*(b%2), 1e-12*float64(1+side*(b%3)), 8000/ns)
				}
			}
		}
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, text.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func output(t *testing.T, name string, args ...string) string {
	t.Helper()
	var complaints bytes.Buffer
	c := exec.CommandContext(t.Context(), name, args...)
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%s %q: %v: %s", name, args, err, &complaints)
	}
	return string(out)
}

// files opens sources; labels old and new keep them apart where the paths are long.
func files(t *testing.T, paths []string) (sources []Source) {
	t.Helper()
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, Source{path, bytes.NewReader(text)})
	}
	return sources
}

// agree compares both tables cell by cell, and returns the number of rows.
func agree(t *testing.T, paths []string, col string) int {
	t.Helper()
	o := Defaults()
	o.Column = col
	c, err := Compare(files(t, paths), o)
	if err != nil {
		t.Fatal(err)
	}
	args := append([]string{"tool", "benchstat", "-format", "csv", "-table", "pkg", "-col", col}, paths...)
	want := benchstat(t, output(t, "go", args...))
	if len(want.rows) != len(c.Rows) {
		t.Errorf("%d rows, benchstat has %d", len(c.Rows), len(want.rows))
	}
	for _, r := range c.Rows {
		key := strings.Join([]string{r.Table, r.Unit, r.Name}, "|")
		if got := r.benchstat(o); got != want.rows[key] {
			t.Errorf("%s: got %q, benchstat %q", key, got, want.rows[key])
		}
	}
	alone := strings.Contains(strings.Join(c.Notes, "\n"), "results only")
	for _, g := range c.Means {
		if got := fmt.Sprintf("%+.2f%%", 100*float64(g.Delta)); !alone && got != want.means[g.Table+"|"+g.Unit] {
			t.Errorf("%s %s: geomean %s, benchstat %s", g.Table, g.Unit, got, want.means[g.Table+"|"+g.Unit])
		}
	}
	return len(c.Rows)
}

// benchstat writes a row as benchstat does.
func (r Row) benchstat(o Options) [6]string {
	var cells [6]string
	for i, s := range []Side{r.Old, r.New} {
		if s.N > 0 {
			cells[2*i] = fmt.Sprint(s.Center)
			cells[2*i+1] = benchmath.Summary{Center: s.Center, Lo: s.Lo, Hi: s.Hi}.PctRangeString()
		}
	}
	if r.Old.N > 0 && r.New.N > 0 {
		c := benchmath.Comparison{P: float64(r.P), N1: r.Old.N, N2: r.New.N, Alpha: o.Alpha}
		if r.unit.exact {
			c.P, c.Alpha = 0, 0 // as benchstat has it
		}
		cells[4], cells[5] = c.FormatDelta(r.Old.Center, r.New.Center), c.String()
	}
	return cells
}

// table is what benchstat says of two columns, by table, unit and name.
type table struct {
	rows  map[string][6]string
	means map[string]string
}

// benchstat reads the CSV of benchstat: a line of column names, a line of units, rows, a mean, and between tables an empty line and the key of the
// next.
func benchstat(t *testing.T, text string) table {
	t.Helper()
	found := table{make(map[string][6]string), make(map[string]string)}
	var pkg, unit string
	for line := range strings.Lines(text) {
		reader := csv.NewReader(strings.NewReader(line))
		cells, err := reader.Read()
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "pkg: "); ok {
			pkg = name
			continue
		}
		if err != nil || len(cells) < 3 {
			continue
		}
		cells = append(cells, make([]string, 7)...)
		switch {
		case cells[0] == "" && cells[2] == "CI":
			unit = cells[1]
		case cells[0] == "":
		case cells[0] == "geomean":
			found.means[pkg+"|"+unit] = cells[5]
		default:
			found.rows[strings.Join([]string{pkg, unit, cells[0]}, "|")] = [6]string(cells[1:7])
		}
	}
	return found
}
