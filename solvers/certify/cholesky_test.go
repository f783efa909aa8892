package certify

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"touchpoint/solvers"
)

// independent says, in rationals, whether the columns of the set are.
func independent(a *solvers.Columns, set []int) bool {
	m, n := a.Dims()
	t, _ := newTableau(a, make([]float64, m), upTo(0), make([]float64, n))
	return t.rank(set) == len(set)
}

// nearly draws columns of which one is a combination of others up to 2^-bits, rounded to float64.
func nearly(rng *rand.Rand, m, n, bits int) *solvers.Columns {
	a := solvers.NewColumns(m, n, nil)
	for k := range a.Data() {
		a.Data()[k] = rng.NormFloat64()
	}
	last := a.Col(n - 1)
	for i := range last {
		last[i] = math.Ldexp(last[i], -bits)
		for j := range min(n-1, 2) {
			last[i] += float64(1+j) * a.At(i, j)
		}
	}
	return a
}

// What the Gram matrix proves is true in rationals, however close the columns are to dependent; it sees dependence in none
// that are a part in 10^4 away, and independence in none that are closer than rounding.
func TestCholeskyProves(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	var f cholesky
	proved, dependent := 0, 0
	for trial := range 3000 {
		m := 2 + rng.IntN(5)
		n := 2 + rng.IntN(m-1)
		bits := rng.IntN(60)
		a := nearly(rng, m, n, bits)
		if trial%3 == 0 {
			for k := range a.Data() {
				a.Data()[k] = float64(rng.IntN(3) - 1)
			}
		}
		set := rng.Perm(n)
		f.forget()
		got, want := f.proves(a, set), independent(a, set)
		if got && !want {
			t.Fatalf("trial %d: %v is called independent", trial, a.Data())
		}
		if got {
			proved++
		}
		if !want {
			dependent++
		}
		if trial%3 > 0 && (bits > 45 && got || bits < 10 && !got) {
			t.Errorf("trial %d: a column 2^-%d from the span of the others: %v", trial, bits, got)
		}
	}
	if min(proved, dependent) < 100 {
		t.Errorf("%d proved, %d dependent: the draw tests one side only", proved, dependent)
	}
}

// The factor is that of A_S'A_S, and what is proved holds for the columns asked about.
func TestCholeskyIsOfItsSet(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	a := nearly(rng, 30, 20, 0)
	copy(a.Col(7), a.Col(3))
	var f cholesky
	for _, c := range []struct {
		set  []int
		want bool
	}{{nil, true}, {[]int{3}, true}, {[]int{3, 7}, false}, {[]int{3, 8}, true}, {[]int{8, 3}, true}, {[]int{1, 7, 2, 3}, false}, {[]int{5, 1, 9, 12}, true}} {
		if got := f.proves(a, c.set); got != c.want {
			t.Errorf("%v: %v", c.set, got)
		}
	}
	y, miss := make([]float64, 30), []float64{1, -1, 2, .5}
	want := append([]float64(nil), miss...)
	f.add(y, miss)
	f.against(miss, y)
	for i := range want {
		if math.Abs(miss[i]-want[i]) > 1e-9 {
			t.Errorf("A_S'y = %v, want %v", miss, want)
		}
	}
	copy(a.Col(1), a.Col(5))
	if f.forget(); f.proves(a, []int{5, 1, 9, 12}) {
		t.Error("a matrix that changed is taken for the one before")
	}
	if a.Data()[0] = math.NaN(); f.proves(a, []int{0}) {
		t.Error("NaN is independent")
	}
}

// The taken share exceeds the errors of the arithmetic: in 2000 bits, L L' with the share put back differs from A_S'A_S by less than the share.
func TestCholeskyTakesMoreThanRounding(t *testing.T) {
	rng := rand.New(rand.NewPCG(25, 26))
	for range 20 {
		m := 5 + rng.IntN(25)
		k := 1 + rng.IntN(m)
		a := nearly(rng, m, k+1, 3)
		set := rng.Perm(k)
		var f cholesky
		if !f.proves(a, set) {
			t.Fatalf("%d x %d Gaussian columns are not independent", m, k)
		}
		share := 2 * float64(k) * float64(m+k+8) * 0x1p-53
		square, worst := norms(a, set), 0.0
		for i := range k {
			for l := range i + 1 {
				e := inner(a.Col(set[i]), a.Col(set[l])) // exact
				if i == l {
					e.Mul(e, big.NewFloat(1-share))
				}
				e.Sub(e, inner(f.row(i)[:l+1], f.row(l)))
				v, _ := e.Float64()
				worst = max(worst, math.Abs(v)/math.Sqrt(square[i]*square[l]))
			}
		}
		if !(worst*float64(k) < share) {
			t.Errorf("%d columns of length %d: errors up to %.2g an entry against a share of %.2g", k, m, worst, share)
		}
	}
}

// row returns row i of L up to the diagonal.
func (f *cholesky) row(i int) (row []float64) {
	for j := range i + 1 {
		row = append(row, f.l[j*len(f.set)+i])
	}
	return row
}

// inner returns x'y without rounding.
func inner(x, y []float64) *big.Float {
	sum := new(big.Float).SetPrec(2000)
	for i := range x {
		sum.Add(sum, new(big.Float).SetPrec(2000).Mul(big.NewFloat(x[i]), big.NewFloat(y[i])))
	}
	return sum
}

func norms(a *solvers.Columns, set []int) []float64 {
	square := make([]float64, len(set))
	for i, j := range set {
		square[i], _ = inner(a.Col(j), a.Col(j)).Float64()
	}
	return square
}

// Where the factor exists, the steps either lead to the scores that were asked for or leave the dual vector as it was; near the edge of what can be
// proved the share that was taken spoils them.
func TestRefinedOrUntouched(t *testing.T) {
	rng := rand.New(rand.NewPCG(37, 38))
	count := map[bool]int{}
	for range 4000 {
		m := 3 + rng.IntN(6)
		n := 2 + rng.IntN(m-1)
		a, set := nearly(rng, m, n, 16+rng.IntN(8)), rng.Perm(n)
		var r Referee
		if !r.quick.proves(a, set) {
			continue
		}
		r.dual = make([]float64, m)
		r.dual[0] = 1
		done := r.refined(set, func(j int) float64 { return float64(1 - 2*(j%2)) })
		count[done]++
		worst := 0.0
		for i, j := range set {
			miss := math.Abs(float64(1-2*(j%2)) - inexact(inner(a.Col(j), r.dual)))
			worst = max(worst, miss/max(2*tight, 2*r.quick.rounding(i, r.dual)))
		}
		if done && worst > 1 {
			t.Errorf("%d x %d: %g times what may be left", m, n, worst)
		}
		if !done && (r.dual[0] != 1 || r.dual[1] != 0) {
			t.Errorf("%d x %d: y = %v", m, n, r.dual)
		}
	}
	if min(count[true], count[false]) < 50 {
		t.Errorf("%v: the draw tests one side only", count)
	}
}

func inexact(v *big.Float) float64 {
	f, _ := v.Float64()
	return f
}
