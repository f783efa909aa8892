package crossval

import (
	"fmt"
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/kernel"
)

// tally collects the errors of the folds, in units of 4^unit in which they neither overflow nor vanish together with b.
type tally struct {
	rows  int
	unit  int
	sizes []float64   // rows of each fold
	means [][]float64 // for each fold the mean squared error at each penalty
	count int         // penalties
}

func newTally(b []float64, count int) *tally {
	_, unit := math.Frexp(kernel.NormInf(b))
	return &tally{rows: len(b), unit: unit, count: count}
}

// add predicts the rows held out by the points.
func (t *tally) add(a *solvers.Columns, b []float64, held []int, points [][]float64) {
	means, missed := make([]float64, t.count), make([]float64, len(held))
	for l, x := range points {
		for place, i := range held {
			missed[place] = b[i]
		}
		for j, v := range x {
			if v == 0 {
				continue
			}
			column := a.Col(j)
			for place, i := range held {
				missed[place] -= column[i] * v
			}
		}
		for _, e := range missed {
			e = math.Ldexp(e, -t.unit)
			means[l] += e * e / float64(len(held))
		}
	}
	t.sizes, t.means = append(t.sizes, float64(len(held))), append(t.means, means)
}

// result sums up and chooses.
func (t *tally) result(lambdas []float64) (Result, error) {
	r := Result{Lambdas: append([]float64(nil), lambdas...), Errors: make([]float64, t.count), Spread: make([]float64, t.count)}
	for l := range lambdas {
		r.Errors[l], r.Spread[l] = t.mean(l)
		if !finite(r.Errors[l]) {
			return Result{}, fmt.Errorf("crossval: %w: the error at lambda = %v leaves the range of float64; scale A", solvers.ErrProblem, lambdas[l])
		}
		if r.Errors[l] < r.Errors[r.Least] {
			r.Least = l
		}
	}
	for r.Errors[r.Simple] > r.Errors[r.Least]+r.Spread[r.Least] {
		r.Simple++
	}
	r.Chosen = r.Least
	for l := range lambdas {
		r.Errors[l], r.Spread[l] = math.Ldexp(r.Errors[l], 2*t.unit), math.Ldexp(r.Spread[l], 2*t.unit)
	}
	return r, nil
}

// mean returns the mean E of the means E_k of the K folds, weighted by their rows m_k, and its standard error
//
//	sqrt( sum_k m_k/m (E_k - E)² / (K - 1) ).
func (t *tally) mean(l int) (mean, spread float64) {
	for k, means := range t.means {
		mean += t.sizes[k] / float64(t.rows) * means[l]
	}
	for k, means := range t.means {
		spread += t.sizes[k] / float64(t.rows) * (means[l] - mean) * (means[l] - mean)
	}
	return mean, math.Sqrt(spread / float64(len(t.means)-1))
}

func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
