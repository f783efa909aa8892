package ridge_test

import (
	"math"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/ridge"
)

// longley is J. Longley (1967), An appraisal of least squares programs for the electronic computer from the point of view of the user: employment,
// then price deflator, product, unemployed, armed forces, population and year.
var longley = [16][7]float64{
	{60323, 83.0, 234289, 2356, 1590, 107608, 1947},
	{61122, 88.5, 259426, 2325, 1456, 108632, 1948},
	{60171, 88.2, 258054, 3682, 1616, 109773, 1949},
	{61187, 89.5, 284599, 3351, 1650, 110929, 1950},
	{63221, 96.2, 328975, 2099, 3099, 112075, 1951},
	{63639, 98.1, 346999, 1932, 3594, 113270, 1952},
	{64989, 99.0, 365385, 1870, 3547, 115094, 1953},
	{63761, 100.0, 363112, 3578, 3350, 116219, 1954},
	{66019, 101.2, 397469, 2904, 3048, 117388, 1955},
	{67857, 104.6, 419180, 2822, 2857, 118734, 1956},
	{68169, 108.4, 442769, 2936, 2798, 120445, 1957},
	{66513, 110.8, 444546, 4681, 2637, 121950, 1958},
	{68655, 112.6, 482704, 3813, 2552, 123366, 1959},
	{69564, 114.2, 502601, 3931, 2514, 125368, 1960},
	{69331, 115.7, 518173, 4806, 2572, 127852, 1961},
	{70551, 116.9, 554894, 4007, 2827, 130081, 1962},
}

// The certified least-squares coefficients of the NIST Statistical Reference Datasets, at a penalty that does not move them.
func TestLongleyLeastSquares(t *testing.T) {
	p := solvers.Problem{A: solvers.NewColumns(16, 7, nil), B: make([]float64, 16), P: 2, Lambda: 1e-30}
	for i, row := range longley {
		p.B[i], p.A.Col(0)[i] = row[0], 1
		for j := 1; j < 7; j++ {
			p.A.Col(j)[i] = row[j]
		}
	}
	want := []float64{-3482258.63459582, 15.0618722713733, -.0358191792925910, -2.02022980381683, -1.03322686717359, -.0511041056535807,
		1829.15146461355}
	if x := mustSolve(t, p).X; apart(x, want) > 1e-9 {
		t.Errorf("x = %v, certified %v", x, want)
	}
}

// R's MASS::lm.ridge(GNP.deflator ~ ., longley, lambda = 10^seq(-8, -1, length.out = 200)) reports the least score at 0.005873; its lambda is
// ours times two, with columns centred and divided by their standard deviation.
func TestLongleyScore(t *testing.T) {
	standard := func(k int, scale bool) []float64 {
		v, mean, square := make([]float64, 16), 0.0, 0.0
		for i, row := range longley {
			v[i] = row[k]
			mean += row[k] / 16
		}
		for i := range v {
			v[i] -= mean
			square += v[i] * v[i] / 16
		}
		for i := range v {
			if scale {
				v[i] /= math.Sqrt(square)
			}
		}
		return v
	}
	a, b := solvers.NewColumns(16, 6, nil), standard(1, false)
	for j, k := range []int{2, 3, 4, 5, 6, 0} {
		copy(a.Col(j), standard(k, true))
	}
	least, best := math.Inf(1), 0.0
	for i := range 200 {
		lambda := math.Pow(10, -8+7*float64(i)/199)
		score, err := ridge.GCV(a, b, lambda/2)
		if err != nil {
			t.Fatal(err)
		}
		if score < least {
			least, best = score, lambda
		}
	}
	if math.Abs(best-.005873) > 5e-7 {
		t.Errorf("least score at %v, published 0.005873", best)
	}
}
