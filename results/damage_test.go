package results

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTornTail cuts the file at every byte of its last line. Reading leaves the torn line out and the file alone;
// resuming cuts it and ends at the same bytes.
func TestTornTail(t *testing.T) {
	const n = 5
	want := reference(t, n)
	dir := t.TempDir()
	closeStore(t, open(t, dir))
	path := filepath.Join(dir, recordsName)
	for size := len(reference(t, n-1)); size <= len(want); size++ {
		whole := bytes.Count(want[:size], []byte("\n"))
		if err := os.WriteFile(path, want[:size], 0o666); err != nil {
			t.Fatal(err)
		}
		read := 0
		for _, err := range Read(dir) {
			if err != nil {
				t.Fatalf("cut at %d: %v", size, err)
			}
			read++
		}
		if read != whole || len(contents(t, dir)) != size {
			t.Fatalf("cut at %d: read %d records, want %d; the file has %d bytes", size, read, whole, len(contents(t, dir)))
		}
		s := open(t, dir)
		if s.Len() != whole || !bytes.Equal(contents(t, dir), reference(t, whole)) {
			t.Fatalf("cut at %d: resumed with %d records, want %d", size, s.Len(), whole)
		}
		appendAll(t, s, s.Len(), n)
		closeStore(t, s)
		if !bytes.Equal(contents(t, dir), want) {
			t.Fatalf("cut at %d: the resumed file differs", size)
		}
	}
}

// TestDamage changes the file as a bad disk would: at its end that is a torn tail, before it an error with the line number,
// and never a record less in silence.
func TestDamage(t *testing.T) {
	lines := bytes.SplitAfter(reference(t, 4), []byte("\n"))[:4]
	join := func(lines ...[]byte) []byte { return bytes.Join(lines, nil) }
	zeros := make([]byte, 4096)
	junk := []byte("{\"cell\":\n")
	cases := []struct {
		name string
		text []byte
		good int    // records that remain
		at   string // line of the error, "" for a torn tail
	}{
		{"zeros after a power cut", join(lines[0], lines[1], zeros), 2, ""},
		{"zeros with a newline", join(lines[0], zeros, []byte("\n")), 1, ""},
		{"junk as last line", join(lines[0], lines[1], junk), 2, ""},
		{"junk alone", junk, 0, ""},
		{"empty last line", join(lines[0], []byte("\n")), 1, ""},
		{"junk in the middle", join(lines[0], junk, lines[2]), 1, ":2:"},
		{"junk first", join(junk, lines[1]), 0, ":1:"},
		{"junk before a torn line", join(lines[0], lines[1], junk, lines[3][:9]), 2, ":3:"},
		{"empty line", join(lines[0], []byte("\n"), lines[1]), 1, ":2:"},
		{"two lines run together", join(lines[0], bytes.TrimSpace(lines[1]), lines[2], lines[3]), 1, ":2:"},
		{"one byte of a number", join(lines[0], bytes.Replace(lines[1], []byte(`"support":`), []byte(`"support":0`), 1), lines[2]), 1, ":2:"},
	}
	for _, c := range cases {
		dir := t.TempDir()
		closeStore(t, open(t, dir))
		if err := os.WriteFile(filepath.Join(dir, recordsName), c.text, 0o666); err != nil {
			t.Fatal(err)
		}
		before := listing(t, dir)
		good, failure := 0, error(nil)
		for _, err := range Read(dir) {
			if err == nil {
				good++
			}
			failure = err
		}
		if good != c.good || (failure != nil) != (c.at != "") {
			t.Errorf("%s: read %d records, %v; want %d", c.name, good, failure, c.good)
		}
		other := question1()
		other.Builds[0].Commit = "two"
		s, err := Open(dir, other)
		if c.at == "" {
			if err != nil || s.Len() != c.good {
				t.Errorf("%s: %v", c.name, err)
				continue
			}
			closeStore(t, s)
			continue
		}
		for _, err := range []error{failure, err} {
			if !errors.Is(err, ErrRecord) || !strings.Contains(err.Error(), recordsName+c.at) {
				t.Errorf("%s: %v; want an error at %s", c.name, err, c.at)
			}
		}
		if after := listing(t, dir); !maps.Equal(before, after) {
			t.Errorf("%s: a refused store was changed", c.name)
		}
	}
}

func TestForeignDirectory(t *testing.T) {
	for _, name := range []string{"notes.txt", recordsName, ".hidden"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
		before := listing(t, dir)
		if _, err := Open(dir, question1()); !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
		if after := listing(t, dir); !maps.Equal(before, after) {
			t.Errorf("%s: the directory was changed to %v", name, after)
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(file, question1()); err == nil {
		t.Error("a file was opened as a directory")
	}
}

// TestLeftovers: what a store killed in its first moments leaves behind is no hindrance.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{lockName, manifestName + ".tmp"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("{"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := open(t, dir)
	appendAll(t, s, 0, 2)
	closeStore(t, s)
	if err := os.Remove(filepath.Join(dir, recordsName)); err != nil { // killed between manifest and records
		t.Fatal(err)
	}
	for r, err := range Read(dir) {
		t.Errorf("read %v, %v", r, err)
	}
	s = open(t, dir)
	appendAll(t, s, 0, 2)
	closeStore(t, s)
	if names := slices.Sorted(maps.Keys(listing(t, dir))); !slices.Equal(names, []string{lockName, manifestName, recordsName}) {
		t.Errorf("the store holds %v", names)
	}
}

func FuzzRead(f *testing.F) {
	good := reference(f, 4)
	f.Add(good)
	f.Add(good[:len(good)-5])
	f.Add(append(slices.Clone(good[10:]), good...))
	f.Add([]byte("\n\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var kept []byte
		var failure error
		for l, err := range scan("file", bytes.NewReader(text)) {
			if failure = err; err != nil {
				continue
			}
			kept = append(append(kept, lineOf(t, l.record)...), '\n')
			if l.end != int64(len(kept)) {
				t.Fatalf("a record ends at %d, want %d", l.end, len(kept))
			}
		}
		if !bytes.HasPrefix(text, kept) {
			t.Fatalf("kept %q of %q", kept, text)
		}
		lost := text[len(kept):]
		if lines := bytes.Count(lost, []byte("\n")); failure == nil && (lines > 1 || lines == 1 && lost[len(lost)-1] != '\n') {
			t.Fatalf("lost %q in silence", lost)
		}
	})
}
