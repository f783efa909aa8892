package certify

import (
	"math"
	"math/big"
	"math/bits"
)

// integer is a whole number of any size: a machine word where it fits, since most systems that are settled exactly have small entries. The zero
// value is 0. Large numbers are not shared: an integer is copied by set.
type integer struct {
	small int64    // above -2^63, so that it can be negated
	large *big.Int // beyond the range of small; nil otherwise
}

// scratch is where small numbers stand when they meet large ones.
type scratch [5]big.Int

// in returns the value as a big.Int: v's own, or that of the scratch, set to it.
func (v *integer) in(scratch *big.Int) *big.Int {
	if v.large != nil {
		return v.large
	}
	return scratch.SetInt64(v.small)
}

// take sets v to b.
func (v *integer) take(b *big.Int) {
	if b.IsInt64() && b.Int64() != math.MinInt64 {
		v.small, v.large = b.Int64(), nil
		return
	}
	if v.large == nil {
		v.large = new(big.Int)
	}
	v.large.Set(b)
}

func (v *integer) set(x *integer) {
	if x.large != nil {
		v.take(x.large)
		return
	}
	v.small, v.large = x.small, nil
}

func (v *integer) sign() int {
	if v.large != nil {
		return v.large.Sign()
	}
	switch {
	case v.small > 0:
		return 1
	case v.small < 0:
		return -1
	}
	return 0
}

func (v *integer) negate() {
	v.small = -v.small
	if v.large != nil {
		v.large.Neg(v.large)
	}
}

// size returns |v| as a word, for a small v.
func (v *integer) size() uint64 {
	if v.small < 0 {
		return uint64(-v.small)
	}
	return uint64(v.small)
}

// compare returns the sign of |v| - |x|.
func (v *integer) compare(x *integer) int {
	switch {
	case v.large == nil && x.large == nil:
		return compare(0, v.size(), 0, x.size())
	case v.large == nil:
		return -1
	case x.large == nil:
		return 1
	}
	return v.large.CmpAbs(x.large)
}

// compare returns the sign of the difference of two numbers of 128 bits.
func compare(hi1, lo1, hi2, lo2 uint64) int {
	switch {
	case hi1 < hi2 || hi1 == hi2 && lo1 < lo2:
		return -1
	case hi1 == hi2 && lo1 == lo2:
		return 0
	}
	return 1
}

// add adds x, times 1 or -1, to v.
func (s *scratch) add(v, x *integer, sign int) {
	if v.large == nil && x.large == nil {
		term := x.small
		if sign < 0 {
			term = -term
		}
		sum := v.small + term
		if (v.small^sum)&(term^sum) >= 0 && sum != math.MinInt64 {
			v.small = sum
			return
		}
	}
	sum := &s[0]
	if sign < 0 {
		sum.Sub(v.in(&s[1]), x.in(&s[2]))
	} else {
		sum.Add(v.in(&s[1]), x.in(&s[2]))
	}
	v.take(sum)
}

// compareProducts returns the sign of |a b| - |c d|.
func (s *scratch) compareProducts(a, b, c, d *integer) int {
	if a.large == nil && b.large == nil && c.large == nil && d.large == nil {
		hi1, lo1 := bits.Mul64(a.size(), b.size())
		hi2, lo2 := bits.Mul64(c.size(), d.size())
		return compare(hi1, lo1, hi2, lo2)
	}
	s[0].Mul(a.in(&s[1]), b.in(&s[2]))
	s[3].Mul(c.in(&s[1]), d.in(&s[2]))
	return s[0].CmpAbs(&s[3])
}

// eliminate replaces v by (v p - f g)/d, which is known to be whole.
func (s *scratch) eliminate(v, p, f, g, d *integer) {
	if v.large == nil && p.large == nil && f.large == nil && g.large == nil && d.large == nil {
		if q, ok := eliminated(v.small, p.small, f.small, g.small, d.small); ok {
			v.small = q
			return
		}
	}
	s[0].Mul(v.in(&s[1]), p.in(&s[2]))
	if f.sign() != 0 && g.sign() != 0 {
		s[3].Mul(f.in(&s[1]), g.in(&s[2]))
		s[0].Sub(&s[0], &s[3])
	}
	s[4].Quo(&s[0], d.in(&s[1]))
	v.take(&s[4])
}

// eliminated returns (v p - f g)/d, or false if that is no word.
func eliminated(v, p, f, g, d int64) (int64, bool) {
	const word = 1 << 31
	if max(v, p, f, g) < word && min(v, p, f, g) > -word {
		return (v*p - f*g) / d, true
	}
	hi1, lo1 := multiplied(v, p)
	hi2, lo2 := multiplied(f, g)
	lo, borrow := bits.Sub64(lo1, lo2, 0)
	hi, _ := bits.Sub64(hi1, hi2, borrow)
	negative := int64(hi) < 0
	if negative {
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	if d < 0 {
		negative, d = !negative, -d
	}
	if hi >= uint64(d) {
		return 0, false
	}
	q, _ := bits.Div64(hi, lo, uint64(d))
	if q > math.MaxInt64 {
		return 0, false
	}
	if negative {
		return -int64(q), true
	}
	return int64(q), true
}

// multiplied returns x y in 128 bits, as a two's complement.
func multiplied(x, y int64) (hi, lo uint64) {
	hi, lo = bits.Mul64(uint64(x), uint64(y))
	return hi - uint64(x>>63&y) - uint64(y>>63&x), lo
}

// dyadic returns the least shift e >= 0 such that x·2^e is whole for every entry.
func dyadic(x []float64) int {
	shift := 0
	for _, v := range x {
		if v == math.Trunc(v) {
			continue
		}
		_, exp := math.Frexp(v)
		mantissa := uint64(math.Abs(math.Ldexp(v, 53-exp)))
		shift = max(shift, 53-exp-bits.TrailingZeros64(mantissa))
	}
	return shift
}

// setShifted sets v to x·2^shift, which is whole.
func (v *integer) setShifted(x float64, shift int) {
	if scaled := math.Ldexp(x, shift); math.Abs(scaled) < 1<<62 {
		v.small, v.large = int64(scaled), nil
		return
	}
	var b big.Int
	setShifted(&b, x, shift)
	v.take(&b)
}

// setShifted sets z to v·2^shift, which is whole.
func setShifted(z *big.Int, v float64, shift int) {
	if v == 0 {
		z.SetInt64(0)
		return
	}
	frac, exp := math.Frexp(v)
	z.SetInt64(int64(math.Ldexp(frac, 53)))
	if e := exp - 53 + shift; e >= 0 {
		z.Lsh(z, uint(e))
	} else {
		z.Rsh(z, uint(-e)) // exact: the bits shifted out are zero
	}
}
