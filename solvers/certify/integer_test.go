package certify

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// anyInteger draws a number of up to 150 bits, often one at the edge of what a half or a whole word holds.
func anyInteger(rng *rand.Rand) *big.Int {
	v := new(big.Int).Lsh(big.NewInt(1), uint([]int{0, 5, 31, 32, 62, 63, 64, 150}[rng.IntN(8)]))
	switch rng.IntN(4) {
	case 0:
		v.Add(v, big.NewInt(int64(rng.IntN(3)-1)))
	case 1:
		v.SetInt64(0)
	default:
		v.Mul(v, new(big.Int).SetUint64(rng.Uint64())).Rsh(v, 64)
	}
	if rng.IntN(2) == 0 {
		v.Neg(v)
	}
	return v
}

func whole(v *big.Int) *integer {
	var z integer
	z.take(v)
	return &z
}

// is reports whether v has the value, in the form that belongs to it.
func (v *integer) is(want *big.Int) bool {
	var s big.Int
	fits := want.IsInt64() && want.Int64() != math.MinInt64
	return v.in(&s).Cmp(want) == 0 && (v.large == nil) == fits
}

// Every operation agrees with math/big, for small numbers, large ones, and those at the edges between.
func TestIntegerAgreesWithBig(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	var s scratch
	for range 60_000 {
		a, b, c, d := anyInteger(rng), anyInteger(rng), anyInteger(rng), anyInteger(rng)
		x, y := whole(a), whole(b)
		if !x.is(a) || x.sign() != a.Sign() || x.compare(y) != a.CmpAbs(b) {
			t.Fatalf("%v beside %v", a, b)
		}
		ac, bd := new(big.Int).Mul(a, c), new(big.Int).Mul(b, d)
		if got := s.compareProducts(x, whole(c), y, whole(d)); got != ac.CmpAbs(bd) {
			t.Fatalf("|%v %v| against |%v %v|: %d", a, c, b, d, got)
		}
		z := whole(a)
		if z.negate(); !z.is(new(big.Int).Neg(a)) {
			t.Fatalf("-%v = %+v", a, z)
		}
		z = whole(c)
		if z.set(x); !z.is(a) {
			t.Fatalf("%v set to %v: %+v", c, a, z)
		}
		if s.add(z, y, 1); !z.is(new(big.Int).Add(a, b)) || !x.is(a) || !y.is(b) {
			t.Fatalf("%v + %v = %+v", a, b, z)
		}
		z = whole(a)
		if s.add(z, y, -1); !z.is(new(big.Int).Sub(a, b)) {
			t.Fatalf("%v - %v = %+v", a, b, z)
		}
	}
}

// v = (q d + f g)/p is chosen so that (v p - f g)/d = q is whole, as it is in every step of an elimination.
func TestEliminateIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(33, 34))
	var s scratch
	words := 0
	for range 60_000 {
		q, d, f, g := anyInteger(rng), anyInteger(rng), anyInteger(rng), anyInteger(rng)
		p := big.NewInt(int64(1 - 2*rng.IntN(2)))
		if d.Sign() == 0 {
			continue
		}
		v := new(big.Int).Mul(q, d)
		v.Add(v, new(big.Int).Mul(f, g)).Mul(v, p)
		if k := rng.IntN(40); k > 0 && rng.IntN(2) == 0 { // a p other than 1 or -1: scale both factors
			scale := new(big.Int).Lsh(big.NewInt(1), uint(k))
			p.Mul(p, scale)
			g.Mul(g, scale)
			d.Mul(d, scale)
		}
		z, y := whole(v), whole(f)
		if z.large == nil && y.large == nil && whole(g).large == nil && whole(d).large == nil && q.IsInt64() {
			words++
		}
		if s.eliminate(z, whole(p), y, whole(g), whole(d)); !z.is(q) {
			t.Fatalf("(%v %v - %v %v)/%v = %+v, want %v", v, p, f, g, d, z, q)
		}
		self := whole(f) // the column of the pivot: what stands in for f is the entry itself
		if s.eliminate(self, whole(g), y, whole(g), whole(d)); self.sign() != 0 || !y.is(f) {
			t.Fatalf("(%v %v - %v %v)/%v = %+v", f, g, f, g, d, self)
		}
	}
	if words < 2000 {
		t.Errorf("%d of the steps were of words", words)
	}
}

// A number times its power of two is the one that math/big finds.
func TestSetShifted(t *testing.T) {
	rng := rand.New(rand.NewPCG(35, 36))
	for range 20_000 {
		x := []float64{math.Ldexp(rng.NormFloat64(), rng.IntN(300)-150), math.Round(100 * rng.NormFloat64()), float64(rng.IntN(9)) / 8, 5e-324, 0}[rng.IntN(5)]
		shift := dyadic([]float64{x})
		var want, less big.Float
		want.SetMantExp(big.NewFloat(x), shift)
		if less.SetMantExp(&want, -1); !want.IsInt() || shift > 0 && less.IsInt() {
			t.Fatalf("%v 2^%d: the shift is not the least", x, shift)
		}
		exact, _ := want.Int(nil)
		var z integer
		if z.setShifted(x, shift); !z.is(exact) {
			t.Fatalf("%v 2^%d = %+v, want %v", x, shift, z, exact)
		}
	}
}
