package catalog

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/learn"
	"touchpoint/solvers"
)

// robotUnseen is the number of new characters of each kind that a robot is asked about.
const robotUnseen = 50

// robotLesson is what a robot is taught: a row for each character, with the shared component in column 0, n - 1 others after it, and then a column
// for each memory slot that is left, which is 1 for its own character alone.
type robotLesson struct {
	components int
	a          *solvers.Columns // m x (components + slots)
	labels     []float64        // 1 for the first category, 0 for the second; as taught
	first      []bool           // has the shared component
	slot       []int            // of each character its column, 0 where it has none

	with, without *solvers.Columns // new characters of both categories, by component
}

// robotDraw draws a lesson: of m characters half have the shared component and k of the others, the rest k + 1 of the others. Each label is wrong with
// a probability of noise, and a share lambda of the m slots is missing; neither changes the characters.
func robotDraw(t *experiments.Trial) robotLesson {
	c := t.Cell
	l := robotLesson{components: c.N, labels: make([]float64, c.M), first: make([]bool, c.M), slot: make([]int, c.M)}
	column := c.N
	for at, i := range t.Rand("slots").Perm(c.M) {
		if at >= int(math.Round(c.Lambda*float64(c.M))) {
			l.slot[i] = column
			column++
		}
	}
	l.a = solvers.NewColumns(c.M, column, nil)
	wrong, characters := t.Rand("labels"), t.Rand("characters")
	for i := range c.M {
		l.first[i] = i < (c.M+1)/2
		if l.first[i] != (wrong.Float64() < c.Noise) {
			l.labels[i] = 1
		}
		robotCharacter(characters, l.a, i, c.N, c.K, l.first[i])
		if l.slot[i] > 0 {
			l.a.Col(l.slot[i])[i] = 1
		}
	}
	unseen := t.Rand("unseen")
	l.with, l.without = solvers.NewColumns(robotUnseen, c.N, nil), solvers.NewColumns(robotUnseen, c.N, nil)
	for i := range robotUnseen {
		robotCharacter(unseen, l.with, i, c.N, c.K, true)
		robotCharacter(unseen, l.without, i, c.N, c.K, false)
	}
	return l
}

// robotCharacter draws row i: k + 1 components of n, the first of which is the shared one or is not.
func robotCharacter(rng *rand.Rand, a *solvers.Columns, i, n, k int, first bool) {
	others := k + 1
	if first {
		others = k
		a.Col(0)[i] = 1
	}
	for drawn := 0; drawn < others; {
		if j := 1 + rng.IntN(n-1); a.Col(j)[i] == 0 {
			a.Col(j)[i] = 1
			drawn++
		}
	}
}

// less returns the lesson without one character, whose slot stays, for nobody.
func (l robotLesson) less(i int) learn.Sample {
	m, n := l.a.Dims()
	a := solvers.NewColumns(m-1, n, nil)
	for j := range n {
		copy(a.Col(j), slices.Delete(slices.Clone(l.a.Col(j)), i, i+1))
	}
	return learn.Sample{A: a, B: slices.Delete(slices.Clone(l.labels), i, i+1)}
}

// robotTold is how a score is taken: above one half the first category, below it the second, and a coin is thrown at one half.
func robotTold(score float64, first bool) float64 {
	switch {
	case math.Abs(score-0.5) <= 1e-9:
		return 0.5
	case (score > 0.5) == first:
		return 1
	}
	return 0
}

// robotRight is the share of scores that are told right.
func robotRight(scores []float64, first bool) float64 {
	sum := 0.0
	for _, s := range scores {
		sum += robotTold(s, first)
	}
	return sum / float64(len(scores))
}

// robotOrder is the share of the pairs in which the one with the shared component has the larger score, ties counting half.
func robotOrder(with, without []float64) float64 {
	sum := 0.0
	for _, a := range with {
		for _, b := range without {
			switch {
			case math.Abs(a-b) <= 1e-9:
				sum += 0.5
			case a > b:
				sum++
			}
		}
	}
	return sum / float64(len(with)*len(without))
}

// measureRobot teaches characters that are drawn and asks about new ones.
func measureRobot() experiments.Measure {
	return experiments.Measure{
		Name: "robot",
		About: "draw characters of k + 1 among n components, the first shared by one category; have m of them learned, by a robot with a memory slot for each, of which a share " +
			"lambda was shaken off, and labels of which a share noise is wrong; ask about 50 new ones of each category",
		Facts: []experiments.Fact{
			fact("shared", "label", "weight of the shared component"),
			fact("memory", "share", "of the memory slots in |x|_1; 0 for x = 0"),
			fact("size", "count", "non-zeros of x"),
			fact("alone", "flag", "the shared component is the only non-zero"),
			fact("fit", "share", "of the characters taught, those told right by their labels; one half counts half"),
			fact("with", "share", "of the new characters with the shared component, those told right"),
			fact("without", "share", "of the new characters without it, those told right"),
			fact("right", "share", "of all new ones, the mean of the two"),
			fact("score_with", "label", "mean score of new characters with the shared component"),
			fact("score_without", "label", "mean score of those without"),
			fact("order", "share", "of the pairs of one with and one without, those in which the first has the larger score; ties count half"),
		},
		Accepts: robotTakes,
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			l := robotDraw(t)
			fit, err := robotTaught(ctx, t, learn.Sample{A: l.a, B: l.labels})
			if err != nil {
				return nil, err
			}
			return l.examined(fit), nil
		},
	}
}

// robotTaught has a lesson learned. All learners see the same folds.
func robotTaught(ctx context.Context, t *experiments.Trial, s learn.Sample) ([]float64, error) {
	learner, err := learn.Find(t.Cell.Solver)
	if err != nil {
		return nil, err
	}
	fit, err := learner.Fit(ctx, s, learn.Insight{}, t.Rand("folds"))
	return fit.X, err
}

// examined returns the facts of what was learned.
func (l robotLesson) examined(x []float64) []float64 {
	trained := learn.Predict(l.a, x)
	fit := 0.0
	for i, score := range trained {
		fit += robotTold(score, l.labels[i] == 1) / float64(len(trained))
	}
	known := x[:l.components]
	with, without := learn.Predict(l.with, known), learn.Predict(l.without, known)
	memory := 0.0
	if total := solvers.Norm(x, 1); total > 0 {
		memory = solvers.Norm(x[l.components:], 1) / total
	}
	alone := 0.0
	if robotSize(x) == 1 && math.Abs(x[0]) == solvers.Norm(x, math.Inf(1)) {
		alone = 1
	}
	right := (robotRight(with, true) + robotRight(without, false)) / 2
	return []float64{x[0], memory, float64(robotSize(x)), alone, fit, robotRight(with, true), robotRight(without, false), right,
		robotAverage(with), robotAverage(without), robotOrder(with, without)}
}

// robotAverage is the mean of numbers, 0 for none.
func robotAverage(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum / float64(len(x))
}

// measureLeftout teaches the same characters less one, each in turn, and asks about that one.
func measureLeftout() experiments.Measure {
	return experiments.Measure{
		Name:  "leftout",
		About: "draw the lesson of robot; have it learned with each character left out in turn, and ask about that one; have it learned whole, and ask about new ones",
		Facts: []experiments.Fact{
			fact("left_with", "share", "of the characters with the shared component, those told right when left out of the lesson"),
			fact("left_without", "share", "of those without it, likewise"),
			fact("with", "share", "of the new characters with it, those told right after the whole lesson"),
			fact("without", "share", "of the new characters without it, likewise"),
		},
		Accepts: robotTakes,
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			l := robotDraw(t)
			x, err := robotTaught(ctx, t, learn.Sample{A: l.a, B: l.labels})
			if err != nil {
				return nil, err
			}
			known := x[:l.components]
			with, without := robotRight(learn.Predict(l.with, known), true), robotRight(learn.Predict(l.without, known), false)
			var left [2][]float64
			for i, first := range l.first {
				x, err := robotTaught(ctx, t, l.less(i))
				if err != nil {
					return nil, err
				}
				score := 0.0
				for j, v := range x[:l.components] {
					score += v * l.a.At(i, j)
				}
				kind := &left[1]
				if first {
					kind = &left[0]
				}
				*kind = append(*kind, robotTold(score, first))
			}
			return []float64{robotAverage(left[0]), robotAverage(left[1]), with, without}, nil
		},
	}
}

// robotTakes checks the cell of a lesson.
func robotTakes(_ experiments.Lab, c experiments.Cell) error {
	learner, err := learn.Find(c.Solver)
	switch {
	case err != nil:
		return err
	case learner.Oracle:
		return fmt.Errorf("%s asks for the truth, and characters have none", c.Solver)
	case c.M < 4 || c.K < 1 || c.K+1 > c.N-1:
		return fmt.Errorf("n = %d, m = %d, k = %d; a lesson needs four characters or more, and 1 <= k <= n - 2", c.N, c.M, c.K)
	case c.Lambda > 1 || c.Noise > 1:
		return fmt.Errorf("lambda = %v, noise = %v; both are shares", c.Lambda, c.Noise)
	}
	return nil
}
