package peers

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:embed scripts
var scripts embed.FS

// unpack writes the scripts of the workers to dir.
func unpack(dir string) error {
	inner, err := fs.Sub(scripts, "scripts")
	if err != nil {
		return err
	}
	return os.CopyFS(dir, inner)
}

// machine is how workers are run here.
type machine struct {
	pin   []string // what to put before a command
	env   []string
	notes []string
}

// threads keeps every library to one.
var threads = []string{"OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "NUMBA_NUM_THREADS", "GOMAXPROCS"}

const coretype = "OPENBLAS_CORETYPE"

// prepare finds out how to run workers: on one core where taskset can, and with the kernels of OpenBLAS that are right for the processor.
func prepare(ctx context.Context, dir string, pythons []string) machine {
	var h machine
	for _, name := range threads {
		h.env = append(h.env, name+"=1")
	}
	h.env = overlay(os.Environ(), h.env)
	last := strconv.Itoa(runtime.NumCPU() - 1)
	if exec.CommandContext(ctx, "taskset", "-c", last, "true").Run() == nil {
		h.pin = []string{"taskset", "-c", last}
		h.notes = append(h.notes, "All workers run on CPU "+last+", one at a time.")
	} else {
		h.notes = append(h.notes, "Workers are not pinned to a core: there is no taskset that does it.")
	}
	for _, python := range pythons {
		if value, note := h.kernels(ctx, python, dir); note != "" {
			h.env, h.notes = set(h.env, coretype, value), append(h.notes, note)
			break
		}
	}
	return h
}

// kernels tries the kernels of OpenBLAS that this processor may have, by a product of matrices, and returns the name of the fastest that is right. Old versions
// do not know new processors, and take the slowest; "" leaves the choice to OpenBLAS. Without numpy there is no note.
func (h machine) kernels(ctx context.Context, python, dir string) (best, note string) {
	candidates := []string{"", "SkylakeX", "Haswell"}
	if inherited := os.Getenv(coretype); inherited != "" && !slices.Contains(candidates, inherited) {
		candidates = append(candidates, inherited)
	}
	var seen []string
	fastest := 0.0
	for _, candidate := range candidates {
		c := h.command(ctx, python, filepath.Join(dir, "kernel.py"))
		c.Env = set(h.env, coretype, candidate)
		out, err := c.Output()
		if err != nil {
			continue
		}
		var rate, wrong float64
		if n, _ := fmt.Sscan(string(out), &rate, &wrong); n != 2 || !(wrong < 1e-8) {
			continue
		}
		name := candidate
		if name == "" {
			name = "its own choice"
		}
		seen = append(seen, fmt.Sprintf("%s %.0f", name, rate))
		if rate > 1.05*fastest { // the first of equals
			best, fastest = candidate, rate
		}
	}
	if seen == nil {
		return "", ""
	}
	chosen := coretype + " is not set for the workers"
	if best != "" {
		chosen = coretype + "=" + best
	}
	return best, fmt.Sprintf("%s, the fastest that is right, in GFLOP/s of numpy's matrix product: %s.", chosen, strings.Join(seen, ", "))
}

func (h machine) command(ctx context.Context, words ...string) *exec.Cmd {
	words = append(slices.Clone(h.pin), words...)
	c := exec.CommandContext(ctx, words[0], words[1:]...)
	c.Env = h.env
	return c
}

// overlay returns the environment with the settings in place of what it says of the same names.
func overlay(env, settings []string) []string {
	for _, s := range settings {
		name, value, _ := strings.Cut(s, "=")
		env = set(env, name, value)
	}
	return env
}

// set returns the environment with one setting; "" takes it away.
func set(env []string, name, value string) []string {
	env = slices.DeleteFunc(slices.Clone(env), func(s string) bool { return strings.HasPrefix(s, name+"=") })
	if value != "" {
		env = append(env, name+"="+value)
	}
	return env
}

// grace is what a method may take to notice that it is over the limit.
const grace = 5 * time.Second

// crew starts the workers. One that cannot be started is named among what is missing; a method that an earlier worker has is not taken twice.
func crew(ctx context.Context, o Options, h machine, dir string) (workers []*worker, missing [][2]string) {
	candidates := []*worker{{name: "ours", command: o.Self, ours: true}}
	for _, python := range o.Pythons {
		candidates = append(candidates, &worker{name: python, command: []string{python, filepath.Join(dir, "worker.py")}})
	}
	if o.Rscript != "" {
		candidates = append(candidates, &worker{name: o.Rscript, command: []string{o.Rscript, "--vanilla", filepath.Join(dir, "worker.R")}})
	}
	known := map[string]bool{}
	for _, w := range candidates {
		w.command, w.env, w.grace = append(slices.Clone(h.pin), w.command...), h.env, grace
		if err := w.start(ctx); err != nil {
			missing = append(missing, [2]string{w.name, err.Error()})
			continue
		}
		w.methods = slices.DeleteFunc(w.methods, func(m Method) bool {
			key := m.Name + "\t" + string(m.Task)
			defer func() { known[key] = true }()
			return known[key]
		})
		missing = append(missing, w.missing...)
		workers = append(workers, w)
	}
	found := map[string]bool{}
	for _, w := range workers {
		for _, m := range w.methods {
			library, _, _ := strings.Cut(m.Version, " ")
			found[library] = true
		}
	}
	return workers, slices.DeleteFunc(missing, func(m [2]string) bool { return found[m[0]] })
}
