package catalog

import (
	"context"
	"math"

	"gonum.org/v1/gonum/mat"

	"touchpoint/experiments"
	"touchpoint/solvers"
)

// measurePicks has every ball pick from the solutions of one system.
func measurePicks() experiments.Measure {
	facts := []experiments.Fact{
		fact("dimension", "count", "n - rank A, the dimension of the set of solutions"),
		fact("apart", "ratio", "|x - y|_2 over the length of the shorter, x of p = 1 and y of p = 2"),
		fact("apart_all", "ratio", "the same of the two points that are farthest apart"),
		fact("line", "ratio", "largest |A z - b|_2/(|A|_F |z|_2) on the line through the points of p = 1 and p = 2; missing where they are one"),
		fact("worst", "ratio", "largest measure of a point by its own p over the least of all points; 1 but for rounding"),
	}
	for _, b := range infiniteBalls {
		pick := " of the point of p = " + exponentName(b.p)
		facts = append(facts, fact("nonzeros_"+b.name, "count", "non-zeros"+pick), fact("spread_"+b.name, "count", "(|x|_1/|x|_2)^2"+pick),
			fact("distance_"+b.name, "ratio", "|x - x0|_2/|x0|_2"+pick+"; missing without a truth"))
		for _, by := range infiniteBalls {
			size := "|x|_" + exponentName(by.p)
			if by.p == 0 {
				size = "number of non-zeros"
			}
			facts = append(facts, fact(infiniteNorm(b.name, by.name), "ratio", size+pick+" over the least of all points"))
		}
	}
	return experiments.Measure{
		Name: "picks",
		About: "have the touch point of every ball found and proved on the same system: the dimension of the set of solutions, how far apart the points are, " +
			"whether the line through two of them consists of solutions, and of each its non-zeros, its spread, its distance from the truth, and each norm over the least",
		Facts: facts,
		Run:   infinitePick,
	}
}

// infiniteNorm names the fact that is a norm of the pick of a ball.
func infiniteNorm(ball, by string) string { return "norm_" + by + "_of_" + ball }

func infinitePick(ctx context.Context, t *experiments.Trial) ([]float64, error) {
	s, err := t.Draw()
	if err != nil {
		return nil, err
	}
	points := make([][]float64, len(infiniteBalls))
	named := make(map[string][]float64)
	for i, b := range infiniteBalls {
		if points[i], _, err = proved(ctx, t, b.solver, solvers.Problem{A: s.A, B: s.B, P: b.p}); err != nil {
			return nil, err
		}
		named[b.name] = points[i]
	}
	ratios, worst := infiniteRatios(points)
	apart, farthest := infiniteGap(named["one"], named["two"]), 0.0
	for i, x := range points {
		for _, y := range points[:i] {
			farthest = max(farthest, infiniteGap(x, y))
		}
	}
	line := math.NaN()
	if apart > experiments.Recovered {
		line = infiniteResidual(s.A, s.B, named["one"], named["two"])
	}
	facts := []float64{float64(t.Cell.N - infiniteRank(s.A)), apart, farthest, line, worst}
	for i, x := range points {
		distance := math.NaN()
		if s.Truth != nil {
			distance = experiments.Distance(x, s.Truth, 2)
		}
		facts = append(append(facts, float64(nonZeros(x)), counting(x), distance), ratios[i]...)
	}
	return facts, nil
}

// infiniteRatios is, for each point and each measure, that measure of the point over the least of all points; worst is the largest of those of a
// point by its own measure, 1 but for rounding.
func infiniteRatios(points [][]float64) (ratios [][]float64, worst float64) {
	ratios = make([][]float64, len(points))
	for j, by := range infiniteBalls {
		least := math.Inf(1)
		sizes := make([]float64, len(points))
		for i, x := range points {
			sizes[i] = solvers.Norm(x, by.p)
			if by.p == 0 {
				sizes[i] = float64(nonZeros(x))
			}
			least = min(least, sizes[i])
		}
		for i, size := range sizes {
			ratios[i] = append(ratios[i], size/least)
		}
		worst = max(worst, ratios[j][j])
	}
	return ratios, worst
}

// infiniteGap is |x - y|_2 over the length of the shorter of the two.
func infiniteGap(x, y []float64) float64 {
	return max(experiments.Distance(x, y, 2), experiments.Distance(y, x, 2))
}

// infiniteRank counts the singular values above 1e-10 of the largest.
func infiniteRank(a *solvers.Columns) (rank int) {
	var svd mat.SVD
	if !svd.Factorize(a, mat.SVDNone) {
		return 0
	}
	sizes := svd.Values(nil)
	for _, v := range sizes {
		if v > 1e-10*sizes[0] {
			rank++
		}
	}
	return rank
}

// infiniteResidual is the largest |A z - b| over |A||z| at points z of the line through x and y, between them and far away.
func infiniteResidual(a *solvers.Columns, b, x, y []float64) (worst float64) {
	m, n := a.Dims()
	z, r := make([]float64, n), make([]float64, m)
	for _, step := range []float64{0.5, 1000, -1000} {
		for j := range z {
			z[j] = x[j] + step*(y[j]-x[j])
		}
		a.Mul(r, z)
		for i := range r {
			r[i] -= b[i]
		}
		worst = max(worst, solvers.Norm(r, 2)/(solvers.Norm(a.Data(), 2)*solvers.Norm(z, 2)))
	}
	return worst
}
