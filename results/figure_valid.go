package results

import (
	"fmt"
	"math"
)

// Limits of what is drawn: more panels are unreadable, larger numbers overflow on their way to the paper.
const (
	maxPanels = 24
	maxAcross = 6
	largest   = 1e300
)

// Validate reports the first defect: a name that is no file name, no panel or too many, two series of one name, ticks or limits that
// contradict each other, a heat map whose parts do not fit, and numbers that cannot be drawn: infinite, beyond 1e300, NaN where that is no
// gap, or not positive on a logarithmic axis.
func (f Figure) Validate() error {
	if err := f.defect(); err != nil {
		return fmt.Errorf("results: %w %q: %w", ErrFigure, f.Name, err)
	}
	return nil
}

func (f Figure) defect() error {
	switch {
	case !fileName(f.Name):
		return fmt.Errorf("its name is not a lower-case word of letters, digits and inner hyphens")
	case len(f.Panels) == 0 || len(f.Panels) > maxPanels:
		return fmt.Errorf("it has %d panels, want 1 to %d", len(f.Panels), maxPanels)
	case f.Across < 0 || f.Across > maxAcross:
		return fmt.Errorf("%d panels across, want 1 to %d, or 0 for automatic", f.Across, maxAcross)
	}
	for i, p := range f.Panels {
		if err := p.defect(); err != nil {
			return fmt.Errorf("panel %d: %w", i, err)
		}
	}
	return nil
}

func fileName(s string) bool {
	for i, r := range s {
		inner := i > 0 && i < len(s)-1
		if !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r == '-' && inner) {
			return false
		}
	}
	return s != ""
}

func (p Panel) defect() error {
	if err := p.X.defect(); err != nil {
		return fmt.Errorf("x axis: %w", err)
	}
	if err := p.Y.defect(); err != nil {
		return fmt.Errorf("y axis: %w", err)
	}
	seen := map[string]bool{}
	for i, s := range p.Series {
		if s.Name != "" && seen[s.Name] {
			return fmt.Errorf("two series are called %q", s.Name)
		}
		seen[s.Name] = true
		if err := s.defect(p.X, p.Y); err != nil {
			return fmt.Errorf("series %d %q: %w", i, s.Name, err)
		}
	}
	if p.Heat != nil {
		if err := p.Heat.defect(p.X, p.Y); err != nil {
			return fmt.Errorf("heat map: %w", err)
		}
	}
	return nil
}

// refuse says why the axis cannot show x.
func (a Axis) refuse(x float64) error {
	switch {
	case math.IsNaN(x):
		return fmt.Errorf("it is NaN")
	case math.Abs(x) > largest:
		return fmt.Errorf("%v is beyond %v", x, largest)
	case a.Log && x < 1/largest:
		return fmt.Errorf("%v on a logarithmic axis, which begins at %v", x, 1/largest)
	}
	return nil
}

func (a Axis) defect() error {
	for _, limit := range []*float64{a.Min, a.Max} {
		if limit != nil {
			if err := a.refuse(*limit); err != nil {
				return fmt.Errorf("limit: %w", err)
			}
		}
	}
	if a.Min != nil && a.Max != nil && *a.Min >= *a.Max {
		return fmt.Errorf("minimum %v, maximum %v: want the minimum smaller", *a.Min, *a.Max)
	}
	seen := map[float64]bool{}
	for _, t := range a.Ticks {
		if err := a.refuse(t.At); err != nil {
			return fmt.Errorf("tick %q: %w", t.Label, err)
		}
		if seen[t.At] {
			return fmt.Errorf("two ticks at %v", t.At)
		}
		seen[t.At] = true
	}
	return nil
}

func (s Series) defect(x, y Axis) error {
	if s.Shape < Line || s.Shape > Dashed {
		return fmt.Errorf("unknown shape %d", s.Shape)
	}
	bars := map[float64]bool{}
	for i, q := range s.Points {
		if err := x.refuse(q.X); err != nil {
			return fmt.Errorf("point %d, X: %w", i, err)
		}
		if err := s.height(q, y); err != nil {
			return fmt.Errorf("point %d at X = %v: %w", i, q.X, err)
		}
		switch {
		case s.Shape == Bars && bars[q.X]:
			return fmt.Errorf("two bars at X = %v", q.X)
		case s.Shape == Steps && i > 0 && q.X <= s.Points[i-1].X:
			return fmt.Errorf("a step goes from X = %v to %v, want X to ascend", s.Points[i-1].X, q.X)
		}
		bars[q.X] = true
	}
	return nil
}

// height says what is wrong with Y, Lo and Hi. A NaN is a gap; Lo may lie below a logarithmic axis.
func (s Series) height(q Point, y Axis) error {
	if s.Shape != Band && !math.IsNaN(q.Y) {
		if err := y.refuse(q.Y); err != nil {
			return fmt.Errorf("its Y: %w", err)
		}
	}
	switch {
	case math.Abs(q.Lo) > largest || math.Abs(q.Hi) > largest:
		return fmt.Errorf("interval [%v, %v] reaches beyond %v", q.Lo, q.Hi, largest)
	case q.Lo > q.Hi:
		return fmt.Errorf("interval [%v, %v] is upside down", q.Lo, q.Hi)
	case q.Lo < q.Hi || s.Shape == Band && q.Lo == q.Hi:
		if err := y.refuse(q.Hi); err != nil {
			return fmt.Errorf("its Hi: %w", err)
		}
	}
	return nil
}

func (h Heat) defect(x, y Axis) error {
	if err := h.along("X", h.X, x); err != nil {
		return err
	}
	if err := h.along("Y", h.Y, y); err != nil {
		return err
	}
	if len(h.Z) != len(h.Y) {
		return fmt.Errorf("%d rows in Z for %d values of Y", len(h.Z), len(h.Y))
	}
	for i, row := range h.Z {
		if len(row) != len(h.X) {
			return fmt.Errorf("row %d of Z has %d values, want %d, as many as X", i, len(row), len(h.X))
		}
		for j, z := range row {
			if math.Abs(z) > largest {
				return fmt.Errorf("value Z[%d][%d] = %v is beyond %v", i, j, z, largest)
			}
		}
	}
	if !(math.Abs(h.Lo) <= largest && math.Abs(h.Hi) <= largest && h.Lo <= h.Hi) {
		return fmt.Errorf("colours from Lo = %v to Hi = %v, want two numbers, Lo <= Hi", h.Lo, h.Hi)
	}
	return nil
}

func (h Heat) along(name string, centres []float64, axis Axis) error {
	if len(centres) == 0 {
		return fmt.Errorf("no values of %s", name)
	}
	for i, c := range centres {
		if err := axis.refuse(c); err != nil {
			return fmt.Errorf("%s[%d]: %w", name, i, err)
		}
		if i > 0 && c <= centres[i-1] {
			return fmt.Errorf("%s goes from %v to %v, want it to ascend", name, centres[i-1], c)
		}
	}
	return nil
}
