package cube

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// patience is how many steps in a row may have length zero before something is done about it.
const patience = 10

// perturbations are the least amounts by which residuals are moved away from zero, relative to |a_j| |y|. A smaller one leaves fewer wrong signs.
var perturbations = [...]float64{1e-6, 1e-8, 1e-10}

// rest counts the steps that did not move y, and perturbs the residuals after too many of them.
func (d *descent) rest(idle bool) {
	if d.idle++; !idle {
		d.idle = 0
	}
	if d.idle > patience && d.perturbed < len(perturbations) {
		d.perturb(perturbations[d.perturbed])
		d.perturbed++
		d.idle = 0
	}
}

// bland reports whether the steps may be cycling and no perturbation is left.
func (d *descent) bland() bool { return d.idle > patience }

// perturb moves the residuals off S away from zero, each by an amount of its own.
func (d *descent) perturb(size float64) {
	size *= kernel.Norm2(d.y)
	for j, s := range d.sign {
		if away := size * d.length[j] * (1 + hash(j)); math.Abs(d.r[j]) < away {
			d.r[j] = s * away
		}
	}
}

// hash returns a number in [0, 1) that depends on j alone (the finaliser of SplitMix64).
//
// Reference: G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators, 2014.
func hash(j int) float64 {
	h := uint64(j+1) * 0x9e3779b97f4a7c15
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return float64((h^h>>31)>>11) * 0x1p-53
}
