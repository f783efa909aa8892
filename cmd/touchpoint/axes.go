package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"touchpoint/experiments"
	"touchpoint/solvers/ensemble"

	"github.com/spf13/pflag"
)

// axis is the list of values of one axis: a flag with commas between them, or a value or a list in YAML.
type axis[T any] struct {
	values []T
	given  bool // the values are no longer the default
	parse  func(string) (T, error)
	kind   string // of one value
}

func whole(values ...int) *axis[int] {
	return &axis[int]{values: values, parse: strconv.Atoi, kind: "whole number"}
}

func reals(values ...experiments.Real) *axis[experiments.Real] {
	return &axis[experiments.Real]{values: values, parse: func(s string) (experiments.Real, error) {
		v, err := strconv.ParseFloat(s, 64)
		return experiments.Real(v), err
	}, kind: "number"}
}

func names(values ...string) *axis[string] {
	return &axis[string]{values: values, parse: func(s string) (string, error) { return s, nil }, kind: "name"}
}

// Set reads the flag. The first one replaces the default; if it is given again, its values are added.
func (a *axis[T]) Set(text string) error {
	if !a.given {
		a.Clear()
	}
	if strings.TrimSpace(text) == "" {
		return nil // an empty axis: Validate says which
	}
	for part := range strings.SplitSeq(text, ",") {
		if err := a.Append(part); err != nil {
			return err
		}
	}
	return nil
}

// Clear leaves no value.
func (a *axis[T]) Clear() { a.values, a.given = nil, true }

// Append reads one more value.
func (a *axis[T]) Append(text string) error {
	v, err := a.parse(strings.TrimSpace(text))
	switch {
	case errors.Is(err, strconv.ErrRange):
		return fmt.Errorf("%s is out of range", text)
	case err != nil:
		return fmt.Errorf("%q is not a %s", text, a.kind)
	}
	a.values = append(a.values, v)
	return nil
}

// String shows the default in the help text.
func (a *axis[T]) String() string {
	words := make([]string, len(a.values))
	for i, v := range a.values {
		words[i] = fmt.Sprint(v)
	}
	return strings.Join(words, ",")
}

// Type names the kind of value in the help text.
func (a *axis[T]) Type() string { return a.kind + "s" }

// axes are the keys of a sweep, on the command line and in a file.
type axes struct {
	N, M, K              *axis[int]
	P, Lambda, Noise     *axis[experiments.Real]
	Ensemble, Amplitudes *axis[string]
	Solver               *axis[string]
	Trials               int
	Seed                 uint64
}

func newAxes() *axes {
	return &axes{
		N: whole(), M: whole(), K: whole(0), P: reals(1), Lambda: reals(0), Noise: reals(0),
		Ensemble: names("gaussian"), Amplitudes: names("gaussian"), Solver: names(), Trials: 1000, Seed: 1,
	}
}

func (a *axes) flags(f *pflag.FlagSet) {
	f.Var(a.N, "n", "dimensions: columns of A")
	f.Var(a.M, "m", "samples: rows of A")
	f.Var(a.K, "k", "planted non-zeros; 0 draws a generic b (default 0)")
	f.Var(a.P, "p", "exponents of the ball")
	f.Var(a.Lambda, "lambda", "penalties as fractions of lambda_max; 0 means A x = b (default 0)")
	f.Var(a.Noise, "noise", "standard deviations of the noise on b (default 0)")
	f.Var(a.Ensemble, "ensemble", "laws of A: "+strings.Join(ensemble.Ensembles(), ", "))
	f.Var(a.Amplitudes, "amplitudes", "laws of the planted non-zeros: "+strings.Join(ensemble.Amplitudes(), ", "))
	f.Var(a.Solver, "solver", "solvers with their options, as in reweighted:rounds=4, see touchpoint solvers (default homotopy, lasso where lambda > 0)")
	f.IntVar(&a.Trials, "trials", a.Trials, "draws for each cell; with --until-width the most, by default as many as it takes")
	f.Uint64Var(&a.Seed, "seed", a.Seed, "seed from which all draws are hashed")
}

// plan is the sweep that was asked for. Where no solver was named each penalty goes to its default one.
func (a *axes) plan(f *pflag.FlagSet) experiments.Plan {
	s := experiments.Sweep{
		N: a.N.values, M: a.M.values, K: a.K.values, P: a.P.values, Lambda: a.Lambda.values, Noise: a.Noise.values,
		Ensemble: a.Ensemble.values, Amplitudes: a.Amplitudes.values, Solver: a.Solver.values, Trials: a.Trials, Seed: a.Seed,
	}
	if len(s.Solver) > 0 || f.Changed("solver") {
		return experiments.Plan{s}
	}
	equality, penalised := s, s
	zero := func(l experiments.Real) bool { return l == 0 || math.IsNaN(float64(l)) }
	equality.Lambda = slices.DeleteFunc(slices.Clone(s.Lambda), func(l experiments.Real) bool { return !zero(l) })
	penalised.Lambda = slices.DeleteFunc(slices.Clone(s.Lambda), zero)
	equality.Solver, penalised.Solver = []string{defaultSolver(false)}, []string{defaultSolver(true)}
	switch {
	case len(penalised.Lambda) == 0:
		return experiments.Plan{equality}
	case len(equality.Lambda) == 0:
		return experiments.Plan{penalised}
	}
	return experiments.Plan{equality, penalised}
}
