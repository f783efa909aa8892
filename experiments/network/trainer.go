package network

import (
	"context"
	"fmt"
	"math"
)

// Trainer says which student is trained and how long. The zero value is ready, and may be used by many goroutines at once.
type Trainer struct {
	Hidden int     `json:"hidden,omitzero"` // hidden units, 32 if zero
	Steps  int     `json:"steps,omitzero"`  // of the optimiser, 300 if zero
	Rate   float64 `json:"rate,omitzero"`   // of Adam at the start, from where it falls to zero as half a cosine; .04 if zero
	Batch  int     `json:"batch,omitzero"`  // most points a step looks at, 256 if zero: up to there, a step is a pass over the sample
}

// Run draws a task and returns the outcome of a method at the strength with the least validation error, by the zero [Trainer].
func Run(ctx context.Context, task Task, m Method) (Outcome, error) {
	data, err := task.Draw()
	if err != nil {
		return Outcome{}, err
	}
	path, err := Trainer{}.Path(ctx, data, m)
	if err != nil {
		return Outcome{}, err
	}
	return Best(path), nil
}

// Path trains a student at each strength of a method. It returns the errors of [Trainer.Train].
func (t Trainer) Path(ctx context.Context, data *Data, m Method) ([]Outcome, error) {
	if len(m.Strengths) == 0 {
		return nil, fmt.Errorf("network: %s has no strengths to try", m.Name)
	}
	path := make([]Outcome, len(m.Strengths))
	for i, strength := range m.Strengths {
		var err error
		if path[i], err = t.Train(ctx, data, m, strength); err != nil {
			return nil, err
		}
	}
	return path, nil
}

// Train trains a student at one strength. It is an error if an option or the strength is out of range, if ctx ends, and if the training diverges.
func (t Trainer) Train(ctx context.Context, data *Data, m Method, strength float64) (Outcome, error) {
	t, err := t.ready()
	if err != nil {
		return Outcome{}, err
	}
	c, err := m.at(strength)
	if err != nil {
		return Outcome{}, err
	}
	r, steps := newTraining(t, data, c), t.Steps
	if c.end > 0 {
		steps = max(1, int(math.Round(c.end*float64(steps))))
	}
	for step := range steps {
		if err := ctx.Err(); err != nil {
			return Outcome{}, err
		}
		r.step(step)
	}
	o := r.finish()
	o.Strength, o.Steps = strength, steps
	if sum := o.Train + o.Validation + o.Test; math.IsNaN(sum) || math.IsInf(sum, 0) {
		return Outcome{}, fmt.Errorf("network: %s diverges at strength %v and rate %v; use a smaller rate", m.Name, strength, t.Rate)
	}
	return o, nil
}

// ready returns the trainer with its defaults filled in.
func (t Trainer) ready() (Trainer, error) {
	if t.Hidden < 0 || t.Steps < 0 || t.Batch < 0 || !(t.Rate >= 0) || math.IsInf(t.Rate, 1) {
		return t, fmt.Errorf("network: hidden = %d, steps = %d, rate = %v, batch = %d; they must be positive, or zero for the default",
			t.Hidden, t.Steps, t.Rate, t.Batch)
	}
	if t.Hidden == 0 {
		t.Hidden = 32
	}
	if t.Steps == 0 {
		t.Steps = 300
	}
	if t.Rate == 0 {
		t.Rate = .04
	}
	if t.Batch == 0 {
		t.Batch = 256
	}
	return t, nil
}
