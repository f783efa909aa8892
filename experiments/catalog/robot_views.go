package catalog

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"touchpoint/experiments"
	"touchpoint/results"
)

// robotMethod names the way of a cell to learn the ten characters.
func robotMethod(c experiments.Cell) string {
	switch keep, dropped := robotKeep(c.Solver); {
	case dropped:
		return fmt.Sprintf("dropout, keep %v", keep)
	case c.Lambda == 0 && math.IsInf(c.P, 1):
		return "touch of p = inf"
	case c.Lambda == 0:
		return fmt.Sprintf("touch of p = %v", c.P)
	case c.P == 1:
		return fmt.Sprintf("Lasso, lambda %v", c.Lambda)
	case c.P == 2:
		return fmt.Sprintf("ridge, lambda %v", c.Lambda)
	}
	return fmt.Sprintf("penalised p = %v, lambda %v", c.P, c.Lambda)
}

// robotRandom marks the cells that start at random.
func robotRandom(c experiments.Cell) bool { return slices.Contains(robotStarts, c.Solver) }

// robotSingle is what was learned in a cell of one trial.
func robotSingle(g experiments.Group) (r results.Record, ok bool) {
	for _, r := range g.Records {
		if r.Outcome == results.Solved {
			return r, true
		}
	}
	return r, false
}

// robotClosed is the worst deviation from closed forms of what is unique, that is, of all but local minima.
func robotClosed(data experiments.Data) (worst float64, rate results.Rate) {
	for _, g := range data {
		if robotRandom(g.Cell) || g.Cell.P < 1 && g.Cell.Lambda > 0 && g.Cell.Measure == "characters" {
			continue
		}
		if r, ok := robotSingle(g); ok {
			deviation := r.Facts.Get("deviation")
			worst = max(worst, deviation)
			if deviation <= robotExact {
				rate.Add(results.Hit)
			} else {
				rate.Add(results.Miss)
			}
		}
	}
	return worst, rate
}

// robotExact is how far what is learned of the ten characters may be from its closed form.
const robotExact = 1e-9

func robotNumber(x float64) results.Value { return results.Float{Value: round12(x), Digits: 4} }

// round12 takes away the rounding of the last digits, which says nothing, and with it the sign of zero.
func round12(x float64) float64 { return math.Round(x*1e12)/1e12 + 0 }

func robotTen(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "ten",
		Title: "The article's ten characters: what each way to fit them learns, and what it says of a new one",
		Caption: "Five characters share a component; each of the ten has one of its own. Weights: of the shared component, of the own ones of the five and of the others, and the intercept. " +
			"A new character has a component of its own that was never seen; with the shared one its score is shared + intercept. Sure: where that is between the label of the " +
			"second category (0) and of the first (1); below 0.5 the robot is wrong. lambda is a share of the smallest penalty that leaves nothing.",
		Columns: append([]results.Column{text("equations"), text("learned by"), text("solver")},
			numbers("shared", "own", "others", "intercept", "new, with it", "exact", "new, without", "sure")...),
	}
	var shown experiments.Data
	for _, coding := range robotCodings {
		for _, g := range coding.of(data) {
			if robotRandom(g.Cell) {
				continue
			}
			shown = append(shown, g)
			if r, ok := robotSingle(g); ok {
				row := []results.Value{results.Text(coding.name), results.Text(robotMethod(g.Cell)), results.Text(g.Cell.Solver)}
				for _, name := range []string{"shared", "own", "other", "intercept", "unseen", "exact", "stranger"} {
					row = append(row, robotNumber(r.Facts.Get(name)))
				}
				t.Append(append(row, robotNumber(coding.sure(r.Facts.Get("unseen"))))...)
			}
		}
	}
	worst, _ := robotClosed(shown)
	t.Note(fmt.Sprintf("largest difference of any weight from its closed form: %.1g; penalised p = 0.5 aside, a local method, whose exact value is the global minimum's", worst))
	t.Note("with the labels 1 and 0 the second category says that the weights of its components are 0 and no more, so that five equations are left")
	losses(&t, shown)
	return t, nil
}

func robotLeaveOne(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "leaveone",
		Title:   "The ten characters, one with the shared component left out: how sure the robot is of the one left out",
		Caption: "0 is the label of the second category, 1 of the first; below 0.5 the robot is wrong about the character that it was not taught. By symmetry all five are alike.",
		Columns: []results.Column{text("learned by")},
	}
	scores := make(map[string]map[string]float64)
	var shown experiments.Data
	var order []string
	for _, coding := range robotCodings {
		t.Columns = append(t.Columns, number(coding.name))
		for _, g := range coding.less().of(data) {
			shown = append(shown, g)
			method := robotMethod(g.Cell)
			if g.Cell.P < 1 && g.Cell.Lambda > 0 || g.Cell.Solver == "simplex" {
				continue
			}
			if scores[method] == nil {
				scores[method] = make(map[string]float64)
				order = append(order, method)
			}
			if r, ok := robotSingle(g); ok {
				scores[method][coding.name] = coding.sure(r.Facts.Get("unseen"))
			}
		}
	}
	for _, method := range order {
		row := []results.Value{results.Text(method)}
		for _, coding := range robotCodings {
			if s, ok := scores[method][coding.name]; ok {
				row = append(row, robotNumber(s))
			} else {
				row = append(row, results.Missing{})
			}
		}
		t.Append(row...)
	}
	losses(&t, shown)
	return t, nil
}

func robotMinima(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "minima",
		Title: "p = 1/2: the robot that remembers everything is a local minimum",
		Caption: "Local minima of sum |x_j|^(1/2) over the exact fits of the ten characters, all of them enumerated: the shared component, the robot that remembers the five characters instead, and with an intercept the one that " +
			"remembers the other five. Found: share of random starts from which a method ends at the shared component.",
		Columns: append([]results.Column{text("equations"), text("method")}, numbers("local minima", "exact", "least value", "exact least", "next value", "exact next", "found")...),
	}
	var shown experiments.Data
	for _, coding := range robotCodings {
		for _, g := range coding.of(data) {
			if !robotRandom(g.Cell) {
				continue
			}
			shown = append(shown, g)
			r, ok := robotSingle(g)
			shape, err := robotShape(g.Cell)
			if !ok || err != nil {
				continue
			}
			points, exact, err := shape.LocalMinima(g.Cell.P)
			if err != nil {
				return t, err
			}
			method, _, _ := strings.Cut(g.Cell.Solver, ":")
			t.Append(results.Text(coding.name), results.Text(method), results.Int(int(r.Facts.Get("minima"))), results.Int(len(points)), robotNumber(r.Facts.Get("least")), robotNumber(exact[0]),
				robotNumber(r.Facts.Get("next")), robotNumber(exact[1]), experiments.Estimate(g.Tally(robotFound).Rate))
		}
	}
	losses(&t, shown)
	return t, nil
}

// robotFound marks the starts that end where the closed form is.
var robotFound = hits(func(_ experiments.Cell, r results.Record) bool { return r.Facts.Get("deviation") <= 1e-6 })
