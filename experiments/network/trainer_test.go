package network

import (
	"context"
	"errors"
	"math"
	"reflect"
	"strings"
	"sync"
	"testing"
)

func named(t *testing.T, name string) Method {
	t.Helper()
	m, err := Named(name)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func train(t *testing.T, trainer Trainer, data *Data, name string, strength float64) Outcome {
	t.Helper()
	o, err := trainer.Train(t.Context(), data, named(t, name), strength)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestMethodsAreComparable(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range Methods() {
		if m.Name == "" || m.About == "" || m.Reference == "" || seen[m.Name] {
			t.Errorf("%q lacks its name, what it is about or its reference, or occurs twice", m.Name)
		}
		seen[m.Name] = true
		if len(m.Strengths) != len(Methods()[0].Strengths) {
			t.Errorf("%s has %d tries, %s has %d", m.Name, len(m.Strengths), Methods()[0].Name, len(Methods()[0].Strengths))
		}
		for _, strength := range m.Strengths {
			if _, err := m.at(strength); err != nil {
				t.Error(err)
			}
		}
	}
	if _, err := Named("banging"); err == nil || !strings.Contains(err.Error(), "known are none, stopping") {
		t.Errorf("error %v", err)
	}
	Methods()[0].Strengths[0] = 99
	if Methods()[0].Strengths[0] == 99 {
		t.Error("a caller can change the strengths of others")
	}
}

// At strength nothing, every regulariser is the plain training, bit for bit.
func TestNoStrengthIsNone(t *testing.T) {
	data, trainer := draw(t, nil), Trainer{Hidden: 5, Steps: 30}
	want := train(t, trainer, data, "none", 0)
	for name, strength := range map[string]float64{"stopping": 1, "l2": 0, "l1": 0, "group": 0, "dropout": 0, "pruning": 0, "paths": 0} {
		got := train(t, trainer, data, name, strength)
		got.Strength = 0
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s at strength %v:\n%+v\nnone:\n%+v", name, strength, got, want)
		}
	}
	if other := train(t, trainer, data, "none", 1); other.Train == want.Train {
		t.Error("a restart starts from the same weights")
	}
}

// The strongest strength fits the training sample worse than the weakest.
func TestStrengthBearsDown(t *testing.T) {
	data := draw(t, nil)
	for _, m := range Methods()[1:] {
		weak := train(t, Trainer{}, data, m.Name, m.Strengths[0])
		strong := train(t, Trainer{}, data, m.Name, m.Strengths[len(m.Strengths)-1])
		if weak.Train >= strong.Train {
			t.Errorf("%s: train error %v at %v, %v at %v", m.Name, weak.Train, weak.Strength, strong.Train, strong.Strength)
		}
	}
}

// A penalty beyond all bounds leaves the constant that fits best.
func TestHugePenaltyLeavesTheMean(t *testing.T) {
	data := draw(t, nil)
	mean, variance := 0.0, 0.0
	for _, y := range data.train.y {
		mean += y / float64(data.Train)
	}
	for _, y := range data.train.y {
		variance += (y - mean) * (y - mean) / float64(data.Train)
	}
	for _, name := range []string{"l2", "l1", "group"} {
		for _, strength := range []float64{1e3, math.MaxFloat64} {
			o := train(t, Trainer{}, data, name, strength)
			if math.Abs(o.Train-variance) > 1e-9 {
				t.Errorf("%s at %v: train error %v, the variance of the labels is %v", name, strength, o.Train, variance)
			}
			if name != "l2" && (o.Weights != 0 || o.Units != 0 || o.Relevant != 0 || o.Irrelevant != 0) {
				t.Errorf("%s at %v left %+v", name, strength, o)
			}
			if want := data.Null() + mean*mean; math.Abs(o.Test-want) > 4*o.TestSE {
				t.Errorf("%s at %v: test error %v +- %v, want %v", name, strength, o.Test, o.TestSE, want)
			}
		}
	}
}

func TestPlainTrainingInterpolates(t *testing.T) {
	data := draw(t, func(task *Task) { task.Train, task.Shuffle = 12, true })
	for _, name := range []string{"none", "descent"} {
		o := train(t, Trainer{Steps: 3000}, data, name, named(t, name).Strengths[0])
		if o.Train > 1e-6 {
			t.Errorf("%s: train error %v on 12 points with 257 parameters", name, o.Train)
		}
		if o.Relevant != 3 || o.Irrelevant != 3 || o.Weights != 32*7 || o.Units != 32 {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

func TestRunIsThePathByHand(t *testing.T) {
	task := draw(t, nil).Task
	m := named(t, "l1")
	m.Strengths = []float64{.01, .1}
	got, err := Run(t.Context(), task, m)
	if err != nil {
		t.Fatal(err)
	}
	data := draw(t, nil)
	want := Best([]Outcome{train(t, Trainer{}, data, "l1", .01), train(t, Trainer{}, data, "l1", .1)})
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\n%+v", got, want)
	}
}

// Trainings are pure functions of their arguments: many at once, on the same data, are what each is alone.
func TestTrainingsDoNotDisturbEachOther(t *testing.T) {
	data, trainer, methods := draw(t, nil), Trainer{Hidden: 6, Steps: 25, Batch: 16}, Methods()
	alone, together := make([]Outcome, len(methods)), make([]Outcome, len(methods))
	for i, m := range methods {
		alone[i] = train(t, trainer, data, m.Name, m.Strengths[3])
	}
	var all sync.WaitGroup
	for i, m := range methods {
		all.Go(func() { together[i], _ = trainer.Train(t.Context(), data, m, m.Strengths[3]) })
	}
	all.Wait()
	if !reflect.DeepEqual(alone, together) {
		t.Errorf("alone:\n%+v\ntogether:\n%+v", alone, together)
	}
}

func TestBatchesCoverTheSample(t *testing.T) {
	data := draw(t, func(task *Task) { task.Train = 103 })
	for _, c := range []struct{ batch, parts int }{{200, 1}, {103, 1}, {102, 2}, {50, 3}, {1, 103}} {
		r := newTraining(Trainer{Hidden: 2, Steps: 1, Rate: 1, Batch: c.batch}, data, recipe{})
		var y []float64
		for step := range c.parts {
			part := r.batch(step + 5*c.parts)
			if len(part.y) > c.batch || len(part.y) < 103/c.parts || len(part.x) != 7*len(part.y) {
				t.Errorf("batch %d: part %d has %d points", c.batch, step, len(part.y))
			}
			y = append(y, part.y...)
		}
		if !reflect.DeepEqual(y, data.train.y) {
			t.Errorf("batch %d: the parts are not the sample", c.batch)
		}
	}
}

func TestTestErrorAgreesWithItsStandardError(t *testing.T) {
	large := train(t, Trainer{Steps: 50}, draw(t, func(task *Task) { task.Test = 50000 }), "l2", .1)
	for _, size := range []int{200, 2000} {
		o := train(t, Trainer{Steps: 50}, draw(t, func(task *Task) { task.Test = size }), "l2", .1)
		if z := (o.Test - large.Test) / math.Hypot(o.TestSE, large.TestSE); math.Abs(z) > 4 {
			t.Errorf("%d points: %v +- %v; 50000 points: %v", size, o.Test, o.TestSE, large.Test)
		}
		if ratio := o.TestSE / large.TestSE / math.Sqrt(50000/float64(size)); ratio < .5 || ratio > 2 {
			t.Errorf("%d points: standard error %v; 50000 points: %v", size, o.TestSE, large.TestSE)
		}
	}
}

func TestTrainRefuses(t *testing.T) {
	data := draw(t, nil)
	for _, c := range []struct {
		trainer  Trainer
		method   string
		strength float64
		want     string
	}{
		{Trainer{Hidden: -1}, "none", 0, "hidden = -1"},
		{Trainer{Steps: -1}, "none", 0, "steps = -1"},
		{Trainer{Rate: math.NaN()}, "none", 0, "rate = NaN"},
		{Trainer{Batch: -3}, "none", 0, "batch = -3"},
		{Trainer{}, "none", .5, "whole number"},
		{Trainer{}, "none", -1, "between 0 and"},
		{Trainer{}, "stopping", 0, "no strength 0"},
		{Trainer{}, "l1", math.NaN(), "no strength NaN"},
		{Trainer{}, "l2", math.Inf(1), "no strength +Inf"},
		{Trainer{}, "dropout", 1, "between 0 and 0.999"},
		{Trainer{}, "pruning", 1.5, "between 0 and 1"},
		{Trainer{}, "growing", 0, "no strength 0"},
		{Trainer{}, "descent", 0, "no strength 0"},
		{Trainer{Rate: 10}, "descent", 1, "diverges at strength 1 and rate 10"},
	} {
		_, err := c.trainer.Train(t.Context(), data, named(t, c.method), c.strength)
		if err == nil || !strings.HasPrefix(err.Error(), "network: ") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v, %s, %v: error %v", c.trainer, c.method, c.strength, err)
		}
	}
	if _, err := (Trainer{}).Train(t.Context(), data, Method{Name: "mine"}, 1); err == nil {
		t.Error("a method without a recipe was trained")
	}
	if _, err := (Trainer{}).Path(t.Context(), data, Method{Name: "none"}); err == nil {
		t.Error("a path without strengths was trained")
	}
	if _, err := Run(t.Context(), Task{}, named(t, "none")); err == nil {
		t.Error("no task was run")
	}
}

func TestTrainStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Run(ctx, draw(t, nil).Task, named(t, "none")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

// The smallest tasks there are.
func TestOnePoint(t *testing.T) {
	data := draw(t, func(task *Task) {
		task.Inputs, task.Relevant, task.Width, task.Train, task.Validation, task.Test = 1, 1, 1, 1, 1, 2
	})
	for _, m := range Methods() {
		path, err := Trainer{Hidden: 1, Steps: 3}.Path(t.Context(), data, m)
		if err != nil {
			t.Errorf("%s: %v", m.Name, err)
			continue
		}
		for _, o := range path {
			if o.Train > 1e-28 {
				t.Errorf("%s: train error %v on one point", m.Name, o.Train)
			}
		}
	}
}
