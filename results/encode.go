package results

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// AppendJSON appends the record as one line of JSON without its newline: exactly what encoding/json writes without HTML
// escapes, several times as fast. It is the canonical form; a store holds no other.
func (r *Record) AppendJSON(buf []byte) ([]byte, error) {
	if !r.Outcome.named() {
		return buf, fmt.Errorf("results: %v has no name", r.Outcome)
	}
	buf = appendString(append(buf, `{"cell":`...), r.Cell)
	buf = appendInt(buf, `,"trial":`, r.Trial)
	buf = appendString(append(buf, `,"outcome":`...), r.Outcome.String())
	if r.Reason != "" {
		buf = appendString(append(buf, `,"reason":`...), r.Reason)
	}
	buf = appendString(append(buf, `,"status":`...), r.Status)
	buf = appendInt(buf, `,"iterations":`, r.Iterations)
	buf = appendString(append(buf, `,"kind":`...), r.Kind)
	buf = strconv.AppendBool(append(buf, `,"basic":`...), r.Basic)
	buf = strconv.AppendBool(append(buf, `,"unique":`...), r.Unique)
	buf = strconv.AppendBool(append(buf, `,"tied":`...), r.Tied)
	buf = strconv.AppendBool(append(buf, `,"exact":`...), r.Exact)
	buf = appendInt(buf, `,"support":`, r.Support)
	if r.Truth != 0 {
		buf = appendInt(buf, `,"truth":`, r.Truth)
	}
	if r.Found != 0 {
		buf = appendInt(buf, `,"found":`, r.Found)
	}
	buf = appendInt(buf, `,"face":`, r.Face)
	buf = appendInt(buf, `,"dim":`, r.Dim)
	buf = r.Residual.appendJSON(append(buf, `,"residual":`...))
	buf = r.Gap.appendJSON(append(buf, `,"gap":`...))
	buf = r.Margin.appendJSON(append(buf, `,"margin":`...))
	buf = r.Blur.appendJSON(append(buf, `,"blur":`...))
	buf = r.Objective.appendJSON(append(buf, `,"objective":`...))
	buf = r.TruthObjective.appendJSON(append(buf, `,"truth_objective":`...))
	buf = r.Error.appendJSON(append(buf, `,"error":`...))
	buf = r.Distance.appendJSON(append(buf, `,"distance":`...))
	buf = r.Spread.appendJSON(append(buf, `,"spread":`...))
	buf = r.Second.appendJSON(append(buf, `,"second":`...))
	for j, x := range r.X {
		if j == 0 {
			buf = append(buf, `,"x":[`...)
		} else {
			buf = append(buf, ',')
		}
		buf = x.appendJSON(buf)
	}
	if len(r.X) > 0 {
		buf = append(buf, ']')
	}
	if len(r.Facts) > 0 {
		buf = r.Facts.appendJSON(append(buf, `,"facts":`...))
	}
	return append(buf, '}'), nil
}

func appendInt(buf []byte, name string, v int) []byte {
	return strconv.AppendInt(append(buf, name...), int64(v), 10)
}

// appendString writes printable ASCII itself and leaves the rest to encoding/json.
func appendString(buf []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendEscaped(buf, s)
		}
	}
	return append(append(append(buf, '"'), s...), '"')
}

func appendEscaped(buf []byte, s string) []byte {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	// Bytes that are no UTF-8 are replaced here: encoding/json would write an escape that it does not write again once read.
	if err := enc.Encode(strings.ToValidUTF8(s, "\uFFFD")); err != nil { // a string can always be encoded
		panic("results: " + err.Error())
	}
	return append(buf, bytes.TrimSuffix(text.Bytes(), []byte("\n"))...)
}
