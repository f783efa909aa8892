package theory

import (
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// DropoutWeight is q = drop/(1 - drop), 0 <= drop < 1: dropout of the inputs of a linear model is a penalty of weight q.
func DropoutWeight(drop float64) (float64, error) {
	if !(drop >= 0 && drop < 1) {
		return 0, fmt.Errorf("theory: drop = %v is not in [0, 1)", drop)
	}
	return drop / (1 - drop), nil
}

// DropoutLoss is the expected squared error E |y - X' b|^2 when every entry of X is dropped to 0 with probability drop and
// divided by 1 - drop otherwise, independently:
//
//	|y - X b|^2 + q sum_j |X_j|^2 b_j^2,  q = drop/(1 - drop)
//
// It is least at b = (X'X + q diag X'X)^-1 X'y: ridge regression on columns of equal length, which sets nothing to zero.
// Where the columns are orthogonal that is the least squares solution times 1 - drop, see [Radical.Dropout] for one
// where they are not. The error says which shape does not fit.
//
// Reference: S. Wager, S. Wang and P. Liang, Dropout training as adaptive regularization, 2013; N. Srivastava et al.,
// Dropout: a simple way to prevent neural networks from overfitting, 2014 (section 9.1).
func DropoutLoss(x mat.Matrix, y, b []float64, drop float64) (float64, error) {
	q, err := DropoutWeight(drop)
	if err != nil {
		return 0, err
	}
	m, n := x.Dims()
	if len(y) != m || len(b) != n {
		return 0, fmt.Errorf("theory: X is %d x %d, y has length %d and b has length %d", m, n, len(y), len(b))
	}
	var loss float64
	for i := range m {
		residual := y[i]
		for j := range n {
			term := x.At(i, j) * b[j]
			residual -= term
			loss += q * term * term
		}
		loss += residual * residual
	}
	return loss, nil
}
