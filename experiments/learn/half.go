package learn

import (
	"context"
	"fmt"
	"math"
	"slices"

	"touchpoint/solvers"

	"gonum.org/v1/gonum/floats"
)

// halves is 1/2 |A x - b|^2 + lambda sum_j |x_j|^(1/2), by cyclic descent: each coordinate in turn goes to its minimum with the others held. The first
// penalty is the one below which a first column is taken up, and every other starts where the one before it ended.
func halves() family { return descending(halfPoints, firstTaken, 41) }

// firstTaken is the largest lambda at which some column by itself would be taken up.
func firstTaken(s Sample) (largest float64) {
	_, n := s.A.Dims()
	for j := range n {
		if square := floats.Dot(s.A.Col(j), s.A.Col(j)); square > 0 {
			z := math.Abs(floats.Dot(s.A.Col(j), s.B)) / square
			largest = max(largest, square*math.Pow(z/1.5, 1.5))
		}
	}
	return largest
}

// settled is how little, of the length of b, a pass over the columns may still move the fit.
const settled = 1e-5

// passes is how many passes a penalty may take.
const passes = 10000

// nearer is the factor from one penalty to the next on the way from the first to those that are asked for.
const nearer = 0.8

func halfPoints(ctx context.Context, s Sample, lambdas []float64) ([][]float64, error) {
	_, n := s.A.Dims()
	d := descent{a: s.A, x: make([]float64, n), left: slices.Clone(s.B), squares: make([]float64, n)}
	for j := range n {
		d.squares[j] = floats.Dot(s.A.Col(j), s.A.Col(j))
	}
	enough := settled * solvers.Norm(s.B, 2)
	for lambda := firstTaken(s); lambda > lambdas[0]; lambda *= nearer {
		if err := d.settle(ctx, lambda, enough); err != nil {
			return nil, err
		}
	}
	points := make([][]float64, len(lambdas))
	for i, lambda := range lambdas {
		if err := d.settle(ctx, lambda, enough); err != nil {
			return nil, err
		}
		points[i] = slices.Clone(d.x)
	}
	return points, nil
}

// descent is where cyclic descent stands.
type descent struct {
	a       *solvers.Columns
	x       []float64
	left    []float64 // b - A x
	squares []float64 // |A_j|^2
}

// settle passes over the columns until none moves: over those in use until they settle, then over all.
func (d *descent) settle(ctx context.Context, lambda, enough float64) error {
	for pass, all := 0, true; pass < passes; pass++ {
		if err := context.Cause(ctx); err != nil {
			return err
		}
		moved := 0.0
		for j := range d.x {
			if all || d.x[j] != 0 {
				moved = max(moved, d.coordinate(j, lambda))
			}
		}
		if moved <= enough {
			if all {
				return nil
			}
			all = true
			continue
		}
		all = false
	}
	return fmt.Errorf("%w: lambda = %v: cyclic descent had not settled after %d passes", solvers.ErrSolver, lambda, passes)
}

// coordinate moves x_j to its minimum and returns by how much that moves the fit. Where zero and the other minimum are equally good, up to rounding, it
// stays where it is.
func (d *descent) coordinate(j int, lambda float64) float64 {
	square := d.squares[j]
	if square == 0 {
		return 0
	}
	column := d.a.Col(j)
	z := d.x[j] + floats.Dot(column, d.left)/square
	next := halfway(z, lambda/square)
	step := next - d.x[j]
	if step == 0 || (d.x[j] == 0) != (next == 0) && near(halfLoss(d.x[j], z, lambda/square), halfLoss(next, z, lambda/square), z*z/2) {
		return 0
	}
	floats.AddScaled(d.left, -step, column)
	d.x[j] = next
	return math.Abs(step) * math.Sqrt(square)
}

// halfway is the minimiser of 1/2 (x - z)^2 + lambda |x|^(1/2): 0 up to |z| = (3/2) lambda^(2/3), and beyond it the larger root of
// x - |z| + lambda/(2 sqrt x), which in s = sqrt x is s^3 - |z| s + lambda/2. Newton's method comes down to it from sqrt |z|, where that is convex.
func halfway(z, lambda float64) float64 {
	size := math.Abs(z)
	if size*size*size <= 3.375*lambda*lambda {
		return 0
	}
	s := math.Sqrt(size)
	for {
		next := (2*s*s*s - lambda/2) / (3*s*s - size)
		if !(next < s) {
			return math.Copysign(s*s, z)
		}
		s = next
	}
}

// halfLoss is what halfway minimises.
func halfLoss(x, z, lambda float64) float64 { return (x-z)*(x-z)/2 + lambda*math.Sqrt(math.Abs(x)) }

// near tells that two numbers differ by no more than rounding in a sum of the given size.
func near(a, b, size float64) bool { return math.Abs(a-b) <= 1e-12*size }
