package theory

import (
	"fmt"
	"math"
)

// MagnitudeTies is the law for one row of n entries with magnitudes uniform on 1..levels and random signs, as 8-bit data
// with levels = 255 have: the touch is along a face of dimension d when d+1 columns share the largest magnitude,
//
//	Dim[d] = C(n, d+1) levels^-n sum_{t=1}^levels (t-1)^(n-d-1),  Infeasible = 0
//
// 1 - Dim[0] is the probability of a tie, near 1 - z/(exp(z) - 1) at z = n/levels where both are large.
func MagnitudeTies(n, levels int) (Ties, error) {
	if n < 1 || levels < 1 {
		return Ties{}, fmt.Errorf("theory: %d columns of %d magnitudes; both must be positive", n, levels)
	}
	q := float64(levels)
	law := Ties{Dim: make([]float64, n)}
	for d := range n {
		var below float64
		for t := range levels {
			below += power(float64(t)/q, n-d-1)
		}
		law.Dim[d] = below * math.Exp(logChoose(n, d+1)-float64(d+1)*math.Log(q))
	}
	return law, nil
}
