package bench

import (
	"encoding/json"
	"math"

	"golang.org/x/perf/benchmath"

	"touchpoint/results"
)

// Row compares one metric of one benchmark.
type Row struct {
	Table string `json:"table,omitempty"` // what keeps rows of one name apart: the package
	Name  string `json:"name"`            // of the benchmark
	Unit  string `json:"unit"`            // sec/op, B/op, gap, ...

	Old Side `json:"old"`
	New Side `json:"new"`

	Delta    results.Number `json:"delta"`    // new/old - 1 of the centres; NaN where unknown
	P        results.Number `json:"p"`        // Mann-Whitney; NaN without both sides, and for an exact metric, which needs no test
	Adjusted results.Number `json:"adjusted"` // P, adjusted for the number of rows that were tested
	Verdict  Verdict        `json:"verdict"`
	Warnings []string       `json:"warnings,omitempty"`

	unit   unit
	tested bool // P comes from a test
}

// Side is a sample in short: the median, or for an exact metric the mode, and an interval around it. Without runs it is the zero value.
type Side struct {
	Center, Lo, Hi float64 // the interval is infinite where the runs are too few for one
	N              int     // runs
	Confidence     float64 // that the interval achieves
	Varies         bool    // not all runs measured the same
}

// MarshalJSON writes null for what the runs do not tell.
func (s Side) MarshalJSON() ([]byte, error) {
	if s.N == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(struct {
		Center     results.Number `json:"center"`
		Lo         results.Number `json:"lo"`
		Hi         results.Number `json:"hi"`
		N          int            `json:"n"`
		Confidence float64        `json:"confidence"`
	}{results.Number(s.Center), results.Number(s.Lo), results.Number(s.Hi), s.N, s.Confidence})
}

// Width is the half-width of the interval relative to the centre, as benchstat's ± shows it: the longer side. It is +Inf where there is no
// interval or the centre is 0.
func (s Side) Width() float64 {
	switch {
	case !s.Varies && s.N > 1:
		return 0
	case s.N == 0 || s.Center == 0 || math.IsInf(s.Lo, 0) || math.IsInf(s.Hi, 0):
		return math.Inf(1)
	}
	return max(s.Hi-s.Center, s.Center-s.Lo) / math.Abs(s.Center)
}

// compare fills in sides, delta and p-value from the values of both sides, either of which may be empty.
func (r *Row) compare(old, new []float64, o Options) {
	assumption := benchmath.Assumption(benchmath.AssumeNothing)
	if r.unit.exact {
		assumption = benchmath.AssumeExact
	}
	thresholds := &benchmath.Thresholds{CompareAlpha: o.Alpha}
	var samples [2]*benchmath.Sample
	for i, values := range [][]float64{old, new} {
		if len(values) == 0 {
			continue
		}
		samples[i] = benchmath.NewSample(values, thresholds)
		s := assumption.Summary(samples[i], o.Confidence)
		side := Side{s.Center, s.Lo, s.Hi, len(values), s.Confidence, values[0] != values[len(values)-1]}
		r.warn(s.Warnings)
		if i == 0 {
			r.Old = side
		} else {
			r.New = side
		}
	}
	r.Delta, r.P, r.Adjusted = results.Number(math.NaN()), results.Number(math.NaN()), results.Number(math.NaN())
	if r.Old.N == 0 || r.New.N == 0 {
		return
	}
	r.Delta = results.Number(delta(r.Old.Center, r.New.Center))
	switch equal := !r.Old.Varies && !r.New.Varies && old[0] == new[0]; {
	case r.unit.exact:
	case equal: // every permutation of the values looks alike
		r.P, r.Adjusted = 1, 1
		r.warn([]error{errAllEqual})
	default:
		c := assumption.Compare(samples[0], samples[1])
		r.P, r.tested = results.Number(c.P), true
		r.warn(c.Warnings)
	}
}

// delta returns new/old - 1, 0 where nothing changed, and NaN where the old value is 0.
func delta(old, new float64) float64 {
	switch {
	case old == new:
		return 0
	case old == 0:
		return math.NaN()
	}
	return new/old - 1
}

func (r *Row) warn(warnings []error) {
	for _, w := range warnings {
		r.Warnings = append(r.Warnings, w.Error())
	}
}
