//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package results

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// acquire takes the lock that keeps a second writer out, without waiting: a file that exists as long as the store is open.
// A process that is killed leaves it behind, and whoever knows that the process is gone has to delete it.
func acquire(path string) (release func() error, err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("results: %s: %w (delete the file if that process is gone)", path, ErrLocked)
	}
	if err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	return func() error {
		return errors.Join(f.Close(), os.Remove(path))
	}, nil
}
