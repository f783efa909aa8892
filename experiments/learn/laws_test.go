package learn_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchpoint/experiments/learn"
	"touchpoint/solvers"
)

var shapes = [][3]int{{12, 20, 2}, {24, 12, 2}} // m, n, k

// A learner is a function of its arguments, changes none of them, and says how many non-zeros it has.
func TestFitIsAFunction(t *testing.T) {
	for _, shape := range shapes {
		s, in := draw(1, shape[0], shape[1], shape[2], .5)
		a, b, truth := slices.Clone(s.A.Data()), slices.Clone(s.B), slices.Clone(in.Truth)
		for _, spelling := range every {
			first, second := fit(t, spelling, s, in), fit(t, spelling, s, in)
			if !slices.Equal(first.X, second.X) || first.Size != second.Size {
				t.Errorf("%s: two fits differ", spelling)
			}
			if !slices.Equal(a, s.A.Data()) || !slices.Equal(b, s.B) || !slices.Equal(truth, in.Truth) {
				t.Fatalf("%s changed what it was given", spelling)
			}
			nonzeros := 0
			for _, v := range first.X {
				if v != 0 {
					nonzeros++
				}
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Errorf("%s: x = %v", spelling, first.X)
				}
			}
			if nonzeros != first.Size || len(first.X) != shape[1] {
				t.Errorf("%s: size %d, non-zeros %d of %d", spelling, first.Size, nonzeros, len(first.X))
			}
		}
	}
}

// Labels in other units give the same weights in those units, and features in another order the same weights in that order. Coordinate descent of a
// non-convex loss depends on the order by its nature.
func TestUnitsAndOrder(t *testing.T) {
	for i, shape := range shapes {
		s, in := draw(uint64(10+i), shape[0], shape[1], shape[2], .5)
		scaled := learn.Sample{A: s.A, B: slices.Clone(s.B)}
		knows := learn.Insight{Truth: slices.Clone(in.Truth), K: in.K}
		for i := range scaled.B {
			scaled.B[i] *= 8
		}
		for j := range knows.Truth {
			knows.Truth[j] *= 8
		}
		order := rand.New(rand.NewPCG(5, 6)).Perm(shape[1])
		moved := learn.Sample{A: solvers.NewColumns(shape[0], shape[1], nil), B: s.B}
		movedIn := learn.Insight{Truth: make([]float64, shape[1]), K: in.K}
		for to, from := range order {
			copy(moved.A.Col(to), s.A.Col(from))
			movedIn.Truth[to] = in.Truth[from]
		}
		for _, spelling := range every {
			want := fit(t, spelling, s, in).X
			got := fit(t, spelling, scaled, knows).X
			for j := range got {
				got[j] /= 8
			}
			if !alike(got, want, 1e-6) {
				t.Errorf("%s, m = %d: labels times 8: %.4f, want %.4f", spelling, shape[0], got, want)
			}
			if strings.HasPrefix(spelling, "half") {
				continue
			}
			back := make([]float64, shape[1])
			for to, v := range fit(t, spelling, moved, movedIn).X {
				back[order[to]] = v
			}
			if !alike(back, want, 1e-6) {
				t.Errorf("%s, m = %d: permuted: %.4f, want %.4f", spelling, shape[0], back, want)
			}
		}
	}
}

// Nobody that chooses from the same points does better than the oracle.
func TestOracleIsBest(t *testing.T) {
	risk := func(in learn.Insight, x []float64) (sum float64) {
		for j, v := range x {
			sum += (v - in.Truth[j]) * (v - in.Truth[j])
		}
		return sum
	}
	weighted := func(x []float64) (sum float64) { // some other risk: the weights of the last features are all that counts
		for _, v := range x[len(x)/2:] {
			sum += v * v
		}
		return sum
	}
	for seed := range uint64(4) {
		s, in := draw(20+seed, 14, 16, 3, 1)
		for name, option := range map[string]string{"ridge": "penalty", "lasso": "penalty", "half": "penalty", "stagewise": "penalty", "dropout": "keep", "omp": "size", "htp": "size", "prune": "size"} {
			best := fit(t, name+":"+option+"=oracle", s, in)
			for _, other := range []string{"cv", "1se"} {
				if got := fit(t, name+":"+option+"="+other, s, in); risk(in, got.X) < risk(in, best.X)-1e-9 {
					t.Errorf("%s: %s has risk %v, the oracle %v", name, other, risk(in, got.X), risk(in, best.X))
				}
			}
			cold := learn.Insight{Risk: weighted}
			if chosen := fit(t, name+":"+option+"=oracle", s, cold); weighted(chosen.X) > weighted(best.X)+1e-9 {
				t.Errorf("%s: the oracle of another risk does not look at it", name)
			}
		}
	}
}

// More penalty for one standard error, and no other than the asked-for number of non-zeros.
func TestSizes(t *testing.T) {
	s, in := draw(30, 30, 40, 4, .3)
	for _, name := range []string{"ridge", "lasso", "half", "stagewise"} {
		if cv, simple := fit(t, name, s, in), fit(t, name+":penalty=1se", s, in); simple.Penalty < cv.Penalty {
			t.Errorf("%s: 1se chooses %v, cv %v", name, simple.Penalty, cv.Penalty)
		}
	}
	for _, spelling := range []string{"lasso:size=k", "lasso:size=k:refit=true", "stagewise:size=k", "omp:size=k", "iht:size=k", "htp:size=k", "prune:size=k", "prune:size=k:way=once", "prune:size=k:way=iterate", "prune:size=k:from=least"} {
		if f := fit(t, spelling, s, in); f.Size != in.K || !math.IsNaN(f.Penalty) {
			t.Errorf("%s: size %d, penalty %v", spelling, f.Size, f.Penalty)
		}
	}
	if f := fit(t, "half:size=k", s, in); f.Size == 0 || f.Size > in.K {
		t.Errorf("half: size %d", f.Size)
	}
}

func TestNothingToLearn(t *testing.T) {
	s, in := draw(40, 6, 9, 2, .5)
	clear(s.B)
	for _, spelling := range every {
		if f := fit(t, spelling, s, in); f.Size != 0 || !math.IsNaN(f.Penalty) {
			t.Errorf("%s: %+v from labels 0", spelling, f)
		}
	}
}

// Columns that are zero or repeat, and rows that contradict each other, break nobody.
func TestDegenerateSamples(t *testing.T) {
	for name, s := range degenerate() {
		_, n := s.A.Dims()
		in := learn.Insight{Truth: make([]float64, n), K: 2}
		in.Truth[1], in.Truth[3] = 1, -1
		for _, spelling := range every {
			for _, v := range fit(t, spelling, s, in).X {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Errorf("%s, %s: x has %v", name, spelling, v)
				}
			}
		}
	}
}

func TestErrors(t *testing.T) {
	s, in := draw(50, 6, 9, 2, .5)
	try := func(spelling string, s learn.Sample, in learn.Insight) error {
		l, err := learn.Find(spelling)
		if err != nil {
			t.Fatal(err)
		}
		_, err = l.Fit(t.Context(), s, in, nil)
		return err
	}
	for what, err := range map[string]error{
		"no sample":           try("ridge", learn.Sample{}, in),
		"labels too few":      try("ridge", learn.Sample{A: s.A, B: s.B[1:]}, in),
		"truth too short":     try("ridge", s, learn.Insight{Truth: in.Truth[1:]}),
		"no truth":            try("lasso:penalty=oracle", s, learn.Insight{}),
		"no truth for subset": try("subset", s, learn.Insight{}),
		"no k":                try("omp:size=k", s, learn.Insight{Truth: in.Truth}),
		"one row to validate": try("ridge", learn.Sample{A: solvers.NewColumns(1, 2, []float64{1, 2}), B: []float64{1}}, in),
		"the zero learner":    func() error { _, err := learn.Learner{}.Fit(t.Context(), s, in, nil); return err }(),
		"not finite":          try("null", learn.Sample{A: s.A, B: []float64{1, 2, 3, 4, 5, math.NaN()}}, in),
	} {
		if !errors.Is(err, solvers.ErrProblem) {
			t.Errorf("%s: %v", what, err)
		}
	}
	ended, cancel := context.WithCancelCause(context.Background())
	reason := errors.New("enough")
	cancel(reason)
	dense := learn.Insight{Truth: []float64{1, 1, 1, 1, 1, 1, 1, 1, 1}}
	for _, spelling := range []string{"ridge", "lasso", "half", "stagewise", "omp", "iht", "prune", "least", "sparse", "subset"} {
		l, _ := learn.Find(spelling)
		if _, err := l.Fit(ended, s, dense, nil); !errors.Is(err, reason) {
			t.Errorf("%s: cancelled: %v", spelling, err)
		}
	}
}
