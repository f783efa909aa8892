package results

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func question1() Manifest {
	return Manifest{
		Seed:    1<<63 + 1,
		Sweep:   json.RawMessage(`{"trials": 10, "p": [0.5, 1], "note": "p < 1"}`),
		Solvers: map[string]json.RawMessage{"lp": json.RawMessage(`{"Tol":1e-9}`), "omp": json.RawMessage(`{}`)},
		Builds:  []Build{{Commit: "one", Modules: map[string]string{"a": "v1"}}},
	}
}

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(dir, question1())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func appendAll(t testing.TB, s *Store, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		if err := s.Append(i, sample(i)); err != nil {
			t.Fatal(err)
		}
	}
}

func closeStore(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// reference returns the file an uninterrupted run of n trials writes, made without a store.
func reference(t testing.TB, n int) []byte {
	t.Helper()
	var want []byte
	for i := range n {
		want = append(append(want, lineOf(t, sample(i))...), '\n')
	}
	return want
}

func contents(t testing.TB, dir string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, recordsName))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// listing returns everything in a directory, by name.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestStoreWritesAndReads(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "store")
	s := open(t, dir)
	appendAll(t, s, 0, 300)
	if s.Len() != 300 {
		t.Errorf("Len = %d, want 300", s.Len())
	}
	check := func(when string, i int, r Record, err error) {
		t.Helper()
		if err != nil || !equal(r, sample(i)) {
			t.Fatalf("%s: record %d: %v\n got %+v\nwant %+v", when, i, err, r, sample(i))
		}
	}
	i := 0
	for r, err := range s.Records() {
		check("while open", i, r, err)
		i++
	}
	if i != 300 {
		t.Errorf("read %d records while open, want 300", i)
	}
	closeStore(t, s)
	if !bytes.Equal(contents(t, dir), reference(t, 300)) {
		t.Error("the file differs from the reference")
	}
	i = 0
	for r, err := range Read(dir) {
		check("closed", i, r, err)
		if i++; i == 100 {
			break // leaving early is the reader's right
		}
	}
}

func TestStoreResumes(t *testing.T) {
	dir := t.TempDir()
	for _, to := range []int{0, 1, 7, 7, 40, 1000} {
		s := open(t, dir)
		appendAll(t, s, s.Len(), to)
		closeStore(t, s)
		if !bytes.Equal(contents(t, dir), reference(t, to)) {
			t.Fatalf("after %d records the file differs from the reference", to)
		}
	}
}

// TestStoreConcurrent appends from several goroutines in a shuffled order: the file does not show it, at any moment.
func TestStoreConcurrent(t *testing.T) {
	const n = 3000
	want := reference(t, n)
	for _, workers := range []int{1, 2, 8} {
		dir := t.TempDir()
		s := open(t, dir)
		order := rand.New(rand.NewPCG(uint64(workers), 1)).Perm(n)
		var group sync.WaitGroup
		for w := range workers {
			group.Go(func() {
				for i := w; i < n; i += workers {
					if err := s.Append(order[i], sample(order[i])); err != nil {
						t.Error(err)
					}
					if i%500 == 0 {
						if err := s.Flush(); err != nil {
							t.Error(err)
						}
						if !bytes.HasPrefix(want, contents(t, dir)) {
							t.Error("the file is no prefix of the reference")
						}
					}
				}
			})
		}
		group.Wait()
		if len(s.ahead) != 0 {
			t.Errorf("%d lines are kept in memory though their turn has come", len(s.ahead))
		}
		closeStore(t, s)
		if !bytes.Equal(contents(t, dir), want) {
			t.Errorf("%d workers: the file differs from the reference", workers)
		}
	}
}

func samples(from, to int) (records []Record) {
	for i := from; i < to; i++ {
		records = append(records, sample(i))
	}
	return records
}

// TestStoreTakesBatches: batches of any size in any order make the same file, and what overlaps is refused whole.
func TestStoreTakesBatches(t *testing.T) {
	const n = 2000
	rng := rand.New(rand.NewPCG(3, 1))
	var cuts [][2]int
	for from := 0; from < n; {
		to := min(n, from+1+rng.IntN(9))
		cuts = append(cuts, [2]int{from, to})
		from = to
	}
	rng.Shuffle(len(cuts), func(i, j int) { cuts[i], cuts[j] = cuts[j], cuts[i] })
	dir := t.TempDir()
	s := open(t, dir)
	var group sync.WaitGroup
	for w := range 3 {
		group.Go(func() {
			for i := w; i < len(cuts); i += 3 {
				if err := s.Append(cuts[i][0], samples(cuts[i][0], cuts[i][1])...); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	closeStore(t, s)
	if !bytes.Equal(contents(t, dir), reference(t, n)) {
		t.Error("the file differs from the reference")
	}
}

func TestStoreRefusesOverlaps(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for _, step := range []struct {
		from, to int
		taken    bool
	}{
		{0, 2, true}, {5, 8, true}, {9, 9, true}, {9, 11, true},
		{1, 3, false}, {4, 6, false}, {3, 20, false}, {7, 8, false}, {7, 9, false}, {8, 10, false}, {10, 12, false}, {5, 8, false},
		{8, 9, true}, {3, 5, true}, {2, 4, false}, {2, 3, true}, {11, 12, true}, {10, 13, false},
	} {
		if err := s.Append(step.from, samples(step.from, step.to)...); (err == nil) != step.taken {
			t.Errorf("records %d to %d: %v", step.from, step.to-1, err)
		}
	}
	bad := samples(12, 15)
	bad[1].Outcome = 9
	if err := s.Append(12, bad...); err == nil || s.Len() != 12 {
		t.Errorf("a batch with a record that has no line: %v, Len = %d", err, s.Len())
	}
	closeStore(t, s)
	if !bytes.Equal(contents(t, dir), reference(t, 12)) {
		t.Error("the file differs from the reference")
	}
}

// TestStoreDropsWhatIsAhead: a gap is never written over.
func TestStoreDropsWhatIsAhead(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	for _, i := range []int{0, 1, 3, 5, 4} {
		if err := s.Append(i, sample(i)); err != nil {
			t.Fatal(err)
		}
	}
	if s.Len() != 2 {
		t.Errorf("Len = %d, want 2", s.Len())
	}
	closeStore(t, s)
	if !bytes.Equal(contents(t, dir), reference(t, 2)) {
		t.Error("want records 0 and 1 only")
	}
	s = open(t, dir)
	appendAll(t, s, s.Len(), 6)
	closeStore(t, s)
	if !bytes.Equal(contents(t, dir), reference(t, 6)) {
		t.Error("want records 0 to 5")
	}
}

func TestStoreRefusesToAppend(t *testing.T) {
	s := open(t, t.TempDir())
	appendAll(t, s, 0, 3)
	if err := s.Append(5, sample(5)); err != nil {
		t.Fatal(err)
	}
	for _, seq := range []int{-1, 0, 2, 5} {
		if err := s.Append(seq, sample(3)); err == nil {
			t.Errorf("record %d was taken again", seq)
		}
	}
	nameless := sample(3)
	nameless.Outcome = -1
	if err := s.Append(3, nameless); err == nil || s.Len() != 3 {
		t.Errorf("a record without an outcome: %v, Len = %d", err, s.Len())
	}
	closeStore(t, s)
	if err := s.Append(3, sample(3)); !errors.Is(err, ErrClosed) {
		t.Errorf("append to a closed store: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
}

// TestStoreStopsAfterFailedWrite: nothing may follow half a line.
func TestStoreStopsAfterFailedWrite(t *testing.T) {
	s := open(t, t.TempDir())
	appendAll(t, s, 0, 1)
	s.file.Close()
	if err := s.Flush(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Flush = %v", err)
	}
	if err := s.Append(1, sample(1)); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Append = %v", err)
	}
	if err := s.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("Close = %v", err)
	}
}

func TestLock(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	appendAll(t, s, 0, 3)
	if _, err := Open(dir, question1()); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a second writer: %v", err)
	}
	if err := s.Flush(); err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, err := range Read(dir) { // a reader needs no lock
		if err != nil {
			t.Fatal(err)
		}
		read++
	}
	if read != 3 {
		t.Errorf("read %d records beside the writer, want 3", read)
	}
	closeStore(t, s)
	closeStore(t, open(t, dir))
}

func BenchmarkAppend(b *testing.B) {
	for _, size := range []int{1, 64} {
		b.Run(fmt.Sprintf("batch=%d", size), func(b *testing.B) {
			s, records := open(b, b.TempDir()), samples(0, size)
			b.ReportAllocs()
			for i := 0; b.Loop(); i += size {
				if err := s.Append(i, records...); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*size)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// In steady state a batch in turn makes no garbage, unless a string of it has to be escaped.
func TestAppendDoesNotAllocate(t *testing.T) {
	if raced {
		t.Skip("allocations are counted without the race detector")
	}
	s, records, next := open(t, t.TempDir()), []Record{sample(1), sample(4)}, 0
	if allocs := testing.AllocsPerRun(1000, func() {
		if err := s.Append(next, records...); err != nil {
			t.Fatal(err)
		}
		next += len(records)
	}); allocs >= 1 { // the pool may lose a buffer to the collector
		t.Errorf("%v allocations a batch", allocs)
	}
}
