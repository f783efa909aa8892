package system

import (
	"strings"
	"testing"
)

func TestMarket(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       [][]float64
	}{
		{"capitals, CRLF", "%%matrixmarket MATRIX Array Real General\r\n1 2\r\n3\r\n4\r\n", [][]float64{{3, 4}}},
		{"blank lines and comments", "%%MatrixMarket matrix array double general\n% a\n\n%b\n1 2\n\n3\n  4\n\n% end", [][]float64{{3, 4}}},
		{"unordered", "%%MatrixMarket matrix coordinate real general\n2 2 2\n2 2 -1e3\n1 2 .5\n", [][]float64{{0, 0.5}, {0, -1000}}},
		{"no entries", "%%MatrixMarket matrix coordinate real general\n1 2 0\n", [][]float64{{0, 0}}},
		{"explicit zero", "%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 0\n", [][]float64{{0}}},
		{"symmetric pattern", "%%MatrixMarket matrix coordinate pattern symmetric\n2 2 2\n2 1\n1 1\n", [][]float64{{1, 1}, {1, 0}}},
		{"skew 1 x 1", "%%MatrixMarket matrix array real skew-symmetric\n1 1\n", [][]float64{{0}}},
	} {
		array, err := Read("f", strings.NewReader(c.text))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		sameBits(t, c.name, array.Columns, columnsOf(c.want))
	}
}

func TestMarketBannerRefused(t *testing.T) {
	const layout = "; the banner is %%MatrixMarket matrix, format, field, symmetry"
	testRefusals(t, 100, []refusal{
		{"short", "%%MatrixMarket matrix array real\n", `line 1: "%%MatrixMarket matrix array real"` + layout},
		{"joined", "%%MatrixMarketmatrix array real general x\n", `line 1: "%%MatrixMarketmatrix array real general "...` + layout},
		{"vector", "%%MatrixMarket vector array real general\n", `line 1: "vector" is not read; this word of the banner is matrix`},
		{"format", "%%MatrixMarket matrix dense real general\n", `line 1: "dense" is not read; this word of the banner is array or coordinate`},
		{"complex", "%%MatrixMarket matrix array complex general\n", `line 1: "complex" is not read; this word of the banner is real or double or integer or pattern`},
		{"hermitian", "%%MatrixMarket matrix array real hermitian\n", `line 1: "hermitian" is not read; this word of the banner is general or symmetric or skew-symmetric`},
		{"array pattern", "%%MatrixMarket matrix array pattern general\n", "line 1: a pattern has coordinates; an array has none"},
		{"skew pattern", "%%MatrixMarket matrix coordinate pattern skew-symmetric\n", "line 1: a pattern has no signs, so it cannot be skew-symmetric"},
	})
}

func TestMarketSizesRefused(t *testing.T) {
	const array = "%%MatrixMarket matrix array real general\n"
	const coordinate = "%%MatrixMarket matrix coordinate real general\n"
	testRefusals(t, 100, []refusal{
		{"none", array, "ends before its line of sizes"},
		{"comments only", array + "% 2 2\n", "ends before its line of sizes"},
		{"one", array + "2\n", "line 2: 1 word where the sizes are expected: rows and columns"},
		{"three for an array", array + "2 2 4\n", "line 2: 3 words where the sizes are expected: rows and columns"},
		{"two for coordinates", coordinate + "2 2\n", "line 2: 2 words where the sizes are expected: rows, columns and entries"},
		{"text", array + "two 2\n", `line 2: "two" is not a size; the sizes are rows and columns`},
		{"negative", array + "2 -2\n", `line 2: "-2" is not a size; the sizes are rows and columns`},
		{"negative count", coordinate + "2 2 -1\n", `line 2: "-1" is not a size; the sizes are rows, columns and entries`},
		{"zero rows", array + "0 3\n", "line 2: declares a 0 x 3 matrix; it needs at least one row and one column"},
		{"zero columns", coordinate + "3 0 0\n", "line 2: declares a 3 x 0 matrix; it needs at least one row and one column"},
		{"huge", array + "1000000 1000000\n1\n", "line 2: declares a 1000000 x 1000000 matrix; at most 100 entries are read"},
		{"product overflows", coordinate + "4294967296 4294967296 1\n1 1 1\n", "line 2: declares a 4294967296 x 4294967296 matrix; at most 100 entries are read"},
		{"beyond int", array + "9223372036854775808 1\n", `line 2: "9223372036854775808" is not a size; the sizes are rows and columns`},
		{"count beyond the room", coordinate + "2 2 5\n", "line 2: declares 5 entries; 2 x 2 general has room for 4"},
		{"symmetric, not square", "%%MatrixMarket matrix array real symmetric\n2 3\n", "line 2: 2 x 3 is not square, but the banner says symmetric"},
	})
}

func TestMarketEntriesRefused(t *testing.T) {
	const array = "%%MatrixMarket matrix array real general\n1 2\n"
	const integer = "%%MatrixMarket matrix array integer general\n1 1\n"
	const coordinate = "%%MatrixMarket matrix coordinate real general\n2 3 2\n"
	const symmetric = "%%MatrixMarket matrix coordinate real symmetric\n2 2 1\n"
	const skew = "%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n"
	testRefusals(t, 100, []refusal{
		{"too few values", array + "1\n", "ends after 1 of the 2 entries it declares"},
		{"too many values", array + "1\n2\n3\n", "line 5: goes on after the 2 entries it declares"},
		{"two values a line", array + "1 2\n", "line 3: 2 words where one value is expected"},
		{"text", array + "1\nx\n", `line 4: "x" is not a number`},
		{"overflow", array + "1\n1e999\n", `line 4: "1e999" is too large for a 64-bit float`},
		{"fraction", integer + "1.5\n", `line 3: "1.5" is not an integer, but the banner says so`},
		{"too few entries", coordinate + "1 1 5\n", "ends after 1 of the 2 entries it declares"},
		{"too many entries", coordinate + "1 1 5\n1 2 5\n1 3 5\n", "line 5: goes on after the 2 entries it declares"},
		{"no value", coordinate + "1 1\n", "line 3: 2 words where row, column and value is expected"},
		{"row zero", coordinate + "0 1 5\n", `line 3: row "0" is outside 1..2`},
		{"row beyond", coordinate + "3 1 5\n", `line 3: row "3" is outside 1..2`},
		{"column beyond", coordinate + "1 1 5\n% here\n2 4 5\n", `line 5: column "4" is outside 1..3`},
		{"column text", coordinate + "1 b 5\n", `line 3: column "b" is outside 1..3`},
		{"twice", coordinate + "1 2 5\n1 2 5\n", "line 4: entry (1,2) is listed twice"},
		{"above the diagonal", symmetric + "1 2 5\n", "line 3: entry (1,2) stands where a symmetric file lists nothing: it keeps to what is on or below the diagonal"},
		{"on the diagonal", skew + "2 2 5\n", "line 3: entry (2,2) stands where a skew-symmetric file lists nothing: it keeps to what is below the diagonal"},
	})
}
