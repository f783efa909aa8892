package homotopy

import (
	"math"

	"touchpoint/solvers"
	"touchpoint/solvers/internal/gram"
	"touchpoint/solvers/internal/kernel"
)

const (
	rounding = 1e-12 // relative size below which a residual or an entry cannot be told from zero
	parallel = 1e-13 // slope below which an inactive column keeps its distance from the bound
	dust     = 1e-15 // share of size that is rounding in a solution with the set
	faint    = 1e-6  // lambda of an event, relative to the last, that is doubted where b is fitted
	slack    = 1e-9  // violation of the optimality conditions above which the end of the path is called Stalled
)

// path is the state of one walk: a segment on which support and signs are fixed, and the event that ends it. It sees no columns but
// those it watches. Each has a bound on |a_j'(b - A x)|: lambda, which falls along the path, or, for a column that rests, a level of its own.
type path struct {
	a      *solvers.Columns
	b      []float64 // the right-hand side over scale
	scale  float64
	lambda float64 // where the segment begins; it runs downwards
	target float64 // where the path is to end
	steps  int
	most   int // the limit of steps

	watched []int    // the columns looked at, in the order in which they came
	place   []int    // n: place of a column among the watched, or -1
	state   []status // over the watched
	level   float64  // the bound of those that rest

	scores []float64 // n: A'(b - A x) at the last survey
	r      []float64 // m: b - A x there
	ranks  []float64 // workspace: sizes of scores
	fresh  []int     // the newcomers it found
	norms  []float64 // n: |a_j|_2, where there are many targets
	now    []float64 // m: workspace
	away   []float64 // m: workspace

	set    gram.Factor
	signs  []float64 // over the set
	hu, hq []float64 // over the set: the forward halves of u and q
	u, q   []float64 // over the set: x_S(lambda) = u - lambda q
	e, w   []float64 // m: residual b - A_S u, and A_S q: b - A x = e + lambda w
	ae, aw []float64 // over the watched: A'e, A'w
	fit    bool      // e is zero up to rounding
	rough  bool      // u and q need correcting against the columns themselves
	size   float64   // |b| + sum |u_i| |a_i|: what rounding is relative to
	length float64   // |b|
	pull   float64   // |w|, where b is fitted
	sharp  bool      // u and q have been corrected on this segment, for doubt
	fix    []float64 // workspace over the set

	known covariance
	event event
}

// status is what a watched column is to the path; resting may be added to any other.
type status uint8

const (
	in      status = 1 << iota // in the set
	barred                     // in the span of the set, left out until the set changes
	resting                    // its bound is the level, not lambda
)

// event is the next change of the set, at lambda: column joins with a sign, or (sign 0) the member at place leaves.
type event struct {
	lambda        float64
	column, place int
	sign          float64
	exists        bool
}

// start stands the path at x = 0 with nothing watched.
func (p *path) start(problem solvers.Problem) {
	m, n := problem.A.Dims()
	p.a, p.scale = problem.A, scale(problem.B)
	p.b, p.e, p.w = kernel.Resize(p.b, m), kernel.Resize(p.e, m), kernel.Resize(p.w, m)
	for i, v := range problem.B {
		p.b[i] = v / p.scale
	}
	p.scores, p.norms = p.scores[:0], p.norms[:0]
	p.watched, p.state, p.place = p.watched[:0], p.state[:0], kernel.Resize(p.place, n)
	for j := range p.place {
		p.place[j] = -1
	}
	p.set.Reset(p.a)
	p.signs, p.hu, p.hq = p.signs[:0], p.hu[:0], p.hq[:0]
	p.target = problem.Lambda / p.scale
	p.steps, p.rough = 0, false
	p.known.floor = 0
	p.lambda, p.level = math.Inf(1), 0
	copy(p.e, p.b)
	clear(p.w)
	p.fit, p.length = false, kernel.Norm2(p.b)
}

// watch adds column j to those the path looks at.
func (p *path) watch(j int) {
	p.place[j] = len(p.watched)
	p.watched, p.state = append(p.watched, j), append(p.state, 0)
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

// measure sets size, which bounds the terms whose sum is the residual at lambda = 0.
func (p *path) measure() {
	p.size = p.length
	for i, norm := range p.set.Norms() {
		p.size += math.Abs(p.u[i]) * norm
	}
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

// change carries out the event and computes the segment that follows it.
func (p *path) change() {
	e := p.event
	p.lambda = e.lambda
	p.steps++
	switch {
	case e.sign == 0:
		p.drop(e.place)
	case p.join(e.column, e.sign):
	case p.level > 0 && p.exchange(e.column, e.sign):
	default:
		p.state[p.place[e.column]] |= barred
		return
	}
	for i := range p.state {
		p.state[i] &^= barred
	}
	p.segment()
}

// join takes column j into the set, unless it lies in its span.
func (p *path) join(j int, sign float64) bool {
	if p.known.serves() && !p.admits(j) {
		p.direct()
	}
	if !p.known.serves() && !p.set.Append(j) {
		return false
	}
	p.signs = append(p.signs, sign)
	p.state[p.place[j]] |= in
	u, q := p.sides(p.set.Len() - 1)
	p.hu, p.hq = p.set.Extend(p.hu, u), p.set.Extend(p.hq, q)
	return true
}

// drop takes member i out of the set.
func (p *path) drop(i int) {
	p.state[p.place[p.set.Set()[i]]] &^= in
	p.set.Remove(i, p.hu, p.hq)
	p.hu, p.hq = p.hu[:p.set.Len()], p.hq[:p.set.Len()]
	p.signs = append(p.signs[:i], p.signs[i+1:]...)
}

// exchange takes column j = A_S d into the set in the place of a member. With one bound for all, such a column stays at its bound or within; a newcomer whose bound
// falls below that of the others goes on: x moves along d at no cost, and the member whose entry comes to zero first leaves.
func (p *path) exchange(j int, sign float64) bool {
	d := p.fix
	p.set.MulT(d, p.a.Col(j))
	p.set.Solve(d)
	leaving, least := -1, math.Inf(1)
	bound := parallel * kernel.NormInf(d)
	for i, s := range p.signs {
		if fall := s * sign * d[i]; fall > bound {
			step := max(0, s*(p.u[i]-p.lambda*p.q[i])) / fall
			if step < least || step == least && p.set.Set()[i] < p.set.Set()[leaving] {
				leaving, least = i, step
			}
		}
	}
	if leaving < 0 {
		return false
	}
	gone, with := p.set.Set()[leaving], p.signs[leaving]
	p.drop(leaving)
	if !p.join(j, sign) { // rounding made up d's entry there
		p.join(gone, with)
		p.segment()
		return false
	}
	return true
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

// products computes A'e and A'w for the watched columns.
func (p *path) products() {
	p.ae, p.aw = kernel.Resize(p.ae, len(p.watched)), kernel.Resize(p.aw, len(p.watched))
	if p.known.serves() {
		p.look()
		return
	}
	kernel.MulT2Set(p.ae, p.aw, p.a.Data(), p.watched, p.e, p.w)
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
