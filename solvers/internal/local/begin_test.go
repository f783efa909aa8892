package local

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/local/localtest"
)

// A start that there is not, an inner solver that there is not, and one that declines, each in a sentence of the method.
func TestStartAccepts(t *testing.T) {
	p := localtest.Gaussian(rand.New(rand.NewPCG(1, 1)), 2, 4, .5, 0)
	for _, c := range []struct {
		start Start
		says  string
	}{
		{Start{}, ""}, {Start{At: "random"}, ""}, {Start{At: "l1", Inner: inner{}}, ""}, {Start{Inner: inner{refuses: true}}, ""},
		{Start{At: "middle"}, `descent: there is no start "middle"; leave it out for the top, or take one of l1, random`},
		{Start{At: "l1"}, "descent: the start l1 needs an inner solver for p = 1, and there is none"},
		{Start{At: "l1", Inner: inner{refuses: true}}, "descent: the inner solver: declined: p = 1"},
	} {
		err := c.start.Accepts("descent", "the top", p)
		if c.says == "" && err != nil || c.says != "" && (!errors.Is(err, solvers.ErrDeclined) || !strings.HasSuffix(err.Error(), c.says)) {
			t.Errorf("%+v: %v, want %s", c.start, err, c.says)
		}
	}
}

type inner struct {
	solvers.Solver
	refuses bool
}

func (i inner) Accepts(p solvers.Problem) error {
	if i.refuses {
		return solvers.Declinef("p = %v", p.P)
	}
	return nil
}

// A Gaussian vector depends on the seed, and a signed length changes sign with b.
func TestRandomStarts(t *testing.T) {
	x, same, other := make([]float64, 9), make([]float64, 9), make([]float64, 9)
	Start{Seed: 3}.Gaussian(x)
	Start{Seed: 3, At: "random"}.Gaussian(same)
	Start{Seed: 4}.Gaussian(other)
	if !slices.Equal(x, same) || slices.Equal(x, other) {
		t.Errorf("seeds 3, 3 and 4 give\n%v\n%v\n%v", x, same, other)
	}
	for b, want := range map[[2]float64]float64{{0, 0}: 2, {0, -5}: -2, {1, -1}: 2} {
		var s Support
		s.Load(solvers.Problem{A: solvers.NewColumns(2, 1, []float64{1, 1}), B: b[:], P: .5})
		if got := s.Signed(2); got != want {
			t.Errorf("b = %v: %v, want %v", b, got, want)
		}
	}
}

func TestRows(t *testing.T) {
	a := solvers.NewColumns(2, 3, []float64{1, 2, 3, 4, 5, 6})
	if got := Rows(make([]float64, 1, 9), a); !slices.Equal(got, []float64{1, 3, 5, 2, 4, 6}) {
		t.Errorf("%v", got)
	}
}
