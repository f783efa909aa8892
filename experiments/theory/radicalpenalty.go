package theory

// Lasso minimises 1/2 |A x - y|^2 + lambda |(t, u, w)|_1, lambda >= 0. With c positives and d negatives
//
//	t = (1 - lambda/c)_+,             u = 0,  w = -(1 - lambda)_+
//	t = (2 - lambda/c - lambda/d)_+,  u = 0,  w = 0,  b = -1 + lambda/d   (intercept, t > 0)
//
// and b = (c - d)/(c + d), the mean label, where t = 0.
func (r Radical) Lasso(lambda float64) (Memory, error) {
	if err := r.penalised("lambda", lambda); err != nil {
		return Memory{}, err
	}
	c, d := r.sizes()
	if !r.Intercept {
		return Memory{Shared: max(1-lambda/c, 0), Other: r.negative(-max(1-lambda, 0))}, nil
	}
	if t := 2 - lambda/c - lambda/d; t > 0 {
		return Memory{Shared: t, Intercept: lambda/d - 1}, nil
	}
	return Memory{Intercept: (c - d) / (c + d)}, nil
}

// Ridge minimises 1/2 |A x - y|^2 + (mu/2) |(t, u, w)|_2^2, mu >= 0; mu is 2 lambda where the penalty is lambda |x|_2^2.
//
//	u = 1/(c + 1 + mu),                  t = c u,  w = -1/(1 + mu)
//	u = 2/(c + (1 + c/d)(1 + mu)),       t = c u,  w = -(c/d) u      (intercept)
func (r Radical) Ridge(mu float64) (Memory, error) {
	if err := r.penalised("mu", mu); err != nil {
		return Memory{}, err
	}
	c, _ := r.sizes()
	return r.weighted(c, mu), nil
}

// Dropout minimises the expected 1/2 |A' x - y|^2 over matrices A' in which every entry of A, the column of the intercept
// aside, is 0 with probability 0 <= drop < 1 and divided by 1 - drop otherwise: ridge regression with the weight q |A_j|^2 on
// x_j^2, q = drop/(1 - drop).
//
//	u = t = 1/(2 + q),                 w = -1/(1 + q)
//	u = t = 2/(2 + q + (c/d)(1 + q)),  w = -(c/d) u        (intercept)
//
// The shared column is c times as long as the others and is penalised c times as much, so that the pattern weighs no
// more than one memory.
func (r Radical) Dropout(drop float64) (Memory, error) {
	q, err := DropoutWeight(drop)
	if err != nil {
		return Memory{}, err
	}
	if err := r.check(); err != nil {
		return Memory{}, err
	}
	return r.weighted(1, q), nil
}

// weighted solves for t = share u with the residual mu u on positives, mu |w| on negatives.
func (r Radical) weighted(share, mu float64) Memory {
	c, d := r.sizes()
	if !r.Intercept {
		u := 1 / (share + 1 + mu)
		return Memory{Shared: share * u, Own: u, Other: r.negative(-1 / (1 + mu))}
	}
	u := 2 / (share + (1+c/d)*(1+mu))
	return Memory{Shared: share * u, Own: u, Other: -c / d * u, Intercept: c/d*(1+mu)*u - 1}
}

func (r Radical) penalised(what string, weight float64) error {
	if err := size(what, weight); err != nil {
		return err
	}
	return r.check()
}
