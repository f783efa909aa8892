package catalog

import (
	"context"
	"fmt"
	"math"

	"touchpoint/experiments"
	"touchpoint/solvers"
)

// measureSmallness looks at many solutions of one system.
func measureSmallness() experiments.Measure {
	facts := []experiments.Fact{
		fact("touch", "x", "|x|_1 of the touch point of p = 1, the least there is"),
		fact("touch_nonzeros", "count", "its non-zeros"),
		fact("touch_spread", "count", "its (|x|_1/|x|_2)^2"),
		fact("round", "ratio", "|x|_1 of the touch point of p = 2 over the least"),
		fact("round_spread", "count", "(|x|_1/|x|_2)^2 of that point"),
		fact("unit", "number", "uniform on [0, 1): the unit of measurement of this system, for norms that are compared across systems"),
		fact("count", "count", "basic solutions looked at, the planted point once"),
		fact("median", "ratio", "median |x|_1 of basic solutions with m non-zeros over the least; missing if there is none"),
		fact("sparse", "share", "of them, those with a smaller |x|_1 than the touch point of p = 2"),
		fact("basics", "share", "of the pairs of them with different |x|_1, those in which the smaller belongs to the smaller (|x|_1/|x|_2)^2"),
		fact("planted", "share", "of them, those whose |x|_1 is not below that of x0; missing without a truth or where not all bases were tried"),
		fact("isotropic", "share", "as basics, for random points around the touch point of p = 2"),
		fact("rays", "share", "as basics, for points on random rays from the touch point of p = 1"),
	}
	for _, h := range smallnessHeights {
		facts = append(facts, fact(h.fact, "count", fmt.Sprintf("mean (|x|_1/|x|_2)^2 on the rays where |x|_1 is %v of the least", h.over)))
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
