package homotopy

import (
	"cmp"
	"context"
	"math"

	"touchpoint/solvers/internal/kernel"
)

// A large problem is walked in stages, on which only the columns of a working set are watched. At the end of a stage one pass over A surveys them all. Columns
// that have passed their bound unwatched are received: while the bound of the others rests at lambda, theirs falls from the largest of their
// products to lambda, and at the end of that path x is the minimiser at lambda as if they had been watched all along. So A is read once a stage and not
// once a step, and the end is still exact, for nothing is left unwatched beyond its bound there.
//
// Reference: Asif and Romberg (2014), Sparse recovery of streaming signals using l1-homotopy, for paths in weights; Kim and Park (2010), Fast active-set-type
// algorithms for L1-regularized linear regression, and Massias, Gramfort and Salmon (2018), Celer, for working sets.
const (
	small   = 1 << 14 // default of Whole
	descent = 0.5     // lambda at the end of a stage over lambda at its beginning
	taken   = 0.75    // part of the watched columns outside the set that may join it in a stage
	crowd   = 1.5     // columns watched for each one in the set, and
	spare   = 20      // so many more
	few     = 0.25    // part of all columns that are looked at one by one before a survey
	over    = 1e-11   // relative excess of a bound that is rounding
)

// begin stands the path where nothing has joined, at lambda_max.
func (p *path) begin(whole int) {
	if m, n := p.a.Dims(); m*n <= cmp.Or(whole, small) {
		p.watchAll()
		return
	}
	p.survey(math.Inf(1))
	p.lambda = kernel.NormInf(p.scores)
	p.choose(math.Inf(1))
	p.known.floor = shallow * p.lambda
	p.welcome()
	p.segment()
}

// watchAll watches every column.
func (p *path) watchAll() {
	for j := range p.place {
		p.watch(j)
	}
	p.segment()
}

// advance walks to the target, at which nothing is left beyond its bound.
func (s *Solver) advance(ctx context.Context, p *path) error {
	for {
		if err := s.stage(ctx, p); err != nil {
			return err
		}
		if p.known.serves() && p.event.lambda <= p.known.floor {
			p.direct()
			continue
		}
		if len(p.watched) == len(p.place) && !p.event.exists {
			return nil
		}
		level, last := p.milestone()
		if last && p.sure(level) {
			return nil
		}
		p.survey(level)
		switch violators := p.choose(level); {
		case violators > 0:
			if err := s.receive(ctx, p, level); err != nil {
				return err
			}
		case last:
			return nil
		default:
			p.lambda = level
			p.welcome()
			p.segment()
		}
	}
}

// stage carries out the events of a stage. Those of a path that watches all columns are one stage.
func (s *Solver) stage(ctx context.Context, p *path) error {
	floor, most := descent*p.lambda, p.set.Len()+int(taken*float64(len(p.watched)-p.set.Len()))
	if len(p.watched) == len(p.place) {
		floor, most = 0, math.MaxInt
	}
	for floor = max(floor, p.known.floor); p.next() && p.event.lambda > floor && p.set.Len() <= most; {
		if err := s.step(ctx, p); err != nil {
			return err
		}
	}
	return nil
}

// milestone returns where on the present segment the survey is made, and whether nothing more is to come unless it finds violators. A segment
// that runs to lambda = 0 is surveyed half-way where b is fitted, since there A'b - A'A x is lambda times its value at 1; elsewhere where
// the column that is farthest beyond the bound 0 in the end is so already, if its product does not change too much.
func (p *path) milestone() (level float64, last bool) {
	switch {
	case p.event.exists:
		return max(p.event.lambda, descent*p.lambda), false
	case p.target > 0:
		return p.target, true
	case p.fit:
		return p.lambda / 2, true
	}
	p.survey(0)
	farthest := 0.0
	for j, c := range p.scores {
		if p.place[j] < 0 {
			farthest = max(farthest, math.Abs(c))
		}
	}
	return min(p.lambda/2, farthest/4), false
}

// survey computes the scores a_j'(b - A x) of all columns at a lambda of the present segment.
func (p *path) survey(lambda float64) {
	p.scores, p.r = kernel.Resize(p.scores, len(p.place)), p.residual(p.r, lambda)
	kernel.MulT(p.scores, p.a.Data(), p.r)
}

// residual returns b - A x at a lambda of the present segment, over the storage of dst.
func (p *path) residual(dst []float64, lambda float64) []float64 {
	if p.known.serves() {
		return p.rest(dst, lambda)
	}
	dst = append(dst[:0], p.e...)
	if !math.IsInf(lambda, 1) {
		kernel.Axpy(lambda, p.w, dst)
	}
	return dst
}

// measured computes the lengths of all columns, which pays where there are many targets.
func (p *path) measured() {
	p.norms = kernel.Resize(p.norms, len(p.place))
	for j := range p.norms {
		p.norms[j] = kernel.Norm2(p.a.Col(j))
	}
}

// sure says that no unwatched column has passed its bound since the last survey. It cannot have while |a_j'r| + |a_j| |r - r'| stays within; where that is so
// for most columns, the others are looked at. It says false where the lengths of the columns are not known.
func (p *path) sure(level float64) bool {
	if len(p.norms) == 0 || len(p.scores) == 0 {
		return false
	}
	p.now = p.residual(p.now, level)
	p.away = append(p.away[:0], p.now...)
	kernel.Axpy(-1, p.r, p.away)
	moved := kernel.Norm2(p.away)
	p.fresh = p.fresh[:0]
	for j, c := range p.scores {
		if p.place[j] < 0 && !(math.Abs(c)+p.norms[j]*moved <= level) {
			p.fresh = append(p.fresh, j)
		}
	}
	if float64(len(p.fresh)) > few*float64(len(p.scores)) {
		return false
	}
	p.ranks = kernel.Resize(p.ranks, len(p.fresh))
	kernel.MulTSet(p.ranks, p.a.Data(), p.fresh, p.now)
	return kernel.NormInf(p.ranks) <= level
}

// choose makes the unwatched columns with the largest scores the newcomers: all violators, whose score is beyond the level, and as many
// more as keep the set in its crowd, at least one; of equal ones those that come first. It returns the number of violators.
func (p *path) choose(level float64) (violators int) {
	p.ranks = p.ranks[:0]
	for j, c := range p.scores {
		if p.place[j] < 0 {
			c = math.Abs(c)
			p.ranks = append(p.ranks, c)
			if c > level*(1+over) {
				violators++
			}
		}
	}
	want := max(violators, int(crowd*float64(p.set.Len()))+spare-len(p.watched), 1)
	least := largest(p.ranks, want)
	for _, c := range p.ranks {
		if c > least {
			want--
		}
	}
	p.fresh = p.fresh[:0]
	for j, c := range p.scores {
		if c = math.Abs(c); p.place[j] >= 0 || c < least {
			continue
		}
		if c == least {
			if want <= 0 {
				continue
			}
			want--
		}
		p.fresh = append(p.fresh, j)
	}
	return violators
}

// welcome watches the newcomers.
func (p *path) welcome() {
	for _, j := range p.fresh {
		p.watch(j)
	}
	if p.known.serves() {
		p.extend(len(p.fresh))
	}
}

// receive walks the path of the newcomers at a level of lambda.
func (s *Solver) receive(ctx context.Context, p *path, level float64) error {
	target := p.target
	p.level, p.target, p.lambda = level, level, math.Inf(1)
	for i := range p.state {
		p.state[i] |= resting
	}
	p.welcome()
	p.turn()
	for p.next() {
		if err := s.step(ctx, p); err != nil {
			return err
		}
	}
	for i := range p.state {
		p.state[i] &^= resting
	}
	p.level, p.target, p.lambda = 0, target, level
	p.turn()
	return nil
}
