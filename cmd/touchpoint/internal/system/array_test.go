package system

import (
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"touchpoint/solvers"

	"gonum.org/v1/gonum/mat"
)

// golden says what each file in testdata holds. The .npy files were written by NumPy 1.24, the .mtx files by SciPy 1.10 and
// savetxt.* by numpy.savetxt, from these same numbers.
var golden = map[string][][]float64{
	"c.npy":                    {{1, -2.5, 3e-7}, {0, 0.1, 6}},
	"fortran.npy":              {{1, -2.5, 3e-7}, {0, 0.1, 6}},
	"big.npy":                  {{1, -2.5, 3e-7}, {0, 0.1, 6}},
	"version2.npy":             {{1, -2.5, 3e-7}, {0, 0.1, 6}},
	"float32.npy":              {{1, -2.5, float64(float32(3e-7))}, {0, float64(float32(0.1)), 6}},
	"int16_big.npy":            {{1, -2, 3}, {0, 5, -6}},
	"int8.npy":                 {{1, -2, 3}, {0, 5, -6}},
	"uint64.npy":               {{1, 2, 3}, {0, 5, 6}},
	"vector.npy":               {{4}, {-5}, {6}},
	"row.npy":                  {{4, -5, 6}},
	"savetxt.txt":              {{1, -2.5, 3e-7}, {0, 0.1, 6}},
	"savetxt.csv":              {{1, -2.5, 3e-7}, {0, 0.1, 6}},
	"array.mtx":                {{1, -2.5, 3e-7}, {0, 0.1, 6}},
	"array_integer.mtx":        {{1, -2, 3}, {0, 5, -6}},
	"array_symmetric.mtx":      {{2, -1, 0}, {-1, 2, 0.5}, {0, 0.5, 2}},
	"array_skew.mtx":           {{0, -1, 2}, {1, 0, 0.5}, {-2, -0.5, 0}},
	"coordinate.mtx":           {{1, -2.5, 3e-7}, {0, 0.1, 6}},
	"coordinate_symmetric.mtx": {{2, -1, 0}, {-1, 2, 0.5}, {0, 0.5, 2}},
	"coordinate_skew.mtx":      {{0, -1, 2}, {1, 0, 0.5}, {-2, -0.5, 0}},
	"pattern.mtx":              {{1, 0, 1}, {0, 1, 0}},
}

// streams are ways in which the same bytes may arrive.
var streams = map[string]func(io.Reader) io.Reader{
	"at once":      func(r io.Reader) io.Reader { return r },
	"byte by byte": iotest.OneByteReader,
	"in halves":    iotest.HalfReader,
	"early EOF":    iotest.DataErrReader,
}

func TestGoldenFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, file := range files {
		want, ok := golden[filepath.Base(file)]
		if !ok {
			t.Errorf("%s: nothing says what it holds", file)
			continue
		}
		seen++
		for how, stream := range streams {
			f, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			array, err := Read(file, stream(f))
			f.Close()
			if err != nil {
				t.Errorf("%s, %s: %v", file, how, err)
				continue
			}
			sameBits(t, file+", "+how, array.Columns, columnsOf(want))
		}
	}
	if seen != len(golden) {
		t.Errorf("%d of %d golden files found", seen, len(golden))
	}
}

func columnsOf(rows [][]float64) *solvers.Columns {
	c := solvers.NewColumns(len(rows), len(rows[0]), nil)
	for i, row := range rows {
		for j, v := range row {
			c.Col(j)[i] = v
		}
	}
	return c
}

func sameBits(t *testing.T, what string, got, want mat.Matrix) {
	t.Helper()
	gm, gn := got.Dims()
	m, n := want.Dims()
	if gm != m || gn != n {
		t.Errorf("%s: %d x %d, want %d x %d", what, gm, gn, m, n)
		return
	}
	for i := range m {
		for j := range n {
			if g, w := got.At(i, j), want.At(i, j); math.Float64bits(g) != math.Float64bits(w) {
				t.Errorf("%s: entry (%d,%d) = %v, want %v", what, i, j, g, w)
			}
		}
	}
}

// refusal is an input and the sentence that refuses it.
type refusal struct{ name, text, want string }

func testRefusals(t *testing.T, most int, refusals []refusal) {
	t.Helper()
	for _, c := range refusals {
		_, err := read("f", strings.NewReader(c.text), most)
		if err == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if want := "bad input: f: " + c.want; err.Error() != want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, err, want)
		}
		if !errors.Is(err, ErrInput) {
			t.Errorf("%s: %v does not wrap ErrInput", c.name, err)
		}
	}
}

func TestRefusedWhateverTheFormat(t *testing.T) {
	testRefusals(t, 100, []refusal{
		{"empty", "", "the file is empty"},
		{"only a byte order mark", "\ufeff", "the file is empty"},
		{"UTF-16", "\xff\xfe1\x00,\x002\x00", "byte 3 is 0: this is neither .npy nor text in UTF-8"},
		{"zip", "PK\x03\x04\x14\x00\x00", "byte 5 is 0: this is neither .npy nor text in UTF-8"},
		{"misspelt banner", "%MatrixMarket matrix array real general\n1 1\n5\n", "line 1: begins with % but not with %%MatrixMarket"},
	})
}

func TestByteOrderMarkIsTolerated(t *testing.T) {
	for _, file := range []string{"savetxt.csv", "array.mtx"} {
		text, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		array, err := Read(file, strings.NewReader("\ufeff"+string(text)))
		if err != nil {
			t.Fatal(err)
		}
		sameBits(t, file, array.Columns, columnsOf(golden[file]))
	}
}

func TestReadErrors(t *testing.T) {
	broken := errors.New("the disk is on fire")
	npyHead, err := os.ReadFile("testdata/c.npy")
	if err != nil {
		t.Fatal(err)
	}
	for _, head := range []string{
		"", "1,2\n3,4\n", "%%MatrixMarket matrix array real general\n", "%%MatrixMarket matrix array real general\n1 1\n5\n",
		string(npyHead[:6]), string(npyHead[:20]), string(npyHead[:140]), string(npyHead),
	} {
		_, err := Read("f", io.MultiReader(strings.NewReader(head), iotest.ErrReader(broken)))
		if !errors.Is(err, broken) || !errors.Is(err, ErrInput) {
			t.Errorf("after %q: %v, want it to wrap the read error and ErrInput", head, err)
		}
	}
}

// endless repeats a text for ever, as a device or a runaway pipe does.
type endless string

func (e endless) Read(p []byte) (int, error) {
	return copy(p, strings.Repeat(string(e), len(p)/len(e))), nil
}

func TestEndlessStreamsEnd(t *testing.T) {
	const banner = marketMagic + " matrix array real general"
	for _, c := range []struct {
		name string
		r    io.Reader
		want string
	}{
		{"rows", endless("1\n"), "line 101: brings the matrix to 101 entries; at most 100 are read"},
		{"a line", endless("1"), "line 1: is longer than 67108864 bytes"},
		{"banner", io.MultiReader(strings.NewReader(banner), endless(" ")), "line 1: is longer than 67108864 bytes"},
		{"values", io.MultiReader(strings.NewReader(banner+"\n1 2\n"), endless("1\n")), "line 5: goes on after the 2 entries it declares"},
	} {
		if _, err := read("f", c.r, 100); err == nil || err.Error() != "bad input: f: "+c.want {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	for _, c := range []struct{ name, want string }{
		{"", "bad input: the name of a file is empty"},
		{dir, "bad input: " + dir + " is a directory"},
		{dir + "/none.csv", "bad input: " + dir + "/none.csv: no such file or directory"},
	} {
		_, err := Open(c.name, nil)
		if err == nil || err.Error() != c.want || !errors.Is(err, ErrInput) {
			t.Errorf("Open(%q) = %v, want %s", c.name, err, c.want)
		}
	}
	r, err := Open("-", strings.NewReader("7"))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(r); string(text) != "7" || err != nil || r.Close() != nil {
		t.Errorf("standard input: %q, %v", text, err)
	}
}

func TestVector(t *testing.T) {
	for text, want := range map[string][]float64{"4\n5\n6\n": {4, 5, 6}, "4,5,6": {4, 5, 6}, "4": {4}} {
		array, err := Read("-", strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		got, err := array.Vector()
		if err != nil {
			t.Fatal(err)
		}
		sameBits(t, text, mat.NewVecDense(len(got), got), mat.NewVecDense(len(want), want))
	}
	array, err := Read("-", strings.NewReader("1 2\n3 4\n5 6\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := "bad input: standard input: holds a 3 x 2 matrix; a vector has one column or one row"
	if _, err := array.Vector(); err == nil || err.Error() != want || !errors.Is(err, ErrInput) {
		t.Errorf("got %v, want %s", err, want)
	}
}
