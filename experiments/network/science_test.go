package network

import "testing"

// Figures of 3 trials at strengths that suit 100 points: do the regularisers do here what they are said to do?
func TestRegularisersAtWork(t *testing.T) {
	const trials = 3
	mean := func(task Task, name string, strength float64) (o Outcome) {
		for task.Trial = range trials {
			data, err := task.Draw()
			if err != nil {
				t.Fatal(err)
			}
			one := train(t, Trainer{}, data, name, strength)
			o.Train += one.Train / trials
			o.Test += one.Test / trials
			relevant, irrelevant := task.Kept(one, .1)
			o.Relevant += relevant
			o.Irrelevant += irrelevant
		}
		t.Logf("%-8s train %.4f test %.4f inputs above a tenth of the largest: %d relevant, %d not", name, o.Train, o.Test, o.Relevant, o.Irrelevant)
		return o
	}

	task := Task{Inputs: 20, Relevant: 3, Width: 2, Train: 100, Validation: 100, Test: 2000, Noise: .3, Seed: 11}
	none := mean(task, "none", 0)
	if none.Train > 1e-3 || none.Test < 2*task.Floor() || none.Relevant+none.Irrelevant != 20*trials {
		t.Errorf("none does not over-fit: %+v", none)
	}
	l2, l1, group := mean(task, "l2", .03), mean(task, "l1", .008), mean(task, "group", .02)
	if l2.Test > .8*none.Test || l1.Test > .8*l2.Test || group.Test > .8*l2.Test {
		t.Errorf("a sparse teacher: test errors %v, l2 %v, l1 %v, group %v", none.Test, l2.Test, l1.Test, group.Test)
	}
	for _, o := range []Outcome{l2, l1, group} {
		if o.Train < none.Train {
			t.Errorf("a regulariser fits the training sample better: %+v", o)
		}
	}
	if group.Relevant != 3*trials || group.Irrelevant > 3*trials {
		t.Errorf("group keeps %d of %d relevant and %d of %d other inputs", group.Relevant, 3*trials, group.Irrelevant, 17*trials)
	}

	task.Relevant = task.Inputs
	if l2, l1 := mean(task, "l2", .03), mean(task, "l1", .008); l2.Test > l1.Test {
		t.Errorf("a dense teacher: l1 has test error %v, l2 %v", l1.Test, l2.Test)
	}

	task.Relevant, task.Shuffle = 3, true
	if o := mean(task, "none", 0); o.Train > 1e-3 || o.Test < task.Null() {
		t.Errorf("shuffled labels: train error %v, test error %v, that of a constant %v", o.Train, o.Test, task.Null())
	}
	if o := mean(task, "group", .256); o.Train < .9 || o.Test > 1.15*task.Null() {
		t.Errorf("shuffled labels under a strong penalty: train error %v, test error %v, that of a constant %v", o.Train, o.Test, task.Null())
	}
}
