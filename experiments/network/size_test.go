package network

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// What is cut follows the schedule, is the smallest there is, and stays away.
func TestPruningFollowsItsSchedule(t *testing.T) {
	const steps, sparsity = 200, .9
	for _, paths := range []bool{false, true} {
		rng := rand.New(rand.NewPCG(1, 2))
		s := random(10, 7, rng)
		p := newPruning(s, sparsity, paths)
		for step := 1; step <= steps; step++ {
			for j := range s.theta { // learning moves everything, what is gone too
				s.theta[j] += .05 * rng.NormFloat64()
			}
			size := func(j int) float64 {
				if paths {
					return math.Abs(s.theta[j] * s.out()[j%7])
				}
				return math.Abs(s.theta[j])
			}
			before, gone := slices.Clone(s.theta), slices.Clone(p.gone)
			sizes := make([]float64, 70)
			for j := range sizes {
				sizes[j] = size(j)
			}
			p.cut(s, step, steps)
			count, largestCut, leastKept := 0, 0.0, math.Inf(1)
			for j, g := range p.gone {
				switch {
				case gone[j] && !g:
					t.Fatalf("step %d: connection %d came back", step, j)
				case g != (s.theta[j] == 0):
					t.Fatalf("step %d: connection %d is %v, gone: %v", step, j, s.theta[j], g)
				case !g && s.theta[j] != before[j]:
					t.Fatalf("step %d: connection %d was changed, not cut", step, j)
				case g && !gone[j]:
					largestCut = max(largestCut, sizes[j])
				case !g:
					leastKept = min(leastKept, sizes[j])
				}
				if g {
					count++
				}
			}
			if !slices.Equal(before[70:], s.theta[70:]) {
				t.Fatalf("step %d: biases or outgoing weights were changed", step)
			}
			if largestCut > leastKept {
				t.Fatalf("step %d: %v was cut, %v was not", step, largestCut, leastKept)
			}
			// From a tenth to six tenths of the steps, by Zhu and Gupta's equation with s_i = 0, looked at every 10 steps.
			at := float64(step / 10 * 10)
			v := max(0, min(1, (at-20)/100))
			if want := int(sparsity * 70 * (1 - (1-v)*(1-v)*(1-v))); count < want-1 || count > want+1 {
				t.Fatalf("step %d: %d of 70 connections are gone, want %d", step, count, want)
			}
		}
	}
}

func TestPrunedStudentIsAsSparseAsAsked(t *testing.T) {
	for _, name := range []string{"pruning", "paths"} {
		m, err := Named(name)
		if err != nil {
			t.Fatal(err)
		}
		o, err := Trainer{Hidden: 10, Steps: 60}.Train(t.Context(), draw(t, nil), m, .8)
		if err != nil {
			t.Fatal(err)
		}
		if connections := o.Weights - o.Units; connections > 12 || connections < 6 {
			t.Errorf("%s left %d of 60 connections in %d units, 12 were to stay", name, connections, o.Units)
		}
	}
}

// The first cut of 60 steps comes with the tenth, at v = (1/6 - 1/10)/(1/2) = 2/15.
func TestFirstCut(t *testing.T) {
	r := newTraining(Trainer{Hidden: 10, Steps: 60, Rate: .04, Batch: 256}, draw(t, nil), recipe{sparsity: .8})
	for step := range 10 {
		if slices.Contains(r.pruning.gone, true) {
			t.Fatalf("something is gone before step %d", step)
		}
		r.step(step)
	}
	count := 0
	for _, gone := range r.pruning.gone {
		if gone {
			count++
		}
	}
	if want := int(.8 * 60 * (1 - math.Pow(13./15, 3))); count != want {
		t.Errorf("%d connections are gone after ten steps, want %d", count, want)
	}
}

// The first unit, twice: by the training, and by hand from the same draws.
func TestBestCandidateIsAdded(t *testing.T) {
	data := draw(t, nil)
	for i := range data.train.y {
		data.train.y[i] += 5
	}
	r := newTraining(Trainer{Hidden: 8, Steps: 80, Rate: 1e-300, Batch: 256}, data, recipe{units: 8})
	r.step(0)
	mean := 0.0
	for _, y := range data.train.y {
		mean += y / float64(data.Train)
	}
	rng := data.stream("first weights", 0)
	var best []float64
	most := 0.0
	for range candidates {
		w := make([]float64, data.Inputs)
		for i := range w {
			w[i] = rng.NormFloat64() * math.Sqrt(2./6)
		}
		product, square, sum := 0.0, 0.0, 0.0
		for i, y := range data.train.y {
			h := math.Max(0, dot(w, data.train.x[7*i:]))
			product, square, sum = product+(y-mean)*h, square+h*h, sum+h
		}
		if c := product * product / (square - sum*sum/float64(data.Train)); c > most {
			most, best = c, w
		}
	}
	for i, w := range best {
		if got := r.student.in(i)[0]; math.Abs(got-w) > 1e-12 {
			t.Errorf("weight %d of the first unit is %v, want %v", i, got, w)
		}
	}
}

// A new unit changes no value, the width follows the schedule, and what is added correlates with what is wrong.
func TestGrowing(t *testing.T) {
	data := draw(t, nil)
	for _, units := range []int{1, 3, 8} {
		r := newTraining(Trainer{Hidden: 8, Steps: 80, Rate: .04, Batch: 256}, data, recipe{units: units})
		for step := range r.Steps {
			if r.growing.due(r.student, step, r.Steps) {
				r.forward(r.student, data.train, nil)
				r.centre(r.student)
				before := r.loss()
				width := r.student.width
				r.growing.add(r.student, data.train, r.residual)
				if r.forward(r.student, data.train, nil); math.Abs(r.loss()-before) > 1e-14 {
					t.Fatalf("loss %v became %v by adding a unit", before, r.loss())
				}
				r.student.width = width // the step itself draws another
			}
			r.step(step)
			if want := min(units, 1+step*2*units/r.Steps); r.student.width != want {
				t.Fatalf("%d units at step %d on the way to %d, want %d", r.student.width, step, units, want)
			}
		}
	}
}

func TestCorrelation(t *testing.T) {
	data := sample{x: []float64{1, 1, 2, 1, -3, 1}, y: make([]float64, 3)}
	residual := []float64{-1, 3, -2}
	// h = (1, 2, 0) has mean 1, so that |r'h| = 5 and |h - 1|^2 = 2.
	if got := correlation([]float64{1}, data, residual); math.Abs(got-5/math.Sqrt2) > 1e-15 {
		t.Errorf("correlation %v, want %v", got, 5/math.Sqrt2)
	}
	if got := correlation([]float64{0}, data, residual); got != 0 {
		t.Errorf("correlation %v with a constant", got)
	}
}
