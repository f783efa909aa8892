package network

import "math"

// Outcome is what one training came to. Errors are mean squared errors.
type Outcome struct {
	Strength   float64   `json:"strength"`
	Train      float64   `json:"train"`
	Validation float64   `json:"validation"`
	Test       float64   `json:"test"`       // Noise^2 + the mean of (f - teacher)^2 over the test sample
	TestSE     float64   `json:"test_se"`    // standard error of Test as an estimate of its mean over all points
	Weights    int       `json:"weights"`    // that are not zero and on a path from an input to the output; biases aside
	Units      int       `json:"units"`      // hidden units that matter
	Relevant   int       `json:"relevant"`   // relevant inputs that matter: some path of non-zero weights leads from them to the output
	Irrelevant int       `json:"irrelevant"` // other inputs that do
	Importance []float64 `json:"importance"` // of each input, |(w_ik a_k)_k|_2
	Steps      int       `json:"steps"`      // of the optimiser
}

// Kept counts the relevant and the other inputs whose importance exceeds a share of the largest: a threshold curve for methods that leave no exact
// zeros. At share 0 it gives Outcome.Relevant and Outcome.Irrelevant.
func (t Task) Kept(o Outcome, share float64) (relevant, irrelevant int) {
	largest := 0.0
	for _, v := range o.Importance {
		largest = max(largest, v)
	}
	for i, v := range o.Importance {
		switch {
		case v <= share*largest:
		case i < t.Relevant:
			relevant++
		default:
			irrelevant++
		}
	}
	return relevant, irrelevant
}

// Best returns the outcome with the least validation error, the first of those that tie.
func Best(path []Outcome) Outcome {
	best := path[0]
	for _, o := range path[1:] {
		if o.Validation < best.Validation {
			best = o
		}
	}
	return best
}

// finish drops what no longer matters, sets the offset for the whole training sample, and measures the student.
func (r *training) finish() Outcome {
	d, s := r.data, r.student
	s.sweep()
	r.forward(s, d.train, nil)
	r.centre(s)
	o := Outcome{Importance: s.importance()}
	o.Weights, o.Units = s.size()
	o.Relevant, o.Irrelevant = d.Kept(o, 0)
	o.Train, _ = r.errors(s, d.train)
	o.Validation, _ = r.errors(s, d.validation)
	distance, square := r.errors(s, d.test)
	o.Test = d.Floor() + distance
	o.TestSE = math.Sqrt(max(0, square-distance*distance) / float64(d.Test-1))
	return o
}
