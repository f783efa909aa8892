package results

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestManifestOnDisk(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	m, err := ReadManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	if m.Schema != Schema || m.Seed != 1<<63+1 || len(m.Fingerprint) != 64 || m.Fingerprint != s.Manifest().Fingerprint {
		t.Errorf("read %+v", m)
	}
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), `"note": "p < 1"`) || !strings.Contains(string(text), `"seed": 9223372036854775809`) {
		t.Errorf("the manifest is not fit to be read:\n%s", text)
	}
	if _, err := ReadManifest(t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no manifest: %v", err)
	}
	for _, err := range Read(t.TempDir()) {
		if !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("reading no store: %v", err)
		}
	}
}

func TestManifestChangedByHand(t *testing.T) {
	dir := t.TempDir()
	closeStore(t, open(t, dir))
	path := filepath.Join(dir, manifestName)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, changed := range []string{
		strings.Replace(string(text), `"trials": 10`, `"trials": 11`, 1),
		strings.Replace(string(text), `1e-9`, `1e-8`, 1),
		string(text[:len(text)/2]),
		"",
	} {
		if err := os.WriteFile(path, []byte(changed), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadManifest(dir); !errors.Is(err, ErrManifest) {
			t.Errorf("ReadManifest = %v of\n%s", err, changed)
		}
		if _, err := Open(dir, question1()); !errors.Is(err, ErrManifest) {
			t.Errorf("Open = %v of\n%s", err, changed)
		}
	}
}

// TestSameQuestion: spelling does not make another sweep.
func TestSameQuestion(t *testing.T) {
	dir := t.TempDir()
	closeStore(t, open(t, dir))
	m := question1()
	m.Sweep = json.RawMessage("{\"trials\":10,\n\t\"p\":[0.5,1],\"note\":\"p \\u003c 1\"}")
	s, err := Open(dir, m)
	if err != nil {
		t.Fatal(err)
	}
	closeStore(t, s)
}

func TestOtherSweep(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	appendAll(t, s, 0, 3)
	closeStore(t, s)
	before := listing(t, dir)
	long := `{"trials": 10, "p": [` + strings.Repeat("0.25,", 100) + `%], "note": "p < 1"}`
	cases := []struct {
		change func(*Manifest)
		says   string
	}{
		{func(m *Manifest) { m.Seed = 5 }, "seed is 9223372036854775809 there, 5 here"},
		{func(m *Manifest) { m.Sweep = json.RawMessage(`{"trials": 20, "p": [0.5, 1], "note": "p < 1"}`) }, "sweep.trials is 10 there, 20 here"},
		{func(m *Manifest) { m.Sweep = json.RawMessage(`{"p": [0.5, 1], "note": "p < 1"}`) }, "sweep.trials is 10 there, absent here"},
		{func(m *Manifest) { m.Sweep = json.RawMessage(`{"p": [0.5, 1], "trials": 10, "note": "p < 1"}`) }, "in another order"},
		{func(m *Manifest) { m.Sweep = json.RawMessage(`[1]`) }, "sweep is absent there, [1] here"},
		{func(m *Manifest) { m.Sweep = json.RawMessage(strings.Replace(long, "%", "7", 1)) }, "here"},
		{func(m *Manifest) { m.Solvers["lp"] = json.RawMessage(`{"Tol":1e-6}`) }, `solver lp is {"Tol":1e-9} there, {"Tol":1e-6} here`},
		{func(m *Manifest) { delete(m.Solvers, "omp") }, "solver omp is {} there, absent here"},
		{func(m *Manifest) { m.Seed = 5; delete(m.Solvers, "lp") }, "seed is 9223372036854775809 there, 5 here; solver lp is"},
	}
	for _, c := range cases {
		m := question1()
		c.change(&m)
		_, err := Open(dir, m)
		if !errors.Is(err, ErrOtherSweep) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), dir) {
			t.Errorf("got %v\nwant it to say %s", err, c.says)
		}
		if err != nil && len(err.Error()) > 400 {
			t.Errorf("%d bytes are no sentence: %v", len(err.Error()), err)
		}
	}
	if after := listing(t, dir); len(after) != len(before) || after[manifestName] != before[manifestName] || after[recordsName] != before[recordsName] {
		t.Error("a refused store was changed")
	}
}

// TestDifferencesShowTheDifference: of two long values, the part in which they differ.
func TestDifferencesShowTheDifference(t *testing.T) {
	long := strings.Repeat("0.25,", 100)
	a := Manifest{Sweep: json.RawMessage(`{"p":[` + long + `7,` + long + `1]}`)}
	b := Manifest{Sweep: json.RawMessage(`{"p":[` + long + `8,` + long + `1]}`)}
	got := a.differences(b)
	if len(got) != 1 || !strings.Contains(got[0], "0.25,7,0.25") || !strings.Contains(got[0], "0.25,8,0.25") || len(got[0]) > 200 {
		t.Errorf("got %q", got)
	}
}

func TestManifestOfAnotherSchema(t *testing.T) {
	dir := t.TempDir()
	m, err := question1().sealed()
	if err != nil {
		t.Fatal(err)
	}
	m.Schema = Schema + 1
	if m.Fingerprint, err = m.fingerprint(); err != nil {
		t.Fatal(err)
	}
	if err := m.write(dir); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, question1()); !errors.Is(err, ErrOtherSweep) || !strings.Contains(err.Error(), fmt.Sprintf("schema is %d there, %d here", Schema+1, Schema)) {
		t.Errorf("Open = %v", err)
	}
	for _, err := range Read(dir) {
		if !errors.Is(err, ErrManifest) || !strings.Contains(err.Error(), fmt.Sprintf("schema %d", Schema+1)) {
			t.Errorf("Read = %v", err)
		}
	}
}

func TestManifestThatIsNoJSON(t *testing.T) {
	m := question1()
	m.Sweep = json.RawMessage("{")
	dir := filepath.Join(t.TempDir(), "store")
	if _, err := Open(dir, m); !errors.Is(err, ErrManifest) {
		t.Errorf("Open = %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the directory was made: %v", err)
	}
}

// TestBuilds: every build that opens a store is noted, once; the same build changes nothing.
func TestBuilds(t *testing.T) {
	dir := t.TempDir()
	for i, commit := range []string{"one", "one", "two", "one", "two", "three"} {
		m := question1()
		m.Builds = []Build{{Commit: commit, Modules: map[string]string{"a": "v1"}}}
		s, err := Open(dir, m)
		if err != nil {
			t.Fatal(err)
		}
		closeStore(t, s)
		onDisk, err := ReadManifest(dir)
		if err != nil {
			t.Fatal(err)
		}
		want := []int{1, 1, 2, 2, 2, 3}[i]
		if len(s.Manifest().Builds) != want || len(onDisk.Builds) != want {
			t.Errorf("step %d: %d builds, %d on disk, want %d", i, len(s.Manifest().Builds), len(onDisk.Builds), want)
		}
	}
}

// Manifests from before there were measures stay as they were; a store of one does not answer what names its facts.
func TestManifestWithoutMeasures(t *testing.T) {
	dir := t.TempDir()
	closeStore(t, open(t, dir))
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil || strings.Contains(string(text), "measures") {
		t.Errorf("%v:\n%s", err, text)
	}
	asked := question1()
	asked.Measures = map[string]json.RawMessage{"ball": json.RawMessage(`{"facts":[]}`)}
	if _, err := Open(dir, asked); !errors.Is(err, ErrOtherSweep) || !strings.Contains(err.Error(), `measure ball is absent there, {"facts":[]} here`) {
		t.Errorf("Open = %v", err)
	}
}
