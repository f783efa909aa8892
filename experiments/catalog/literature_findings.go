package catalog

import (
	"fmt"
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
)

const (
	literatureMarked = 0.25 // a marked gain: one system in four
	literatureNear   = 0.1  // a half point is reproduced within a tenth of the published one
	literatureMost   = 0.8  // what is drawn as recovery is at least four systems in five
)

// literatureDuel is the success of one line less that of another on the same systems, at the k that both met and `keep` takes.
func (p literaturePreset) literatureDuel(data experiments.Data, first, second string, keep func(k int) bool) (experiments.Effect, error) {
	one, other, pairs := 0, 0, 0
	for _, a := range p.of(data, p.line(first)) {
		for _, b := range p.of(data, p.line(second)) {
			if a.Cell.M == b.Cell.M && a.Cell.K == b.Cell.K && keep(a.Cell.K) {
				x, y, n := discordant(a, b, p.published())
				one, other, pairs = one+x, other+y, pairs+n
			}
		}
	}
	return paired("success of the first less that of the second", one, other, pairs)
}

func (p literaturePreset) line(label string) literatureLine {
	for _, l := range p.lines {
		if l.label == label {
			return l
		}
	}
	panic("catalog: literature: no line " + label)
}

func literatureFindings(data experiments.Data) ([]experiments.Finding, error) {
	presets := literaturePresets()
	signals, signs, roots, greedy := presets[0], presets[1], presets[2], presets[3]
	at := func(k int) func(int) bool { return func(other int) bool { return other == k } }
	crossing := func(k int) bool { return k >= 33 && k <= 40 }
	every := func(int) bool { return true }
	var findings []experiments.Finding
	for _, d := range []struct {
		hypothesis    string
		preset        literaturePreset
		first, second string
		keep          func(int) bool
		bound         float64
	}{
		{"at normal amplitudes reweighted L1, eps = 0.1 (Candes, Wakin and Boyd 2008), finds 40 planted non-zeros in at least one system of four more than L1, 256 unknowns, 100 equations",
			signals, "reweighted, eps = 0.1", "L1", at(40), literatureMarked},
		{"at amplitudes +-1, where Candes, Wakin and Boyd (2008) saw only a slight gain with 128 equations, reweighted L1 still finds 33 to 40 non-zeros in at least one system of four more than L1, 256 unknowns, 100 equations",
			signs, "reweighted, eps = 0.1", "L1", crossing, literatureMarked},
		{"at normal amplitudes IRLS for p = 1/2 (Chartrand and Yin 2008) finds 40 non-zeros in at least one system of four more than L1", signals, "IRLS, p = 0.5", "L1", at(40), literatureMarked},
		{"at amplitudes +-1 IRLS for p = 1/2 finds 33 to 40 non-zeros in at least one system of four more than L1", signs, "IRLS, p = 0.5", "L1", crossing, literatureMarked},
		{"the gain of reweighting is robust (Candes, Wakin and Boyd 2008): with eps = 0.01 it still finds 40 non-zeros more often than L1", signals, "reweighted, eps = 0.01", "L1", at(40), 0},
		{"the gain of reweighting is robust: with eps = 1 it still finds 40 non-zeros more often than L1", signals, "reweighted, eps = 1", "L1", at(40), 0},
		{"IRLS for p = 0 finds 40 non-zeros more often if its smoothing goes down step by step than if there is hardly any throughout (Chartrand and Yin 2008)", signals, "IRLS, p = 0", "IRLS, p = 0, eps = 1e-8 throughout", at(40), 0},
		{"p = 1/2 by IRLS finds more planted points than L1, as by an interior-point method (Cederberg, Zhang, Nobel and Boyd), 100 unknowns, 60 to 80 equations", roots, "IRLS, p = 0.5", "L1", every, 0},
		{"p = 1/2 by half thresholding finds more planted points than L1, 100 unknowns, 60 to 80 equations", roots, "half thresholding", "L1", every, 0},
	} {
		e, err := d.preset.literatureDuel(data, d.first, d.second, d.keep)
		if err != nil {
			return nil, err
		}
		findings = append(findings, experiments.Above(d.hypothesis, e, d.bound))
	}
	reliable := pooled(signals.of(data, signals.line("reweighted, eps = 0.1")).Where(func(c experiments.Cell) bool { return c.K == 33 || c.K == 25 }), signals.published())
	findings = append(findings, experiments.Above("reweighted L1 recovers up to 33 non-zeros from 100 equations (Candes, Wakin and Boyd 2008), in four systems of five at least",
		experiments.RateEffect("success", reliable), literatureMost))
	for _, p := range []literaturePreset{signals, greedy} {
		for _, l := range p.lines {
			if there := l.there(); !math.IsNaN(there) {
				findings = append(findings, experiments.Within(fmt.Sprintf("with %d unknowns and %d equations %s passes one half within a tenth of where %s did, at k = %.1f", p.n, p.ms[experiments.Full][0], l.label, l.by, there),
					p.literatureHalf(data, l), there*(1-literatureNear), there*(1+literatureNear)))
			}
		}
	}
	law, err := theory.HalfPoint(greedy.n, greedy.ms[experiments.Full][0])
	if err != nil {
		return nil, err
	}
	findings = append(findings, experiments.Above(fmt.Sprintf("knowing k, subspace pursuit finds more non-zeros half of the time than L1, whose law for Gaussian columns passes one half at k = %.1f", law),
		greedy.literatureHalf(data, greedy.line("subspace pursuit")), law))
	check, err := literatureCheck(data, signals, roots)
	return append(findings, check), err
}

// literatureHalf is the half point of a line as an effect.
func (p literaturePreset) literatureHalf(data experiments.Data, l literatureLine) experiments.Effect {
	cells := p.of(data, l)
	c, err := p.half(data, l, experiments.Confident)
	if err != nil {
		return estimated("half point", unknownEstimate(), cells.Trials())
	}
	return estimated("half point", c.X50, cells.Trials())
}

// literatureCheck holds L1 against its law, where systems are drawn independently.
func literatureCheck(data experiments.Data, presets ...literaturePreset) (experiments.Finding, error) {
	var tests agreements
	trials := 0
	for _, p := range presets {
		for _, g := range p.of(data, p.line("L1")) {
			tests.of(g.Tally(p.published()).Rate, p.exact(g.Cell))
			trials += len(g.Records)
		}
	}
	return experiments.Agrees("L1 follows its exact law", trials, tests), nil
}
