package catalog

import (
	"fmt"

	"touchpoint/experiments"
	"touchpoint/results"
)

// robotTicks lists names as the ticks of an axis.
func robotTicks(names []string) (ticks []results.Tick) {
	for i, name := range names {
		ticks = append(ticks, results.Tick{At: float64(i), Label: name})
	}
	return ticks
}

func robotUnit(label string) results.Axis {
	low, high := 0.0, 1.05
	return results.Axis{Label: label, Min: &low, Max: &high}
}

// robotFence is the line between the categories.
func robotFence(name string, to float64) results.Series {
	return results.Series{Name: name, Shape: results.Dashed, Points: []results.Point{{X: -0.5, Y: 0.5}, {X: to, Y: 0.5}}}
}

// robotBars shows what each way to learn says of a new character.
func robotBars(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "robot", Title: "What the robot says of a character that it never saw", Across: 1,
		Caption: "Above: the article's ten characters, in three ways to write them as equations; how sure the robot is that a new character with the common part is of the first category. " +
			"Below: drawn characters of the common part and two others, ten of them taught; the mean score of new characters with the common part and without it, where ridge, dropout, Lasso, L1/2 and OMP are tuned by cross-validation and OMP, one keeps a single component. Below the dashed line the robot takes a character for the second category.",
	}
	type method struct {
		name, solver string
		p            float64
	}
	methods := []method{
		{"p = 1/2", "enumerate", 0.5}, {"p = 1", "homotopy", 1}, {"p = 3/2", "pnorm", 1.5}, {"p = 2", "minnorm", 2},
		{"dropout 10%", "dropout:keep=0.9", 2}, {"dropout 50%", "dropout:keep=0.5", 2},
	}
	var names []string
	for _, m := range methods {
		names = append(names, m.name)
	}
	top := results.Panel{Title: "the article's ten characters, exact", X: results.Axis{Ticks: robotTicks(names)}, Y: robotUnit("sure of the first category")}
	for _, coding := range robotCodings {
		s := results.Series{Name: coding.name, Shape: results.Bars}
		for i, m := range methods {
			s.Points = append(s.Points, results.Point{X: float64(i), Y: robotSure(coding, coding.of(data), m.p, m.solver)})
		}
		top.Series = append(top.Series, s)
	}
	top.Series = append(top.Series, robotFence("line between the categories", float64(len(methods))-0.5))
	names = []string{"p = 2", "ridge", "dropout 50%", "dropout", "p = 1", "Lasso", "L1/2", "OMP, one", "OMP"}
	bottom := results.Panel{Title: "drawn characters, right labels", X: results.Axis{Ticks: robotTicks(names)}, Y: robotUnit("mean score")}
	for _, kind := range []struct{ name, fact string }{{"new, with the common part", "score_with"}, {"new, without it", "score_without"}} {
		s := results.Series{Name: kind.name, Shape: results.Bars}
		for i, learner := range robotLearners {
			e := mean(values(robotLessons{data}.usual(learner, 0, 0), factOf(kind.fact)), experiments.Level)
			s.Points = append(s.Points, results.Point{X: float64(i), Y: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi})
		}
		bottom.Series = append(bottom.Series, s)
	}
	bottom.Series = append(bottom.Series, robotFence("line between the categories", float64(len(names))-0.5))
	f.Panels = []results.Panel{top, bottom}
	return f, nil
}

// robotCurve is the mean of a fact along x, with its interval.
func robotCurve(name, fact string, xs []float64, at func(x float64) experiments.Group) results.Series {
	s := results.Series{Name: name, Shape: results.LineDots}
	for _, x := range xs {
		e := mean(values(at(x), factOf(fact)), experiments.Level)
		s.Points = append(s.Points, results.Point{X: x, Y: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi})
	}
	return s
}

// robotNames are the learners as a legend has them.
var robotNames = map[string]string{"least": "p = 2", "sparse": "p = 1", "lasso": "Lasso", "dropout:keep=0.5": "dropout 50%"}

// robotPicture shows the hammer, and characters with more of their own.
func robotPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "hammer", Title: "Banging on the robot", Across: 3,
		Caption: fmt.Sprintf("Left and middle: share of new characters told right as memory slots are shaken off, without wrong labels, where p = 1 and the Lasso are always right, and with one in ten. Right: score of a new character with the common part, by the number k of "+
			"components that each has beside it; dashed c/(c + k + 1) for c = %d characters that share it, the exact fit of least L2 norm where no other component recurs. Means with 95%% intervals.", robotTaughtTo/2),
	}
	lessons := robotLessons{data}
	var shares, owns []float64
	for _, s := range robotShares {
		shares = append(shares, float64(s))
	}
	for _, k := range robotOwns {
		owns = append(owns, float64(k))
	}
	low, high := 0.8, 1.01
	for _, noise := range []float64{0, robotWrong} {
		p := results.Panel{Title: "memory shaken off", X: results.Axis{Label: "share of the slots missing"}, Y: results.Axis{Label: "new ones told right", Min: &low, Max: &high}}
		if noise > 0 {
			p.Title += ", wrong labels"
		}
		for _, learner := range robotTypical {
			p.Series = append(p.Series, robotCurve(robotNames[learner], "right", shares, func(share float64) experiments.Group {
				return lessons.usual(learner, noise, share)
			}))
		}
		f.Panels = append(f.Panels, p)
	}
	right := results.Panel{Title: "more to remember", X: results.Axis{Label: "components of its own, k"}, Y: robotUnit("score of a new one")}
	for _, learner := range robotPlain {
		right.Series = append(right.Series, robotCurve(robotNames[learner], "score_with", owns, func(k float64) experiments.Group {
			return lessons.of(learner, robotMany, robotTaughtTo, int(k), 0, 0)
		}))
	}
	exact := results.Series{Name: "c/(c + k + 1)", Shape: results.Dashed}
	for k := 1; k <= robotOwns[len(robotOwns)-1]; k++ {
		exact.Points = append(exact.Points, results.Point{X: float64(k), Y: robotScore("least", robotTaughtTo/2, k+1)})
	}
	right.Series = append(right.Series, exact)
	f.Panels = append(f.Panels, right)
	return f, nil
}
