package results

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// differences says in words where the question of m, which is there, differs from the question of other, which is here.
func (m Manifest) differences(other Manifest) []string {
	there, here := m.facts(), other.facts()
	names := slices.AppendSeq(slices.Collect(maps.Keys(there)), maps.Keys(here))
	slices.SortFunc(names, cmp.Compare[string])
	var out []string
	for _, name := range slices.Compact(names) {
		a, b := cmp.Or(there[name], "absent"), cmp.Or(here[name], "absent")
		if a != b {
			at := commonPrefix(a, b)
			out = append(out, fmt.Sprintf("%s is %s there, %s here", name, excerpt(a, at), excerpt(b, at)))
		}
	}
	if out == nil {
		return []string{"the sweep has its members in another order"}
	}
	return out
}

// facts returns the parts of the question by name: a sweep that is a JSON object part by part, any other sweep whole.
func (m Manifest) facts() map[string]string {
	facts := map[string]string{"schema": fmt.Sprint(m.Schema), "seed": fmt.Sprint(m.Seed)}
	var members map[string]json.RawMessage
	if json.Unmarshal(m.Sweep, &members) != nil {
		facts["sweep"] = compact(m.Sweep)
	}
	for name, value := range members {
		facts["sweep."+name] = compact(value)
	}
	for name, value := range m.Solvers {
		facts["solver "+name] = compact(value)
	}
	for name, value := range m.Measures {
		facts["measure "+name] = compact(value)
	}
	return facts
}

func compact(raw json.RawMessage) string {
	var text bytes.Buffer
	if json.Compact(&text, raw) != nil {
		return string(raw)
	}
	return text.String()
}

func commonPrefix(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// excerpt cuts a long value down to the surroundings of position at.
func excerpt(s string, at int) string {
	const before, length = 20, 60
	if len(s) <= length {
		return s
	}
	from := max(0, min(at-before, len(s)-length))
	text := s[from : from+length]
	if from > 0 {
		text = "..." + text
	}
	if from+length < len(s) {
		text += "..."
	}
	return text
}
