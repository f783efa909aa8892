package catalog

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

// The kinds of points in a portrait.
const (
	smallnessTouchKind = iota
	smallnessRoundKind
	smallnessPlantedKind
	smallnessBasicKind
	smallnessRayKind
	smallnessStrayKind
)

// measurePortrait looks at one solution of one and the same system in each trial.
func measurePortrait() experiments.Measure {
	return experiments.Measure{
		Name:  "portrait",
		About: "draw the first system of the cell, whatever the trial, and look at one of its solutions: the touch points, the planted point, then random basic solutions, points on rays, points around that of least squares",
		Facts: []experiments.Fact{
			fact("kind", "number", "0 the touch point of p = 1, 1 that of p = 2, 2 the planted point, 3 a basic solution, 4 a point on a ray, 5 a point around that of p = 2"),
			fact("norm", "ratio", "|x|_1 over the least"),
			fact("spread", "count", "(|x|_1/|x|_2)^2"),
		},
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			c := t.Cell
			s, err := t.System(ensemble.Draw{N: c.N, M: c.M, K: c.K, Ensemble: c.Ensemble, Amplitudes: c.Amplitudes, Noise: c.Noise, Seed: t.Seed})
			if err != nil {
				return nil, err
			}
			set, err := newSmallnessSet(ctx, t, s)
			if err != nil {
				return nil, err
			}
			kind := t.Number
			if kind > smallnessPlantedKind {
				kind = smallnessBasicKind + t.Number%3
			}
			x, err := set.portrait(kind, t.Rand("portrait"))
			if err != nil {
				return nil, err
			}
			p := smallnessLook(x)
			return []float64{float64(kind), p.norm / solvers.Norm(set.touch, 1), p.spread}, nil
		},
	}
}

func (s smallnessSet) portrait(kind int, rng *rand.Rand) ([]float64, error) {
	switch kind {
	case smallnessTouchKind:
		return s.touch, nil
	case smallnessRoundKind:
		return s.round, nil
	case smallnessPlantedKind:
		if s.truth == nil {
			return nil, errors.New("catalog: portrait of a system without a planted point")
		}
		return s.truth, nil
	case smallnessBasicKind:
		return s.basic(rng)
	case smallnessRayKind:
		return s.climb(s.direction(rng), math.Pow(30, rng.Float64())), nil
	}
	return s.stray(rng), nil
}

// smallnessScatterPlot draws the portrait of one set of solutions.
func smallnessScatterPlot(data experiments.Data) results.Panel {
	panel := results.Panel{Title: "solutions of one system", X: results.Axis{Label: "norm over the least", Log: true}, Y: results.Axis{Label: "entries that count"}}
	for _, kind := range []struct {
		code int
		name string
	}{
		{smallnessStrayKind, "random"}, {smallnessRayKind, "on rays"}, {smallnessBasicKind, "basic"},
		{smallnessRoundKind, "p = 2"}, {smallnessPlantedKind, "planted"}, {smallnessTouchKind, "p = 1"},
	} {
		s := results.Series{Name: kind.name, Shape: results.Dots}
		for _, g := range data.Where(func(c experiments.Cell) bool { return c.Measure == "portrait" }) {
			for _, r := range g.Records {
				norm, spread := r.Facts.Get("norm"), r.Facts.Get("spread")
				if r.Outcome == results.Solved && r.Facts.Get("kind") == float64(kind.code) && !math.IsNaN(norm) && norm < 1000 {
					s.Points = append(s.Points, results.Point{X: norm, Y: spread})
				}
			}
		}
		panel.Series = append(panel.Series, s)
	}
	return panel
}
