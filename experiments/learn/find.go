package learn

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"touchpoint/solvers"
)

// kind is a line of the list of learners.
type kind struct {
	name, about, reference string
	options                []string // that it knows
	make                   func(options) method
}

// kinds is the list.
func kinds() []kind {
	return slices.Concat(plain(), quadratic(), sparsifying(), sized())
}

// Learners returns every learner as its bare name spells it. The list is the caller's own.
func Learners() (list []Learner) {
	for _, k := range kinds() {
		l, err := Find(k.name)
		if err != nil {
			panic(err.Error()) // a bare name sets no option
		}
		list = append(list, l)
	}
	return list
}

// Find returns the learner of a spelling; see the package comment for names and options. A name or an option that is not known is a
// [*solvers.UnknownError], which lists those that are.
func Find(spelling string) (Learner, error) {
	words := strings.Split(spelling, ":")
	all := kinds()
	i := slices.IndexFunc(all, func(k kind) bool { return k.name == words[0] })
	if i < 0 {
		names := make([]string, len(all))
		for j, k := range all {
			names[j] = k.name
		}
		return Learner{}, &solvers.UnknownError{What: "learner", Name: words[0], Known: names}
	}
	k := all[i]
	o, err := k.parse(words[1:])
	if err != nil {
		return Learner{}, err
	}
	return Learner{Name: spelling, About: k.about, Reference: k.reference, Oracle: k.name == "subset" || o.oracle(), learn: k.make(o)}, nil
}

// options are what a spelling sets. The zero value is what it leaves unset.
type options struct {
	penalty, keep, size choice
	from, way           string
	refit               bool
	step                float64
	folds               int
}

// oracle tells whether they ask for insight.
func (o options) oracle() bool {
	return slices.ContainsFunc([]choice{o.penalty, o.keep, o.size}, func(c choice) bool { return c.how == oracle || c.how == known })
}

// parse reads the words behind the name, each option at most once.
func (k kind) parse(words []string) (o options, err error) {
	for i, word := range words {
		option, value, _ := strings.Cut(word, "=")
		switch {
		case !slices.Contains(k.options, option):
			return o, &solvers.UnknownError{What: "option of " + k.name, Name: option, Known: k.options}
		case slices.ContainsFunc(words[:i], func(earlier string) bool { return strings.HasPrefix(earlier, option+"=") }):
			return o, fmt.Errorf("learn: %s: option %s is given twice", k.name, option)
		}
		if o.penalty.how != unset && (option == "penalty" || option == "lambda") {
			return o, fmt.Errorf("learn: %s: penalty and lambda are both given; they are one", k.name)
		}
		if takes := o.set(option, value); takes != "" {
			return o, fmt.Errorf("learn: %s: option %s does not take %q; it takes %s", k.name, option, value, takes)
		}
	}
	if o.penalty.how != unset && o.size.how != unset {
		return o, fmt.Errorf("learn: %s: penalty and size are both given; one settles the other", k.name)
	}
	if slices.Contains(k.options, "penalty") && (o.size.how == validated || o.size.how == simple || o.size.how == oracle) {
		return o, fmt.Errorf("learn: %s: size does not take %s, as penalty does; it takes k or a number", k.name, o.size.how)
	}
	return o, nil
}

// set gives an option its value. Where it does not take it, it says what it takes.
func (o *options) set(option, value string) (takes string) {
	number, err := strconv.ParseFloat(value, 64)
	numeric := err == nil && number > 0 && !math.IsInf(number, 1)
	whole := numeric && number == math.Trunc(number) && number < math.MaxInt32
	chosen := choice{how(value), 0}
	listed := slices.Contains([]how{validated, simple, oracle}, chosen.how)
	switch option {
	case "penalty":
		o.penalty = chosen.or(numeric, number)
		return unless(listed || numeric, "cv, 1se, oracle or a positive number")
	case "lambda":
		o.penalty = choice{absolute, number}
		return unless(numeric, "a positive number")
	case "keep":
		o.keep = chosen.or(numeric, number)
		return unless(listed || numeric && number < 1, "cv, 1se, oracle or a number between 0 and 1, exclusive")
	case "size":
		o.size = chosen.or(numeric, number)
		return unless(listed || whole || chosen.how == known, "cv, 1se, oracle, k or a positive whole number")
	case "refit":
		o.refit = value == "true"
		return unless(value == "true" || value == "false", "true or false")
	case "from":
		o.from = value
		return unless(value == "ridge" || value == "dropout" || value == "least", "ridge, dropout or least")
	case "way":
		o.way = value
		return unless(value == "refit" || value == "once" || value == "iterate", "refit, once or iterate")
	case "step":
		o.step = number
		return unless(numeric && number <= 1, "a number between 0 and 1")
	case "folds":
		o.folds = int(number)
		return unless(whole && number >= 2, "a whole number of at least 2")
	}
	panic("learn: option " + option + " is listed but not read")
}

func (c choice) or(numeric bool, number float64) choice {
	if numeric {
		return choice{fixed, number}
	}
	return c
}

func unless(fine bool, takes string) string {
	if fine {
		return ""
	}
	return takes
}
