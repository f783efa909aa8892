package catalog

import (
	"fmt"

	"touchpoint/experiments"
	"touchpoint/results"
)

// usefulPicture shows what is kept, and how much of it is useful.
func usefulPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "useful", Title: "Is what remains useful?", Across: 1,
		Caption: fmt.Sprintf("n = %d, m = %d, %d planted non-zeros of size 1, noise %g. Above: components that each learner keeps and how many of them are useful; the dashed line is the number planted, the scale logarithmic. "+
			"Below: share of the components that are useful, with the others as they are, as above, and with the others fitted anew. The penalty of the Lasso is chosen by cross-validation, 1se by its rule of one standard error, best by the error itself; relaxed is the Lasso fitted anew; k, told how many to keep; planted, least squares on the planted ones. Means with 95%% intervals.", usefulN, usefulM, usefulFew, usefulNoise),
	}
	names := []string{"exact, L2", "exact, L1", "Lasso", "Lasso, 1se", "relaxed", "L1/2", "OMP", "Lasso, best", "Lasso, k", "OMP, k", "planted"}
	one, most, low, high := 1., 150., 0., 1.05
	kept := results.Panel{Title: "components kept, and useful ones", X: results.Axis{Ticks: robotTicks(names)}, Y: results.Axis{Label: "components", Log: true, Min: &one, Max: &most}}
	shares := results.Panel{Title: "share that is useful", X: results.Axis{Ticks: robotTicks(names)}, Y: results.Axis{Label: "share of what is kept", Min: &low, Max: &high}}
	bars := func(name string, of func(results.Record) float64) results.Series {
		s := results.Series{Name: name, Shape: results.Bars}
		for i, learner := range usefulLearners {
			for _, g := range data.Where(func(c experiments.Cell) bool {
				return c.Solver == learner && c.K == usefulFew && c.Noise == usefulNoise && c.Amplitudes == "rademacher"
			}) {
				e := mean(values(g, of), experiments.Level)
				s.Points = append(s.Points, results.Point{X: float64(i), Y: e.Value, Lo: e.Interval.Lo, Hi: e.Interval.Hi})
			}
		}
		return s
	}
	count := func(r results.Record) float64 {
		if r.Facts.Get("size") == 0 {
			return 0
		}
		return r.Facts.Get("size") * r.Facts.Get("share")
	}
	planted := results.Series{Name: "planted", Shape: results.Dashed, Points: []results.Point{{X: -0.5, Y: usefulFew}, {X: float64(len(names)) - 0.5, Y: usefulFew}}}
	kept.Series = []results.Series{bars("kept", factOf("size")), bars("useful", count), planted}
	shares.Series = []results.Series{bars("useful", factOf("share")), bars("useful, others fitted anew", factOf("share_anew"))}
	f.Panels = []results.Panel{kept, shares}
	return f, nil
}
