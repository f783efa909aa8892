package network

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestInitialiseByHe(t *testing.T) {
	s := newStudent(50, 400)
	s.initialise(.5, rand.New(rand.NewPCG(1, 2)))
	square := func(row []float64) float64 { return dot(row, row) / float64(len(row)) }
	within := func(what string, got, want float64, n int) {
		if se := want * math.Sqrt(2/float64(n)); math.Abs(got-want) > 4*se {
			t.Errorf("%s has mean square %v, want %v +- %v", what, got, want, se)
		}
	}
	within("incoming", square(s.theta[:50*400]), .25*2/50, 50*400)
	within("outgoing", square(s.out()), .25*1/400, 400)
	if square(s.bias()) != 0 {
		t.Error("biases are not zero")
	}
}

// hand is a student of 3 inputs and 5 units with one weight after the other gone.
func hand() *student {
	s := newStudent(3, 5)
	s.width = 5
	copy(s.in(0), []float64{1, 0, 0, 2, 0})
	copy(s.in(1), []float64{2.5, 3, 0, 1, 0})
	copy(s.in(2), []float64{0, 0, 0, 0, 0})
	copy(s.bias(), []float64{0, 1, 5, -1, -5})
	copy(s.out(), []float64{-2, 4, 1, 0, 1}) // unit 2 says always 5, unit 3 is not heard, unit 4 says nothing
	return s
}

func TestSweepKeepsTheFunction(t *testing.T) {
	s, swept := hand(), hand()
	swept.sweep()
	rng := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		x := []float64{rng.NormFloat64(), rng.NormFloat64(), rng.NormFloat64()}
		if d := s.value(x) - swept.value(x); math.Abs(d-5) > 1e-14 {
			t.Fatalf("f moved by %v at %v, not by the constant 5", d, x)
		}
	}
	if weights, units := swept.size(); weights != 5 || units != 2 {
		t.Errorf("%d weights and %d units are left, want 5 and 2", weights, units)
	}
	for k := 2; k < 5; k++ {
		for i := range 5 {
			if swept.in(i)[k] != 0 {
				t.Errorf("unit %d still has %v", k, swept.in(i)[k])
			}
		}
	}
	again := slices.Clone(swept.theta)
	if swept.sweep(); !slices.Equal(again, swept.theta) {
		t.Error("a second sweep finds something")
	}
}

// A training ends swept, with the offset that suits all points, not only those of the last step.
func TestFinish(t *testing.T) {
	data := draw(t, func(task *Task) { task.Inputs = 3 })
	r := newTraining(Trainer{Hidden: 5, Steps: 1, Rate: .04, Batch: 10}, data, recipe{})
	r.step(0)
	r.student.theta = hand().theta
	if o := r.finish(); o.Weights != 5 || o.Units != 2 {
		t.Errorf("%d weights and %d units are left, want 5 and 2", o.Weights, o.Units)
	}
	r.forward(r.student, data.train, nil)
	sum := 0.0
	for _, e := range r.residual {
		sum += e
	}
	if math.Abs(sum) > 1e-12 {
		t.Errorf("the residuals sum to %v", sum)
	}
}

func TestImportance(t *testing.T) {
	s := hand()
	want := []float64{2, 13, 0}
	if got := s.importance(); !slices.Equal(got, want) {
		t.Errorf("importance %v, want %v", got, want)
	}
	for k, c := range []float64{2, .25, 8, 1, 4} { // another scale of each unit
		for i := range 4 {
			s.in(i)[k] *= c
		}
		s.out()[k] /= c
	}
	if got := s.importance(); !slices.Equal(got, want) {
		t.Errorf("importance %v after rescaling, want %v", got, want)
	}
}

func TestKept(t *testing.T) {
	task := Task{Inputs: 5, Relevant: 2}
	o := Outcome{Importance: []float64{10, 0, .5, 0, 2}}
	for _, c := range []struct {
		share                float64
		relevant, irrelevant int
	}{{0, 1, 2}, {.01, 1, 2}, {.05, 1, 1}, {.2, 1, 0}, {1, 0, 0}} {
		if r, i := task.Kept(o, c.share); r != c.relevant || i != c.irrelevant {
			t.Errorf("share %v: %d relevant, %d irrelevant; want %d, %d", c.share, r, i, c.relevant, c.irrelevant)
		}
	}
	if r, i := task.Kept(Outcome{Importance: make([]float64, 5)}, 0); r+i != 0 {
		t.Errorf("of a constant, %d inputs matter", r+i)
	}
}

func TestBest(t *testing.T) {
	path := []Outcome{{Strength: 1, Validation: 3}, {Strength: 2, Validation: 2}, {Strength: 3, Validation: 2}, {Strength: 4, Validation: 5}}
	if o := Best(path); o.Strength != 2 {
		t.Errorf("best is at strength %v", o.Strength)
	}
}
