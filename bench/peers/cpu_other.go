//go:build !unix

package peers

import "time"

var began = time.Now()

// cpu returns the time since the start: where there is no CPU time of a process, wall time must do.
func cpu() time.Duration { return time.Since(began) }
