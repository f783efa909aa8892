//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const readme = "../../README.md"

// block is a fenced block of commands in a text, with the output that it shows below.
type block struct {
	line     int // of its first command
	commands string
	output   string // of the ```text block that follows at once
	shown    bool   // there is one
}

// ours tells a block with a touchpoint command in it, and elsewhere one that needs the network, a checkout or minutes.
var (
	ours      = regexp.MustCompile(`(?m)^(\$ )?touchpoint `)
	elsewhere = regexp.MustCompile(`(?m)^(\$ )?(make|git clone|go get|go install|go test)\b`)
	prompt    = regexp.MustCompile(`(?m)^\$ `)
)

// measures tells a block that measures the module it is run in; the test has it spend less than its budget.
var (
	measures = regexp.MustCompile(`(?m)^touchpoint bench (run|against|history)\b`)
	budget   = regexp.MustCompile(`--budget \w+`)
)

// smallRepository makes a module with a small benchmark in a git repository with two commits on its branch main.
func smallRepository(t *testing.T, dir string) {
	t.Helper()
	if err := os.Mkdir(filepath.Join(dir, "bench"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"go.mod":          "module small\n\ngo 1.26\n",
		".gitignore":      "results\n",
		"bench/s_test.go": "package small\n\nimport \"testing\"\n\nfunc BenchmarkSolve(b *testing.B) {\n\tb.Run(\"n=50/m=25\", func(b *testing.B) {\n\t\tfor b.Loop() {\n\t\t}\n\t})\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const commit = "git -c user.name=t -c user.email=t@example.org commit -q --allow-empty -m state"
	c := exec.CommandContext(t.Context(), "sh", "-eu", "-c", "git init -q -b main; git add -A; "+commit+"; "+commit)
	c.Dir = dir
	if output, err := c.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
}

// blocks returns the blocks that are fenced as sh.
func blocks(text string) []block {
	var found []block
	var fence string     // of the block we are in
	var body []string    // its lines
	var adjacent = false // nothing but blank lines since the last block of commands
	for i, line := range strings.Split(text, "\n") {
		switch rest, fenced := strings.CutPrefix(line, "```"); {
		case fenced && fence == "":
			fence, body = "```"+rest, nil
		case fenced:
			content := strings.Join(append(body, ""), "\n")
			switch {
			case fence == "```sh":
				found = append(found, block{line: i + 1 - len(body), commands: content})
			case fence == "```text" && adjacent:
				last := &found[len(found)-1]
				last.output, last.shown = content, true
			}
			adjacent, fence = fence == "```sh", ""
		case fence != "":
			body = append(body, line)
		case strings.TrimSpace(line) != "":
			adjacent = false
		}
	}
	return found
}

// TestReadme runs the commands of README.md, each block in a directory of its own. They succeed, and print what it says they print.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatalf("README.md, whose commands this test runs, cannot be read: %v", err)
	}
	count := 0
	for _, b := range blocks(string(text)) {
		if !ours.MatchString(b.commands) || elsewhere.MatchString(b.commands) {
			continue
		}
		count++
		t.Run(fmt.Sprintf("line %d", b.line), func(t *testing.T) {
			t.Parallel()
			c := exec.CommandContext(t.Context(), "sh", "-eu", "-c", prompt.ReplaceAllString(b.commands, ""))
			c.Dir = t.TempDir()
			if measures.MatchString(b.commands) {
				smallRepository(t, c.Dir)
				c.Args[len(c.Args)-1] = budget.ReplaceAllString(b.commands, "--budget 0s --layouts 1 --benchtime 1ms")
			}
			output, err := c.CombinedOutput()
			if err != nil {
				t.Fatalf("README.md:%d: %v\n%s%s", b.line, err, b.commands, output)
			}
			if diff := cmp.Diff(b.output, string(output)); b.shown && diff != "" {
				t.Errorf("README.md:%d shows another output (-README +touchpoint):\n%s\nin full:\n%s", b.line, diff, output)
			}
		})
	}
	if count == 0 {
		t.Error("README.md shows no touchpoint command in a block fenced as sh")
	}
}

// program is a Go program in a text, with the output that it shows below.
var program = regexp.MustCompile("(?s)```go\n(package main\n.*?)```\n```text\n(.*?)```")

// TestReadmeProgram runs the Go program of README.md in this module.
func TestReadmeProgram(t *testing.T) {
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	found := program.FindSubmatch(text)
	if found == nil {
		t.Fatal("README.md shows no Go program with its output")
	}
	c := exec.CommandContext(t.Context(), "go", "run", write(t, "main.go", string(found[1])))
	output, err := c.CombinedOutput()
	if err != nil || string(output) != string(found[2]) {
		t.Errorf("%v: prints %q, README.md shows %q", err, output, found[2])
	}
}

func TestBlocks(t *testing.T) {
	const text = "# Title\n\n```sh\nmake study\n```\n\n```sh\nprintf 1 > A\ntouchpoint solve A b\n```\n```text\nx = 1\n\ny\n```\n" +
		"```go\ntouchpoint := 1\n```\n```sh\n$ touchpoint solvers\n```\nprose\n```text\nnot its output\n```\n```sh\nls\n```\n\n```text\n```\n"
	want := []block{
		{line: 4, commands: "make study\n"},
		{line: 8, commands: "printf 1 > A\ntouchpoint solve A b\n", output: "x = 1\n\ny\n", shown: true},
		{line: 20, commands: "$ touchpoint solvers\n"},
		{line: 27, commands: "ls\n", shown: true},
	}
	if diff := cmp.Diff(want, blocks(text), cmp.AllowUnexported(block{})); diff != "" {
		t.Error(diff)
	}
	for i, runs := range []bool{false, true, true, false} {
		if got := ours.MatchString(want[i].commands) && !elsewhere.MatchString(want[i].commands); got != runs {
			t.Errorf("%q is run: %v, want %v", want[i].commands, got, runs)
		}
	}
}
