package catalog

import (
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// cactus asks how long the spikes of the balls are, how much of the ball is in them, and who is pricked.
func cactus() experiments.Claim {
	return experiments.Claim{
		Name:      "cactus",
		Sentence:  "if you push a person towards a cactus, the probability of being pricked by the needles is pretty high",
		Question:  "By p and n: how far do the tips of the ball stand out, what share of its volume, its surface and all directions is near them, and how often does a wall that is pushed against it touch a tip?",
		Reference: "n^|1/p - 1/2| for the spikes, Dirichlet laws for volume and surface, the beta law for directions near an axis; a wall, one equation, touches a tip with probability 1 for p <= 1",
		Plan:      cactusPlan,
		Views:     []experiments.View{cactusBody, cactusShares, cactusDirections, cactusPush},
		Pictures:  []experiments.Picture{cactusHedgehog, cactusPicture},
		Findings:  cactusFindings,
	}
}

var cactusExponents = []experiments.Real{0.25, 0.5, 1, 2, experiments.Real(math.Inf(1))}

const (
	cactusHalfway = 0.5         // near a tip, as a share of the way from the centre to it
	cactusNeedle  = math.Pi / 6 // near an axis, as an angle: 30 degrees
)

func cactusPlan(e experiments.Effort) (plan experiments.Plan) {
	points := func(n []int, trials int) {
		s := gaussian(0, 1, []int{0}, cactusExponents, "uniform", trials)
		s.N, s.Measure = n, "ball"
		plan = append(plan, s)
	}
	points([]int{2, 3, 10, 30, 100}, experiments.Pick(e, 20, 2000, 10000))
	if e != experiments.Smoke {
		points([]int{1000}, experiments.Pick(e, 0, 1000, 5000))
	}
	wall := func(n, m int, p float64, solver string, trials int) {
		s := gaussian(n, m, []int{0}, []experiments.Real{experiments.Real(p)}, solver, trials)
		s.Measure = "push"
		plan = append(plan, s)
	}
	trials := experiments.Pick(e, 10, 1000, 10000)
	for _, n := range []int{2, 10, 100, 1000} {
		wall(n, 1, 0.5, "enumerate", trials)
		wall(n, 1, 1, "homotopy", trials)
		wall(n, 1, 2, "minnorm", trials)
	}
	wall(10, 5, 1, "homotopy", trials)
	wall(100, 50, 1, "homotopy", trials)
	return plan
}

// cactusLevel is the share of the way to the tip beyond which half of the ball's volume lies.
func cactusLevel(b theory.Ball, p float64) float64 {
	height := func(s float64) float64 { return math.Pow(s, 1/p) }
	if math.IsInf(p, 1) {
		height = func(s float64) float64 { return s }
	}
	lo, hi := 0.0, 1.0
	for range 34 {
		if s := (lo + hi) / 2; b.Tips(height(s)) > 0.5 {
			lo = s
		} else {
			hi = s
		}
	}
	return height((lo + hi) / 2)
}

// cactusTests are p-values of one cell of points against the laws of volume, surface and directions, which are
// drawn independently of each other and of every other cell.
func cactusTests(g experiments.Group, tests *agreements) error {
	b, err := theory.NewBall(g.Cell.N, g.Cell.P)
	if err != nil {
		return err
	}
	cone, err := theory.AxisCone(g.Cell.N, cactusNeedle)
	if err != nil {
		return err
	}
	level := cactusLevel(b, g.Cell.P)
	tests.of(g.Tally(factIs("volume", above(level))).Rate, b.Tips(level))
	cactusTest(tests, g.Tally(factIs("surface", above(level))).Rate, b.SurfaceTips(level))
	cactusTest(tests, g.Tally(factIs("axis", above(math.Cos(cactusNeedle)))).Rate, cone)
	return nil
}

// cactusTest is a test, unless hits were hardly to be expected and there are none.
func cactusTest(tests *agreements, r results.Rate, p float64) results.Value {
	if r.Hits == 0 && float64(r.Trials())*p < 1e-3 {
		return results.Missing{}
	}
	return tests.of(r, p)
}

// cactusFindings asks who is pricked: a wall, a ray, a point of the ball.
func cactusFindings(data experiments.Data) ([]experiments.Finding, error) {
	walls, points := measuredBy(data, "push", anyCell), measuredBy(data, "ball", anyCell)
	pricked := func(name string, keep func(experiments.Cell) bool) experiments.Effect {
		return experiments.RateEffect(name, pooled(walls.Where(keep), factIs("share", above(cactusHalfway))))
	}
	near := func(name, fact string, bound float64) experiments.Effect {
		return experiments.RateEffect(name, pooled(points.Where(func(c experiments.Cell) bool { return c.P == 1 && c.N >= 10 }), factIs(fact, above(bound))))
	}
	length := func(n int, p float64) []float64 {
		return everywhere(points.Where(func(c experiments.Cell) bool { return c.N == n && c.P == p }), cactusLength)
	}
	var tests agreements
	for _, g := range points {
		if err := cactusTests(g, &tests); err != nil {
			return nil, err
		}
	}
	for _, g := range walls {
		cactusTest(&tests, g.Tally(factIs("share", above(cactusHalfway))).Rate, cactusWall(g.Cell))
	}
	return []experiments.Finding{
		experiments.Above("a wall, one equation, that is pushed against the ball of p = 1 is touched by a needle, beyond half of its length, more often than not, in ten dimensions or more (theory: always)",
			pricked("pricked", func(c experiments.Cell) bool { return c.P == 1 && c.M == 1 && c.N >= 10 }), 0.5),
		experiments.Above("a ray from a random direction meets the ball within 30 degrees of a needle more often than not, in ten dimensions or more",
			near("near a needle", "axis", math.Cos(cactusNeedle)), 0.5),
		experiments.Above("most of the volume of the ball of p = 1 is in its needles, beyond half of their length, in ten dimensions or more",
			near("of the volume", "volume", cactusHalfway), 0.5),
		experiments.Above("most of the surface of the ball of p = 1 is on its needles, beyond half of their length, in ten dimensions or more", near("of the surface", "surface", cactusHalfway), 0.5),
		experiments.Above("half as many equations as unknowns, ten or more, still push the ball of p = 1 beyond half of a needle more often than not",
			pricked("pricked", func(c experiments.Cell) bool { return c.P == 1 && c.M > 1 && c.N >= 10 }), 0.5),
		experiments.Below("the round ball, which has no needles, touches a wall that near to an axis less often than not, in a hundred dimensions or more",
			pricked("that near to an axis", func(c experiments.Cell) bool { return c.P == 2 && c.N >= 100 }), 0.5),
		experiments.Above("the needles of the ball of p = 1 are longer in a hundred dimensions than in two, against its body",
			contrast("change in tip over body", length(100, 1), length(2, 1)), 0),
		experiments.Above("the needles of the ball of p = 1/2 are longer than those of p = 1 in ten dimensions",
			contrast("difference in tip over body", length(10, 0.5), length(10, 1)), 0),
		experiments.Agrees("volume, surface, directions and walls follow their exact laws", data.Trials(), tests),
	}, nil
}

// cactusLength is how many times as far a tip is from the centre as the surface in a random direction.
func cactusLength(r results.Record) float64 { return 1 / r.Facts.Get("reach") }

// cactusWall is the exact probability that a wall touches beyond halfway to a tip; NaN where it is not known. For p = 2 the touch point is a
// uniform direction.
func cactusWall(c experiments.Cell) float64 {
	switch {
	case c.M == 1 && c.P <= 1:
		return 1
	case c.M == 1 && c.P == 2:
		share, err := theory.AxisCone(c.N, math.Acos(cactusHalfway))
		if err != nil {
			return math.NaN()
		}
		return share
	}
	return math.NaN()
}

// cactusSizes lists the n of the points.
func cactusSizes(points experiments.Data) (ns []int) {
	for _, g := range points {
		ns = append(ns, g.Cell.N)
	}
	slices.Sort(ns)
	return slices.Compact(ns)
}
