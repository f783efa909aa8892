package catalog

import (
	"context"
	"math"

	"touchpoint/experiments"
	"touchpoint/solvers"
)

// measureSmallness looks at many solutions of one system.
func measureSmallness() experiments.Measure {
	facts := []string{"touch", "touch_nonzeros", "touch_spread", "round", "round_spread", "unit", "count", "median", "sparse", "basics", "planted",
		"isotropic", "rays"}
	for _, h := range smallnessHeights {
		facts = append(facts, h.fact)
	}
	return experiments.Measure{
		Name: "smallness",
		About: "compare many solutions of one system with its touch points of p = 1 and p = 2: all basic solutions, or random ones where they are too many, points on random " +
			"rays from the touch point, random points around that of least squares; the share of pairs of each kind in which the smaller norm belongs to the sparser point",
		Facts: facts,
		Run: func(ctx context.Context, t *experiments.Trial) ([]float64, error) {
			s, err := t.Draw()
			if err != nil {
				return nil, err
			}
			set, err := newSmallnessSet(ctx, t, s)
			if err != nil {
				return nil, err
			}
			basic := set.basics(t.Rand("bases"))
			planted := math.NaN()
			if s.Truth != nil && basic.all {
				planted = 1 - basic.below(solvers.Norm(s.Truth, 1))
			}
			rays, levels := set.rays(t.Rand("rays"))
			touch, round := smallnessLook(set.touch), smallnessLook(set.round)
			return append([]float64{touch.norm, float64(nonZeros(set.touch)), touch.spread, round.norm / touch.norm, round.spread, t.Rand("unit").Float64(),
				float64(basic.distinct), basic.median() / touch.norm, basic.below(round.norm), smallnessConcordance(basic.others), planted,
				smallnessConcordance(set.scatter(t.Rand("isotropic"))), smallnessConcordance(rays)}, levels...), nil
		},
	}
}

// smallnessSeen is a point as far as norm and sparsity go.
type smallnessSeen struct{ norm, spread float64 }

func smallnessLook(x []float64) smallnessSeen { return smallnessSeen{solvers.Norm(x, 1), counting(x)} }

// smallnessConcordance is the share of pairs with different norms in which the smaller norm belongs to the smaller spread: Kendall's tau is twice
// that less 1. Of many points it takes some, evenly through the list.
func smallnessConcordance(points []smallnessSeen) float64 {
	if step := 1 + len(points)/smallnessDrawn; step > 1 {
		var some []smallnessSeen
		for i := 0; i < len(points); i += step {
			some = append(some, points[i])
		}
		points = some
	}
	agree, count := 0.0, 0.0
	for i, a := range points {
		for _, b := range points[:i] {
			if math.Abs(a.norm-b.norm) <= 1e-9*max(a.norm, b.norm) {
				continue
			}
			count++
			if (a.norm < b.norm) == (a.spread < b.spread) {
				agree++
			}
		}
	}
	return agree / count
}
