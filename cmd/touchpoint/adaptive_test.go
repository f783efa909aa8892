package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// secondRound is a stderr that cancels a run when its second round is announced.
type secondRound struct {
	strings.Builder
	cancel func()
}

func (w *secondRound) Write(text []byte) (int, error) {
	n, err := w.Builder.Write(text)
	if strings.Count(w.String(), "in this round\n") > 1 {
		w.cancel()
	}
	return n, err
}

// An adaptive sweep that is interrupted in its second round, again and again, ends in the bytes of one that was not.
func TestAdaptiveInterruptions(t *testing.T) {
	dir := t.TempDir()
	sweep := []string{"sweep", "--n", "12", "--m", "6", "--k", "1,2,3,4,5", "--until-width", "0.15", "--out"}
	status, want, stderr := call(t, append(sweep, filepath.Join(dir, "whole"))...)
	if status != exitOK {
		t.Fatal(stderr)
	}
	records := func(name string) []byte {
		text, err := os.ReadFile(filepath.Join(dir, name, "records.jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	whole := records("whole")
	for stops := 0; ; stops++ {
		ctx, cancel := context.WithCancel(t.Context())
		stdout, stderr := new(strings.Builder), &secondRound{cancel: cancel}
		status := run(ctx, append(sweep, filepath.Join(dir, "pieces")), strings.NewReader(""), stdout, stderr)
		cancel()
		got := records("pieces")
		if !bytes.HasPrefix(whole, got) || stops > 20 {
			t.Fatalf("stop %d: %d bytes are no beginning of the uninterrupted run", stops, len(got))
		}
		if status == exitOK {
			if stdout.String() != want || !bytes.Equal(got, whole) || stops < 3 {
				t.Errorf("after %d stops:\n%s\nwant\n%s", stops, stdout, want)
			}
			return
		}
		if status != exitInterrupted || stdout.Len() > 0 || !strings.HasSuffix(stderr.String(), "; the same command goes on\n") {
			t.Fatalf("exit status %d, stdout %q, stderr %q", status, stdout, stderr)
		}
	}
}

// Without a directory an interruption says what is lost.
func TestAdaptiveInterruptionWithoutADirectory(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	stdout, stderr := new(strings.Builder), &secondRound{cancel: cancel}
	status := run(ctx, []string{"sweep", "--n", "12", "--m", "6", "--k", "3", "--until-width", "0.15"}, strings.NewReader(""), stdout, stderr)
	if status != exitInterrupted || stdout.Len() > 0 || !strings.HasSuffix(stderr.String(), "; nothing was kept, use --out DIR\n") {
		t.Errorf("exit status %d, stdout %q, stderr %q", status, stdout, stderr)
	}
}
