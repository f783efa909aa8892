package results

import (
	"errors"
	"math"
	"strings"
	"testing"
)

// figure returns a valid figure of a curve with intervals, bars, a band and steps over a heat map, on a logarithmic x axis.
func figure() Figure {
	nan := math.NaN()
	return Figure{Name: "phase-2", Panels: []Panel{{
		X: Axis{Log: true, Min: new(0.5), Max: new(200.0), Ticks: []Tick{{1, "one"}, {100, "hundred"}}},
		Series: []Series{
			{Name: "a", Shape: LineDots, Points: []Point{{X: 1, Y: 2, Lo: 1, Hi: 3}, {X: 10, Y: nan}, {X: 5, Y: 0, Lo: nan, Hi: nan}}},
			{Shape: Band, Points: []Point{{X: 1, Y: nan, Lo: 1, Hi: 3}, {X: 2, Lo: nan, Hi: 4}}},
			{Name: "b", Shape: Steps, Points: []Point{{X: 1, Y: 2}, {X: 2, Y: 2}}},
			{Name: "c", Shape: Bars, Points: []Point{{X: 2, Y: -2}, {X: 1, Y: 2}}},
			{Shape: Dashed},
		},
		Heat: &Heat{X: []float64{1, 2, 4}, Y: []float64{-1, 0}, Z: [][]float64{{1, 2, nan}, {4, 5, 6}}, Lo: 0, Hi: 1},
	}}}
}

func TestFigureValidate(t *testing.T) {
	if err := figure().Validate(); err != nil {
		t.Fatal(err)
	}
	if err := (Figure{Name: "empty", Panels: make([]Panel, 1)}).Validate(); err != nil {
		t.Errorf("an empty panel: %v", err)
	}
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		want  string
		spoil func(*Figure, *Panel)
	}{
		{"lower-case", func(f *Figure, _ *Panel) { f.Name = "" }},
		{"lower-case", func(f *Figure, _ *Panel) { f.Name = "Phase" }},
		{"lower-case", func(f *Figure, _ *Panel) { f.Name = "../phase" }},
		{"lower-case", func(f *Figure, _ *Panel) { f.Name = "phase-" }},
		{"0 panels", func(f *Figure, _ *Panel) { f.Panels = nil }},
		{"25 panels", func(f *Figure, _ *Panel) { f.Panels = make([]Panel, 25) }},
		{"-1 panels across", func(f *Figure, _ *Panel) { f.Across = -1 }},
		{"7 panels across", func(f *Figure, _ *Panel) { f.Across = 7 }},
		{"x axis: limit: it is NaN", func(_ *Figure, p *Panel) { p.X.Min = &nan }},
		{"x axis: limit: 0 on a logarithmic axis", func(_ *Figure, p *Panel) { p.X.Min = new(0.0) }},
		{"y axis: limit: -Inf", func(_ *Figure, p *Panel) { p.Y.Max = new(-inf) }},
		{"minimum 200, maximum 200", func(_ *Figure, p *Panel) { p.X.Min = p.X.Max }},
		{`tick "zero": 0 on a logarithmic axis`, func(_ *Figure, p *Panel) { p.X.Ticks = []Tick{{0, "zero"}} }},
		{"two ticks at 3", func(_ *Figure, p *Panel) { p.Y.Ticks = []Tick{{3, "a"}, {3, "b"}} }},
		{`two series are called "a"`, func(_ *Figure, p *Panel) { p.Series[2].Name = "a" }},
		{`series 2 "b": unknown shape 7`, func(_ *Figure, p *Panel) { p.Series[2].Shape = Dashed + 1 }},
		{`series 2 "b": unknown shape -1`, func(_ *Figure, p *Panel) { p.Series[2].Shape = -1 }},
		{`series 0 "a": point 2, X: it is NaN`, func(_ *Figure, p *Panel) { p.Series[0].Points[2].X = nan }},
		{"point 2, X: -3 on a logarithmic axis", func(_ *Figure, p *Panel) { p.Series[0].Points[2].X = -3 }},
		{"point 2, X: 1e-305 on a logarithmic axis", func(_ *Figure, p *Panel) { p.Series[0].Points[2].X = 1e-305 }},
		{"point 0 at X = 1: its Y: +Inf is beyond 1e+300", func(_ *Figure, p *Panel) { p.Series[0].Points[0].Y = inf }},
		{"Y: -2 on a logarithmic axis", func(_ *Figure, p *Panel) { p.Y.Log, p.Heat, p.Series = true, nil, p.Series[3:] }},
		{"reaches beyond", func(_ *Figure, p *Panel) { p.Series[0].Points[0].Hi = inf }},
		{"reaches beyond", func(_ *Figure, p *Panel) { p.Series[1].Points[0].Lo = -1e301 }},
		{"[1, 0.5] is upside down", func(_ *Figure, p *Panel) { p.Series[0].Points[0].Hi = 0.5 }},
		{"Hi: -1 on a logarithmic axis", func(_ *Figure, p *Panel) {
			p.Y.Log, p.Heat, p.Series = true, nil, []Series{{Points: []Point{{X: 1, Y: 1, Lo: -2, Hi: -1}}}}
		}},
		{"from X = 2 to 2", func(_ *Figure, p *Panel) { p.Series[2].Points[0].X = 2 }},
		{"two bars at X = 2", func(_ *Figure, p *Panel) { p.Series[3].Points[1].X = 2 }},
		{"no values of X", func(_ *Figure, p *Panel) { p.Heat.X = nil }},
		{"Y goes from -1 to -1", func(_ *Figure, p *Panel) { p.Heat.Y[1] = -1 }},
		{"X[0]: -1 on a logarithmic axis", func(_ *Figure, p *Panel) { p.Heat.X[0] = -1 }},
		{"1 rows in Z for 2 values of Y", func(_ *Figure, p *Panel) { p.Heat.Z = p.Heat.Z[:1] }},
		{"row 1 of Z has 2 values, want 3", func(_ *Figure, p *Panel) { p.Heat.Z[1] = p.Heat.Z[1][:2] }},
		{"Z[0][1] = -Inf", func(_ *Figure, p *Panel) { p.Heat.Z[0][1] = -inf }},
		{"Lo = NaN", func(_ *Figure, p *Panel) { p.Heat.Lo = nan }},
		{"Lo = 2 to Hi = 1", func(_ *Figure, p *Panel) { p.Heat.Lo = 2 }},
	} {
		f := figure()
		c.spoil(&f, &f.Panels[0])
		err := f.Validate()
		if !errors.Is(err, ErrFigure) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want a bad figure with %q", err, c.want)
		}
	}
}

// TestFigureOpenBelow: an interval whose lower end lies below a logarithmic axis is data, not a defect.
func TestFigureOpenBelow(t *testing.T) {
	f := Figure{Name: "open", Panels: []Panel{{Y: Axis{Log: true}, Series: []Series{
		{Points: []Point{{X: 1, Y: 1, Lo: 0, Hi: 2}}}, {Shape: Band, Points: []Point{{X: 1, Lo: -1, Hi: 2}}},
	}}}}
	if err := f.Validate(); err != nil {
		t.Error(err)
	}
}
