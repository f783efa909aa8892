package network

import (
	"fmt"
	"math"
)

// Task is what is to be learned and from how much: a teacher, the sizes of the three samples and the noise.
type Task struct {
	Inputs     int     // d, the inputs of a student
	Relevant   int     // the first of them, which the teacher looks at; Inputs for a dense teacher
	Width      int     // hidden units of the teacher
	Train      int     // m, labelled points to learn from
	Validation int     // labelled points by which a method chooses its strength
	Test       int     // points at which a student is compared with the teacher itself
	Noise      float64 // standard deviation of the Gaussian noise on the labels of the first two samples
	Shuffle    bool    // permute those labels within each sample: what is left to learn is their mean
	Seed       uint64  // seed of the study
	Trial      int     // number of the repetition, from 0
}

// Floor is the least test error there is, the teacher's own: Noise^2.
func (t Task) Floor() float64 { return t.Noise * t.Noise }

// Null is the test error of the best constant: the teacher has variance 1 and mean 0, so it is 1 + Noise^2.
func (t Task) Null() float64 { return 1 + t.Floor() }

// Validate reports the first thing that is wrong with the task.
func (t Task) Validate() error {
	switch {
	case t.Inputs < 1:
		return fmt.Errorf("network: inputs = %d; there must be at least one", t.Inputs)
	case t.Relevant < 1 || t.Relevant > t.Inputs:
		return fmt.Errorf("network: relevant = %d; it must be between 1 and inputs = %d", t.Relevant, t.Inputs)
	case t.Width < 1:
		return fmt.Errorf("network: width = %d; the teacher needs at least one unit", t.Width)
	case t.Train < 1 || t.Validation < 1 || t.Test < 2:
		return fmt.Errorf("network: train = %d, validation = %d, test = %d; the first two must be at least 1, the last at least 2",
			t.Train, t.Validation, t.Test)
	case !(t.Noise >= 0) || math.IsInf(t.Noise, 1):
		return fmt.Errorf("network: noise = %v; it must be finite and not negative", t.Noise)
	case t.Trial < 0:
		return fmt.Errorf("network: trial = %d; trials are counted from 0", t.Trial)
	}
	return nil
}

// Data is a drawn task. Methods only read it, so that it may serve many of them.
type Data struct {
	Task
	Teacher
	train, validation, test sample
}

// Draw draws the teacher and the samples.
func (t Task) Draw() (*Data, error) {
	if err := t.Validate(); err != nil {
		return nil, err
	}
	d := &Data{Task: t, Teacher: t.teacher()}
	d.train = d.sample("train", t.Train, t.Noise, t.Shuffle)
	d.validation = d.sample("validation", t.Validation, t.Noise, t.Shuffle)
	d.test = d.sample("test", t.Test, 0, false)
	return d, nil
}

// sample is a list of labelled points.
type sample struct {
	x []float64 // m x (d+1), point after point; the last entry of each is 1 and carries the bias
	y []float64 // m
}

// sample draws points of independent N(0,1) inputs and labels them. A shorter sample is the beginning of a longer one, until labels are shuffled.
func (d *Data) sample(part string, size int, noise float64, shuffle bool) sample {
	s := sample{x: make([]float64, size*(d.Inputs+1)), y: make([]float64, size)}
	inputs, errors := d.stream(part+" inputs", d.Inputs), d.stream(part+" noise")
	for i := range s.y {
		point := s.x[i*(d.Inputs+1):][:d.Inputs+1]
		for j := range d.Inputs {
			point[j] = inputs.NormFloat64()
		}
		point[d.Inputs] = 1
		s.y[i] = d.Label(point) + noise*errors.NormFloat64()
	}
	if shuffle {
		d.stream(part+" shuffle", size).Shuffle(size, func(i, j int) { s.y[i], s.y[j] = s.y[j], s.y[i] })
	}
	return s
}

// part returns the points from first to before last.
func (s sample) part(first, last int) sample {
	d1 := len(s.x) / len(s.y)
	return sample{x: s.x[first*d1 : last*d1], y: s.y[first:last]}
}
