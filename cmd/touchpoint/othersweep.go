package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"touchpoint/experiments"
	"touchpoint/results"
)

// otherSweep words in flags why a directory does not hold the answers to a plan. Where flags cannot tell, the error of the store stands.
func otherSweep(err error, dir string, plan experiments.Plan) error {
	if !errors.Is(err, results.ErrOtherSweep) {
		return err
	}
	stored, cause := results.ReadManifest(dir)
	if cause != nil {
		return err
	}
	there, here := values(stored.Sweep), values(plan)
	if there == nil || here == nil {
		return err
	}
	var differ []string
	for _, name := range []string{"n", "m", "k", "p", "lambda", "noise", "ensemble", "amplitudes", "solver", "trials", "seed"} {
		if a, b := strings.Join(there[name], ","), strings.Join(here[name], ","); a != b {
			differ = append(differ, fmt.Sprintf("--%s is %s there, %s here", name, a, b))
		}
	}
	if differ == nil {
		return err
	}
	return usagef("%s holds %w: %s", dir, results.ErrOtherSweep, strings.Join(differ, "; "))
}

// values returns the values of each axis of a plan, spelled as on the command line and each once; none where it is no plan.
func values(plan any) map[string][]string {
	text, err := json.Marshal(plan)
	var sweeps []map[string]json.RawMessage
	if err != nil || json.Unmarshal(text, &sweeps) != nil {
		return nil
	}
	axes := make(map[string][]string)
	for _, sweep := range sweeps {
		for name, raw := range sweep {
			var list []json.RawMessage
			if json.Unmarshal(raw, &list) != nil {
				list = []json.RawMessage{raw}
			}
			for _, v := range list {
				if word := strings.Trim(string(v), `"`); !slices.Contains(axes[name], word) {
					axes[name] = append(axes[name], word)
				}
			}
		}
	}
	return axes
}
