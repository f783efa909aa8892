package ensemble

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// plain is the twin of normals: one number at a time, by coordinates and the curve itself instead of integers and logarithms. It says whether
// the number is from the tail, where the two logarithms may differ by a rounding.
func plain(g *generator) (v float64, tail bool) {
	for {
		word := g.Uint64()
		i := int(word % layers)
		x := ziggurat[i].step * 0x1p53
		next := 0.0
		if i+1 < layers {
			next = ziggurat[i+1].step * 0x1p53
		}
		v := x * (float64(int64(word)>>10|1) / 0x1p53)
		switch {
		case math.Abs(v) < next:
			return v, false
		case i > 0:
			low, high := math.Exp(-x*x/2), math.Exp(-next*next/2)
			if low+float64(g.Uint64()>>11|1)/0x1p53*(high-low) < math.Exp(-v*v/2) {
				return v, false
			}
		default:
			for {
				beyond := -math.Log(float64(g.Uint64()>>11|1)/0x1p53) / radius
				if math.Log(float64(g.Uint64()>>11|1)/0x1p53) < -beyond*beyond/2 {
					return math.Copysign(radius+beyond, v), true
				}
			}
		}
	}
}

func TestNormalsAgainstTheirTwin(t *testing.T) {
	fast, slow := generator{1, 2, 3, 4}, generator{1, 2, 3, 4}
	dst := make([]float64, 2_000_000)
	fast.normals(dst, 0)
	tails := 0
	for i, got := range dst {
		want, tail := plain(&slow)
		if tail {
			tails++
		}
		if got != want && !(tail && math.Abs(got-want) <= 4*ulp(want)) {
			t.Fatalf("normal %d is %x, its twin %x", i, got, want)
		}
	}
	if fast != slow {
		t.Error("the generators are not in the same state")
	}
	if tails == 0 {
		t.Error("no number came from the tail")
	}
}

// However a sequence is cut into pieces, and one by one, it is the same sequence; a grid does nothing but round.
func TestNormalsAreOneSequence(t *testing.T) {
	whole := make([]float64, 5000)
	all, pieces, single, rounded := generator{4, 3, 2, 1}, generator{4, 3, 2, 1}, generator{4, 3, 2, 1}, generator{4, 3, 2, 1}
	all.normals(whole, 0)
	onGrid := make([]float64, len(whole))
	rounded.normals(onGrid, matrixGrid)
	for at, size := 0, 0; at < len(whole); size++ {
		piece := make([]float64, min(size, len(whole)-at))
		pieces.normals(piece, 0)
		if !slices.Equal(piece, whole[at:at+len(piece)]) {
			t.Fatalf("a piece of %d from %d on is another", size, at)
		}
		at += len(piece)
	}
	for i, v := range whole {
		if got := single.normal(single.Uint64()); got != v {
			t.Fatalf("normal %d alone is %v, want %v", i, got, v)
		}
		if want := math.RoundToEven(v*0x1p20) * 0x1p-20; onGrid[i] != want {
			t.Fatalf("%v is rounded to %v, want %v", v, onGrid[i], want)
		}
	}
}

// A number does not see the bits that choose its layer, and a word with its other bits turned over gives its opposite.
func TestLayerAndSignAreIndependent(t *testing.T) {
	g := generator{5, 6, 7, 8}
	for range 100_000 {
		word := g.Uint64()
		a, b := word, word^(g.Uint64()%layers)
		if isInner(a) && isInner(b) {
			x, y := math.Round(g.normal(a)/ziggurat[a%layers].step), math.Round(g.normal(b)/ziggurat[b%layers].step)
			if math.Abs(x-y) > 2 { // of 2^53
				t.Fatalf("words %x and %x differ in layer only, yet are %v and %v of a step", a, b, x, y)
			}
		}
		if isInner(a) {
			if v, w := g.normal(a), g.normal(a^^uint64(1<<10-1)); v != -w || v == 0 {
				t.Fatalf("%v has the opposite %v", v, w)
			}
		}
	}
}

func isInner(word uint64) bool {
	x := int64(word)>>10 | 1
	return uint64(max(x, -x)) < ziggurat[word%layers].inner
}

// Studies stand on these bits, on every processor.
func TestNormalsArePinned(t *testing.T) {
	g := generator{1, 2, 3, 4}
	dst := make([]float64, 100_000)
	g.normals(dst, 0)
	hash := sha256.New()
	for _, v := range dst {
		var word [8]byte
		binary.BigEndian.PutUint64(word[:], math.Float64bits(v))
		hash.Write(word[:])
	}
	if got, want := hex.EncodeToString(hash.Sum(nil)[:8]), "72875259dd8ec574"; got != want {
		t.Errorf("digest %s, pinned %s", got, want)
	}
}

// Moments up to the eighth, each within 4.5 standard deviations of its mean.
func TestMomentsOfNormals(t *testing.T) {
	const size = 1 << 23
	g, dst := generator{1, 1, 2, 3}, make([]float64, 1<<12)
	var sums [9]float64
	for range size / len(dst) {
		g.normals(dst, 0)
		for _, v := range dst {
			power := 1.0
			for j := 1; j <= 8; j++ {
				power *= v
				sums[j] += power
			}
		}
	}
	moment := func(j int) float64 { // (j-1)!! for even j
		m := 1.0
		for i := j - 1; i > 0; i -= 2 {
			m *= float64(i)
		}
		return m * float64(1-j%2)
	}
	for j := 1; j <= 8; j++ {
		mean, spread := moment(j), math.Sqrt((moment(2*j)-moment(j)*moment(j))/size)
		if z := (sums[j]/size - mean) / spread; math.Abs(z) > 4.5 {
			t.Errorf("moment %d is %v, want %v: %.1f standard deviations off", j, sums[j]/size, mean, z)
		}
	}
}

// The whole distribution, by Kolmogorov and Smirnov's distance and by Anderson and Darling's, which looks at the tails: 2.2 and 10 are exceeded
// with probability 1e-4 and less.
func TestDistributionOfNormals(t *testing.T) {
	g, sample := generator{2, 7, 1, 8}, make([]float64, 1<<21)
	g.normals(sample, 0)
	if d := kolmogorov(sample, distuv.UnitNormal.CDF); d > 2.2 { // sorts
		t.Errorf("Kolmogorov distance %.2f/sqrt(T)", d)
	}
	n, sum := float64(len(sample)), 0.0
	for i, v := range sample {
		w := sample[len(sample)-1-i]
		sum += (2*float64(i) + 1) / n * (math.Log(math.Erfc(-v/math.Sqrt2)/2) + math.Log(math.Erfc(w/math.Sqrt2)/2))
	}
	if a := -n - sum; a > 10 {
		t.Errorf("Anderson-Darling %.2f", a)
	}
}

// Numbers beyond 3 to 5 standard deviations on either side, and about the radius where the tail begins, against exact probabilities.
func TestTailsOfNormals(t *testing.T) {
	const size = 1 << 25
	bounds := []float64{3, radius - 0.1, radius, radius + 0.1, 4, 4.5, 5}
	g, dst := generator{3, 1, 4, 1}, make([]float64, 1<<12)
	counts := make([][2]float64, len(bounds))
	for range size / len(dst) {
		g.normals(dst, 0)
		for _, v := range dst {
			if math.Abs(v) < bounds[0] {
				continue
			}
			for i, bound := range bounds {
				if v > bound {
					counts[i][1]++
				} else if v < -bound {
					counts[i][0]++
				}
			}
		}
	}
	for i, bound := range bounds {
		want := size * math.Erfc(bound/math.Sqrt2) / 2
		for side, got := range counts[i] {
			if math.Abs(got-want) > 4.5*math.Sqrt(want) {
				t.Errorf("%v numbers beyond %v on side %d, want %.1f", got, bound, side, want)
			}
		}
	}
}

// Neighbours at distances up to 8 are independent: chi-square on a grid of 16 x 16 equally likely cells, and no correlation of squares.
func TestNormalsAreSeriallyIndependent(t *testing.T) {
	const size, cells = 1 << 20, 16
	g, sample := generator{1, 6, 1, 8}, make([]float64, size)
	g.normals(sample, 0)
	cell := make([]int, size)
	for i, v := range sample {
		cell[i] = min(cells-1, int(cells*distuv.UnitNormal.CDF(v)))
	}
	limit := (distuv.ChiSquared{K: cells*cells - 1}).Quantile(0.9999)
	for lag := 1; lag <= 8; lag++ {
		counts, squares := make([]float64, cells*cells), 0.0
		for i := range size - lag {
			counts[cell[i]*cells+cell[i+lag]]++
			squares += (sample[i]*sample[i] - 1) * (sample[i+lag]*sample[i+lag] - 1) / 2
		}
		chi, want := 0.0, float64(size-lag)/(cells*cells)
		for _, c := range counts {
			chi += (c - want) * (c - want) / want
		}
		if chi > limit || math.Abs(squares) > 4.5*math.Sqrt(size) {
			t.Errorf("lag %d: chi-square %.1f (limit %.1f), squares are correlated by %.1f/sqrt(T)", lag, chi, limit, squares/math.Sqrt(size))
		}
	}
}

func BenchmarkNormals(b *testing.B) {
	g, dst := generator{1, 2, 3, 4}, make([]float64, 20000)
	for b.Loop() {
		g.normals(dst, matrixGrid)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(dst)), "ns/normal")
}
