package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// growing asks whether a model that starts small and grows is another way to avoid over-fitting.
func growing() experiments.Claim {
	return experiments.Claim{
		Name:     "growing",
		Sentence: "starting with a small network and gradually adding new neurons and connections to the network when more data is available",
		Question: "Does a network or a linear model that grows to a size chosen by validation predict new samples better than one trained at full size at once, does the size that is " +
			"chosen grow with the data, and is it the growing or the small size that counts?",
		Reference: "students of full size, students of the same small sizes trained at once, and an L1 penalty on the same tasks with as many strengths to choose from; " +
			"for linear models orthogonal matching pursuit and forward stagewise regression against the Lasso, and basis pursuit where there is no noise",
		Plan:     growingPlan,
		Views:    []experiments.View{growingNetworks, growingSizes, growingModels, growingRecovery},
		Pictures: []experiments.Picture{growingPicture, growingErrors},
		Findings: growingFindings,
	}
}

var (
	growingMethods  = []string{"none", "growing", "small", "l1"}
	growingLearners = []string{"least", "omp", "stagewise", "lasso"}

	growingTold   = []string{"omp"}
	growingRivals = []string{"stagewise", "lasso", "lasso:refit=true"}

	growingSimple   = dumberNet("sparse teacher of 2 units", "", false)
	growingRich     = dumberNet("dense teacher of 8 units", dumberRich, true)
	growingShuffled = dumberNet("shuffled labels", dumberShuffled, false)

	growingSimpleFew  = dumberSetting{"", func(c experiments.Cell) bool { return growingSimple.keep(c) && c.M < growingEnough*c.N }, ""}
	growingSimpleMany = dumberSetting{"", func(c experiments.Cell) bool { return growingSimple.keep(c) && c.M >= growingEnough*c.N }, ""}

	growingSparse = growingLinear("sparse truth", false)
	growingDense  = growingLinear("dense truth", true)
)

// growingEnough is the number of samples for each input that parts small training samples from others.
const growingEnough = 5

// growingLinear is a setting of linear models with noise at all numbers of samples.
func growingLinear(name string, dense bool) dumberSetting {
	return dumberSetting{name, func(c experiments.Cell) bool {
		return c.Measure == "prediction" && c.Noise > 0 && (c.K == c.N) == dense
	}, ""}
}

// growingPlan has the dearer rivals at some of the numbers of samples only.
func growingPlan(e experiments.Effort) experiments.Plan {
	n, k, rich := experiments.Pick(e, 2, 20, 20), experiments.Pick(e, 1, 3, 3), experiments.Pick(e, 2, 10, 10)
	trials := experiments.Pick(e, 2, 48, 100)
	grown := experiments.Pick(e, []int{6, 8, 10}, []int{25, 50, 100, 200}, []int{25, 50, 100, 200, 400, 800})
	grownRich := experiments.Pick(e, []int{6, 8, 10}, []int{25, 50, 100, 200, 400}, []int{25, 50, 100, 200, 400, 800, 1600})
	full := experiments.Pick(e, []int{10}, []int{25, 50, 100}, []int{25, 50, 100, 200, 400})
	middle := experiments.Pick(e, []int{10}, []int{100}, []int{50, 100, 200})
	plan := experiments.Plan{
		dumberNetSweep(n, grown, k, trials, "", "growing", "small"),
		dumberNetSweep(n, full, k, trials, "", "none"),
		dumberNetSweep(n, middle, k, trials, "", "l1"),
		dumberNetSweep(n, middle, k, trials, dumberShuffled, "none", "growing"),
		dumberNetSweep(rich, grownRich, rich, trials, dumberRich, "growing", "small"),
		dumberNetSweep(rich, experiments.Pick(e, []int{10}, []int{50, 100, 200}, grownRich), rich, trials, dumberRich, "none"),
	}
	width, trials := experiments.Pick(e, 10, 50, 50), experiments.Pick(e, 2, 100, 2000)
	rows := []int{3 * width / 10, 3 * width / 5, 4 * width / 5, 8 * width / 5, 16 * width / 5}
	for _, k := range []int{width / 10, width} {
		plan = append(plan, dumberSweep(width, rows, k, trials, 0.5, growingLearners...))
	}
	return append(plan, dumberToldSweeps(e, growingTold, growingRivals)...)
}

// growingFindings asks whether growing makes the model dumber, whether its size follows the data, and what it is worth. Errors are shares of that of the best
// constant and are compared in the same trial.
func growingFindings(data experiments.Data) ([]experiments.Finding, error) {
	train, test := dumberError("train"), dumberError("test")
	const ought, fit = "difference of the test errors over the error of the best constant", "difference of the training errors over the error of the best constant"
	against := func(s dumberSetting, method, rival string) experiments.Effect {
		return dumberEffect(ought, data, s, method, rival, test)
	}
	few := dumberLinear("", false, true)
	fewDense := dumberLinear("", true, true)
	recovers := func(s dumberSetting) (experiments.Effect, error) {
		return dumberWon("rate of success, difference", data, s, "omp"+dumberTold, "sparse", dumberRecovered)
	}
	smooth, err := recovers(dumberClean("gaussian"))
	if err != nil {
		return nil, err
	}
	signs, err := recovers(dumberClean("rademacher"))
	if err != nil {
		return nil, err
	}
	noisy := dumberNoisy("rademacher")
	found, err := dumberWon("rate of the right support, difference", data, noisy, "omp", "lasso", dumberExact)
	if err != nil {
		return nil, err
	}
	tests, draws, err := dumberExactLaw(data)
	if err != nil {
		return nil, err
	}
	const slope = "doublings of the size per doubling of the data"
	return []experiments.Finding{
		experiments.Below("a network that grows to a size chosen by validation makes smaller errors on new samples than one trained at full size, where its teacher has two units and there are five samples for each input or more",
			against(growingSimpleMany, "growing", "none"), 0),
		experiments.Above("the number of units that is chosen grows with the data, where the teacher has eight units and looks at all inputs",
			averaged(slope, growingSlopes(data, growingRich, "growing", dumberFact("strength"))), 0),
		experiments.Above("the number of units that is chosen grows with the data, where the teacher has two units and looks at few of the inputs",
			averaged(slope, growingSlopes(data, growingSimple, "growing", dumberFact("strength"))), 0),
		experiments.Below("with fewer than five samples for each input, where over-fitting is worst, a network that grows to a chosen size makes smaller errors than one of full size",
			against(growingSimpleFew, "growing", "none"), 0),
		experiments.Below("where the teacher has eight units and looks at all inputs, a network that grows to a chosen size makes smaller errors than one of full size",
			against(growingRich, "growing", "none"), 0),
		experiments.Above("a network that grows to a chosen size is dumber: it fits the training sample less well than one of full size",
			dumberEffect(fit, data, growingSimpleMany, "growing", "none", train), 0),
		experiments.Above("a network that grows to a chosen size remembers less of labels that mean nothing",
			dumberEffect(fit, data, growingShuffled, "growing", "none", train), 0),
		experiments.Below("it is the growing that counts: adding units one by one makes smaller errors than training as many at once, where the teacher has two units",
			against(growingSimple, "growing", "small"), 0),
		experiments.Below("adding units one by one makes smaller errors than training as many at once, where the teacher has eight units",
			against(growingRich, "growing", "small"), 0),
		experiments.Below("where the teacher looks at few of the inputs, growing is as good for a network as an L1 penalty, to within a twentieth of the error of the best constant",
			against(growingSimple, "growing", "l1"), dumberMargin),
		experiments.Below("a linear model that grows by orthogonal matching pursuit makes smaller errors than the exact fit of least L2 norm, where a tenth of the weights of the truth are not zero",
			dumberEffect(ought, data, few, "omp", "least", test), 0),
		experiments.Below("a linear model that grows by orthogonal matching pursuit makes smaller errors than the exact fit of least L2 norm, where no weight of the truth is zero",
			dumberEffect(ought, data, fewDense, "omp", "least", test), 0),
		experiments.Above("the number of weights to which matching pursuit grows, chosen by cross-validation, grows with the data, where a tenth of the weights of the truth are not zero",
			averaged(slope, growingSlopes(data, growingSparse, "omp", dumberFact("size"))), 0),
		experiments.Above("the number of weights to which matching pursuit grows, chosen by cross-validation, grows with the data, where no weight of the truth is zero",
			averaged(slope, growingSlopes(data, growingDense, "omp", dumberFact("size"))), 0),
		experiments.Below("grown in small steps, by forward stagewise regression, a linear model is as good as the Lasso, to within a twentieth of the error of the best constant",
			dumberEffect(ought, data, growingSparse, "stagewise", "lasso", test), dumberMargin),
		experiments.Above("grown to as many weights as the truth has, all of one size and with noise, a linear model has the right ones more often than the Lasso with as many", found, 0),
		experiments.Below("grown to as many weights as the truth has, all of one size and with noise, a linear model makes smaller errors than the Lasso with as many, even where that is fitted anew on the columns it has",
			against(noisy, "omp", "lasso:refit=true"), 0),
		experiments.Above("without noise and with gaussian weights matching pursuit finds the truth as often as basis pursuit, to within a twentieth of the draws",
			smooth, -dumberMargin),
		experiments.Above("without noise and with weights of one size matching pursuit finds the truth as often as basis pursuit, to within a twentieth of the draws",
			signs, -dumberMargin),
		experiments.Agrees("basis pursuit finds the truth as often as exact theory says", draws, tests),
	}, nil
}

// growingSlopes is, for each trial, the slope of log2 of a number against log2 m.
func growingSlopes(data experiments.Data, s dumberSetting, method string, of dumberNumber) (slopes []float64) {
	type sample struct{ x, y []float64 }
	trials, last := make(map[int]sample), 0
	cells := s.of(data, method)
	for _, g := range cells {
		for _, r := range g.Records {
			if v := of(g.Cell, r); r.Outcome == results.Solved && v > 0 {
				at := trials[r.Trial]
				at.x, at.y = append(at.x, math.Log2(float64(g.Cell.M))), append(at.y, math.Log2(v))
				trials[r.Trial], last = at, max(last, r.Trial)
			}
		}
	}
	for trial := range last + 1 {
		at := trials[trial]
		if line, err := stats.FitTrend(at.x, at.y, experiments.Confident); err == nil && len(at.x) == len(cells) {
			slopes = append(slopes, line.Slope.Value)
		}
	}
	return slopes
}
