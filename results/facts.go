package results

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
)

// Fact is a number with a name, of a kind that no field of a record has.
type Fact struct {
	Name  string // lower-case words with underscores between them
	Value Number
}

// Facts are what one trial saw beyond the fields of its record, each name once. In JSON they are an object whose keys keep their order.
type Facts []Fact

// Get returns the fact of that name, and NaN where there is none.
func (f Facts) Get(name string) float64 {
	for _, fact := range f {
		if fact.Name == name {
			return float64(fact.Value)
		}
	}
	return math.NaN()
}

// MarshalJSON writes the object.
func (f Facts) MarshalJSON() ([]byte, error) { return f.appendJSON(nil), nil }

func (f Facts) appendJSON(buf []byte) []byte {
	for i, fact := range f {
		if i == 0 {
			buf = append(buf, '{')
		} else {
			buf = append(buf, ',')
		}
		buf = append(appendString(buf, fact.Name), ':')
		buf = fact.Value.appendJSON(buf)
	}
	if len(f) == 0 {
		buf = append(buf, '{')
	}
	return append(buf, '}')
}

// UnmarshalJSON reads an object of numbers and keeps their order.
func (f *Facts) UnmarshalJSON(data []byte) error {
	*f = nil
	decoder := json.NewDecoder(bytes.NewReader(data))
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return fmt.Errorf("results: facts are an object, not %.20q", data)
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var value Number
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		*f = append(*f, Fact{name.(string), value})
	}
	return nil
}
