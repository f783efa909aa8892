package bench

import (
	"fmt"
	"io"

	"golang.org/x/perf/benchfmt"
)

// recorder writes results in the Go benchmark format as they come, what their units mean once.
type recorder struct {
	out   *benchfmt.Writer
	known map[benchfmt.UnitMetadataKey]bool
}

func newRecorder(w io.Writer) *recorder {
	return &recorder{benchfmt.NewWriter(w), make(map[benchfmt.UnitMetadataKey]bool)}
}

func (r *recorder) write(records []benchfmt.Record) error {
	for _, record := range records {
		if unit, ok := record.(*benchfmt.UnitMetadata); ok {
			if r.known[unit.UnitMetadataKey] {
				continue
			}
			r.known[unit.UnitMetadataKey] = true
		}
		if err := r.out.Write(record); err != nil {
			return fmt.Errorf("bench: writing results: %w", err)
		}
	}
	return nil
}

// seconds are the times per op among the records.
func seconds(records []benchfmt.Record) (times []float64) {
	for _, record := range records {
		if result, ok := record.(*benchfmt.Result); ok {
			if t, ok := result.Value("sec/op"); ok {
				times = append(times, t)
			}
		}
	}
	return times
}
