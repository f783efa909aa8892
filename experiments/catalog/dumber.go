package catalog

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"touchpoint/experiments"
	"touchpoint/experiments/network"
	"touchpoint/solvers"
)

// What dropout, growing and pruning share: ways to make a model dumber that the article names beside the L1 norm.

// dumberTries is the number of strengths that every method may try.
const dumberTries = 8

// dumberHidden is the number of hidden units of a student before anything is done to it.
const dumberHidden = 32

// dumberTested is the size of the test sample of a network.
const dumberTested = 2000

// dumberSmall is the method that a network's own list does not have: students with as many hidden units as [dumberGrowing] grows, trained all at once.
const dumberSmall, dumberGrowing = "small", "growing"

// measureNetwork trains a student network by the method that stands for the solver.
func measureNetwork() experiments.Measure {
	facts := []experiments.Fact{
		fact("train", "ratio", "mean squared error on the training sample over that of the best constant, at the strength with the least validation error, as all without a number"),
		fact("validation", "ratio", "the same on the validation sample"),
		fact("test", "ratio", "the same on new samples, their noise included"),
		fact("strength", "number", "the strength, as the method understands it"),
		fact("weights", "count", "non-zero weights on a path from an input to the output"),
		fact("units", "count", "hidden units that matter"),
		fact("relevant", "count", "inputs that matter, of the k that the teacher looks at"),
		fact("irrelevant", "count", "inputs that matter, of the others"),
		fact("relevant_tenth", "count", "inputs with more than a tenth of the largest importance, of the k"),
		fact("irrelevant_tenth", "count", "the same of the others"),
	}
	for try := range dumberTries {
		at := fmt.Sprintf(" at strength number %d, the weakest of which is 1", try+1)
		facts = append(facts, fact(dumberTry("train", try), "ratio", "as train,"+at), fact(dumberTry("validation", try), "ratio", "as validation,"+at),
			fact(dumberTry("test", try), "ratio", "as test,"+at), fact(dumberTry("weights", try), "count", "as weights,"+at))
	}
	return experiments.Measure{
		Name: "network",
		About: "has a student with a hidden layer imitate a teacher that looks at k of n inputs, from m samples with noise, by the method that stands for the solver, and chooses " +
			"among eight strengths by m more samples; METHOD:teacher=UNITS:labels=shuffled names the method, the width of the teacher, 2 by default, and labels that mean nothing",
		Facts:   facts,
		Accepts: dumberAccepts,
		Run:     dumberRun,
	}
}

// dumberTry names a fact about one strength, the weakest of which is number 0.
func dumberTry(fact string, number int) string { return fact + "_" + strconv.Itoa(number+1) }

// dumberStudent is what a spelling asks for.
type dumberStudent struct {
	method   string
	teacher  int // hidden units
	shuffled bool
}

func dumberParse(spelling string) (s dumberStudent, err error) {
	words := strings.Split(spelling, ":")
	s = dumberStudent{method: words[0], teacher: 2}
	names := []string{dumberSmall}
	for _, m := range network.Methods() {
		names = append(names, m.Name)
	}
	if !slices.Contains(names, s.method) {
		return s, &solvers.UnknownError{What: "method", Name: s.method, Known: names}
	}
	for _, word := range words[1:] {
		switch option, value, _ := strings.Cut(word, "="); {
		case option == "teacher":
			if s.teacher, err = strconv.Atoi(value); err != nil || s.teacher < 1 {
				return s, fmt.Errorf("%s: option teacher does not take %q; it takes a number of hidden units", s.method, value)
			}
		case option == "labels" && (value == "shuffled" || value == "right"):
			s.shuffled = value == "shuffled"
		case option == "labels":
			return s, fmt.Errorf("%s: option labels does not take %q; it takes right or shuffled", s.method, value)
		default:
			return s, &solvers.UnknownError{What: "option of " + s.method, Name: option, Known: []string{"teacher", "labels"}}
		}
	}
	return s, nil
}

// task is what is learned in a trial. All methods meet the same one.
func (s dumberStudent) task(c experiments.Cell, seed uint64, trial int) network.Task {
	return network.Task{
		Inputs: c.N, Relevant: c.K, Width: s.teacher, Train: c.M, Validation: c.M, Test: dumberTested, Noise: c.Noise, Shuffle: s.shuffled, Seed: seed, Trial: trial,
	}
}

func dumberAccepts(_ experiments.Lab, c experiments.Cell) error {
	s, err := dumberParse(c.Solver)
	if err != nil {
		return err
	}
	if c.Ensemble != "gaussian" || c.Amplitudes != "gaussian" {
		return fmt.Errorf("ensemble %q with amplitudes %q; the inputs of a network, and its teacher, are gaussian", c.Ensemble, c.Amplitudes)
	}
	return s.task(c, 0, 0).Validate()
}

func dumberRun(ctx context.Context, t *experiments.Trial) ([]float64, error) {
	s, err := dumberParse(t.Cell.Solver)
	if err != nil {
		return nil, err
	}
	task := s.task(t.Cell, t.Seed, t.Number)
	data, err := task.Draw()
	if err != nil {
		return nil, err
	}
	path, err := s.path(ctx, data)
	if err != nil {
		return nil, err
	}
	null, best := task.Null(), network.Best(path)
	relevant, irrelevant := task.Kept(best, 0.1)
	facts := []float64{
		best.Train / null, best.Validation / null, best.Test / null, best.Strength, float64(best.Weights), float64(best.Units),
		float64(best.Relevant), float64(best.Irrelevant), float64(relevant), float64(irrelevant),
	}
	for _, o := range path {
		facts = append(facts, o.Train/null, o.Validation/null, o.Test/null, float64(o.Weights))
	}
	return facts, nil
}

// path trains a student at each strength.
func (s dumberStudent) path(ctx context.Context, data *network.Data) (path []network.Outcome, err error) {
	method, err := dumberNamed(s.method)
	if err != nil {
		return nil, err
	}
	if s.method != dumberSmall {
		return network.Trainer{Hidden: dumberHidden}.Path(ctx, data, method)
	}
	plain, err := network.Named("none")
	for _, units := range method.Strengths {
		var o network.Outcome
		if err == nil {
			o, err = network.Trainer{Hidden: int(units)}.Train(ctx, data, plain, 0)
		}
		o.Strength = units
		path = append(path, o)
	}
	return path, err
}

// dumberNamed is the method of a name; students that are small from the start have the strengths of those that grow.
func dumberNamed(name string) (network.Method, error) {
	if name == dumberSmall {
		name = dumberGrowing
	}
	return network.Named(name)
}
