package main

import (
	"math"
	"strings"

	"touchpoint/results/render"
	"touchpoint/solvers"
	"touchpoint/solvers/catalog"

	"github.com/spf13/cobra"
)

func newSolvers() *cobra.Command {
	return &cobra.Command{
		Use:   "solvers",
		Short: "What each solver solves, accepts, its reference, and its options",
		Long: `What each solver solves, accepts, its reference, and its options, which are spelled behind its name: reweighted:rounds=4:epsilon=0.1.
In a sweep an option may have the value n, m or k, the cell's own number: iht:sparsity=k.`,
		Args: arguments(0, 0, "no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			t := properties("solvers", "Solvers", "solver")
			for _, e := range catalog.Entries() {
				lines := [][2]string{{"solves", e.About}, {"accepts", accepts(e)}, {"reference", e.Reference}}
				if options := solvers.Options(e.New()); len(options) > 0 {
					lines = append(lines, [2]string{"options", strings.Join(options, ", ")})
				}
				describe(&t, e.Name, lines)
			}
			return render.Text(c.OutOrStdout(), t)
		},
	}
}

// accepts asks a solver about both forms of a small problem.
func accepts(e solvers.Entry) string {
	s := e.New()
	var forms []string
	for _, form := range []struct {
		name   string
		lambda float64
	}{{"A x = b: ", 0}, {"lambda > 0: ", 1}} {
		ranges := exponents(func(p float64) bool {
			q := solvers.Problem{A: solvers.NewColumns(1, 2, []float64{1, 2}), B: []float64{1}, P: p, Lambda: form.lambda}
			return q.Validate() == nil && solvers.Accepts(s, q) == nil
		})
		if ranges != "" {
			forms = append(forms, form.name+ranges)
		}
	}
	return strings.Join(forms, "; ")
}

// probes are the exponents at which a solver may change its mind, and between any two of them some that stand for the open interval.
var probes = []struct {
	p    float64
	open bool
}{
	{0, false}, {0.001, true}, {0.3, true}, {0.5, false}, {0.6, true}, {2. / 3, false}, {0.8, true}, {0.999, true}, {1, false}, {1.01, true}, {1.5, true}, {1.99, true},
	{2, false}, {2.01, true}, {3, true}, {100, true}, {math.Inf(1), false},
}

// exponents words the ranges of consecutive probes that are taken.
func exponents(taken func(p float64) bool) string {
	var ranges []string
	for first := 0; first < len(probes); first++ {
		if !taken(probes[first].p) {
			continue
		}
		last := first
		for last+1 < len(probes) && taken(probes[last+1].p) {
			last++
		}
		ranges = append(ranges, interval(first, last))
		first = last
	}
	return strings.Join(ranges, " or ")
}

// interval words a range of probes. One that begins or ends with its open interval has the end of that for a bound.
func interval(first, last int) string {
	if first == last && !probes[first].open {
		return "p = " + spell(probes[first].p)
	}
	below, above := " <= ", " <= "
	if probes[first].open && !probes[first-1].open {
		first, below = first-1, " < "
	}
	if probes[last].open && !probes[last+1].open {
		last, above = last+1, " < "
	}
	return spell(probes[first].p) + below + "p" + above + spell(probes[last].p)
}
