package theory

import "math"

// softened is what soft thresholding at theta, eta(y) = sgn(y)(|y| - theta)_+, makes of y = x0 + tau g, g ~ N(0,1).
type softened struct {
	risk   float64 // E (eta(y) - x0)^2
	active float64 // P(eta(y) != 0)
	norm   float64 // E |eta(y)|
}

// soften is for a fixed x0.
func soften(x0, tau, theta float64) softened {
	mu, t := math.Abs(x0)/tau, theta/tau
	up, down := tail(t-mu), tail(t+mu) // y beyond theta, y beyond -theta
	risk := mu*mu*(1-up-down) + (1+t*t)*(up+down) - (t-mu)*density(t+mu) - (t+mu)*density(t-mu)
	return softened{risk: tau * tau * risk, active: up + down, norm: tau * (excess(t-mu) + excess(t+mu))}
}

// softenNormal is for x0 ~ N(0, scale^2), given y of mean c y and variance scale^2 (1-c), c = scale^2/(scale^2 + tau^2).
func softenNormal(scale, tau, theta float64) softened {
	sd := math.Hypot(scale, tau)
	keep, lose := scale/sd*scale/sd, tau/sd*tau/sd
	h := theta / sd
	beyond := h*density(h) + tail(h) // E g^2 where g > h
	over := lose*lose*beyond - 2*lose*h*density(h) + h*h*tail(h)
	risk := 2*over + keep*keep*(1-2*beyond) + keep*lose
	return softened{risk: sd * sd * risk, active: 2 * tail(h), norm: 2 * sd * excess(h)}
}

// excess is E (g - t)_+.
func excess(t float64) float64 { return density(t) - t*tail(t) }
