package catalog

import (
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/results"
)

// robotHundred is the number of trials from which a mean counts as normal.
const robotHundred = 100

// robotLessons are the drawn lessons of a claim by how they were drawn and who learned them.
type robotLessons struct{ data experiments.Data }

// of is the group of a learner; that without records where there is none.
func (l robotLessons) of(learner string, n, m, k int, noise, lambda float64) experiments.Group {
	found := measuredBy(l.data, "robot", func(c experiments.Cell) bool {
		return c.Solver == learner && c.N == n && c.M == m && c.K == k && c.Noise == noise && c.Lambda == lambda
	})
	if len(found) == 0 {
		return experiments.Group{}
	}
	return found[0]
}

// usual is the group of a learner in lessons of the usual size.
func (l robotLessons) usual(learner string, noise, lambda float64) experiments.Group {
	return l.of(learner, robotComponents, robotTaughtTo, robotOwn, noise, lambda)
}

// robotGain is the mean difference of a fact between two groups of the same draws, trial by trial.
func robotGain(name string, first, second experiments.Group, of func(results.Record) float64) experiments.Effect {
	var differences []float64
	for i := range min(len(first.Records), len(second.Records)) {
		a, b := first.Records[i], second.Records[i]
		if d := of(a) - of(b); a.Outcome == results.Solved && b.Outcome == results.Solved && !math.IsNaN(d) {
			differences = append(differences, d)
		}
	}
	return estimated(name, mean(differences, experiments.Confident), len(differences))
}

// robotLevel is the mean of a fact.
func robotLevel(name string, g experiments.Group, of func(results.Record) float64) experiments.Effect {
	list := values(g, of)
	return estimated(name, mean(list, experiments.Confident), len(list))
}

// robotRange is a number that is exact in each coding of the ten characters: the mean over the codings, between the least and the largest.
func robotRange(name string, data experiments.Data, of func(robotCoding, experiments.Data) float64) experiments.Effect {
	e := experiments.Effect{Name: name + " (range over the ways to write them)", Value: math.NaN(), Lo: math.NaN(), Hi: math.NaN()}
	var list []float64
	for _, coding := range robotCodings {
		if v := of(coding, coding.of(data)); !math.IsNaN(v) {
			list = append(list, v)
		}
	}
	if len(list) > 0 {
		e.Value, e.Lo, e.Hi, e.Trials = robotAverage(list), slices.Min(list), slices.Max(list), len(list)
	}
	return e
}

// robotAlways is [experiments.Always] for what is computed once for each of some ways and not drawn: a rate of them has no interval.
func robotAlways(hypothesis, name string, r results.Rate) experiments.Finding {
	f := experiments.Always(hypothesis, name, r)
	f.Effect.Lo, f.Effect.Hi = math.NaN(), math.NaN()
	return f
}

// robotSure is how sure the robot is of a new character, 1 or 0, in the cell of a method; NaN where there is none.
func robotSure(r robotCoding, cells experiments.Data, p float64, solver string) float64 {
	for _, g := range cells {
		if g.Cell.P == p && g.Cell.Solver == solver && g.Cell.Lambda == 0 {
			if record, ok := robotSingle(g); ok {
				return r.sure(record.Facts.Get("unseen"))
			}
		}
	}
	return math.NaN()
}

// robotFindings ask what the article says of the robot: that it remembers and fails, and that less memory, L1 or dropout make it discover the common part.
func robotFindings(data experiments.Data) ([]experiments.Finding, error) {
	lessons := robotLessons{data}
	private := robotOwns[len(robotOwns)-1]
	with := factOf("with")
	right := factOf("right")
	fooled := func(r results.Record) float64 { return 1 - r.Facts.Get("with") }
	ten := data.Where(func(c experiments.Cell) bool { return c.Measure == "characters" && c.K == robotTaughtTo/2 })
	pattern := pooled(ten.Where(func(c experiments.Cell) bool { return c.P == 1 && c.Lambda == 0 }),
		hits(func(_ experiments.Cell, r results.Record) bool {
			return r.Facts.Get("own") == 0 && r.Facts.Get("deviation") <= robotExact
		}))
	forced := pooled(measuredBy(data, "hammer", func(c experiments.Cell) bool { return c.Lambda > 0 }),
		hits(func(_ experiments.Cell, r results.Record) bool {
			return math.Abs(r.Facts.Get("shared")-1) <= robotExact
		}))
	starts := pooled(ten.Where(robotRandom), robotFound)
	findings := []experiments.Finding{
		robotAlways("taught the ten characters, the ball of p = 1 keeps the common part and nothing else of the five characters that have it", "share of the ways to write and to solve it", pattern),
		experiments.Below("without regularisation, as the exact fit of least L2 norm, the robot takes a new character with the common part for the second category",
			robotRange("how sure it is of the first, 0 to 1", data, func(r robotCoding, cells experiments.Data) float64 { return robotSure(r, cells, 2, "minnorm") }), 0.5),
		robotAlways("with one or more memory slots missing every exact fit of the five characters discovers the common part, whatever the ball, for no other fit is left", "share of the touches", forced),
		experiments.Above("dropout of half the inputs, taught the ten characters, makes the robot surer of a new one of the first category than no regularisation",
			robotRange("difference", data, func(r robotCoding, cells experiments.Data) float64 {
				return robotSure(r, cells, 2, "dropout:keep=0.5") - robotSure(r, cells, 2, "minnorm")
			}), 0),
		experiments.Above("among drawn characters L1 finds the shared component and nothing else, more often than not, as it must unless another one occurs in the same characters",
			experiments.RateEffect("found alone", lessons.usual("sparse", 0, 0).Tally(robotAlone).Rate), 0.5),
		experiments.Above("L1 finds the shared component and nothing else when one label in ten is wrong and fitted too, more often than not",
			experiments.RateEffect("found alone", lessons.usual("sparse", robotWrong, 0).Tally(robotAlone).Rate), 0.5),
		experiments.Above("drawn characters of two components beside the shared one fool the robot without regularisation, more often than not",
			robotLevel("new ones taken for the second category", lessons.usual("least", 0, 0), fooled), 0.5),
		experiments.Above("drawn characters of eight components beside the shared one fool the robot without regularisation, more often than not",
			robotLevel("new ones taken for the second category", lessons.of("least", robotMany, robotTaughtTo, private, 0, 0), fooled), 0.5),
		experiments.Above("with no memory slot left the robot without regularisation tells new characters of eight components beside the shared one right, more often than not",
			robotLevel("new ones told right", lessons.of("least", robotMany, robotTaughtTo, private, 0, 1), with), 0.5),
		experiments.Above("L1 tells new characters of eight components beside the shared one right, more often than not",
			robotLevel("new ones told right", lessons.of("sparse", robotMany, robotTaughtTo, private, 0, 0), with), 0.5),
		experiments.Above("with wrong labels the exact fit of least L1 norm tells more new characters right than that of least L2 norm",
			robotGain("difference", lessons.usual("sparse", robotWrong, 0), lessons.usual("least", robotWrong, 0), right), 0),
		experiments.Above("with wrong labels the Lasso, which need not fit them, tells more new characters right than the exact fit of least L1 norm",
			robotGain("difference", lessons.usual("lasso", robotWrong, 0), lessons.usual("sparse", robotWrong, 0), right), 0),
		experiments.Above("a robot that can keep a single component finds the shared one, one label in ten wrong, more often than not",
			experiments.RateEffect("found alone", lessons.usual("omp:size=1", robotWrong, 0).Tally(robotAlone).Rate), 0.5),
		experiments.Above("shaking off the memory slots makes the robot without regularisation give a new character of the first category a larger score",
			robotGain("difference", lessons.usual("least", 0, 1), lessons.usual("least", 0, 0), factOf("score_with")), 0),
		experiments.Above("shaking off the memory slots makes the robot without regularisation tell more new characters right when one label in ten is wrong",
			robotGain("difference", lessons.usual("least", robotWrong, 1), lessons.usual("least", robotWrong, 0), right), 0),
		experiments.Above("dropout, its strength chosen by cross-validation, tells more new characters right than no regularisation",
			robotGain("difference", lessons.usual("dropout", 0, 0), lessons.usual("least", 0, 0), right), 0),
		experiments.Above("dropout by cross-validation puts new characters in a better order than no regularisation, those with the common part first, wherever the line between the categories is",
			robotGain("difference", lessons.usual("dropout", 0, 0), lessons.usual("least", 0, 0), factOf("order")), 0),
		experiments.Above("the robot without regularisation tells more new characters right after 40 characters than after 10, one label in ten wrong",
			contrast("difference", values(lessons.of("least", robotComponents, 40, robotOwn, robotWrong, 0), right), values(lessons.usual("least", robotWrong, 0), right)), 0),
		experiments.Always("from any start a method for p = 1/2 discovers the common part of the ten characters", "random starts that end there", starts),
	}
	_, closed := robotClosed(measuredBy(data, "characters", anyCell))
	_, banged := robotClosed(measuredBy(data, "hammer", anyCell))
	check := robotAlways(fmt.Sprintf("what is learned of the ten characters is its closed form, every weight to %g", robotExact), "share of the ways to learn them", closed.Plus(banged))
	check.Check = true
	tests, tested := robotLeftTests(lessons)
	return append(findings, check, experiments.Agrees("a character of the second category that is left out fares as a new one does after nine characters, five of them of the first",
		tested, tests)), nil
}

// robotLeftTests compares two ways to meet a character that is new after nine: left out of ten, and drawn. Their draws are independent; the test is
// that of two means, which are normal for many trials and not tested for few.
func robotLeftTests(l robotLessons) (tests agreements, trials int) {
	for _, g := range measuredBy(l.data, "leftout", func(c experiments.Cell) bool { return c.Solver == "least" && c.Noise == robotWrong }) {
		one := values(g, factOf("left_without"))
		other := values(l.of("least", robotComponents, robotTaughtTo-1, robotOwn, robotWrong, 0), factOf("without"))
		if min(len(one), len(other)) < robotHundred {
			continue
		}
		left, drawn := mean(one, experiments.Confident), mean(other, experiments.Confident)
		if z := (left.Value - drawn.Value) / math.Hypot(left.StdErr, drawn.StdErr); !math.IsNaN(z) {
			tests = append(tests, math.Erfc(math.Abs(z)/math.Sqrt2))
			trials += len(one) + len(other)
		}
	}
	return tests, trials
}
