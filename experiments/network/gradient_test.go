package network

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// draw returns a task of ordinary size for the tests.
func draw(t testing.TB, change func(*Task)) *Data {
	t.Helper()
	task := Task{Inputs: 6, Relevant: 3, Width: 2, Train: 40, Validation: 30, Test: 500, Noise: .3, Seed: 7}
	if change != nil {
		change(&task)
	}
	data, err := task.Draw()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// random returns a student with all weights and biases drawn.
func random(inputs, width int, rng *rand.Rand) *student {
	s := newStudent(inputs, width)
	s.initialise(1, rng)
	for k := range s.bias() {
		s.bias()[k] = .3 * rng.NormFloat64()
	}
	return s
}

// value is f(x) by the formula.
func (s *student) value(x []float64) float64 {
	f := s.offset
	for k, a := range s.out() {
		z := s.bias()[k]
		for i := range s.inputs {
			z += s.in(i)[k] * x[i]
		}
		f += a * math.Max(0, z)
	}
	return f
}

func TestForwardIsTheFormula(t *testing.T) {
	data := draw(t, func(task *Task) { task.Train = 3*strip/2 + 1 })
	s := random(6, 5, rand.New(rand.NewPCG(1, 2)))
	s.width, s.offset = 4, .7 // a student that has not grown all of its units
	var p pass
	p.forward(s, data.train, nil)
	for i, y := range data.train.y {
		if want := s.value(data.train.x[7*i:]) - y; math.Abs(p.residual[i]-want) > 1e-13 {
			t.Fatalf("residual %d is %v, not %v", i, p.residual[i], want)
		}
	}
}

func TestGradientAgainstDifferences(t *testing.T) {
	data := draw(t, func(task *Task) { task.Train = 2*strip + 9 })
	for _, rate := range []float64{0, .4} {
		s := random(6, 5, rand.New(rand.NewPCG(3, 4)))
		s.width = 4
		var p pass
		// The same units are silent at every evaluation.
		gradient := func() (grad []float64, half float64) {
			var d *dropout
			if rate > 0 {
				d = newDropout(rate, rand.New(rand.NewPCG(5, 6)))
			}
			grad = make([]float64, len(s.theta))
			p.gradient(grad, s, data.train, d)
			return grad, p.loss() / 2
		}
		grad, _ := gradient()
		for i := range 8 {
			for k := range s.width {
				const h = 1e-6
				v := &s.row(s.theta, i)[k]
				at := *v
				*v = at + h
				_, above := gradient()
				*v = at - h
				_, below := gradient()
				*v = at
				if got, want := s.row(grad, i)[k], (above-below)/(2*h); math.Abs(got-want) > 1e-6 {
					t.Errorf("rate %v, row %d, unit %d: gradient %v, difference quotient %v", rate, i, k, got, want)
				}
			}
			if unused := grad[i*s.most+s.width]; unused != 0 {
				t.Errorf("rate %v, row %d: the unit not in use has gradient %v", rate, i, unused)
			}
		}
	}
}

// A unit whose bias keeps it active everywhere is linear, so that the best fit is that of least squares.
func TestLinearUnitFindsLeastSquares(t *testing.T) {
	data := draw(t, nil)
	s := newStudent(6, 1)
	s.width = 1
	s.bias()[0], s.out()[0] = 50, 1
	var p pass
	grad := make([]float64, len(s.theta))
	for range 3000 {
		p.gradient(grad, s, data.train, nil)
		grad[7] = 0 // the scale of the unit is free: keep its outgoing weight
		descend(s, grad, .3)
	}
	m := data.Train
	x, y := mat.NewDense(m, 7, data.train.x), mat.NewVecDense(m, data.train.y)
	var qr mat.QR
	qr.Factorize(x)
	var beta, fit mat.VecDense
	if err := qr.SolveVecTo(&beta, false, y); err != nil {
		t.Fatal(err)
	}
	fit.MulVec(x, &beta)
	p.forward(s, data.train, nil)
	for i, r := range p.residual {
		if want := fit.AtVec(i) - data.train.y[i]; math.Abs(r-want) > 1e-9 {
			t.Fatalf("residual %d is %v, that of least squares %v", i, r, want)
		}
	}
}

// E |f - y|^2 over what dropout silences is that without it plus q sum_k a_k^2 h_k^2, q = rate/(1 - rate).
func TestDropoutIsARidgeInExpectation(t *testing.T) {
	data := draw(t, nil)
	s := random(6, 8, rand.New(rand.NewPCG(8, 9)))
	const rate = .375 // a multiple of 2^-16
	var p pass
	p.forward(s, data.train, nil)
	want := p.loss()
	for i := range data.train.y {
		for k, a := range s.out() {
			want += rate / (1 - rate) * a * a * p.hidden[8*i+k] * p.hidden[8*i+k] / float64(data.Train)
		}
	}
	d := newDropout(rate, rand.New(rand.NewPCG(10, 11)))
	const repeats = 8000
	sum, square := 0.0, 0.0
	for range repeats {
		p.forward(s, data.train, d)
		sum += p.loss()
		square += p.loss() * p.loss()
	}
	mean := sum / repeats
	se := math.Sqrt((square/repeats - mean*mean) / repeats)
	if z := (mean - want) / se; math.Abs(z) > 4 || se > .02*want {
		t.Errorf("mean loss %v +- %v, expected %v", mean, se, want)
	}
}

func TestDropoutSilencesAndAmplifies(t *testing.T) {
	d := newDropout(.25, rand.New(rand.NewPCG(1, 1)))
	z := make([]float64, 40001)
	for i := range z {
		z[i] = 1
	}
	z[0] = -1
	d.apply(z)
	silent := 0
	for _, v := range z[1:] {
		switch v {
		case 0:
			silent++
		case 4. / 3:
		default:
			t.Fatalf("1 became %v", v)
		}
	}
	if z[0] != 0 {
		t.Errorf("-1 became %v", z[0])
	}
	if se := math.Sqrt(40000 * .25 * .75); math.Abs(float64(silent)-10000) > 4*se {
		t.Errorf("%d of 40000 are silent at rate 1/4", silent)
	}
}

func TestErrorsOnLongSamples(t *testing.T) {
	data := draw(t, func(task *Task) { task.Test = 2*strip + 3 })
	s := random(6, 3, rand.New(rand.NewPCG(1, 5)))
	mean, square := 0.0, 0.0
	for i, y := range data.test.y {
		r := s.value(data.test.x[7*i:]) - y
		mean += r * r / float64(data.Test)
		square += r * r * r * r / float64(data.Test)
	}
	var p pass
	if m, sq := p.errors(s, data.test); math.Abs(m-mean) > 1e-12*mean || math.Abs(sq-square) > 1e-12*square {
		t.Errorf("got %v, %v; want %v, %v", m, sq, mean, square)
	}
}
