package homotopy

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// turn computes the segment after the bounds of members have become others.
func (p *path) turn() {
	p.hu, p.hq = p.hu[:0], p.hq[:0]
	for i := range p.set.Len() {
		u, q := p.sides(i)
		p.hu, p.hq = append(p.hu, u), append(p.hq, q)
	}
	p.set.Forward(p.hu)
	p.set.Forward(p.hq)
	p.segment()
}

// sides returns the right-hand sides of member i: A_S'A_S u and A_S'A_S q.
func (p *path) sides(i int) (u, q float64) {
	j := p.set.Set()[i]
	u = p.height(j)
	if p.state[p.place[j]]&resting != 0 {
		return u - p.level*p.signs[i], 0
	}
	return u, p.signs[i]
}

// height returns a_j'b.
func (p *path) height(j int) float64 {
	if p.known.serves() {
		return p.known.ab[p.place[j]]
	}
	return kernel.Dot(p.a.Col(j), p.b)
}

// segment computes u, q, e, w and their products with the watched columns for the present set. On the set itself these are known beforehand, and
// where they are not met u and q are corrected against the columns, which makes them as accurate as a QR decomposition would.
func (p *path) segment() {
	k := p.set.Len()
	p.sharp = false
	p.u, p.q = append(p.u[:0], p.hu...), append(p.q[:0], p.hq...)
	p.set.Backward2(p.u, p.q)
	p.fix = kernel.Resize(p.fix, k)
	p.residuals()
	if p.rough && !p.known.serves() {
		p.correct()
	}
	p.products()
	for round := 0; round < 2 && !p.met(); round++ {
		p.rough = true
		p.correct()
		p.products()
	}
	p.fit = !p.known.serves() && kernel.Norm2(p.e) <= rounding*p.size && p.fitsRows()
	if p.fit {
		p.pull = kernel.Norm2(p.w)
	}
}

// residuals computes the size of the terms of the residual, and, where columns are read, e and w from u and q.
func (p *path) residuals() {
	p.measure()
	if p.known.serves() {
		return
	}
	copy(p.e, p.b)
	clear(p.w)
	p.set.MulAdd2(p.e, p.w, -1, 1, p.u, p.q)
}

// measure sets size, which bounds the terms whose sum is the residual at lambda = 0.
func (p *path) measure() {
	p.size = p.length
	for i, norm := range p.set.Norms() {
		p.size += math.Abs(p.u[i]) * norm
	}
}

// products computes A'e and A'w for the watched columns.
func (p *path) products() {
	p.ae, p.aw = kernel.Resize(p.ae, len(p.watched)), kernel.Resize(p.aw, len(p.watched))
	if p.known.serves() {
		p.look()
		return
	}
	kernel.MulT2Set(p.ae, p.aw, p.a.Data(), p.watched, p.e, p.w)
}

// slopes sets dst, over the set, to A_S'y, which is read off A_W'y where columns are not read.
func (p *path) slopes(dst, y, known []float64) {
	if !p.known.serves() {
		p.set.MulT(dst, y)
		return
	}
	for i, j := range p.set.Set() {
		dst[i] = known[p.place[j]]
	}
}

// bounds returns what A'e and A'w have to be for member i: the parts of its bound that stay and that fall with lambda.
func (p *path) bounds(i int) (e, w float64) {
	if p.state[p.place[p.set.Set()[i]]]&resting != 0 {
		return p.level * p.signs[i], 0
	}
	return 0, p.signs[i]
}

// met says whether the members keep to their bounds but for rounding.
func (p *path) met() bool {
	for i, j := range p.set.Set() {
		e, w := p.bounds(i)
		at := p.place[j]
		if !(math.Abs(p.ae[at]-e) <= 1e-14*p.size*p.set.Norms()[i]) || !(math.Abs(p.aw[at]-w) <= 1e-12) {
			return false
		}
	}
	return true
}

// correct takes out of u and q what A_S'e and A_S'w miss, and computes e and w again.
func (p *path) correct() {
	p.slopes(p.fix, p.e, p.ae)
	for i := range p.fix {
		e, _ := p.bounds(i)
		p.fix[i] -= e
	}
	p.set.Solve(p.fix)
	kernel.Axpy(1, p.fix, p.u)

	p.slopes(p.fix, p.w, p.aw)
	for i := range p.fix {
		_, w := p.bounds(i)
		p.fix[i] = w - p.fix[i]
	}
	p.set.Solve(p.fix)
	kernel.Axpy(1, p.fix, p.q)
	p.residuals()
}

// fitsRows says whether every equation by itself is met up to rounding: of its own terms, or the last digits of the largest.
func (p *path) fitsRows() bool {
	last := rounding / 100 * p.size
	for i, e := range p.e {
		terms := math.Abs(p.b[i])
		for l, j := range p.set.Set() {
			terms += math.Abs(p.u[l] * p.a.At(i, j))
		}
		if !(math.Abs(e) <= max(last, 10*rounding*terms)) {
			return false
		}
	}
	return true
}
