//go:build !unix

package peers

import "time"

var began = time.Now()

// CPU returns the time since the start: where there is no CPU time of a process, wall time must do.
func CPU() time.Duration { return time.Since(began) }
