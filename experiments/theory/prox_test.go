package theory

import (
	"fmt"
	"math"
	"testing"
)

// cost is 1/2 (x - z)^2 + lambda |x|^p.
func cost(x, z, lambda, p float64) float64 {
	c := (x - z) * (x - z) / 2
	if x != 0 {
		c += lambda * math.Pow(math.Abs(x), p)
	}
	return c
}

// least is the minimiser over a grid that contains 0.
func least(z, lambda, p float64) (best float64) {
	for i := -40000; i <= 40000; i++ {
		if x := float64(i) * 1e-4; cost(x, z, lambda, p) < cost(best, z, lambda, p) {
			best = x
		}
	}
	return best
}

func TestHalf(t *testing.T) {
	for _, c := range []struct{ z, lambda, want float64 }{{2, 1, 1.60537794}, {3, 1, 2.69545315}, {1, .3, .83593958}, {-2, 1, -1.60537794}} {
		within(t, fmt.Sprintf("Half(%v, %v)", c.z, c.lambda), Half(c.z, c.lambda), c.want, 6e-9)
	}
	for _, lambda := range []float64{1e-9, .2, 1, 30} {
		zero := 1.5 * math.Cbrt(lambda*lambda)
		near(t, "jump", Half(zero*(1+1e-12), lambda), math.Cbrt(lambda*lambda), 1e-5)
		if x := Half(zero*(1-1e-12), lambda); x != 0 {
			t.Errorf("below the threshold: %v", x)
		}
		// The gradient vanishes.
		x := Half(-3*zero, lambda)
		near(t, "stationary", x-lambda/2/math.Sqrt(-x), -3*zero, 1e-13)
	}
	if x := Half(1.7, 0); math.Abs(x-1.7) > 1e-15 {
		t.Errorf("no penalty: %v", x)
	}
}

func TestProxIsLeast(t *testing.T) {
	for _, lambda := range []float64{.1, .7, 2} {
		for _, z := range []float64{-3.01, -1.13, .02, .41, 1.9, 2.77} {
			within(t, fmt.Sprintf("Soft(%v, %v)", z, lambda), Soft(z, lambda), least(z, lambda, 1), 1e-4)
			within(t, fmt.Sprintf("Half(%v, %v)", z, lambda), Half(z, lambda), least(z, lambda, .5), 1e-4)
		}
	}
}

func TestLpJumpIsATie(t *testing.T) {
	for _, p := range []float64{0, .1, .5, 2. / 3, .9, .999} {
		for _, lambda := range []float64{1e-3, .4, 5} {
			zero, jump, err := LpJump(p, lambda)
			if err != nil {
				t.Fatal(err)
			}
			at := fmt.Sprintf(" at p = %v, lambda = %v", p, lambda)
			near(t, "tie"+at, cost(jump, zero, lambda, p), cost(0, zero, lambda, p), 1e-12)
			near(t, "stationary"+at, jump+lambda*p*math.Pow(jump, p-1), zero, 1e-12)
			for _, x := range []float64{.5 * jump, .9 * jump, 1.1 * jump, 3 * jump} {
				if cost(x, zero, lambda, p) < cost(0, zero, lambda, p)*(1-1e-12) {
					t.Errorf("%v is better than %v%s", x, jump, at)
				}
			}
		}
	}
	zero, jump, err := LpJump(1, .7)
	if err != nil || zero != .7 || jump != 0 {
		t.Errorf("p = 1: %v, %v, %v", zero, jump, err)
	}
	zero, jump, err = LpJump(.5, 1)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "half threshold", zero, 1.5, 1e-15)
	near(t, "half jump", jump, 1, 1e-15)
	for _, c := range [][2]float64{{-.1, 1}, {1.1, 1}, {math.NaN(), 1}, {.5, -1}} {
		if _, _, err := LpJump(c[0], c[1]); err == nil {
			t.Errorf("LpJump%v: no error", c)
		}
	}
}

func TestOrthonormalZero(t *testing.T) {
	phi := func(x float64) float64 { return tail(-x) }
	for _, mu := range []float64{-2, 0, .3, 4} {
		for _, lambda := range []float64{.5, 1, 2} {
			at := fmt.Sprintf(" at mu = %v, lambda = %v", mu, lambda)
			p1 := noError[float64](t)(OrthonormalZero(mu, 1, 1, lambda))
			within(t, "p = 1"+at, p1, phi(lambda-mu)-phi(-lambda-mu), 1e-14)
			within(t, "survivors"+at, 1-p1, noError[float64](t)(LassoFreedom([]float64{mu}, 1, lambda)), 1e-14)
			half := 1.5 * math.Pow(lambda, 2./3)
			within(t, "p = 1/2"+at, noError[float64](t)(OrthonormalZero(2*mu, 2, .5, lambda)), phi(half/2-mu)-phi(-half/2-mu), 1e-14)
			hard := math.Sqrt(2 * lambda)
			within(t, "p = 0"+at, noError[float64](t)(OrthonormalZero(mu, 1, 0, lambda)), phi(hard-mu)-phi(-hard-mu), 1e-14)
		}
	}
	near(t, "far", noError[float64](t)(OrthonormalZero(10, 1, 1, 1)), tail(9)-tail(11), 1e-13)
	for _, c := range [][3]float64{{0, .5, 1}, {-1, .5, 1}, {1, 2, 1}, {1, .5, -1}} {
		if _, err := OrthonormalZero(0, c[0], c[1], c[2]); err == nil {
			t.Errorf("OrthonormalZero(0, %v): no error", c)
		}
	}
}
