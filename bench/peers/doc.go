// Package peers measures our solvers beside what people use today, on the same files.
//
// Every contender is a method of a worker: a process that stays, is told problems and methods line by line, and answers with its own CPU
// time a solve and a file with the point (see protocol.go). Ours are served by [Serve] in a process of their own, theirs by scripts for
// Python and R. All workers run one at a time, single-threaded, on one core, and take turns: A B C C B A.
//
// No answer is believed. The referee (package certify) proves how far each point is from optimal, and a contender that has a tolerance of its own is
// timed at the loosest one at which its point meets the accuracy of the row. Ratios are of medians; absolute times are of this machine and this hour.
//
// What is missing is named and skipped: no library is needed for a run, and no worker that dies ends it.
package peers
