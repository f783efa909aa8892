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
