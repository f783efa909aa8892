package main

import (
	"fmt"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"touchpoint/experiments"

	"github.com/goccy/go-yaml"
	"github.com/spf13/pflag"
)

// axis is the list of values of one axis: a flag with commas between them, or a scalar or a sequence in YAML.
type axis[T any] struct {
	values []T
	parse  func(string) (T, error)
	kind   string
}

func whole(values ...int) axis[int] { return axis[int]{values, strconv.Atoi, "whole numbers"} }

func reals(values ...experiments.Real) axis[experiments.Real] {
	return axis[experiments.Real]{values, func(s string) (experiments.Real, error) {
		v, err := strconv.ParseFloat(s, 64)
		return experiments.Real(v), err
	}, "numbers"}
}

func names(values ...string) axis[string] {
	return axis[string]{values, func(s string) (string, error) { return s, nil }, "names"}
}

// Set reads the flag.
func (a *axis[T]) Set(text string) error {
	a.values = nil
	if strings.TrimSpace(text) == "" {
		return nil // an empty axis: Validate says which
	}
	for part := range strings.SplitSeq(text, ",") {
		v, err := a.parse(strings.TrimSpace(part))
		if err != nil {
			return fmt.Errorf("%q is not one of %s", part, a.kind)
		}
		a.values = append(a.values, v)
	}
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
func (a *axis[T]) Type() string { return a.kind }

// UnmarshalYAML reads a scalar or a sequence.
func (a *axis[T]) UnmarshalYAML(unmarshal func(any) error) error {
	var list []T
	if err := unmarshal(&list); err == nil {
		a.values = list
		return nil
	}
	var one T
	if err := unmarshal(&one); err != nil {
		return err
	}
	a.values = []T{one}
	return nil
}

// axes are the keys of a sweep, on the command line and in a file.
type axes struct {
	N          axis[int]              `yaml:"n"`
	M          axis[int]              `yaml:"m"`
	K          axis[int]              `yaml:"k"`
	P          axis[experiments.Real] `yaml:"p"`
	Lambda     axis[experiments.Real] `yaml:"lambda"`
	Noise      axis[experiments.Real] `yaml:"noise"`
	Ensemble   axis[string]           `yaml:"ensemble"`
	Amplitudes axis[string]           `yaml:"amplitudes"`
	Solver     axis[string]           `yaml:"solver"`
	Trials     int                    `yaml:"trials"`
	Seed       uint64                 `yaml:"seed"`
}

func newAxes() *axes {
	return &axes{
		N: whole(), M: whole(), K: whole(0), P: reals(1), Lambda: reals(0), Noise: reals(0),
		Ensemble: names("gaussian"), Amplitudes: names("gaussian"), Solver: names(), Trials: 1000, Seed: 1,
	}
}

func (a *axes) flags(f *pflag.FlagSet) {
	f.Var(&a.N, "n", "dimensions: columns of A")
	f.Var(&a.M, "m", "samples: rows of A")
	f.Var(&a.K, "k", "planted non-zeros; 0 draws a generic b")
	f.Var(&a.P, "p", "exponents of the ball")
	f.Var(&a.Lambda, "lambda", "penalties as fractions of lambda_max; 0 means A x = b")
	f.Var(&a.Noise, "noise", "standard deviations of the noise on b")
	f.Var(&a.Ensemble, "ensemble", "laws of A: gaussian, unit, haar, rademacher, integer:K, equation:A1:...:An:B")
	f.Var(&a.Amplitudes, "amplitudes", "laws of the planted non-zeros: gaussian, rademacher, uniform")
	f.Var(&a.Solver, "solver", "solvers, see touchpoint solvers (default homotopy, lasso where lambda > 0)")
	f.IntVar(&a.Trials, "trials", a.Trials, "draws for each cell")
	f.Uint64Var(&a.Seed, "seed", a.Seed, "seed from which all draws are hashed")
}

// read fills in what the file says, except where a flag was given.
func (a *axes) read(file string, f *pflag.FlagSet) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return usagef("%w", err)
	}
	if strings.TrimSpace(string(text)) == "" {
		return usagef("%s is empty; it needs at least the keys n and m", file)
	}
	given := map[string]string{}
	f.Visit(func(flag *pflag.Flag) { given[flag.Name] = flag.Value.String() })
	if err := yaml.UnmarshalWithOptions(text, a, yaml.Strict()); err != nil {
		return usagef("%s: %s", file, strings.ReplaceAll(yaml.FormatError(err, false, false), "\n", " "))
	}
	for name, value := range given {
		if err := f.Set(name, value); err != nil {
			return usagef("--%s: %w", name, err)
		}
	}
	return nil
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
