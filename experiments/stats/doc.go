// Package stats says how sure a count is: intervals for a rate, exact tests against a known rate, paired tests between
// two solvers on the same instances, and the correction for testing many cells at once. Chi-square tests and the
// Mann-Whitney test are in gonum and go-moremath and are not repeated here.
//
// A broken argument (more hits than trials, a probability outside [0, 1]) is a bug of the caller and panics.
package stats
