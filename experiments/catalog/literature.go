package catalog

import (
	"touchpoint/experiments"
)

// literature repeats published experiments on p < 1 and on greedy methods, each a preset, beside what was published.
func literature() experiments.Claim {
	return experiments.Claim{
		Name:      "literature",
		Sentence:  "it turns out that the Lp norm when p < 1 gives the best result: so says the literature, and more of the greedy methods",
		Question:  "Do published comparisons of L1 with reweighted L1, IRLS, half thresholding and greedy methods come out as published, and for which amplitudes?",
		Reference: "the published rates and half points, each with its source; for L1 the exact conic law",
		Plan:      literaturePlan,
		Views:     literatureViews(),
		Pictures:  []experiments.Picture{literaturePicture},
		Findings:  literatureFindings,
	}
}

// literaturePreset is a published set-up.
type literaturePreset struct {
	name, title, source string
	short               string // of the title, beside n and m
	n                   int
	ms                  [3][]int // numbers of equations by effort
	ensemble            string
	amplitudes          string // all laws are of a scale of their own: success depends on no units
	bound               float64
	euclidean           bool   // success is |x - x0|_q <= bound |x0|_q with q = 2, and q = inf where it is false
	criterion           string // the published one
	trials              [3]int // by effort
	lines               []literatureLine
}

// literatureLine is one method of a preset.
type literatureLine struct {
	label, solver string
	p             float64
	ks            [3][]int // numbers of non-zeros by effort

	elsewhere map[int]float64 // success by k that somebody else measured
	trials    int             // of theirs for each k
	by        string
}

// What somebody else is.
const (
	literatureKumar = "Kumar (2021), CR-Sparse, experiment of 10 June 2021"
	literatureOther = "another program of ours"
)

var (
	literatureSparsities = []int{10, 15, 20, 25, 30, 33, 36, 40, 45, 50, 55, 60}
	literatureGreedy     = []int{44, 48, 52, 56, 60, 64, 68, 72}
)

// literatureEpsilon is four rounds of reweighting with one eps. The solver takes eps in units of the largest entry of the L1 point, which is between 2
// and 3 at normal amplitudes, where the authors take it in units of their standard deviation.
func literatureEpsilon(eps string) string {
	return "reweighted:rounds=4:epsilon=" + eps + ":epsilon_min=" + eps
}

// literatureSquares is IRLS with its schedule of eps. Where it finds the planted point it takes some 50 to 250 least-squares problems; where it does not it
// would go on for twice as many.
const literatureSquares = "irls:rounds=300"

func literaturePresets() []literaturePreset {
	all := literatureSparsities
	signals := literaturePreset{
		name: "signals", short: "normal amplitudes", title: "256 unknowns, 100 equations, amplitudes of a normal law",
		source: "Candes, Wakin and Boyd (2008), section 3.1; Chartrand and Yin (2008)",
		n:      256, ms: [3][]int{{100}, {100}, {100}}, ensemble: "gaussian", amplitudes: "gaussian",
		bound: 1e-3, criterion: "|x - x0|_inf <= 1e-3, here in units of |x0|_inf", trials: [3]int{1, 30, 500},
		lines: []literatureLine{
			{label: "L1", solver: "simplex", p: 1, ks: [3][]int{{25, 40}, {20, 25, 30, 33, 36, 40, 45}, all}},
			{label: "reweighted, eps = 0.1", solver: literatureEpsilon("0.1"), ks: [3][]int{{33, 40}, {25, 33, 40, 45, 50}, all},
				elsewhere: map[int]float64{25: 1, 30: 1, 33: 1, 36: 1, 40: .84, 45: .44, 50: .20, 55: 0}, trials: 25, by: literatureOther},
			{label: "IRLS, p = 0.5", solver: literatureSquares, p: 0.5, ks: [3][]int{{40}, {40, 50, 55}, all},
				elsewhere: map[int]float64{25: 1, 30: 1, 33: 1, 36: 1, 40: 1, 45: .92, 50: .80, 55: .16}, trials: 25, by: literatureOther},
			{label: "IRLS, p = 0", solver: literatureSquares, ks: [3][]int{{40}, {40, 50, 55}, all},
				elsewhere: map[int]float64{25: 1, 30: 1, 33: 1, 36: 1, 40: 1, 45: .96, 50: .80, 55: .28}, trials: 25, by: literatureOther},
			{label: "IRLS, p = 0, eps = 1e-8 throughout", solver: "irls:epsilon=1e-8:epsilon_min=1e-8", ks: [3][]int{{40}, {10, 20, 40}, all}},
			{label: "OMP", solver: "omp:sparsity=k", ks: [3][]int{{10}, {20, 25, 30, 33, 36, 40}, all},
				elsewhere: map[int]float64{25: .80, 30: .76, 33: .32, 36: .20, 40: .16, 45: .04, 50: 0, 55: 0}, trials: 25, by: literatureOther},
		},
	}
	for _, eps := range []string{"0.001", "0.01", "1", "10"} {
		signals.lines = append(signals.lines, literatureLine{label: "reweighted, eps = " + eps, solver: literatureEpsilon(eps), ks: [3][]int{{40}, {40}, all}})
	}
	signs := literaturePreset{
		name: "signs", short: "amplitudes +-1", title: "256 unknowns, 100 equations, amplitudes +-1",
		source: "Candes, Wakin and Boyd (2008), section 3.2, who find only very slight improvement there, at m = 128",
		n:      256, ms: signals.ms, ensemble: "gaussian", amplitudes: "rademacher",
		bound: signals.bound, criterion: signals.criterion, trials: [3]int{1, 30, 500},
		lines: []literatureLine{
			{label: "L1", solver: "simplex", p: 1, ks: [3][]int{{36}, {33, 36, 40}, all},
				elsewhere: map[int]float64{33: .30, 36: .25, 40: .10, 45: 0}, trials: 20, by: literatureOther},
			{label: "reweighted, eps = 0.1", solver: literatureEpsilon("0.1"), ks: [3][]int{{36}, {33, 36, 40}, all},
				elsewhere: map[int]float64{33: .45, 36: .35, 40: .15, 45: 0}, trials: 20, by: literatureOther},
			{label: "IRLS, p = 0.5", solver: literatureSquares, p: 0.5, ks: [3][]int{{36}, {33, 36, 40}, all},
				elsewhere: map[int]float64{33: .55, 36: .20, 40: 0, 45: 0}, trials: 20, by: literatureOther},
		},
	}
	roots := literaturePreset{
		name: "roots", short: "L1 against L1/2", title: "100 unknowns, 60 to 80 equations, amplitudes of a normal law: L1 against L1/2",
		source: "Cederberg, Zhang, Nobel and Boyd, Disciplined nonlinear programming, sparse signal recovery (amplitudes N(0, 25), an interior-point method for p = 1/2)",
		n:      100, ms: [3][]int{{80}, {60, 70, 80}, {60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 80}}, ensemble: "gaussian", amplitudes: "gaussian",
		bound: 1e-2, euclidean: true, criterion: "|x - x0|_2 <= 1e-2 |x0|_2", trials: [3]int{1, 40, 100},
	}
	for _, m := range []struct {
		label, solver string
		p             float64
	}{{"L1", "simplex", 1}, {"IRLS, p = 0.5", literatureSquares, 0.5}, {"half thresholding", "thresholding", 0.5}} {
		roots.lines = append(roots.lines, literatureLine{label: m.label, solver: m.solver, p: m.p,
			ks: [3][]int{{30}, {30, 40, 50}, {30, 32, 34, 36, 38, 40, 42, 44, 46, 48, 50}}})
	}
	greedy := literaturePreset{
		name: "greedy", short: "greedy", title: "1000 unknowns, 200 equations, columns of length 1, amplitudes of a normal law, k known",
		source: literatureKumar,
		n:      1000, ms: [3][]int{{200}, {200}, {200}}, ensemble: "unit", amplitudes: "gaussian",
		bound: 0.0316, euclidean: true, criterion: "a recovery of 30 dB, |x - x0|_2 <= 0.0316 |x0|_2, and more than three quarters of the support", trials: [3]int{1, 20, 500},
		lines: []literatureLine{
			{label: "IHT, normalised", solver: "iht:sparsity=k:max_iterations=200", ks: [3][]int{{24}, {48, 52, 56, 60}, literatureGreedy},
				elsewhere: map[int]float64{44: .984, 48: .904, 52: .704, 56: .416, 60: .222, 64: .062, 68: .010, 72: .002}, trials: 500, by: literatureKumar},
			{label: "HTP, step 0.98/|A|", solver: "htp:sparsity=k:step=0.303:max_iterations=200", ks: [3][]int{{24}, {48, 52, 56, 60}, literatureGreedy},
				elsewhere: map[int]float64{44: .826, 48: .694, 52: .560, 56: .298, 60: .164, 64: .072, 68: .014, 72: .008}, trials: 500, by: literatureKumar},
			{label: "CoSaMP", solver: "cosamp:sparsity=k:max_iterations=200", ks: [3][]int{{24}, {52, 60, 68}, literatureGreedy},
				elsewhere: map[int]float64{44: .980, 48: .918, 52: .822, 56: .696, 60: .646, 64: 0, 68: 0, 72: 0}, trials: 500, by: literatureKumar},
			{label: "subspace pursuit", solver: "sp:sparsity=k:max_iterations=200", ks: [3][]int{{24}, {56, 60, 64, 68}, literatureGreedy},
				elsewhere: map[int]float64{44: 1, 48: .988, 52: .958, 56: .836, 60: .622, 64: .426, 68: .172, 72: .070}, trials: 500, by: literatureKumar},
			{label: "HTP, step 1", solver: "htp:sparsity=k", ks: [3][]int{{24}, {56, 60, 64, 68}, literatureGreedy}},
			{label: "OMP", solver: "omp:sparsity=k", ks: [3][]int{{24}, {48, 56, 64, 72}, literatureGreedy}},
		},
	}
	return []literaturePreset{signals, signs, roots, greedy}
}

func literaturePlan(e experiments.Effort) (plan experiments.Plan) {
	for _, p := range literaturePresets() {
		for _, l := range p.lines {
			for _, m := range p.ms[e] {
				s := gaussian(p.n, m, l.ks[e], []experiments.Real{experiments.Real(l.p)}, l.solver, p.trials[e])
				s.Ensemble, s.Amplitudes = []string{p.ensemble}, []string{p.amplitudes}
				plan = append(plan, s)
			}
		}
	}
	return plan
}
