package network

import "math"

// Adam's constants. Memories are shorter than usual, for a training is some hundred steps.
const (
	beta1   = .9
	beta2   = .99
	epsilon = 1e-8
)

// adam is proximal Adam with one second moment for each row of the weights, so that a row's proximal step is that of its penalty in
// the metric of the step, and a point where it rests is stationary for the penalised loss, with exact zeros.
//
// Reference: D. Kingma and J. Ba (2015), Adam, algorithm 1; J. Yun, A. Lozano and E. Yang (2021), Adaptive proximal gradient methods
// for structured neural networks, for the step in the metric.
type adam struct {
	first  []float64 // of the shape of theta
	second []float64 // a row
	steps  int
}

func newAdam(s *student) *adam {
	return &adam{first: make([]float64, len(s.theta)), second: make([]float64, s.inputs+2)}
}

// step moves a student against a gradient at a rate, then towards what the penalty likes. Biases pay no penalty.
func (o *adam) step(s *student, grad []float64, rate float64, penalty prox, lambda float64) {
	o.steps++
	bias1, bias2 := 1-math.Pow(beta1, float64(o.steps)), 1-math.Pow(beta2, float64(o.steps))
	for i := range o.second {
		row, g, m := s.row(s.theta, i), s.row(grad, i), s.row(o.first, i)
		o.second[i] = beta2*o.second[i] + (1-beta2)*dot(g, g)/float64(len(g))
		length := rate / (math.Sqrt(o.second[i]/bias2) + epsilon)
		for k := range row {
			m[k] = beta1*m[k] + (1-beta1)*g[k]
			row[k] -= length / bias1 * m[k]
		}
		if penalty != nil && i != s.inputs {
			penalty(row, length*lambda)
		}
	}
}

// descend is a step of plain gradient descent.
func descend(s *student, grad []float64, rate float64) {
	for i := range s.inputs + 2 {
		row := s.in(i)
		for k, g := range s.row(grad, i) {
			row[k] -= rate * g
		}
	}
}
