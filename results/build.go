package results

import (
	"bufio"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

const unknown = "unknown"

// Build says which code wrote records, and on what kind of processor: what may change the last bits of a result. What the
// executable does not tell is "unknown".
type Build struct {
	Tool    string            `json:"tool"`             // version of the main module
	Commit  string            `json:"commit"`           // vcs.revision
	Dirty   bool              `json:"dirty"`            // the work tree differed from Commit; false where Commit is unknown
	Go      string            `json:"go"`               // version of the compiler
	OS      string            `json:"os"`               // GOOS
	Arch    string            `json:"arch"`             // GOARCH
	Level   string            `json:"level"`            // GOAMD64, GOARM64 or the like: the compiler may fuse multiply and add
	CPU     string            `json:"cpu"`              // model name of the processor
	Kernel  string            `json:"kernel,omitempty"` // instruction set of the kernels, where the caller names it
	Modules map[string]string `json:"modules"`          // version by module path, replacements resolved
}

// ThisBuild returns the build of the running program.
func ThisBuild() Build {
	info, _ := debug.ReadBuildInfo()
	build := buildOf(info)
	if f, err := os.Open("/proc/cpuinfo"); err == nil {
		defer f.Close()
		build.CPU = cpuModel(f)
	}
	return build
}

func buildOf(info *debug.BuildInfo) Build {
	build := Build{
		Tool: unknown, Commit: unknown, Level: unknown, CPU: unknown,
		Go: runtime.Version(), OS: runtime.GOOS, Arch: runtime.GOARCH, Modules: map[string]string{},
	}
	if info == nil {
		return build
	}
	if info.Main.Version != "" {
		build.Tool = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			build.Commit = s.Value
		case "vcs.modified":
			build.Dirty = s.Value == "true"
		case "GO" + strings.ToUpper(build.Arch):
			build.Level = s.Value
		}
	}
	for _, dep := range info.Deps {
		version := dep.Version
		if r := dep.Replace; r != nil {
			version = strings.TrimSpace(r.Path + " " + r.Version)
		}
		build.Modules[dep.Path] = version
	}
	return build
}

// cpuModel finds the model in the text of /proc/cpuinfo, whose key for it depends on the architecture.
func cpuModel(r io.Reader) string {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), ":")
		switch strings.TrimSpace(key) {
		case "model name", "cpu model", "cpu", "uarch":
			return strings.TrimSpace(value)
		}
	}
	return unknown
}
