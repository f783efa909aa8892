//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"touchpoint/bench"
	"touchpoint/experiments"
)

// TestAgainstInterrupted: Ctrl-C ends the measuring, not the comparison; what was measured is kept, and nothing else is left.
func TestAgainstInterrupted(t *testing.T) {
	home, temporary := t.TempDir(), t.TempDir()
	t.Chdir(home)
	t.Setenv("TMPDIR", temporary)
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	for name, text := range map[string]string{
		"go.mod":       "module mini\n\ngo 1.26\n",
		"mini_test.go": "package mini\n\nimport \"testing\"\n\nfunc BenchmarkOne(b *testing.B) {\n\tfor b.Loop() {\n\t}\n}\n",
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"add", "-A"}, {"-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", "one"}} {
		if out, err := exec.Command("git", args...).CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v: %s", args, err, out)
		}
	}
	c, stdout, stderr := process(t, "bench", "against", "HEAD", "--to", "HEAD", "--package", ".", "--layouts", "1", "--benchtime", "5ms", "--width", "0")
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	trees := filepath.Join(temporary, "touchpoint-bench-*", "tree1")
	var kept string
	for deadline := time.Now().Add(time.Minute); size(kept) < 2000 && time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if found, _ := filepath.Glob("results/bench/*/new.part.txt"); len(found) > 0 {
			kept = found[0]
		}
	}
	if there, _ := filepath.Glob(trees); len(there) == 0 {
		t.Errorf("no work tree is there while measuring: %s", stderr)
	}
	if err := c.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if status := exitStatus(c.Wait()); status != exitInterrupted {
		t.Errorf("exit status %d, want %d: %s", status, exitInterrupted, stderr)
	}
	if !strings.Contains(stdout.String(), "mini sec/op") || !strings.Contains(stderr.String(), "stopped after") || strings.Contains(stdout.String(), "regression  ") {
		t.Errorf("stdout %s\nstderr %s", stdout, stderr)
	}
	if left, err := filepath.Glob(filepath.Join(temporary, "*")); err != nil || len(left) > 0 {
		t.Errorf("left in the temporary directory: %q %v", left, err)
	}
	if list, err := exec.Command("git", "worktree", "list").Output(); err != nil || strings.Count(string(list), "\n") != 1 {
		t.Errorf("work trees are left: %s %v", list, err)
	}
}

// TestBenchSpelling: benchmarks spell a cell as sweeps do.
func TestBenchSpelling(t *testing.T) {
	for _, c := range bench.Cells() {
		swept := experiments.Cell{N: c.N, M: c.M, K: c.K, P: c.P, Lambda: c.Lambda, Ensemble: "gaussian", Amplitudes: "gaussian", Solver: c.Solver}
		if c.Key() != swept.Key() {
			t.Errorf("%s in a benchmark is %s in a sweep", c.Key(), swept.Key())
		}
	}
}
