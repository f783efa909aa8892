// Package bench is the bridge of speed: benchmarks of every solver, and their comparison across commits.
//
// [Cells] lists what BenchmarkSolve measures, and [Goals] the larger ones of BenchmarkGoal; BenchmarkPath walks whole Lasso paths. A benchmark is spelled like a cell of a sweep, so that -bench filters by the cell,
//
//	go test -run '^$' -bench 'Solve/n=200/m=100/k=20/p=1/.*/solver=homotopy' ./bench
//
// an op solves every system of the cell once (see [Cell.Draws]), and beside the time stands what the referee says of the points: iterations and
// nnz (means), recovered (a share), gap-ppb and residual-ppb (the largest, relative, in parts per billion).
//
// [Compare] reads two results in the Go benchmark format and compares them by benchstat's own mathematics: medians with an interval of at least
// the wanted confidence, Mann-Whitney tests, geometric means. What benchstat leaves to its reader is added: p-values adjusted for the number of
// rows (Holm), a verdict a row, metrics of quality that are exact and so never noise, and a note on whatever may mislead.
//
// [Duel] measures two commits by turns, and [Trace] marks the changes in a history of such duels.
//
// # How many runs
//
// Below 6 runs a side there is no 95% interval, below 4 no difference can be seen at all. The least p-value that n runs a side can give,
// 2/C(2n, n), must survive being multiplied by the number of rows: 8 runs serve 300 rows, 10 runs 4,000. A Duel gives every row so many before
// any row gets more, and goes on until both medians are known to within its Width. It looks at widths only, never at the difference: who stops when a
// difference looks significant will always find one.
//
// # What noise does
//
// Two runs of the same code, one after the other, differ by whatever else the machine did meanwhile, and a test between them finds just that. By
// turns, A B B A, both see the same machine. What remains widens the intervals, and a wide interval is said: the verdict is unclear, not same.
//
// Runs of one process share the addresses it was given, and are no independent sample: each has a process of its own. And where the linker puts a
// function may make it some percent faster or slower for ever, so that a change elsewhere looks like one here: a program is linked in several
// layouts, which are measured in turn (see [Program]).
//
// # What pinning does
//
// On one processor a measurement keeps its caches; with a real-time priority nothing else runs there meanwhile. Both are used where the system
// grants them (Linux; the priority as root or with CAP_SYS_NICE, and where another processor is left for everything else), and every result says
// whether they were: pinned, realtime.
//
// # How to read the table
//
// The verdicts are regression, improvement (by more than the threshold), worse, better (by less), changed (neither direction is better), same (both
// intervals leave no room for a change above the threshold), unclear (the runs do not tell). Trust a verdict of change: with all rows equal, the
// chance that any has one is alpha. Trust same. Of unclear rows nothing is known but the interval; more runs narrow it.
//
// How far all this holds on a machine, bench/trust.sh measures: a commit against itself, and against one with a slower kernel.
package bench
