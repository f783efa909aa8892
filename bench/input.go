package bench

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchunit"
)

// ErrInput is wrapped by every error that lies in what was to be compared, not in the comparing.
var ErrInput = errors.New("bad benchmark input")

// Source is a text in the Go benchmark format.
type Source struct {
	Name string // of the file; what a column of it is called, and where complaints say that they come from
	Text io.Reader
}

// read calls use with every result of the sources that holds a finite number, under the key .file the name of its source. It returns what the
// sources say about their units, and complaints about lines and numbers that were left out. The result belongs to read: use keeps nothing of it.
// A source without any result is an error.
func read(sources []Source, use func(*benchfmt.Result)) (benchfmt.UnitMetadataMap, []string, error) {
	var reader benchfmt.Reader
	var complaints []string
	for i, source := range sources {
		name := source.Name
		if slices.ContainsFunc(sources[:i], func(s Source) bool { return s.Name == name }) {
			name = fmt.Sprintf("%s#%d", name, i+1)
		}
		reader.Reset(source.Text, name, ".file", name)
		count := 0
		var bad []string
		for reader.Scan() {
			switch record := reader.Result().(type) {
			case *benchfmt.SyntaxError:
				bad = append(bad, record.Error()+"; the line is left out")
			case *benchfmt.Result:
				bad = append(bad, finite(record)...)
				if len(record.Values) > 0 {
					count++
					use(record)
				}
			}
		}
		if err := reader.Err(); err != nil {
			return nil, nil, fmt.Errorf("bench: %w: %w", ErrInput, err)
		}
		if count == 0 {
			return nil, nil, empty(name, bad)
		}
		complaints = append(complaints, brief(bad)...)
	}
	for reader.Reset(strings.NewReader(metrics), "metrics"); reader.Scan(); { // what a source said stands
	}
	return reader.Units(), complaints, nil
}

// brief keeps a file that is not one of benchmarks from flooding the notes.
func brief(complaints []string) []string {
	const most = 5
	if len(complaints) <= most {
		return complaints
	}
	return append(complaints[:most:most], fmt.Sprintf("and %d complaints more like this", len(complaints)-most))
}

func empty(name string, bad []string) error {
	if len(bad) > 0 {
		return fmt.Errorf("bench: %w: %s holds no benchmark line that can be used; %s", ErrInput, name, bad[0])
	}
	return fmt.Errorf("bench: %w: %s holds no benchmark line", ErrInput, name)
}

// finite removes the numbers that are none: one NaN keeps a Mann-Whitney test from ending. And it gives a zero its base unit, which the reader
// gives to all other numbers.
func finite(r *benchfmt.Result) (complaints []string) {
	r.Values = slices.DeleteFunc(r.Values, func(v benchfmt.Value) bool {
		bad := math.IsNaN(v.Value) || math.IsInf(v.Value, 0)
		if bad {
			file, line := r.Pos()
			complaints = append(complaints, fmt.Sprintf("%s:%d: %s is %v %s; the number is left out", file, line, r.Name, v.Value, v.Unit))
		}
		return bad
	})
	for i, v := range r.Values {
		if v.Value == 0 {
			_, r.Values[i].Unit = benchunit.Tidy(0, v.Unit)
		}
	}
	return complaints
}
