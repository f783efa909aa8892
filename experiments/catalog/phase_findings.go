package catalog

import (
	"math"

	"touchpoint/experiments"
	"touchpoint/experiments/theory"
	"touchpoint/results"
)

// phaseFindings compares success well below and well above the threshold rho m. The bounds beside exact theory: a planted trial of basis pursuit
// has the truth or a point with m non-zeros, which is within 1e-4 of the truth with a probability of the order of k 1e-4.
func phaseFindings(data experiments.Data) ([]experiments.Finding, error) {
	pursuit := data.Where(layers()[0].of)
	below, err := phaseBanded(pursuit, 0, 0.5)
	if err != nil {
		return nil, err
	}
	above, err := phaseBanded(pursuit, 1.5, math.Inf(1))
	if err != nil {
		return nil, err
	}
	var tests agreements
	for _, g := range pursuit {
		exact, err := theory.Success(g.Cell.N, g.Cell.M, g.Cell.K)
		if err != nil {
			return nil, err
		}
		tests.of(g.Tally(experiments.Success).Rate, exact)
	}
	var crossings []float64
	n, ms := phaseShapes(data)
	for _, m := range ms {
		if p := phaseCrossingTest(phaseCounts(data, layers()[0], m), phaseExactHalf(n, m)); !math.IsNaN(p) {
			crossings = append(crossings, p)
		}
	}
	const coarse, fine = 1e-4, 1e-8
	between := hits(func(_ experiments.Cell, r results.Record) bool { return r.Error > fine && r.Error <= coarse })
	geometry := experiments.Always("whenever basis pursuit misses the planted point, another point has no larger L1 norm", "misses by geometry", phaseMissedFor(pursuit, experiments.Geometry))
	geometry.Check = true
	return []experiments.Finding{
		experiments.Above("with fewer than half as many non-zeros as the asymptotic threshold at m/n allows, the smallest L1 norm finds the planted sparse point more than nine times in ten",
			experiments.RateEffect("success", pooled(below, experiments.Success)), 0.9),
		experiments.Above("with half as many non-zeros again as the asymptotic threshold at m/n allows, or more, the smallest L1 norm still finds the planted sparse point more often than not", experiments.RateEffect("success", pooled(above, experiments.Success)), 0.5),
		experiments.Below("whether the smallest L1 norm finds the planted point is no matter of tolerance: less than one trial in a hundred has an error between 1e-8 and 1e-4",
			experiments.RateEffect("error in between", pooled(pursuit, between)), 0.01),
		experiments.Agrees("success follows the exact law of basis pursuit at finite n", pursuit.Trials(), tests),
		experiments.Agrees("success passes one half where the exact law does, at every m", pursuit.Trials(), crossings),
		geometry,
	}, nil
}

// phaseMissedFor counts, among the misses, those for one reason.
func phaseMissedFor(data experiments.Data, reason experiments.Reason) (r results.Rate) {
	for _, g := range data {
		for _, record := range g.Records {
			switch cause := experiments.Cause(g.Cell, record); {
			case experiments.Success(g.Cell, record) != results.Miss:
			case cause == reason:
				r.Hits++
			default:
				r.Misses++
			}
		}
	}
	return r
}
