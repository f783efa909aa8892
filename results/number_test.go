package results

import (
	"encoding/json"
	"math"
	"testing"
)

// hardNumbers are the values where decimal spellings change their form or lose bits.
var hardNumbers = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.1, 1.0 / 3, 1e-6, math.Nextafter(1e-6, 0), 1e-7, 9.5e-9, 1e-10, 1e-150, 1e150, 1e20,
	1e21, math.Nextafter(1e21, 0), 1e22, math.MaxFloat64, -math.MaxFloat64, math.SmallestNonzeroFloat64, 0x1p-1022, 1 << 53,
	math.NaN(), math.Inf(1), math.Inf(-1),
}

// checkNumber holds Number against encoding/json: the same spelling of finite values, null otherwise, and every bit back.
func checkNumber(t *testing.T, v float64) {
	t.Helper()
	text, err := json.Marshal(Number(v))
	if err != nil {
		t.Fatalf("marshal %v: %v", v, err)
	}
	var back Number
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatalf("unmarshal %s: %v", text, err)
	}
	if math.IsNaN(v) || math.IsInf(v, 0) {
		if string(text) != "null" || !math.IsNaN(float64(back)) {
			t.Fatalf("%v is written as %s and reads back as %v", v, text, back)
		}
		return
	}
	want, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if string(text) != string(want) {
		t.Fatalf("%v is written as %s; encoding/json writes %s", v, text, want)
	}
	if math.Float64bits(float64(back)) != math.Float64bits(v) {
		t.Fatalf("%v reads back as %v", v, back)
	}
}

func TestNumberRoundTrip(t *testing.T) {
	for _, v := range hardNumbers {
		checkNumber(t, v)
	}
}

func FuzzNumber(f *testing.F) {
	for _, v := range hardNumbers {
		f.Add(math.Float64bits(v))
	}
	f.Fuzz(func(t *testing.T, bits uint64) { checkNumber(t, math.Float64frombits(bits)) })
}

func TestNumberRefuses(t *testing.T) {
	for _, text := range []string{`"1"`, `1e999`, `{}`, `true`, `[1]`, `NaN`} {
		var x Number
		if err := json.Unmarshal([]byte(text), &x); err == nil {
			t.Errorf("%s reads as %v", text, x)
		}
	}
}
