package peers

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"touchpoint/solvers"
	"touchpoint/solvers/catalog"
)

// serving tells the test binary to be our worker.
const serving = "PEERS_TEST_SERVE"

func TestMain(m *testing.M) {
	if os.Getenv(serving) != "" {
		if err := Serve(context.Background(), catalog.Entries(), "test", os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// us returns our worker, started.
func us(t *testing.T) *worker {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return started(t, &worker{name: "ours", command: []string{self}, env: append(os.Environ(), serving+"=1"), ours: true, grace: time.Minute})
}

func started(t *testing.T, w *worker) *worker {
	t.Helper()
	if err := w.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.stop() })
	return w
}

// fake returns a worker that is a shell script: it offers the methods and answers every solve by the commands, in which $out is the file to
// write and $tolerance the tolerance.
func fake(t *testing.T, methods []string, solve string) *worker {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no sh to be a peer")
	}
	var script strings.Builder
	for _, m := range methods {
		fmt.Fprintf(&script, "printf 'method\\t%s\\n'\n", strings.ReplaceAll(m, " ", `\t`))
	}
	fmt.Fprintf(&script, `
printf 'missing\tunicorn\tit is not there\n'
echo ready
tab=$(printf '\t')
while IFS="$tab" read -r verb a b tolerance limit repeat out rest; do
	case $verb in
	load) echo ok ;;
	solve) %s ;;
	esac
done
`, solve)
	path := filepath.Join(t.TempDir(), "peer.sh")
	if err := os.WriteFile(path, []byte(script.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return started(t, &worker{name: "fake", command: []string{shell, path}, env: os.Environ(), grace: 200 * time.Millisecond})
}

func TestSetReplacesASetting(t *testing.T) {
	env := []string{"A=1", "AB=2", "A=3"}
	if got := set(env, "A", "4"); !slices.Equal(got, []string{"AB=2", "A=4"}) {
		t.Errorf("set: %q", got)
	}
	if got := set(env, "A", ""); !slices.Equal(got, []string{"AB=2"}) {
		t.Errorf("unset: %q", got)
	}
	if !slices.Equal(env, []string{"A=1", "AB=2", "A=3"}) {
		t.Errorf("set changed its argument: %q", env)
	}
}

// A machine without any peer still runs ours; each interpreter that cannot is named.
func TestCrewNamesWhatIsMissing(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := unpack(dir); err != nil {
		t.Fatal(err)
	}
	h := machine{env: append(os.Environ(), serving+"=1")}
	workers, missing := crew(t.Context(), Options{Self: []string{self}, Pythons: []string{"/no/python"}, Rscript: "/no/Rscript"}, h, dir)
	for _, w := range workers {
		defer w.stop()
	}
	if len(workers) != 1 || !workers[0].ours || len(workers[0].methods) == 0 {
		t.Fatalf("workers %+v", workers)
	}
	if len(missing) != 2 || missing[0][0] != "/no/python" || missing[1][0] != "/no/Rscript" {
		t.Errorf("missing %q", missing)
	}
}

func TestOursAreInTheCatalog(t *testing.T) {
	offered := map[Task]int{}
	for _, m := range ourMethods(catalog.Entries(), "test") {
		offered[m.Task]++
		if m.Task == Pass {
			continue
		}
		if !slices.ContainsFunc(catalog.Entries(), func(e solvers.Entry) bool { return e.Name == m.Name }) {
			t.Errorf("%s is not in the catalog", m.Name)
		}
		if m.Name == "lasso" && !m.tuned() {
			t.Errorf("lasso for %s has no ladder", m.Task)
		}
	}
	for _, task := range []Task{BP, Lasso, Path, Half, Pass} {
		if offered[task] == 0 {
			t.Errorf("none of ours does %s", task)
		}
	}
}
