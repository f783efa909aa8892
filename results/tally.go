package results

// Tally counts records: how many, how they ended, how a view marked them, and how large support and contact set were. It is
// built by Add and Merge, in any order; the zero value has counted nothing.
type Tally struct {
	Trials   int             // records counted
	Outcomes map[Outcome]int // by outcome; they add up to Trials
	Rate     Rate            // by mark; Rate.Trials() + Rate.Undecided + Outside add up to Trials
	Outside  int             // records the view's question does not concern
	Support  map[int]int     // number of solved records by number of non-zeros
	Dim      map[int]int     // number of solved records by d_T, -1 where it is unknown
}

// Add counts one record under the mark a view gives it.
func (t *Tally) Add(r Record, m Mark) {
	t.Trials++
	bump(&t.Outcomes, r.Outcome, 1)
	t.Rate.Add(m)
	if m == Outside {
		t.Outside++
	}
	if r.Outcome == Solved {
		bump(&t.Support, r.Support, 1)
		bump(&t.Dim, r.Dim, 1)
	}
}

// Merge counts everything that other has counted, too.
func (t *Tally) Merge(other Tally) {
	t.Trials += other.Trials
	t.Rate = t.Rate.Plus(other.Rate)
	t.Outside += other.Outside
	for k, n := range other.Outcomes {
		bump(&t.Outcomes, k, n)
	}
	for k, n := range other.Support {
		bump(&t.Support, k, n)
	}
	for k, n := range other.Dim {
		bump(&t.Dim, k, n)
	}
}

func bump[K comparable](counts *map[K]int, k K, n int) {
	if *counts == nil {
		*counts = make(map[K]int)
	}
	(*counts)[k] += n
}
