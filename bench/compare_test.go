package bench

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

// compare compares two texts called old and new.
func compare(old, new string, o Options) (Comparison, error) {
	return Compare([]Source{{"old", strings.NewReader(old)}, {"new", strings.NewReader(new)}}, o)
}

// lines repeats a benchmark line, one for each value.
func lines(name, unit string, values ...float64) string {
	var b strings.Builder
	for _, v := range values {
		fmt.Fprintf(&b, "Benchmark%s 1 %v %s\n", name, v, unit)
	}
	return b.String()
}

// around draws runs whose median is near x.
func around(x, spread float64, runs int, seed uint64) []float64 {
	rng := rand.New(rand.NewPCG(seed, 7))
	values := make([]float64, runs)
	for i := range values {
		values[i] = x * (1 + spread*(2*rng.Float64()-1))
	}
	return values
}

func TestHolm(t *testing.T) {
	// p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), "holm") of R 4.
	got, want := holm([]float64{0.01, 0.04, 0.03, 0.005, 0.5}), []float64{0.04, 0.09, 0.09, 0.025, 0.5}
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-15 {
			t.Errorf("adjusted %v, want %v", got, want)
		}
	}
	if len(holm(nil)) != 0 {
		t.Error("an empty family has members")
	}
}

func TestLeastP(t *testing.T) {
	for n, want := range map[int]float64{1: 1, 2: 1. / 3, 3: 0.1, 4: 1. / 35, 9: 4.113533525298231e-05} { // the last as in benchmath
		if got := leastP(n, n); math.Abs(got-want) > 1e-12 {
			t.Errorf("%d runs a side: %v, want %v", n, got, want)
		}
	}
}

func TestVerdicts(t *testing.T) {
	for _, c := range []struct {
		unit     string
		old, new []float64
		want     Verdict
	}{
		{"ns/op", around(1000, .01, 10, 1), around(1200, .01, 10, 2), Regression},
		{"ns/op", around(1000, .01, 10, 1), around(800, .01, 10, 2), Improvement},
		{"ns/op", around(1000, .005, 10, 1), around(1030, .005, 10, 2), Worse},
		{"ns/op", around(1000, .005, 10, 1), around(970, .005, 10, 2), Better},
		{"MB/s", around(1000, .01, 10, 1), around(1200, .01, 10, 2), Improvement},
		{"ns/op", around(1000, .01, 10, 1), around(1000, .01, 10, 2), Same},
		{"ns/op", around(1000, .2, 10, 1), around(1000, .2, 10, 2), Unclear},
		{"ns/op", []float64{1000, 1001, 1002}, []float64{2000, 2001, 2002}, Unclear}, // too few
		{"ns/op", []float64{1000}, []float64{2000}, Unclear},
		{"allocs/op", []float64{3, 3, 3}, []float64{3, 3, 3}, Same},
		{"widgets", around(1000, .01, 10, 1), around(1200, .01, 10, 2), Changed},
		{"ns/op", []float64{1000}, nil, OnlyOld},
		{"ns/op", nil, []float64{1000}, OnlyNew},
		{"ns/op", []float64{0, 0, 0, 0}, []float64{0, 0, 0, 0}, Same},
		{"recovered", []float64{1, 1}, []float64{.99, .99}, Regression}, // quality has no tolerance
		{"recovered", []float64{.5}, []float64{.51}, Improvement},
		{"recovered", []float64{1, 1, 1}, []float64{1}, Same},
		{"recovered", []float64{1, 0.5}, []float64{0.75}, Unclear}, // not exact, as it turns out
		{"recovered", []float64{1, 0.9}, []float64{0.75}, Regression},
		{"iterations", []float64{10}, []float64{20}, Changed}, // neither good nor bad
		{"gap-ppb", []float64{1e-7}, []float64{0.9}, Same},    // as good as the referee wants it
		{"gap-ppb", []float64{0}, []float64{2}, Regression},
		{"gap-ppb", []float64{2000}, []float64{0}, Improvement},
		{"residual-ppb", []float64{1000}, []float64{1040}, Worse},
	} {
		other := "BenchmarkOther 1 1 x\n" // there is always a row to compare
		got, err := compare(other+lines("A", c.unit, c.old...), other+lines("A", c.unit, c.new...), Defaults())
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(got.Rows, func(r Row) bool { return r.Name == "A" })
		if v := got.Rows[i].Verdict; v != c.want {
			t.Errorf("%s %v against %v: %v, want %v", c.unit, c.old, c.new, v, c.want)
		}
		if flagged := len(got.Regressed()) > 0; flagged != (c.want == Regression) {
			t.Errorf("%s %v against %v: a regression: %v", c.unit, c.old, c.new, flagged)
		}
	}
}

// TestUnitLines: what a file says of its units wins over what is known of them.
func TestUnitLines(t *testing.T) {
	text := "Unit ns/op assume=exact better=higher\nUnit nnz better=lower threshold=0.5\n"
	got, err := compare(text+lines("A", "ns/op", 1)+lines("A", "nnz", 10), lines("A", "ns/op", 2)+lines("A", "nnz", 14), Defaults())
	if err != nil || got.Rows[0].Verdict != Improvement || got.Rows[1].Verdict != Worse {
		t.Errorf("%v: %+v", err, got.Rows)
	}
}

// TestBadInput: whatever is wrong with a file is an error in one sentence, or a note where the rest of the file can be compared.
func TestBadInput(t *testing.T) {
	good := "BenchmarkA 1 5 ns/op\n"
	for _, c := range []struct{ name, old, note, err string }{
		{"empty", "", "", "old holds no benchmark line"},
		{"prose", "hello\n\x00\xff\n", "", "old holds no benchmark line"},
		{"all cut", "BenchmarkA 1 5\n", "", "no benchmark line that can be used; old:1: missing units"},
		{"no number", "BenchmarkA 1 x ns/op\n", "", "parsing measurement: invalid syntax"},
		{"only NaN", "BenchmarkA 1 NaN ns/op\n", "", "old:1: A is NaN sec/op; the number is left out"},
		{"long line", "BenchmarkA 1 5 ns/op " + strings.Repeat("x", 1<<17), "", "token too long"},
		{"cut line", good + "BenchmarkA 1 5", "old:2: missing units; the line is left out", ""},
		{"NaN", good + "BenchmarkA 1 NaN gap 7 ns/op\n", "old:2: A is NaN gap", ""},
		{"infinite", good + "BenchmarkA 1 +Inf ns/op\n", "old:2: A is +Inf ns/op", ""},
		{"too large", good + "BenchmarkA 1 1e999 ns/op\n", "old:2: parsing measurement: value out of range", ""},
		{"unit mismatch", "BenchmarkA 1 5 ms/op\n", "", "no row in common; A: old is in ms/op, new in sec/op; these units are not compared"},
		{"a unit mismatch", "BenchmarkA 1 5 ms/op\nBenchmarkC 1 5 ns/op\n", "A: old is in ms/op, new in sec/op; these units are not compared", ""},
		{"contradiction", "Unit nnz assume=exact\nUnit nnz assume=nothing\n" + good, "metadata assume of unit nnz already set to exact", ""},
		{"one sample", good, "1 of the tested rows have too few runs", ""},
		{"other names", "BenchmarkB 1 5 ns/op\n", "", "no row in common"},
		{"a name more", good + "BenchmarkB 1 5 ns/op\n", "1 rows are in the old results only", ""},
		{"settings", "cpu: abacus\n" + good, "old and new differ in cpu: abacus against none", ""},
		{"dirty", "dirty: true\n" + good, "changes that are not committed", ""},
		{"pooled", "os: a\n" + good + "os: b\n" + good, "differ in os: a and b against none", ""},
	} {
		got, err := compare(c.old, "BenchmarkA 1 6 ns/op\nBenchmarkC 1 6 ns/op\n", Defaults())
		switch {
		case c.err != "":
			if !errors.Is(err, ErrInput) || !strings.Contains(err.Error(), c.err) {
				t.Errorf("%s: error %v, want %q", c.name, err, c.err)
			}
		case err != nil || !strings.Contains(strings.Join(got.Notes, "\n"), c.note):
			t.Errorf("%s: %v, notes %q, want %q", c.name, err, got.Notes, c.note)
		}
	}
	failing := Source{"bad", iotest.ErrReader(errors.New("disk on fire"))}
	if _, err := Compare([]Source{failing}, Defaults()); err == nil || !strings.Contains(err.Error(), "disk on fire") {
		t.Errorf("a source that cannot be read: %v", err)
	}
}

func TestBadOptions(t *testing.T) {
	for want, spoil := range map[string]func(*Options){
		"filter":                     func(o *Options) { o.Filter = "(" },
		"row":                        func(o *Options) { o.Row = "/n@nonsense" },
		"table":                      func(o *Options) { o.Table = "@" },
		"column":                     func(o *Options) { o.Column = "," },
		"ignore":                     func(o *Options) { o.Ignore = "\"" },
		"alpha 0":                    func(o *Options) { o.Alpha = 0 },
		"confidence 1":               func(o *Options) { o.Confidence = 1 },
		"threshold NaN":              func(o *Options) { o.Threshold = math.NaN() },
		"leave 1":                    func(o *Options) { o.Column = ".name" },
		"leaves no benchmark line":   func(o *Options) { o.Filter = ".name:B" },
		"leave 3: \"1\", \"2\", \"3": func(o *Options) { o.Column = "/n" },
	} {
		o := Defaults()
		spoil(&o)
		text := lines("A/n=1", "ns/op", 1) + lines("A/n=2", "ns/op", 1) + lines("A/n=3", "ns/op", 1)
		if _, err := compare(text, text, o); !errors.Is(err, ErrInput) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v", want, err)
		}
	}
}

// TestFamily: among 200 rows that differ by noise alone a row is called changed in one comparison of twenty; without adjustment, ten rows in each.
func TestFamily(t *testing.T) {
	const comparisons, rows, runs = 200, 50, 10
	alarms, naive := 0, 0
	for i := range comparisons {
		var old, new strings.Builder
		for j := range rows {
			name, seed := fmt.Sprintf("A/n=%d", j), uint64(2*(i*rows+j))
			old.WriteString(lines(name, "ns/op", around(100, .1, runs, seed)...))
			new.WriteString(lines(name, "ns/op", around(100, .1, runs, seed+1)...))
		}
		o := Defaults()
		o.Threshold = 0
		c, err := compare(old.String(), new.String(), o)
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(c.Rows, func(r Row) bool { return r.Verdict.Flagged() }) {
			alarms++
		}
		for _, r := range c.Rows {
			if float64(r.P) <= o.Alpha {
				naive++
			}
		}
	}
	if alarms > 20 { // of 200 at 5% each, that is five standard errors
		t.Errorf("%d of %d comparisons of equals have a false alarm, want about 10", alarms, comparisons)
	}
	if share := float64(naive) / (comparisons * rows); share < 0.03 || share > 0.06 {
		t.Errorf("%.3f of the rows have p <= 0.05, want about 0.045", share)
	}
}

func FuzzCompare(f *testing.F) {
	f.Add("BenchmarkA 1 5 ns/op\n", "BenchmarkA 1 NaN ns/op 3 nnz\nUnit nnz assume=exact floor=x\n")
	f.Add("pkg: a\nBenchmarkA-2 1 0 ns/op -1 gap\n\nBenchmarkA 1 1e300 ns/op\n", "BenchmarkA-2 1 1 ns/op 1 MB/s")
	f.Add(lines("A", "ns/op", 1, 2, 2, 3), lines("A", "ns/op", 2, 2, 1))
	f.Add("Unit a assume=exact\nBenchmark/n=1 1 -1e308 a 1e308 a\n", "Benchmark/n=1 1 1e-320 a")
	f.Fuzz(func(t *testing.T, old, new string) {
		c, err := compare(old, new, Defaults())
		if err != nil {
			if !errors.Is(err, ErrInput) {
				t.Errorf("%v", err)
			}
			return
		}
		for _, table := range append(c.Tables(true), c.Data()) {
			if err := table.Validate(); err != nil {
				t.Errorf("%v", err)
			}
		}
		for _, r := range c.Rows {
			if _, err := r.Old.MarshalJSON(); err != nil {
				t.Errorf("%v", err)
			}
		}
	})
}
