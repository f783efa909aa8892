package certify_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/ensemble"
	"touchpoint/solvers/homotopy"
	"touchpoint/solvers/internal/balance"
	"touchpoint/solvers/internal/gram"
	"touchpoint/solvers/simplex"
)

// plain is the floating-point certificate at p = 1 by the shortest way in words: one pass over A for everything that is asked of it, and columns
// orthogonalised one after the other.
type plain struct {
	p      solvers.Problem
	x      []float64
	kind   certify.Kind
	margin float64
	unique bool
	sharp  bool // nothing was decided within a factor of a hundred of its line
}

func certified(p solvers.Problem, sol solvers.Solution) plain {
	c := plain{p: p, x: sol.X, margin: math.NaN(), sharp: true}
	m, n := p.A.Dims()
	residual, support := make([]float64, m), certify.AppendSupport(nil, sol.X)
	p.A.Mul(residual, sol.X)
	for i := range residual {
		residual[i] = p.B[i] - residual[i]
	}
	if p.Lambda == 0 && !c.below(solvers.Norm(residual, 2)/solvers.Norm(p.B, 2), 1e-9) {
		return c
	}
	c.kind = certify.Feasible
	y, scores := slices.Clone(sol.Dual), make([]float64, n)
	gap := c.gap(y, scores, residual)
	off := c.off(support, scores)
	if p.Lambda == 0 && !c.below(gap, 1e-9) {
		y = c.moved(sol.Dual, support)
		gap = c.gap(y, scores, residual)
		off = c.off(support, scores)
	}
	if p.Lambda == 0 && gap <= 1e-9 && off > 1e-13 {
		gap = c.gap(c.moved(y, support), scores, residual)
		off = c.off(support, scores)
	}
	if p.Lambda > 0 {
		own := make([]float64, m)
		for i := range own {
			own[i] = residual[i] / p.Lambda
		}
		other := make([]float64, n)
		if g := c.gap(own, other, residual); !(gap < g) {
			gap, scores = g, other
		}
	}
	if !c.below(gap, 1e-9) {
		return c
	}
	c.kind = certify.Optimal
	slack := func(int) float64 { return max(1e-9, math.Sqrt(gap), 1e6*off) }
	if p.Lambda > 0 {
		value := p.Objective(sol.X)
		slack = func(j int) float64 {
			return 1e-9 + min(math.Sqrt(gap*value/(p.Lambda*solvers.Norm(sol.X, 1))), math.Sqrt(2*gap*value)/p.Lambda*solvers.Norm(p.A.Col(j), 2))
		}
	} else if !c.below(off, 1e-9) {
		return c
	}
	var contact []int
	c.margin = math.Inf(1)
	for j, s := range scores {
		if c.below(1-math.Abs(s), slack(j)) {
			contact = append(contact, j)
		} else {
			c.margin = min(c.margin, 1-math.Abs(s))
		}
	}
	c.unique = c.independent(contact)
	return c
}

// below compares, and remembers what was close.
func (c *plain) below(value, line float64) bool {
	if value > line/100 && value < line*100 {
		c.sharp = false
	}
	return value <= line
}

// gap scales y until no score A'y exceeds 1, and returns the relative gap of y.
func (c *plain) gap(y, scores, residual []float64) float64 {
	if y == nil {
		return math.NaN()
	}
	c.p.A.MulT(scores, y)
	shrink := 1 / max(1, solvers.Norm(scores, math.Inf(1)))
	value := c.p.Objective(c.x)
	gap := value
	for i := range y {
		y[i] *= shrink
		if c.p.Lambda == 0 {
			gap -= y[i] * c.p.B[i]
		} else {
			gap += math.Pow(residual[i]-c.p.Lambda*y[i], 2) / 2
		}
	}
	for j, v := range c.x {
		scores[j] *= shrink
		if c.p.Lambda > 0 {
			gap += c.p.Lambda * (math.Abs(v) - v*scores[j])
		}
	}
	if c.p.Lambda > 0 {
		gap -= value
	}
	return math.Abs(gap) / value
}

// off is the largest distance of a score on the support from the sign of x.
func (c *plain) off(support []int, scores []float64) (worst float64) {
	for _, j := range support {
		worst = max(worst, math.Abs(scores[j]-math.Copysign(1, c.x[j])))
	}
	return worst
}

// moved returns y moved to A_S'y = sign(x_S).
func (c *plain) moved(y []float64, support []int) []float64 {
	m, _ := c.p.A.Dims()
	moved := make([]float64, m)
	copy(moved, y)
	var f gram.Factor
	f.Reset(c.p.A)
	for _, j := range support {
		f.Append(j)
	}
	fix := make([]float64, f.Len())
	for range 2 {
		f.MulT(fix, moved)
		for i, j := range f.Set() {
			fix[i] = math.Copysign(1, c.x[j]) - fix[i]
		}
		f.Solve(fix)
		f.MulAdd(moved, 1, fix)
	}
	return moved
}

func (c *plain) independent(set []int) bool {
	var f gram.Factor
	f.Reset(c.p.A)
	for _, j := range set {
		if !f.Append(j) {
			return false
		}
	}
	return true
}

// drawn is a system from the hard corner: Gaussian, of signs, of small integers or sparse, with duplicated, dependent and nearly dependent columns, zero
// rows, columns of other scale, and a planted point or none.
func drawn(rng *rand.Rand) solvers.Problem {
	m := 1 + rng.IntN(14)
	n := 1 + rng.IntN(28)
	a, law := solvers.NewColumns(m, n, nil), rng.IntN(4)
	for k := range a.Data() {
		switch {
		case law == 0:
			a.Data()[k] = rng.NormFloat64()
		case law == 1:
			a.Data()[k] = float64(2*rng.IntN(2) - 1)
		case law == 2:
			a.Data()[k] = float64(rng.IntN(5) - 2)
		case rng.IntN(3) == 0:
			a.Data()[k] = math.Round(rng.NormFloat64()*0x1p10) * 0x1p-10
		}
	}
	j, k, l, by := rng.IntN(n), rng.IntN(n), rng.IntN(n), math.Ldexp(1, -rng.IntN(50))
	what, zero := rng.IntN(6), rng.IntN(m)
	for i := range m {
		switch what {
		case 0:
			a.Col(j)[i] = a.Col(k)[i]
		case 1:
			a.Col(j)[i] = a.Col(k)[i] + by*a.Col(l)[i]
		case 2:
			a.Col(j)[i] *= 64
		case 3:
			if i == zero {
				for c := range n {
					a.Col(c)[i] = 0
				}
			}
		}
	}
	p := solvers.Problem{A: a, B: make([]float64, m), P: 1}
	if rng.IntN(4) > 0 {
		x := make([]float64, n)
		for range 1 + rng.IntN(min(m, n)) {
			x[rng.IntN(n)] = math.Round(rng.NormFloat64()*0x1p10) * 0x1p-10
		}
		a.Mul(p.B, x)
	} else {
		for i := range p.B {
			p.B[i] = rng.NormFloat64()
		}
	}
	if rng.IntN(3) == 0 {
		scores := make([]float64, n)
		a.MulT(scores, p.B)
		p.Lambda = solvers.Norm(scores, math.Inf(1)) * math.Pow(10, -3*rng.Float64())
	}
	return p
}

// uneven says whether the rows would be scaled, which the twin does not.
func uneven(p solvers.Problem) bool {
	m, _ := p.A.Dims()
	return balance.Rows(math.Inf(1), m, p.A.Data(), p.B) != nil
}

// In floating point the referee decides as its plain twin does, whoever supplies the dual vector, and wherever the decision is clear.
func TestCertificatesOfThePlainTwin(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 28))
	referee := certify.Referee{ExactWork: -1}
	count, blunt := map[string]int{}, 0
	players := []solvers.Solver{new(homotopy.Solver), new(simplex.Solver)}
	for trial := range 12000 {
		p := drawn(rng)
		sol, err := solvers.Solve(t.Context(), players[trial%2], p)
		if err != nil || solvers.Norm(p.B, 1) == 0 || uneven(p) {
			continue
		}
		switch sol.Dual = slices.Clone(sol.Dual); rng.IntN(4) {
		case 0:
			sol.Dual = nil
		case 1:
			for i := range sol.Dual {
				sol.Dual[i] *= 1 + 1e-11*rng.NormFloat64()
			}
		case 2:
			sol.X[rng.IntN(len(sol.X))] += .1
		}
		want := certified(p, sol)
		got := referee.Certify(t.Context(), p, sol)
		if !want.sharp {
			blunt++
			continue
		}
		key := got.Kind.String()
		if got.Unique {
			key = "unique"
		}
		count[key]++
		m, n := p.A.Dims()
		if got.Kind != want.kind || got.Unique != want.unique || got.Kind == certify.Optimal && !(got.Margin == want.margin || math.Abs(got.Margin-want.margin) < 1e-9) {
			t.Fatalf("trial %d (%d x %d, lambda = %v): %+v, want %v, unique %v, margin %v", trial, m, n, p.Lambda, got, want.kind, want.unique, want.margin)
		}
		if basic := want.independent(certify.AppendSupport(nil, sol.X)); got.Basic != basic {
			t.Fatalf("trial %d (%d x %d, lambda = %v): %+v, want basic %v", trial, m, n, p.Lambda, got, basic)
		}
	}
	t.Logf("%v; %d too close to a line", count, blunt)
	for _, key := range []string{"none", "feasible", "optimal", "unique"} {
		if count[key] < 100 {
			t.Errorf("%v: %s is hardly drawn", count, key)
		}
	}
}

// In the steady state of a sweep the referee allocates nothing.
func TestTheRefereeAllocatesNothing(t *testing.T) {
	for _, c := range proofs {
		if c.draw.N > 200 {
			continue
		}
		p, sol := c.pose(t)
		var r certify.Referee
		ctx := t.Context()
		if got := testing.AllocsPerRun(5, func() { r.Certify(ctx, p, sol) }); got > 0 {
			t.Errorf("%s: %v allocations", c.name, got)
		}
	}
}

// A large system is judged in memory of the order of m + n and the square of the support: A is read, and neither copied nor transposed.
func TestTheRefereeCopiesNoMatrix(t *testing.T) {
	for _, c := range []proof{
		{name: "equality", draw: ensemble.Draw{N: 4000, M: 600, K: 20}, without: true},
		{name: "penalised", draw: ensemble.Draw{N: 5000, M: 400, K: 10}, lambda: .5},
	} {
		p, sol := c.pose(t)
		var before, after runtime.MemStats
		var r certify.Referee
		runtime.ReadMemStats(&before)
		cert := r.Certify(t.Context(), p, sol)
		runtime.ReadMemStats(&after)
		m, n := p.A.Dims()
		if cert.Kind != certify.Optimal || !cert.Unique {
			t.Errorf("%s: %+v", c.name, cert)
		}
		numbers, support := int(after.TotalAlloc-before.TotalAlloc)/8, len(cert.Contact.Set)
		if limit := 8*(m+n) + support*support; numbers > limit || 20*limit > m*n {
			t.Errorf("%s: the memory of %d numbers for a %d x %d matrix and a support of %d; want %d", c.name, numbers, m, n, support, limit)
		}
	}
}
