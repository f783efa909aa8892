package results

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"sync"
)

// The errors of a store that a caller may want to tell apart.
var (
	ErrOtherSweep = errors.New("another sweep")             // the directory holds the answers to another question
	ErrForeign    = errors.New("not empty and not a store") // the directory holds something else
	ErrLocked     = errors.New("in use by another process") // somebody is writing to it
	ErrClosed     = errors.New("store is closed")
)

// batch is the number of bytes a store collects before it writes.
const batch = 1 << 16

// Store is a directory that keeps the records of one sweep: manifest.json, records.jsonl and a lock. At every moment the
// records on disk are a prefix of what an uninterrupted run writes, whatever order the trials finish in; a process killed at
// any moment loses at most the records not yet written, and the next [Open] cuts the line it left half-written.
//
// Its methods may be called from several goroutines. Trials that finish ahead of their turn are kept in memory, so that a
// caller bounds how far they run ahead.
type Store struct {
	dir      string
	manifest Manifest
	release  func() error

	runs sync.Pool // of *run

	mu    sync.Mutex
	file  *os.File
	size  int64  // bytes in the file, all of them whole lines
	next  int    // the record that is to follow those in the file and in buf
	buf   []byte // whole lines to be written, in order
	ahead []*run // beyond next, in order
	err   error  // the first failure to write; it stays
}

// run is consecutive records as lines.
type run struct {
	first, end int // numbers of the first and of the one after the last
	text       []byte
}

// Manifest returns the manifest as it stands on disk. More than one build in it means that the records may differ in their
// last bits from those of a single build.
func (s *Store) Manifest() Manifest {
	m := s.manifest
	m.Builds = slices.Clone(m.Builds)
	return m
}

// Len returns the number of records the store holds in canonical order, written or about to be: right after Open, the first
// trial that is still to be run.
func (s *Store) Len() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.next
}

// Append adds records of the sweep, the first of them number seq, counted from 0. They may come ahead of their turn; where the store has one
// of the numbers already, or one of the records has no line, none is taken. Records reach the disk in batches, or by [Store.Flush].
func (s *Store) Append(seq int, records ...Record) error {
	if len(records) == 0 {
		return nil
	}
	lines, err := s.lines(seq, records)
	if err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return s.err
	}
	i, _ := slices.BinarySearchFunc(s.ahead, seq, func(r *run, seq int) int { return cmp.Compare(r.first, seq) })
	if seq < s.next || i > 0 && s.ahead[i-1].end > seq || i < len(s.ahead) && s.ahead[i].first < lines.end {
		return fmt.Errorf("results: record %d of %s is there already", seq, s.dir)
	}
	s.ahead = slices.Insert(s.ahead, i, lines)
	s.catchUp()
	if len(s.buf) >= batch {
		return s.flush()
	}
	return nil
}

// lines encodes records before they have to wait for their turn or for the lock.
func (s *Store) lines(seq int, records []Record) (*run, error) {
	lines, ok := s.runs.Get().(*run)
	if !ok {
		lines = new(run)
	}
	lines.first, lines.end, lines.text = seq, seq+len(records), lines.text[:0]
	for i := range records {
		text, err := records[i].AppendJSON(lines.text)
		if err != nil {
			return nil, err
		}
		lines.text = append(text, '\n')
	}
	return lines, nil
}

// catchUp moves lines whose turn has come.
func (s *Store) catchUp() {
	moved := 0
	for _, lines := range s.ahead {
		if lines.first != s.next {
			break
		}
		s.buf = append(s.buf, lines.text...)
		s.next = lines.end
		s.runs.Put(lines)
		moved++
	}
	s.ahead = slices.Delete(s.ahead, 0, moved)
}

// Flush hands every record whose turn has come to the operating system.
func (s *Store) Flush() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flush()
}

// flush writes buf in one call. A failure stays: what it wrote may end in half a line, and nothing must follow that.
func (s *Store) flush() error {
	if s.err != nil || len(s.buf) == 0 {
		return s.err
	}
	if _, err := s.file.Write(s.buf); err != nil {
		s.err = fmt.Errorf("results: %w", err)
		return s.err
	}
	s.size += int64(len(s.buf))
	s.buf = s.buf[:0]
	return nil
}

// Records flushes and yields the records that are then in the store. Appending may go on meanwhile. The first error ends it.
func (s *Store) Records() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		s.mu.Lock()
		err := s.flush()
		file, size := s.file, s.size
		s.mu.Unlock()
		if err != nil {
			yield(Record{}, err)
			return
		}
		for l, err := range scan(file.Name(), io.NewSectionReader(file, 0, size)) {
			if !yield(l.record, err) {
				return
			}
		}
	}
}

// Close flushes, makes the records last through a power cut, and lets go of the lock. Records still ahead of their turn are
// dropped; a resumed run makes them again. A second Close does nothing.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if errors.Is(s.err, ErrClosed) {
		return nil
	}
	err := s.flush()
	if err == nil {
		err = s.file.Sync()
	}
	s.err = fmt.Errorf("results: %s: %w", s.dir, ErrClosed)
	return errors.Join(err, s.file.Close(), s.release())
}
