package render

import (
	"bytes"
	"math"
	"testing"

	"touchpoint/results"
)

func TestMeasured(t *testing.T) {
	nan := math.NaN()
	for want, m := range map[string]results.Measured{
		"1.234 [1.222, 1.246]": {Value: 1.23412, Lo: 1.22234, Hi: 1.24567},
		"120 [100, 150]":       {Value: 120.2, Lo: 99.9, Hi: 150.1},
		"0.5000":               {Value: 0.5, Lo: 0.5, Hi: 0.5},
		"2.000":                {Value: 2, Lo: nan, Hi: nan},
		"-":                    {Value: nan, Lo: 1, Hi: 2},
	} {
		if got := show(m, 3); got != want {
			t.Errorf("%+v is shown as %q, want %q", m, got, want)
		}
	}
}

func TestMeasuredInCSV(t *testing.T) {
	table := results.Table{Name: "t", Columns: []results.Column{{Header: "error"}, {Header: "mixed"}}}
	table.Append(results.Measured{Value: 1.5, Lo: 1, Hi: 2}, results.Measured{Value: 3, Lo: 2, Hi: math.NaN()})
	table.Append(results.Missing{}, rate(1, 1, 0, 0.1, 0.9))
	var out bytes.Buffer
	if err := CSV(&out, table); err != nil {
		t.Fatal(err)
	}
	want := "error,error_lo,error_hi,mixed,mixed_lo,mixed_hi,mixed_wilson_lo,mixed_wilson_hi,mixed_hits,mixed_trials,mixed_undecided\n" +
		"1.5,1,2,3,2,,,,,,\n,,,0.5,0.1,0.9,,,1,2,0\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}
