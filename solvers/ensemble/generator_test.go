package ensemble

import (
	"math"
	"math/bits"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// The first words from the state (1, 2, 3, 4), as the authors' C code and the crate rand_xoshiro have them.
func TestGeneratorIsXoshiro(t *testing.T) {
	want := []uint64{
		41943041, 58720359, 3588806011781223, 3591011842654386, 9228616714210784205,
		9973669472204895162, 14011001112246962877, 12406186145184390807, 15849039046786891736, 10450023813501588000,
	}
	g := generator{1, 2, 3, 4}
	for i, w := range want {
		if got := g.Uint64(); got != w {
			t.Fatalf("word %d is %d, want %d", i, got, w)
		}
	}
}

func TestSeedIsTheWholeHash(t *testing.T) {
	seen := make(map[uint64]bool)
	for i := range 32 {
		var hash [32]byte
		hash[i] = 1
		var g generator
		g.seed(hash)
		if total := bits.OnesCount64(g.a) + bits.OnesCount64(g.b) + bits.OnesCount64(g.c) + bits.OnesCount64(g.d); total != 1 {
			t.Errorf("byte %d of the hash makes %d bits of the state", i, total)
		}
		for range 4 {
			g.Uint64()
		}
		seen[g.Uint64()] = true
	}
	if len(seen) != 32 {
		t.Errorf("32 hashes give %d different words", len(seen))
	}
}

func TestBelowIsUniform(t *testing.T) {
	g := generator{1, 2, 3, 4}
	for _, n := range []int{1, 2, 3, 7, 16, 1000} {
		counts, draws := make([]float64, n), 1000*n
		for range draws {
			counts[g.below(n)]++
		}
		chi := 0.0
		for _, c := range counts {
			chi += (c - 1000) * (c - 1000) / 1000
		}
		if limit := (distuv.ChiSquared{K: float64(max(n-1, 1))}).Quantile(0.9999); n > 1 && chi > limit {
			t.Errorf("below %d: chi-square %.1f exceeds %.1f", n, chi, limit)
		}
	}
	if bits.UintSize < 64 {
		return
	}
	// Eight words for three numbers: were none drawn again, every third number would come a quarter less often.
	three, third := uint64(3), [3]float64{}
	for range 30000 {
		third[g.below(int(three<<61))%3]++
	}
	for i, c := range third {
		if math.Abs(c-10000) > 370 {
			t.Errorf("%v of 30000 numbers are %d modulo 3", c, i)
		}
	}
}

func TestOpenIntervalHasNoEnds(t *testing.T) {
	for _, g := range []generator{{0, 1, 0, 0}, {1 << 63, 0, 0, 1 << 63}, {1, 2, 3, 4}} {
		for range 1000 {
			if u := g.open(); u <= 0 || u >= 1 || math.Mod(u*0x1p53, 2) != 1 {
				t.Fatalf("uniform number %v", u)
			}
		}
	}
}

// Every permutation of four comes as often as any other.
func TestPermutationsAreUniform(t *testing.T) {
	g := generator{1, 2, 3, 4}
	counts := make(map[[4]int]float64)
	for range 24000 {
		var order [4]int
		g.permute(order[:])
		counts[order]++
		slices.Sort(order[:])
		if order != [4]int{0, 1, 2, 3} {
			t.Fatalf("no permutation: %v", order)
		}
	}
	chi := 0.0
	for _, c := range counts {
		chi += (c - 1000) * (c - 1000) / 1000
	}
	if limit := (distuv.ChiSquared{K: 23}).Quantile(0.9999); len(counts) != 24 || chi > limit {
		t.Errorf("%d permutations, chi-square %.1f exceeds %.1f", len(counts), chi, limit)
	}
}

// Signs, one bit each, are fair at each of the 64 places of a word, and neighbours are independent.
func TestSignsAreFair(t *testing.T) {
	g := generator{1, 2, 3, 4}
	dst := make([]float64, 64)
	var sum, product [64]float64
	const words = 10000
	for range words {
		g.signs(dst)
		for i, v := range dst {
			if v != 1 && v != -1 {
				t.Fatalf("sign %v", v)
			}
			sum[i] += v
			product[i] += v * dst[(i+1)%64]
		}
	}
	for i := range sum {
		if math.Abs(sum[i]) > 4.5*100 || math.Abs(product[i]) > 4.5*100 {
			t.Errorf("place %d: %v signs too many, %v pairs", i, sum[i], product[i])
		}
	}
}

// A stream of the caller's own depends on its name and on what the matrix depends on, and on nothing else.
func TestStreamsOfTheCaller(t *testing.T) {
	base := Draw{N: 10, M: 5, K: 2, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: 1, Trial: 1}
	first := func(d Draw, thing string) uint64 { return d.Stream(thing).Uint64() }
	want := first(base, "folds")
	for name, c := range map[string]struct {
		change func(*Draw)
		thing  string
		same   bool
	}{
		"nothing":    {func(*Draw) {}, "folds", true},
		"amplitudes": {func(d *Draw) { d.Amplitudes = "uniform" }, "folds", true},
		"noise":      {func(d *Draw) { d.Noise = 1 }, "folds", true},
		"the thing":  {func(*Draw) {}, "rows", false},
		"seed":       {func(d *Draw) { d.Seed = 2 }, "folds", false},
		"trial":      {func(d *Draw) { d.Trial = 2 }, "folds", false},
		"k":          {func(d *Draw) { d.K = 3 }, "folds", false},
		"ensemble":   {func(d *Draw) { d.Ensemble = "unit" }, "folds", false},
	} {
		d := base
		c.change(&d)
		if got := first(d, c.thing); (got == want) != c.same {
			t.Errorf("changing %s: same stream %v, want %v", name, got == want, c.same)
		}
	}
}
