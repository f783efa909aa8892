package network

import "math"

// Teacher is the function to be learned, sum_k Output[k] relu(Weight[k]ᵀx) - offset, of mean 0 and variance 1 over N(0,1) inputs.
type Teacher struct {
	Weight [][]float64 // width rows of norm 1 over the relevant inputs, which are the first
	Output []float64
	offset float64
}

// teacher draws the teacher: entries of either sign and of magnitude uniform on [1/2, 3/2] before scaling, so that each
// relevant input matters to each unit.
func (t Task) teacher() Teacher {
	rng := t.stream("teacher", t.Inputs, t.Relevant, t.Width)
	entry := func() float64 { return float64(1-2*rng.IntN(2)) * (.5 + rng.Float64()) }
	teacher := Teacher{Weight: make([][]float64, t.Width), Output: make([]float64, t.Width)}
	for k := range teacher.Weight {
		w := make([]float64, t.Relevant)
		for j := range w {
			w[j] = entry()
		}
		scale(1/math.Sqrt(dot(w, w)), w)
		teacher.Weight[k], teacher.Output[k] = w, entry()
	}
	mean, variance := teacher.moments()
	scale(1/math.Sqrt(variance), teacher.Output)
	teacher.offset = mean / math.Sqrt(variance)
	return teacher
}

// moments returns mean and variance of sum_k Output[k] relu(Weight[k]ᵀx) over x ~ N(0, I), for rows u, v of norm 1 from
//
//	E relu(uᵀx) = 1/sqrt(2 pi),   E relu(uᵀx) relu(vᵀx) = (sin t + (pi - t) cos t)/(2 pi),   cos t = uᵀv.
//
// Reference: Y. Cho and L. Saul (2009), Kernel methods for deep learning, equations 3 and 6.
func (t Teacher) moments() (mean, variance float64) {
	for k, a := range t.Output {
		mean += a / math.Sqrt(2*math.Pi)
		for l, b := range t.Output {
			cosine := max(-1, min(1, dot(t.Weight[k], t.Weight[l])))
			angle := math.Acos(cosine)
			variance += a * b * (math.Sin(angle) + (math.Pi-angle)*cosine) / (2 * math.Pi)
		}
	}
	return mean, variance - mean*mean
}

// Label returns the teacher's value at a point, which may have more inputs than are relevant.
func (t Teacher) Label(x []float64) float64 {
	y := -t.offset
	for k, w := range t.Weight {
		y += t.Output[k] * max(0, dot(w, x[:len(w)]))
	}
	return y
}

func dot(x, y []float64) (sum float64) {
	for i, v := range x {
		sum += v * y[i]
	}
	return sum
}

func scale(c float64, x []float64) {
	for i := range x {
		x[i] *= c
	}
}
