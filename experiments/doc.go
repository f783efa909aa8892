// Package experiments is the bridge of science: it sweeps random systems through solvers and referee and records what was seen.
//
//	Claim -> Plan -> Cells -> trials: draw (A, b) -> solve -> certify -> classify the touch -> Record -> Store -> Group -> Table
//
// A [Sweep] is a product of axes, a [Plan] a list of sweeps, a [Cell] one point of it. [Lab.Run] carries a plan out on all cores and
// appends one [results.Record] a trial to a [Sink]; records are a pure function of the plan and the code. What a record means -
// recovered, at a tip, along an edge - is a view over it and lives in views.go. A [Claim] is a sentence with the plan and the views that measure it.
package experiments
