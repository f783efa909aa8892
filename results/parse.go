package results

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
)

// ParseRecord reads one line of JSON without its newline. It takes the canonical form only, so that a line in which a field
// is missing, doubled, unknown or damaged is an error rather than a record with a zero in it.
func ParseRecord(line []byte) (Record, error) { return new(parser).parse(line) }

// parser reads one line after another, and holds what lines have in common. The zero value is ready.
type parser struct {
	words map[string]string // cells and other strings that come again
	again []byte
}

func (p *parser) parse(line []byte) (Record, error) {
	var r Record
	c := cursor{rest: line, parser: p}
	c.record(&r)
	// The cursor is liberal in what it takes for a number or a string. Writing the record again is what settles it.
	again, err := r.AppendJSON(p.again[:0])
	p.again = again
	if err != nil || c.err != nil || !bytes.Equal(again, line) {
		return Record{}, fmt.Errorf("results: %w: %.160q", errors.Join(c.err, errNotCanonical), line)
	}
	return r, nil
}

var errNotCanonical = errors.New("not a record in canonical form")

// word returns the text as a string, the same for the same text.
func (p *parser) word(text []byte) string {
	if word, known := p.words[string(text)]; known {
		return word
	}
	if p.words == nil {
		p.words = make(map[string]string)
	}
	word := string(text)
	p.words[word] = word
	return word
}

// cursor reads a line from left to right, as AppendJSON writes it. After its first error it reads nothing.
type cursor struct {
	rest   []byte
	parser *parser
	err    error
}

func (c *cursor) record(r *Record) {
	r.Cell = c.word(`{"cell":`)
	c.int(`,"trial":`, &r.Trial)
	c.outcome(`,"outcome":`, &r.Outcome)
	if c.at(`,"reason":`) {
		r.Reason = c.text(`,"reason":`)
	}
	r.Status = c.word(`,"status":`)
	c.int(`,"iterations":`, &r.Iterations)
	r.Kind = c.word(`,"kind":`)
	c.flag(`,"basic":`, &r.Basic)
	c.flag(`,"unique":`, &r.Unique)
	c.flag(`,"tied":`, &r.Tied)
	c.flag(`,"exact":`, &r.Exact)
	c.int(`,"support":`, &r.Support)
	if c.at(`,"truth":`) {
		c.int(`,"truth":`, &r.Truth)
	}
	if c.at(`,"found":`) {
		c.int(`,"found":`, &r.Found)
	}
	c.int(`,"face":`, &r.Face)
	c.int(`,"dim":`, &r.Dim)
	c.number(`,"residual":`, &r.Residual)
	c.number(`,"gap":`, &r.Gap)
	c.number(`,"margin":`, &r.Margin)
	c.number(`,"blur":`, &r.Blur)
	c.number(`,"objective":`, &r.Objective)
	c.number(`,"truth_objective":`, &r.TruthObjective)
	c.number(`,"error":`, &r.Error)
	c.number(`,"distance":`, &r.Distance)
	c.number(`,"spread":`, &r.Spread)
	c.number(`,"second":`, &r.Second)
	for separator := `,"x":[`; c.err == nil && c.at(separator); separator = `,` {
		r.X = append(r.X, 0)
		c.number(separator, &r.X[len(r.X)-1])
	}
	c.closing(len(r.X) > 0, `]`)
	c.facts(&r.Facts)
	c.closing(true, `}`)
}

func (c *cursor) outcome(name string, o *Outcome) {
	word := c.word(name)
	if c.err == nil {
		c.err = o.UnmarshalText([]byte(word))
	}
}

// facts reads the object of facts, where there is one.
func (c *cursor) facts(f *Facts) {
	const opening = `,"facts":{`
	for separator := opening; c.err == nil && c.at(separator); separator = `,` {
		*f = append(*f, Fact{Name: c.word(separator)})
		c.number(`:`, &(*f)[len(*f)-1].Value)
	}
	c.closing(len(*f) > 0, `}`)
}

// closing steps over the end of a list or an object that was begun.
func (c *cursor) closing(begun bool, bracket string) {
	if begun && c.err == nil {
		c.skip(bracket)
	}
}

func (c *cursor) at(name string) bool { return bytes.HasPrefix(c.rest, []byte(name)) }

// skip steps over the name of a field and reports whether it was there.
func (c *cursor) skip(name string) bool {
	if c.err != nil || !c.at(name) {
		c.fail(name)
		return false
	}
	c.rest = c.rest[len(name):]
	return true
}

func (c *cursor) fail(name string) {
	if c.err == nil {
		c.err = fmt.Errorf("no %s at %.20q", name, c.rest)
	}
}

// token returns what stands before the next comma, bracket or brace, after the name.
func (c *cursor) token(name string) []byte {
	if !c.skip(name) {
		return nil
	}
	end := 0
	for end < len(c.rest) && c.rest[end] != ',' && c.rest[end] != ']' && c.rest[end] != '}' {
		end++
	}
	token := c.rest[:end]
	c.rest = c.rest[end:]
	return token
}

func (c *cursor) int(name string, v *int) {
	var err error
	if *v, err = strconv.Atoi(string(c.token(name))); err != nil {
		c.fail(name)
	}
}

func (c *cursor) flag(name string, v *bool) { *v = string(c.token(name)) == "true" }

func (c *cursor) number(name string, v *Number) {
	token := c.token(name)
	if string(token) == "null" {
		*v = Number(math.NaN())
		return
	}
	x, err := strconv.ParseFloat(string(token), 64)
	if err != nil {
		c.fail(name)
	}
	*v = Number(x)
}

// text reads a string.
func (c *cursor) text(name string) string {
	quoted := c.quoted(name)
	if bytes.IndexByte(quoted, '\\') < 0 {
		return string(bytes.Trim(quoted, `"`))
	}
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		c.fail(name)
	}
	return text
}

// word reads a string that other lines have, too.
func (c *cursor) word(name string) string {
	rest := c.rest
	quoted := c.quoted(name)
	if bytes.IndexByte(quoted, '\\') < 0 {
		return c.parser.word(bytes.Trim(quoted, `"`))
	}
	c.rest = rest
	return c.text(name)
}

func (c *cursor) quoted(name string) []byte {
	if !c.skip(name) {
		return nil
	}
	end := endOfString(c.rest)
	quoted := c.rest[:end]
	c.rest = c.rest[end:]
	return quoted
}

// endOfString returns the length of the JSON string at the beginning of text, or of the text where none ends.
func endOfString(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}
