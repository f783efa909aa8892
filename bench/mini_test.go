package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// mini is a module in a git repository of its own whose benchmarks write to a log which of them runs, and of which commit.
const mini = `package mini

import (
	"fmt"
	"os"
	"testing"
)

func note(name string) {
	if f, err := os.OpenFile(os.Getenv("MINI_LOG"), os.O_APPEND|os.O_WRONLY, 0); err == nil {
		fmt.Fprintln(f, "LABEL", name, os.Getpid())
		f.Close()
	}
}

func BenchmarkOne(b *testing.B) {
	for _, n := range []int{1, 10} {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) {
			note(fmt.Sprint(n))
			for b.Loop() {
			}
		})
	}
}
`

// repositoryOf makes a commit of each of the texts of mini_test.go.
func repositoryOf(t *testing.T, texts ...string) (Repository, []string) {
	t.Helper()
	dir := t.TempDir()
	log := filepath.Join(dir, "log")
	t.Setenv("MINI_LOG", log)
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	gitDo := func(args ...string) {
		c := exec.CommandContext(t.Context(), "git", append([]string{"-c", "user.name=t", "-c", "user.email=t@example.org"}, args...)...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v: %s", args, err, out)
		}
	}
	write("log", "")
	write("go.mod", "module mini\n\ngo 1.26\n")
	write(".gitignore", "log\n")
	gitDo("init", "-q")
	var commits []string
	for _, text := range texts {
		write("mini_test.go", text)
		gitDo("add", "-A")
		gitDo("commit", "-q", "--allow-empty", "-m", "state")
		r := Repository{dir}
		commit, err := r.Commit(t.Context(), "HEAD")
		if err != nil {
			t.Fatal(err)
		}
		commits = append(commits, commit)
	}
	return Repository{dir}, commits
}

// labelled is mini with a label for its log.
func labelled(label string) string { return strings.ReplaceAll(mini, "LABEL", label) }

// recipe is a quick one, and what it hears.
func recipe() (Recipe, *[]string) {
	said := new([]string)
	return Recipe{
		Packages: []string{"."}, Pattern: ".", Benchtime: time.Millisecond, Layouts: 2, Processors: 1, Pin: true,
		Say: func(s string) { *said = append(*said, s) },
	}, said
}

// built builds both commits in a workshop that the test closes.
func built(t *testing.T, r Repository, commits []string, recipe Recipe) (*Workshop, [2]*Program) {
	t.Helper()
	w, err := NewWorkshop(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	var programs [2]*Program
	for i := range programs {
		if programs[i], err = w.Build(t.Context(), commits[i], false, recipe); err != nil {
			t.Fatal(err)
		}
	}
	return w, programs
}
