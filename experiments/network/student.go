package network

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/blas/blas64"
)

// student is the network f(x) = offset + sum_k a_k relu(w_kᵀx + b_k). Its weights are one matrix with a column for each unit: d rows of
// incoming weights, a row of biases b, a row of outgoing weights a. A unit is added by using one more column.
type student struct {
	inputs int
	width  int       // units in use, the first
	most   int       // columns of theta
	theta  []float64 // (inputs+2) x most
	offset float64
}

func newStudent(inputs, most int) *student {
	return &student{inputs: inputs, most: most, theta: make([]float64, (inputs+2)*most)}
}

// row returns row i of theta, or of a matrix of its shape.
func (s *student) row(theta []float64, i int) []float64 { return theta[i*s.most:][:s.width] }
func (s *student) in(i int) []float64                   { return s.row(s.theta, i) }
func (s *student) bias() []float64                      { return s.row(s.theta, s.inputs) }
func (s *student) out() []float64                       { return s.row(s.theta, s.inputs+1) }

// layer returns the first d+1 rows of theta, or of a matrix of its shape: what multiplies (x, 1).
func (s *student) layer(theta []float64) blas64.General {
	return blas64.General{Rows: s.inputs + 1, Cols: s.width, Stride: s.most, Data: theta[:(s.inputs+1)*s.most]}
}

// initialise sets all units to scale times a draw by the rule of He et al. (2015): incoming weights N(0, 2/d), biases 0, outgoing weights,
// which no rectifier follows, N(0, 1/width).
func (s *student) initialise(scale float64, rng *rand.Rand) {
	s.width = s.most
	normals := func(row []float64, variance float64) {
		for k := range row {
			row[k] = scale * math.Sqrt(variance) * rng.NormFloat64()
		}
	}
	for i := range s.inputs {
		normals(s.in(i), 2/float64(s.inputs))
	}
	normals(s.out(), 1/float64(s.width))
}

// sweep removes what no longer matters: the incoming weights of units that nobody listens to, and units that listen to nobody,
// which are constant. The function changes at most by a constant.
func (s *student) sweep() {
	for k := range s.width {
		deaf := true
		for i := range s.inputs {
			deaf = deaf && s.in(i)[k] == 0
		}
		if !deaf && s.out()[k] != 0 {
			continue
		}
		for i := range s.inputs + 2 {
			s.row(s.theta, i)[k] = 0
		}
	}
}

// size counts the weights that are not zero, biases aside, and the units that have any.
func (s *student) size() (weights, units int) {
	for k, a := range s.out() {
		if a == 0 {
			continue
		}
		units++
		weights++
		for i := range s.inputs {
			if s.in(i)[k] != 0 {
				weights++
			}
		}
	}
	return weights, units
}

// importance returns for each input i the length of (w_ik a_k)_k. It does not change when a unit is rescaled, (w, b, a) -> (t w, t b, a/t),
// which does not change the function either, and is zero just where no path leads from the input to the output.
func (s *student) importance() []float64 {
	length := make([]float64, s.inputs)
	for i := range length {
		for k, w := range s.in(i) {
			length[i] = math.Hypot(length[i], w*s.out()[k])
		}
	}
	return length
}
