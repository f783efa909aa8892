package solvers

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// UnknownError reports a name that is none of the known ones.
type UnknownError struct {
	What, Name string // what was to be named ("solver", "option of reweighted"), and the name given
	Known      []string
}

// Error lists the known names.
func (e *UnknownError) Error() string {
	if len(e.Known) == 0 {
		return fmt.Sprintf("solvers: unknown %s %q; there is none", e.What, e.Name)
	}
	return fmt.Sprintf("solvers: unknown %s %q; known are %s", e.What, e.Name, strings.Join(e.Known, ", "))
}

// Find returns the entry of a catalog that is spelled NAME, or NAME:OPTION=VALUE:OPTION=VALUE and so on, as in
//
//	reweighted:rounds=4:epsilon=0.1
//
// Options are the exported fields of the solver under their JSON names; numbers, true, false and plain words are values. The entry that comes
// back is called by its whole spelling and makes solvers with these options. A name or an option that is not known is an [*UnknownError].
func Find(entries []Entry, spelling string) (Entry, error) {
	words := strings.Split(spelling, ":")
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.Name == words[0] })
	if i < 0 {
		known := make([]string, len(entries))
		for j, e := range entries {
			known[j] = e.Name
		}
		return Entry{}, &UnknownError{What: "solver", Name: words[0], Known: known}
	}
	found := entries[i]
	if len(words) == 1 {
		return found, nil
	}
	if err := configure(found.New(), found.Name, words[1:]); err != nil {
		return Entry{}, err
	}
	name, plain := found.Name, found.New
	found.Name = spelling
	found.New = func() Solver {
		s := plain()
		if err := configure(s, name, words[1:]); err != nil {
			panic("solvers: " + err.Error()) // the same options were taken before
		}
		return s
	}
	return found, nil
}

// configure sets options of a solver, each at most once.
func configure(s Solver, name string, options []string) error {
	known := Options(s)
	for i, option := range options {
		key, value, _ := strings.Cut(option, "=")
		switch {
		case !slices.Contains(known, key):
			return &UnknownError{What: "option of " + name, Name: key, Known: known}
		case slices.ContainsFunc(options[:i], func(earlier string) bool { return strings.HasPrefix(earlier, key+"=") }):
			return fmt.Errorf("solvers: %s: option %s is given twice", name, key)
		case value == "":
			return fmt.Errorf("solvers: %s: option %s has no value; write %s=VALUE", name, key, key)
		case set(s, key, value) != nil && set(s, key, strconv.Quote(value)) != nil:
			return fmt.Errorf("solvers: %s: option %s does not take %q", name, key, value)
		}
	}
	return nil
}

// set gives one option its value, spelled as JSON.
func set(s Solver, key, value string) error {
	if value == "null" { // which JSON takes for any field, and leaves the field as it was
		return errors.New("no value")
	}
	text, err := json.Marshal(map[string]json.RawMessage{key: json.RawMessage(value)})
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(s)
}

// Options lists the fields of a solver that a spelling can set, under their JSON names; see [Find].
func Options(s Solver) (names []string) {
	t := reflect.TypeOf(s)
	if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct {
		return nil
	}
	for _, f := range reflect.VisibleFields(t.Elem()) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" {
			name = f.Name
		}
		if f.IsExported() && name != "-" && plain(f.Type.Kind()) {
			names = append(names, name)
		}
	}
	return names
}

func plain(k reflect.Kind) bool {
	return k == reflect.String || k == reflect.Bool || reflect.Int <= k && k <= reflect.Float64 && k != reflect.Uintptr
}
