package ensemble

import (
	"fmt"
	"math"
	"math/rand/v2"

	"touchpoint/solvers"
)

// Touch is a basis pursuit problem, minimise |x|_1 subject to A x = b, whose whole answer is known, for it was built backward
// from its dual vector y. With J the support of X,
//
//	a_jᵀy = sign(x_j) for j in J,   |a_jᵀy| <= 1 - Margin < 1 for the other columns,   A x = b,   bᵀy = |x|_1.
//
// These relations hold exactly, in real arithmetic, for the stored float64 values. They prove X optimal and put every other
// minimiser on J with the same signs; the contact set {x on J: sign(x_j) x_j >= 0, A x = b} has dimension
// Dim = |J| - rank A_J, and X lies in its relative interior. X is the unique minimiser where Dim = 0.
//
// Reference: D. Lorenz (2013), Constructing test instances for basis pursuit denoising.
type Touch struct {
	A      *solvers.Columns // m x n
	B      []float64        // m
	X      []float64        // n
	Dual   []float64        // m
	Dim    int
	Margin float64 // min 1 - |a_jᵀy| over the columns outside J, 1 if there are none
}

const marginGrid = 1.0 / 16 // columns outside J keep at least this distance from a tie

// Backward builds a touch whose minimiser has the given number of non-zeros and whose contact set has dimension dim, from m x n
// with 1 <= support <= n, 0 <= dim < support and support - dim <= m. The rank of A_J is support - dim with
// probability 1: the first columns are generic on the hyperplane of the face, the last dim are signed affine combinations of
// two of those.
func Backward(rng *rand.Rand, n, m, support, dim int) (Touch, error) {
	switch {
	case n < 1 || m < 1:
		return Touch{}, fmt.Errorf("ensemble: backward: %d x %d matrix; it needs at least one row and one column", m, n)
	case support < 1 || support > n:
		return Touch{}, fmt.Errorf("ensemble: backward: support = %d; it must be between 1 and n = %d", support, n)
	case dim < 0 || dim >= support:
		return Touch{}, fmt.Errorf("ensemble: backward: dim = %d; it must be between 0 and support - 1 = %d", dim, support-1)
	case support-dim > m:
		return Touch{}, fmt.Errorf("ensemble: backward: support - dim = %d exceeds m = %d", support-dim, m)
	}
	t := Touch{
		A: solvers.NewColumns(m, n, nil), B: make([]float64, m), X: make([]float64, n), Dual: make([]float64, m),
		Dim: dim, Margin: 1,
	}
	g := &generator{rng.Uint64(), rng.Uint64(), rng.Uint64(), rng.Uint64()}
	d := newDual(t.Dual, g)
	order := make([]int, n)
	g.permute(order)
	inside, outside := order[:support], order[support:]
	t.face(d, inside, dim, g)
	for _, j := range outside {
		value := round((float64(2*g.open())-1)*(1-marginGrid), matrixGrid)
		d.column(t.A.Col(j), value, g)
		t.Margin = min(t.Margin, 1-math.Abs(value))
	}
	t.A.Mul(t.B, t.X)
	return t, nil
}

// face draws the columns of J and the point on them.
func (t *Touch) face(d dual, inside []int, dim int, g *generator) {
	rank := len(inside) - dim
	for i, j := range inside {
		sign := g.sign()
		t.X[j] = sign * g.magnitude(gaussian)
		if i < rank {
			d.column(t.A.Col(j), sign, g)
			continue
		}
		first, second := inside[g.below(rank)], inside[g.below(rank)]
		t.combine(t.A.Col(j), sign, first, second, float64(1+g.below(7))/8)
	}
}

// combine sets dst to sign·(w s_1 a_1 + (1-w) s_2 a_2), a point of the face that may double an earlier column.
func (t *Touch) combine(dst []float64, sign float64, first, second int, w float64) {
	w1 := sign * w * math.Copysign(1, t.X[first])
	w2 := sign * (1 - w) * math.Copysign(1, t.X[second])
	for i := range dst {
		dst[i] = float64(w1*t.A.At(i, first)) + float64(w2*t.A.At(i, second))
	}
}

// dual is y with entries ±2^-q, about 1/sqrt(m) in size, so that a column is exactly what it has to be on a hyperplane
// a_jᵀy = value after a change of one entry, the pivot's.
type dual struct {
	y     []float64
	pivot int
}

func newDual(y []float64, g *generator) dual {
	g.signs(y)
	divide(y, math.Exp2(math.Round(math.Log2(float64(len(y)))/2)))
	return dual{y: y, pivot: g.below(len(y))}
}

// column sets dst to a Gaussian column on the grid with dstᵀy = value; every step is exact.
func (d dual) column(dst []float64, value float64, g *generator) {
	g.normals(dst, matrixGrid)
	rest := value
	for i, v := range dst {
		if i != d.pivot {
			rest -= float64(v * d.y[i])
		}
	}
	dst[d.pivot] = rest / d.y[d.pivot]
}

// Support returns J in increasing order.
func (t Touch) Support() []int {
	var support []int
	for j, v := range t.X {
		if v != 0 {
			support = append(support, j)
		}
	}
	return support
}
