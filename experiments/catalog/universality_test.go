package catalog

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
	entries "touchpoint/solvers/catalog"

	"gonum.org/v1/gonum/stat/distuv"
)

// Every cell lies in the transition of its size, all laws have the same ones, and those of the literature are among them.
func TestUniversalityCells(t *testing.T) {
	for _, e := range efforts {
		byLaw := make(map[string][][3]int)
		for _, c := range universalityPlan(e).Cells() {
			byLaw[c.Ensemble] = append(byLaw[c.Ensemble], [3]int{c.N, c.M, c.K})
			if p := phaseLaw(c.N, c.M, c.K); p < 0.1 || p > 0.9 || c.N != 2*c.M {
				t.Errorf("%v: %s has success %v", e, c, p)
			}
		}
		for _, law := range universalityLaws() {
			if !slices.Equal(byLaw[law.ensemble], byLaw["haar"]) {
				t.Errorf("%v: %s has other cells than haar", e, law.ensemble)
			}
		}
		for shape, from := range map[[3]int]experiments.Effort{{20, 10, 3}: experiments.Smoke, {40, 20, 7}: experiments.Smoke, {100, 50, 19}: experiments.Quick, {200, 100, 39}: experiments.Full} {
			if slices.Contains(byLaw["haar"], shape) != (e >= from) {
				t.Errorf("%v: %v", e, shape)
			}
		}
	}
}

// universalShifted are cells in which Phi^-1 of success is shifted by a + b/sqrt n, with counts as expected or, with a generator, drawn.
func universalShifted(a, b float64, trials int, rng *rand.Rand) (list []universal) {
	for _, shape := range universalityShapes(experiments.Full)[1:] {
		for _, k := range shape.ks {
			u := universal{cell: experiments.Cell{N: shape.n, M: shape.m, K: k}, exact: phaseLaw(shape.n, shape.m, k)}
			p := distuv.UnitNormal.CDF(distuv.UnitNormal.Quantile(u.exact) + a + b/math.Sqrt(float64(shape.n)))
			u.rate.Hits = int(math.Round(p * float64(trials)))
			if rng != nil {
				u.rate.Hits = 0
				for range trials {
					if rng.Float64() < p {
						u.rate.Hits++
					}
				}
			}
			u.rate.Misses = trials - u.rate.Hits
			list = append(list, u)
		}
	}
	return list
}

func TestShiftsAreFound(t *testing.T) {
	for _, c := range [][2]float64{{0, 0}, {0.05, 0.8}, {-0.3, 1.5}, {0.4, -2}} {
		fit := universalTrendOf(universalShifted(c[0], c[1], 1_000_000, nil), 0.95)
		if math.Abs(fit.Intercept.Value-c[0]) > 1e-4 || math.Abs(fit.Slope.Value-c[1]) > 1e-3 || !(fit.Fit.P > 0.99) {
			t.Errorf("%v: %+v", c, fit)
		}
	}
	fit := universalShiftOf(universalShifted(0.25, 0, 1_000_000, nil), 0.95)
	if math.Abs(fit.Intercept.Value-0.25) > 1e-4 || !math.IsNaN(fit.Slope.Value) || fit.Trials != 20_000_000 {
		t.Errorf("%+v", fit)
	}
	if fit := universalTrendOf(universalShifted(0.25, 0, 1000, nil)[:5], 0.95); !math.IsNaN(fit.Intercept.Value) {
		t.Errorf("a trend of one n: %+v", fit)
	}
	// Two cells alike are one of twice the trials, whose shift is Phi^-1(rate) - Phi^-1(exact), its deviation sqrt(pq/N)/phi.
	u := universal{rate: results.Rate{Hits: 300, Misses: 200}, exact: 0.5}
	fit = universalShiftOf([]universal{u, u}, 0.95)
	at := distuv.UnitNormal.Quantile(0.6)
	if want := math.Sqrt(0.6*0.4/1000) / distuv.UnitNormal.Prob(at); math.Abs(fit.Intercept.Value-at) > 1e-9 || math.Abs(fit.Intercept.StdErr-want) > 1e-9 {
		t.Errorf("%+v, want %v +- %v", fit.Intercept, at, want)
	}
}

func TestShiftsOfNothing(t *testing.T) {
	all := universal{rate: results.Rate{Hits: 5}, exact: 0.5}
	none := universal{rate: results.Rate{Misses: 5}, exact: 0.5}
	for name, list := range map[string][]universal{"no cell": nil, "one cell": {{rate: results.Rate{Hits: 2, Misses: 3}, exact: 0.5}}, "no misses": {all, all}, "no hits": {none, none}, "no trials": {{exact: 0.5}, {exact: 0.4}}} {
		for _, fit := range []universalShift{universalShiftOf(list, 0.95), universalTrendOf(list, 0.95)} {
			if !math.IsNaN(fit.Intercept.Value) || !math.IsNaN(fit.Slope.Value) || !math.IsNaN(fit.Fit.P) {
				t.Errorf("%s: %+v", name, fit)
			}
		}
	}
}

// The intervals hold the truth as often as they say, and the test of the fit is one.
func TestShiftCoverage(t *testing.T) {
	const runs = 400
	rng := rand.New(rand.NewPCG(3, 5))
	held, rejected := 0, 0
	for range runs {
		fit := universalTrendOf(universalShifted(0.02, 0.7, 60, rng), 0.95)
		if fit.Intercept.Interval.Contains(0.02) {
			held++
		}
		if fit.Fit.P < 0.05 {
			rejected++
		}
	}
	if coverage := stats.Wilson(held, runs, 0.999); coverage.Hi < 0.95 || rejected > runs/10 {
		t.Errorf("%d of %d intervals hold the intercept, %d fits rejected", held, runs, rejected)
	}
}

func TestTouchesTruth(t *testing.T) {
	c := experiments.Cell{N: 9, M: 5, K: 2, P: 1}
	for _, test := range []struct {
		outcome      results.Outcome
		unique, tied bool
		err, blur    float64
		want         results.Mark
	}{
		{results.Solved, true, false, 1e-9, 0, results.Hit},
		{results.Solved, true, false, 1e-3, 0, results.Miss},
		{results.Solved, true, false, 1e-3, 0.9, results.Miss},
		{results.Solved, true, false, math.NaN(), 0, results.Miss},
		{results.Solved, false, true, 1e-9, 0, results.Miss},
		{results.Solved, false, false, 1e-9, 0, results.Undecided},
		{results.Failed, false, false, 0.5, 0, results.Outside},
		{results.Infeasible, false, false, 0, 0, results.Outside},
	} {
		r := results.Record{Outcome: test.outcome, Unique: test.unique, Tied: test.tied, Error: results.Number(test.err), Blur: results.Number(test.blur)}
		if got := universalTouch(c, r); got != test.want {
			t.Errorf("%+v: %v", test, got)
		}
	}
}

// universalCoins has hits and then misses, so that a window of it has any number of both.
var universalCoins = func() (list []results.Record) {
	const half = 8000
	for i := range 2 * half {
		r := results.Record{Outcome: results.Solved, Kind: results.KindOptimal, Unique: true, Error: 1e-12, Support: 1}
		if i >= half {
			r.Error = 0.5
		}
		list = append(list, r)
	}
	return list
}()

// universalityMade is data of the quick plan in which laws are shifted by so many probits.
func universalityMade(t *testing.T, shift func(experiments.Cell) float64) (data experiments.Data) {
	t.Helper()
	const trials = 4000
	for _, c := range universalityPlan(experiments.Quick).Cells() {
		p := distuv.UnitNormal.CDF(distuv.UnitNormal.Quantile(phaseLaw(c.N, c.M, c.K)) + shift(c))
		hits := int(math.Round(p * trials))
		data = append(data, experiments.Group{Cell: c, Records: universalCoins[len(universalCoins)/2-hits:][:trials]})
	}
	return data
}

func TestUniversalityVerdict(t *testing.T) {
	for _, c := range []struct {
		name  string
		shift func(experiments.Cell) float64
		want  experiments.Answer
	}{
		{"no difference", func(experiments.Cell) float64 { return 0 }, experiments.Supported},
		{"a slope", func(c experiments.Cell) float64 {
			if c.Ensemble == "haar" {
				return 0
			}
			return 0.9 / math.Sqrt(float64(c.N))
		}, experiments.Limited},
		{"another law", func(c experiments.Cell) float64 {
			if c.Ensemble == "haar" {
				return 0
			}
			return -0.4
		}, experiments.Refuted},
		{"the control is off", func(c experiments.Cell) float64 {
			if c.Ensemble == "haar" {
				return 0.2
			}
			return 0
		}, experiments.Undecided},
	} {
		v, err := universality().Verdict(universalityMade(t, c.shift))
		if err != nil || v.Answer != c.want {
			t.Errorf("%s: %v, for %s, %v", c.name, v.Answer, v.Reason, err)
		}
	}
}

// By an independent program with another solver, unit columns succeed in .8985 +- .0034 of the trials at (20, 10, 3), where the
// exact Gaussian probability is .8289, and signs in .774 +- .005 at (40, 20, 7), where it is .7212.
func TestUniversalityAgreesWithOthers(t *testing.T) {
	for _, c := range []struct {
		ensemble      string
		n, m, k       int
		rate, deviate float64
	}{{"unit", 20, 10, 3, 0.8985, 0.0034}, {"rademacher", 40, 20, 7, 0.774, 0.005}} {
		const trials = 2500
		s := gaussian(c.n, c.m, []int{c.k}, []experiments.Real{1}, "homotopy", trials)
		s.Ensemble = []string{c.ensemble}
		var sink memory
		if err := (experiments.Lab{Solvers: entries.Entries(), Referee: entries.Referee, Workers: 2}).Run(t.Context(), experiments.Plan{s}, 0, &sink); err != nil {
			t.Fatal(err)
		}
		data, err := experiments.Gather(experiments.Plan{s}, sink.all)
		if err != nil {
			t.Fatal(err)
		}
		exact, err := theory.Success(c.n, c.m, c.k)
		if err != nil {
			t.Fatal(err)
		}
		rate := data[0].Tally(universalTouch).Rate
		own := math.Sqrt(c.rate * (1 - c.rate) / trials)
		if off := math.Abs(rate.Value()-c.rate) / math.Hypot(own, c.deviate); off > 3.5 {
			t.Errorf("%s: %v, %.1f standard deviations from %v", c.ensemble, rate.Value(), off, c.rate)
		}
		if p := stats.BinomialTest(rate.Hits, rate.Trials(), exact); p > 1e-3 {
			t.Errorf("%s: %v, not told from the Gaussian %v", c.ensemble, rate.Value(), exact)
		}
	}
}
