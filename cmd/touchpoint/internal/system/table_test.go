package system

import (
	"slices"
	"strings"
	"testing"
)

func TestTable(t *testing.T) {
	xy := []string{"x", "y"}
	for _, c := range []struct {
		name, text string
		want       [][]float64
		header     []string
	}{
		{"commas", "1,2\n3,4\n", [][]float64{{1, 2}, {3, 4}}, nil},
		{"no line end at the end", "1,2\n3,4", [][]float64{{1, 2}, {3, 4}}, nil},
		{"CRLF", "1,2\r\n3,4\r\n", [][]float64{{1, 2}, {3, 4}}, nil},
		{"blank lines around", "\n \n1,2\n3,4\n\n\t\n\r\n", [][]float64{{1, 2}, {3, 4}}, nil},
		{"semicolons", "1;2\n3;4\n", [][]float64{{1, 2}, {3, 4}}, nil},
		{"tabs", "1\t2\n3\t4\n", [][]float64{{1, 2}, {3, 4}}, nil},
		{"blanks", "  1   2\n 3  4  \n", [][]float64{{1, 2}, {3, 4}}, nil},
		{"blanks about commas", " 1 , 2\n3\t, 4 \n", [][]float64{{1, 2}, {3, 4}}, nil},
		{"one column", "1\n2\n", [][]float64{{1}, {2}}, nil},
		{"one cell", "-0.5e1", [][]float64{{-5}}, nil},
		{"comments", "# made by hand\n1,2\n  # half way\n3,4\n# end, of file\n", [][]float64{{1, 2}, {3, 4}}, nil},
		{"header", "x,y\n1,2\n", [][]float64{{1, 2}}, xy},
		{"header after a comment", "#\n\nx;y\n1;2\n", [][]float64{{1, 2}}, xy},
		{"header of a column", "b\n1\n2\n", [][]float64{{1}, {2}}, []string{"b"}},
		{"quoted header", "\"x, in m\", \"y\"\n1,\"2\"\n", [][]float64{{1, 2}}, []string{"x, in m", "y"}},
		{"quoted header in blanks", "\"x 1\"  \"y 2\" \n1 2\n", [][]float64{{1, 2}}, []string{"x 1", "y 2"}},
		{"quoted header in tabs", "\"x 1\"\t\"y\"\n1\t2\n", [][]float64{{1, 2}}, []string{"x 1", "y"}},
		{"too small for a float", "1e-999,-1e-999", [][]float64{{0, mustNumber("-0")}}, nil},
		{"denormal, largest, hexadecimal", "5e-324,1.7976931348623157e308,0x1.8p1", [][]float64{{5e-324, 1.7976931348623157e308, 3}}, nil},
		{"digits in groups", "1_000", [][]float64{{1000}}, nil},
	} {
		array, err := Read("f", strings.NewReader(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		sameBits(t, c.name, array.Columns, columnsOf(c.want))
		if !slices.Equal(array.Header, c.header) {
			t.Errorf("%s: header %q, want %q", c.name, array.Header, c.header)
		}
	}
}

func mustNumber(text string) float64 {
	v, err := number(text)
	if err != nil {
		panic(err)
	}
	return v
}

func TestTableRefused(t *testing.T) {
	const noHeader = " (other cells of this first row begin like numbers, so it is no header)"
	testRefusals(t, 6, []refusal{
		{"blank", "\n \n", "holds no number, only blank lines or comments"},
		{"comments only", "# 1,2\n", "holds no number, only blank lines or comments"},
		{"header only", "x,y\n", `holds no number, only a header row in line 1: "x", "y"`},
		{"long header only", "\na,b,c,d,e,f,g,h", `holds no number, only a header row in line 2: "a", "b", "c", "d", "e", "f" and 2 more`},
		{"short row", "1,2\n3\n", "line 2: has 1 column; line 1 has 2"},
		{"long row", "x,y\n\n", `holds no number, only a header row in line 1: "x", "y"`},
		{"long row after a header", "x,y\n1,2,3\n", "line 2: has 3 columns; line 1 has 2"},
		{"text", "1,2\n3,four\n", `line 2, column 2: "four" is not a number`},
		{"two headers", "x,y\nu,v\n1,2\n", `line 2, column 1: "u" is not a number`},
		{"text in the first row", "x,2\n3,4\n", `line 1, column 1: "x" is not a number` + noHeader},
		{"control characters", "1,\x1b[2J", `line 1, column 2: "\x1b[2J" is not a number` + noHeader},
		{"long text", "1\n" + strings.Repeat("é", 99), `line 2, column 1: "` + strings.Repeat("é", 40) + `"... is not a number`},
		{"comment behind numbers", "1,2 # two\n", `line 1, column 2: "2 # two" is not a number`},
		{"empty cell", "1,2\n,4\n", "line 2, column 1: the cell is empty"},
		{"empty cell in the first row", "1,,2\n", "line 1, column 2: the cell is empty" + noHeader},
		{"trailing comma", "1,2,\n3,4,\n", "line 1, column 3: the cell is empty" + noHeader},
		{"empty rows of a spreadsheet", "1,2\n,\n", "line 2, column 1: the cell is empty"},
		{"row labels", ",a,b\n0,1,2\n", "line 1, column 1: the header has no name here (row labels and trailing separators must be left out)"},
		{"row labels in tabs", "\t\"a\"\n0\t1\n", "line 1, column 1: the header has no name here (row labels and trailing separators must be left out)"},
		{"missing value", "1\n\n3\n", "line 3: follows the blank line 2; rows must not be parted by blank lines"},
		{"decimal comma", "1,5;2,5\n", `line 1, column 1: "1,5" is not a number`},
		{"decimal comma in a column", "1\n2,5\n", `line 2, column 1: "2,5" is not a number`},
		{"decimal commas alone", "1,5;-2,5\n3;4\n", `line 1, column 1: "1,5" is not a number`},
		{"typeset minus signs", "\u22121;\u22122\n3;4\n", "line 1, column 1: \"\u22121\" is not a number"},
		{"units", "1 m;2 m\n3;4\n", `line 1, column 1: "1 m" is not a number`},
		{"names that begin with digits", "a,2nd\n3,4\n", `line 1, column 1: "a" is not a number` + noHeader},
		{"unclosed quote", "1,\"2\n3,4\n", `line 1: byte 5: extraneous or missing " in quoted-field`},
		{"bare quote", "1,2\"\n", `line 1: byte 4: bare " in non-quoted-field`},
		{"too many entries", "1,2\n3,4\n5,6\n7,8\n", "line 4: brings the matrix to 8 entries; at most 6 are read"},
		{"overflow", "1,2\n1e999,3\n", `line 2, column 1: "1e999" is too large for a 64-bit float`},
		{"overflow alone", "-1e400", `line 1, column 1: "-1e400" is too large for a 64-bit float`},
	})
}

func TestNonFiniteInAnySpelling(t *testing.T) {
	for _, text := range strings.Fields(`nan NaN NAN -nan +NaN nan(0x8000) nan(ind) -nan(ind) NaNQ sNaN qNaN inf -inf +Inf INF
		Infinity -infinity 1.#INF -1.#INF 1.#IND -1.#IND 1.#QNAN 1.#SNAN 1#INF`) {
		testRefusals(t, 100, []refusal{
			{text + " first", text + "," + text + "\n1,2\n", "line 1, column 1: " + shown(text) + " is not finite"},
			{text + " later", "x,y\n1,2\n3," + text + "\n", "line 3, column 2: " + shown(text) + " is not finite"},
			{
				text + " in Matrix Market", "%%MatrixMarket matrix array real general\n1 1\n" + text + "\n",
				"line 3: " + shown(text) + " is not finite",
			},
		})
	}
}
