package peers

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
)

func small(t *testing.T, noise float64) problem {
	t.Helper()
	p, err := draw(t.TempDir(), 20, 40, 3, noise, 0)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The file, the protocol and the worker change no digit of an answer.
func TestOurWorkerAnswersLikeTheSolver(t *testing.T) {
	w, p, out := us(t), small(t, 0.1), filepath.Join(t.TempDir(), "x")
	for _, c := range []struct {
		task    Task
		name    string
		p       float64
		lambdas []float64
	}{
		{BP, "homotopy", 1, nil}, {BP, "simplex", 1, nil}, {Lasso, "homotopy", 1, []float64{0.25}}, {Half, "irls", 0.5, nil},
	} {
		entry, err := solvers.Find(catalog.Entries(), c.name)
		if err != nil {
			t.Fatal(err)
		}
		q := solvers.Problem{A: p.A, B: p.B, P: c.p}
		if len(c.lambdas) > 0 {
			q.Lambda = c.lambdas[0]
		}
		want, err := solvers.Solve(t.Context(), entry.New(), q)
		if err != nil {
			t.Fatal(err)
		}
		seconds, got, err := w.solve(t.Context(), p, job{method: c.name, task: c.task, limit: 10, repeat: 2, out: out, lambdas: c.lambdas})
		if err != nil || !(seconds > 0) {
			t.Fatalf("%s %s: %v s, %v", c.task, c.name, seconds, err)
		}
		for j := range got {
			if got[j] != want.X[j] {
				t.Fatalf("%s %s: x[%d] = %v, want %v", c.task, c.name, j, got[j], want.X[j])
			}
		}
	}
	lambdas := []float64{0.5, 0.25, 0.125}
	_, x, err := w.solve(t.Context(), p, job{method: "lasso", task: Path, tolerance: 1e-8, limit: 10, repeat: 1, out: out, lambdas: lambdas})
	if err != nil || len(x) != 3*40 {
		t.Fatalf("a path of three points has %d numbers: %v", len(x), err)
	}
	if _, _, err := w.solve(t.Context(), p, job{method: "A'r", task: Pass, limit: 10, repeat: 5, out: out}); err != nil {
		t.Error(err)
	}
}

func TestOurWorkerSaysWhatIsWrong(t *testing.T) {
	var out strings.Builder
	requests := strings.Join([]string{
		"solve\thomotopy\tbp\t0\t1\t1\tx", // before load
		"dance", "load\tonly", "load\t/no/file\t0\t2\t2", "load\t/no/file\t-8\t2\t2", "solve\thomotopy\tbp\t0\t1\t0\tx", "solve\thomotopy",
	}, "\n")
	if err := Serve(t.Context(), catalog.Entries(), "test", strings.NewReader(requests), &out); err != nil {
		t.Fatal(err)
	}
	_, answers, _ := strings.Cut(out.String(), "ready\n")
	got := strings.Split(strings.TrimSpace(answers), "\n")
	want := []string{"solve before load", `unknown verb "dance"`, "4 fields, not 1", "no such file", `"-8" is no size`, `repeat "0"`, "6 fields, not 1"}
	if len(got) != len(want) {
		t.Fatalf("%d answers to %d requests:\n%s", len(got), len(want), answers)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], "failed\t") || !strings.Contains(got[i], want[i]) {
			t.Errorf("answer %q, want failed and %q", got[i], want[i])
		}
	}
}

func TestOurWorkerKeepsTheLimit(t *testing.T) {
	w, p := us(t), small(t, 0)
	_, _, err := w.solve(t.Context(), p, job{method: "homotopy", task: BP, limit: 1e-9, repeat: 1, out: filepath.Join(t.TempDir(), "x")})
	if !errors.Is(err, errLimit) {
		t.Errorf("%v, want %v", err, errLimit)
	}
}

func TestAPeerThatHangsIsKilledAndStartsAgain(t *testing.T) {
	flag := filepath.Join(t.TempDir(), "hung")
	w := fake(t, []string{"snail 1 bp peer 0 0"}, `if [ -e `+flag+` ]; then echo limit; else : >`+flag+`; sleep 20; fi`)
	j := job{method: "snail", task: BP, limit: 0.1, repeat: 1, out: filepath.Join(t.TempDir(), "x")}
	if _, _, err := w.solve(t.Context(), small(t, 0), j); !errors.Is(err, errLimit) {
		t.Fatalf("%v, want %v", err, errLimit)
	}
	if w.process != nil {
		t.Fatal("the process that hangs is still there")
	}
	if _, _, err := w.solve(t.Context(), small(t, 0), j); !errors.Is(err, errLimit) || w.process == nil {
		t.Errorf("after a new start: %v, process %v", err, w.process)
	}
}

func TestAPeerThatDiesSaysWhy(t *testing.T) {
	w := fake(t, []string{"mayfly 1 bp peer 0 0"}, `echo 'Segmentation fault' >&2; exit 3`)
	_, _, err := w.solve(t.Context(), small(t, 0), job{method: "mayfly", task: BP, limit: 1, repeat: 1, out: "x"})
	if err == nil || !strings.Contains(err.Error(), "exit status 3") && !strings.Contains(err.Error(), "ended") || !strings.Contains(err.Error(), "Segmentation fault") {
		t.Errorf("error %v", err)
	}
}

func TestAPeerThatTalksNonsenseIsRefused(t *testing.T) {
	for answer, want := range map[string]string{
		`echo hello`:                      "unexpected answer",
		`printf 'done\tsoon\n'`:           "is no time",
		`printf 'done\t-1\n'`:             "is no time",
		`printf 'done\t1\n'`:              "no such file",
		`: >"$out"; printf 'done\t1\n'`:   "40 numbers",
		`printf 'failed\tout of paper\n'`: "out of paper",
	} {
		w := fake(t, []string{"fool 1 bp peer 0 0"}, answer)
		_, _, err := w.solve(t.Context(), small(t, 0), job{method: "fool", task: BP, limit: 10, repeat: 1, out: filepath.Join(t.TempDir(), "x")})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", answer, err, want)
		}
	}
}

func TestAGreetingIsChecked(t *testing.T) {
	for _, line := range []string{"few 1 bp peer 0", "climb 1 bp peer -9 -1", "odd 1 bp peer x 0", "odd 1 bp peer 0 NaN"} {
		script := filepath.Join(t.TempDir(), "peer.sh")
		text := "printf 'method\\t" + strings.ReplaceAll(line, " ", `\t`) + "\\n'; echo ready; cat"
		if err := os.WriteFile(script, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		w := &worker{name: "odd", command: []string{"sh", script}, env: os.Environ()}
		if err := w.start(t.Context()); err == nil || !strings.Contains(err.Error(), "method") {
			t.Errorf("%q: error %v", line, err)
		}
		if w.process != nil {
			t.Errorf("%q: the process is still there", line)
		}
	}
}

func TestJobsSurviveTheWire(t *testing.T) {
	j := job{method: "a b", task: Path, tolerance: 1e-3, limit: 2.5, repeat: 7, out: "/a b/x", lambdas: []float64{0.1, 1.0 / 3}}
	got, err := parseJob(strings.Split(j.line(), "\t")[1:])
	if err != nil || got.line() != j.line() || got.lambdas[1] != j.lambdas[1] {
		t.Errorf("%+v, %v", got, err)
	}
	m := Method{Name: "a, b", Version: "a 1", Task: Lasso, Context: true, Loosest: -2, Tightest: -15}
	back, err := parseMethod(strings.Split(m.line(), "\t")[1:])
	if err != nil || back != m {
		t.Errorf("%+v, %v", back, err)
	}
}
