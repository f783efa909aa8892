package network

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Rows of one weight: algorithm 1 of Kingma and Ba, line by line.
func TestAdamIsAdam(t *testing.T) {
	const rate, b1, b2, eps = .03, .9, .99, 1e-8
	s := newStudent(1, 1)
	s.width = 1
	theta, first, second := [3]float64{1, 2, 3}, [3]float64{}, [3]float64{}
	copy(s.theta, theta[:])
	o, rng := newAdam(s), rand.New(rand.NewPCG(1, 2))
	for step := 1; step <= 20; step++ {
		grad := []float64{rng.NormFloat64(), 1e-6 * rng.NormFloat64(), 1 + rng.NormFloat64()}
		o.step(s, grad, rate, nil, 0)
		for i, g := range grad {
			first[i] = b1*first[i] + (1-b1)*g
			second[i] = b2*second[i] + (1-b2)*g*g
			hat1, hat2 := first[i]/(1-math.Pow(b1, float64(step))), second[i]/(1-math.Pow(b2, float64(step)))
			theta[i] -= rate * hat1 / (math.Sqrt(hat2) + eps)
			if math.Abs(s.theta[i]-theta[i]) > 1e-12 {
				t.Fatalf("step %d, weight %d: %v, want %v", step, i, s.theta[i], theta[i])
			}
		}
	}
}

// The first step of a row has length rate sqrt(width), along the gradient of the row.
func TestAdamStepsAlongTheGradientOfARow(t *testing.T) {
	s := newStudent(1, 4)
	s.width = 3 // the fourth unit has not grown
	grad := []float64{3, -4, 12, 99, 0, 0, 0, 99, 1e-3, 0, 0, 99}
	newAdam(s).step(s, grad, .5, nil, 0)
	root := .5 * math.Sqrt(3) / 13
	want := []float64{-3 * root, 4 * root, -12 * root, 0, 0, 0, 0, 0, -.5 * math.Sqrt(3), 0, 0, 0}
	for j, v := range want {
		if math.Abs(s.theta[j]-v) > 1e-4*math.Abs(v) {
			t.Errorf("weight %d is %v, want %v", j, s.theta[j], v)
		}
	}
}

func TestDescend(t *testing.T) {
	s := newStudent(1, 2)
	s.width = 1
	copy(s.theta, []float64{1, 7, 2, 7, 3, 7})
	descend(s, []float64{1, 9, -2, 9, 4, 9}, .5)
	for j, v := range []float64{.5, 7, 3, 7, 1, 7} {
		if s.theta[j] != v {
			t.Errorf("weight %d is %v, want %v", j, s.theta[j], v)
		}
	}
}
