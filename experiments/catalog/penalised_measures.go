package catalog

import (
	"context"
	"math"

	"touchpoint/experiments"
	"touchpoint/solvers"
	"touchpoint/solvers/lasso"
)

// measureMeeting compares the penalised point with the touch point of the same system.
func measureMeeting() experiments.Measure {
	return experiments.Measure{
		Name: "meeting",
		About: "have the penalised form solved, lambda a fraction of the largest, and A x = b too, both proved: non-zeros, planted ones missed and others added, whether " +
			"support and signs are those of the truth, and the distances from each other and from the truth",
		Facts: []experiments.Fact{
			fact("nonzeros", "count", "non-zeros of the penalised point x"),
			fact("added", "count", "of them, where x0 has none"),
			fact("missed", "count", "non-zeros of x0 where x has none"),
			fact("exact", "flag", "x has the signs of x0"),
			fact("distance_touch", "ratio", "|x - y|_2/|y|_2, y the touch point"),
			fact("distance_truth", "ratio", "|x - x0|_2/|x0|_2"),
			fact("touch_nonzeros", "count", "non-zeros of y"),
			fact("touch_exact", "flag", "y is x0, and proved unique"),
			fact("touch_distance_truth", "ratio", "|y - x0|_2/|x0|_2"),
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			touch, c, err := proved(ctx, t, "homotopy", solvers.Problem{A: s.A, B: s.B, P: 1})
			if err != nil {
				return nil, err
			}
			unique := c.Unique
			x, _, err := proved(ctx, t, t.Cell.Solver, solvers.Problem{A: s.A, B: s.B, P: 1, Lambda: t.Cell.Lambda * lasso.LambdaMax(s.A, s.B)})
			if err != nil {
				return nil, err
			}
			added, lost, exact := penalisedSigns(x, s.Truth)
			found := unique && experiments.Distance(touch, s.Truth, math.Inf(1)) <= experiments.Recovered
			return []float64{solvers.Norm(x, 0), added, lost, exact, experiments.Distance(x, touch, 2), experiments.Distance(x, s.Truth, 2),
				solvers.Norm(touch, 0), oneIf(found), experiments.Distance(touch, s.Truth, 2)}, nil
		},
	}
}

// penalisedSigns counts the entries that are not zero where the truth is, and those that are zero where it is not; exact is 1 where all signs are
// those of the truth. Zeros of the penalised form are exact: a threshold sets them.
func penalisedSigns(x, truth []float64) (added, missed, exact float64) {
	exact = 1
	for j, v := range x {
		switch {
		case v != 0 && truth[j] == 0:
			added++
		case v == 0 && truth[j] != 0:
			missed++
		}
		if v != 0 && truth[j] != 0 && (v > 0) != (truth[j] > 0) {
			exact = 0
		}
	}
	if added+missed > 0 {
		exact = 0
	}
	return added, missed, exact
}

// measureOneRow compares the penalised form of one equation with its closed form. Lambda is the penalty itself, no fraction.
func measureOneRow() experiments.Measure {
	return experiments.Measure{
		Name:  "onerow",
		About: "have the penalised form of one equation a'x = b solved, at lambda itself: whether x = 0, and how far x is from the closed form, in units of |b|/max|a_j|",
		Facts: []experiments.Fact{
			fact("zero", "flag", "x = 0"),
			fact("error", "ratio", "largest difference of x from the closed form, over |b|/max|a_j|"),
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			x, _, err := proved(ctx, t, t.Cell.Solver, solvers.Problem{A: s.A, B: s.B, P: 1, Lambda: t.Cell.Lambda})
			if err != nil {
				return nil, err
			}
			largest := 0
			for j := range x {
				if math.Abs(s.A.At(0, j)) > math.Abs(s.A.At(0, largest)) {
					largest = j
				}
			}
			a, b := s.A.At(0, largest), s.B[0]
			zero, unit := oneIf(solvers.Norm(x, 0) == 0), math.Abs(b/a)
			x[largest] -= math.Copysign(max(0, math.Abs(b)-t.Cell.Lambda/math.Abs(a)), b*a) / math.Abs(a)
			return []float64{zero, solvers.Norm(x, math.Inf(1)) / unit}, nil
		},
	}
}
