package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRefusedStore: a second question to a store, or a store where something else is, changes nothing, not even a time of change.
func TestRefusedStore(t *testing.T) {
	dir := t.TempDir()
	sweep := []string{"sweep", "--n", "8", "--m", "4", "--trials", "5", "--out"}
	if status, _, stderr := call(t, append(sweep, filepath.Join(dir, "kept"))...); status != exitOK {
		t.Fatal(stderr)
	}
	foreign := filepath.Join(dir, "foreign")
	if err := os.Mkdir(foreign, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(foreign, "records.jsonl"), []byte("mine\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	before := stamps(t, dir)
	for _, args := range [][]string{append(sweep, filepath.Join(dir, "kept"), "--seed", "2"), append(sweep, foreign)} {
		status, stdout, stderr := call(t, args...)
		if fault := unclear(stderr); status != exitUsage || stdout != "" || fault != "" {
			t.Errorf("exit status %d, stdout %q, stderr %q %s", status, stdout, stderr, fault)
		}
	}
	if diff := cmp.Diff(before, stamps(t, dir)); diff != "" {
		t.Errorf("changed:\n%s", diff)
	}
}

// stamps returns size and time of change of everything below a directory.
func stamps(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil {
			out[path] = fmt.Sprint(info.Size(), info.ModTime().UnixNano())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
