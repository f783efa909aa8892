package system

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	s, err := Load("testdata/c.npy", "-", "testdata/vector.npy", strings.NewReader("b\n1\n2\n"))
	if err != nil {
		t.Fatal(err)
	}
	sameBits(t, "A", s.A, columnsOf(golden["c.npy"]))
	if !slices.Equal(s.B, []float64{1, 2}) || !slices.Equal(s.Truth, []float64{4, -5, 6}) {
		t.Errorf("b = %v, truth = %v", s.B, s.Truth)
	}
	want := []string{`standard input: the first row holds no number and was taken for a header: "b"`}
	if !slices.Equal(s.Notes, want) {
		t.Errorf("notes %q, want %q", s.Notes, want)
	}
	s, err = Load("-", "testdata/row.npy", "", strings.NewReader("1\n2\n3\n"))
	if err != nil || s.Truth != nil || s.Notes != nil {
		t.Errorf("without a truth: %+v, %v", s, err)
	}
}

func TestLoadRefused(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	a := file("A.csv", "1,2,3\n4,5,6\n")
	b := file("b.csv", "1\n2\n")
	x := file("x.csv", "1\n0\n0\n")
	none := filepath.Join(dir, "none")
	const twice = "- (standard input) is named more than once, but it can be read only once"
	for _, c := range []struct{ a, b, truth, want string }{
		{"-", "-", "", twice},
		{"-", b, "-", twice},
		{a, "-", "-", twice},
		{none, b, x, none + ": no such file or directory"},
		{a, none, x, none + ": no such file or directory"},
		{a, b, none, none + ": no such file or directory"},
		{a, dir, x, dir + " is a directory"},
		{a, "", x, "the name of a file is empty"},
		{a, a, x, a + ": holds a 2 x 3 matrix; a vector has one column or one row"},
		{a, x, x, x + ": 3 entries; it needs 2, one for a row of " + a},
		{a, b, b, b + ": 2 entries; it needs 3, one for a column of " + a},
		{a, b, "-", `standard input: line 1, column 2: "x" is not a number (other cells of this first row begin like numbers, so it is no header)`},
	} {
		s, err := Load(c.a, c.b, c.truth, strings.NewReader("1,x\n"))
		if err == nil || err.Error() != "bad input: "+c.want || !errors.Is(err, ErrInput) {
			t.Errorf("Load(%q, %q, %q) = %v, want %s", c.a, c.b, c.truth, err, c.want)
		}
		if s.A != nil || s.B != nil {
			t.Errorf("Load(%q, %q, %q) returns a system beside the error", c.a, c.b, c.truth)
		}
	}
}
