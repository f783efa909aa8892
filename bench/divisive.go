package bench

import (
	"math"
	"math/rand/v2"
)

// split is a change found in a series of groups: the first group behind it, and its p-value.
type split struct {
	at int
	p  float64
}

// divisive finds where the law of a series changes, by E-divisive means. The series is cut into groups, the runs of one commit each, of which none
// is empty; a change lies between two groups. The best cut of a stretch x_1..x_n | y_1..y_m maximises
//
//	Q = nm/(n+m) (2/(nm) sum |x_i - y_j| - C(n,2)^-1 sum_(i<k) |x_i - x_k| - C(m,2)^-1 sum_(j<k) |y_j - y_k|),   n, m >= 2
//
// It is taken for a change where at most a share level of as many permutations, of all runs within their stretches, has a cut as good; then
// both parts are searched in turn. Changes come back in the order of the series.
//
// Reference: D. Matteson and N. James, A nonparametric approach for multiple change point analysis of multivariate data, 2014, with one cut a
// stretch, as D. Daly, W. Brown, H. Ingo, J. O'Leary and D. Bradford, The use of change point detection to identify software performance
// regressions in a continuous integration system, 2020, use it.
func divisive(groups [][]float64, level float64, rng *rand.Rand) []split {
	var found []split
	for {
		stretches := stretchesOf(groups, found)
		best, cut := math.Inf(-1), 0
		for _, s := range stretches {
			if q, at := s.best(s.values); q > best {
				best, cut = q, at
			}
		}
		if math.IsInf(best, -1) {
			return found
		}
		p := permuted(stretches, best, level, rng)
		if p > level {
			return found
		}
		i := 0
		for i < len(found) && found[i].at < cut {
			i++
		}
		found = append(found[:i], append([]split{{cut, p}}, found[i:]...)...)
	}
}

// permuted returns the share of permutations, the data themselves among them, whose best cut is as good as the one seen. It stops early where the share
// will be above level.
func permuted(stretches []stretch, best, level float64, rng *rand.Rand) float64 {
	rounds := int(math.Ceil(2 / level))
	as := 1
	for range rounds - 1 {
		for _, s := range stretches {
			shuffled := append([]float64(nil), s.values...)
			rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
			if q, _ := s.best(shuffled); q >= best*(1-1e-12) {
				as++
				break
			}
		}
		if float64(as)/float64(rounds) > level {
			return 1
		}
	}
	return float64(as) / float64(rounds)
}

// stretch is a part of the series between two changes.
type stretch struct {
	first  int   // its first group
	ends   []int // number of values up to the end of each of its groups
	values []float64
}

// stretchesOf cuts the series at the changes.
func stretchesOf(groups [][]float64, changes []split) (all []stretch) {
	s := stretch{}
	for g, values := range groups {
		if len(changes) > 0 && changes[0].at == g {
			all, changes = append(all, s), changes[1:]
			s = stretch{first: g}
		}
		s.values = append(s.values, values...)
		s.ends = append(s.ends, len(s.values))
	}
	return append(all, s)
}

// best returns the largest Q of the values, in an order of their own, over all cuts between groups, and the group behind that cut; Q is -Inf where
// there is no cut with two values on either side.
func (s stretch) best(values []float64) (q float64, at int) {
	total, q := len(values), math.Inf(-1)
	var left, right, across float64 // sums of distances within either side and between them
	for i := range values {
		for _, y := range values[i+1:] {
			right += math.Abs(values[i] - y)
		}
	}
	n := 0
	for g, end := range s.ends[:len(s.ends)-1] {
		for ; n < end; n++ { // value n goes from the right to the left
			var before, behind float64
			for _, x := range values[:n] {
				before += math.Abs(x - values[n])
			}
			for _, y := range values[n+1:] {
				behind += math.Abs(y - values[n])
			}
			left, right, across = left+before, right-behind, across-before+behind
		}
		m := total - n
		if n < 2 || m < 2 {
			continue
		}
		nf, mf := float64(n), float64(m)
		e := 2*across/(nf*mf) - left/(nf*(nf-1)/2) - right/(mf*(mf-1)/2)
		if this := nf * mf / (nf + mf) * e; this > q {
			q, at = this, s.first+g+1
		}
	}
	return q, at
}
