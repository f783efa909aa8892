package ensemble

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"touchpoint/solvers"

	"gonum.org/v1/gonum/stat/distuv"
)

// laws are the ensembles with a bound filled in, the largest one too.
var laws = []string{
	"gaussian", "unit", "haar", "rademacher", "integer:3", "integer:1048576", "magnitude:255", "dct", "fourier", "ar1:0.5",
}

func draw(t *testing.T, s *Sampler, d Draw) System {
	t.Helper()
	sys, err := s.Draw(d)
	if err != nil {
		t.Fatal(err)
	}
	return sys
}

// clone takes a system out of its sampler's storage.
func clone(s System) System {
	return System{A: solvers.From(s.A), B: slices.Clone(s.B), Truth: slices.Clone(s.Truth)}
}

// product returns row i of A times x in exact arithmetic.
func product(a *solvers.Columns, i int, x []float64) *big.Rat {
	sum, term := new(big.Rat), new(big.Rat)
	for j, v := range x {
		term.Mul(new(big.Rat).SetFloat64(a.At(i, j)), new(big.Rat).SetFloat64(v))
		sum.Add(sum, term)
	}
	return sum
}

func TestPlantedSystemIsExact(t *testing.T) {
	var s Sampler
	for trial, shape := range [][3]int{{10, 5, 2}, {6, 3, 3}, {1, 1, 1}, {40, 20, 40}, {100, 50, 12}, {7, 7, 7}} {
		for _, ensemble := range laws {
			for _, amplitudes := range Amplitudes() {
				sys := draw(t, &s, Draw{N: shape[0], M: shape[1], K: shape[2], Ensemble: ensemble, Amplitudes: amplitudes, Trial: trial})
				for i, b := range sys.B {
					if product(sys.A, i, sys.Truth).Cmp(new(big.Rat).SetFloat64(b)) != 0 {
						t.Fatalf("%v %s %s: b[%d] = %v is rounded", shape, ensemble, amplitudes, i, b)
					}
				}
			}
		}
	}
}

func TestInexactSumsAreRefused(t *testing.T) {
	for _, c := range []struct {
		entry, value float64
		law          law
		want         bool
	}{
		{8, 1<<19 - 1, law{kind: gaussian}, true},
		{8, 1 << 19, law{kind: gaussian}, false},
		{15.9, 1<<18 - 1, law{kind: gaussian}, true}, // by the bound of the law
		{1 << 19, 1<<23 - 1, law{kind: integer, largest: 1 << 20}, true},
		{1 << 19, 1 << 23, law{kind: integer, largest: 1 << 20}, false},
	} {
		s := Sampler{a: solvers.NewColumns(1, 3, []float64{c.entry, 1, -c.entry}), truth: []float64{c.value, 0, -c.value}, support: []int{2, 0}}
		if err := s.exact(c.law); (err == nil) != c.want {
			t.Errorf("entries %v, values %v, %v: %v", c.entry, c.value, c.law, err)
		}
	}
}

// What settles that a sum is exact must be true of every entry.
func TestNoEntryExceedsTheBoundOfItsLaw(t *testing.T) {
	var s Sampler
	for _, ensemble := range append(slices.Clone(laws), "ar1:-0.99") {
		l, err := parseLaw(ensemble)
		if err != nil {
			t.Fatal(err)
		}
		for trial := range 50 {
			for _, v := range draw(t, &s, Draw{N: 30, M: 1 + trial%30, K: 1, Ensemble: ensemble, Amplitudes: "gaussian", Trial: trial}).A.Data() {
				if math.Abs(v) > l.bound() {
					t.Fatalf("%s: entry %v, bound %v", ensemble, v, l.bound())
				}
			}
		}
	}
}

func TestSupportSizeAndGrid(t *testing.T) {
	var s Sampler
	for trial := range 200 {
		sys := draw(t, &s, Draw{N: 20, M: 4, K: 7, Ensemble: "gaussian", Amplitudes: "gaussian", Trial: trial})
		nonzeros := 0
		for _, v := range sys.Truth {
			if v != 0 {
				nonzeros++
			}
			if v*1024 != math.Trunc(v*1024) {
				t.Fatalf("trial %d: %v is off the grid", trial, v)
			}
		}
		if nonzeros != 7 {
			t.Fatalf("trial %d: %d non-zeros, want 7", trial, nonzeros)
		}
	}
}

// A magnitude rounds to zero with probability about 4e-4 (gaussian) and 5e-4 (uniform): without redrawing about 35 would here.
func TestZerosAreDrawnAgain(t *testing.T) {
	var s Sampler
	for _, amplitudes := range []string{"gaussian", "uniform"} {
		for trial := range 20 {
			sys := draw(t, &s, Draw{N: 4000, M: 1, K: 4000, Ensemble: "rademacher", Amplitudes: amplitudes, Trial: trial})
			if slices.Contains(sys.Truth, 0) {
				t.Fatalf("%s, trial %d: the truth has a zero", amplitudes, trial)
			}
		}
	}
}

func TestSupportIsUniform(t *testing.T) {
	var s Sampler
	counts := map[[2]int]float64{}
	const trials = 20000
	for trial := range trials {
		sys := draw(t, &s, Draw{N: 6, M: 1, K: 2, Ensemble: "rademacher", Amplitudes: "rademacher", Trial: trial})
		var pair []int
		for j, v := range sys.Truth {
			if v != 0 {
				pair = append(pair, j)
			}
		}
		counts[[2]int(pair)]++
	}
	chi, want := 0.0, trials/15.0
	for _, c := range counts {
		chi += (c - want) * (c - want) / want
	}
	if limit := (distuv.ChiSquared{K: 14}).Quantile(0.9999); len(counts) != 15 || chi > limit {
		t.Errorf("%d supports, chi-square %.1f exceeds %.1f", len(counts), chi, limit)
	}
}

func TestAmplitudeLawsShareMatrixSupportAndSigns(t *testing.T) {
	var s Sampler
	for trial := range 50 {
		d := Draw{N: 12, M: 6, K: 5, Ensemble: "gaussian", Amplitudes: "rademacher", Seed: 7, Trial: trial}
		reference := clone(draw(t, &s, d))
		for _, d.Amplitudes = range Amplitudes() {
			sys := draw(t, &s, d)
			if !slices.Equal(sys.A.Data(), reference.A.Data()) {
				t.Fatalf("trial %d, %s: another matrix", trial, d.Amplitudes)
			}
			for j, v := range sys.Truth {
				if (v > 0) != (reference.Truth[j] > 0) || (v < 0) != (reference.Truth[j] < 0) {
					t.Fatalf("trial %d, %s: x[%d] = %v, signs were %v", trial, d.Amplitudes, j, v, reference.Truth[j])
				}
			}
		}
	}
}

func TestNoiseIsScaledCommonNoise(t *testing.T) {
	var s Sampler
	for _, k := range []int{0, 3} {
		d := Draw{N: 12, M: 6, K: k, Ensemble: "rademacher", Amplitudes: "uniform", Seed: 3}
		clean := clone(draw(t, &s, d))
		d.Noise = 0.25
		quarter := clone(draw(t, &s, d))
		d.Noise = 4
		four := clone(draw(t, &s, d))
		if !slices.Equal(clean.A.Data(), four.A.Data()) || !slices.Equal(clean.Truth, four.Truth) {
			t.Fatal("noise changed the matrix or the truth")
		}
		for i, b := range clean.B {
			small, large := (quarter.B[i]-b)/0.25, (four.B[i]-b)/4
			if small == 0 || math.Abs(small-large) > 1e-13 {
				t.Errorf("k = %d: noise %v at 0.25, %v at 4", k, small, large)
			}
		}
	}
}

func TestDrawDependsOnNothingElse(t *testing.T) {
	var reused Sampler
	for _, d := range goldenDraws() {
		d.Trial++
		draw(t, &reused, d)
		d.Trial--
		if got, want := digest(draw(t, &reused, d)), digest(draw(t, new(Sampler), d)); got != want {
			t.Errorf("%+v: a used sampler draws another system", d)
		}
	}
}

func TestEveryFieldMovesTheMatrix(t *testing.T) {
	var s Sampler
	base := Draw{N: 10, M: 5, K: 2, Ensemble: "integer:3", Amplitudes: "gaussian", Seed: 1, Trial: 1}
	first := slices.Clone(draw(t, &s, base).A.Data()[:20])
	for name, change := range map[string]func(*Draw){
		"n": func(d *Draw) { d.N = 11 }, "m": func(d *Draw) { d.M = 4 }, "k": func(d *Draw) { d.K = 1 },
		"seed": func(d *Draw) { d.Seed = 11 }, "trial": func(d *Draw) { d.Trial = 11 },
	} {
		d := base
		change(&d)
		if slices.Equal(first, draw(t, &s, d).A.Data()[:20]) {
			t.Errorf("changing %s left the matrix", name)
		}
	}
}

func TestSteadyStateDoesNotAllocate(t *testing.T) {
	if raced {
		t.Skip("allocations are counted without the race detector")
	}
	for _, ensemble := range laws {
		var s Sampler
		d := Draw{N: 20, M: 10, K: 4, Ensemble: ensemble, Amplitudes: "gaussian", Noise: 0.1}
		draw(t, &s, d)
		if allocs := testing.AllocsPerRun(20, func() {
			d.Trial++
			draw(t, &s, d)
		}); allocs != 0 {
			t.Errorf("%s: %v allocations a draw", ensemble, allocs)
		}
	}
}

func goldenDraws() []Draw {
	var draws []Draw
	for _, ensemble := range []string{"gaussian", "unit", "haar", "rademacher", "integer:3", "magnitude:255", "ar1:0.5"} {
		draws = append(draws,
			Draw{N: 10, M: 5, Ensemble: ensemble, Seed: 1},
			Draw{N: 10, M: 5, K: 2, Ensemble: ensemble, Amplitudes: "gaussian", Seed: 1},
			Draw{N: 64, M: 32, K: 9, Ensemble: ensemble, Amplitudes: "uniform", Noise: 0.5, Seed: 1 << 63, Trial: 12},
		)
	}
	return draws
}

// digest hashes the bits of a system.
func digest(s System) string {
	hash := sha256.New()
	for _, values := range [][]float64{s.A.Data(), s.B, s.Truth} {
		for _, v := range values {
			var word [8]byte
			binary.BigEndian.PutUint64(word[:], math.Float64bits(v))
			hash.Write(word[:])
		}
	}
	return hex.EncodeToString(hash.Sum(nil)[:8])
}

// Studies stand on these bits: a change of the streams must be seen here first.
func TestStreamsArePinned(t *testing.T) {
	want := []string{ // three draws an ensemble
		"9bf5bc2a3676604e", "82e912c4a46d23eb", "cb6f91181fbcbb29",
		"6b94ee17250ced82", "ece966ec0e8f8398", "8b65c2bbb0c1efce",
		"98a8ac2f7b7d668e", "4e6a4799920db2bc", "9fcb35a03c8e55db",
		"08dee8f3da430ff8", "12b91fe1a76ffcad", "f13e3d701a524c21",
		"c3be0a158a4da82f", "83f468530c987610", "11cf16b37df3b69c",
		"a77a8cdb738b75e1", "fce74ffb795405fd", "05bf9460d22271f4",
		"8fe993dae36fb5c9", "7fc477cfccf6c720", "98d99624f070feb5",
	}
	var s Sampler
	for i, d := range goldenDraws() {
		if got := digest(draw(t, &s, d)); got != want[i] {
			t.Errorf("%+v: digest %s, pinned %s", d, got, want[i])
		}
	}
}

func BenchmarkDraw(b *testing.B) {
	var s Sampler
	bench := func(n, m, k int, ensemble string) {
		d := Draw{N: n, M: m, K: k, Ensemble: ensemble, Amplitudes: "gaussian"}
		b.Run(fmt.Sprintf("n=%d/m=%d/k=%d/ensemble=%s", n, m, k, ensemble), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				d.Trial++
				if _, err := s.Draw(d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, shape := range [][3]int{{10, 5, 2}, {64, 32, 8}, {200, 100, 20}, {200, 190, 180}} {
		bench(shape[0], shape[1], shape[2], "gaussian")
	}
	for _, ensemble := range laws[1:] {
		bench(200, 100, 20, ensemble)
	}
}
