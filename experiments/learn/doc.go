// Package learn holds learners of a linear model y = x'beta + noise, as people use them: given a sample A (m x n) and its labels b, a learner returns
// the weights it would predict new labels with, its penalty chosen by nobody but itself. A learner is found by its spelling,
//
//	NAME  or  NAME:OPTION=VALUE:OPTION=VALUE and so on, as in  lasso:penalty=oracle  or  prune:size=k:way=iterate
//
//	null        0
//	least       the least-squares fit of least |x|_2: interpolation where m <= n, ordinary least squares where m >= n
//	sparse      the least-squares fit of least |x|_1: basis pursuit, the end of the Lasso path
//	subset      least squares on the true support
//	ridge       1/2 |A x - b|^2 + lambda |x|_2^2                       penalty or lambda, folds
//	dropout     E 1/2 |A' x - b|^2 over inputs dropped at random       keep, folds
//	lasso       1/2 |A x - b|^2 + lambda |x|_1                         penalty, lambda or size, refit, folds
//	half        1/2 |A x - b|^2 + lambda |x|_{1/2}^{1/2}, local        penalty, lambda or size, refit, folds
//	stagewise   small steps along the column of largest correlation    penalty, lambda or size, refit, step, folds
//	omp         grows column by column, least squares on them          size, folds
//	iht, htp    hard thresholding: exchanges columns at a fixed size   size, folds
//	prune       drops the smallest weights of a dense fit              size, from, way, folds
//
// The first value of each option is what it is when not given:
//
//	penalty = cv       K-fold cross-validation
//	          1se      the largest penalty within one standard error of that
//	          oracle   least risk, by a look at the truth
//	          NUMBER   lasso, stagewise: a share of |A'b|_inf, where x = 0; half: of where no single column is taken up;
//	                   ridge: 2 lambda in units of the mean |A_j|^2, as which it compares with q of dropout
//	lambda  = NUMBER: the penalty itself, instead of penalty
//	keep    = cv, 1se, oracle or the probability 0 < NUMBER < 1 that an input is kept; q = (1 - keep)/keep is its penalty
//	size    = cv, 1se, oracle, k for the number that [Insight] holds, or NUMBER: the largest number of non-zeros
//	refit   = false, or true: least squares on the support, before the penalty is chosen (the relaxed Lasso)
//	from    = ridge, dropout or least: what prune starts from and, in way = iterate, fits anew with; its penalty is by cross-validation
//	way     = refit    the largest weights of the dense fit, and least squares on them
//	          once     the largest weights as they are
//	          iterate  a fifth of the weights is dropped at a time and the others are fitted anew, until size are left; least squares on them
//	step    = 0.01 of the largest coefficient that a single column would have
//	folds   = 5, and m where that is less
//
// There is no intercept and nothing is standardised. Everything is a pure function of its arguments: a generator deals the folds and does no more.
package learn
