package main

import (
	"testing"

	"touchpoint/experiments/theory"
)

func TestTheoryJSON(t *testing.T) {
	got := objects(t, "theory", "success", "--json", "--n", "20", "--m", "10", "--k", "3")[0]
	checkKinds(t, got, "n whole\nm whole\nk whole\nprobability number")
	want, err := theory.Success(20, 10, 3)
	if p := float(t, got, "probability"); err != nil || p != want {
		t.Errorf("probability %v, want %v (%v)", p, want, err)
	}
	got = objects(t, "theory", "threshold", "--json", "--delta", "0.1")[0]
	checkKinds(t, got, "delta number\nrho number\ns number")
	weak, err := theory.Threshold(0.1)
	if rho, s := float(t, got, "rho"), float(t, got, "s"); err != nil || rho != weak.Rho || s != weak.Sparse || float(t, got, "delta") != 0.1 {
		t.Errorf("%v, want %v (%v)", got, weak, err)
	}
}
