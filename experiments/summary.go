package experiments

import (
	"encoding/json"
	"fmt"
	"strconv"
	"sync"

	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// Level is the confidence of every interval.
const Level = 0.95

// Summary is what the trials of a cell come to.
type Summary struct {
	Cell      Cell
	Tally     results.Tally // under the view [Success]
	Unique    int           // touches proved to be a single point
	Undecided int           // solved, but the touch could not be classified, see [Decided]
	Astray    int           // failed at a point that misses A x = b, see [Astray]

	lost map[results.Outcome]loss
}

// loss is the first trial, by number, that ended without a point.
type loss struct {
	trial  int
	reason string
}

// Summaries counts records by cell as they come, in any order and from several goroutines. It is a [Sink].
type Summaries struct {
	mu    sync.Mutex
	cells []Summary
	index map[string]int
}

// NewSummaries returns empty summaries for the cells of a plan.
func NewSummaries(plan Plan) *Summaries {
	s := &Summaries{index: make(map[string]int)}
	for i, c := range plan.Cells() {
		s.cells = append(s.cells, Summary{Cell: c})
		s.index[c.Key()] = i
	}
	return s
}

// Append counts records; their numbers do not matter.
func (s *Summaries) Append(_ int, records ...results.Record) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range records {
		i, known := s.index[r.Cell]
		if !known {
			return fmt.Errorf("experiments: record of cell %q, which is not in the plan", r.Cell)
		}
		s.cells[i].add(r)
	}
	return nil
}

// Beside returns a sink that hands records on to another, and counts what that has taken.
func (s *Summaries) Beside(sink Sink) Sink { return &later{0, sink, s} }

// Cells returns the summary of each cell in canonical order, once all records are in.
func (s *Summaries) Cells() []Summary { return s.cells }

func (s *Summary) add(r results.Record) {
	s.Tally.Add(r, Success(s.Cell, r))
	if Astray(s.Cell, r) {
		s.Astray++
	}
	if r.Outcome != results.Solved {
		s.lose(r)
		return
	}
	if r.Unique {
		s.Unique++
	}
	if !Decided(s.Cell, r) {
		s.Undecided++
	}
}

func (s *Summary) lose(r results.Record) {
	if first, known := s.lost[r.Outcome]; known && first.trial < r.Trial {
		return
	}
	if s.lost == nil {
		s.lost = make(map[results.Outcome]loss)
	}
	s.lost[r.Outcome] = loss{r.Trial, r.Reason}
}

// Reason returns why the first trial with this outcome ended so; "" where there is none.
func (s Summary) Reason(o results.Outcome) string { return s.lost[o].reason }

// Faces returns the number of solved trials whose contact set has a dimension of at least 1.
func (s Summary) Faces() int {
	count := 0
	for dim, n := range s.Tally.Dim {
		if dim >= 1 {
			count += n
		}
	}
	return count
}

// Estimate returns a rate with its Clopper-Pearson and Wilson intervals; it is missing where no trial was decided.
func Estimate(r results.Rate) results.Value {
	if r.Trials() == 0 {
		return results.Missing{}
	}
	i := stats.ClopperPearson(r.Hits, r.Trials(), Level)
	w := stats.Wilson(r.Hits, r.Trials(), Level)
	return results.Estimate{Rate: r, Lo: i.Lo, Hi: i.Hi, WilsonLo: w.Lo, WilsonHi: w.Hi}
}

// MarshalJSON writes the line of `touchpoint sweep --json`. Success is null without a truth; the rate, of successes among the decided
// trials, and its Clopper-Pearson interval are null where no trial was decided.
func (s Summary) MarshalJSON() ([]byte, error) {
	return s.line(func(hits, trials int) stats.Interval { return stats.ClopperPearson(hits, trials, Level) })
}

// line is the line with an interval of some hits among so many trials.
func (s Summary) line(interval func(hits, trials int) stats.Interval) ([]byte, error) {
	c, t := s.Cell, s.Tally
	line := struct {
		N          int            `json:"n"`
		M          int            `json:"m"`
		K          int            `json:"k"`
		P          Real           `json:"p"`
		Lambda     Real           `json:"lambda"`
		Noise      Real           `json:"noise"`
		Ensemble   string         `json:"ensemble"`
		Amplitudes string         `json:"amplitudes"`
		Solver     string         `json:"solver"`
		Trials     int            `json:"trials"`
		Success    *int           `json:"success"`
		Unique     int            `json:"unique"`
		Undecided  int            `json:"undecided"`
		Failed     int            `json:"failed"`
		Declined   int            `json:"declined"`
		Infeasible int            `json:"infeasible"`
		Support    map[string]int `json:"support"`
		Dim        map[string]int `json:"dim"`
		Rate       *float64       `json:"rate"`
		Lo         *float64       `json:"lo"`
		Hi         *float64       `json:"hi"`
	}{
		N: c.N, M: c.M, K: c.K, P: Real(c.P), Lambda: Real(c.Lambda), Noise: Real(c.Noise),
		Ensemble: c.Ensemble, Amplitudes: c.Amplitudes, Solver: c.Solver,
		Trials: t.Trials, Unique: s.Unique, Undecided: s.Undecided,
		Failed: t.Outcomes[results.Failed], Declined: t.Outcomes[results.Declined], Infeasible: t.Outcomes[results.Infeasible],
		Support: spelled(t.Support), Dim: spelled(t.Dim),
	}
	if c.K > 0 {
		line.Success = &t.Rate.Hits
	}
	if c.K > 0 && t.Rate.Trials() > 0 {
		value, i := t.Rate.Value(), interval(t.Rate.Hits, t.Rate.Trials())
		line.Rate, line.Lo, line.Hi = &value, &i.Lo, &i.Hi
	}
	return json.Marshal(line)
}

// spelled turns the keys of a histogram into text and leaves out the unknown, -1.
func spelled(counts map[int]int) map[string]int {
	out := make(map[string]int, len(counts))
	for k, n := range counts {
		if k >= 0 {
			out[strconv.Itoa(k)] = n
		}
	}
	return out
}
