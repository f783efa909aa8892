package results

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
)

// ErrRecord is wrapped by errors about a line of records.jsonl that is no record and is not the last one.
var ErrRecord = errors.New("damaged records")

const recordsName = "records.jsonl"

// Read yields the records of a store in canonical order. It takes no lock and changes nothing, so that it may look at a store
// another process is writing; a torn last line is left out. The first error ends it.
func Read(dir string) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		m, err := ReadManifest(dir)
		if err == nil && m.Schema != Schema {
			err = fmt.Errorf("results: %w in %s: schema %d; this program reads %d", ErrManifest, dir, m.Schema, Schema)
		}
		if err != nil {
			yield(Record{}, err)
			return
		}
		path := filepath.Join(dir, recordsName)
		f, err := os.Open(path)
		if errors.Is(err, fs.ErrNotExist) { // killed between the manifest and the first record
			return
		}
		if err != nil {
			yield(Record{}, fmt.Errorf("results: %w", err))
			return
		}
		defer f.Close()
		for l, err := range scan(path, f) {
			if !yield(l.record, err) {
				return
			}
		}
	}
}

// line is a record and where it ends in its file.
type line struct {
	record Record
	end    int64
}

// scan yields the lines of a file. Its tail is torn if it lacks its newline, whatever it says, or is no record; scan ends
// before it. Anything else that is no record is an error with its line number, and the last thing scan yields.
func scan(path string, r io.Reader) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		in := bufio.NewReaderSize(r, 1<<16)
		var at line
		var parser parser
		for number := 1; ; number++ {
			text, err := readLine(in)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(line{}, fmt.Errorf("results: %w", err))
				return
			}
			at.end += int64(len(text))
			at.record, err = parser.parse(text[:len(text)-1])
			if err != nil {
				if _, more := in.Peek(1); more != io.EOF {
					yield(line{}, fmt.Errorf("results: %s:%d: %w: %w", path, number, ErrRecord, err))
				}
				return
			}
			if !yield(at, nil) {
				return
			}
		}
	}
}

// readLine returns a line with its newline, valid until the next call.
func readLine(in *bufio.Reader) ([]byte, error) {
	text, err := in.ReadSlice('\n')
	if err != bufio.ErrBufferFull {
		return text, err
	}
	start := bytes.Clone(text)
	rest, err := in.ReadBytes('\n')
	return append(start, rest...), err
}
