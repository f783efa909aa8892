package network

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestTaskValidate(t *testing.T) {
	good := Task{Inputs: 5, Relevant: 5, Width: 1, Train: 1, Validation: 1, Test: 2}
	if err := good.Validate(); err != nil {
		t.Errorf("%+v: %v", good, err)
	}
	for what, change := range map[string]func(*Task){
		"inputs = 0":      func(t *Task) { t.Inputs = 0 },
		"relevant = 0":    func(t *Task) { t.Relevant = 0 },
		"relevant = 6":    func(t *Task) { t.Relevant = 6 },
		"width = 0":       func(t *Task) { t.Width = 0 },
		"train = 0":       func(t *Task) { t.Train = 0 },
		"validation = -1": func(t *Task) { t.Validation = -1 },
		"test = 1":        func(t *Task) { t.Test = 1 },
		"noise = NaN":     func(t *Task) { t.Noise = math.NaN() },
		"noise = +Inf":    func(t *Task) { t.Noise = math.Inf(1) },
		"noise = -1":      func(t *Task) { t.Noise = -1 },
		"trial = -1":      func(t *Task) { t.Trial = -1 },
	} {
		task := good
		change(&task)
		_, err := task.Draw()
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: error %v", what, err)
		}
	}
}

// The moments by their formula, against integrals that are known: for one unit 1/sqrt(2 pi) and 1/2 - 1/(2 pi); for relu(z) - relu(-z) = z
// and relu(z) + relu(-z) = |z|; for two orthogonal units twice the variance of one.
func TestTeacherMoments(t *testing.T) {
	one := .5 - 1/(2*math.Pi)
	for _, c := range []struct {
		name           string
		teacher        Teacher
		mean, variance float64
	}{
		{"one unit", Teacher{Weight: [][]float64{{1}}, Output: []float64{3}}, 3 / math.Sqrt(2*math.Pi), 9 * one},
		{"linear", Teacher{Weight: [][]float64{{.6, .8}, {-.6, -.8}}, Output: []float64{1, -1}}, 0, 1},
		{"magnitude", Teacher{Weight: [][]float64{{.6, .8}, {-.6, -.8}}, Output: []float64{1, 1}}, math.Sqrt(2 / math.Pi), 1 - 2/math.Pi},
		{"orthogonal", Teacher{Weight: [][]float64{{.6, .8}, {.8, -.6}}, Output: []float64{1, 1}}, 2 / math.Sqrt(2*math.Pi), 2 * one},
	} {
		if mean, variance := c.teacher.moments(); math.Abs(mean-c.mean) > 1e-14 || math.Abs(variance-c.variance) > 1e-14 {
			t.Errorf("%s: mean %v, variance %v; want %v, %v", c.name, mean, variance, c.mean, c.variance)
		}
	}
}

func TestTeacherIsStandardised(t *testing.T) {
	for _, shape := range []struct{ relevant, width int }{{1, 1}, {3, 1}, {3, 2}, {3, 3}, {20, 2}} {
		data := draw(t, func(task *Task) {
			task.Inputs, task.Relevant, task.Width, task.Test = 20, shape.relevant, shape.width, 20000
		})
		mean, square, fourth := 0.0, 0.0, 0.0
		for _, y := range data.test.y {
			mean += y / float64(data.Test)
			square += y * y / float64(data.Test)
			fourth += y * y * y * y / float64(data.Test)
		}
		se := math.Sqrt((fourth - 1) / float64(data.Test))
		if z := mean * math.Sqrt(float64(data.Test)); math.Abs(z) > 4 {
			t.Errorf("%+v: mean %v", shape, mean)
		}
		if z := (square - 1) / se; math.Abs(z) > 4 {
			t.Errorf("%+v: mean square %v +- %v", shape, square, se)
		}
	}
}

func TestTeacherLooksAtRelevantInputsOnly(t *testing.T) {
	data := draw(t, nil)
	rng := rand.New(rand.NewPCG(1, 2))
	x := []float64{.3, -.4, .5, 0, 0, 0}
	before := data.Label(x)
	x[3], x[5] = rng.NormFloat64(), rng.NormFloat64()
	if data.Label(x) != before {
		t.Error("an irrelevant input changes the label")
	}
	for _, w := range data.Weight {
		for i, v := range w {
			if len(w) != 3 || math.Abs(v) < .5/math.Sqrt(.25+2*2.25) {
				t.Errorf("weight %d of %v hardly matters", i, w)
			}
		}
	}
}

// The teacher as a student has test error Noise^2, and about that on the training sample.
func TestTeacherAsStudent(t *testing.T) {
	data := draw(t, func(task *Task) { task.Train = 4000 })
	r := newTraining(Trainer{Hidden: 2, Steps: 1, Rate: 1, Batch: 8}, data, recipe{})
	clear(r.student.theta)
	for k, w := range data.Weight {
		r.student.out()[k] = data.Output[k]
		for i, v := range w {
			r.student.in(i)[k] = v
		}
	}
	r.student.offset = -data.offset
	if mean, _ := r.errors(r.student, data.test); mean > 1e-28 {
		t.Errorf("the teacher is off by %v", mean)
	}
	o := r.finish()
	if sd := data.Floor() * math.Sqrt(2./4000); math.Abs(o.Train-data.Floor()) > 4*sd {
		t.Errorf("train error %v, noise %v +- %v", o.Train, data.Floor(), sd)
	}
	// finish fits the offset to 4000 noisy labels.
	if o.Test < data.Floor() || o.Test > data.Floor()*(1+16./4000) {
		t.Errorf("test error %v, noise %v", o.Test, data.Floor())
	}
	if o.Weights != 8 || o.Units != 2 || o.Relevant != 3 || o.Irrelevant != 0 {
		t.Errorf("the teacher has %d weights, %d units, %d relevant and %d irrelevant inputs", o.Weights, o.Units, o.Relevant, o.Irrelevant)
	}
}

// What is drawn is a pure function of what it depends on, and of nothing else.
func TestDrawsAreNested(t *testing.T) {
	short, long := draw(t, nil), draw(t, func(task *Task) { task.Train, task.Validation, task.Test = 60, 7, 9 })
	if !slices.Equal(short.train.x, long.train.x[:len(short.train.x)]) || !slices.Equal(short.train.y, long.train.y[:len(short.train.y)]) {
		t.Error("a sample of 40 is not the beginning of one of 60")
	}
	loud := draw(t, func(task *Task) { task.Noise = .6 })
	for i, y := range short.train.y {
		clean := short.Label(short.train.x[7*i:])
		if math.Abs(loud.train.y[i]-clean-2*(y-clean)) > 1e-14 {
			t.Fatalf("label %d: noise does not scale", i)
		}
	}
	if !slices.Equal(short.test.x, loud.test.x) || !slices.Equal(short.test.y, loud.test.y) {
		t.Error("the test sample depends on the noise")
	}
	for what, change := range map[string]func(*Task){"seed": func(t *Task) { t.Seed++ }, "trial": func(t *Task) { t.Trial++ }} {
		other := draw(t, change)
		if other.Weight[0][0] == short.Weight[0][0] || other.train.x[0] == short.train.x[0] || other.test.x[0] == short.test.x[0] {
			t.Errorf("another %s gives the same draws", what)
		}
	}
	if short.train.x[0] == short.validation.x[0] || short.train.x[0] == short.test.x[0] {
		t.Error("samples share their points")
	}
}

func TestShufflePermutesLabels(t *testing.T) {
	plain, shuffled := draw(t, nil), draw(t, func(task *Task) { task.Shuffle = true })
	for _, part := range []struct{ a, b sample }{{plain.train, shuffled.train}, {plain.validation, shuffled.validation}} {
		if !slices.Equal(part.a.x, part.b.x) || slices.Equal(part.a.y, part.b.y) {
			t.Error("inputs moved, or labels did not")
		}
		slices.Sort(part.a.y)
		slices.Sort(part.b.y)
		if !slices.Equal(part.a.y, part.b.y) {
			t.Error("labels were changed")
		}
	}
	if !slices.Equal(plain.test.y, shuffled.test.y) {
		t.Error("the test labels are the teacher's own")
	}
}

// Published numbers rest on these draws.
func TestDrawsDoNotChange(t *testing.T) {
	data := draw(t, nil)
	got := []float64{data.Weight[0][0], data.Output[1], data.offset, data.train.x[0], data.train.y[39], data.validation.y[0], data.test.y[498]}
	want := []float64{-0.5549155260694302, 0.982627975660942, 0.6912277365751365, -1.4497867839450214, 0.8925891072008152, -1.1352253890514117,
		1.4625385037791179}
	for i, v := range want {
		if math.Abs(got[i]-v) > 1e-12 {
			t.Errorf("draw %d is %.17g, was %v", i, got[i], v)
		}
	}
}
