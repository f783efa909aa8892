// Package results is the record: what was seen, and how sure one may be of it. It knows no solver and no engine.
//
// A [Record] holds the facts of one trial and no verdict about them. A [Store] is a directory that keeps the records of a
// sweep, one JSON line each, in the canonical order of the sweep, beside a [Manifest] that says what was asked and by which
// build. Views read the records back, mark them ([Mark]), count them ([Tally], [Rate]) and lay the counts out in a [Table],
// which is data; package render gives it a form.
//
// Records are a pure function of the code and the manifest: there is no time and no host in them, and an interrupted,
// resumed, sharded or parallel run writes the same bytes as an uninterrupted one.
package results
