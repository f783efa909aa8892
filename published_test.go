package touchpoint

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every table line that README quotes stands, to the letter, in the published table that the comment above it names.
func TestQuotedTablesArePublished(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, lines := "", 0
	published := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\n")
		if name, ok := strings.CutPrefix(line, "<!-- from "); ok {
			source = strings.TrimSuffix(name, " -->")
			table, err := os.ReadFile(source)
			if err != nil {
				t.Fatal(err)
			}
			clear(published)
			for row := range strings.Lines(string(table)) {
				published[strings.TrimRight(row, "\n")] = true
			}
			continue
		}
		if source == "" || line == "" {
			source = ""
			continue
		}
		if lines++; !published[line] {
			t.Errorf("README quotes %q, which is not a line of %s", line, source)
		}
	}
	if lines < 3 {
		t.Errorf("README quotes %d lines of published tables", lines)
	}
}

// What is published comes from one commit with nothing changed, and says which.
func TestPublishedTablesHaveAManifest(t *testing.T) {
	manifests, err := filepath.Glob("results/published/tables/*/manifest.json")
	if err != nil || len(manifests) == 0 {
		t.Fatalf("no manifest under results/published; run make publish (%v)", err)
	}
	commits := map[string]bool{}
	for _, name := range manifests {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var m struct {
			Builds []struct {
				Commit string `json:"commit"`
				Dirty  bool   `json:"dirty"`
			} `json:"builds"`
		}
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(m.Builds) != 1 || m.Builds[0].Dirty || len(m.Builds[0].Commit) != 40 {
			t.Errorf("%s: builds %+v, want one of a clean commit", name, m.Builds)
			continue
		}
		commits[m.Builds[0].Commit] = true
	}
	if len(commits) > 1 {
		t.Errorf("the published tables come from %d commits", len(commits))
	}
	claims, err := filepath.Glob("results/published/tables/*")
	if err != nil || len(claims) != len(manifests) {
		t.Errorf("%d published claims, %d manifests", len(claims), len(manifests))
	}
}
