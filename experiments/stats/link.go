package stats

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Link is the curve that takes a straight line to a rate. The zero value is the probit.
type Link int

const (
	Probit Link = iota // rate = Phi(a + b x)
	Logit              // rate = 1/(1 + exp(-a - b x))
)

func (l Link) String() string {
	switch l {
	case Probit:
		return "probit"
	case Logit:
		return "logit"
	}
	return fmt.Sprintf("Link(%d)", int(l))
}

// shape is what a fit asks of a link at one height eta = a + b x of the line.
type shape struct {
	logP, logQ     float64 // log rate, log (1 - rate)
	slopeP, slopeQ float64 // their derivatives in eta
	bend           float64 // derivative of the logarithm of the weight
}

func (l Link) at(eta float64) shape {
	if l == Logit {
		p, q := 1/(1+math.Exp(-eta)), 1/(1+math.Exp(eta))
		return shape{logP: -softplus(-eta), logQ: -softplus(eta), slopeP: q, slopeQ: -p, bend: q - p}
	}
	logP, hazardP := normalTail(-eta)
	logQ, hazardQ := normalTail(eta)
	return shape{logP: logP, logQ: logQ, slopeP: hazardP, slopeQ: -hazardQ, bend: hazardQ - hazardP - 2*eta}
}

// weight is the information of a number of trials about the height of the line.
func (s shape) weight(trials int) float64 { return -float64(trials) * s.slopeP * s.slopeQ }

// height is the eta at which the rate is p, 0 < p < 1.
func (l Link) height(p float64) float64 {
	if l == Logit {
		return math.Log(p) - math.Log1p(-p)
	}
	return distuv.UnitNormal.Quantile(p)
}

// softplus is log(1 + exp x).
func softplus(x float64) float64 { return max(x, 0) + math.Log1p(math.Exp(-math.Abs(x))) }

// normalTail is log P(Z > x) and the hazard phi(x)/P(Z > x) of a standard normal Z, with full relative accuracy however far the tail: beyond
// 5 by Laplace's continued fraction hazard = x + 1/(x + 2/(x + 3/(x + ..))).
func normalTail(x float64) (logTail, hazard float64) {
	logDensity := -x*x/2 - math.Log(2*math.Pi)/2
	switch {
	case x > 5:
		hazard = x
		for j := 60.0; j >= 1; j-- {
			hazard = x + j/hazard
		}
		return logDensity - math.Log(hazard), hazard
	case x < 0:
		below := math.Erfc(-x/math.Sqrt2) / 2
		return math.Log1p(-below), math.Exp(logDensity) / (1 - below)
	}
	tail := math.Erfc(x/math.Sqrt2) / 2
	return math.Log(tail), math.Exp(logDensity) / tail
}
