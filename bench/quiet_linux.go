package bench

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"

	"golang.org/x/sys/unix"
)

// quiet is how much of a processor a measurement has for itself.
type quiet struct {
	processors int
	pinned     bool // to the last processors that this process may use
	realtime   bool // nothing of ordinary priority interrupts it (SCHED_RR); it needs a processor more, for everything else
}

// allowed tries what was asked for, and returns what the system grants.
func (q quiet) allowed() quiet {
	var all unix.CPUSet
	err := unix.SchedGetaffinity(0, &all)
	q.pinned = q.pinned && err == nil && unix.SchedSetaffinity(0, &all) == nil
	q.realtime = q.realtime && q.pinned && all.Count() > q.processors && q.elevated(func() error { return nil }) == nil
	return q
}

// start starts the process: a thread hands its processors and its priority down to what it starts.
func (q quiet) start(c *exec.Cmd) error {
	begin := c.Start
	if q.realtime {
		begin = func() error { return q.elevated(c.Start) }
	}
	if q.pinned {
		return q.confined(begin)
	}
	return begin()
}

// elevated calls do on a thread of real-time priority.
func (q quiet) elevated(do func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before, err := unix.SchedGetAttr(0, 0)
	if err != nil {
		return fmt.Errorf("bench: priority: %w", err)
	}
	if err := unix.SchedSetAttr(0, &unix.SchedAttr{Size: unix.SizeofSchedAttr, Policy: unix.SCHED_RR, Priority: 1}, 0); err != nil {
		return fmt.Errorf("bench: priority: %w", err)
	}
	return errors.Join(do(), unix.SchedSetAttr(0, before, 0))
}

// confined calls do on a thread that is pinned.
func (q quiet) confined(do func() error) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var all, few unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		return fmt.Errorf("bench: pinning: %w", err)
	}
	for cpu := 64*len(all) - 1; cpu >= 0 && few.Count() < q.processors; cpu-- {
		if all.IsSet(cpu) {
			few.Set(cpu)
		}
	}
	if err := unix.SchedSetaffinity(0, &few); err != nil {
		return fmt.Errorf("bench: pinning: %w", err)
	}
	return errors.Join(do(), unix.SchedSetaffinity(0, &all))
}
