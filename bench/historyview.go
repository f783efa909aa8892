package bench

import (
	"math"
	"slices"

	"golang.org/x/perf/benchmath"

	"touchpoint/results"
)

// Tables shows the history: a line a commit, and a line a change.
func (h History) Tables() []results.Table { return []results.Table{h.overview(), h.changes()} }

// overview sums up each commit.
func (h History) overview() results.Table {
	t := results.Table{Name: "history", Title: "Speed and quality by commit", Caption: "Time against the reference, both measured by turns: the geometric mean over the benchmarks of both."}
	for _, header := range []string{"commit", "benchmarks", "time", "recovered", "slower", "faster", "other changes"} {
		t.Columns = append(t.Columns, results.Column{Header: header, Align: results.Right})
	}
	t.Columns[0].Align = results.Left
	for i, commit := range h.Commits {
		var slower, faster, other, measured int
		for _, s := range h.Speed {
			if len(s.Values[i]) > 0 {
				measured++
			}
			for _, c := range s.Changes {
				if c.At == i && c.After > c.Before {
					slower++
				} else if c.At == i {
					faster++
				}
			}
		}
		for _, s := range h.Quality {
			for _, c := range s.Changes {
				if c.At == i {
					other++
				}
			}
		}
		t.Append(results.Text(short(commit)), results.Int(measured), results.Float{Value: h.time(i), Digits: 4}, results.Float{Value: h.recovered(i), Digits: 4},
			results.Int(slower), results.Int(faster), results.Int(other))
	}
	t.Note(h.Notes...)
	return t
}

// time is the geometric mean of own/reference over the benchmarks of a commit, NaN where there is none.
func (h History) time(commit int) float64 {
	var sum, n float64
	for _, s := range h.Speed {
		if len(s.Values[commit]) > 0 {
			sum, n = sum+median(s.Values[commit]), n+1
		}
	}
	return math.Exp(sum / n)
}

// recovered is the mean share of recovered points over the benchmarks of a commit that have one.
func (h History) recovered(commit int) float64 {
	var sum, n float64
	for _, s := range h.Quality {
		if s.Unit == "recovered" && len(s.Values[commit]) > 0 {
			sum, n = sum+s.Values[commit][0], n+1
		}
	}
	return sum / n
}

// changes lists what changed and where, commit by commit.
func (h History) changes() results.Table {
	t := results.Table{Name: "changes", Title: "Changes", Caption: "Times are multiples of the reference, medians between changes. They change by E-divisive means " +
		"(Matteson and James 2014); exact metrics where they differ from the commit before."}
	for _, header := range []string{"commit", "benchmark", "metric", "before", "after", "change", "p"} {
		t.Columns = append(t.Columns, results.Column{Header: header, Align: results.Right})
	}
	t.Columns[0].Align, t.Columns[1].Align, t.Columns[2].Align = results.Left, results.Left, results.Left
	for i, commit := range h.Commits {
		for _, s := range slices.Concat(h.Speed, h.Quality) {
			for _, c := range s.Changes {
				if c.At != i {
					continue
				}
				p := results.Value(nil)
				if s.Unit == timeUnit {
					p = results.Float{Value: c.P, Digits: 2}
				}
				t.Append(results.Text(short(commit)), results.Text(s.Name), results.Text(s.Unit), results.Float{Value: c.Before, Digits: 4},
					results.Float{Value: c.After, Digits: 4}, percent(delta(c.Before, c.After)), p)
			}
		}
	}
	if len(t.Rows) == 0 {
		t.Note("nothing changed")
	}
	return t
}

// Figure draws the mean time of all benchmarks and the share of recovered points over the commits, and each benchmark whose time changes, up to nine,
// with the level between changes.
func (h History) Figure() results.Figure {
	f := results.Figure{Name: "history", Title: "Speed and quality by commit", Caption: "Time as a multiple of the reference, with the 95% interval of the median of the blocks; " +
		"lines are levels between changes.", Across: 1}
	mean := results.Series{Name: "mean time", Shape: results.LineDots}
	good := results.Series{Name: "recovered", Shape: results.LineDots}
	for i := range h.Commits {
		mean.Points = append(mean.Points, results.Point{X: float64(i), Y: h.time(i)})
		good.Points = append(good.Points, results.Point{X: float64(i), Y: h.recovered(i)})
	}
	f.Panels = append(f.Panels,
		results.Panel{Title: "all benchmarks: time", X: h.axis(), Y: results.Axis{Label: "time / reference"}, Series: []results.Series{mean}},
		results.Panel{Title: "all benchmarks: points recovered", X: h.axis(), Y: results.Axis{Label: "share", Min: new(0.0), Max: new(1.05)}, Series: []results.Series{good}})
	for _, s := range h.Speed {
		if len(s.Changes) > 0 && len(f.Panels) < 11 {
			f.Panels = append(f.Panels, results.Panel{Title: s.Name, X: h.axis(), Y: results.Axis{Label: "time / reference"}, Series: s.curves(len(h.Commits))})
		}
	}
	return f
}

// axis has a tick for each of at most a dozen commits.
func (h History) axis() results.Axis {
	a := results.Axis{Label: "commit"}
	step := (len(h.Commits) + 11) / 12
	for i := 0; i < len(h.Commits); i += step {
		a.Ticks = append(a.Ticks, results.Tick{At: float64(i), Label: h.Commits[i][:min(7, len(h.Commits[i]))]})
	}
	return a
}

// curves are the medians of a series with their intervals, and its levels.
func (s Series) curves(commits int) []results.Series {
	points, level := results.Series{Name: "time", Shape: results.Dots}, results.Series{Name: "level", Shape: results.Dashed}
	for i, values := range s.Values {
		if len(values) == 0 {
			continue
		}
		m := benchmath.AssumeNothing.Summary(benchmath.NewSample(slices.Clone(values), &benchmath.DefaultThresholds), 0.95)
		p := results.Point{X: float64(i), Y: math.Exp(m.Center)}
		if !math.IsInf(m.Lo, 0) && !math.IsInf(m.Hi, 0) {
			p.Lo, p.Hi = math.Exp(m.Lo), math.Exp(m.Hi)
		}
		points.Points = append(points.Points, p)
	}
	from := -0.5
	for i, c := range s.Changes {
		at := float64(c.At) - 0.5
		if i == 0 {
			level.Points = append(level.Points, results.Point{X: from, Y: c.Before})
		}
		level.Points = append(level.Points, results.Point{X: at, Y: c.Before}, results.Point{X: at, Y: c.After})
	}
	last := s.Changes[len(s.Changes)-1]
	level.Points = append(level.Points, results.Point{X: float64(commits) - 0.5, Y: last.After})
	return []results.Series{points, level}
}
