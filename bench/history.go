package bench

import (
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"slices"

	"golang.org/x/perf/benchfmt"
)

// Milestone is what was measured of one commit, by turns with a reference that is the same for all commits: a drift of the machine from one day to
// the next cancels.
type Milestone struct {
	Commit    string
	Reference io.Reader // results of the reference, as [Duel.Run] writes them
	Own       io.Reader // results of the commit, run for run beside them
}

// History is speed and quality over commits.
type History struct {
	Commits []string // oldest first
	Speed   []Series // of times per op
	Quality []Series // of exact metrics
	Notes   []string
}

// Series is one metric of one benchmark over the commits.
type Series struct {
	Table, Name, Unit string
	Values            [][]float64 // by commit: log(own/reference) of time, block by block; or the exact value. Empty where it was not measured
	Changes           []Change
}

// Change is a commit from which on a series is on another level.
type Change struct {
	At            int     // number of the commit
	Before, After float64 // own/reference of time, the median of all blocks between changes; or the exact value
	P             float64 // of the change of time, before it is compared with alpha divided by the number of series; 0 for an exact metric
}

// Trace reads the milestones, oldest first, and marks the changes: of time by E-divisive means, each series at the level alpha divided by the number of
// series, so that a history without a change has any marked with probability alpha at most; of exact metrics wherever they differ from the commit before.
// Errors wrap [ErrInput].
func Trace(milestones []Milestone, alpha float64) (History, error) {
	h := History{}
	t := tracer{series: make(map[seriesKey]*Series), commits: len(milestones)}
	for i, m := range milestones {
		h.Commits = append(h.Commits, m.Commit)
		complaints, err := t.add(i, m)
		if err != nil {
			return History{}, err
		}
		h.Notes = append(h.Notes, complaints...)
	}
	for _, key := range t.order {
		s := *t.series[key]
		if s.Unit == timeUnit {
			h.Speed = append(h.Speed, s)
		} else {
			h.Quality = append(h.Quality, s)
		}
	}
	for i := range h.Speed {
		h.Speed[i].markShifts(alpha/float64(len(h.Speed)), rand.New(rand.NewPCG(1, uint64(i))))
	}
	for i := range h.Quality {
		h.Quality[i].markSteps(t.floors[h.Quality[i].Unit])
	}
	h.Notes = append(h.Notes, fmt.Sprintf("%d series of time were searched; the chance that any change of time marked here is a false alarm is at most %v", len(h.Speed), alpha))
	return h, nil
}

const timeUnit = "sec/op"

type seriesKey struct{ table, name, unit string }

// tracer gathers series from results.
type tracer struct {
	commits int
	series  map[seriesKey]*Series
	order   []seriesKey
	floors  map[string]float64 // by exact unit
}

// add puts the results of one commit into the series.
func (t *tracer) add(commit int, m Milestone) (complaints []string, err error) {
	var sides [2]map[seriesKey][]float64
	for i, text := range []io.Reader{m.Reference, m.Own} {
		sides[i] = make(map[seriesKey][]float64)
		var order []seriesKey
		units, bad, err := read([]Source{{short(m.Commit), text}}, func(r *benchfmt.Result) {
			for _, v := range r.Values {
				key := seriesKey{r.GetConfig("pkg"), string(r.Name), v.Unit}
				if sides[i][key] == nil {
					order = append(order, key)
				}
				sides[i][key] = append(sides[i][key], v.Value)
			}
		})
		if err != nil {
			return nil, err
		}
		complaints = append(complaints, bad...)
		if i == 0 {
			continue
		}
		for _, key := range order {
			u := unitOf(key.unit, units)
			switch {
			case key.unit == timeUnit:
				t.at(key).Values[commit] = ratios(sides[0][key], sides[1][key])
			case u.exact:
				t.at(key).Values[commit] = sides[1][key][:1]
				if t.floors == nil {
					t.floors = make(map[string]float64)
				}
				t.floors[key.unit] = u.floor
			}
		}
	}
	return complaints, nil
}

// at returns the series of a key.
func (t *tracer) at(key seriesKey) *Series {
	s := t.series[key]
	if s == nil {
		s = &Series{Table: key.table, Name: key.name, Unit: key.unit, Values: make([][]float64, t.commits)}
		t.series[key] = s
		t.order = append(t.order, key)
	}
	return s
}

// ratios returns log(own/reference) of every block, which is two runs of each.
func ratios(reference, own []float64) (logs []float64) {
	for i := 0; i+1 < min(len(reference), len(own)); i += 2 {
		ratio := own[i] * own[i+1] / (reference[i] * reference[i+1])
		if ratio > 0 && !math.IsInf(ratio, 1) {
			logs = append(logs, math.Log(ratio)/2)
		}
	}
	return logs
}

// markShifts marks where the law of the ratios changes.
func (s *Series) markShifts(level float64, rng *rand.Rand) {
	var groups [][]float64
	var commits []int
	for i, values := range s.Values {
		if len(values) > 0 {
			groups, commits = append(groups, values), append(commits, i)
		}
	}
	if len(groups) < 2 {
		return
	}
	splits := divisive(groups, level, rng)
	for i, found := range splits {
		from, to := 0, len(groups)
		if i > 0 {
			from = splits[i-1].at
		}
		if i+1 < len(splits) {
			to = splits[i+1].at
		}
		s.Changes = append(s.Changes, Change{
			At:     commits[found.at],
			Before: math.Exp(median(slices.Concat(groups[from:found.at]...))),
			After:  math.Exp(median(slices.Concat(groups[found.at:to]...))),
			P:      found.p,
		})
	}
}

// markSteps marks where an exact value differs from the last one known, unless both are at the floor.
func (s *Series) markSteps(floor float64) {
	last, known := 0.0, false
	for i, values := range s.Values {
		if len(values) == 0 {
			continue
		}
		now := values[0]
		if known && now != last && max(math.Abs(now), math.Abs(last)) > floor {
			s.Changes = append(s.Changes, Change{At: i, Before: last, After: now})
		}
		last, known = now, true
	}
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	n := len(sorted)
	if n%2 == 1 {
		return sorted[n/2]
	}
	return (sorted[n/2-1] + sorted[n/2]) / 2
}
