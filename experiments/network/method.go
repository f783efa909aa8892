package network

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// Method is a way to train a student. Its one parameter, the strength, says how hard it bears down.
type Method struct {
	Name      string
	About     string // what it does, and what its strength is
	Reference string
	Strengths []float64 // what [Trainer.Path] tries, weakest first; as many for every method of [Methods]
	least     float64   // strength there may be
	most      float64
	whole     bool // whether it is a number of things
	recipe    func(strength float64) recipe
}

// recipe is what distinguishes a training from the plain one. The zero value is the plain one.
type recipe struct {
	restart  int     // number of the draw of the first weights
	end      float64 // part of the steps after which training stops, 0 for all
	scale    float64 // plain gradient descent from first weights times this, 0 for Adam from full weights
	penalty  prox
	lambda   float64
	drop     float64 // rate
	sparsity float64
	paths    bool
	units    int // to grow to, 0 for all of them from the start
}

// Methods returns the methods. The list is the caller's own.
func Methods() []Method {
	const many = math.MaxInt32
	sparsities := []float64{.5, .8, .9, .95, .97, .98, .99, .995}
	return []Method{
		{
			Name:      "none",
			About:     "no regulariser; it spends its tries on other first weights, and strength is their number",
			Reference: "K. He et al. (2015), Delving deep into rectifiers",
			Strengths: []float64{0, 1, 2, 3, 4, 5, 6, 7},
			most:      many, whole: true,
			recipe: func(number float64) recipe { return recipe{restart: int(number)} },
		}, {
			Name:      "stopping",
			About:     "the plain training, of which only the part strength is done",
			Reference: "L. Prechelt (1998), Early stopping - but when?",
			Strengths: []float64{1, 1. / 2, 1. / 4, 1. / 8, 1. / 16, 1. / 32, 1. / 64, 1. / 128},
			least:     1. / many, most: 1,
			recipe: func(part float64) recipe { return recipe{end: part} },
		}, {
			Name:      "l2",
			About:     "strength times half the sum of the squares of all weights",
			Reference: "A. Krogh and J. Hertz (1992), A simple weight decay can improve generalization",
			Strengths: []float64{.001, .003, .01, .03, .1, .3, 1, 3},
			most:      math.MaxFloat64,
			recipe:    func(lambda float64) recipe { return recipe{penalty: shrink, lambda: lambda} },
		}, {
			Name:      "l1",
			About:     "strength times the sum of the magnitudes of all weights, by proximal steps",
			Reference: "J. Yun, A. Lozano and E. Yang (2021), Adaptive proximal gradient methods for structured neural networks",
			Strengths: []float64{.001, .002, .004, .008, .016, .032, .064, .128},
			most:      math.MaxFloat64,
			recipe:    func(lambda float64) recipe { return recipe{penalty: soft, lambda: lambda} },
		}, {
			Name:      "group",
			About:     "strength times the sum of the lengths of the rows of weights, a row for each input and one for the output, by proximal steps",
			Reference: "S. Scardapane et al. (2017), Group sparse regularization for deep neural networks",
			Strengths: []float64{.002, .004, .008, .016, .032, .064, .128, .256},
			most:      math.MaxFloat64,
			recipe:    func(lambda float64) recipe { return recipe{penalty: group, lambda: lambda} },
		}, {
			Name:      "dropout",
			About:     "each hidden unit is silent at each point and step with probability strength",
			Reference: "N. Srivastava et al. (2014), Dropout: a simple way to prevent neural networks from overfitting",
			Strengths: []float64{.1, .2, .35, .5, .65, .8, .9, .95},
			most:      .999,
			recipe:    func(rate float64) recipe { return recipe{drop: rate} },
		}, {
			Name:      "pruning",
			About:     "the part strength of the connections from the inputs is cut while the student learns, smallest |w_ik| first",
			Reference: "M. Zhu and S. Gupta (2017), To prune, or not to prune: exploring the efficacy of pruning for model compression",
			Strengths: sparsities,
			most:      1,
			recipe:    func(sparsity float64) recipe { return recipe{sparsity: sparsity} },
		}, {
			Name:      "paths",
			About:     "pruning, smallest |w_ik a_k| first: a measure that does not depend on how a unit is scaled",
			Reference: "H. Tanaka et al. (2020), Pruning neural networks without any data by iteratively conserving synaptic flow, for the measure",
			Strengths: slices.Clone(sparsities),
			most:      1,
			recipe:    func(sparsity float64) recipe { return recipe{sparsity: sparsity, paths: true} },
		}, {
			Name:      "growing",
			About:     "a student that starts with one hidden unit and grows, unit by unit, to as many as strength",
			Reference: "S. Fahlman and C. Lebiere (1990), The cascade-correlation learning architecture, for the choice of a unit",
			Strengths: []float64{32, 16, 8, 6, 4, 3, 2, 1},
			least:     1, most: 4096, whole: true,
			recipe: func(units float64) recipe { return recipe{units: int(units)} },
		}, {
			Name:      "descent",
			About:     "plain gradient descent from first weights times strength",
			Reference: "B. Woodworth et al. (2020), Kernel and rich regimes in overparametrized models",
			Strengths: []float64{1, .3, .1, .03, .01, .003, .001, .0003},
			least:     1e-12, most: 1e12,
			recipe: func(scale float64) recipe { return recipe{scale: scale} },
		},
	}
}

// Named returns the method of a name.
func Named(name string) (Method, error) {
	var names []string
	for _, m := range Methods() {
		if m.Name == name {
			return m, nil
		}
		names = append(names, m.Name)
	}
	return Method{}, fmt.Errorf("network: unknown method %q; known are %s", name, strings.Join(names, ", "))
}

// at returns what the method does at a strength.
func (m Method) at(strength float64) (recipe, error) {
	switch {
	case m.recipe == nil:
		return recipe{}, fmt.Errorf("network: method %q is none of Methods()", m.Name)
	case !(strength >= m.least && strength <= m.most):
		return recipe{}, fmt.Errorf("network: %s has no strength %v; it must be between %v and %v", m.Name, strength, m.least, m.most)
	}
	if m.whole && strength != math.Trunc(strength) {
		return recipe{}, fmt.Errorf("network: %s has no strength %v; it must be a whole number", m.Name, strength)
	}
	return m.recipe(strength), nil
}
