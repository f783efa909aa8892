package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// difficultyShown are the methods in the pictures.
var difficultyShown = []string{"reweighted", "irls", "irls:start=random", "thresholding", "thresholding:start=random"}

// difficultyPicture shows the number of local minima, how often the global one is met, what new starts bring, and what becomes of planted points.
func difficultyPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "difficulty", Title: "p = 1/2: far too many local minima, yet often the right one", Across: 2,
		Caption: "Local minima of |x|_p for n = 2m, counted by enumeration, and closed forms (dashed). Generic b: how often a method ends in the global one. Starts: how often the best of several random starts does, n = 12. " +
			"Planted point, n = 2m = 4k: how often it is found; dashed: the exact law of L1. Whiskers: Wilson's 95% intervals.",
	}
	minima, err := difficultyMinimaPanel(data)
	if err != nil {
		return f, err
	}
	planted := difficultyShare("planted point", "finds the planted point", difficultyGrowing(data), experiments.Success)
	law := results.Series{Name: "L1", Shape: results.Dashed}
	for n := 8; n <= 80; n += 4 {
		exact, err := theory.Success(n, n/2, n/4)
		if err != nil {
			return f, err
		}
		law.Points = append(law.Points, results.Point{X: float64(n), Y: exact})
	}
	planted.Series = append(planted.Series, law)
	generic := difficultyTried(data).Where(func(c experiments.Cell) bool { return c.K == 0 && c.M > 1 })
	f.Panels = []results.Panel{minima, difficultyShare("generic b", "ends in the global minimum", generic, difficultyReached), difficultyStartsPanel(data), planted}
	return f, nil
}

// difficultyShare is a rate against n, by method.
func difficultyShare(title, label string, cells experiments.Data, view mark) results.Panel {
	zero, one := 0.0, 1.0
	p := results.Panel{Title: title, X: results.Axis{Label: "n", Log: true}, Y: results.Axis{Label: label, Min: &zero, Max: &one}}
	for _, name := range difficultyShown {
		s := results.Series{Name: difficultyNamed(name).label, Shape: results.LineDots}
		for _, g := range sorted(cells.Where(is(name))) {
			plot(&s, float64(g.Cell.N), g.Tally(view).Rate)
		}
		p.Series = append(p.Series, s)
	}
	for _, n := range difficultySizes(cells) {
		p.X.Ticks = append(p.X.Ticks, results.Tick{At: float64(n), Label: itoa(n)})
	}
	return p
}

func difficultyMinimaPanel(data experiments.Data) (results.Panel, error) {
	p := results.Panel{Title: "local minima", X: results.Axis{Label: "n", Log: true}, Y: results.Axis{Label: "number", Log: true}}
	closed := results.Series{Name: "closed form", Shape: results.Dashed}
	for _, kind := range []struct {
		label   string
		planted bool
	}{{"generic b", false}, {"planted, k = m/2, rounded down", true}} {
		s := results.Series{Name: kind.label, Shape: results.Dots}
		for _, g := range difficultyCounted(data).Where(func(c experiments.Cell) bool { return (c.K > 0) == kind.planted }) {
			if m := mean(values(g, factOf("minima")), experiments.Level); !math.IsNaN(m.Value) {
				s.Points = append(s.Points, results.Point{X: float64(g.Cell.N), Y: m.Value})
			}
		}
		p.Series = append(p.Series, s)
		for n := 4; n <= 80; n += 2 {
			c := experiments.Cell{N: n, M: n / 2}
			if kind.planted {
				c.K = n / 4
			}
			count, err := difficultyExpected(c)
			if err != nil {
				return p, err
			}
			closed.Points = append(closed.Points, results.Point{X: float64(n), Y: count})
		}
		closed.Points = append(closed.Points, results.Point{X: 80, Y: math.NaN()})
	}
	p.Series = append(p.Series, closed)
	return p, nil
}

// difficultyStartsPanel is the curve of the best of several starts.
func difficultyStartsPanel(data experiments.Data) results.Panel {
	zero, one := 0.0, 1.0
	p := results.Panel{Title: "starts", X: results.Axis{Label: "random starts", Log: true}, Y: results.Axis{Label: "the best is the global minimum", Min: &zero, Max: &one}}
	for _, r := range difficultyCurve {
		p.X.Ticks = append(p.X.Ticks, results.Tick{At: float64(r), Label: itoa(r)})
	}
	for _, method := range []struct{ label, solver string }{{"IRLS", "irls"}, {"half thresholding", "thresholding"}} {
		for _, k := range []int{0, 3} {
			name := method.label + ", generic b"
			if k > 0 {
				name = method.label + ", planted k = " + itoa(k)
			}
			s := results.Series{Name: name, Shape: results.LineDots}
			for _, starts := range difficultyCurve {
				plot(&s, float64(starts), difficultyAny(difficultyStarted(data, method.solver, k, starts)))
			}
			p.Series = append(p.Series, s)
		}
	}
	return p
}
