package homotopy

import (
	"math"

	"touchpoint/solvers/internal/kernel"
)

// A walk on a working set need not read columns at every step. With the products of the watched columns with each other and with b,
//
//	A_W'e = A_W'b - A_W'A_S u   and   A_W'w = A_W'A_S q,
//
// a step reads a row of products for each member of the set; columns are read when they come to be watched, many at a time. Rounding is relative to
// lambda_max here. So products serve while lambda is not small beside it, no column comes close to the span of the set, and they take no more room than A. From there on the
// walk reads columns at every step.
//
// Reference: Friedman, Hastie and Tibshirani (2010), Regularization paths for generalized linear models via coordinate descent, section 2.2: covariance updates.
const (
	shallow = 1e-4 // part of lambda_max down to which products serve
	atOnce  = 32   // newcomers whose products are computed together
)

// covariance holds the products of the watched columns.
type covariance struct {
	floor float64   // the lambda down to which they serve; 0 where the walk reads columns
	gram  []float64 // W x W: A_W'A_W, column after column
	ab    []float64 // W: A_W'b
	at    []int     // places of the set among the watched
	old   []float64 // workspace: the last gram
}

// serves says that the walk goes by products.
func (c *covariance) serves() bool { return c.floor > 0 }

// direct makes the walk read columns from here on.
func (p *path) direct() {
	p.known.floor = 0
	p.segment()
}

// extend computes the products of the newcomers, who are the last of the watched, where these take no more room than A does.
func (p *path) extend(newcomers int) {
	c, w := &p.known, len(p.watched)
	m, n := p.a.Dims()
	if w*w > m*n {
		c.floor = 0
		return
	}
	before, fresh := w-newcomers, p.watched[w-newcomers:]
	c.old, c.gram = c.gram, kernel.Resize(c.old, w*w)
	for j := range before {
		copy(c.gram[j*w:], c.old[j*before:][:before])
	}
	for i := 0; i < newcomers; i += atOnce {
		last := min(i+atOnce, newcomers)
		kernel.CrossSet(c.gram[before+i:], w, p.a.Data(), m, fresh[i:last], p.watched[:before+last])
	}
	for j := before; j < w; j++ {
		for i := range j {
			c.gram[j*w+i] = c.gram[i*w+j]
		}
	}
	c.ab = append(c.ab[:before], make([]float64, newcomers)...)
	kernel.MulTSet(c.ab[before:], p.a.Data(), fresh, p.b)
}

// look computes A'e and A'w for the watched columns from products.
func (p *path) look() {
	c := &p.known
	c.at = c.at[:0]
	for _, j := range p.set.Set() {
		c.at = append(c.at, p.place[j])
	}
	copy(p.ae, c.ab)
	clear(p.aw)
	kernel.MulAdd2Set(p.ae, p.aw, c.gram, -1, 1, c.at, p.u, p.q)
}

// admits takes column j into the set by its products, which it cannot do where the column is close to the set's span.
func (p *path) admits(j int) bool {
	c, w, at := &p.known, len(p.watched), p.place[j]
	known := p.fix[:0]
	for _, i := range p.set.Set() {
		known = append(known, c.gram[at*w+p.place[i]])
	}
	p.fix = append(known, c.gram[at*w+at])
	return p.set.AppendKnown(j, p.fix)
}

// rest returns b - A x at a lambda of the present segment from x itself, over the storage of dst.
func (p *path) rest(dst []float64, lambda float64) []float64 {
	p.fix = append(p.fix[:0], p.u...)
	if !math.IsInf(lambda, 1) {
		kernel.Axpy(-lambda, p.q, p.fix)
	}
	dst = append(dst[:0], p.b...)
	p.set.MulAdd(dst, -1, p.fix)
	return dst
}
