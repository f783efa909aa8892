package learn

import (
	"context"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// smallStep is the step, as a share of the largest coefficient that a single column would have.
const smallStep = 0.01

// stages is forward stagewise regression: as long as that reduces the error, the coefficient of the column with the largest |A_j'(b - A x)| moves by a
// small step in its favour. Its penalty is the largest correlation that is left, as it is for the Lasso.
func stages(step float64) family {
	if step == 0 {
		step = smallStep
	}
	return descending(func(ctx context.Context, s Sample, lambdas []float64) ([][]float64, error) {
		return stagePoints(ctx, s, lambdas, step)
	}, loudest, levels)
}

func stagePoints(ctx context.Context, s Sample, lambdas []float64, step float64) ([][]float64, error) {
	_, n := s.A.Dims()
	x, correlation, gram := make([]float64, n), make([]float64, n), make([][]float64, n)
	s.A.MulT(correlation, s.B)
	squares := make([]float64, n)
	length := 0.0
	for j := range n {
		if squares[j] = floats.Dot(s.A.Col(j), s.A.Col(j)); squares[j] > 0 {
			length = max(length, step*math.Abs(correlation[j])/squares[j])
		}
	}
	var points [][]float64
	for len(points) < len(lambdas) {
		j := widest(correlation)
		if math.Abs(correlation[j]) <= lambdas[len(points)] || math.Abs(correlation[j]) <= length*squares[j]/2 {
			points = append(points, slices.Clone(x))
			continue
		}
		if err := context.Cause(ctx); err != nil {
			return nil, err
		}
		if gram[j] == nil {
			gram[j] = make([]float64, n)
			s.A.MulT(gram[j], s.A.Col(j))
		}
		move := math.Copysign(length, correlation[j])
		x[j] += move
		if math.Abs(x[j]) < length/2 {
			x[j] = 0
		}
		floats.AddScaled(correlation, -move, gram[j])
	}
	return points, nil
}

// widest is the index of the largest magnitude, the first of those that tie.
func widest(x []float64) (at int) {
	for j, v := range x {
		if math.Abs(v) > math.Abs(x[at]) {
			at = j
		}
	}
	return at
}
