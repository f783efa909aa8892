package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
)

// dumberNoise is the standard deviation of the noise on the labels of a network, whose teacher has variance 1.
const dumberNoise = 0.3

// dumberNetSweep has students learn from teachers that look at k of n inputs.
func dumberNetSweep(n int, m []int, k, trials int, suffix string, methods ...string) experiments.Sweep {
	s := gaussian(n, 0, []int{k}, []experiments.Real{2}, "", trials)
	s.M, s.Solver, s.Noise, s.Measure = m, nil, []experiments.Real{dumberNoise}, measureNetwork().Name
	for _, method := range methods {
		s.Solver = append(s.Solver, method+suffix)
	}
	return s
}

// dumberSweep has linear models with k weights of ±1 learned, with noise of a part of the root mean square of the labels.
func dumberSweep(n int, m []int, k, trials int, noise float64, learners ...string) experiments.Sweep {
	s := gaussian(n, 0, []int{k}, []experiments.Real{2}, "", trials)
	s.M, s.Solver, s.Amplitudes, s.Measure = m, learners, []string{"rademacher"}, measurePrediction().Name
	s.Noise = []experiments.Real{experiments.Real(noise * math.Sqrt(float64(k)))}
	return s
}

// dumberToldSweeps has learners told the number of non-zeros: without noise, against basis pursuit, and with noise, against some rivals that are told as well.
func dumberToldSweeps(e experiments.Effort, learners, rivals []string) (plan experiments.Plan) {
	n, k, ks := experiments.Pick(e, 10, 100, 100), experiments.Pick(e, 1, 5, 5), experiments.Pick(e, []int{1, 2}, []int{8, 12, 16, 20}, []int{6, 8, 10, 12, 14, 16, 18, 20, 22})
	trials := experiments.Pick(e, 3, 120, 4000)
	for _, amplitudes := range []string{"gaussian", "rademacher"} {
		clean := dumberSweep(n, []int{n / 2}, 0, trials, 0, append([]string{"sparse"}, dumberToldAll(learners)...)...)
		noisy := dumberSweep(n, []int{n / 2}, k, trials, 0.2, dumberToldAll(slices.Concat(learners, rivals))...)
		clean.K, clean.Amplitudes, noisy.Amplitudes = ks, []string{amplitudes}, []string{amplitudes}
		plan = append(plan, clean, noisy)
	}
	return plan
}

// dumberToldAll spells learners that are told.
func dumberToldAll(learners []string) (list []string) {
	for _, learner := range learners {
		list = append(list, learner+dumberTold)
	}
	return list
}
