package peers

import (
	"context"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
)

// answers writes points that a fake peer returns: the exact one, the exact one bent by a factor, and one that is no number.
func answers(t *testing.T, p problem, lambda float64) (dir string) {
	t.Helper()
	entry, err := solvers.Find(catalog.Entries(), "homotopy")
	if err != nil {
		t.Fatal(err)
	}
	sol, err := solvers.Solve(t.Context(), entry.New(), solvers.Problem{A: p.A, B: p.B, P: 1, Lambda: lambda})
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for name, change := range map[string]func(float64) float64{
		"exact": func(v float64) float64 { return v }, "bent": func(v float64) float64 { return v * (1 + 1e-6) },
		"nan": func(float64) float64 { return math.NaN() },
	} {
		x := make([]float64, len(sol.X))
		for j, v := range sol.X {
			x[j] = change(v)
		}
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := binary.Write(f, binary.LittleEndian, x); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// smallBout is a run over two small rows with our worker and the fake one.
func smallBout(t *testing.T, peer *worker, list ...row) *bout {
	t.Helper()
	return &bout{
		Options: Options{Entries: catalog.Entries(), Build: "test"}, settings: settings{limit: 5, rounds: 3, dir: t.TempDir()},
		rows: list, workers: []*worker{us(t), peer},
	}
}

func smallRow(task Task, shares ...float64) row {
	return row{
		group: "basis pursuit, small", name: "n=40 m=20 k=3", task: task, n: 40, m: 20, k: 3, shares: shares, target: accurate, unique: task == BP,
		mark: mark{0.3, 0.1}, category: "small",
	}
}

// A peer that is right and slow, one that is fast and wrong, one that returns no numbers, one that fails and one that stops at the limit: only
// the first is a peer to be compared with.
func TestOnlyAnAccuratePeerCounts(t *testing.T) {
	p := small(t, 0)
	dir := answers(t, p, 0)
	peer := fake(t, []string{"right 1 bp peer 0 0", "wrong 1 bp peer 0 0", "nan 1 bp peer 0 0", "broken 1 bp peer 0 0", "slow 1 bp peer 0 0", "greedy 1 bp context 0 0"}, `
	case $a in
	right) cp `+dir+`/exact "$out"; printf 'done\t0.5\n' ;;
	wrong) cp `+dir+`/bent "$out"; printf 'done\t1e-6\n' ;;
	greedy) cp `+dir+`/exact "$out"; printf 'done\t1e-6\n' ;;
	nan) cp `+dir+`/nan "$out"; printf 'done\t1e-6\n' ;;
	broken) printf 'failed\tout of paper\n' ;;
	slow) echo limit ;;
	esac`)
	b := smallBout(t, peer, smallRow(BP))
	if err := b.certified(t.Context()); err != nil {
		t.Fatal(err)
	}
	o := b.outcomes[0]
	us, them := o.best()
	if us == nil || !us.accuracy.Unique || len(us.samples) != 3 || them == nil || them.Name != "right" || them.typical != 0.5 {
		t.Fatalf("ours %+v, theirs %+v", us, them)
	}
	if got := ratio(us, them).Value; got != us.typical/0.5 || o.reached() != "moonshot" {
		t.Errorf("ratio %v, reached %q", got, o.reached())
	}
	words := o.inWords()
	for _, want := range []string{"right 500", "greedy 0.001 (context)", "wrong 0.001 (", "slow over the limit", "nan failed (returned x[", "broken failed (out of paper)"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q lacks %q", words, want)
		}
	}
	if strings.Index(words, "right") > strings.Index(words, "wrong") {
		t.Errorf("wrong stands before right: %s", words)
	}
}

// A method with a tolerance is timed at the loosest at which the referee is content.
func TestTheLoosestToleranceThatIsGoodIsTimed(t *testing.T) {
	p := small(t, noisy)
	products := make([]float64, 40)
	p.A.MulT(products, p.B)
	dir := answers(t, p, 0.1*solvers.Norm(products, math.Inf(1)))
	peer := fake(t, []string{"tuned 1 lasso peer -2 -9"}, `
	case $tolerance in
	0.01 | 0.001) cp `+dir+`/bent "$out" ;;
	*) cp `+dir+`/exact "$out" ;;
	esac
	printf 'done\t%s\n' "$tolerance"`)
	r := smallRow(Lasso, 0.1)
	r.noise = noisy
	b := smallBout(t, peer, r)
	if err := b.certified(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, them := b.outcomes[0].best()
	if them == nil || math.Abs(math.Log10(them.tolerance)+3.5) > 1e-9 || them.typical != them.tolerance {
		t.Fatalf("%+v, want the tolerance 10^-3.5", them)
	}
}

// A ladder goes on where that of a looser target on the same problem ended, and ends where a method is hopelessly slow.
func TestLaddersGoOnAndEnd(t *testing.T) {
	was := outcome{field: []*entrant{{Method: Method{Name: "a", Loosest: -2, Tightest: -15}, tolerance: 1e-7, good: true}, {Method: Method{Name: "b"}, good: true}}}
	o := outcome{field: []*entrant{{Method: Method{Name: "a", Loosest: -2, Tightest: -15}}, {Method: Method{Name: "b"}}}}
	o.resume(was)
	if a, b := o.field[0], o.field[1]; math.Abs(a.Loosest+7) > 1e-9 || b.Loosest != 0 || b.tuned() {
		t.Errorf("%+v, %+v", a.Method, b.Method)
	}
	dir := answers(t, small(t, 0), 0)
	log := filepath.Join(t.TempDir(), "log")
	peer := fake(t, []string{"fast 1 bp peer 0 0", "slow 1 bp peer -2 -9"}, `
	case $a in
	fast) cp `+dir+`/exact "$out"; printf 'done\t1\n' ;;
	slow) cp `+dir+`/bent "$out"; echo asked >>`+log+`; printf 'done\t12\n' ;;
	esac`)
	b := smallBout(t, peer, smallRow(BP))
	if err := b.certified(t.Context()); err != nil {
		t.Fatal(err)
	}
	asked, _ := os.ReadFile(log)
	if words := b.outcomes[0].inWords(); strings.Count(string(asked), "asked") != 1 || !strings.Contains(words, "slow failed (given up after 12 s, with a gap of") {
		t.Errorf("%s, asked %q", words, asked)
	}
}

// Who is over the limit is not asked again on a larger problem of the group.
func TestOverTheLimitOnceIsEnough(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	peer := fake(t, []string{"slow 1 bp peer 0 0"}, `echo asked >>`+log+`; echo limit`)
	larger := smallRow(BP)
	larger.n, larger.m = 60, 30
	b := smallBout(t, peer, smallRow(BP), larger)
	if err := b.certified(t.Context()); err != nil {
		t.Fatal(err)
	}
	if asked, _ := os.ReadFile(log); strings.Count(string(asked), "asked") != 1 {
		t.Errorf("asked %q", asked)
	}
	for _, o := range b.outcomes {
		if !strings.Contains(o.inWords(), "slow over the limit") || o.reached() != "no peer" {
			t.Errorf("%s: %s", o.inWords(), o.reached())
		}
	}
}

func TestACancelledRunEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	b := smallBout(t, fake(t, nil, "echo limit"), smallRow(BP))
	cancel()
	if err := b.certified(ctx); err == nil {
		t.Error("a cancelled run has no error")
	}
}

func TestTrialsAreCounted(t *testing.T) {
	var problems []problem
	dir := t.TempDir()
	for i := range 6 {
		p, err := draw(dir, 20, 40, 3, 0, i)
		if err != nil {
			t.Fatal(err)
		}
		p.truth = append([]float64(nil), p.truth...)
		problems = append(problems, p)
	}
	first := filepath.Join(dir, "truth")
	if err := write(first, [][]float64{problems[0].truth}); err != nil {
		t.Fatal(err)
	}
	peer := fake(t, []string{"once 1 half peer 0 0", "never 1 half peer 0 0", "wrong 1 half peer 0 0"}, `
	case $a in
	once) cp `+first+` "$out"; printf 'done\t2\n' ;;
	never) printf 'failed\tno idea\n' ;;
	wrong) head -c 320 /dev/zero >"$out"; printf 'done\t1\n' ;;
	esac`)
	b := smallBout(t, peer)
	field := b.field(Half)
	tallies, err := count(t.Context(), b.settings, len(problems), func(i int) (problem, error) { return problems[i], nil }, field, 3, 5)
	if err != nil {
		t.Fatal(err)
	}
	byName := map[string]*tally{}
	for _, c := range tallies {
		c.settle(len(problems), true)
		byName[c.Name] = c
	}
	qualify(tallies)
	// Six seconds after the first round of three are over the budget of five.
	if once := byName["once"]; once.hits != 1 || len(once.seconds) != 3 || once.typical != 6 || once.note != "1 of 3" || once.samples != nil {
		t.Errorf("once: %+v %+v", once, once.entrant)
	}
	if never := byName["never"]; never.ran() || never.failure != "no idea" {
		t.Errorf("never: %+v", never.entrant)
	}
	if wrong := byName["wrong"]; wrong.ran() || wrong.inWords() != "wrong failed (recovered none of 6)" {
		t.Errorf("wrong: %s", wrong.inWords())
	}
	if irls := byName["irls"]; irls.hits < 5 || len(irls.samples) != 5 || !irls.good {
		t.Errorf("irls: %+v %+v", irls, irls.entrant)
	}
}

func TestTheReportIsWhole(t *testing.T) {
	peer := fake(t, []string{"right 1.2 bp peer 0 0"}, `echo limit`)
	b := smallBout(t, peer, smallRow(BP))
	b.missing = append(b.missing, peer.missing...)
	if err := b.certified(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.Study = func(context.Context, string, int, int) (int, float64, float64, error) { return 10, 2, 1, nil }
	if err := b.phase(t.Context()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := b.report().Write(dir); err != nil {
		t.Fatal(err)
	}
	for file, wants := range map[string][]string{
		"peers.md":  {"no peer", "right over the limit", "skipped: unicorn (it is not there)", "phase problem set is skipped: there is no Python with numpy", "| right ", "1.2", "two cores"},
		"peers.csv": {"\"basis pursuit, small\",n=40 m=20 k=3,right,1.2,theirs,,", ",ours,yes,"},
		"peers.svg": {"Basis pursuit", "Phase study", "goal"},
	} {
		text, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(string(text), want) {
				t.Errorf("%s lacks %q", file, want)
			}
		}
	}
}

func TestRatioOfRounds(t *testing.T) {
	a, b := &entrant{typical: 2, samples: []float64{1, 2, 6}}, &entrant{typical: 4, samples: []float64{4, 2, 8}}
	if got := ratio(a, b); got != (results.Measured{Value: 0.5, Lo: 0.25, Hi: 1}) {
		t.Errorf("%+v", got)
	}
	if got := ratio(a, &entrant{typical: 4}); got != (results.Measured{Value: 0.5, Lo: 0.5, Hi: 0.5}) {
		t.Errorf("rounds that only one ran: %+v", got)
	}
	if got := ratio(a, nil); !math.IsNaN(got.Value) {
		t.Errorf("without a peer: %+v", got)
	}
	for _, c := range []struct {
		ours float64
		want string
	}{{0.05, "moonshot"}, {0.2, "goal"}, {0.4, "no"}} {
		o := outcome{row: row{mark: mark{0.3, 0.1}}, field: []*entrant{{Method: Method{Ours: true}, good: true, typical: c.ours}, {good: true, typical: 1}}}
		if got := o.reached(); got != c.want {
			t.Errorf("ratio %v reaches %q, want %q", c.ours, got, c.want)
		}
	}
}

func TestPhaseCells(t *testing.T) {
	total, seen := 0, map[[2]int]bool{}
	for _, c := range PhaseCells() {
		total += c.Times
		if c.N != 200 || seen[[2]int{c.M, c.K}] || c.K < 1 || c.K > c.M {
			t.Errorf("cell %+v", c)
		}
		seen[[2]int{c.M, c.K}] = true
	}
	if total != 100 || !seen[[2]int{10, 2}] || seen[[2]int{10, 3}] || !seen[[2]int{190, 180}] { // 2.5 goes to 2, and 10 (.35) to 4
		t.Errorf("%d cells, %v", total, seen)
	}
	var set []string
	for cell := range 3 {
		for range phaseTrials {
			set = append(set, string(rune('a'+cell)))
		}
	}
	if got := strings.Join(striped(set), ""); got != strings.Repeat("abc", phaseTrials) {
		t.Errorf("striped: %s", got)
	}
}

func TestAQuickRunLeavesOutWhatComesTooLate(t *testing.T) {
	b := smallBout(t, fake(t, nil, "echo limit"), smallRow(BP))
	b.end = time.Now().Add(-time.Second)
	if err := b.certified(t.Context()); err != nil {
		t.Fatal(err)
	}
	notes := b.summary().Notes
	if len(b.outcomes) != 0 || len(notes) != 1 || !strings.Contains(notes[0], "lack of time: basis pursuit, small") {
		t.Errorf("%d outcomes, notes %q", len(b.outcomes), notes)
	}
}
