package experiments

import (
	"fmt"
	"iter"

	"touchpoint/results"
)

// Effort says how much of a machine's time a claim may take. The zero value is Smoke.
type Effort int

const (
	Smoke Effort = iota // a second: does it run at all, in the tests
	Quick               // its share of a study of a few minutes
	Full                // what a paper would want
)

var effortNames = []string{"smoke", "quick", "full"}

// String returns the effort in lower case.
func (e Effort) String() string {
	if e < 0 || int(e) >= len(effortNames) {
		return fmt.Sprintf("effort(%d)", int(e))
	}
	return effortNames[e]
}

// ParseEffort reads the name of an effort.
func ParseEffort(name string) (Effort, error) {
	for i, n := range effortNames {
		if n == name {
			return Effort(i), nil
		}
	}
	return 0, Unknown("effort", name, effortNames)
}

// Pick returns the value for the effort.
func Pick[T any](e Effort, smoke, quick, full T) T {
	switch e {
	case Smoke:
		return smoke
	case Quick:
		return quick
	}
	return full
}

// Claim is a sentence and what measures it.
type Claim struct {
	Name      string // one lower-case word
	Sentence  string // what is claimed, quoted in a few words
	Question  string // the same as something that can be measured
	Reference string // what the answer is compared with
	Plan      func(Effort) Plan
	Views     []View
	Pictures  []Picture

	// Findings are what decides the claim, see [Judge]. Hypotheses, bounds and rules are part of the code: they do not depend on the data.
	Findings func(Data) ([]Finding, error)
}

// Verdict judges the claim by its data.
func (c Claim) Verdict(data Data) (Verdict, error) {
	findings, err := c.Findings(data)
	if err != nil {
		return Verdict{}, err
	}
	return Judge(findings), nil
}

// View turns the records of a claim into a table. Views are computed from stored records: a new one runs no trial.
type View func(Data) (results.Table, error)

// Picture turns the records of a claim into a figure.
type Picture func(Data) (results.Figure, error)

// Group is a cell with its records in the order of the trials.
type Group struct {
	Cell    Cell
	Records []results.Record
}

// Data is what was seen of a plan: a group for each cell, in canonical order.
type Data []Group

// Gather sorts records into the cells of a plan.
func Gather(plan Plan, records iter.Seq2[results.Record, error]) (Data, error) {
	var data Data
	index := make(map[string]int)
	for _, c := range plan.Cells() {
		index[c.Key()] = len(data)
		data = append(data, Group{Cell: c})
	}
	for r, err := range records {
		if err != nil {
			return nil, err
		}
		i, known := index[r.Cell]
		if !known {
			return nil, fmt.Errorf("experiments: record of cell %q, which is not in the plan", r.Cell)
		}
		data[i].Records = append(data[i].Records, r)
	}
	return data, nil
}

// Trials returns the number of records.
func (d Data) Trials() (total int) {
	for _, g := range d {
		total += len(g.Records)
	}
	return total
}

// Tally counts the records of the group under a view.
func (g Group) Tally(view func(Cell, results.Record) results.Mark) results.Tally {
	var t results.Tally
	for _, r := range g.Records {
		t.Add(r, view(g.Cell, r))
	}
	return t
}

// Where returns the groups whose cell satisfies the condition.
func (d Data) Where(keep func(Cell) bool) Data {
	var out Data
	for _, g := range d {
		if keep(g.Cell) {
			out = append(out, g)
		}
	}
	return out
}
