//go:build unix

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// The sweep of these tests has 16 cells: unique touches and ties, convex problems and others, solved trials and declined ones.
const (
	cells = 16
	each  = 500
	kills = 20
)

var asked = []string{
	"sweep", "--n", "8", "--m", "4", "--k", "1,2", "--p", "0.5,1", "--ensemble", "gaussian,integer:1",
	"--solver", "homotopy,reweighted", "--trials", fmt.Sprint(each),
}

// finished is what a run that has ended leaves behind.
type finished struct {
	records, manifest []byte
	cells, table      string // what it prints, with --json and without
}

// process is touchpoint in a process of its own.
func process(t *testing.T, args ...string) (c *exec.Cmd, stdout, stderr *strings.Builder) {
	t.Helper()
	c, stdout, stderr = exec.CommandContext(t.Context(), "touchpoint", args...), new(strings.Builder), new(strings.Builder)
	c.Stdout, c.Stderr = stdout, stderr
	return c, stdout, stderr
}

// progress is a line of the log that a sweep of more than ten seconds writes.
var progress = regexp.MustCompile(`(?m)^time=\S+ level=INFO .*\n`)

// complete runs the sweep in dir to its end.
func complete(t *testing.T, dir string, extra ...string) (f finished, stderr string) {
	t.Helper()
	run := func(args ...string) (string, string) {
		c, stdout, stderr := process(t, slices.Concat(asked, []string{"--out", dir}, args)...)
		if err := c.Run(); err != nil {
			t.Fatalf("%q: %v: %s", c.Args, err, stderr)
		}
		return stdout.String(), progress.ReplaceAllString(stderr.String(), "")
	}
	f.cells, stderr = run(append(extra, "--json")...)
	f.table, _ = run()
	f.records, f.manifest = contents(t, dir, "records.jsonl"), contents(t, dir, "manifest.json")
	if entries, err := filepath.Glob(filepath.Join(dir, "*.jsonl")); err != nil || len(entries) != 1 {
		t.Errorf("%q ends in .jsonl, want records.jsonl and nothing else (%v)", entries, err)
	}
	return f, stderr
}

func contents(t *testing.T, dir, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// same reports any byte in which a run differs from the uninterrupted one.
func (f finished) same(t *testing.T, whole finished) {
	t.Helper()
	if !bytes.Equal(f.records, whole.records) {
		t.Errorf("records.jsonl, %d bytes, differs from that of an uninterrupted run, %d bytes", len(f.records), len(whole.records))
	}
	for _, c := range [][2]string{{whole.cells, f.cells}, {whole.table, f.table}, {string(whole.manifest), string(f.manifest)}} {
		if diff := cmp.Diff(c[0], c[1]); diff != "" {
			t.Errorf("differs from an uninterrupted run (-uninterrupted +this):\n%s", diff)
		}
	}
}

// TestInterruptions compares sweeps that were killed, interrupted or run by several workers, in processes of their own, with one that was not.
func TestInterruptions(t *testing.T) {
	whole, _ := complete(t, t.TempDir(), "--workers", "1")
	t.Run("one trial a line", func(t *testing.T) { oneTrialALine(t, whole.records) })
	for _, workers := range []string{"2", "8"} {
		t.Run(workers+" workers", func(t *testing.T) {
			f, _ := complete(t, t.TempDir(), "--workers", workers)
			f.same(t, whole)
		})
	}
	t.Run("no store", func(t *testing.T) {
		c, stdout, stderr := process(t, append(asked, "--workers", "8", "--json")...)
		if err := c.Run(); err != nil || stdout.String() != whole.cells {
			t.Errorf("%v: %s%s", err, stdout, stderr)
		}
	})
	t.Run("kill -9", func(t *testing.T) { killed(t, whole) })
	t.Run("Ctrl-C", func(t *testing.T) { interrupted(t, whole, os.Interrupt) })
	t.Run("SIGTERM", func(t *testing.T) { interrupted(t, whole, syscall.SIGTERM) })
}

// oneTrialALine checks that the records are all trials of all cells, once and in order, and nothing else.
func oneTrialALine(t *testing.T, records []byte) {
	number, cell := 0, ""
	for line := range bytes.Lines(records) {
		var r struct {
			Cell    string
			Trial   int
			Outcome string
		}
		if err := json.Unmarshal(line, &r); err != nil {
			t.Fatalf("line %d: %v", number+1, err)
		}
		if r.Trial == 0 && r.Cell == cell || r.Trial > 0 && r.Cell != cell || r.Trial != number%each || r.Outcome == "" {
			t.Fatalf("line %d is trial %d of %q with outcome %q", number+1, r.Trial, r.Cell, r.Outcome)
		}
		number, cell = number+1, r.Cell
	}
	if number != cells*each {
		t.Errorf("%d lines, want %d", number, cells*each)
	}
}

// killed kills a sweep twenty times, by turns in its first milliseconds and while it writes, and runs it to its end. Half of the time the last
// line is cut on top, since a kernel seldom ends a write in mid-line.
func killed(t *testing.T, whole finished) {
	dir := filepath.Join(t.TempDir(), "runs", "killed")
	path := filepath.Join(dir, "records.jsonl")
	rng := rand.New(rand.NewPCG(1, 2))
	for i := range kills {
		c, _, stderr := process(t, append(asked, "--out", dir, "--json")...)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		if i%2 == 0 {
			time.Sleep(time.Duration(rng.IntN(6000)) * time.Microsecond)
		} else {
			grown(path, max(size(path)+1, len(whole.records)*i/(kills+5)))
		}
		if err := c.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err == nil || err.Error() != "signal: killed" {
			t.Fatalf("kill %d came too late: %v: %s", i, err, stderr)
		}
		prefix(t, path, whole.records)
		if length := size(path); i%4 < 2 && length > 0 {
			if err := os.Truncate(path, int64(max(0, length-rng.IntN(300)))); err != nil {
				t.Fatal(err)
			}
		}
	}
	if size(path) == 0 {
		t.Fatalf("%d processes wrote nothing", kills)
	}
	f, _ := complete(t, dir)
	f.same(t, whole)
}

// interrupted sends a sweep a signal to stop: it ends with status 130 and whole lines, says how many, and goes on from there.
func interrupted(t *testing.T, whole finished, signal os.Signal) {
	dir := t.TempDir()
	path := filepath.Join(dir, "records.jsonl")
	c, stdout, stderr := process(t, append(asked, "--out", dir, "--json")...)
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	grown(path, len(whole.records)/10)
	if err := c.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	if status := exitStatus(c.Wait()); status != exitInterrupted || stdout.Len() > 0 {
		t.Fatalf("exit status %d, want %d; stdout %q, stderr %q", status, exitInterrupted, stdout, stderr)
	}
	prefix(t, path, whole.records)
	records := contents(t, dir, "records.jsonl")
	if !bytes.HasSuffix(records, []byte("\n")) {
		t.Errorf("ends in half a line: %q", records[bytes.LastIndexByte(records, '\n')+1:])
	}
	count := fmt.Sprintf("%d of %d trials", bytes.Count(records, []byte("\n")), cells*each)
	said := progress.ReplaceAllString(stderr.String(), "")
	if fault := unclear(said); fault != "" || !strings.Contains(said, "stopped after "+count) || !strings.HasSuffix(said, "; the same command goes on\n") {
		t.Errorf("stderr %q does not say in one sentence that it stopped after %s %s", said, count, fault)
	}
	f, said := complete(t, dir)
	f.same(t, whole)
	if want := "touchpoint: " + count + " are there already\n"; !strings.HasPrefix(said, want) {
		t.Errorf("stderr %q does not begin with %q", said, want)
	}
}

// prefix checks that a file, which may not be there yet, is part of what an uninterrupted run writes, and not all of it.
func prefix(t *testing.T, path string, whole []byte) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(whole, text) || len(text) == len(whole) {
		t.Fatalf("%d bytes are no proper prefix of the %d bytes of an uninterrupted run", len(text), len(whole))
	}
}

// grown waits until a file has so many bytes.
func grown(path string, bytes int) {
	for deadline := time.Now().Add(20 * time.Second); size(path) < bytes && time.Now().Before(deadline); {
		time.Sleep(200 * time.Microsecond)
	}
}
