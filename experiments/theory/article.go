package theory

import "fmt"

// PointTouch says where the square |x|_1 <= c touches the line slope*u + intercept = v of all straight lines through one
// point (u, v): on the slope axis where |u| > 1, on the intercept axis where |u| < 1, along a whole edge where |u| = 1.
// The row of the system is (u, 1): its constant column makes the two axes unequal, while a row of two N(0,1) entries
// gives each 1/2.
type PointTouch struct{ Slope, Tie, Intercept float64 }

// NormalPoint is the law for u ~ N(0,1): Slope = 2 Phi(-1).
func NormalPoint() PointTouch {
	slope := 2 * tail(1)
	return PointTouch{Slope: slope, Intercept: 1 - slope}
}

// LatticePoint is the law for u uniform on the integers -reach..reach, reach >= 1.
func LatticePoint(reach int) PointTouch {
	if reach < 1 {
		panic(fmt.Sprintf("theory: lattice of reach %d", reach))
	}
	q := float64(2*reach + 1)
	return PointTouch{Slope: float64(2*reach-2) / q, Tie: 2 / q, Intercept: 1 / q}
}
