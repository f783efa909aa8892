package main

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

// FuzzFile: whatever stands in the file of a sweep, it is read, or refused in one sentence.
func FuzzFile(f *testing.F) {
	for _, text := range []string{
		"n: 6\nm: 3\n", "n: [6, 7]\nm: 3 # rows\np: [.inf, 0.5]\n", "{n: 6, m: [3], seed: 18446744073709551615}", "n:\n- 6\n- 7\n",
		"", "---\n---\n", "- 1", "n: &a 6\nm: *a\n", "n: !!int 6", "<<: {n: 1}", "? n\n: 6", "n: |\n 6", "n: [6", "n: 6\nn: 7", "\tn: 6", "n: 'x", "n: {a: 1}",
		"p: .nan", "p: -.inf", "n: ~", "json: true", "\xff\xfe", "n: [[6]]", "n: \"\\n\"",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, flags := newAxes(), pflag.NewFlagSet("sweep", pflag.ContinueOnError)
		a.flags(flags)
		err := parseFlags("f.yaml", []byte(text), flags)
		if err == nil {
			a.plan(flags)
			return
		}
		said := sentence(err)
		if status(err) != exitUsage || !strings.HasPrefix(said, "f.yaml") || strings.Contains(said, "\n") {
			t.Errorf("status %d: %q", status(err), said)
		}
	})
}
