package catalog

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/solvers"
)

// A uniform point of the ball has |x|_p^n uniform on [0, 1] and, on the surface, |x|_p = 1; and the squares of a direction have a beta law.
func TestCactusPointsAreUniform(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	const points = 600
	for _, p := range []float64{0.25, 0.5, 1, 2, math.Inf(1)} {
		for _, n := range []int{2, 7} {
			x := make([]float64, n)
			var radius, first []float64
			for range points {
				cactusPoint(rng, x, p, true)
				radius = append(radius, math.Pow(solvers.Norm(x, p), float64(n)))
				cactusPoint(rng, x, p, false)
				if d := math.Abs(solvers.Norm(x, p) - 1); d > 1e-12 {
					t.Fatalf("p = %v, n = %d: a point of the surface is %v off it", p, n, d)
				}
				randomDirection(rng, x)
				first = append(first, x[0]*x[0])
			}
			shapesLaw(t, radius, func(r float64) float64 { return r })
			shapesLaw(t, first, distuv.Beta{Alpha: 0.5, Beta: float64(n-1) / 2}.CDF)
		}
	}
}

// shapesLaw checks a sample against its law; the seed is fixed, so that it cannot fail by chance.
func shapesLaw(t *testing.T, sample []float64, cdf func(float64) float64) {
	t.Helper()
	test, err := stats.KolmogorovSmirnov(sample, cdf)
	if err != nil || test.P < 1e-4 {
		t.Errorf("%v, p-value %.2g", err, test.P)
	}
}

// The largest coordinate against points of the square that happen to be in the ball.
func TestCactusPointsAgreeWithRejection(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const p, points = 0.5, 4000
	var drawn, kept []float64
	x := make([]float64, 2)
	for len(kept) < points {
		if u, v := rng.Float64(), rng.Float64(); math.Pow(u, p)+math.Pow(v, p) <= 1 {
			kept = append(kept, max(u, v))
		}
	}
	for range points {
		cactusPoint(rng, x, p, true)
		drawn = append(drawn, max(x[0], x[1]))
	}
	for _, level := range []float64{0.1, 0.3, 0.6} {
		count := func(list []float64) (hits int) {
			for _, v := range list {
				hits += int(oneIf(v > level))
			}
			return hits
		}
		i, err := stats.RateDifference(count(drawn), points, count(kept), points, 0.999)
		if err != nil || !i.Contains(0) {
			t.Errorf("beyond %v: %d drawn, %d kept, %v", level, count(drawn), count(kept), err)
		}
	}
}

func TestCactusLevelHalvesTheBall(t *testing.T) {
	for _, p := range []float64{0.25, 0.5, 1, 2, math.Inf(1)} {
		for _, n := range []int{2, 3, 30} {
			b, err := theory.NewBall(n, p)
			if err != nil {
				t.Fatal(err)
			}
			if share := b.Tips(cactusLevel(b, p)); math.Abs(share-0.5) > 1e-6 {
				t.Errorf("p = %v, n = %d: %v of the volume beyond", p, n, share)
			}
		}
	}
}

// The outline starts at the tip, ends in the middle of a facet, and is the ball itself in the plane.
func TestCactusOutlines(t *testing.T) {
	for _, p := range []float64{0.5, 1, 2} {
		for _, n := range []int{2, 3, 24} {
			b, err := theory.NewBall(n, p)
			if err != nil {
				t.Fatal(err)
			}
			if tip, facet := cactusOutline(n, p, 0), cactusOutline(n, p, 1); math.Abs(tip-1) > 1e-12 || math.Abs(facet/b.Diagonal()-1) > 1e-12 {
				t.Errorf("p = %v, n = %d: from %v to %v", p, n, tip, facet)
			}
		}
	}
	for _, part := range []float64{0.2, 0.5, 0.9} {
		sin, cos := math.Sincos(part * math.Pi / 4)
		if r := cactusOutline(2, 1, part); math.Abs(r*cos+r*sin-1) > 1e-12 {
			t.Errorf("part %v of the way: %v off the edge", part, r)
		}
	}
}

func TestCactusWallsAreKnown(t *testing.T) {
	for c, want := range map[experiments.Cell]float64{
		{N: 7, M: 1, P: 1}: 1, {N: 7, M: 1, P: 0.5}: 1, {N: 3, M: 1, P: 2}: 1, // three directions cannot all be more than 60 degrees away
	} {
		if got := cactusWall(c); got != want {
			t.Errorf("%v: %v, want %v", c, got, want)
		}
	}
	if !math.IsNaN(cactusWall(experiments.Cell{N: 10, M: 5, P: 1})) {
		t.Error("a law for several equations")
	}
}

// The tip of the ball of p = 1 is E |u|_1 = n Gamma(n/2)/(sqrt pi Gamma((n+1)/2)) times as far as its surface in a random direction u, on average.
func TestCactusTipsStandOut(t *testing.T) {
	for _, g := range measuredBy(smokeOf(t, "cactus"), "ball", anyCell) {
		if g.Cell.P != 1 {
			continue
		}
		n := float64(g.Cell.N)
		a, _ := math.Lgamma(n / 2)
		b, _ := math.Lgamma((n + 1) / 2)
		e := mean(values(g, cactusLength), 0.9999)
		if want := n * math.Exp(a-b) / math.Sqrt(math.Pi); !e.Interval.Contains(want) {
			t.Errorf("n = %v: %v, want %v", n, e, want)
		}
	}
}

func TestCactusVerdictFollowsTheFacts(t *testing.T) {
	const wall, ray = "a wall, one equation", "a ray from a random direction"
	shapesDecides(t, cactus(), wall, map[string]float64{"share": 0.1}, experiments.Fails)
	shapesDecides(t, cactus(), wall, map[string]float64{"share": 1}, experiments.Holds)
	shapesDecides(t, cactus(), ray, map[string]float64{"axis": 0.99}, experiments.Holds)
	shapesDecides(t, cactus(), ray, map[string]float64{"axis": 0.5}, experiments.Fails)
	shapesDecides(t, cactus(), "follow their exact laws", map[string]float64{"volume": 0}, experiments.Fails)
}
