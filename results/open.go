package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const lockName = "lock"

// Open opens the store in dir for writing, or makes one. In a new or empty directory it writes the manifest; in a store of
// the same fingerprint it resumes, and notes the build if it is another one; anything else it leaves untouched and returns an
// error wrapping [ErrOtherSweep], [ErrForeign], [ErrLocked], [ErrManifest] or [ErrRecord].
//
// Of m it needs Seed, Sweep and Solvers, and Measures where there are any. Builds is [ThisBuild] unless the caller gives one.
func Open(dir string, m Manifest) (*Store, error) {
	m, err := m.sealed()
	if err != nil {
		return nil, err
	}
	if err := claim(dir); err != nil {
		return nil, err
	}
	release, err := acquire(filepath.Join(dir, lockName))
	if err != nil {
		return nil, err
	}
	s := &Store{dir: dir, release: release}
	if err := s.resume(m); err != nil {
		return nil, errors.Join(err, release())
	}
	return s, nil
}

// claim makes the directory if need be, and refuses one that holds files but no manifest. What a store killed in its first
// moments leaves behind counts as nothing.
func claim(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("results: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("results: %w", err)
	}
	foreign := ""
	for _, e := range entries {
		switch e.Name() {
		case manifestName:
			return nil
		case lockName, manifestName + ".tmp":
		default:
			foreign = e.Name()
		}
	}
	if foreign != "" {
		return fmt.Errorf("results: %s is %w: it has %s and no %s", dir, ErrForeign, foreign, manifestName)
	}
	return nil
}

// resume takes up what is in the directory, or begins. The manifest comes before the first record, so that a directory of
// records without one is nobody's store; a new build is noted last, when everything else is in order.
func (s *Store) resume(m Manifest) error {
	prior, err := ReadManifest(s.dir)
	if errors.Is(err, fs.ErrNotExist) {
		prior, err = m, m.write(s.dir)
	}
	switch {
	case err != nil:
		return err
	case prior.Fingerprint != m.Fingerprint:
		return fmt.Errorf("results: %s holds %w: %s", s.dir, ErrOtherSweep, strings.Join(prior.differences(m), "; "))
	}
	if err := s.reopen(); err != nil {
		return err
	}
	s.manifest = prior
	if s.manifest.adopt(m.Builds[len(m.Builds)-1]) {
		if err := s.manifest.write(s.dir); err != nil {
			return errors.Join(err, s.file.Close())
		}
	}
	return nil
}

// reopen opens the records, counts them and cuts a torn tail.
func (s *Store) reopen() error {
	path := filepath.Join(s.dir, recordsName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return fmt.Errorf("results: %w", err)
	}
	for l, err := range scan(path, f) {
		if err != nil {
			return errors.Join(err, f.Close())
		}
		s.size = l.end
		s.next++
	}
	if err := f.Truncate(s.size); err != nil {
		return errors.Join(fmt.Errorf("results: %w", err), f.Close())
	}
	s.file = f
	return nil
}
