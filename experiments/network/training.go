package network

import (
	"cmp"
	"math"
)

// training is a training in progress.
type training struct {
	Trainer
	recipe
	pass
	data    *Data
	student *student
	grad    []float64
	adam    *adam
	dropout *dropout
	pruning *pruning
	growing *growing
}

func newTraining(t Trainer, data *Data, c recipe) *training {
	r := &training{Trainer: t, recipe: c, data: data}
	first := data.stream("first weights", c.restart)
	if c.units > 0 {
		r.student = newStudent(data.Inputs, c.units)
		r.growing = &growing{rng: first, try: make([]float64, data.Inputs)}
	} else {
		r.student = newStudent(data.Inputs, t.Hidden)
		r.student.initialise(cmp.Or(c.scale, 1), first)
	}
	if c.drop > 0 {
		r.dropout = newDropout(c.drop, data.stream("dropout"))
	}
	if c.sparsity > 0 {
		r.pruning = newPruning(r.student, c.sparsity, c.paths)
	}
	r.grad, r.adam = make([]float64, len(r.student.theta)), newAdam(r.student)
	return r
}

// plain is the rate of plain gradient descent over the first rate of Adam.
const plain = 5

// step makes a step of the schedule, counted from 0.
func (r *training) step(step int) {
	s, data := r.student, r.batch(step)
	if r.growing != nil && r.growing.due(s, step, r.Steps) {
		r.forward(s, data, nil)
		r.centre(s)
		r.growing.add(s, data, r.residual)
	}
	r.gradient(r.grad, s, data, r.dropout)
	if r.scale > 0 {
		descend(s, r.grad, plain*r.Rate)
	} else {
		cosine := math.Cos(math.Pi * float64(step) / float64(r.Steps))
		r.adam.step(s, r.grad, r.Rate*(1+cosine)/2, r.penalty, r.lambda)
	}
	if r.pruning != nil {
		r.pruning.cut(s, step+1, r.Steps)
	}
}

// batch returns the points of a step: all, or one of the fewest equal parts of at most Batch points, in turn.
func (r *training) batch(step int) sample {
	m := len(r.data.train.y)
	parts := (m + r.Batch - 1) / r.Batch
	part := step % parts
	return r.data.train.part(part*m/parts, (part+1)*m/parts)
}
