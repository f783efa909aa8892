package catalog

import (
	"math"
	"strings"
	"testing"

	"touchpoint/experiments"
	"touchpoint/results"
	"touchpoint/solvers/ensemble"

	"gonum.org/v1/gonum/mat"
)

// What is recorded of ridge and dropout is what their smoother H says: b goes to H b, so that the covariance is e'H e/Noise^2 and the degrees of freedom
// its trace; with A'A + s m I for ridge and A'A + s diag A'A for dropout.
func TestCapacityIsThatOfTheSmoother(t *testing.T) {
	_, data := smoke(t, "capacity")
	for _, g := range data {
		c := g.Cell
		if c.Solver == "lasso" {
			continue
		}
		for _, r := range g.Records[:2] {
			d := ensemble.Draw{N: c.N, M: c.M, K: c.K, Ensemble: c.Ensemble, Amplitudes: c.Amplitudes, Noise: c.Noise, Seed: Seed, Trial: r.Trial}
			system, err := new(ensemble.Sampler).Draw(d)
			if err != nil {
				t.Fatal(err)
			}
			var gram, inverse, h mat.Dense
			gram.Mul(system.A.T(), system.A)
			for j := range c.N {
				weight := float64(c.M)
				if c.Solver == "dropout" {
					weight = mat.Dot(mat.NewVecDense(c.M, system.A.Col(j)), mat.NewVecDense(c.M, system.A.Col(j)))
				}
				gram.Set(j, j, gram.At(j, j)+c.Lambda*weight)
			}
			if err := inverse.Inverse(&gram); err != nil {
				t.Fatal(err)
			}
			h.Product(system.A, &inverse, system.A.T())
			b := mat.NewVecDense(c.M, system.B)
			var noise, fit mat.VecDense
			noise.MulVec(system.A, mat.NewVecDense(c.N, system.Truth))
			noise.SubVec(b, &noise)
			fit.MulVec(&h, b)
			fit.SubVec(b, &fit)
			for name, want := range map[string]float64{
				"freedom": mat.Trace(&h), "covariance": mat.Inner(&noise, &h, &noise) / (c.Noise * c.Noise), "energy": mat.Dot(&noise, &noise) / (c.Noise * c.Noise),
				"train": mat.Dot(&fit, &fit) / float64(c.M), "labels": mat.Dot(b, b) / float64(c.M), "size": float64(c.N), "signal": float64(c.K),
			} {
				if got := r.Facts.Get(name); math.Abs(got-want) > 1e-7*max(1, math.Abs(want)) {
					t.Errorf("%s, trial %d: %s = %v, want %v", c, r.Trial, name, got, want)
				}
			}
		}
	}
}

// The Lasso at strength 1.8 has lost all but everything, at 0.003 it interpolates, and shuffled labels weigh as much as the true ones.
func TestCapacityOfLasso(t *testing.T) {
	_, data := smoke(t, "capacity")
	for _, chain := range capacityChains(data) {
		first, last := chain[0], chain[len(chain)-1]
		if len(chain) != 9 || first.Cell.Lambda >= last.Cell.Lambda || first.Cell.Solver != last.Cell.Solver {
			t.Fatalf("chain from %s to %s", first.Cell, last.Cell)
		}
		if first.Cell.Solver != "lasso" {
			continue
		}
		for i, r := range first.Records {
			if size := r.Facts.Get("size"); size < .8*float64(min(first.Cell.N, first.Cell.M)) {
				t.Errorf("%s, trial %d: %v non-zeros", first.Cell, i, size)
			}
			if size := last.Records[i].Facts.Get("size"); size > 5 {
				t.Errorf("%s, trial %d: %v non-zeros", last.Cell, i, size)
			}
			if left := last.Records[i].Facts.Get("shuffled"); left < .9 || left > 1+1e-9 {
				t.Errorf("%s, trial %d: %v of the shuffled labels are left", last.Cell, i, left)
			}
		}
	}
}

// The strength called best is on the grid and nearest to theory's in ratio, and its limit is near the least of the grid.
func TestCapacityBest(t *testing.T) {
	for _, c := range capacityPlan(experiments.Quick).Cells() {
		best, err := capacityBest(c)
		if err != nil {
			t.Fatal(err)
		}
		at, least := math.Inf(1), math.Inf(1)
		for _, s := range capacityGrid(c.Solver) {
			c.Lambda = float64(s)
			risk, err := capacityLimit(c)
			if err != nil {
				t.Fatal(err)
			}
			least = min(least, risk.Test)
			if c.Lambda == best {
				at = risk.Test
			}
		}
		if at > 1.02*least {
			t.Errorf("%s: best strength %v has limit %v, the grid %v", c, best, at, least)
		}
	}
}

// Learners that meet the same draws are one observation of it: as many as there are draws stand behind a mean over all learners.
func TestCapacityCountsDraws(t *testing.T) {
	claim, data := smoke(t, "capacity")
	draws := 0
	for _, g := range data {
		if g.Cell.Solver == "lasso" && g.Cell.Lambda == 0.1 {
			draws += len(g.Records)
		}
	}
	means := 0
	for _, f := range overfittingVerdict(t, claim, data).Findings {
		if f.Check || math.IsNaN(f.Effect.Lo) {
			continue
		}
		means++
		if f.Effect.Trials != draws {
			t.Errorf("%q: %d trials of %d draws", f.Hypothesis, f.Effect.Trials, draws)
		}
	}
	if means != 5 || draws == 0 {
		t.Errorf("%d means of %d draws", means, draws)
	}
}

// A verdict follows the data.
func TestCapacityFollowsData(t *testing.T) {
	claim, data := smoke(t, "capacity")
	decisions := func(changed experiments.Data) (list []experiments.Decision) {
		for _, f := range overfittingVerdict(t, claim, changed).Findings {
			list = append(list, f.Decision)
		}
		return list
	}
	const harder, fit, memory, some, ridgeKeeps, check = 1, 2, 3, 5, 6, 7
	better := decisions(overfittingDoctored(data, func(c experiments.Cell, r *results.Record) {
		overfittingSet(r, "test", (2+1e-3*float64(r.Trial))/(1+c.Lambda))
		overfittingSet(r, "size", 3)
	}))
	if better[harder] != experiments.Holds || better[some] != experiments.Holds || better[ridgeKeeps] != experiments.Holds {
		t.Errorf("errors that fall all the way: %v", better)
	}
	worse := decisions(overfittingDoctored(data, func(c experiments.Cell, r *results.Record) {
		overfittingSet(r, "test", (2+1e-3*float64(r.Trial))*(1+c.Lambda))
		if r.Trial == 1 && c.Lambda == 0.1 {
			overfittingSet(r, "shuffled", 0)
		}
	}))
	if worse[harder] != experiments.Fails || worse[some] != experiments.Fails || worse[memory] != experiments.Fails || worse[fit] != experiments.Holds {
		t.Errorf("errors that rise all the way, one exception: %v", worse)
	}
	broken := overfittingDoctored(data, func(c experiments.Cell, r *results.Record) {
		overfittingSet(r, "energy", float64(c.M))
		overfittingSet(r, "covariance", r.Facts.Get("freedom")+1+1e-4*float64(r.Trial))
	})
	if v := overfittingVerdict(t, claim, broken); v.Answer != experiments.Undecided || !strings.Contains(v.Reason, "exact theory") || v.Findings[check].Decision != experiments.Fails {
		t.Errorf("covariances that are no degrees of freedom: %v, %s", v.Answer, v.Reason)
	}
}

func TestCapacityRefuses(t *testing.T) {
	fine := experiments.Cell{N: 4, M: 3, K: 1, Ensemble: "gaussian", Amplitudes: "rademacher", Noise: 1, Lambda: .1, Solver: "ridge"}
	if err := measureCapacity().Accepts(experiments.Lab{}, fine); err != nil {
		t.Error(err)
	}
	for says, change := range map[string]func(*experiments.Cell){
		"ridge, dropout, lasso": func(c *experiments.Cell) { c.Solver = "half" },
		"positive strength":     func(c *experiments.Cell) { c.Lambda = 0 },
		"a truth and noise":     func(c *experiments.Cell) { c.Noise = 0 },
		"independent features":  func(c *experiments.Cell) { c.Ensemble = "ar1:0.5" },
	} {
		c := fine
		change(&c)
		if err := measureCapacity().Accepts(experiments.Lab{}, c); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v, want %q", err, says)
		}
	}
}
