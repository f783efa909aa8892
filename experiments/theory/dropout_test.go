package theory

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// All masks of a row in turn; rows are dropped independently, so that their losses add.
func TestDropoutLossIsAnExpectation(t *testing.T) {
	random := rand.New(rand.NewPCG(14, 15))
	const m, n, drop = 3, 5, .3
	x, y, b := mat.NewDense(m, n, nil), make([]float64, m), make([]float64, n)
	x.Apply(func(_, _ int, _ float64) float64 { return random.NormFloat64() }, x)
	for i := range y {
		y[i] = random.NormFloat64()
	}
	for j := range b {
		b[j] = random.NormFloat64()
	}
	var want float64
	for i := range m {
		for mask := range 1 << n {
			chance, residual := 1.0, y[i]
			for j := range n {
				if mask>>j&1 == 1 {
					chance *= 1 - drop
					residual -= x.At(i, j) * b[j] / (1 - drop)
				} else {
					chance *= drop
				}
			}
			want += chance * residual * residual
		}
	}
	near(t, "loss", noError[float64](t)(DropoutLoss(x, y, b, drop)), want, 1e-13)
}

// On orthogonal columns the loss is least at least squares times 1 - drop.
func TestDropoutShrinksOrthogonalColumns(t *testing.T) {
	const drop = .4
	x := mat.NewDense(3, 2, []float64{1, 2, 1, -2, 2, 0})
	y := []float64{1, 2, -3}
	least := []float64{(1 + 2 - 6.) / 6, (2 - 4.) / 8}
	b := []float64{(1 - drop) * least[0], (1 - drop) * least[1]}
	loss := noError[float64](t)(DropoutLoss(x, y, b, drop))
	for _, step := range [][2]float64{{1e-3, 0}, {-1e-3, 0}, {0, 1e-3}, {0, -1e-3}, {1e-3, 1e-3}} {
		other := noError[float64](t)(DropoutLoss(x, y, []float64{b[0] + step[0], b[1] + step[1]}, drop))
		if other <= loss {
			t.Errorf("a step of %v goes from %v to %v", step, loss, other)
		}
	}
}

func TestDropoutRefuses(t *testing.T) {
	for _, drop := range []float64{-.1, 1, math.NaN()} {
		if _, err := DropoutWeight(drop); err == nil {
			t.Errorf("drop = %v: no error", drop)
		}
		if _, err := DropoutLoss(mat.NewDense(1, 1, nil), []float64{1}, []float64{1}, drop); err == nil {
			t.Errorf("loss at drop = %v: no error", drop)
		}
	}
	if _, err := DropoutLoss(mat.NewDense(2, 1, nil), []float64{1}, []float64{1}, .5); err == nil {
		t.Error("one label for two rows")
	}
	if _, err := DropoutLoss(mat.NewDense(1, 2, nil), []float64{1}, []float64{1}, .5); err == nil {
		t.Error("one weight for two columns")
	}
}
