package ensemble

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
)

func TestValidateNamesTheDefect(t *testing.T) {
	good := Draw{N: 10, M: 5, K: 2, Ensemble: "gaussian", Amplitudes: "rademacher"}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		change func(*Draw)
		want   string
	}{
		{func(d *Draw) { d.N = 0 }, "n = 0"},
		{func(d *Draw) { d.M = -1 }, "m = -1"},
		{func(d *Draw) { d.M = 1 << 28 }, "exceeds"},
		{func(d *Draw) { d.M = math.MaxInt }, "exceeds"},
		{func(d *Draw) { d.K = -2 }, "k = -2"},
		{func(d *Draw) { d.K = 11 }, "k = 11 exceeds n = 10"},
		{func(d *Draw) { d.Trial = -1 }, "trial = -1"},
		{func(d *Draw) { d.Noise = -0.5 }, "noise = -0.5"},
		{func(d *Draw) { d.Noise = math.NaN() }, "noise = NaN"},
		{func(d *Draw) { d.Noise = math.Inf(1) }, "noise = +Inf"},
		{func(d *Draw) { d.Ensemble = "haar"; d.M = 11 }, "m = 11 exceeds n = 10"},
		{func(d *Draw) { d.Ensemble = "integer:0" }, "between 1 and"},
		{func(d *Draw) { d.Ensemble = "integer:1048577" }, "between 1 and"},
		{func(d *Draw) { d.Ensemble = "integer:03" }, "plain whole number"},
		{func(d *Draw) { d.Ensemble = "integer:" }, "plain whole number"},
		{func(d *Draw) { d.Ensemble = "integer" }, "unknown ensemble"},
		{func(d *Draw) { d.Ensemble = "magnitude:0" }, "between 1 and"},
		{func(d *Draw) { d.Ensemble = "ar1:1" }, "between -1 and 1"},
		{func(d *Draw) { d.Ensemble = "ar1:NaN" }, "between -1 and 1"},
		{func(d *Draw) { d.Ensemble = "ar1:.5" }, "plain number"},
		{func(d *Draw) { d.Ensemble = "ar1" }, "unknown ensemble"},
		{func(d *Draw) { d.Ensemble = "ar1:" }, "plain number"},
		{func(d *Draw) { d.Ensemble = "gaussian:1" }, "unknown ensemble"},
		{func(d *Draw) { d.Ensemble, d.M = "dct", 11 }, "dct needs m <= n"},
		{func(d *Draw) { d.Ensemble = "" }, "unknown ensemble"},
		{func(d *Draw) { d.Amplitudes = "cauchy" }, `unknown amplitudes "cauchy"`},
		{func(d *Draw) { d.Amplitudes = "" }, "unknown amplitudes"},
		{func(d *Draw) { d.K = 0; d.Amplitudes = "cauchy" }, "unknown amplitudes"},
	}
	for _, c := range cases {
		d := good
		c.change(&d)
		err := d.Validate()
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: got %v, want an error with %q", d, err, c.want)
		}
		if _, drawn := new(Sampler).Draw(d); drawn == nil {
			t.Errorf("%+v: drawn all the same", d)
		}
	}
}

func TestUnknownErrorCarriesTheKnownNames(t *testing.T) {
	var unknown *UnknownError
	err := Draw{N: 1, M: 1, Ensemble: "gausian"}.Validate()
	if !errors.As(err, &unknown) {
		t.Fatalf("got %v, want an UnknownError", err)
	}
	if unknown.What != "ensemble" || unknown.Name != "gausian" || !slices.Equal(unknown.Known, Ensembles()) {
		t.Errorf("got %+v", unknown)
	}
}

func TestEveryListedNameIsDrawn(t *testing.T) {
	var s Sampler
	for _, name := range Ensembles() {
		if strings.HasPrefix(name, "equation") {
			continue // see equation_test.go
		}
		name = strings.NewReplacer(":K", ":4", ":RHO", ":0.5").Replace(name)
		for _, amplitudes := range Amplitudes() {
			if _, err := s.Draw(Draw{N: 6, M: 3, K: 2, Ensemble: name, Amplitudes: amplitudes}); err != nil {
				t.Errorf("%s, %s: %v", name, amplitudes, err)
			}
		}
	}
}

func TestGenericNeedsNoAmplitudes(t *testing.T) {
	sys, err := new(Sampler).Draw(Draw{N: 6, M: 3, Ensemble: "gaussian"})
	if err != nil || sys.Truth != nil {
		t.Errorf("truth %v, error %v; want neither", sys.Truth, err)
	}
}
