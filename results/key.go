package results

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrKey is wrapped by every error of [ParseKey] and [Key.Validate].
var ErrKey = errors.New("bad key")

// Pair is one axis of a key and its value there.
type Pair struct{ Name, Value string }

// Key is the one spelling of a cell, in benchmark names, records, file names and logs: ordered axes with their values, as in
//
//	n=64/m=32/k=4/p=1/ensemble=gaussian/amplitudes=gaussian/solver=homotopy
//
// A name is a lower-case letter followed by lower-case letters, digits and underscores, and occurs once. A value is
// printable ASCII without blank and "/", and is not empty; it may hold "=", as in solver=reweighted:rounds=4. The order of the axes belongs
// to the key.
type Key []Pair

// ParseKey reads the spelling of a key. ParseKey(k.String()) gives k back for every valid k.
func ParseKey(s string) (Key, error) {
	parts := strings.Split(s, "/")
	key := make(Key, 0, len(parts))
	for _, part := range parts {
		name, value, found := strings.Cut(part, "=")
		if !found {
			return nil, fmt.Errorf("results: %w: %q in %q is not name=value", ErrKey, part, s)
		}
		key = append(key, Pair{name, value})
	}
	if err := key.Validate(); err != nil {
		return nil, err
	}
	return key, nil
}

// String spells the key.
func (k Key) String() string {
	var b strings.Builder
	for i, pair := range k {
		if i > 0 {
			b.WriteByte('/')
		}
		b.WriteString(pair.Name)
		b.WriteByte('=')
		b.WriteString(pair.Value)
	}
	return b.String()
}

// Validate reports the first pair that would not survive being spelled and parsed. A key without pairs is not valid.
func (k Key) Validate() error {
	if len(k) == 0 {
		return fmt.Errorf("results: %w: it is empty", ErrKey)
	}
	for i, pair := range k {
		switch {
		case !isName(pair.Name):
			return fmt.Errorf("results: %w: name %q in %q", ErrKey, pair.Name, k)
		case !isValue(pair.Value):
			return fmt.Errorf("results: %w: value %q of %s in %q", ErrKey, pair.Value, pair.Name, k)
		case k[:i].index(pair.Name) >= 0:
			return fmt.Errorf("results: %w: %s occurs twice in %q", ErrKey, pair.Name, k)
		}
	}
	return nil
}

// Get returns the value of an axis, and whether the key has that axis.
func (k Key) Get(name string) (string, bool) {
	if i := k.index(name); i >= 0 {
		return k[i].Value, true
	}
	return "", false
}

// With returns a copy of the key in which the axis has the value; an axis that is new comes last.
func (k Key) With(name, value string) Key {
	c := slices.Clone(k)
	if i := c.index(name); i >= 0 {
		c[i].Value = value
		return c
	}
	return append(c, Pair{name, value})
}

// Without returns a copy of the key that lacks the named axes. Records whose keys agree without an axis are what a table
// pools over that axis.
func (k Key) Without(names ...string) Key {
	return slices.DeleteFunc(slices.Clone(k), func(p Pair) bool { return slices.Contains(names, p.Name) })
}

func (k Key) index(name string) int {
	return slices.IndexFunc(k, func(p Pair) bool { return p.Name == name })
}

func isName(s string) bool {
	for i := range len(s) {
		letter := 'a' <= s[i] && s[i] <= 'z'
		other := '0' <= s[i] && s[i] <= '9' || s[i] == '_'
		if !letter && (i == 0 || !other) {
			return false
		}
	}
	return s != ""
}

func isValue(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' || c == '/' {
			return false
		}
	}
	return s != ""
}
