// Package catalog lists the claims: one file a claim, one line each in the list below.
package catalog

import (
	"touchpoint/experiments"
)

// Seed is the seed of every published study. Any other is as good, but one with which no rule of a finding was tried beforehand.
const Seed = 20280229

// Claims returns the claims in the order in which they are told.
func Claims() []experiments.Claim {
	return []experiments.Claim{
		// Where the ball touches.
		example(), tips(), phase(), dimension(), edges(), spikier(), difficulty(), roundness(), smallness(), penalised(), infinite(), cactus(),
		// What that does for a model.
		overfitting(), robot(), capacity(), kingdom(), dropout(), growing(), pruning(), useful(),
		// Whether it is so elsewhere, and in the hands of others; and whether this harness can be believed.
		universality(), literature(), calibration(),
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
		measureDuels(), measureConcurs(), // spikier
		measureMinima(),                       // difficulty
		measureSmallness(), measurePortrait(), // smallness
		measureMeeting(), measureOneRow(), // penalised
		measurePicks(),               // infinite
		measureBall(), measurePush(), // cactus
		measurePrediction(),                  // overfitting, and the linear sides of dropout, growing and pruning
		measureCharacters(), measureHammer(), // robot
		measureRobot(), measureLeftout(), // robot
		measureCapacity(),                // capacity
		measureKingdom(), measureReign(), // kingdom
		measureNetwork(), measureDropping(), // dropout, growing, pruning
		measureUseful(), // useful
	}
}
