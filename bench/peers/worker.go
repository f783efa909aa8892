package peers

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// errLimit says that a solve took too long. The worker of one that would not stop itself has been killed.
var errLimit = errors.New("over the time limit")

// worker is a process that speaks the protocol. After a crash or a kill it is started again when it is needed.
type worker struct {
	name    string
	command []string
	env     []string // all of it
	ours    bool
	grace   time.Duration // beyond a limit that the method itself was told

	methods []Method
	missing [][2]string // what is not there, and why

	process *exec.Cmd
	in      io.WriteCloser
	out     chan string
	stderr  *tail
	loaded  problem // what the process holds
}

// patience is for a start and for reading a problem.
const patience = 2 * time.Minute

// start starts the process and reads what it offers.
func (w *worker) start(ctx context.Context) error {
	c := exec.Command(w.command[0], w.command[1:]...)
	c.Env = w.env
	w.stderr = &tail{}
	c.Stderr, c.WaitDelay = w.stderr, time.Second // a child of it may hold the pipe
	in, err := c.StdinPipe()
	if err != nil {
		return err
	}
	out, err := c.StdoutPipe()
	if err != nil {
		return err
	}
	if err := c.Start(); err != nil {
		return err
	}
	w.process, w.in, w.out, w.loaded = c, in, make(chan string), problem{}
	go func(lines chan<- string, s *bufio.Scanner) {
		defer close(lines)
		for s.Scan() {
			lines <- s.Text()
		}
	}(w.out, lines(out))
	return w.greet(ctx)
}

// greet reads the lines up to "ready".
func (w *worker) greet(ctx context.Context) error {
	w.methods, w.missing = nil, nil
	for {
		answer, err := w.answer(ctx, patience)
		if err != nil {
			return err
		}
		switch {
		case answer[0] == "ready":
			return nil
		case answer[0] == "missing" && len(answer) == 3:
			w.missing = append(w.missing, [2]string{answer[1], answer[2]})
		case answer[0] == "method":
			m, err := parseMethod(answer[1:])
			if err != nil {
				w.stop()
				return err
			}
			m.Ours = w.ours
			w.methods = append(w.methods, m)
		default:
			w.stop()
			return fmt.Errorf("peers: %s: unexpected answer %q", w.name, answer)
		}
	}
}

// answer waits for a line. A process that says nothing in time, or has died, is gone afterwards.
func (w *worker) answer(ctx context.Context, wait time.Duration) ([]string, error) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case line, ok := <-w.out:
		if !ok {
			err := w.stop()
			return nil, fmt.Errorf("peers: %s: %w%s", w.name, err, w.stderr)
		}
		return strings.Split(line, "\t"), nil
	case <-timer.C:
		w.stop()
		return nil, errLimit
	case <-ctx.Done():
		w.stop()
		return nil, context.Cause(ctx)
	}
}

// stop ends the process and says how it ended.
func (w *worker) stop() error {
	if w.process == nil {
		return nil
	}
	_ = w.in.Close()
	_ = w.process.Process.Kill()
	go func(lines <-chan string) {
		for range lines { // let its reader end
		}
	}(w.out)
	err := w.process.Wait()
	w.process = nil
	if err == nil {
		return errors.New("the process ended")
	}
	return fmt.Errorf("the process ended (%w)", err)
}

// ask sends a line and waits for the answer, in a process that holds the problem.
func (w *worker) ask(ctx context.Context, p problem, line string, wait time.Duration) ([]string, error) {
	if err := w.hold(ctx, p); err != nil {
		return nil, err
	}
	return w.tell(ctx, line, wait)
}

func (w *worker) hold(ctx context.Context, p problem) error {
	if w.process == nil {
		if err := w.start(ctx); err != nil {
			return err
		}
	}
	if w.loaded.file == p.file && w.loaded.offset == p.offset {
		return nil
	}
	answer, err := w.tell(ctx, p.load(), patience)
	if err != nil {
		return err
	}
	if answer[0] != "ok" {
		return fmt.Errorf("peers: %s: load: %s", w.name, strings.Join(answer, " "))
	}
	w.loaded = p
	return nil
}

func (w *worker) tell(ctx context.Context, line string, wait time.Duration) ([]string, error) {
	if _, err := io.WriteString(w.in, line+"\n"); err != nil {
		return nil, fmt.Errorf("peers: %s: %w: %w%s", w.name, err, w.stop(), w.stderr)
	}
	return w.answer(ctx, wait)
}

// solve has a job done and returns the CPU time of one solve and the point, or the points of a path.
func (w *worker) solve(ctx context.Context, p problem, j job) (seconds float64, x []float64, err error) {
	wait := time.Duration(j.limit*float64(j.repeat)*float64(time.Second)) + w.grace
	answer, err := w.ask(ctx, p, j.line(), wait)
	switch {
	case err != nil:
		return 0, nil, err
	case answer[0] == "limit":
		return 0, nil, errLimit
	case answer[0] == "failed":
		return 0, nil, errors.New(strings.Join(answer[1:], " "))
	case answer[0] != "done" || len(answer) != 2:
		return 0, nil, fmt.Errorf("peers: %s: unexpected answer %q", w.name, answer)
	}
	seconds, err = strconv.ParseFloat(answer[1], 64)
	if err != nil || !(seconds >= 0) {
		return 0, nil, fmt.Errorf("peers: %s: %q is no time", w.name, answer[1])
	}
	_, n := p.A.Dims()
	x, err = read(j.out, 0, n*max(1, len(j.lambdas)))
	return seconds, x, err
}

// tail keeps the end of what a process writes to stderr.
type tail struct{ bytes.Buffer }

const kept = 600

func (t *tail) Write(p []byte) (int, error) {
	t.Buffer.Write(p)
	if extra := t.Len() - kept; extra > 0 {
		t.Next(extra)
	}
	return len(p), nil
}

// String returns the last words, behind a colon, and nothing where there are none.
func (t *tail) String() string {
	if words := strings.Join(strings.Fields(t.Buffer.String()), " "); words != "" {
		return ": " + words
	}
	return ""
}
