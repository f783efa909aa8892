package render

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"touchpoint/results"
)

const missing = "-"

// display returns the words that text and Markdown show, row by row. Rates of one column have as many decimals as the
// narrowest interval among them needs, so that their points stand below each other.
func display(t results.Table) [][]string {
	decimals := make([]int, len(t.Columns))
	for _, row := range t.Rows {
		for j, v := range row {
			if e, ok := v.(results.Estimate); ok {
				decimals[j] = max(decimals[j], intervalDecimals(e.Hi-e.Lo))
			}
		}
	}
	rows := make([][]string, len(t.Rows))
	for i, row := range t.Rows {
		for j, v := range row {
			rows[i] = append(rows[i], show(v, decimals[j]))
		}
	}
	return rows
}

func show(value results.Value, decimals int) string {
	switch v := value.(type) {
	case results.Text:
		return oneLine(string(v))
	case results.Int:
		return strconv.Itoa(int(v))
	case results.Float:
		return significant(v.Value, v.Digits)
	case results.Percent:
		if math.IsNaN(v.Fraction) {
			return missing
		}
		return fixed(100*v.Fraction, v.Digits) + "%"
	case results.Estimate:
		return estimate(v, decimals)
	case results.Measured:
		return measured(v)
	}
	return missing
}

// measured shows a quantity and its interval with as many decimals as two significant digits of its width need.
func measured(m results.Measured) string {
	width := m.Hi - m.Lo
	switch {
	case math.IsNaN(m.Value):
		return missing
	case !(width > 0) || math.IsInf(width, 0):
		return significant(m.Value, 4)
	}
	decimals := int(min(max(1+math.Ceil(-math.Log10(width)), 0), 12))
	return fixed(m.Value, decimals) + " [" + fixed(m.Lo, decimals) + ", " + fixed(m.Hi, decimals) + "]"
}

func estimate(e results.Estimate, decimals int) string {
	if e.Rate.Trials() == 0 {
		return missing
	}
	value := fixed(e.Rate.Value(), decimals)
	if math.IsNaN(e.Lo) || math.IsNaN(e.Hi) {
		return value
	}
	return value + " [" + fixed(e.Lo, decimals) + ", " + fixed(e.Hi, decimals) + "]"
}

// intervalDecimals returns how many decimals show two significant digits of an interval's width: at least 3, at most 9.
func intervalDecimals(width float64) int {
	if !(width > 0) {
		return 3
	}
	return int(min(max(1+math.Ceil(-math.Log10(width)), 3), 9))
}

// significant returns x with that many significant digits. It writes out magnitudes from 1e-4 up to 1e7, the digits before
// the point all of them, and others as 1.23e-09; with digits = 0 it returns the shortest spelling that reads back.
func significant(x float64, digits int) string {
	switch {
	case math.IsNaN(x):
		return missing
	case x == 0:
		return "0"
	case math.IsInf(x, 0) || digits <= 0:
		return strings.ToLower(strconv.FormatFloat(x, 'g', -1, 64))
	}
	rounded := strconv.FormatFloat(x, 'e', digits-1, 64)
	_, power, _ := strings.Cut(rounded, "e")
	exponent, err := strconv.Atoi(power)
	if err != nil || exponent < -4 || exponent >= 7 {
		return rounded
	}
	return fixed(x, max(digits-1-exponent, 0))
}

func fixed(x float64, decimals int) string { return strconv.FormatFloat(x, 'f', max(decimals, 0), 64) }

// oneLine replaces line breaks and other control characters, which would break a row, and joins runs of blanks.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}
