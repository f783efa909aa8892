package theory

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

var inf = math.Inf(1)

func ball(t *testing.T, n int, p float64) Ball {
	t.Helper()
	return noError[Ball](t)(NewBall(n, p))
}

func TestBallVolume(t *testing.T) {
	for _, c := range []struct {
		n    int
		p    float64
		want float64
	}{
		{1, .3, 2}, {2, 2, math.Pi}, {3, 2, 4 * math.Pi / 3}, {5, 2, 8 * math.Pi * math.Pi / 15}, {2, 1, 2}, {4, 1, 16. / 24},
		{2, .5, 2. / 3}, {3, inf, 8}, {10, inf, 1024},
	} {
		near(t, fmt.Sprintf("volume at n = %d, p = %v", c.n, c.p), math.Exp(ball(t, c.n, c.p).LogVolume()), c.want, 1e-13)
	}
}

// The slices of a ball fill it.
func TestBallSlices(t *testing.T) {
	for _, n := range []int{2, 3, 8} {
		for _, p := range []float64{.5, 1, 2, 5} {
			b, section := ball(t, n, p), ball(t, n-1, p)
			// t = u^4 takes the cusp at 0 away.
			sum := integral(func(u float64) float64 { return 4 * u * u * u * b.Slice(u*u*u*u) }, 0, 1)
			near(t, fmt.Sprintf("n = %d, p = %v", n, p), 2*sum*math.Exp(section.LogVolume()), math.Exp(b.LogVolume()), 1e-6)
		}
	}
	for _, c := range []struct {
		n          int
		p, t, want float64
	}{{3, 1, .5, .25}, {3, 2, .6, .64}, {2, .5, .25, .25}, {4, inf, .9, 1}, {4, inf, 1, 0}, {1, 1, .5, 1}, {5, 1, 0, 1}} {
		within(t, fmt.Sprintf("slice %+v", c), ball(t, c.n, c.p).Slice(c.t), c.want, 1e-15)
	}
}

func TestBallTips(t *testing.T) {
	for _, n := range []int{1, 2, 7, 40} {
		size := float64(n)
		for _, x := range []float64{.5, .7, .99} {
			near(t, "n (1-t)^n", ball(t, n, 1).Tips(x), size*math.Pow(1-x, size), 1e-12)
			near(t, "1 - t^n", ball(t, n, inf).Tips(x), 1-math.Pow(x, size), 1e-12)
		}
	}
	// The disc: outside a square inside it, and four segments.
	near(t, "disc, t = .6", ball(t, 2, 2).Tips(.6), 1-1.44/math.Pi, 1e-13)
	near(t, "disc, t = .8", ball(t, 2, 2).Tips(.8), 4/math.Pi*(math.Acos(.8)-.8*.6), 1e-13)
	// Two caps of the sphere at each axis, area 2 pi (1-t) each.
	near(t, "sphere", ball(t, 3, 2).SurfaceTips(.8), 3*(1-.8), 1e-12)
	// p = 1: sum (-1)^(k+1) C(n, k) (1 - k t)^n.
	near(t, "octahedron, t = .4", ball(t, 3, 1).Tips(.4), 3*.6*.6*.6-3*.2*.2*.2, 1e-13)
	near(t, "its surface", ball(t, 3, 1).SurfaceTips(.4), 3*.6*.6-3*.2*.2, 1e-13)
	for _, p := range []float64{.4, 1, 2, 7, inf} {
		b := ball(t, 4, p)
		if b.Tips(0) != 1 || b.Tips(1) != 0 || b.SurfaceTips(0) != 1 || b.SurfaceTips(1) != 0 {
			t.Errorf("p = %v: tips %v .. %v, of the surface %v .. %v", p, b.Tips(0), b.Tips(1), b.SurfaceTips(0), b.SurfaceTips(1))
		}
		last := 1.0
		for x := .02; x < 1; x += .02 {
			now := b.Tips(x)
			if !(now < last) {
				t.Errorf("p = %v: %v at t = %v after %v", p, now, x, last)
			}
			last = now
		}
	}
}

// Where the cube is inside, the integral agrees with what is left of the ball.
func TestBallOutsideTheCube(t *testing.T) {
	for _, p := range []float64{.05, .5, 1, 1.5, 3, 10, 100} {
		for _, n := range []int{2, 3, 5, 10} {
			for _, fill := range []float64{.3, .9} {
				s := fill / float64(n)
				within(t, fmt.Sprintf("n = %d, p = %v", n, p), exclusion(n, 1/p, 1, s), ball(t, n, p).Tips(math.Pow(s, 1/p)), 1e-10)
			}
		}
	}
}

// Uniform points of the ball by rejection from the cube, in the region where several coordinates may exceed t.
func TestBallTipsAgreeWithDraws(t *testing.T) {
	random := rand.New(rand.NewPCG(18, 19))
	const trials = 10000
	for _, c := range []struct {
		n    int
		p, t float64
	}{{3, .8, .32}, {4, 2, .55}, {5, 3, .7}, {3, .5, .2}} {
		inside, tips := 0, 0
		for inside < trials {
			var sum, largest float64
			for range c.n {
				x := random.Float64()
				sum += math.Pow(x, c.p)
				largest = max(largest, x)
			}
			if sum <= 1 {
				inside++
				if largest > c.t {
					tips++
				}
			}
		}
		want := ball(t, c.n, c.p).Tips(c.t)
		if s := math.Pow(c.t, c.p); s >= .5 || float64(c.n)*s <= 1 {
			t.Fatalf("%+v needs no inclusion and exclusion", c)
		}
		within(t, fmt.Sprintf("%+v", c), float64(tips)/trials, want, 4.5*math.Sqrt(want*(1-want)/trials))
	}
}

func TestAxisConeAgreesWithDraws(t *testing.T) {
	random := rand.New(rand.NewPCG(20, 21))
	const trials = 20000
	for _, c := range []struct {
		n     int
		angle float64
	}{{3, .9}, {3, .5}, {6, .95}, {20, 1.1}} {
		hits := 0
		for range trials {
			var squares, largest float64
			for range c.n {
				g := random.NormFloat64()
				squares += g * g
				largest = max(largest, math.Abs(g))
			}
			if largest > math.Cos(c.angle)*math.Sqrt(squares) {
				hits++
			}
		}
		want := noError[float64](t)(AxisCone(c.n, c.angle))
		within(t, fmt.Sprintf("%+v", c), float64(hits)/trials, want, 4.5*math.Sqrt(want*(1-want)/trials))
	}
}

func TestAxisCone(t *testing.T) {
	near(t, "in the plane", noError[float64](t)(AxisCone(2, math.Pi/5)), .8, 1e-13)
	near(t, "six caps", noError[float64](t)(AxisCone(3, .01)), 3*(1-math.Cos(.01)), 1e-10)
	near(t, "the same on the sphere", noError[float64](t)(AxisCone(7, .9)), ball(t, 7, 2).SurfaceTips(math.Cos(.9)), 1e-12)
	for _, n := range []int{1, 2, 3, 50} {
		if p := noError[float64](t)(AxisCone(n, math.Acos(1/math.Sqrt(float64(n)))+1e-9)); math.Abs(p-1) > 1e-12 {
			t.Errorf("n = %d: %v of the directions are within reach of an axis", n, p)
		}
	}
	for _, c := range []struct {
		n     int
		angle float64
	}{{0, 1}, {3, -.1}, {3, 1.6}, {3, math.NaN()}} {
		if _, err := AxisCone(c.n, c.angle); err == nil {
			t.Errorf("AxisCone(%+v): no error", c)
		}
	}
}

func TestBallShape(t *testing.T) {
	for _, c := range []struct {
		n                   int
		p                   float64
		diagonal, spikiness float64
	}{{9, 1, 1. / 3, 3}, {9, 2, 1, 1}, {9, inf, 3, 3}, {9, .5, 1. / 27, 27}, {1, .5, 1, 1}} {
		b := ball(t, c.n, c.p)
		near(t, fmt.Sprintf("diagonal %+v", c), b.Diagonal(), c.diagonal, 1e-14)
		near(t, fmt.Sprintf("spikiness %+v", c), b.Spikiness(), c.spikiness, 1e-14)
	}
	for _, c := range []struct {
		n int
		p float64
	}{{0, 1}, {3, 0}, {3, -1}, {3, math.NaN()}} {
		if _, err := NewBall(c.n, c.p); err == nil {
			t.Errorf("NewBall(%+v): no error", c)
		}
	}
}
