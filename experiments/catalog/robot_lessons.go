package catalog

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/results"
)

// robotAlone marks the trials in which the shared component is all that was learned.
var robotAlone = hits(func(_ experiments.Cell, r results.Record) bool { return r.Facts.Get("alone") == 1 })

func robotNew(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "new",
		Title: fmt.Sprintf("Characters that are drawn, %d of them taught: what each learner makes of new ones", robotTaughtTo),
		Caption: fmt.Sprintf("Characters of %d among %d components, the first shared by half of them, and a memory slot for each. Labels 1 and 0. Found alone: the shared component has a weight and nothing else. "+
			"Memory: share of the slots in the sum of all |weights|. Taught, with, without: characters told right among those taught, by their labels, and among new ones with and without the shared component. "+
			"Order: share of the pairs of one with and one without in which the first has the larger score, whatever the threshold.", robotOwn+1, robotComponents),
		Columns: append([]results.Column{text("learner"), number("wrong labels")},
			numbers("found alone", "shared", "memory", "non-zeros", "taught", "with", "without", "order")...),
	}
	cells := measuredBy(data, "robot", func(c experiments.Cell) bool { return robotUsual(c) && c.Lambda == 0 })
	slices.SortStableFunc(cells, func(a, b experiments.Group) int {
		place := func(c experiments.Cell) int { return slices.Index(robotLearners, c.Solver) }
		return cmp.Or(cmp.Compare(a.Cell.Noise, b.Cell.Noise), cmp.Compare(place(a.Cell), place(b.Cell)))
	})
	for _, g := range cells {
		t.Append(results.Text(g.Cell.Solver), results.Float{Value: g.Cell.Noise}, experiments.Estimate(g.Tally(robotAlone).Rate),
			meanOf(g, "shared"), meanOf(g, "memory"), meanOf(g, "size"), meanOf(g, "fit"), meanOf(g, "with"), meanOf(g, "without"), meanOf(g, "order"))
	}
	losses(&t, cells)
	t.Note("without wrong labels a least L1 norm of 1 is that of the shared component alone, unless another one occurs in the same characters")
	return t, residue(&t, cells, "solver", "noise")
}

func robotBlows(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "hammer",
		Title: "Memory slots shaken off: what the robot that remembers less says",
		Caption: fmt.Sprintf("Article: the five characters, a slot for each and no other component, fitted by the touch of p = 2 (without regularisation); one slot less leaves one equation t = 1, and with it every exact fit "+
			"is the shared component alone. The rest: lessons of %d characters of %d components; score of a new character with the shared component, and share of new ones told right.", robotTaughtTo, robotOwn+1),
		Columns: append(numbers("slots missing", "article, p = 2"), number("score, least")),
	}
	for _, noise := range []string{"right labels", "wrong labels"} {
		for _, learner := range robotTypical {
			t.Columns = append(t.Columns, number(learner+", "+noise))
		}
	}
	toy := measuredBy(data, "hammer", anyCell)
	lessons := measuredBy(data, "robot", func(c experiments.Cell) bool { return robotUsual(c) && slices.Contains(robotTypical, c.Solver) })
	at := func(share, noise float64, learner, name string) results.Value {
		for _, g := range lessons {
			if g.Cell.Lambda == share && g.Cell.Noise == noise && g.Cell.Solver == learner {
				return meanOf(g, name)
			}
		}
		return results.Missing{}
	}
	for _, share := range robotShares {
		share := float64(share)
		row := []results.Value{results.Percent{Fraction: share}, results.Missing{}, at(share, 0, "least", "score_with")}
		for _, g := range toy {
			if r, ok := robotSingle(g); ok && g.Cell.Lambda == share && g.Cell.P == 2 {
				row[1] = robotNumber(r.Facts.Get("unseen"))
			}
		}
		for _, noise := range []float64{0, robotWrong} {
			for _, learner := range robotTypical {
				row = append(row, at(share, noise, learner, "right"))
			}
		}
		t.Append(row...)
	}
	all := slices.Concat(toy, lessons)
	losses(&t, all)
	t.Note(fmt.Sprintf("wrong labels: a share of %v", robotWrong))
	return t, nil
}

func robotPrivate(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:  "private",
		Title: "The more a character has of its own, the more is remembered of it",
		Caption: fmt.Sprintf("Characters of the shared component and k others among %d, which hardly ever recur; %d are taught, and new ones have the score. If none recurs: c/(c + k + s) for the least L2 norm, c = %d characters with "+
			"the shared component, s = 1 with a memory slot and 0 without, which is right as long as c > k + s; 1/(1 + k + s + q) for dropout, q = (1 - keep)/keep, whatever c is.", robotMany, robotTaughtTo, robotTaughtTo/2),
		Columns: append([]results.Column{text("learner")}, numbers("k", "memory slots", "score with", "if none recurs", "told right with", "told right without", "order")...),
	}
	cells := measuredBy(data, "robot", func(c experiments.Cell) bool { return c.N == robotMany })
	for _, g := range cells {
		slots := 1
		if g.Cell.Lambda == 1 {
			slots = 0
		}
		t.Append(results.Text(g.Cell.Solver), results.Int(g.Cell.K), results.Int(slots*g.Cell.M), meanOf(g, "score_with"), probability(robotScore(g.Cell.Solver, g.Cell.M/2, g.Cell.K+slots)),
			meanOf(g, "with"), meanOf(g, "without"), meanOf(g, "order"))
	}
	losses(&t, cells)
	return t, residue(&t, cells, "solver", "k", "lambda")
}

// robotScore is what a learner says of a new character where c characters share one component, have each of them own others, memory slots among them, and
// nothing else recurs. With the weight u of each of those t + own u = 1 for an exact fit, where the least |x|_2 has t = c u; dropout has t = u and
// t + own u = 1 - q t, q = (1 - keep)/keep. NaN for a learner without closed form.
func robotScore(learner string, c, own int) float64 {
	if keep, dropped := robotKeep(learner); dropped {
		return 1 / (1 + float64(own) + (1-keep)/keep)
	}
	switch learner {
	case "least":
		return float64(c) / float64(c+own)
	case "sparse":
		return 1
	}
	return math.NaN()
}

func robotMore(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "more",
		Title:   "More characters: the training data is too small, but for whom?",
		Caption: "Share of new characters told right, with and without the shared component taken together, by the number m of characters taught.",
		Columns: []results.Column{text("learner"), number("wrong labels")},
	}
	for _, m := range robotSizes {
		t.Columns = append(t.Columns, number(fmt.Sprintf("m = %d", m)))
	}
	cells := measuredBy(data, "robot", func(c experiments.Cell) bool {
		return c.N == robotComponents && c.K == robotOwn && c.Lambda == 0 && slices.Contains(robotSizes, c.M) && slices.Contains(robotTypical, c.Solver)
	})
	for _, learner := range robotTypical {
		for _, noise := range []float64{0, robotWrong} {
			row := []results.Value{results.Text(learner), results.Float{Value: noise}}
			for _, m := range robotSizes {
				value := results.Value(results.Missing{})
				for _, g := range cells {
					if g.Cell.Solver == learner && g.Cell.Noise == noise && g.Cell.M == m {
						value = meanOf(g, "right")
					}
				}
				row = append(row, value)
			}
			t.Append(row...)
		}
	}
	losses(&t, cells)
	return t, nil
}

func robotLeft(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "leftout",
		Title:   "Leave one character out: does that tell how new ones will fare?",
		Caption: "Left out: share of the characters told right by what was learned from the others, by their category, not by their label. New: share of new ones told right by what was learned from all.",
		Columns: append([]results.Column{text("learner"), number("wrong labels")}, numbers("left out, with", "new, with", "left out, without", "new, without")...),
	}
	cells := measuredBy(data, "leftout", anyCell)
	for _, g := range cells {
		t.Append(results.Text(g.Cell.Solver), results.Float{Value: g.Cell.Noise}, meanOf(g, "left_with"), meanOf(g, "with"), meanOf(g, "left_without"), meanOf(g, "without"))
	}
	losses(&t, cells)
	return t, residue(&t, cells, "solver", "noise")
}
