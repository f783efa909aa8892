package theory

import (
	"fmt"
	"math"
	"testing"
)

func checkTies(t *testing.T, what string, got Ties, infeasible float64, dim ...float64) {
	t.Helper()
	sum := got.Infeasible
	for _, p := range got.Dim {
		sum += p
	}
	near(t, what+": sum", sum, 1, 1e-12)
	within(t, what+": infeasible", got.Infeasible, infeasible, 1e-14)
	if len(dim) > len(got.Dim) {
		t.Fatalf("%s: dimensions 0..%d, want %d", what, len(got.Dim)-1, len(dim)-1)
	}
	for d, want := range dim {
		within(t, fmt.Sprintf("%s: P(d = %d)", what, d), got.Dim[d], want, 1e-14)
	}
}

func TestOneRowTies(t *testing.T) {
	checkTies(t, "K=1 n=2", OneRowTies(2, 1), 1./9, 4./9, 4./9)
	checkTies(t, "K=1 n=3", OneRowTies(3, 1), 1./27, 2./9, 4./9, 8./27)
	checkTies(t, "K=2 n=2", OneRowTies(2, 2), 1./25, 16./25, 8./25)
	checkTies(t, "K=2 n=3", OneRowTies(3, 2), 1./125, 12./25, 48./125, 16./125)
	checkTies(t, "K=2 n=5", OneRowTies(5, 2), math.Pow(5, -5), 164./625)
	checkTies(t, "K=3 n=2", OneRowTies(2, 3), 1./49, 36./49, 12./49)
}

func TestPlanarTiesTable(t *testing.T) {
	checkTies(t, "K=1 n=1", PlanarTies(1, 1), 1, 0)
	checkTies(t, "K=1 n=2", PlanarTies(2, 1), 11./27, 16./27)
	checkTies(t, "K=1 n=3", PlanarTies(3, 1), 35./243, 32./81, 112./243)
	checkTies(t, "K=1 n=4", PlanarTies(4, 1), 107./2187, 160./729, 320./729, 640./2187)
	checkTies(t, "K=1 n=5", PlanarTies(5, 1), 323./19683, 2240./19683, 6240./19683, 7360./19683, 3520./19683)
	checkTies(t, "K=2 n=2", PlanarTies(2, 2), 1-496./625, 496./625)
	checkTies(t, "K=2 n=3", PlanarTies(3, 2), 601./15625, 10656./15625, 4368./15625)
	near(t, "K=1 n=6", PlanarTies(6, 1).Dim[0], 3280./59049, 1e-13)

	four := PlanarTies(4, 2)
	within(t, "K=2 n=4, infeasible", four.Infeasible, .0072115200, 6e-11)
	for d, want := range []float64{.5672884488, .3345825960, .0909174352} {
		within(t, fmt.Sprintf("K=2 n=4, d = %d", d), four.Dim[d], want, 6e-11)
	}
	three := PlanarTies(3, 3)
	within(t, "K=3 n=3, d = 0", three.Dim[0], .8026541301, 6e-11)
	within(t, "K=3 n=3, d = 1", three.Dim[1], .1830576057, 6e-11)
}

func TestPlanarTiesSumToOne(t *testing.T) {
	for _, c := range [][2]int{{1, 4}, {2, 5}, {7, 1}, {40, 2}, {300, 3}} {
		law := PlanarTies(c[0], c[1])
		checkTies(t, fmt.Sprintf("n=%d K=%d", c[0], c[1]), law, law.Infeasible)
	}
}

// facets adds the law of the contact dimension for one matrix: each pair of signed columns that spans a line with all
// columns between it and its mirror image is a facet, entered once for its first pair.
func facets(columns []point, weight float64, law *Ties) {
	feasible := false
	seen := map[[3]int]bool{}
	for i, p := range columns {
		for j, q := range columns {
			if j <= i {
				continue
			}
			for _, s := range []int{1, -1} {
				u, v := s*q.y-p.y, p.x-s*q.x
				height := u*p.x + v*p.y
				if height < 0 {
					u, v, height = -u, -v, -height
				}
				if height == 0 {
					continue
				}
				g := gcd(gcd(u, v), height)
				key := [3]int{u / g, v / g, height / g}
				mirror := [3]int{-key[0], -key[1], key[2]}
				if on := signedOn(columns, u, v, height); on != nil && !seen[key] && !seen[mirror] {
					seen[key], feasible = true, true
					law.Dim[len(on)-2] += weight * widest(on) / math.Pi
				}
			}
		}
	}
	if !feasible {
		law.Infeasible += weight
	}
}

// signedOn is the columns, with the sign that puts them there, on the line u x + v y = height; nil if one lies beyond it.
func signedOn(columns []point, u, v, height int) (on []point) {
	for _, p := range columns {
		switch h := u*p.x + v*p.y; {
		case abs(h) > height:
			return nil
		case h == height:
			on = append(on, p)
		case h == -height:
			on = append(on, point{-p.x, -p.y})
		}
	}
	return on
}

func widest(on []point) (w float64) {
	for _, p := range on {
		for _, q := range on {
			w = max(w, angle(p, q))
		}
	}
	return w
}

// Every matrix in turn.
func TestPlanarTiesAgreeWithEnumeration(t *testing.T) {
	for _, c := range [][2]int{{2, 1}, {3, 1}, {4, 1}, {5, 1}, {2, 2}, {3, 2}, {2, 3}} {
		n, reach := c[0], c[1]
		side := 2*reach + 1
		total := int(math.Pow(float64(side*side), float64(n)))
		law := Ties{Dim: make([]float64, max(n-1, 1))}
		columns := make([]point, n)
		for code := range total {
			for j := range columns {
				columns[j] = point{code%side - reach, code/side%side - reach}
				code /= side * side
			}
			facets(columns, 1/float64(total), &law)
		}
		got := PlanarTies(n, reach)
		what := fmt.Sprintf("n=%d K=%d", n, reach)
		within(t, what+": infeasible", got.Infeasible, law.Infeasible, 1e-12)
		for d := range law.Dim {
			within(t, fmt.Sprintf("%s: P(d = %d)", what, d), got.Dim[d], law.Dim[d], 1e-12)
		}
	}
}

func TestRademacherTies(t *testing.T) {
	for _, c := range []struct {
		n, m       int
		infeasible float64
	}{{1, 1, 0}, {6, 1, 0}, {1, 2, 1}, {2, 2, .5}, {5, 2, 1. / 16}, {1, 3, 1}, {2, 3, 1}, {3, 3, 5. / 8}, {4, 3, 88. / 256}} {
		law, err := RademacherTies(c.n, c.m)
		if err != nil {
			t.Fatal(err)
		}
		want := make([]float64, max(c.n-c.m, 0)+1)
		want[len(want)-1] = 1 - c.infeasible
		checkTies(t, fmt.Sprintf("n=%d m=%d", c.n, c.m), law, c.infeasible, want...)
	}
	for _, c := range [][2]int{{0, 1}, {5, 0}, {5, 4}} {
		if _, err := RademacherTies(c[0], c[1]); err == nil {
			t.Errorf("RademacherTies%v: no error", c)
		}
	}
}

func TestPlantedRademacher(t *testing.T) {
	for _, c := range []struct {
		n, m int
		want float64
	}{{3, 2, .25}, {4, 3, .421875}, {10, 5, .5594245067}, {20, 10, .9635357747}, {1, 1, 1}, {2, 1, 0}} {
		within(t, fmt.Sprintf("n=%d m=%d", c.n, c.m), PlantedRademacher(c.n, c.m), c.want, 6e-11)
	}
}
