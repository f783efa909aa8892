//go:build unix

package bench

import (
	"errors"
	"os/exec"
	"syscall"
)

// detach gives the process a group of its own: Ctrl-C reaches this program only, which then ends the whole group.
func detach(c *exec.Cmd) {
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Cancel = func() error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
}

// alive says whether there is a process of that number.
func alive(pid int) bool { return !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) }
