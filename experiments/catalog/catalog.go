// Package catalog lists the claims: one file a claim, one line each in the list below.
package catalog

import (
	"touchpoint/experiments"
)

// Seed is the seed of every published study. Any other is as good.
const Seed = 20261123

// Claims returns the claims in the order in which they are told.
func Claims() []experiments.Claim {
	return []experiments.Claim{
		example(),
		tips(),
		phase(),
		dimension(),
		edges(),
		spikier(),
		difficulty(),
		roundness(),
		overfitting(),
		robot(),
		capacity(),
		useful(),
		universality(),
		literature(),
		calibration(),
	}
}

// gaussian is the sweep most claims start from: equality form, Gaussian matrix and amplitudes, no noise.
func gaussian(n, m int, k []int, p []experiments.Real, solver string, trials int) experiments.Sweep {
	return experiments.Sweep{
		N: []int{n}, M: []int{m}, K: k, P: p, Lambda: []experiments.Real{0}, Noise: []experiments.Real{0},
		Ensemble: []string{"gaussian"}, Amplitudes: []string{"gaussian"}, Solver: []string{solver}, Trials: trials, Seed: Seed,
	}
}

// Measures returns what the claims measure beside the touch of one problem.
func Measures() []experiments.Measure {
	return []experiments.Measure{
		measureCharacters(), measureHammer(), measureRobot(), measureLeftout(), // robot
		measureDuels(), measureConcurs(), // spikier
		measureMinima(),     // difficulty
		measureUseful(),     // useful
		measurePrediction(), // overfitting
		measureCapacity(),   // capacity
	}
}
