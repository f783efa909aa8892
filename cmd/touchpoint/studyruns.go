package main

import (
	"errors"
	"fmt"
	"io/fs"

	"touchpoint/experiments"
	"touchpoint/results"

	"github.com/spf13/cobra"
)

// claimRun is what there is of the run of a claim.
type claimRun struct {
	claim experiments.Claim
	plan  experiments.Plan
	done  int   // trials on record that belong to this plan
	fault error // why nothing can be shown of it; nil where it is whole
}

// The faults of a run that its missing trials mend.
var (
	errNotRun   = errors.New("was not run")
	errNotWhole = errors.New("is not finished")
)

// runs looks at the runs of the claims, and returns those that are whole and the others, in the order of the catalog. Claims that are named must all be
// whole; if none is named, one of them.
func (s *study) runs(c *cobra.Command, names []string) (whole, others []claimRun, err error) {
	chosen, effort, err := s.chosen(c, names)
	if err != nil {
		return nil, nil, err
	}
	lab, err := newLab(0)
	if err != nil {
		return nil, nil, err
	}
	for _, claim := range chosen {
		r := claimRun{claim: claim, plan: claim.Plan(effort)}
		r.done, r.fault = s.look(s.runDir(claim.Name), r.plan, lab)
		if r.fault == nil {
			whole = append(whole, r)
		} else {
			others = append(others, r)
		}
	}
	switch {
	case len(names) > 0 && len(others) > 0:
		return nil, nil, s.refused(others[0])
	case len(whole) == 0:
		return nil, nil, s.nothing(others)
	}
	return whole, others, nil
}

// look counts the trials of the run in dir. The fault is nil if it is a run of this plan, and whole.
func (s *study) look(dir string, plan experiments.Plan, lab experiments.Lab) (done int, fault error) {
	stored, err := results.ReadManifest(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, errNotRun
	case err != nil:
		return 0, err
	}
	asked, err := plan.Manifest(lab)
	if err != nil {
		return 0, err
	}
	if same, err := stored.Answers(asked); err != nil || !same {
		return 0, errors.Join(err, stale(dir))
	}
	for _, err := range results.Read(dir) {
		if err != nil {
			return done, err
		}
		done++
	}
	if done < plan.Trials() {
		return done, errNotWhole
	}
	return done, nil
}

// nothing is the error that no run is whole.
func (s *study) nothing(others []claimRun) error {
	var faults []error
	for _, r := range others {
		if !errors.Is(r.fault, errNotRun) {
			faults = append(faults, s.refused(r))
		}
	}
	if faults == nil {
		return usagef("%s holds no %s run; %s first", s.out, s.effort, s.command("run"))
	}
	return errors.Join(faults...)
}

// refused words the fault of a run as an error of the command.
func (s *study) refused(r claimRun) error {
	switch {
	case errors.Is(r.fault, errNotRun):
		return usagef("%s: was not run; %s first", r.claim.Name, s.command("run", r.claim.Name))
	case errors.Is(r.fault, errNotWhole):
		return fmt.Errorf("%s: %s holds %d of %d trials; %s to finish it",
			r.claim.Name, s.runDir(r.claim.Name), r.done, r.plan.Trials(), s.command("run", r.claim.Name))
	}
	return fmt.Errorf("%s: %w", r.claim.Name, r.fault)
}

// leftOut is the table of the claims of which nothing can be shown, and says what to do.
func (s *study) leftOut(others []claimRun) results.Table {
	t := results.Table{Name: "leftout", Title: "Left out", Columns: []results.Column{
		{Header: "claim"}, {Header: "trials", Align: results.Right}, {Header: "of", Align: results.Right}, {Header: "why"}}}
	for _, r := range others {
		done := results.Value(results.Int(r.done))
		if !errors.Is(r.fault, errNotRun) && !errors.Is(r.fault, errNotWhole) {
			done = results.Missing{} // who knows what they are
		}
		t.Append(results.Text(r.claim.Name), done, results.Int(r.plan.Trials()), results.Text(sentence(r.fault)))
	}
	t.Note(s.command("run") + " to finish; what is whole is not run again")
	return t
}

// data reads the records of a run.
func (s *study) data(r claimRun) (experiments.Data, error) {
	return experiments.Gather(r.plan, results.Read(s.runDir(r.claim.Name)))
}
