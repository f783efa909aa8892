package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
)

// robot asks what the article's robot learns of its ten characters, and of characters that are drawn, and what it says of new ones.
func robot() experiments.Claim {
	return experiments.Claim{
		Name:     "robot",
		Sentence: "the robot is too smart for the task; banged with a hammer, now he discovers the common part of all the category A characters: this is exactly what L1 norm regularization does",
		Question: "Taught five characters with a common component and five without, what does each learner say of a new character with it, and does it say so for less memory, " +
			"more data, wrong labels and a character left out?",
		Reference: "closed forms for the ten characters, 5/6 for p = 2, 1 for p <= 1, 1/3 for dropout of one half; c/(c + k + 1) for p = 2 where no other component recurs",
		Plan:      robotPlan,
		Views:     []experiments.View{robotTen, robotLeaveOne, robotNew, robotBlows, robotPrivate, robotMore, robotLeft, robotMinima},
		Pictures:  []experiments.Picture{robotBars, robotPicture},
		Findings:  robotFindings,
	}
}

// The lessons that are drawn.
const (
	robotComponents = 21  // n
	robotMany       = 201 // n where components hardly ever recur
	robotTaughtTo   = 10  // m
	robotOwn        = 2   // k: a character with the shared component and two others
	robotWrong      = 0.1 // share of wrong labels
)

var (
	robotLearners = []string{"least", "ridge", "dropout:keep=0.5", "dropout", "sparse", "lasso", "half", "omp:size=1", "omp"}
	robotTypical  = []string{"least", "sparse", "lasso"}
	robotPlain    = []string{"least", "dropout:keep=0.5", "sparse", "lasso"}
	robotOwns     = []int{1, 2, 4, 8}
	robotSizes    = []int{4, 6, 10, 20, 40} // m
	robotShares   = []experiments.Real{0, 0.2, 0.4, 0.6, 0.8, 1}
)

// robotCoding is a way to write the ten characters as equations.
type robotCoding struct {
	name    string
	n, m, k int
	low     float64 // the label of the second category
}

// The codings of the ten characters; five with the label 0 say no more than that the weights of their own components are 0.
var robotCodings = []robotCoding{
	{"labels 1 and 0", 6, 5, 5, 0},
	{"labels 1 and -1", 11, 10, 5, -1},
	{"1 and -1, intercept", 11, 9, 5, -1},
}

// less is the coding with a character of the first category left out.
func (r robotCoding) less() robotCoding { return robotCoding{r.name, r.n - 1, r.m - 1, r.k - 1, r.low} }

// sure takes a score to the scale on which 1 is the label of the first category and 0 that of the second.
func (r robotCoding) sure(score float64) float64 { return (score - r.low) / (1 - r.low) }

// sweep is the cells of one way to learn.
func (r robotCoding) sweep(p float64, trials int, solver ...string) experiments.Sweep {
	s := gaussian(r.n, r.m, []int{r.k}, []experiments.Real{experiments.Real(p)}, "", trials)
	s.Solver, s.Measure = solver, "characters"
	return s
}

// methods is all ways to learn a coding. The cube, p = +Inf, touches the second one along a face.
func (r robotCoding) methods() (plan experiments.Plan) {
	plan = experiments.Plan{
		r.sweep(0.5, 1, "enumerate"), r.sweep(1, 1, "homotopy", "simplex"), r.sweep(1.5, 1, "pnorm"),
		r.sweep(2, 1, "minnorm", "dropout:keep=0.9", "dropout:keep=0.5"),
	}
	if r.low == 0 || r.n == r.m+2 {
		plan = append(plan, r.sweep(math.Inf(1), 1, "cube"))
	}
	for _, penalised := range []experiments.Sweep{r.sweep(1, 1, "homotopy"), r.sweep(2, 1, "ridge")} {
		penalised.Lambda = []experiments.Real{0.01, 0.1, 0.4}
		plan = append(plan, penalised)
	}
	if r.low == 0 {
		half := r.sweep(0.5, 1, "half")
		half.Lambda = []experiments.Real{0.01, 0.1, 0.4}
		plan = append(plan, half)
	}
	return plan
}

func robotPlan(e experiments.Effort) (plan experiments.Plan) {
	for _, coding := range robotCodings {
		plan = append(plan, coding.methods()...)
		plan = append(plan, coding.less().methods()...)
		plan = append(plan, coding.sweep(0.5, experiments.Pick(e, 20, 500, 5000), robotStarts...))
	}
	plan = append(plan, robotBanged(0.5, "enumerate"), robotBanged(1, "homotopy"), robotBanged(2, "minnorm"))
	lesson := func(n, m, k, trials int, noise, lambda experiments.Real, learners ...string) {
		s := gaussian(n, m, []int{k}, []experiments.Real{1}, "", trials)
		s.Noise, s.Lambda, s.Solver, s.Measure = []experiments.Real{noise}, []experiments.Real{lambda}, learners, "robot"
		plan = append(plan, s)
	}
	trials := experiments.Pick(e, 3, 500, 10000)
	for _, noise := range []experiments.Real{0, robotWrong} {
		many := trials
		if noise > 0 {
			many = 4 * trials // what wrong labels do varies more
		}
		lesson(robotComponents, robotTaughtTo, robotOwn, many, noise, 0, robotTypical...)
		lesson(robotComponents, robotTaughtTo, robotOwn, trials, noise, 0, slices.DeleteFunc(slices.Clone(robotLearners), func(learner string) bool {
			return slices.Contains(robotTypical, learner)
		})...)
		for _, share := range robotShares[1:] {
			lesson(robotComponents, robotTaughtTo, robotOwn, many, noise, share, robotTypical...)
		}
		for _, m := range robotSizes {
			if m != robotTaughtTo {
				lesson(robotComponents, m, robotOwn, max(2, trials/2), noise, 0, robotTypical...)
			}
		}
		s := gaussian(robotComponents, robotTaughtTo, []int{robotOwn}, []experiments.Real{1}, "", experiments.Pick(e, 2, 200, 4000))
		s.Noise, s.Solver, s.Measure = []experiments.Real{noise}, append([]string{"omp:size=1"}, robotPlain...), "leftout"
		plan = append(plan, s)
	}
	for _, k := range robotOwns {
		lesson(robotMany, robotTaughtTo, k, max(2, trials/2), 0, 0, robotPlain...)
	}
	lesson(robotComponents, robotTaughtTo-1, robotOwn, trials, robotWrong, 0, "least")
	lesson(robotMany, robotTaughtTo, robotOwns[len(robotOwns)-1], max(2, trials/2), 0, 1, robotPlain...)
	return plan
}

// robotBanged is the article's five characters, learned with ever fewer memory slots.
func robotBanged(p experiments.Real, solver string) experiments.Sweep {
	s := gaussian(6, 5, []int{5}, []experiments.Real{p}, solver, 1)
	s.Lambda, s.Measure = robotShares, "hammer"
	return s
}

// of selects the cells of the coding.
func (r robotCoding) of(data experiments.Data) experiments.Data {
	return measuredBy(data, "characters", func(c experiments.Cell) bool { return c.N == r.n && c.M == r.m && c.K == r.k })
}

// robotUsual marks the lessons of the usual size, with and without wrong labels and blows.
func robotUsual(c experiments.Cell) bool {
	return c.N == robotComponents && c.M == robotTaughtTo && c.K == robotOwn
}
