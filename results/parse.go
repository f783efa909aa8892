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
func ParseRecord(line []byte) (Record, error) {
	var r Record
	c := cursor{rest: line}
	c.record(&r)
	// The cursor is liberal in what it takes for a number or a string. Writing the record again is what settles it.
	again, err := r.AppendJSON(make([]byte, 0, len(line)))
	if err != nil || c.err != nil || !bytes.Equal(again, line) {
		return Record{}, fmt.Errorf("results: %w: %.160q", errors.Join(c.err, errNotCanonical), line)
	}
	return r, nil
}

var errNotCanonical = errors.New("not a record in canonical form")

// cursor reads a line from left to right, as AppendJSON writes it. After its first error it reads nothing.
type cursor struct {
	rest []byte
	err  error
}

func (c *cursor) record(r *Record) {
	c.text(`{"cell":`, &r.Cell)
	c.int(`,"trial":`, &r.Trial)
	var outcome string
	c.text(`,"outcome":`, &outcome)
	if c.err == nil {
		c.err = r.Outcome.UnmarshalText([]byte(outcome))
	}
	if c.at(`,"reason":`) {
		c.text(`,"reason":`, &r.Reason)
	}
	c.text(`,"status":`, &r.Status)
	c.int(`,"iterations":`, &r.Iterations)
	c.text(`,"kind":`, &r.Kind)
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

// facts reads the object of facts, where there is one.
func (c *cursor) facts(f *Facts) {
	const opening = `,"facts":{`
	for separator := opening; c.err == nil && c.at(separator); separator = `,` {
		var fact Fact
		c.text(separator, &fact.Name)
		c.number(`:`, &fact.Value)
		*f = append(*f, fact)
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
	end := bytes.IndexAny(c.rest, ",]}")
	if end < 0 {
		end = len(c.rest)
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

func (c *cursor) text(name string, v *string) {
	if !c.skip(name) {
		return
	}
	end := endOfString(c.rest)
	quoted := c.rest[:end]
	c.rest = c.rest[end:]
	if bytes.IndexByte(quoted, '\\') < 0 {
		*v = string(bytes.Trim(quoted, `"`))
	} else if json.Unmarshal(quoted, v) != nil {
		c.fail(name)
	}
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
