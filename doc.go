// Package touchpoint is the map of this module; it holds no code.
//
// The module measures where a growing Lp ball around the origin first touches the affine space A x = b: at a tip, where few
// coordinates are non-zero, along an edge, or on a smooth side. Two pillars know nothing of each other, two bridges
// join them, for science and for speed, and a command stands in front:
//
//	solvers                the contract: Problem, Solver, Solution; Solve is the only door to a method
//	solvers/simplex ...    one folder a method (or a family of them); no method imports another
//	solvers/certify        the referee: what somebody else can prove about a solution
//	solvers/ensemble       draws of random systems, planted or generic
//	solvers/solvertest     the laws that every solver obeys
//	solvers/crossval       the choice of a penalty
//	solvers/catalog        the visible list of solvers
//	solvers/internal/...   the dense loops: the only place that knows the processor
//
//	results                the record: what was seen, counted and laid out; knows no solver
//	results/render         its forms: text, Markdown, CSV, and figures in SVG and PNG
//
//	experiments            the bridge: claims, sweeps, trials, measures, views, findings, verdicts
//	experiments/touch      the face and the contact dimension of a touch point
//	experiments/theory     exact and asymptotic truths, each with its source
//	experiments/stats      intervals, exact and paired tests, fits, confidence sequences
//	experiments/learn      linear learners as people use them, by spelling
//	experiments/network    a small network, its teacher, and ways to regularise it
//	experiments/catalog    one claim or question a file, and the visible list
//
//	bench                  the other bridge: benchmarks, their comparison across commits
//	bench/peers            our solvers beside what people use today, on the same systems
//
//	cmd/touchpoint         the command: parses flags and files, prints
//
// A claim asks for a sweep of cells; a cell for trials; a trial draws (A, b), solves, certifies, classifies the touch and
// becomes a record; records are counted into rates with intervals, and rates become tables, figures and findings, which
// one rule turns into a verdict. A trial of a measure returns named facts instead.
//
// Who may import whom, and what no package may do, is written in arch_test.go and kept by it.
package touchpoint
