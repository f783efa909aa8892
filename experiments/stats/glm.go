package stats

import (
	"errors"
	"fmt"
	"math"
	"slices"
)

// Count is a number of hits among trials made at x.
type Count struct {
	X            float64
	Hits, Trials int
}

// regression is the binomial regression hits_i ~ Binomial(trials_i, rate(a + b x_i)).
//
// Where some line separates hits from misses the likelihood has no maximum; then it is penalised by Jeffreys' prior sqrt det I(a, b), I the
// expected information, which has one. For the logit this is Firth's correction of bias.
//
// Reference: D. Firth, Bias reduction of maximum likelihood estimates, 1993; I. Kosmidis and D. Firth, Jeffreys-prior penalty, finiteness and
// shrinkage in binomial-response generalized linear models, 2021.
type regression struct {
	link          Link
	counts        []Count // their X brought to weighted mean 0 and variance 1
	centre, scale float64 // X was centre + scale x
	penalised     bool
}

func newRegression(link Link, counts []Count) regression {
	var m moments
	for _, c := range counts {
		m.add(float64(c.Trials), c.X)
	}
	r := regression{link: link, centre: m.mean, scale: math.Sqrt(m.scatter / m.weight), penalised: separated(counts)}
	for _, c := range counts {
		r.counts = append(r.counts, Count{(c.X - r.centre) / r.scale, c.Hits, c.Trials})
	}
	return r
}

// natural is a line in the scale of the data.
func (r regression) natural(l line) line {
	l.a -= l.b * r.centre / r.scale
	l.b /= r.scale
	l.info.mean = r.centre + r.scale*l.info.mean
	l.info.scatter *= r.scale * r.scale
	return l
}

// line is the line a + b x, with what the data say about it.
type line struct {
	a, b           float64
	value          float64 // log likelihood without the binomial coefficients, plus the penalty
	scoreA, scoreB float64 // its gradient
	info           moments // the expected information
	metric         moments // what a step of scoring divides by: the information, with the trials that the penalty stands for
}

// at evaluates the line a + b x.
func (r regression) at(a, b float64) line {
	l := line{a: a, b: b}
	shapes := make([]shape, len(r.counts))
	for i, c := range r.counts {
		shapes[i] = r.link.at(a + b*c.X)
		l.info.add(shapes[i].weight(c.Trials), c.X)
	}
	l.metric = l.info
	for i, c := range r.counts {
		s, hits, misses := shapes[i], float64(c.Hits), float64(c.Trials-c.Hits)
		if c.Hits > 0 {
			l.value += hits * s.logP
		}
		if c.Hits < c.Trials {
			l.value += misses * s.logQ
		}
		score := hits*s.slopeP + misses*s.slopeQ
		if r.penalised {
			leverage := s.weight(c.Trials) * l.info.variance(c.X)
			score += leverage * s.bend / 2
			l.metric.add(leverage*s.weight(1), c.X)
		}
		l.scoreA += score
		l.scoreB += score * c.X
	}
	if r.penalised {
		l.value += math.Log(l.info.weight*l.info.scatter) / 2
	}
	return l
}

// moments is the sum of weights and their mean and scatter over x: of an information, det I = weight * scatter, and 1/scatter is the variance
// of b.
type moments struct{ weight, mean, scatter float64 }

func (m *moments) add(weight, x float64) {
	if weight == 0 {
		return
	}
	m.weight += weight
	d := x - m.mean
	m.mean += d * weight / m.weight
	m.scatter += weight * d * (x - m.mean)
}

// variance is the variance of the height of the line at x.
func (m moments) variance(x float64) float64 { return 1/m.weight + (x-m.mean)*(x-m.mean)/m.scatter }

// A search is the set of lines among which the likelihood is maximised; it returns the step of Fisher's scoring within the set.
type search func(l line) (a, b float64)

// everywhere searches all lines.
func everywhere(l line) (a, b float64) {
	b = (l.scoreB - l.metric.mean*l.scoreA) / l.metric.scatter
	return l.scoreA/l.metric.weight - l.metric.mean*b, b
}

// flat searches the lines without a slope.
func flat(l line) (a, b float64) { return l.scoreA / l.metric.weight, 0 }

// through searches the lines that pass through height 0 at x.
func through(x float64) search {
	return func(l line) (a, b float64) {
		d := l.metric.mean - x
		b = (l.scoreB - x*l.scoreA) / (l.metric.scatter + l.metric.weight*d*d)
		return -x * b, b
	}
}

// climb goes from a line to the one of the greatest likelihood in the set, halving each step until it does not lead down.
func (r regression) climb(l line, set search) (line, error) {
	const rounds, halvings = 500, 60
	for range rounds {
		a, b := set(l)
		gain := a*l.scoreA + b*l.scoreB // twice what a quadratic function would gain
		if gain < 1e-18 && l.info.scatter > 0 {
			return l, nil
		}
		rounding := 1e-12 * (1 + math.Abs(l.value)) // of the value; the score is sharper
		next, share := r.at(l.a+a, l.b+b), 1.0
		for half := 0; !(next.value > l.value); half++ {
			if gain < rounding && next.value > l.value-rounding {
				break
			}
			if half == halvings {
				return l, fmt.Errorf("stats: the likelihood of the %v line %v + %v x does not climb", r.link, r.natural(l).a, r.natural(l).b)
			}
			share /= 2
			next = r.at(l.a+share*a, l.b+share*b)
		}
		l = next
	}
	return l, fmt.Errorf("stats: the %v line %v + %v x still moves after %d rounds", r.link, r.natural(l).a, r.natural(l).b, rounds)
}

// fit is the line of the greatest likelihood.
func (r regression) fit() (line, error) {
	hits, trials := 0, 0
	for _, c := range r.counts {
		hits, trials = hits+c.Hits, trials+c.Trials
	}
	start := r.link.height((float64(hits) + 0.5) / (float64(trials) + 1))
	return r.climb(r.at(start, 0), everywhere)
}

// separated tells whether a line exists below which all trials miss and above which all hit. Then, and only then, the likelihood has no
// maximum.
//
// Reference: A. Albert and J. Anderson, On the existence of maximum likelihood estimates in logistic regression models, 1984.
func separated(counts []Count) bool {
	hit, miss := Interval{math.Inf(1), math.Inf(-1)}, Interval{math.Inf(1), math.Inf(-1)}
	for _, c := range counts {
		if c.Hits > 0 {
			hit = Interval{min(hit.Lo, c.X), max(hit.Hi, c.X)}
		}
		if c.Hits < c.Trials {
			miss = Interval{min(miss.Lo, c.X), max(miss.Hi, c.X)}
		}
	}
	return !(hit.Lo < miss.Hi && miss.Lo < hit.Hi)
}

// supremum is the log likelihood that separated counts come near as the line gets steep: only at the x where it changes sides, if both occur
// there, is it below 0.
func supremum(counts []Count) (sum float64) {
	at := map[float64]Count{}
	for _, c := range counts {
		at[c.X] = Count{c.X, at[c.X].Hits + c.Hits, at[c.X].Trials + c.Trials}
	}
	for _, c := range at {
		sum += lost(c.Hits, c.Trials, 0) + lost(c.Trials-c.Hits, c.Trials, 0)
	}
	return sum
}

// lost is hits log((hits/trials)/p), the log likelihood that hits lose by a rate p.
func lost(hits, trials int, logP float64) float64 {
	if hits == 0 {
		return 0
	}
	return float64(hits) * (math.Log(float64(hits)/float64(trials)) - logP)
}

// informative returns the counts that have trials.
func informative(counts []Count) ([]Count, error) {
	if len(counts) == 0 {
		return nil, errors.New("stats: no counts")
	}
	var kept []Count
	for _, c := range counts {
		if err := countError(c.Hits, c.Trials); err != nil {
			return nil, fmt.Errorf("%w at x = %v", err, c.X)
		}
		if math.IsNaN(c.X) || math.IsInf(c.X, 0) {
			return nil, fmt.Errorf("stats: %d trials at x = %v", c.Trials, c.X)
		}
		if c.Trials > 0 {
			kept = append(kept, c)
		}
	}
	if !slices.ContainsFunc(kept, func(c Count) bool { return c.X != kept[0].X }) {
		return nil, fmt.Errorf("stats: all %d counts with trials lie at one x: a slope needs two", len(kept))
	}
	return kept, nil
}
