package bench

import (
	"strconv"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
)

// unit is what is known about a metric beside its name. A benchmark file says so itself, by lines such as
//
//	Unit gap-ppb assume=exact better=lower floor=1
//
// of which benchstat reads assume and better.
type unit struct {
	exact     bool    // the metric is a function of the code: whatever differs has changed
	better    int     // +1: more is better, -1: less is better, 0: neither
	floor     float64 // values up to here are all as good: they count as equal
	threshold float64 // relative change above which it is a regression; negative: that of the whole comparison
}

// metrics are those of the benchmarks of this module, for files that do not say it themselves. Gap and residual are in parts per billion, the
// tolerance of the referee, for testing prints no more than seven decimals; up to 1 they are rounding. That a solver takes another number of steps,
// or another number of non-zeros, is neither good nor bad.
const metrics = `Unit recovered assume=exact better=higher threshold=0
Unit gap-ppb assume=exact better=lower floor=1
Unit residual-ppb assume=exact better=lower floor=1
Unit iterations assume=exact
Unit nnz assume=exact
Unit trials/s better=higher
Unit GFLOP/s better=higher
`

// unitOf reads the metadata of a unit.
func unitOf(name string, known benchfmt.UnitMetadataMap) unit {
	number := func(key string, otherwise float64) float64 {
		if m := known.Get(name, key); m != nil {
			if x, err := strconv.ParseFloat(m.Value, 64); err == nil && x >= 0 {
				return x
			}
		}
		return otherwise
	}
	return unit{
		exact:     known.GetAssumption(name) == benchmath.AssumeExact,
		better:    known.GetBetter(name),
		floor:     number("floor", 0),
		threshold: number("threshold", -1),
	}
}
