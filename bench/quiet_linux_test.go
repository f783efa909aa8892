package bench

import (
	"os/exec"
	"strings"
	"testing"
)

// TestQuiet asks a process which processors it has, and by which policy it is scheduled: field 41 of its stat, 2 for SCHED_RR.
func TestQuiet(t *testing.T) {
	look := func(q quiet) (processors, policy string) {
		var out strings.Builder
		c := exec.CommandContext(t.Context(), "sh", "-c", "nproc; cut -d' ' -f41 /proc/$$/stat")
		c.Stdout = &out
		if err := q.start(c); err != nil {
			t.Fatal(err)
		}
		if err := c.Wait(); err != nil {
			t.Fatal(err)
		}
		words := strings.Fields(out.String())
		return words[0], words[1]
	}
	all, _ := look(quiet{})
	q := quiet{processors: 1, pinned: true, realtime: true}.allowed()
	processors, policy := look(q)
	if q.pinned && processors != "1" || q.realtime != (policy == "2") {
		t.Errorf("%+v has %s processors and policy %s", q, processors, policy)
	}
	if after, policy := look(quiet{}); after != all || policy != "0" {
		t.Errorf("this process has kept something: %s processors of %s, policy %s", after, all, policy)
	}
}
