package results

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
)

// ErrManifest is wrapped by errors about a manifest that cannot be read, or that somebody changed.
var ErrManifest = errors.New("bad manifest")

const manifestName = "manifest.json"

// Manifest says what a store holds the answers to. Seed, Sweep, Solvers and Measures are the caller's and make up the question; [Open]
// fills in the rest. There is no time in it.
type Manifest struct {
	Schema      int                        `json:"schema"`
	Fingerprint string                     `json:"fingerprint"` // SHA-256 of schema, seed, sweep, solvers and measures, in hexadecimal
	Seed        uint64                     `json:"seed"`
	Sweep       json.RawMessage            `json:"sweep"`              // the caller's own description
	Solvers     map[string]json.RawMessage `json:"solvers"`            // configuration by name
	Measures    map[string]json.RawMessage `json:"measures,omitempty"` // by name, what the named facts of a record mean; none in older manifests
	Builds      []Build                    `json:"builds"`             // what opened the store for writing, each once, the first first
}

// ReadManifest reads the manifest of a store and checks its fingerprint against its contents. A directory without a manifest
// gives an error wrapping [io/fs.ErrNotExist].
func ReadManifest(dir string) (Manifest, error) {
	path := filepath.Join(dir, manifestName)
	text, err := os.ReadFile(path)
	if err != nil {
		return Manifest{}, fmt.Errorf("results: %w", err)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return Manifest{}, fmt.Errorf("results: %w %s: %w", ErrManifest, path, err)
	}
	fingerprint, err := m.fingerprint()
	if err != nil {
		return Manifest{}, err
	}
	if m.Fingerprint != fingerprint {
		return Manifest{}, fmt.Errorf("results: %w %s: its fingerprint is %.12s, its contents give %.12s; somebody changed it",
			ErrManifest, path, m.Fingerprint, fingerprint)
	}
	return m, nil
}

// sealed returns the manifest as a new store writes it.
func (m Manifest) sealed() (Manifest, error) {
	m.Schema = Schema
	if len(m.Builds) == 0 {
		m.Builds = []Build{ThisBuild()}
	}
	if m.Solvers == nil {
		m.Solvers = map[string]json.RawMessage{}
	}
	var err error
	m.Fingerprint, err = m.fingerprint()
	return m, err
}

// question is what two runs must agree in to share a store. Its JSON is compact and has its keys in order, so that neither
// blanks in the caller's JSON nor the order of a map matter.
type question struct {
	Schema   int                        `json:"schema"`
	Seed     uint64                     `json:"seed"`
	Sweep    json.RawMessage            `json:"sweep"`
	Solvers  map[string]json.RawMessage `json:"solvers"`
	Measures map[string]json.RawMessage `json:"measures,omitempty"`
}

func (m Manifest) fingerprint() (string, error) {
	text, err := json.Marshal(question{m.Schema, m.Seed, m.Sweep, m.Solvers, m.Measures})
	if err != nil {
		return "", fmt.Errorf("results: %w: %w", ErrManifest, err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// adopt adds a build that is not in the manifest, and reports whether it did.
func (m *Manifest) adopt(build Build) bool {
	if slices.ContainsFunc(m.Builds, func(b Build) bool { return reflect.DeepEqual(b, build) }) {
		return false
	}
	m.Builds = append(m.Builds, build)
	return true
}

// Answers reports whether a store with this manifest holds the answers to the same question: seed, sweep, solvers and measures.
func (m Manifest) Answers(question Manifest) (bool, error) {
	question, err := question.sealed()
	return err == nil && m.Fingerprint == question.Fingerprint, err
}

// write replaces the manifest of a directory at once: at every moment there is the old one, whole, or the new one.
func (m Manifest) write(dir string) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(m); err != nil {
		return fmt.Errorf("results: %w: %w", ErrManifest, err)
	}
	if err := replaceFile(dir, manifestName, text.Bytes()); err != nil {
		return fmt.Errorf("results: %w", err)
	}
	return nil
}
