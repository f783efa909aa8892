//go:build unix

package peers

import (
	"syscall"
	"time"
)

// CPU returns the CPU time of this process, all threads, the collector's included.
func CPU() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic("peers: " + err.Error()) // RUSAGE_SELF cannot fail
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
