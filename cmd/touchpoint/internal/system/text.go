package system

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// longestLine bounds the memory a stream without line ends can take, in bytes.
const longestLine = 1 << 26

// lines walks a text line by line and counts them from one. Lines end in LF or CRLF; the last one may end with the text.
type lines struct {
	scanner *bufio.Scanner
	number  int
	text    string
}

func newLines(r io.Reader) *lines {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(nil, longestLine)
	return &lines{scanner: scanner}
}

func (l *lines) next() bool {
	if !l.scanner.Scan() {
		return false
	}
	l.number++
	l.text = l.scanner.Text()
	return true
}

// err returns what stopped next before the end of the text.
func (l *lines) err() error {
	err := l.scanner.Err()
	if errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("line %d: is longer than %d bytes", l.number+1, longestLine)
	}
	if err != nil {
		return fmt.Errorf("line %d: %w", l.number+1, err)
	}
	return nil
}

// nonFinite knows the spellings of C, Fortran, Java, MATLAB and old Windows libraries that strconv may not.
var nonFinite = regexp.MustCompile(`(?i)^[+-]?(nanq?|[qs]nan|inf|infinity|1\.?#\w+)(\(\w*\))?$`)

// number reads a finite float64 in the syntax of Go, rounding to nearest (so 1e-999 is 0).
func number(text string) (float64, error) {
	v, err := strconv.ParseFloat(text, 64)
	switch {
	case err == nil && !math.IsNaN(v) && !math.IsInf(v, 0):
		return v, nil
	case text == "":
		return 0, errors.New("the cell is empty")
	case errors.Is(err, strconv.ErrRange):
		return 0, fmt.Errorf("%s is too large for a 64-bit float", shown(text))
	case err == nil, nonFinite.MatchString(text):
		return 0, fmt.Errorf("%s is not finite", shown(text))
	}
	return 0, fmt.Errorf("%s is not a number", shown(text))
}

// U+2212 is the minus sign of typeset tables.
var numeral = regexp.MustCompile(`^[+\-\x{2212}]?[.,]?[0-9]`)

// numeric says whether the text begins as numbers do, so that "1,5" and "3 cm" are numbers gone wrong rather than names.
func numeric(text string) bool { return numeral.MatchString(text) || nonFinite.MatchString(text) }

// shown quotes what the user wrote, cut to a length that leaves the sentence readable and free of control characters.
func shown(text string) string {
	const most = 40
	if runes := []rune(text[:min(len(text), 4*(most+1))]); len(runes) > most {
		return strconv.Quote(string(runes[:most])) + "..."
	}
	return strconv.Quote(text)
}

// quoted lists labels, the first few of them.
func quoted(labels []string) string {
	const most = 6
	var b strings.Builder
	for i, label := range labels[:min(most, len(labels))] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(shown(label))
	}
	if more := len(labels) - most; more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}

func display(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
