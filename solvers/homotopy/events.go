package homotopy

import "math"

// event is the next change of the set, at lambda: column joins with a sign, or (sign 0) the member at place leaves.
type event struct {
	lambda        float64
	column, place int
	sign          float64
	exists        bool
}

// next finds the event that ends the present segment, and reports whether it comes before the target. One close to lambda = 0 may be made of the rounding of
// entries that are zero in the end: there it is looked for once more, with u and q corrected.
func (p *path) next() bool {
	p.find()
	if p.fit && !p.sharp && p.event.exists && p.event.lambda < faint*p.lambda {
		p.sharp = true
		p.correct()
		p.products()
		p.find()
	}
	return p.event.exists
}

func (p *path) find() {
	p.event = event{lambda: p.target}
	p.joins()
	p.leaves()
}

// joins looks for the inactive column that reaches its bound first. For sign s the distance of s a_j'(b - A x) from lambda is
// lambda (1 - s a_j'w) - s a_j'e: it shrinks on the way down only where both terms are positive. From a level it is likewise.
func (p *path) joins() {
	if p.fit {
		return
	}
	due := p.lambda * (1 - rounding)
	gate := min(p.event.lambda, due) * (1 - parallel)
	aw, state := p.aw[:len(p.ae)], p.state[:len(p.ae)]
	for i, height := range p.ae {
		s := state[i]
		if s&(in|barred) != 0 {
			continue
		}
		sign, slope := 1.0, aw[i]
		if height < 0 {
			sign, height, slope = -1, -height, -slope
		}
		if s&resting == 0 {
			slope = 1 - slope
		} else {
			height, slope = height-p.level, -slope
		}
		if height < gate*slope || !(slope > parallel && height > 0) {
			continue
		}
		p.consider(event{lambda: height / slope, column: p.watched[i], sign: sign, exists: true})
		gate = min(p.event.lambda, due) * (1 - parallel)
	}
}

// leaves looks for the member whose entry s (u - lambda q) reaches zero first.
func (p *path) leaves() {
	for i, j := range p.set.Set() {
		u, q := p.signs[i]*p.u[i], p.signs[i]*p.q[i]
		if u < 0 && q < 0 && !p.negligible(i) && !p.lost(i) {
			p.consider(event{lambda: u / q, column: j, place: i, exists: true})
		}
	}
}

// negligible says that member i ends at zero: what it holds at the target is rounding. On a segment that runs to lambda = 0 without
// fitting b, nothing can be said of the end yet.
func (p *path) negligible(i int) bool {
	end := math.Abs(p.u[i] - p.target*p.q[i])
	return (p.fit || p.target > 0) && end*p.set.Norms()[i] <= rounding*p.size
}

// lost says that member i of a set that fits b ends at what may be the rounding of u. Where the set is close to dependent that is more than the rounding of a single entry:
// the i-th diagonal entry of (A_S'A_S)^-1 is at least q_i^2/|w|^2, for |w|^2 = s'q.
func (p *path) lost(i int) bool {
	return p.fit && p.target == 0 && p.within(i, p.u[i], dust)
}

// within says that a change of u_i is no more than rounding of a share of the size of b makes it.
func (p *path) within(i int, change, share float64) bool {
	return math.Abs(change)*p.pull <= share*p.size*math.Abs(p.q[i])
}

// consider keeps the event that comes first. Events that are due at once, the marks of a tie, go by least index, which makes the walk finite.
func (p *path) consider(e event) {
	if !(e.lambda > p.target) {
		return
	}
	due := p.lambda * (1 - rounding)
	e.lambda = min(e.lambda, p.lambda)
	first := !p.event.exists || e.lambda > p.event.lambda
	if e.lambda >= due && p.event.exists && p.event.lambda >= due {
		first = e.column < p.event.column
	}
	if first {
		p.event = e
	}
}
