package theory

import "fmt"

// Amplitudes is a law of the non-zero coordinates, by the name that ensembles have for it.
type Amplitudes string

const (
	Rademacher Amplitudes = "rademacher" // all of one magnitude, with random signs
	Gaussian   Amplitudes = "gaussian"   // N(0, Scale^2)
)

// Prior is a sparse law of a coordinate: zero with probability 1 - Density, else of root mean square Scale.
type Prior struct {
	Density    float64 // of non-zeros, 0 <= Density <= 1
	Scale      float64
	Amplitudes Amplitudes
}

func (p Prior) check() error {
	if !(p.Density >= 0 && p.Density <= 1) {
		return fmt.Errorf("theory: density = %v of the prior is not between 0 and 1", p.Density)
	}
	if p.Amplitudes != Rademacher && p.Amplitudes != Gaussian {
		return fmt.Errorf("theory: no limit for amplitudes %q; they must be %s or %s", p.Amplitudes, Rademacher, Gaussian)
	}
	return size("scale", p.Scale)
}

// soften averages over the prior.
func (p Prior) soften(tau, theta float64) softened {
	zero := soften(0, tau, theta)
	var large softened
	switch p.Amplitudes {
	case Rademacher:
		large = soften(p.Scale, tau, theta)
	case Gaussian:
		large = softenNormal(p.Scale, tau, theta)
	}
	mix := func(a, b float64) float64 { return (1-p.Density)*a + p.Density*b }
	return softened{risk: mix(zero.risk, large.risk), active: mix(zero.active, large.active), norm: mix(zero.norm, large.norm)}
}
