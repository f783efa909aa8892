package experiments

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"touchpoint/results"
	"touchpoint/solvers/ensemble"
)

// Cell is one point of a sweep: everything that defines a trial but its number and the seed.
type Cell struct {
	N, M, K    int     // columns, rows, planted non-zeros; K = 0 draws a generic b ~ N(0, I)
	P          float64 // exponent of the ball
	Lambda     float64 // penalty as a fraction of lambda_max = |A'b|_inf; 0 means A x = b
	Noise      float64 // standard deviation of the noise on b
	Ensemble   string  // law of A, see package ensemble
	Amplitudes string  // law of the planted non-zeros
	Solver     string  // spelling in the catalog, see [solvers.Find]; an option may have the value n, m or k, the cell's own number
	Measure    string  // who carries out the trial, see [Measure]; empty: draw, solve, certify
}

// Key spells the cell, the same everywhere: n=64/m=32/k=4/p=0.5/ensemble=gaussian/amplitudes=gaussian/solver=homotopy, with lambda and noise after
// p where they are not zero, and the measure at the end where there is one.
func (c Cell) Key() string { return c.key().String() }

func (c Cell) key() results.Key {
	key := results.Key{
		{Name: "n", Value: strconv.Itoa(c.N)},
		{Name: "m", Value: strconv.Itoa(c.M)},
		{Name: "k", Value: strconv.Itoa(c.K)},
		{Name: "p", Value: spell(c.P)},
	}
	if c.Lambda != 0 {
		key = append(key, results.Pair{Name: "lambda", Value: spell(c.Lambda)})
	}
	if c.Noise != 0 {
		key = append(key, results.Pair{Name: "noise", Value: spell(c.Noise)})
	}
	key = append(key,
		results.Pair{Name: "ensemble", Value: c.Ensemble},
		results.Pair{Name: "amplitudes", Value: c.Amplitudes},
		results.Pair{Name: "solver", Value: c.Solver})
	if c.Measure != "" {
		key = append(key, results.Pair{Name: "measure", Value: c.Measure})
	}
	return key
}

// spell is the shortest decimal that reads back as x, and "inf" for +Inf.
func spell(x float64) string {
	if math.IsInf(x, 1) {
		return "inf"
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// draw is the draw of one trial.
func (c Cell) draw(seed uint64, trial int) ensemble.Draw {
	return ensemble.Draw{N: c.N, M: c.M, K: c.K, Ensemble: c.Ensemble, Amplitudes: c.Amplitudes, Noise: c.Noise, Seed: seed, Trial: trial}
}

// defects lists what does not fit together in the cell, whoever solves it.
func (c Cell) defects() (list []error) {
	if err := c.draw(0, 0).Validate(); err != nil {
		list = append(list, withNearest(err))
	}
	if c.Lambda > 0 && math.IsInf(c.P, 1) {
		list = append(list, fmt.Errorf("lambda = %v with p = inf; the penalised form needs a finite p", c.Lambda))
	}
	return list
}

// String is the key with spaces, for people.
func (c Cell) String() string { return strings.ReplaceAll(c.Key(), "/", " ") }
