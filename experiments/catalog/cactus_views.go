package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// cactusCubeTips says what ±e_j is where p = +Inf.
const cactusCubeTips = "for p = inf ±e_j is the middle of a facet: the tips of the cube are on the diagonals, sqrt(n) from the centre"

// cactusBody shows how far the tips stand out.
func cactusBody(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "body",
		Title:   "How long the needles are, and how deep inside the volume is",
		Caption: "Farthest over nearest: radius of the sphere around the ball over that of the sphere inside, n^|1/p - 1/2|. Tip over body: how many times as far the tip is as the surface in a random direction, the mean of |u|_p. Half height: beyond this share of the way to a tip, as the largest coordinate measures it, lies half of the volume, exactly; the share of the drawn points there should be one half.",
		Columns: numbers("n", "p", "farthest over nearest", "tip over body", "half height", "points beyond", "agreement"),
	}
	points := measuredBy(data, "ball", anyCell)
	var tests agreements
	for _, g := range points {
		b, err := theory.NewBall(g.Cell.N, g.Cell.P)
		if err != nil {
			return t, err
		}
		level := cactusLevel(b, g.Cell.P)
		beyond := g.Tally(factIs("volume", above(level))).Rate
		length := mean(values(g, cactusLength), experiments.Level).Value
		t.Append(results.Int(g.Cell.N), exponent(g.Cell.P), results.Float{Value: b.Spikiness(), Digits: 4}, results.Float{Value: length, Digits: 3},
			probability(level), experiments.Estimate(beyond), tests.of(beyond, b.Tips(level)))
	}
	tests.note(&t)
	losses(&t, points)
	t.Note(cactusCubeTips)
	return t, residue(&t, points, "n", "p")
}

// cactusShares shows what part of the ball is near its tips.
func cactusShares(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "shares",
		Title:   "How much of the ball is in its needles",
		Caption: "Share of the volume, and of the surface by the cone measure, beyond half of the way to a tip: largest coordinate above 1/2. Directions: share of the rays from the centre along which the ball reaches half as far as its tips, or farther.",
		Columns: numbers("n", "p", "volume", "exact volume", "volume agreement", "surface", "exact surface", "surface agreement", "directions"),
	}
	points := measuredBy(data, "ball", anyCell)
	var tests agreements
	for _, g := range points {
		b, err := theory.NewBall(g.Cell.N, g.Cell.P)
		if err != nil {
			return t, err
		}
		rate := func(fact string) results.Rate { return g.Tally(factIs(fact, above(cactusHalfway))).Rate }
		volume, surface := b.Tips(cactusHalfway), b.SurfaceTips(cactusHalfway)
		t.Append(results.Int(g.Cell.N), exponent(g.Cell.P),
			experiments.Estimate(rate("volume")), probability(volume), cactusTest(&tests, rate("volume"), volume),
			experiments.Estimate(rate("surface")), probability(surface), cactusTest(&tests, rate("surface"), surface), experiments.Estimate(rate("reach")))
	}
	tests.note(&t)
	losses(&t, points)
	t.Note(cactusCubeTips)
	return t, residue(&t, points, "n", "p")
}

// cactusDirections shows how rarely a random direction is near an axis.
func cactusDirections(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "directions",
		Title:   "How many directions are near a needle",
		Caption: "Share of all directions within 30 degrees of one of the n axes, on which the needles of every ball with p < 2 stand. Directions of all exponents together.",
		Columns: numbers("n", "within 30 degrees", "exact", "agreement"),
	}
	points := measuredBy(data, "ball", anyCell)
	var tests agreements
	for _, n := range cactusSizes(points) {
		exact, err := theory.AxisCone(n, cactusNeedle)
		if err != nil {
			return t, err
		}
		rate := pooled(points.Where(func(c experiments.Cell) bool { return c.N == n }), factIs("axis", above(math.Cos(cactusNeedle))))
		t.Append(results.Int(n), experiments.Estimate(rate), probability(exact), cactusTest(&tests, rate, exact))
	}
	tests.note(&t)
	losses(&t, points)
	return t, residue(&t, points, "n")
}

// cactusPush shows where a wall touches.
func cactusPush(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "push",
		Title:   "Who is pushed against the cactus is pricked: where random walls touch the ball",
		Caption: "The solutions of m equations are the wall. Beyond halfway: the largest entry of the touch point is above half of the touch radius. Exact: 1 for one equation and p <= 1; for p = 2 the touch is in a uniform direction, and the share is that of all directions within 60 degrees of an axis.",
		Columns: numbers("p", "n", "m", "beyond halfway", "exact", "agreement", "largest entry over radius"),
	}
	walls := measuredBy(data, "push", anyCell)
	var tests agreements
	for _, p := range []float64{0.5, 1, 2} {
		for _, g := range walls.Where(func(c experiments.Cell) bool { return c.P == p }) {
			rate, exact := g.Tally(factIs("share", above(cactusHalfway))).Rate, cactusWall(g.Cell)
			t.Append(exponent(p), results.Int(g.Cell.N), results.Int(g.Cell.M), experiments.Estimate(rate), probability(exact), cactusTest(&tests, rate, exact),
				middle(values(g, factOf("share"))))
		}
	}
	tests.note(&t)
	losses(&t, walls)
	t.Note("largest entry over radius is a median; walls of one n and m are the same for all p")
	return t, residue(&t, walls, "p", "n", "m", "solver")
}
