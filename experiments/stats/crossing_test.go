package stats

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func countsOf(x []float64, hits []int, trials ...int) []Count {
	counts := make([]Count, len(x))
	for i := range x {
		counts[i] = Count{x[i], hits[i], trials[i%len(trials)]}
	}
	return counts
}

var (
	// Bliss 1935: beetles after five hours of carbon disulphide.
	beetles = countsOf([]float64{1.6907, 1.7242, 1.7552, 1.7842, 1.8113, 1.8369, 1.8610, 1.8839},
		[]int{6, 13, 18, 28, 52, 53, 61, 60}, 59, 60, 62, 56, 63, 59, 62, 60)
	// Collett 1991: male and female tobacco budworms, log2 dose.
	males   = countsOf([]float64{0, 1, 2, 3, 4, 5}, []int{1, 4, 9, 13, 18, 20}, 20)
	females = countsOf([]float64{0, 1, 2, 3, 4, 5}, []int{0, 2, 6, 10, 12, 16}, 20)
	falling = countsOf([]float64{3, 4, 5, 6, 7, 8, 9}, []int{50, 49, 45, 31, 14, 3, 0}, 50)
	// Separated: completely, but for one mixed cell, and with two cells only.
	cut   = countsOf([]float64{1, 2, 3, 4, 5, 6}, []int{10, 10, 10, 0, 0, 0}, 10)
	mixed = countsOf([]float64{1, 2, 3, 4, 5}, []int{20, 20, 7, 0, 0}, 20)
	pair  = countsOf([]float64{1, 2}, []int{3, 0}, 3)
)

// glm and vcov of R 4.2; the interval by uniroot on the deviance of glm(cbind(hits, misses) ~ 0 + I(x - c)). The first row is in every book:
// -60.72, 34.27, deviance 11.23.
func TestCrossingAgreesWithGLM(t *testing.T) {
	for _, c := range []struct {
		name                      string
		counts                    []Count
		link                      Link
		level, a, b, seA, seB     float64
		x50, se, lo, hi, deviance float64
		df                        int
		p                         float64
	}{
		{"beetles", beetles, Logit, .95, -60.71745456163526, 34.27032573414689, 5.180711463340796, 2.912140070635726, 1.771720964447574,
			0.003858055311436646, 1.763982103564844, 1.779187245791197, 11.23223109741935, 6, 0.08145880992733583},
		{"beetles", beetles, Probit, .95, -34.93525889917817, 19.72793421132243, 2.647917798617778, 1.487235040902711, 1.770852362186398,
			0.003803336806858456, 1.763268391524345, 1.778170110342465, 10.11975811300148, 6, 0.1196984995747097},
		{"beetles", beetles, Probit, .999, -34.93525889917817, 19.72793421132243, 2.647917798617778, 1.487235040902711, 1.770852362186398,
			0.003803336806858456, 1.757801727210364, 1.783115047214277, 10.11975811300148, 6, 0.1196984995747097},
		{"males", males, Logit, .95, -2.818554967315523, 1.258949424203955, 0.5479868221621037, 0.2120654968083874, 2.238815089095195,
			0.2039870845242423, 1.827086099313231, 2.643004625870824, 1.880970081421428, 4, 0.7576398956676645},
		{"males", males, Probit, .95, -1.64592296181178, 0.736886515156154, 0.2904393001860485, 0.1094584156941192, 2.233617969604169,
			0.1982981025167029, 1.832978781854464, 2.626526886249075, 1.296814961553293, 4, 0.8619156886440245},
		{"females", females, Logit, .95, -2.993541755171028, 0.9060364354674574, 0.5526997610546099, 0.1671016604007987, 3.303997099881034,
			0.2602836179953114, 2.807849606187835, 3.873288813111143, 3.112757226198915, 4, 0.5391362482331429},
		{"falling", falling, Probit, .95, 5.98163630239205, -0.9442423937105971, 0.5685008147787856, 0.08836573117214512, 6.334852514814511,
			0.1084063558850193, 6.121594388393946, 6.54887462251641, 0.8754508796591052, 5, 0.9719733810151625},
		{"falling", falling, Logit, .95, 10.68596118584314, -1.685028234849733, 1.141913760675005, 0.1780218836077072, 6.341710462077859,
			0.1092762183173751, 6.126613086275629, 6.557433076245485, 1.865392973602797, 5, 0.8674393297090321},
	} {
		what := fmt.Sprintf("%s, %v, %v", c.name, c.link, c.level)
		got, err := FitCrossing(c.counts, c.link, c.level)
		if err != nil || got.Penalised || got.Fit.DF != c.df || got.Link != c.link {
			t.Fatalf("%s: %+v, %v", what, got, err)
		}
		near(t, what+": intercept", got.Intercept.Value, c.a, 1e-10)
		near(t, what+": slope", got.Slope.Value, c.b, 1e-10)
		near(t, what+": error of the intercept", got.Intercept.StdErr, c.seA, 1e-9)
		near(t, what+": error of the slope", got.Slope.StdErr, c.seB, 1e-9)
		near(t, what+": x50", got.X50.Value, c.x50, 1e-11)
		near(t, what+": delta method", got.X50.StdErr, c.se, 1e-9)
		near(t, what+": lo", got.X50.Interval.Lo, c.lo, 1e-9)
		near(t, what+": hi", got.X50.Interval.Hi, c.hi, 1e-9)
		near(t, what+": deviance", got.Fit.Statistic, c.deviance, 1e-10)
		near(t, what+": lack of fit", got.Fit.P, c.p, 1e-10)
	}
}

// brglmFit(type = "MPL_Jeffreys") of the R package brglm2; the interval by uniroot on the penalised likelihood.
func TestSeparatedCrossingAgreesWithJeffreysFit(t *testing.T) {
	for _, c := range []struct {
		name                  string
		counts                []Count
		link                  Link
		a, b, x50, se, lo, hi float64
	}{
		{"cut", cut, Logit, 21.16629841798633, -6.047513833710379, 3.5, 0.1756148081751531, 3.196157528597693, 3.803842471402307},
		{"mixed", mixed, Logit, 12.79888338774796, -4.459157078352877, 2.870247260380344, 0.1016940666270602, 2.644140698833991, 3.069875607023576},
		{"pair", pair, Logit, 5.837730447165939, -3.891820298110626, 1.5, 0.3171849430704741, 0.6539835010070835, 2.346016498992916},
		{"cut", cut, Probit, 12.86957625956718, -3.677021788447764, 3.5, 0.1475678129198299, 3.23629790724444, 3.76370209275556},
		{"mixed", mixed, Probit, 6.938119833725811, -2.427763062485823, 2.857824118397191, 0.1065740702616548, 2.638491430567834, 3.081914664927265},
		{"pair", pair, Probit, 4.040264046150569, -2.693509364100379, 1.5, 0.267957325797423, 0.8231259719280253, 2.176874028071975},
	} {
		what := fmt.Sprintf("%s, %v", c.name, c.link)
		got, err := FitCrossing(c.counts, c.link, .95)
		if err != nil || !got.Penalised {
			t.Fatalf("%s: %+v, %v", what, got, err)
		}
		near(t, what+": intercept", got.Intercept.Value, c.a, 1e-7)
		near(t, what+": slope", got.Slope.Value, c.b, 1e-7)
		near(t, what+": x50", got.X50.Value, c.x50, 1e-8)
		near(t, what+": delta method", got.X50.StdErr, c.se, 1e-7)
		near(t, what+": lo", got.X50.Interval.Lo, c.lo, 1e-6)
		near(t, what+": hi", got.X50.Interval.Hi, c.hi, 1e-6)
	}
}

// With two cells and the logit, Firth's method adds half a hit and half a miss to each (Firth 1993).
func TestFirthAddsHalves(t *testing.T) {
	for _, n := range []int{1, 3, 40} {
		for _, m := range []int{1, 7} {
			got, err := FitCrossing([]Count{{2, 0, n}, {5, m, m}}, Logit, .9)
			if err != nil {
				t.Fatal(err)
			}
			left, right := -math.Log(2*float64(n)+1), math.Log(2*float64(m)+1)
			near(t, "slope", got.Slope.Value, (right-left)/3, 1e-9)
			near(t, "height at 2", got.Intercept.Value+2*got.Slope.Value, left, 1e-8)
		}
	}
}

// naive is the log likelihood of the line a + b x, with Jeffreys' penalty where asked for, written down anew.
func naive(counts []Count, link Link, penalised bool, a, b float64) (sum float64) {
	var i0, i1, i2 float64
	for _, c := range counts {
		eta := a + b*c.X
		p, density := 1/(1+math.Exp(-eta)), math.Exp(-eta)/math.Pow(1+math.Exp(-eta), 2)
		if link == Probit {
			p, density = math.Erfc(-eta/math.Sqrt2)/2, math.Exp(-eta*eta/2)/math.Sqrt(2*math.Pi)
		}
		sum += float64(c.Hits)*math.Log(p) + float64(c.Trials-c.Hits)*math.Log(1-p)
		w := float64(c.Trials) * density * density / (p * (1 - p))
		i0, i1, i2 = i0+w, i1+w*c.X, i2+w*c.X*c.X
	}
	if penalised {
		sum += math.Log(i0*i2-i1*i1) / 2
	}
	return sum
}

// top is the largest value of f on [lo, hi], by golden section.
func top(f func(float64) float64, lo, hi float64) float64 {
	for range 90 {
		a, b := lo+0.381966*(hi-lo), lo+0.618034*(hi-lo)
		if f(a) > f(b) {
			hi = b
		} else {
			lo = a
		}
	}
	return f((lo + hi) / 2)
}

func TestCrossingIsTheTopAndItsIntervalInvertsTheRatioTest(t *testing.T) {
	for name, counts := range map[string][]Count{"males": males, "females": females, "falling": falling, "mixed": mixed, "pair": pair} {
		for _, link := range []Link{Probit, Logit} {
			for _, level := range []float64{.8, .95, .99} {
				got, err := FitCrossing(counts, link, level)
				if err != nil {
					t.Fatal(err)
				}
				a, b := got.Intercept.Value, got.Slope.Value
				best := naive(counts, link, got.Penalised, a, b)
				for _, step := range [][2]float64{{1e-3, 0}, {0, 1e-3}, {1e-3, -1e-3}, {1e-3, 1e-3}} {
					for _, sign := range []float64{-1, 1} {
						if other := naive(counts, link, got.Penalised, a+sign*step[0], b+sign*step[1]); other > best {
							t.Errorf("%s, %v: the likelihood still rises towards %v", name, link, step)
						}
					}
				}
				z := normalWidth(level)
				constant := top(func(a float64) float64 { return naive(counts, link, got.Penalised, a, 0) }, -9, 9)
				if bounded := 2*(best-constant) > z*z; bounded == math.IsInf(got.X50.Interval.Width(), 1) {
					t.Errorf("%s, %v, %v: ratio %v against no slope, interval %v", name, link, level, 2*(best-constant), got.X50.Interval)
				} else if !bounded {
					continue
				}
				for _, end := range []float64{got.X50.Interval.Lo, got.X50.Interval.Hi} {
					profile := top(func(b float64) float64 { return naive(counts, link, got.Penalised, -b*end, b) }, min(0, 2*b), max(0, 2*b))
					near(t, fmt.Sprintf("%s, %v, %v: ratio at %v", name, link, level, end), 2*(best-profile), z*z, 1e-5)
				}
			}
		}
	}
}

func TestCrossingMovesWithX(t *testing.T) {
	for _, counts := range [][]Count{females, mixed} {
		for _, link := range []Link{Probit, Logit} {
			want, err := FitCrossing(counts, link, .95)
			if err != nil {
				t.Fatal(err)
			}
			moved := slices.Clone(counts)
			for i, c := range moved {
				moved[i] = Count{1e4 - 250*c.X, c.Trials - c.Hits, c.Trials}
			}
			slices.Reverse(moved)
			moved = append(moved, Count{X: 3, Trials: 0}) // says nothing
			got, err := FitCrossing(moved, link, .95)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "x50", got.X50.Value, 1e4-250*want.X50.Value, 1e-9)
			near(t, "error", got.X50.StdErr, 250*want.X50.StdErr, 1e-6)
			near(t, "lo", got.X50.Interval.Lo, 1e4-250*want.X50.Interval.Hi, 1e-9)
			near(t, "hi", got.X50.Interval.Hi, 1e4-250*want.X50.Interval.Lo, 1e-9)
			near(t, "slope", got.Slope.Value, want.Slope.Value/250, 1e-6)
			near(t, "fit", got.Fit.P, want.Fit.P, 1e-6)
		}
	}
}

func TestCrossingWithoutASignificantSlopeMayLieAnywhere(t *testing.T) {
	got, err := FitCrossing(countsOf([]float64{1, 2, 3}, []int{9, 10, 11}, 20), Probit, .95)
	if err != nil || !math.IsInf(got.X50.Interval.Lo, -1) || !math.IsInf(got.X50.Interval.Hi, 1) {
		t.Errorf("%+v, %v", got, err)
	}
	// Barely significant: finite, far, and on the level of the test.
	got, err = FitCrossing(countsOf([]float64{1, 2, 3}, []int{5, 9, 12}, 20), Probit, .97)
	if err != nil || math.IsInf(got.X50.Interval.Hi-got.X50.Interval.Lo, 0) || got.X50.Interval.Width() < 2 {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestCrossingRefuses(t *testing.T) {
	for _, c := range []struct {
		counts []Count
		link   Link
		level  float64
		want   string
	}{
		{nil, Probit, .95, "no counts"},
		{[]Count{{1, 3, 2}, {2, 1, 2}}, Probit, .95, "3 hits of 2 trials at x = 1"},
		{[]Count{{1, -1, 2}, {2, 1, 2}}, Probit, .95, "-1 hits"},
		{[]Count{{math.NaN(), 1, 2}, {2, 1, 2}}, Probit, .95, "x = NaN"},
		{[]Count{{1, 1, 2}, {math.Inf(1), 1, 2}}, Probit, .95, "x = +Inf"},
		{[]Count{{1, 1, 2}, {2, 0, 0}}, Probit, .95, "lie at one x"},
		{[]Count{{1, 2, 2}, {2, 5, 5}}, Logit, .95, "7 hits of 7 trials at 2 values of x: the crossing lies outside"},
		{[]Count{{1, 0, 2}, {2, 0, 5}}, Logit, .95, "0 hits of 7"},
		{[]Count{{1, 5, 10}, {2, 5, 10}}, Logit, .95, "does not change"},
		{males, Logit, 95, "level 95"},
		{males, Logit, math.NaN(), "level NaN"},
		{males, Link(2), .95, "Link(2)"},
	} {
		if _, err := FitCrossing(c.counts, c.link, c.level); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want %q", c.counts, err, c.want)
		}
	}
}

func TestSparseCells(t *testing.T) {
	got, err := FitCrossing(falling, Probit, .95)
	if err != nil || got.Sparse != 4 { // expected hits or misses: .04 .7 5.2 18.8 13.2 2.9 .3
		t.Errorf("%d sparse cells, %v", got.Sparse, err)
	}
}

// draw is the hits of trials at a rate.
func draw(r *rand.Rand, trials int, rate float64) (hits int) {
	for range trials {
		if r.Float64() < rate {
			hits++
		}
	}
	return hits
}

// Cells of few trials, so steep that some samples are separated. The lower bound is 4 standard errors below 95%.
func TestCrossingCovers(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 1))
	const truth, samples = 4.3, 300
	for _, c := range []struct {
		slope  float64
		trials int
	}{{-0.7, 20}, {-2, 8}} {
		profile, delta, penalised, deviance := 0, 0, 0, 0.0
		for range samples {
			var counts []Count
			for x := 1.0; x <= 8; x++ {
				counts = append(counts, Count{x, draw(r, c.trials, math.Exp(Probit.at(c.slope*(x-truth)).logP)), c.trials})
			}
			got, err := FitCrossing(counts, Probit, .95)
			if err != nil {
				t.Fatal(counts, err)
			}
			if got.X50.Interval.Contains(truth) {
				profile++
			}
			if math.Abs(got.X50.Value-truth) <= 1.96*got.X50.StdErr {
				delta++
			}
			if got.Penalised {
				penalised++
			}
			deviance += got.Fit.Statistic / samples
		}
		t.Logf("slope %v: profile %d, delta %d of %d, penalised %d, mean deviance %.2f", c.slope, profile, delta, samples, penalised, deviance)
		if profile < samples*9/10 || profile > samples*99/100 {
			t.Errorf("slope %v: %d of %d intervals contain the truth", c.slope, profile, samples)
		}
		if c.slope == -2 && penalised == 0 {
			t.Error("no sample was separated")
		}
	}
}

// No data set of hits and misses may defeat the climb: few or a million trials, any scale of x, any shape.
func TestCrossingOfAnyCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	for range 400 {
		scale, most := math.Pow(10, float64(r.IntN(13)-6)), []int{1, 5, 50, 1_000_000}[r.IntN(4)]
		counts := make([]Count, 2+r.IntN(7))
		for i := range counts {
			trials := 1 + r.IntN(most)
			counts[i] = Count{scale * (100 + r.NormFloat64()), r.IntN(trials + 1), trials}
			if r.IntN(3) == 0 {
				counts[i].Hits = trials * r.IntN(2)
			}
		}
		for _, link := range []Link{Probit, Logit} {
			got, err := FitCrossing(counts, link, .95)
			if err != nil {
				if mixedError(counts) == nil && !strings.Contains(err.Error(), "does not change") {
					t.Errorf("%v, %v: %v", counts, link, err)
				}
				continue
			}
			if !got.X50.Interval.Contains(got.X50.Value) || !(got.X50.StdErr > 0) || !(got.Slope.StdErr > 0) || !(got.Fit.P >= 0) {
				t.Errorf("%v, %v: %+v", counts, link, got)
			}
		}
	}
}
