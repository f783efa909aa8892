package main

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"strconv"

	"touchpoint/experiments"
	"touchpoint/experiments/touch"
	"touchpoint/results"
	"touchpoint/solvers"
	"touchpoint/solvers/certify"
)

// answer is what `solve --json` writes.
type answer struct {
	Solver      string           `json:"solver"`
	Status      string           `json:"status"`
	Iterations  int              `json:"iterations"`
	Objective   results.Number   `json:"objective"`
	X           []results.Number `json:"x"`
	Dual        []results.Number `json:"dual"` // null where the method has none
	Certificate certificate      `json:"certificate"`
	Contact     contact          `json:"contact"`
	Truth       *truthComparison `json:"truth,omitempty"`
}

type certificate struct {
	Kind     string         `json:"kind"`
	Basic    bool           `json:"basic"`
	Unique   bool           `json:"unique"`
	Residual results.Number `json:"residual"`
	Gap      results.Number `json:"gap"`
	Margin   results.Number `json:"margin"`
}

type contact struct {
	Support int  `json:"support"`
	Face    int  `json:"face"`
	Dim     int  `json:"dim"`
	Unique  bool `json:"unique"`
}

type truthComparison struct {
	Error     results.Number `json:"error"` // |x - x0|_inf / |x0|_inf
	Recovered bool           `json:"recovered"`
	Objective results.Number `json:"objective"`
}

func (q question) answer(solver string, p solvers.Problem, sol solvers.Solution, cert certify.Certificate, truth []float64) answer {
	t := touch.Of(sol.X, cert)
	ans := answer{
		Solver: solver, Status: sol.Status.String(), Iterations: sol.Iterations,
		Objective: results.Number(p.Objective(sol.X)), X: numbers(sol.X), Dual: numbers(sol.Dual),
		Certificate: certificate{
			Kind: cert.Kind.String(), Basic: cert.Basic, Unique: cert.Unique,
			Residual: results.Number(cert.Residual), Gap: results.Number(cert.Gap), Margin: results.Number(cert.Margin),
		},
		Contact: contact{Support: t.Support, Face: t.Face, Dim: t.Dim, Unique: t.Unique},
	}
	if truth != nil {
		e := experiments.Distance(sol.X, truth, math.Inf(1))
		if math.IsNaN(e) { // 0/0: both are zero
			e = 0
		}
		ans.Truth = &truthComparison{results.Number(e), e <= experiments.Recovered, results.Number(p.Objective(truth))}
	}
	return ans
}

func numbers(values []float64) []results.Number {
	if values == nil {
		return nil
	}
	out := make([]results.Number, len(values))
	for i, v := range values {
		out[i] = results.Number(v)
	}
	return out
}

// print writes the answer for people: the verdict first, then the non-zeros.
func (a answer) print(w io.Writer, q question) error {
	steps := "steps"
	if a.Iterations == 1 {
		steps = "step"
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s: %s after %d %s\n%s, %s\n%s\n",
		a.Solver, a.Status, a.Iterations, steps, q.objective(float64(a.Objective)), a.Certificate.words(), a.Contact.words(q.p))
	if a.Truth != nil {
		fmt.Fprintf(&b, "relative error to the truth %.3g: recovered %v\n", float64(a.Truth.Error), a.Truth.Recovered)
	}
	for j, v := range a.X {
		if v != 0 {
			fmt.Fprintf(&b, "x[%d] = %v\n", j, float64(v))
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// words says what is proved, and by how little it is missed. A gap that is not known is left out.
func (c certificate) words() string {
	kind := c.Kind
	if kind == certify.None.String() {
		kind = "nothing proved"
	}
	if math.IsNaN(float64(c.Gap)) {
		return fmt.Sprintf("%s (residual %.2g)", kind, float64(c.Residual))
	}
	return fmt.Sprintf("%s (residual %.2g, gap %.2g)", kind, float64(c.Residual), float64(c.Gap))
}

// objective spells what is minimised, and its value.
func (q question) objective(value float64) string {
	p := spell(q.p)
	formula := "|x|_" + p
	switch {
	case q.lambda > 0 && q.p == 1:
		formula = fmt.Sprintf("1/2 |A x - b|^2 + %s |x|_1", spell(q.lambda))
	case q.lambda > 0:
		formula = fmt.Sprintf("1/2 |A x - b|^2 + %s |x|_%s^%s", spell(q.lambda), p, p)
	case q.p == 0:
		return nonZeros(int(value))
	case q.p < 1:
		formula = "sum |x_j|^" + p
	}
	return fmt.Sprintf("%s = %.10g", formula, value)
}

func nonZeros(count int) string {
	if count == 1 {
		return "1 non-zero"
	}
	return fmt.Sprintf("%d non-zeros", count)
}

// spell writes a number as on the command line.
func spell(x float64) string {
	if math.IsInf(x, 1) {
		return "inf"
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// words says how the ball of p touches. Its tips are single non-zeros for p <= 1, and the vertices of the cube for p = inf.
func (c contact) words(p float64) string {
	entries := nonZeros(c.Support)
	switch {
	case c.Support == 0:
		entries = "no non-zero: the origin itself"
	case math.IsInf(p, 1) && c.Face == 0:
		entries += ", a vertex of the cube"
	case c.Support == 1 && p > 1:
		entries = "a single non-zero"
	case c.Support == 1:
		entries = "a single non-zero, a tip of the ball"
	}
	switch {
	case c.Unique:
		return "touches at one point, with " + entries
	case c.Dim == 1:
		return "touches along an edge: one point of it, with " + entries
	case c.Dim > 1:
		return fmt.Sprintf("touches along a face of dimension %d: one point of it, with %s", c.Dim, entries)
	case c.Dim == 0:
		return "touches at several points: one of them, with " + entries
	}
	return "not proved to be the only touch; " + entries
}
