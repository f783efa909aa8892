package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// call runs touchpoint in this process.
func call(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, diagnostics strings.Builder
	status = run(t.Context(), args, strings.NewReader(""), &out, &diagnostics)
	return status, out.String(), diagnostics.String()
}

// objects runs touchpoint, which must succeed, and returns the JSON objects on its stdout, one a line.
func objects(t *testing.T, args ...string) []map[string]any {
	t.Helper()
	status, stdout, stderr := call(t, args...)
	if status != exitOK {
		t.Fatalf("touchpoint %q: exit status %d: %s", args, status, stderr)
	}
	var list []map[string]any
	for line := range strings.Lines(stdout) {
		dec := json.NewDecoder(strings.NewReader(line))
		dec.UseNumber()
		var object map[string]any
		if err := dec.Decode(&object); err != nil || dec.More() {
			t.Fatalf("not one JSON object a line: %v: %s", err, line)
		}
		list = append(list, object)
	}
	return list
}

// kinds names the kind of every field of an object: text, flag, whole, number, null, [number], and {whole} for a histogram. The
// fields of an object in an object have a dot in their names.
func kinds(object map[string]any) map[string]string {
	out := map[string]string{}
	for name, value := range object {
		inner, nested := value.(map[string]any)
		if !nested || name == "support" || name == "dim" {
			out[name] = kind(value)
			continue
		}
		for field, of := range kinds(inner) {
			out[name+"."+field] = of
		}
	}
	return out
}

func kind(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return "text"
	case bool:
		return "flag"
	case json.Number:
		if _, err := strconv.Atoi(v.String()); err == nil {
			return "whole"
		}
		return "number"
	case []any:
		return "[" + commonKind(v) + "]"
	case map[string]any:
		for key := range v {
			if _, err := strconv.Atoi(key); err != nil {
				return "{" + key + "}"
			}
		}
		return "{" + commonKind(slices.Collect(maps.Values(v))) + "}"
	}
	return fmt.Sprintf("%T", value)
}

// commonKind is the kind of all of the values; whole ones are numbers, too.
func commonKind(values []any) string {
	common := ""
	for _, v := range values {
		switch k := kind(v); {
		case common == "" || common == "whole" && k == "number":
			common = k
		case k != common && !(common == "number" && k == "whole"):
			return common + " and " + k
		}
	}
	return common
}

// checkKinds compares the kinds of all fields with those that are promised, a line of "name kind" for each. Where a number or a
// list of numbers is promised, whole ones do, and an empty histogram is one.
func checkKinds(t *testing.T, object map[string]any, promise string) {
	t.Helper()
	got, want := kinds(object), map[string]string{}
	for line := range strings.Lines(promise) {
		if words := strings.Fields(line); len(words) == 2 {
			want[words[0]] = words[1]
		}
	}
	for name, k := range got {
		switch {
		case k == "whole" && want[name] == "number", k == "[whole]" && want[name] == "[number]", k == "{}" && want[name] == "{whole}":
			got[name] = want[name]
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fields (-promised +written):\n%s", diff)
	}
}

// float returns a number of an object, by its dotted name or "x.0" for an entry of a list, and checks that it is written with the fewest digits
// that give it back.
func float(t *testing.T, object map[string]any, path string) float64 {
	t.Helper()
	var value any = object
	for name := range strings.SplitSeq(path, ".") {
		switch v := value.(type) {
		case map[string]any:
			value = v[name]
		case []any:
			i, err := strconv.Atoi(name)
			if err != nil || i >= len(v) {
				t.Fatalf("%s: no entry %s of %d", path, name, len(v))
			}
			value = v[i]
		}
	}
	text, ok := value.(json.Number)
	if !ok {
		t.Fatalf("%s is %v, not a number", path, value)
	}
	v, err := text.Float64()
	if err != nil {
		t.Fatal(err)
	}
	if canonical, _ := json.Marshal(v); string(canonical) != text.String() {
		t.Errorf("%s is written as %s; the shortest decimal that gives it back is %s", path, text, canonical)
	}
	return v
}
