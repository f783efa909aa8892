package render

import (
	"fmt"
	"math"
	"math/rand/v2"

	"touchpoint/results"
)

// gallery has a figure for every kind of data.
func gallery() []results.Figure {
	return []results.Figure{
		successFigure(), phaseFigure(), barsFigure(), errorsFigure(), panelsFigure(), oddFigure(), manyFigure(), rangesFigure(), wordsFigure(), sharedFigure(),
	}
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

func successFigure() results.Figure {
	f := results.Figure{Name: "success", Title: "Recovery of a planted truth by basis pursuit falls off sharply with its sparsity, n = 64",
		Caption: "Points are measured rates with 95% Wilson intervals, the dashed line is the exact law."}
	p := results.Panel{X: results.Axis{Label: "non-zeros of the planted truth, k"}, Y: results.Axis{Label: "rate of recovery", Min: new(0.0), Max: new(1.0)}}
	for i, m := range []int{16, 32, 48} {
		s := results.Series{Name: fmt.Sprintf("m = %d", m), Shape: results.LineDots}
		theory := results.Series{Shape: results.Dashed}
		if i == 0 {
			theory.Name = "exact law"
		}
		random := rand.New(rand.NewPCG(1, uint64(m)))
		for k := 1; k <= 30; k++ {
			q := logistic((0.3*float64(m) - float64(k)) / 1.4)
			theory.Points = append(theory.Points, results.Point{X: float64(k), Y: q})
			if k%2 == 0 {
				y := min(max(q+0.03*random.NormFloat64(), 0), 1)
				h := 0.01 + 0.09*math.Sqrt(y*(1-y))
				s.Points = append(s.Points, results.Point{X: float64(k), Y: y, Lo: max(y-h, 0), Hi: min(y+h, 1)})
			}
		}
		p.Series = append(p.Series, theory, s)
	}
	f.Panels = []results.Panel{p}
	return f
}

func phaseFigure() results.Figure {
	h := &results.Heat{Lo: 0, Hi: 1, Label: "rate of recovery"}
	for i := range 20 {
		h.X = append(h.X, (float64(i)+0.5)/20)
		h.Y = append(h.Y, (float64(i)+0.5)/20)
	}
	curve := results.Series{Name: "weak threshold of Donoho and Tanner", Shape: results.Dashed}
	half := results.Series{Name: "measured 50%", Shape: results.LineDots}
	at := func(delta float64) float64 { return 0.9 * math.Pow(delta, 0.7) }
	for _, rho := range h.Y {
		var row []float64
		for _, delta := range h.X {
			row = append(row, logistic((at(delta)-rho)*25))
		}
		h.Z = append(h.Z, row)
	}
	h.Z[3][4] = math.NaN()
	for i := range 51 {
		curve.Points = append(curve.Points, results.Point{X: float64(i) / 50, Y: at(float64(i) / 50)})
	}
	for i := 1; i < 10; i++ {
		half.Points = append(half.Points, results.Point{X: float64(i) / 10, Y: at(float64(i)/10) - 0.01})
	}
	return results.Figure{Name: "phase", Title: "Phase diagram of basis pursuit", Panels: []results.Panel{{
		X: results.Axis{Label: "undersampling m/n", Min: new(0.0), Max: new(1.0)}, Y: results.Axis{Label: "sparsity k/m", Min: new(0.0), Max: new(1.0)},
		Heat: h, Series: []results.Series{curve, half},
	}}}
}

func barsFigure() results.Figure {
	names := []string{"basis pursuit", "reweighted l1 with four iterations", "iteratively reweighted least squares", "half thresholding",
		"orthogonal matching pursuit", "CoSaMP", "subspace pursuit", "iterative hard thresholding", "ridge regression (control)", "minimum l2 norm"}
	p := results.Panel{Y: results.Axis{Label: "share of planted supports found"}}
	a, b := results.Series{Name: "gaussian amplitudes", Shape: results.Bars}, results.Series{Name: "amplitudes of size one", Shape: results.Bars}
	for i, name := range names {
		p.X.Ticks = append(p.X.Ticks, results.Tick{At: float64(i), Label: name})
		y, z := 0.95-0.09*float64(i), 0.9-0.06*float64(i)
		a.Points = append(a.Points, results.Point{X: float64(i), Y: y, Lo: y - 0.03, Hi: y + 0.03})
		b.Points = append(b.Points, results.Point{X: float64(i), Y: z, Lo: z - 0.02, Hi: z + 0.05})
	}
	p.Series = []results.Series{a, b}
	return results.Figure{Name: "solvers", Title: "Ten ways to a sparse point, at matched effort", Panels: []results.Panel{p}}
}

func errorsFigure() results.Figure {
	p := results.Panel{X: results.Axis{Label: "iterations", Log: true}, Y: results.Axis{Label: "relative error of the objective", Log: true}}
	for i, name := range []string{"coordinate descent", "proximal gradient", "accelerated proximal gradient", "homotopy"} {
		s := results.Series{Name: name}
		for k := 1; k <= 3000; k = k*5/4 + 1 {
			s.Points = append(s.Points, results.Point{X: float64(k), Y: math.Pow(float64(k), -float64(i+1)/1.5)})
		}
		p.Series = append(p.Series, s)
	}
	slope := results.Series{Name: "1/k", Shape: results.Dashed, Points: []results.Point{{X: 1, Y: 0.3}, {X: 3000, Y: 1e-4}}}
	p.Series = append(p.Series, slope)
	return results.Figure{Name: "errors", Title: "Error against work", Panels: []results.Panel{p}}
}

func panelsFigure() results.Figure {
	random := rand.New(rand.NewPCG(7, 7))
	ecdf := results.Series{Name: "margin", Shape: results.Steps}
	x := 0.0
	for i := range 41 {
		ecdf.Points = append(ecdf.Points, results.Point{X: x, Y: float64(i) / 40})
		x += random.ExpFloat64() * 0.01
	}
	band, mean := results.Series{Shape: results.Band}, results.Series{Name: "test error"}
	for i := range 40 {
		t := float64(i) / 4
		y := 1 + math.Sin(t)/(1+t)
		mean.Points = append(mean.Points, results.Point{X: t, Y: y})
		band.Points = append(band.Points, results.Point{X: t, Lo: y - 0.1 - t/50, Hi: y + 0.1 + t/50})
	}
	cloud := results.Series{Name: "systems", Shape: results.Dots}
	for range 60 {
		u := random.NormFloat64()
		cloud.Points = append(cloud.Points, results.Point{X: u, Y: u*0.7 + 0.4*random.NormFloat64()})
	}
	hist := results.Series{Name: "trials", Shape: results.Bars}
	for i := range 12 {
		hist.Points = append(hist.Points, results.Point{X: float64(i), Y: math.Round(900 * math.Exp(-float64((i-4)*(i-4))/6))})
	}
	title := "Four views of the same runs, with a title so long that it has to go on in a second line since one line cannot hold all of its many words"
	return results.Figure{Name: "panels", Title: title, Panels: []results.Panel{
		{Title: "Margin of the dual", X: results.Axis{Label: "1 - max |a'y| off the support"}, Y: results.Axis{Label: "distribution"}, Series: []results.Series{ecdf}},
		{Title: "Error along the path", X: results.Axis{Label: "-log(lambda)"}, Y: results.Axis{Label: "error"}, Series: []results.Series{mean, band}},
		{Title: "L1 against L2", X: results.Axis{Label: "|x|_1"}, Y: results.Axis{Label: "|x|_2"}, Series: []results.Series{cloud}},
		{Title: "Size of the support", X: results.Axis{Label: "non-zeros"}, Y: results.Axis{Label: "trials"}, Series: []results.Series{hist}},
	}}
}

func oddFigure() results.Figure {
	nan := math.NaN()
	gaps := []results.Point{{X: 1, Y: 1}, {X: 2, Y: 2}, {X: 3, Y: nan}, {X: 4, Y: 1}, {X: 5, Y: nan}, {X: 6, Y: 2}, {X: 7, Y: 0}}
	bars := []results.Point{{X: 1, Y: -1}, {X: 2, Y: 2, Lo: 1.5, Hi: 2.2}, {X: 3, Y: -0.5}}
	return results.Figure{Name: "odd", Title: "Odd data", Across: 3, Panels: []results.Panel{
		{Title: "nothing"},
		{Title: "a series without points", Series: []results.Series{{Name: "none"}}, X: results.Axis{Log: true}},
		{Title: "one point", Series: []results.Series{{Name: "one", Shape: results.Dots, Points: []results.Point{{X: 3, Y: 0.25, Lo: 0.2, Hi: 0.4}}}}},
		{Title: "all equal", Series: []results.Series{{Name: "equal", Shape: results.LineDots, Points: []results.Point{{X: 1, Y: 7}, {X: 2, Y: 7}, {X: 3, Y: 7}}}}},
		{Title: "gaps", Series: []results.Series{{Name: "gaps", Points: gaps}}},
		{Title: "negative bars", Series: []results.Series{{Name: "bars", Shape: results.Bars, Points: bars}}},
	}}
}

func manyFigure() results.Figure {
	p := results.Panel{X: results.Axis{Label: "x"}, Y: results.Axis{Label: "y"}}
	for i := range 12 {
		s := results.Series{Name: fmt.Sprintf("series number %d", i+1), Shape: results.LineDots}
		if i >= 6 {
			s.Shape = results.Line
		}
		for k := range 12 {
			s.Points = append(s.Points, results.Point{X: float64(k), Y: float64(i) + math.Sin(float64(k+i)/2)})
		}
		p.Series = append(p.Series, s)
	}
	return results.Figure{Name: "many", Title: "Twelve series", Panels: []results.Panel{p}}
}

func rangesFigure() results.Figure {
	line := func(x, y float64) []results.Series {
		return []results.Series{{Shape: results.LineDots, Points: []results.Point{{X: x, Y: y}, {X: 2 * x, Y: 3 * y}, {X: 4 * x, Y: 2 * y}}}}
	}
	log := results.Axis{Log: true}
	decades := []results.Series{{Shape: results.LineDots, Points: []results.Point{{X: 1e-3, Y: 1e-80}, {X: 50, Y: 1e20}, {X: 9000, Y: 1}}}}
	shifted := []results.Series{{Shape: results.LineDots, Points: []results.Point{{X: 1e9, Y: 1e9}, {X: 1e9 + 1, Y: 1e9 + 4}, {X: 1e9 + 3, Y: 1e9 + 2}}}}
	return results.Figure{Name: "ranges", Title: "Ranges", Panels: []results.Panel{
		{Title: "small", Series: line(1e-7, 3e-12)},
		{Title: "large", Series: line(1e6, 1e200)},
		{Title: "thousands", Series: line(2500, 1e5)},
		{Title: "shifted", Series: shifted},
		{Title: "less than a decade", X: log, Y: log, Series: line(20, 300)},
		{Title: "hundred decades", X: log, Y: log, Series: decades},
	}}
}

func wordsFigure() results.Figure {
	few := results.Series{Shape: results.Bars}
	var names, lots []results.Tick
	for i, name := range []string{"supported", "supported with limits", "refuted", "undecided", "\u03bb \u2265 \u00bd <&> \"quoted\""} {
		names = append(names, results.Tick{At: float64(i), Label: name})
		few.Points = append(few.Points, results.Point{X: float64(i), Y: float64(7 - i)})
	}
	many := results.Series{Shape: results.Bars}
	for i := range 40 {
		lots = append(lots, results.Tick{At: float64(i), Label: fmt.Sprintf("component %d", i)})
		many.Points = append(many.Points, results.Point{X: float64(i), Y: float64(1 + i%5)})
	}
	level := results.Series{Name: "a series whose name alone is longer than the panel is wide, so that it is broken into lines", Shape: results.Dots}
	var powers []results.Tick
	for i := range 5 {
		level.Points = append(level.Points, results.Point{X: float64(int(16) << i), Y: float64(i)})
		powers = append(powers, results.Tick{At: float64(int(16) << i), Label: fmt.Sprint(int(16) << i)})
	}
	counts := results.Series{Name: "counts", Shape: results.Bars}
	counts.Points = []results.Point{{X: 1, Y: 3}, {X: 10, Y: 2000, Lo: 0, Hi: 5000}, {X: 100, Y: 40, Lo: 20, Hi: 60}}
	verdict := "verdict, in the words of the table that this figure goes with, which are many"
	title := "Logarithmic bars, with a title that is broken into two lines since it is too long"
	return results.Figure{Name: "words", Title: "Words & <names>", Panels: []results.Panel{
		{X: results.Axis{Ticks: names}, Y: results.Axis{Label: "claims"}, Series: []results.Series{few}},
		{X: results.Axis{Ticks: lots}, Series: []results.Series{many}},
		{X: results.Axis{Label: "n", Log: true, Ticks: powers}, Y: results.Axis{Label: verdict, Ticks: names}, Series: []results.Series{level}},
		{Title: title, X: results.Axis{Log: true}, Y: results.Axis{Log: true}, Series: []results.Series{counts}},
	}}
}

func sharedFigure() results.Figure {
	f := results.Figure{Name: "shared", Title: "One legend for all"}
	for i := range 3 {
		p := results.Panel{Title: fmt.Sprintf("p = %.1f", 0.5*float64(i+1)), X: results.Axis{Label: "k"}, Y: results.Axis{Label: "success", Min: new(0.0), Max: new(1.0)}}
		for j, name := range []string{"gaussian", "uniform", "rademacher"} {
			s := results.Series{Name: name, Shape: results.LineDots}
			for k := range 9 {
				y := logistic(float64(4-k) + float64(i*j)/2)
				s.Points = append(s.Points, results.Point{X: float64(k), Y: y, Lo: y - 0.05, Hi: y + 0.05})
			}
			p.Series = append(p.Series, s)
		}
		f.Panels = append(f.Panels, p)
	}
	for i := range f.Panels {
		f.Panels[i].Series = append(f.Panels[i].Series, results.Series{Name: "law", Shape: results.Dashed, Points: []results.Point{{X: 0, Y: 1}, {X: 9, Y: 0}}})
	}
	return f
}
