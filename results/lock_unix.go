//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package results

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// acquire takes the lock that keeps a second writer out, without waiting. The kernel holds it on the open file, so that it
// ends with the process, however that dies; the empty file stays, since removing it would let two writers hold two files of
// the same name.
func acquire(path string) (release func() error, err error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, fmt.Errorf("results: %w", err)
	}
	for {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	switch {
	case err == nil:
		return f.Close, nil
	case errors.Is(err, syscall.EWOULDBLOCK):
		err = ErrLocked
	}
	_ = f.Close()
	return nil, fmt.Errorf("results: %s: %w", path, err)
}
