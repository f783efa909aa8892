package catalog

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// holds tells whether a cell is one of the preset.
func (p literaturePreset) holds(c experiments.Cell) bool {
	return c.N == p.n && c.Ensemble == p.ensemble && c.Amplitudes == p.amplitudes && slices.Contains(p.ms[experiments.Full], c.M)
}

// of is the groups of one line, in the order of m and k.
func (p literaturePreset) of(data experiments.Data, l literatureLine) experiments.Data {
	return sorted(data.Where(func(c experiments.Cell) bool { return p.holds(c) && c.Solver == l.solver && c.P == l.p }))
}

// success marks the trials that meet the published criterion, of all draws: a point that misses A x = b can only be one of a method for p < 1, and is a
// miss of it. A method that breaks down without any point stands outside.
func (p literaturePreset) success(bound float64) mark {
	return func(c experiments.Cell, r results.Record) results.Mark {
		missed := experiments.Astray(c, r)
		switch {
		case r.Outcome != results.Solved && !missed:
			return results.Outside
		case !missed && !experiments.Decided(c, r):
			return results.Undecided
		case p.error(r) <= bound && (!p.euclidean || 4*r.Found > 3*c.K):
			return results.Hit
		}
		return results.Miss
	}
}

func (p literaturePreset) error(r results.Record) float64 {
	if p.euclidean {
		return float64(r.Distance)
	}
	return float64(r.Error)
}

func (p literaturePreset) published() mark { return p.success(p.bound) }

// exact is the law of L1 for Gaussian columns; NaN for other methods.
func (p literaturePreset) exact(c experiments.Cell) float64 {
	if c.P != 1 || c.Ensemble != "gaussian" {
		return math.NaN()
	}
	law, err := theory.Success(c.N, c.M, c.K)
	if err != nil {
		return math.NaN()
	}
	return law
}

func literatureViews() (views []experiments.View) {
	views = append(views, literatureHalves)
	for _, p := range literaturePresets() {
		views = append(views, p.table)
	}
	return views
}

// table shows every cell of a preset beside what somebody else measured.
func (p literaturePreset) table(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    p.name,
		Title:   "Published set-up: " + p.title,
		Caption: fmt.Sprintf("After %s. Success, of all draws: %s; a point that misses A x = b may count as a miss. Elsewhere: what the source in the last column measured. Exact: the law of L1.", p.source, p.criterion),
		Columns: append(append([]results.Column{text("method")}, numbers("m", "k", "success", "to 1e-6", "exact", "agreement", "elsewhere", "trials there")...), text("measured by")),
	}
	var tests agreements
	var shown experiments.Data
	between, total := 0, 0
	for _, l := range p.lines {
		for _, g := range p.of(data, l) {
			rate, exact := g.Tally(p.published()).Rate, p.exact(g.Cell)
			elsewhere, trials, by := results.Value(results.Missing{}), results.Value(results.Missing{}), results.Value(results.Missing{})
			if there, known := l.elsewhere[g.Cell.K]; known {
				elsewhere, trials, by = results.Float{Value: there, Digits: 3}, results.Int(l.trials), results.Text(l.by)
			}
			t.Append(results.Text(l.label), results.Int(g.Cell.M), results.Int(g.Cell.K), experiments.Estimate(rate), experiments.Estimate(g.Tally(p.success(experiments.Recovered)).Rate),
				probability(exact), tests.of(rate, exact), elsewhere, trials, by)
			for _, r := range g.Records {
				if total++; p.error(r) > experiments.Recovered && p.error(r) <= p.bound {
					between++
				}
			}
			shown = append(shown, g)
		}
	}
	t.Note(fmt.Sprintf("%d of the points have an error between 1e-6 and %g, where the criterion makes a difference", between, p.bound))
	if p.reweights() {
		t.Note(literatureUnits)
	}
	tests.note(&t)
	losses(&t, shown)
	return t, residue(&t, shown, "m", "k", "p", "solver")
}

// literatureUnits is where reweighting departs from the paper.
const literatureUnits = "reweighted: eps is here in units of |x|_inf of the L1 point; in Candes, Wakin and Boyd (2008) it is absolute, with amplitudes N(0,1) or +-1"

func (p literaturePreset) reweights() bool {
	return slices.ContainsFunc(p.lines, func(l literatureLine) bool { return strings.HasPrefix(l.solver, "reweighted") })
}

// half fits where success passes one half, over k; an error where it does not.
func (p literaturePreset) half(data experiments.Data, l literatureLine, level float64) (stats.Crossing, error) {
	var counts []stats.Count
	for _, g := range p.of(data, l) {
		rate := g.Tally(p.published()).Rate
		counts = append(counts, stats.Count{X: float64(g.Cell.K), Hits: rate.Hits, Trials: rate.Trials()})
	}
	return stats.FitCrossing(counts, stats.Probit, level)
}

// there is where the rates of somebody else pass one half, on straight lines between them; NaN where they do not.
func (l literatureLine) there() float64 {
	var ks []int
	for k := range l.elsewhere {
		ks = append(ks, k)
	}
	slices.Sort(ks)
	for i := 1; i < len(ks); i++ {
		if a, b := l.elsewhere[ks[i-1]], l.elsewhere[ks[i]]; a >= 0.5 && b < 0.5 {
			return float64(ks[i-1]) + (a-0.5)/(a-b)*float64(ks[i]-ks[i-1])
		}
	}
	return math.NaN()
}

// literatureHalves compares the half points of all presets with one number of equations.
func literatureHalves(data experiments.Data) (results.Table, error) {
	t := results.Table{
		Name:    "halves",
		Title:   "How many non-zeros each method finds half of the time, here and elsewhere",
		Caption: "Set-up is the table below with the rates, by its name: signals, amplitudes of a normal law; signs, amplitudes +-1; greedy, k known. Half point: the k at which success passes 50%, by a probit curve, with its profile-likelihood interval. Elsewhere: from the rates of the source, on straight lines between them; for L1 it is the exact law for Gaussian columns. Lack of fit is the p-value of the deviance: a small one says that the curve has another shape.",
		Columns: append([]results.Column{text("set-up"), text("method")}, number("half point"), number("elsewhere"), text("source"), number("lack of fit")),
	}
	var shown experiments.Data
	for _, p := range literaturePresets() {
		if len(p.ms[experiments.Full]) > 1 {
			continue
		}
		law, err := theory.HalfPoint(p.n, p.ms[experiments.Full][0])
		if err != nil {
			return t, err
		}
		for _, l := range p.lines {
			cells := p.of(data, l)
			shown = append(shown, cells...)
			if len(cells) < 2 {
				continue
			}
			half, fit := results.Value(results.Missing{}), math.NaN()
			if c, err := p.half(data, l, experiments.Level); err == nil {
				half, fit = withInterval(c.X50), c.Fit.P
			}
			elsewhere, source := l.there(), l.by
			switch {
			case l.p == 1:
				elsewhere, source = law, "exact law"
			case math.IsNaN(elsewhere):
				source = "-"
			}
			t.Append(results.Text(p.name), results.Text(l.label), half, results.Float{Value: elsewhere, Digits: 3}, results.Text(source), results.Float{Value: fit, Digits: 2})
		}
		if p.ensemble != "gaussian" {
			t.Append(results.Text(p.name), results.Text("L1, Gaussian columns"), results.Missing{}, results.Float{Value: law, Digits: 3}, results.Text("exact law"), results.Missing{})
		}
	}
	t.Note(literatureUnits)
	losses(&t, shown)
	return t, residue(&t, shown, "n", "m", "k", "p", "ensemble", "amplitudes", "solver")
}
