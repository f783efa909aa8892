package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestDuel: blocks are A B B A and B A A B, a process each; what both sides write can be compared.
func TestDuel(t *testing.T) {
	repository, commits := repositoryOf(t, labelled("A"), labelled("B"))
	r, said := recipe()
	w, programs := built(t, repository, commits, r)
	var old, new bytes.Buffer
	d := Duel{Old: programs[0], New: programs[1], Budget: time.Minute, Width: 1e9, Options: Defaults()}
	if err := d.Run(t.Context(), r, &old, &new); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(repository.Root, "log"))
	if err != nil {
		t.Fatal(err)
	}
	order, processes, count := map[string]string{}, map[string]int{}, 0
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if count++; count > 4 { // after the survey of both
			order[words[1]] += words[0]
			processes[words[2]]++
		}
	}
	for name, o := range order {
		if !strings.HasPrefix(o, "ABBABAAB") {
			t.Errorf("n=%s ran in the order %s", name, o)
		}
	}
	for pid, n := range processes {
		if n > 1 {
			t.Errorf("process %s measured %d times", pid, n)
		}
	}
	c, err := Compare([]Source{{"old", &old}, {"new", &new}}, Defaults())
	if err != nil || len(c.Rows) == 0 || c.Rows[0].Old.N < 6 || c.Rows[0].Old.N != c.Rows[0].New.N || c.Rows[0].Name != "One/n=1" {
		t.Errorf("%v: %+v", err, c.Rows)
	}
	if len(*said) > 0 || len(c.Notes) != 1 {
		t.Errorf("said %q, noted %q", *said, c.Notes)
	}
	closed(t, w, repository)
}

// closed checks that a workshop leaves nothing.
func closed(t *testing.T, w *Workshop, r Repository) {
	t.Helper()
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	list, err := git(t.Context(), r.Root, "worktree", "list")
	if err != nil || strings.Contains(list, "\n") {
		t.Errorf("work trees are left: %v %s", err, list)
	}
	if _, err := os.Stat(w.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("%s is left: %v", w.dir, err)
	}
}

// TestInterruption: what was measured before Ctrl-C is whole blocks, and nothing else is left.
func TestInterruption(t *testing.T) {
	repository, commits := repositoryOf(t, labelled("A"), labelled("B"))
	r, _ := recipe()
	w, programs := built(t, repository, commits, r)
	ctx, cancel := context.WithCancel(t.Context())
	var old, new bytes.Buffer
	d := Duel{Old: programs[0], New: programs[1], Budget: time.Minute, Options: Defaults(), Observe: func(p Progress) {
		if p.Runs == 12 {
			cancel()
		}
	}}
	err := d.Run(ctx, r, &old, &new)
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "stopped after 12 runs") {
		t.Errorf("error %v", err)
	}
	for _, text := range []string{old.String(), new.String()} {
		if n := strings.Count(text, "\nBenchmark"); n != 6 {
			t.Errorf("%d results a side, want 6", n)
		}
	}
	closed(t, w, repository)
}

// TestOneSided: what cannot be compared is said, and the rest is.
func TestOneSided(t *testing.T) {
	failing := mini + "\nfunc BenchmarkBad(b *testing.B) { b.Fatal(\"no luck\") }\nfunc BenchmarkNew(b *testing.B) { for b.Loop() {} }\n"
	repository, commits := repositoryOf(t, mini, failing)
	r, said := recipe()
	r.Packages = []string{".", "./absent"}
	w, programs := built(t, repository, commits, r)
	defer closed(t, w, repository)
	d := Duel{Old: programs[0], New: programs[1], Options: Defaults()}
	var old, new bytes.Buffer
	if err := d.Run(t.Context(), r, &old, &new); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		short(commits[0]) + " has no package ./absent", "--- FAIL: BenchmarkBad", "only " + short(commits[1]) + " has New; it is left out",
		"the budget of 0s ended with less than 6 runs a side for 2 of 2 benchmarks",
	} {
		if !strings.Contains(strings.Join(*said, "\n"), want) {
			t.Errorf("%q is not said, but %q", want, *said)
		}
	}
	if n := strings.Count(old.String(), "\nBenchmark"); n != 4 { // a block of each
		t.Errorf("%d results of the old side, want 4", n)
	}
}

func TestNothingToMeasure(t *testing.T) {
	repository, commits := repositoryOf(t, mini, "package mini\n\nfunc broken() int {}\n", strings.ReplaceAll(mini, "One", "Other"))
	r, _ := recipe()
	w, err := NewWorkshop(t.Context(), repository)
	if err != nil {
		t.Fatal(err)
	}
	defer closed(t, w, repository)
	if _, err := w.Build(t.Context(), commits[1], false, r); !errors.Is(err, ErrBuild) || !strings.Contains(err.Error(), "mini_test.go:3:") {
		t.Errorf("code that does not compile: %v", err)
	}
	one, err := w.Build(t.Context(), commits[0], false, r)
	other, err2 := w.Build(t.Context(), commits[2], false, r)
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	d := Duel{Old: one, New: other, Options: Defaults()}
	if err := d.Run(t.Context(), r, new(bytes.Buffer), new(bytes.Buffer)); !errors.Is(err, ErrBuild) || !strings.Contains(err.Error(), "no benchmark in common") {
		t.Errorf("nothing in common: %v", err)
	}
	r.Pattern = "Nothing"
	if err := one.Run(t.Context(), new(bytes.Buffer), 1, r, func(Progress) {}); !errors.Is(err, ErrBuild) || !strings.Contains(err.Error(), `no benchmark that matches "Nothing"`) {
		t.Errorf("no match: %v", err)
	}
	if _, err := repository.Commit(t.Context(), "nowhere"); !errors.Is(err, ErrRevision) {
		t.Errorf("no revision: %v", err)
	}
	if _, err := FindRepository(t.Context(), os.TempDir()); !errors.Is(err, ErrInput) {
		t.Errorf("no repository: %v", err)
	}
}

func TestRun(t *testing.T) {
	repository, commits := repositoryOf(t, mini)
	r, said := recipe()
	p, err := Build(t.Context(), repository.Root, t.TempDir(), commits[0], true, r)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	var last Progress
	if err := p.Run(t.Context(), &out, 3, r, func(at Progress) { last = at }); err != nil || len(*said) > 0 {
		t.Fatal(err, *said)
	}
	if n := strings.Count(out.String(), "\nBenchmarkOne/n=1 "); n != 3 || last.Runs != 6 || last.Rows != 2 {
		t.Errorf("%d results of n=1, want 3; %+v:\n%s", n, last, &out)
	}
	for _, key := range []string{"commit: " + commits[0], "dirty: true", "gomaxprocs: 1", "layouts: 2", "pinned: ", "realtime: false", "date: 2", "toolchain: go1", "goos: ", "pkg: mini"} {
		if !strings.Contains(out.String(), key) {
			t.Errorf("no key %q in\n%s", key, &out)
		}
	}
}

// TestStaleWorkshops: what a process that was killed left behind is removed by the next, what a living one has is not.
func TestStaleWorkshops(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	repository, commits := repositoryOf(t, mini)
	dead, living := filepath.Join(os.TempDir(), workshops+"999999999-1"), filepath.Join(os.TempDir(), fmt.Sprintf("%s%d-1", workshops, os.Getppid()))
	for _, dir := range []string{dead, living} {
		if _, err := repository.CheckOut(t.Context(), commits[0], filepath.Join(dir, "tree0")); err != nil {
			t.Fatal(err)
		}
	}
	w, err := NewWorkshop(t.Context(), repository)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	list, err := git(t.Context(), repository.Root, "worktree", "list")
	if err != nil || strings.Contains(list, dead) || !strings.Contains(list, living) {
		t.Errorf("%v: %s", err, list)
	}
}

func TestSnapshot(t *testing.T) {
	repository, commits := repositoryOf(t, mini)
	if clean, err := repository.Snapshot(t.Context()); err != nil || clean != commits[0] {
		t.Errorf("%v: snapshot %s of a clean tree, want HEAD %s", err, clean, commits[0])
	}
	for name, text := range map[string]string{"mini_test.go": labelled("C"), "new.go": "package mini\n"} {
		if err := os.WriteFile(filepath.Join(repository.Root, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	dirty, untracked, err := repository.Status(t.Context())
	if err != nil || !dirty || untracked != 1 {
		t.Errorf("dirty %v, %d untracked: %v", dirty, untracked, err)
	}
	snapshot, err := repository.Snapshot(t.Context())
	if err != nil || snapshot == commits[0] {
		t.Fatalf("%v: snapshot %s", err, snapshot)
	}
	text, err := git(t.Context(), repository.Root, "show", snapshot+":mini_test.go")
	if err != nil || text+"\n" != labelled("C") {
		t.Errorf("%v: the snapshot holds %q", err, text)
	}
}

func TestEnoughRuns(t *testing.T) {
	for benchmarks, want := range map[int]int{1: 6, 10: 6, 11: 6, 20: 8, 100: 8, 1000: 10} {
		if got := enoughRuns(benchmarks, 0.05); got != want || leastP(got, got)*float64(2*benchmarks) > 0.05 {
			t.Errorf("%d benchmarks need %d runs, want %d", benchmarks, got, want)
		}
	}
}

// TestNext: first those with too few runs, then the least time spent, and none whose block does not fit.
func TestNext(t *testing.T) {
	c := func(runs int, spent time.Duration) *contest {
		return &contest{times: [2][]float64{make([]float64, runs), make([]float64, runs)}, blocks: runs / 2, spent: spent}
	}
	few, many, slow := c(4, 8*time.Second), c(8, time.Second), c(4, 100*time.Second)
	d := Duel{Budget: time.Minute}
	for _, test := range []struct {
		open []*contest
		left time.Duration
		want *contest
	}{
		{[]*contest{many, few, slow}, time.Minute, few},
		{[]*contest{many, slow}, time.Minute, slow},
		{[]*contest{many, slow}, 10 * time.Second, many},
		{[]*contest{slow}, 10 * time.Second, nil},
		{[]*contest{c(0, 0)}, -time.Second, nil},
	} {
		if got := d.next(test.open, 6, test.left); got != test.want {
			t.Errorf("with %v left: %+v", test.left, got)
		}
	}
}

func TestExactly(t *testing.T) {
	for name, want := range map[string]string{
		"One/n=1": "^BenchmarkOne$/^n=1$", "One": "^BenchmarkOne$", "A/p=0.5/s=a:b=2-8": `^BenchmarkA$/^p=0\.5$/^s=a:b=2$`,
	} {
		if got := exactly(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if !slices.Equal([]string{exactly("A-2")}, []string{"^BenchmarkA$"}) {
		t.Error(exactly("A-2"))
	}
}
