package network

import (
	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
)

// strip is how many points are multiplied at once: few enough for gonum to stay in one goroutine, up to 64 units and 190 inputs.
const strip = 128

// pass carries points through a student and errors back.
type pass struct {
	hidden   []float64 // points x width: relu(w_kᵀx + b_k), after the way back the derivative by its argument
	residual []float64 // f(x) - y
}

// resize makes room for a number of points and units.
func (p *pass) resize(points, units int) {
	if need := points * units; cap(p.hidden) < need {
		p.hidden = make([]float64, need)
	}
	if cap(p.residual) < points {
		p.residual = make([]float64, points)
	}
}

// forward fills hidden and residual for a sample.
func (p *pass) forward(s *student, data sample, drop *dropout) {
	points := len(data.y)
	p.resize(points, s.width)
	p.hidden, p.residual = p.hidden[:points*s.width], p.residual[:points]
	for first := 0; first < points && s.width > 0; first += strip {
		x, h := p.strip(s, data, first)
		blas64.Gemm(blas.NoTrans, blas.NoTrans, 1, x, s.layer(s.theta), 0, h)
	}
	if drop == nil {
		for i, z := range p.hidden {
			p.hidden[i] = max(0, z)
		}
	} else {
		drop.apply(p.hidden)
	}
	out := s.out()
	for i, y := range data.y {
		p.residual[i] = s.offset + dot(out, p.hidden[i*s.width:]) - y
	}
}

// strip returns some points of a sample, (x, 1) row by row, and their rows of hidden.
func (p *pass) strip(s *student, data sample, first int) (x, hidden blas64.General) {
	last := min(first+strip, len(data.y))
	x = blas64.General{Rows: last - first, Cols: s.inputs + 1, Stride: s.inputs + 1, Data: data.part(first, last).x}
	hidden = blas64.General{Rows: last - first, Cols: s.width, Stride: s.width, Data: p.hidden[first*s.width : last*s.width]}
	return x, hidden
}

// centre moves the offset, and the residuals with it, so that these have mean 0.
func (p *pass) centre(s *student) {
	mean := 0.0
	for _, r := range p.residual {
		mean += r
	}
	mean /= float64(len(p.residual))
	s.offset -= mean
	for i := range p.residual {
		p.residual[i] -= mean
	}
}

// loss returns the mean squared residual.
func (p *pass) loss() float64 { return dot(p.residual, p.residual) / float64(len(p.residual)) }

// gradient fills grad, of the shape of theta, with the gradient of half the mean squared error on a sample at the best offset, which it sets,
// and leaves the residuals behind.
func (p *pass) gradient(grad []float64, s *student, data sample, drop *dropout) {
	p.forward(s, data, drop)
	p.centre(s)
	clear(grad)
	out, outGrad := s.out(), s.row(grad, s.inputs+1)
	gain := drop.gain()
	for i, r := range p.residual {
		r /= float64(len(p.residual))
		back := r * gain
		hidden := p.hidden[i*s.width:][:s.width]
		for k, h := range hidden {
			outGrad[k] += r * h
			if h > 0 {
				hidden[k] = back * out[k]
			}
		}
	}
	for first := 0; first < len(data.y); first += strip {
		x, h := p.strip(s, data, first)
		blas64.Gemm(blas.Trans, blas.NoTrans, 1, x, h, 1, s.layer(grad))
	}
}

// errors returns the mean of the squared residuals of a student on a sample, and of their squares.
func (p *pass) errors(s *student, data sample) (mean, square float64) {
	for first := 0; first < len(data.y); first += strip {
		p.forward(s, data.part(first, min(first+strip, len(data.y))), nil)
		for _, r := range p.residual {
			mean += r * r
			square += r * r * r * r
		}
	}
	m := float64(len(data.y))
	return mean / m, square / m
}
