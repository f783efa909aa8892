package results

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// sample returns record number i of a made-up sweep: every field varies, hard numbers and hard strings occur.
func sample(i int) Record {
	if i%11 == 3 {
		return Pointless(fmt.Sprintf("n=8/k=%d/solver=lp", i/10), i%10, Outcome(i%3), "no: \"p < 1\" & \u00b5\\ "+strings.Repeat("x", i%97))
	}
	rng := rand.New(rand.NewPCG(uint64(i), 7))
	number := func() Number {
		if i%5 == 0 {
			return Number(hardNumbers[rng.IntN(len(hardNumbers))])
		}
		return Number(rng.NormFloat64() * math.Pow(10, float64(rng.IntN(40)-20)))
	}
	var x []Number
	for range i % 4 {
		x = append(x, number())
	}
	var facts Facts
	for j := range i % 3 {
		facts = append(facts, Fact{[]string{"test_error", "a\"b"}[j], number()})
	}
	return Record{
		X: x, Facts: facts,
		Cell: fmt.Sprintf("n=8/k=%d/solver=lp", i/10), Trial: i % 10, Outcome: Solved, Status: "converged", Iterations: rng.IntN(1000),
		Kind: KindOptimal, Basic: i%2 == 0, Unique: i%3 == 0, Tied: i%7 == 1, Exact: i%13 == 0,
		Support: rng.IntN(9), Truth: i % 4, Found: i % 3, Face: rng.IntN(9) - 1, Dim: rng.IntN(4) - 1,
		Residual: number(), Gap: number(), Margin: number(), Blur: number(),
		Objective: number(), TruthObjective: number(), Error: number(), Distance: number(), Spread: number(), Second: number(),
	}
}

// slowJSON is the twin of AppendJSON.
func slowJSON(t *testing.T, r Record) []byte {
	t.Helper()
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(r); err != nil {
		t.Fatal(err)
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n"))
}

func lineOf(t testing.TB, r Record) []byte {
	t.Helper()
	text, err := r.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// equal compares records with NaN, infinities and null taken as one.
func equal(a, b Record) bool {
	for _, r := range []*Record{&a, &b} {
		numbers := []*Number{&r.Residual, &r.Gap, &r.Margin, &r.Blur, &r.Objective, &r.TruthObjective, &r.Error, &r.Distance, &r.Spread, &r.Second}
		r.X, r.Facts = slices.Clone(r.X), slices.Clone(r.Facts)
		for j := range r.Facts {
			numbers = append(numbers, &r.Facts[j].Value)
		}
		for j := range r.X {
			numbers = append(numbers, &r.X[j])
		}
		for _, x := range numbers {
			if x.Missing() {
				*x = 12345.678
			}
		}
	}
	return reflect.DeepEqual(a, b)
}

func TestRecordAgainstEncodingJSON(t *testing.T) {
	for i := range 2000 {
		r := sample(i)
		got, want := lineOf(t, r), slowJSON(t, r)
		if !bytes.Equal(got, want) {
			t.Fatalf("record %d\n got %s\nwant %s", i, got, want)
		}
		back, err := ParseRecord(got)
		if err != nil || !equal(back, r) {
			t.Fatalf("record %d: %v\n got %+v\nwant %+v", i, err, back, r)
		}
	}
}

// TestRecordLine pins the line that users of jq see.
func TestRecordLine(t *testing.T) {
	r := Record{
		Cell: cell, Trial: 17, Outcome: Solved, Status: "converged", Iterations: 9, Kind: KindOptimal, Basic: true, Unique: true,
		Support: 4, Truth: 4, Found: 4, Face: 3, Dim: 0, Residual: 2.5e-16, Gap: 0, Margin: 0.125, Blur: 0,
		Objective: 3.5, TruthObjective: 3.5, Error: 1e-15, Distance: 2e-15, Spread: 3.5, Second: 0.5,
		X: []Number{3.5, 0}, Facts: Facts{{"test_error", 0.25}},
	}
	want := `{"cell":"n=64/m=32/k=4/p=0.5/ensemble=gaussian/amplitudes=gaussian/solver=homotopy","trial":17,"outcome":"solved",` +
		`"status":"converged","iterations":9,"kind":"optimal","basic":true,"unique":true,"tied":false,"exact":false,"support":4,` +
		`"truth":4,"found":4,"face":3,"dim":0,"residual":2.5e-16,"gap":0,"margin":0.125,"blur":0,"objective":3.5,"truth_objective":3.5,"error":1e-15,"distance":2e-15,` +
		`"spread":3.5,"second":0.5,"x":[3.5,0],"facts":{"test_error":0.25}}`
	if got := string(lineOf(t, r)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	r = Pointless("n=1", 0, Declined, "p < 1")
	want = `{"cell":"n=1","trial":0,"outcome":"declined","reason":"p < 1","status":"","iterations":0,"kind":"none","basic":false,` +
		`"unique":false,"tied":false,"exact":false,"support":0,"face":-1,"dim":-1,"residual":null,"gap":null,"margin":null,` +
		`"blur":null,"objective":null,"truth_objective":null,"error":null,"distance":null,"spread":null,"second":null}`
	if got := string(lineOf(t, r)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestRecordRefuses damages a good line in ways that encoding/json alone would let pass or fill with zeros.
func TestRecordRefuses(t *testing.T) {
	good := string(lineOf(t, sample(1)))
	if _, err := ParseRecord([]byte(good)); err != nil {
		t.Fatal(err)
	}
	damage := map[string]string{
		"empty":         "",
		"no fields":     "{}",
		"null":          "null",
		"missing field": strings.Replace(good, `"exact":false,`, "", 1),
		"unknown field": strings.Replace(good, `"exact":false,`, `"exact":false,"more":1,`, 1),
		"doubled field": strings.Replace(good, `"exact":false,`, `"exact":false,"exact":false,`, 1),
		"other case":    strings.Replace(good, `"exact"`, `"Exact"`, 1),
		"blank":         strings.Replace(good, `"exact":`, `"exact": `, 1),
		"other outcome": strings.Replace(good, `"solved"`, `"great"`, 1),
		"fraction":      strings.Replace(good, `"trial":1`, `"trial":1.5`, 1),
		"zeroed":        strings.Repeat("\x00", len(good)),
		"two records":   good + good,
	}
	for name, line := range damage {
		if line == good {
			t.Fatalf("%s: the damage did nothing", name)
		}
		if r, err := ParseRecord([]byte(line)); err == nil {
			t.Errorf("%s: reads as %+v", name, r)
		}
	}
	bad := sample(1)
	bad.Outcome = 9
	if text, err := bad.AppendJSON(nil); err == nil {
		t.Errorf("outcome 9 is written as %s", text)
	}
}

// FuzzRecordStrings: whatever a reason holds, the line is one line and reads back to itself.
func FuzzRecordStrings(f *testing.F) {
	for _, s := range []string{"", "plain", "a\nb", "\u2028", "\xff\xfe", "<&>", `"\`, "\x00", "\u00e9"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, cell, reason string) {
		r := Pointless(cell, 0, Failed, reason)
		text := lineOf(t, r)
		if bytes.ContainsAny(text, "\n\r") {
			t.Fatalf("the line breaks: %q", text)
		}
		back, err := ParseRecord(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if want := strings.ToValidUTF8(reason, "\uFFFD"); back.Reason != want {
			t.Fatalf("reason %q reads back as %q", reason, back.Reason)
		}
	})
}

func TestAppendJSONDoesNotAllocate(t *testing.T) {
	buf := make([]byte, 0, 1<<12)
	for _, i := range []int{0, 1, 4, 6, 7} {
		r := sample(i)
		if allocs := testing.AllocsPerRun(100, func() { buf, _ = r.AppendJSON(buf[:0]) }); allocs != 0 {
			t.Errorf("record %d: %v allocations", i, allocs)
		}
	}
}

func BenchmarkAppendJSON(b *testing.B) {
	r := sample(1)
	var buf []byte
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = r.AppendJSON(buf[:0])
	}
	b.SetBytes(int64(len(buf)))
}

// BenchmarkRead reads records as a store and its readers do, one after the other.
func BenchmarkRead(b *testing.B) {
	text, read := reference(b, 4096), 0
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range scan("records", bytes.NewReader(text)) {
			if err != nil {
				b.Fatal(err)
			}
			read++
		}
	}
	b.ReportMetric(float64(read)/b.Elapsed().Seconds(), "records/s")
}

// A line is read whole though it is longer than the buffer.
func TestLongLines(t *testing.T) {
	long := Pointless("n=1", 0, Failed, strings.Repeat("no ", 1<<16))
	text := append(append(lineOf(t, long), '\n'), append(lineOf(t, sample(1)), '\n')...)
	var got []Record
	var ends []int64
	for l, err := range scan("records", bytes.NewReader(text)) {
		if err != nil {
			t.Fatal(err)
		}
		got, ends = append(got, l.record), append(ends, l.end)
	}
	if len(got) != 2 || !equal(got[0], long) || !equal(got[1], sample(1)) || ends[1] != int64(len(text)) {
		t.Errorf("%d records, ends %v of %d", len(got), ends, len(text))
	}
}

// A record damaged before its x must end the reading, which once went on for ever.
func TestDamageBeforeThePoint(t *testing.T) {
	whole := `{"cell":"n=2","trial":0,"outcome":"solved","status":"","iterations":0,"kind":"none","basic":false,"unique":false,"tied":false,` +
		`"exact":false,"support":0,"face":-1,"dim":-1,"residual":0,"gap":0,"margin":0,"blur":0,"objective":0,"truth_objective":null,"error":null,"distance":null,"spread":1,"second":0,"x":[1,2],"facts":{"a":1}}`
	if _, err := ParseRecord([]byte(whole)); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{`,"error":null`, `,"truth_objective":null`, `"objective":0`, `,"blur":0`, `,"x":[1`, `]`, `,"facts":{"a":1`, `"a":`} {
		if _, err := ParseRecord([]byte(strings.Replace(whole, field, "", 1))); err == nil {
			t.Errorf("a record without %s was taken", field)
		}
	}
}
