package experiments

// schedule numbers the trials of a plan.
type schedule struct {
	cells []scheduled
	total int
}

type scheduled struct {
	Cell
	key    string
	seed   uint64
	first  int // number in the plan of the cell's first trial
	offset int // number in the cell of that trial
	trials int
}

func newSchedule(plan Plan) *schedule {
	s := &schedule{}
	for _, sweep := range plan {
		for _, c := range sweep.Cells() {
			s.cells = append(s.cells, scheduled{c, c.Key(), sweep.Seed, s.total, sweep.First, sweep.Trials})
			s.total += sweep.Trials
		}
	}
	return s
}

// trial returns the cell and the number within it of trial seq.
func (s *schedule) trial(seq int) (c *scheduled, trial int) {
	c = s.cell(seq)
	return c, c.offset + seq - c.first
}

// cellEnd returns the number after the last trial of the cell of trial seq.
func (s *schedule) cellEnd(seq int) int {
	c := s.cell(seq)
	return c.first + c.trials
}

func (s *schedule) cell(seq int) *scheduled {
	lo, hi := 0, len(s.cells)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; s.cells[mid].first <= seq {
			lo = mid
		} else {
			hi = mid
		}
	}
	return &s.cells[lo]
}
