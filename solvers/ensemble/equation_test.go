package ensemble

import (
	"slices"
	"strings"
	"testing"
)

func TestEquationIsWhatItsNameSays(t *testing.T) {
	var s Sampler
	for trial := range 3 {
		sys, err := s.Draw(Draw{N: 2, M: 1, Ensemble: "equation:10:-1.5:5e-3", Seed: 9, Trial: trial})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(sys.A.Data(), []float64{10, -1.5}) || sys.B[0] != 0.005 || sys.Truth != nil {
			t.Errorf("trial %d: %v, %v, %v", trial, sys.A.Data(), sys.B, sys.Truth)
		}
	}
}

func TestEquationRefuses(t *testing.T) {
	for name, want := range map[string]string{
		"equation:1:2:3": "n = 2", // a shape of n = 5 is asked for
		"equation:":      "not a finite number",
		"equation:1":     "at least one coefficient",
		"equation:1:NaN": "not a finite number",
		"equation:1:x:2": `"x" is not a finite number`,
	} {
		err := Draw{N: 5, M: 1, Ensemble: name}.Validate()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if err := (Draw{N: 2, M: 1, K: 1, Ensemble: "equation:1:2:3", Amplitudes: "gaussian"}).Validate(); err == nil {
		t.Error("a planted equation was accepted")
	}
}
