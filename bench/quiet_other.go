//go:build !linux

package bench

import "os/exec"

// quiet is how much of a processor a measurement has for itself: only Linux is asked for any.
type quiet struct {
	processors       int
	pinned, realtime bool
}

func (q quiet) allowed() quiet { return quiet{processors: q.processors} }

func (q quiet) start(c *exec.Cmd) error { return c.Start() }
