package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

// Under the race detector a process sleeps for a second before it exits, unless it is told not to.
const (
	raceOptions = "GORACE"
	noSleep     = "atexit_sleep_ms=0"
)

// TestMain lets the test binary be touchpoint: under that name it stands first in the PATH of every process the tests start.
func TestMain(m *testing.M) {
	if err := os.Setenv(raceOptions, noSleep); err != nil {
		panic(err)
	}
	testscript.Main(m, map[string]func(){"touchpoint": main})
}

// TestScripts runs the transcripts in testdata/script, each in a directory of its own. Beside the commands of testscript they have
//
//	status N ARG...        touchpoint ARG... ends with exit status N
//	refuses REGEXP ARG...  touchpoint ARG... is bad input: exit status 2, nothing on stdout, one clear sentence on stderr that
//	                       matches the expression, and no file made, changed or removed
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:  "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": statusIs, "refuses": refuses},
		Setup: func(env *testscript.Env) error {
			env.Setenv(raceOptions, noSleep)
			cache, err := exec.Command("go", "env", "GOCACHE").Output() // some build a module
			env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
			return err
		},
		Condition: func(name string) (bool, error) {
			if file, ok := strings.CutPrefix(name, "exists:"); ok {
				_, err := os.Stat(file)
				return err == nil, nil
			}
			return name == "root" && os.Geteuid() == 0, nil // who reads everything
		},
	})
}

func statusIs(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: status N ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	if got := exitStatus(ts.Exec("touchpoint", args[1:]...)); got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

func refuses(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: refuses REGEXP ARG...")
	}
	before := snapshot(ts, ts.MkAbs("."))
	if got := exitStatus(ts.Exec("touchpoint", args[1:]...)); got != exitUsage {
		ts.Fatalf("exit status %d, want %d", got, exitUsage)
	}
	if text := ts.ReadFile("stdout"); text != "" {
		ts.Fatalf("stdout is not empty: %q", text)
	}
	text := ts.ReadFile("stderr")
	if fault := unclear(text); fault != "" {
		ts.Fatalf("stderr %s: %q", fault, text)
	}
	if !regexp.MustCompile(args[0]).MatchString(text) {
		ts.Fatalf("stderr does not match %q: %q", args[0], text)
	}
	if diff := cmp.Diff(before, snapshot(ts, ts.MkAbs("."))); diff != "" {
		ts.Fatalf("files differ (-before +after):\n%s", diff)
	}
}

// jargon is what only a programmer understands.
var jargon = regexp.MustCompile(`(?i)usage:|panic|goroutine|strconv|unmarshal|reflect|struct|%!|(experiments|solvers|results|ensemble|theory|system|bench): `)

// unclear says why a message is not one clear sentence, or "" if it is.
func unclear(text string) string {
	line, ended := strings.CutSuffix(text, "\n")
	said, ours := strings.CutPrefix(line, "touchpoint: ")
	switch {
	case !ended || !ours || strings.Contains(line, "\n"):
		return "is not one line that begins with touchpoint:"
	case strings.HasPrefix(said, "touchpoint"):
		return "says twice who speaks"
	case jargon.MatchString(said):
		return "holds " + strconv.Quote(jargon.FindString(said))
	}
	return ""
}

// snapshot returns all files below a directory with their contents, and all directories.
func snapshot(ts *testscript.TestScript, dir string) map[string]string {
	files := map[string]string{}
	ts.Check(filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			files[path] = "a directory"
			return err
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		text, err := os.ReadFile(path)
		files[path] = string(text)
		if errors.Is(err, fs.ErrPermission) {
			files[path], err = "unreadable", nil
		}
		return err
	}))
	return files
}

// exitStatus returns the exit status that an error of package exec tells, -1 where a signal ended the process.
func exitStatus(err error) int {
	if err == nil {
		return exitOK
	}
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		return exit.ExitCode()
	}
	return -2
}
