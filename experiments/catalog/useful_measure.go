package catalog

import (
	"context"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"

	"touchpoint/experiments"
	"touchpoint/experiments/learn"
	"touchpoint/solvers/certify"
)

// usefulAblation is what a fit loses with one of its components.
type usefulAblation struct {
	test  float64 // increase of |x - x0|^2, which for independent features of variance 1 is that of the expected squared error on a new sample
	train float64 // increase of |A x - b|^2
}

// usefulDropped sets each component of x on the support to zero and leaves the others as they are:
//
//	test:  x0_j^2 - (x_j - x0_j)^2        train:  x_j^2 |A_j|^2 + 2 x_j A_j'(b - A x)
func usefulDropped(s learn.Sample, truth, x []float64, support []int) (list []usefulAblation) {
	left := learn.Predict(s.A, x)
	for i := range left {
		left[i] = s.B[i] - left[i]
	}
	for _, j := range support {
		square, slope := 0.0, 0.0
		for i, v := range s.A.Col(j) {
			square += v * v
			slope += v * left[i]
		}
		list = append(list, usefulAblation{truth[j]*truth[j] - (x[j]-truth[j])*(x[j]-truth[j]), x[j]*x[j]*square + 2*x[j]*slope})
	}
	return list
}

// usefulRefit is the least-squares fit on a support S, of least norm where that leaves a choice, with what it needs to do without any one of them.
//
//	|S| <= m:  x = (A_S'A_S)^-1 A_S'b,  P = (A_S'A_S)^-1
//	|S| > m:   x = A_S'(A_S A_S')^-1 b,  P = I - A_S'(A_S A_S')^-1 A_S, the projector on the kernel of A_S
//
// Without component j the fit is x - P_j x_j/P_jj: in the first case the residual grows by x_j^2/P_jj, in the second there is none.
type usefulRefit struct {
	support []int
	x       []float64 // |S|
	p       *mat.Dense
	exact   bool // |S| > m
}

func newUsefulRefit(s learn.Sample, support []int) (f usefulRefit, err error) {
	m, _ := s.A.Dims()
	f = usefulRefit{support: support, exact: len(support) > m}
	columns := mat.NewDense(m, len(support), nil)
	for i, j := range support {
		columns.SetCol(i, s.A.Col(j))
	}
	var x mat.VecDense
	var qr mat.QR
	if f.exact {
		f.p, err = usefulProjector(&qr, columns.T())
	} else {
		f.p, err = usefulInverse(&qr, columns)
	}
	if err != nil {
		return f, err
	}
	// Of a wide system QR of its transpose gives the solution of least norm.
	if err := qr.SolveVecTo(&x, f.exact, mat.NewVecDense(m, s.B)); err != nil && !usefulIll(err) {
		return f, fmt.Errorf("catalog: useful: least squares on %d components: %w", len(support), err)
	}
	f.x = x.RawVector().Data
	return f, nil
}

// usefulInverse is R^-1 R^-T of a tall matrix of full rank.
func usefulInverse(qr *mat.QR, a *mat.Dense) (*mat.Dense, error) {
	_, n := a.Dims()
	qr.Factorize(a)
	var r, p mat.Dense
	var inverse mat.TriDense
	qr.RTo(&r)
	upper := mat.NewTriDense(n, mat.Upper, nil)
	for i := range n {
		for j := i; j < n; j++ {
			upper.SetTri(i, j, r.At(i, j))
		}
	}
	if err := inverse.InverseTri(upper); err != nil && !usefulIll(err) {
		return nil, fmt.Errorf("catalog: useful: %d components that depend on each other: %w", n, err)
	}
	p.Mul(&inverse, inverse.T())
	return &p, nil
}

// usefulProjector is I - Q Q' for an orthonormal basis Q of the columns of a tall matrix.
func usefulProjector(qr *mat.QR, a mat.Matrix) (*mat.Dense, error) {
	n, m := a.Dims()
	qr.Factorize(a)
	var q, p mat.Dense
	qr.QTo(&q)
	rest := q.Slice(0, n, m, n) // of a basis of the whole space, what is orthogonal to the columns
	p.Mul(rest, rest.T())
	return &p, nil
}

// usefulIll tells a system that is solved, if not to full precision, from one that is not.
func usefulIll(err error) bool {
	condition, ok := err.(mat.Condition)
	return ok && !math.IsInf(float64(condition), 1)
}

// ablations takes each component away in turn and fits the others anew.
func (f usefulRefit) ablations(truth []float64) (list []usefulAblation) {
	for i, v := range f.x {
		step := v / f.p.At(i, i)
		a := usefulAblation{}
		for l, j := range f.support {
			d := f.p.At(l, i) * step
			a.test += d*d - 2*d*(f.x[l]-truth[j])
		}
		if !f.exact {
			a.train = v * step
		}
		list = append(list, a)
	}
	return list
}

// full is the fit as a vector of n entries.
func (f usefulRefit) full(n int) []float64 {
	x := make([]float64, n)
	for i, j := range f.support {
		x[j] = f.x[i]
	}
	return x
}

// usefulSum is what all ablations of a fit come to: means over its components, NaN where there is none.
type usefulSum struct{ share, worth, train float64 }

func usefulSummed(list []usefulAblation) (s usefulSum) {
	for _, a := range list {
		if a.test > 0 {
			s.share++
		}
		if a.train > 0 {
			s.train++
		}
		s.worth += a.test
	}
	n := float64(len(list))
	return usefulSum{s.share / n, s.worth / n, s.train / n}
}

// measureUseful has a learner learn from a planted sample and takes its components away, one at a time.
func measureUseful() experiments.Measure {
	return experiments.Measure{
		Name: "useful",
		About: "have a learner, named for the solver, learn from b = A x0 + noise; take each of its components away in turn, from its own point and from the least-squares fit on its " +
			"support, there with the others fitted anew: share of the components without which the expected error on new samples is larger, its mean increase, and the share without which the training error is",
		Facts: []experiments.Fact{
			fact("size", "count", "non-zeros of x"),
			fact("found", "count", "of them, where x0 has one"),
			fact("error", "label^2", "|x - x0|_2^2"),
			fact("share", "share", "of the components of x, those without which the expected error on new samples is larger; missing for x = 0, as all that follow but error_anew"),
			fact("worth", "label^2", "mean increase of that error without a component"),
			fact("train", "share", "of the components, those without which |A x - b|_2 is larger"),
			fact("error_anew", "label^2", "error of the least-squares fit on the support"),
			fact("share_anew", "share", "as share, from that fit and with the others fitted anew"),
			fact("worth_anew", "label^2", "as worth, likewise"),
			fact("train_anew", "share", "as train, likewise"),
		},
		Accepts: func(_ experiments.Lab, c experiments.Cell) error {
			if c.K == 0 || c.Ensemble != "gaussian" {
				return fmt.Errorf("k = %d, ensemble %s: useful needs a truth, k >= 1, and gaussian features", c.K, c.Ensemble)
			}
			_, err := learn.Find(c.Solver)
			return err
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			system, err := t.Draw()
			if err != nil {
				return nil, err
			}
			learner, err := learn.Find(t.Cell.Solver)
			if err != nil {
				return nil, err
			}
			sample := learn.Sample{A: system.A, B: system.B}
			fit, err := learner.Fit(ctx, sample, learn.Insight{Truth: system.Truth, K: t.Cell.K}, t.Rand("folds"))
			if err != nil {
				return nil, err
			}
			return usefulFacts(sample, system.Truth, fit.X)
		},
	}
}

func usefulFacts(s learn.Sample, truth, x []float64) ([]float64, error) {
	support := certify.AppendSupport(nil, x)
	found := 0.0
	for _, j := range support {
		if truth[j] != 0 {
			found++
		}
	}
	own := usefulSummed(usefulDropped(s, truth, x, support))
	if len(support) == 0 {
		nan := math.NaN()
		return []float64{0, 0, usefulRisk(x, truth), nan, nan, nan, usefulRisk(x, truth), nan, nan, nan}, nil
	}
	refit, err := newUsefulRefit(s, support)
	if err != nil {
		return nil, err
	}
	anew := usefulSummed(refit.ablations(truth))
	return []float64{float64(len(support)), found, usefulRisk(x, truth), own.share, own.worth, own.train,
		usefulRisk(refit.full(len(x)), truth), anew.share, anew.worth, anew.train}, nil
}

// usefulRisk is |x - x0|^2.
func usefulRisk(x, truth []float64) (sum float64) {
	for j, v := range x {
		sum += (v - truth[j]) * (v - truth[j])
	}
	return sum
}
