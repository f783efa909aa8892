// Package stats says how sure a number is.
//
//	one rate          Wilson, ClopperPearson, BinomialTest, ZScore; Sequence while trials still arrive
//	two rates         PairedDifference and McNemar on the same instances, RateDifference on independent ones
//	rates along x     FitCrossing for the place where half of the trials hit, FitCalibration against exact probabilities
//	a law             GoodnessOfFit for counts, KolmogorovSmirnov for a continuous law
//	numbers           Mean, Variance, Median, StudentTest, SignedRank; of Differences where they are paired
//	numbers along x   FitLine, Spearman
//	many tests        Holm, BenjaminiHochberg, Fisher
//
// Distributions and moments come from gonum. Tests of two independent samples (Kolmogorov-Smirnov in gonum, Mann-Whitney and Welch in
// go-moremath) are not repeated here.
//
// Counts and p-values are the caller's own: where a function has no error to return, a broken argument (more hits than trials, a probability
// outside [0, 1]) is a bug and panics. Functions of data return an error for what is empty, not finite or of unequal length.
package stats
