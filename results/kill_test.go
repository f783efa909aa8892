//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package results

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	victimDir   = "RESULTS_TEST_VICTIM"
	killRecords = 20000
	kills       = 20
)

// TestVictim is no test of its own: TestKill runs it in a process of its own and kills it.
func TestVictim(t *testing.T) {
	dir := os.Getenv(victimDir)
	if dir == "" {
		return
	}
	s := open(t, dir)
	var group sync.WaitGroup
	for w, start := 0, s.Len(); w < 3; w++ {
		group.Go(func() {
			for i := start + w; i < killRecords; i += 3 {
				if err := s.Append(i, sample(i)); err != nil {
					t.Error(err)
				}
				if i%17 == 0 {
					if err := s.Flush(); err != nil {
						t.Error(err)
					}
					time.Sleep(100 * time.Microsecond)
				}
			}
		})
	}
	group.Wait()
	closeStore(t, s)
}

// TestKill kills a writing process 20 times, by kill -9 and in mid-write. At every moment the file is a prefix of what an
// uninterrupted run writes, and in the end it is the same. Half of the time a part of the last line is cut off on top, since
// the kernel seldom ends a write in mid-line.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	want := reference(t, killRecords)
	rng := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(dir, recordsName)
	for i := range kills {
		killed(t, dir, int64(1+rng.IntN(len(want)/100)))
		text := contents(t, dir)
		if !bytes.HasPrefix(want, text) || len(text) == len(want) {
			t.Fatalf("kill %d: the file, %d bytes, is no proper prefix of the reference", i, len(text))
		}
		if cut := rng.IntN(300); i%2 == 0 && cut < len(text) {
			if err := os.Truncate(path, int64(len(text)-cut)); err != nil {
				t.Fatal(err)
			}
		}
	}
	before := len(contents(t, dir))
	if before == 0 {
		t.Fatal("20 processes wrote nothing")
	}
	s := open(t, dir) // kill -9 has let go of the lock
	appendAll(t, s, s.Len(), killRecords)
	closeStore(t, s)
	if !bytes.Equal(contents(t, dir), want) {
		t.Error("the file differs from that of an uninterrupted run")
	}
	if builds := s.Manifest().Builds; len(builds) != 1 {
		t.Errorf("%d builds, want 1", len(builds))
	}
}

// killed runs the victim until its file has grown by some bytes, and kills it there.
func killed(t *testing.T, dir string, growth int64) {
	t.Helper()
	size := func() int64 {
		info, err := os.Stat(filepath.Join(dir, recordsName))
		if err != nil {
			return 0
		}
		return info.Size()
	}
	goal := size() + growth
	var output strings.Builder
	victim := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestVictim$")
	victim.Env = append(os.Environ(), victimDir+"="+dir)
	victim.Stdout, victim.Stderr = &output, &output
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(20 * time.Second); size() < goal && time.Now().Before(deadline); {
		time.Sleep(200 * time.Microsecond)
	}
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := victim.Wait(); err == nil || err.Error() != "signal: killed" {
		t.Fatalf("the victim ended by itself: %v\n%s", err, output.String())
	}
}
