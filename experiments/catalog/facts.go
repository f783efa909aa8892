package catalog

import "touchpoint/experiments"

// fact describes what a measure notes.
func fact(name, unit, means string) experiments.Fact {
	return experiments.Fact{Name: name, Unit: unit, Means: means}
}
