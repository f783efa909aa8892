package catalog

import (
	"fmt"
	"math"
	"slices"

	"touchpoint/experiments"
	"touchpoint/experiments/stats"
	"touchpoint/results"
)

// universalityPicture draws the shift of each law against 1/sqrt n, with the line that is its trend.
func universalityPicture(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "universality", Title: "How far is a matrix from a Gaussian one?", Across: 4,
		Caption: fmt.Sprintf("Shift of success against the exact Gaussian law, in probits, by 1/sqrt(n); n grows to the left. The line is fitted from n = %d on and continued to n = infinity: universality asks that it meet zero there, not that it is flat. The law of haar is exactly the Gaussian one. Intervals at 95%%.", universalLeast),
	}
	lo, hi, left, right := -0.5, 0.5, -0.01, 0.25
	for _, law := range append([]universalLaw{universalityControl}, universalityLaws()...) {
		measured, line := results.Series{Name: "measured", Shape: results.Dots}, results.Series{Name: "trend", Shape: results.Line}
		limit := results.Series{Name: "trend at n = infinity", Shape: results.Dots}
		for _, n := range universalSizes(data) {
			list, err := law.from(data, n, n)
			if err != nil {
				return f, err
			}
			if s := universalShiftOf(list, experiments.Level).Intercept; !math.IsNaN(s.Value) {
				measured.Points = append(measured.Points, results.Point{X: 1 / math.Sqrt(float64(n)), Y: s.Value, Lo: s.Interval.Lo, Hi: s.Interval.Hi})
			}
		}
		list, err := law.from(data, universalLeast, math.MaxInt)
		if err != nil {
			return f, err
		}
		if trend := universalTrendOf(list, experiments.Level); !math.IsNaN(trend.Slope.Value) {
			for _, x := range []float64{0, 1 / math.Sqrt(universalLeast)} {
				line.Points = append(line.Points, results.Point{X: x, Y: trend.Intercept.Value + trend.Slope.Value*x})
			}
			limit.Points = []results.Point{{Y: trend.Intercept.Value, Lo: trend.Intercept.Interval.Lo, Hi: trend.Intercept.Interval.Hi}}
		}
		none := results.Series{Name: "Gaussian", Shape: results.Dashed, Points: []results.Point{{X: 0}, {X: right}}}
		f.Panels = append(f.Panels, results.Panel{
			Title: law.ensemble, X: results.Axis{Label: "1/sqrt(n)", Min: &left, Max: &right}, Y: results.Axis{Label: "shift (probits)", Min: &lo, Max: &hi},
			Series: []results.Series{measured, line, limit, none},
		})
	}
	return f, nil
}

// universalityMeasured draws the difference of measured and exact success at the smallest and at the largest n.
func universalityMeasured(data experiments.Data) (results.Figure, error) {
	f := results.Figure{
		Name: "measured", Title: "Success of other matrices less that of a Gaussian one", Across: 2,
		Caption: "Each point is a cell: how much its measured success exceeds the exact success of a Gaussian matrix of the same n, m and k, with Wilson's interval at 95%. The laws of a cell are set apart sideways.",
	}
	const apart = 0.009
	lo, hi := -0.2, 0.2
	ns := universalSizes(data)
	for _, n := range slices.Compact([]int{ns[0], ns[len(ns)-1]}) {
		p := results.Panel{Title: sized(n, n/2), X: results.Axis{Label: "exact success, Gaussian"}, Y: results.Axis{Label: "measured - exact", Min: &lo, Max: &hi}}
		laws := append([]universalLaw{universalityControl}, universalityLaws()...)
		for i, law := range laws {
			list, err := law.from(data, n, n)
			if err != nil {
				return f, err
			}
			s := results.Series{Name: law.ensemble, Shape: results.Dots}
			for _, u := range list {
				if u.rate.Trials() > 0 {
					w := stats.Wilson(u.rate.Hits, u.rate.Trials(), experiments.Level)
					x := u.exact + apart*(float64(i)-float64(len(laws)-1)/2)
					s.Points = append(s.Points, results.Point{X: x, Y: u.rate.Value() - u.exact, Lo: w.Lo - u.exact, Hi: w.Hi - u.exact})
				}
			}
			p.Series = append(p.Series, s)
		}
		p.Series = append(p.Series, results.Series{Name: "no difference", Shape: results.Dashed, Points: []results.Point{{}, {X: 1}}})
		f.Panels = append(f.Panels, p)
	}
	return f, nil
}
