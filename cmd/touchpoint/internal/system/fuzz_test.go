package system

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"touchpoint/solvers"

	"github.com/sbinet/npyio/npy"
	"gonum.org/v1/gonum/mat"
)

// fuzzMost bounds the entries while fuzzing, and spare what a call may allocate beside a multiple of its input.
const (
	fuzzMost = 1 << 16
	spare    = 16 << 20
)

// checkLaws reads the data and holds the outcome against what Read promises of every input. It returns nil where the data
// was refused.
func checkLaws(t *testing.T, data []byte) *solvers.Columns {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	array, err := read("f", bytes.NewReader(data), fuzzMost)
	runtime.ReadMemStats(&after)
	if used, most := after.TotalAlloc-before.TotalAlloc, uint64(spare+1000*len(data)); used > most {
		t.Errorf("%d bytes of input made it allocate %d", len(data), used)
	}
	if err != nil {
		if sentence := err.Error(); !errors.Is(err, ErrInput) || !strings.HasPrefix(sentence, "bad input: f: ") || strings.ContainsAny(sentence, "\n\r\x1b") {
			t.Errorf("error %q is not one sentence wrapping ErrInput", sentence)
		}
		return nil
	}
	m, n := array.Columns.Dims()
	if m < 1 || n < 1 || m*n > fuzzMost || len(array.Columns.Data()) != m*n {
		t.Errorf("accepted a %d x %d matrix over %d values", m, n, len(array.Columns.Data()))
	}
	if array.Header != nil && len(array.Header) != n {
		t.Errorf("a header of %d over %d columns", len(array.Header), n)
	}
	for _, v := range array.Columns.Data() {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			t.Errorf("accepted the entry %v", v)
		}
	}
	return array.Columns
}

// The three writers below are the twins of the readers: what was read, written again and read again, has the same bits.

func writeTable(c mat.Matrix, separator string) []byte {
	var b bytes.Buffer
	m, n := c.Dims()
	for i := range m {
		for j := range n {
			if j > 0 {
				b.WriteString(separator)
			}
			fmt.Fprint(&b, c.At(i, j))
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func writeMarket(c mat.Matrix, coordinate bool) []byte {
	var b bytes.Buffer
	m, n := c.Dims()
	if coordinate {
		fmt.Fprintf(&b, "%s matrix coordinate real general\n%d %d %d\n", marketMagic, m, n, m*n)
	} else {
		fmt.Fprintf(&b, "%s matrix array real general\n%d %d\n", marketMagic, m, n)
	}
	for j := range n {
		for i := range m {
			if coordinate {
				fmt.Fprintf(&b, "%d %d ", i+1, j+1)
			}
			fmt.Fprintln(&b, c.At(i, j))
		}
	}
	return b.Bytes()
}

func writeNPY(t *testing.T, c mat.Matrix) []byte {
	var b bytes.Buffer
	if err := npy.Write(&b, mat.DenseCopyOf(c)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func checkRoundTrips(t *testing.T, c *solvers.Columns) {
	written := map[string][]byte{"npy": writeNPY(t, c), "array": writeMarket(c, false), "coordinate": writeMarket(c, true)}
	for _, separator := range []string{",", ";", "\t", " "} {
		written[fmt.Sprintf("table with %q", separator)] = writeTable(c, separator)
	}
	for format, data := range written {
		array, err := Read("f", bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: written and not read again: %v", format, err)
			continue
		}
		sameBits(t, format, array.Columns, c)
	}
}

func TestRoundTrips(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		c := solvers.NewColumns(1+random.IntN(9), 1+random.IntN(9), nil)
		for k := range c.Data() {
			v := math.Float64frombits(random.Uint64()) // every exponent alike, denormals and -0 among them
			if math.IsNaN(v) || math.IsInf(v, 0) || random.IntN(8) == 0 {
				v = math.Copysign(0, v)
			}
			c.Data()[k] = v
		}
		checkRoundTrips(t, c)
	}
}

// addGolden seeds a fuzz target with the golden files of one kind.
func addGolden(f *testing.F, patterns ...string) {
	for _, pattern := range patterns {
		files, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
}

func fuzz(t *testing.T, data []byte) {
	if c := checkLaws(t, data); c != nil && len(c.Data()) < 1000 {
		checkRoundTrips(t, c)
	}
}

func FuzzCSV(f *testing.F) {
	addGolden(f, "*.csv", "*.txt")
	for _, text := range []string{
		"x,y\n1,2\n3,4\n", "1;2\r\n3;4\r\n", "\"a,b\"\t\"c\"\n1\t2\n", "\ufeff# c\n 1  2\n\n", "1,5;2\n", "nan,1e999\n", "1\n\n2", "-0,0x1p-1074", "\"1\n2\"",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(fuzz)
}

func FuzzMatrixMarket(f *testing.F) {
	addGolden(f, "*.mtx")
	for _, text := range []string{
		" matrix coordinate real general\n60000 60000 1\n1 1 1\n", " matrix coordinate integer symmetric\n2 2 1\n2 1 7\n",
		" matrix array real skew-symmetric\n1 1\n", " matrix coordinate pattern general\n1 3 2\n1 1\n1 3\n", " matrix array real general\n",
	} {
		f.Add([]byte(marketMagic + text))
	}
	f.Fuzz(fuzz)
}

func FuzzNPY(f *testing.F) {
	addGolden(f, "*.npy")
	f.Add([]byte(npyMagic + "\x01\x00\x04\x00wxyz"))
	f.Add([]byte(npyMagic + "\x02\x00\xff\xff\xff\xff{}"))
	f.Add([]byte(npyFile(dictionary("<f8", "True", "(60000, 60000)"), 1.0)))
	f.Add([]byte(npyFile(dictionary("<f8", "False", "(60000,)"), 1.0)))
	f.Fuzz(fuzz)
}
