package peers

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"touchpoint/solvers"
)

// Serve is a worker for our solvers: it answers the protocol on r and w until r ends. The version names the build.
func Serve(ctx context.Context, entries []solvers.Entry, version string, r io.Reader, w io.Writer) error {
	s := server{entries: entries, players: map[string]solvers.Solver{}}
	for _, m := range ourMethods(entries, version) {
		if _, err := fmt.Fprintln(w, m.line()); err != nil {
			return err
		}
	}
	if err := say(w, "ready"); err != nil {
		return err
	}
	in := lines(r)
	for in.Scan() {
		answer, err := s.answer(ctx, strings.Split(in.Text(), "\t"))
		if err != nil {
			answer = []string{"failed", err.Error()}
		}
		if err := say(w, answer...); err != nil {
			return err
		}
	}
	return in.Err()
}

// ourMethods lists what [ours] names, with a ladder where the solver has a tolerance.
func ourMethods(entries []solvers.Entry, version string) []Method {
	methods := []Method{{Name: "A'r", Version: version, Task: Pass}}
	for _, task := range []Task{BP, Lasso, Path, Half} {
		for _, name := range ours(task) {
			m := Method{Name: name, Version: version, Task: task}
			if task != BP && task != Half {
				if _, err := solvers.Find(entries, name+":tolerance=1e-3"); err == nil {
					m.Loosest, m.Tightest = -2, -14
				}
			}
			methods = append(methods, m)
		}
	}
	return methods
}

// server is the state of a worker.
type server struct {
	entries []solvers.Entry
	players map[string]solvers.Solver // by spelling: a solver is used again, with its workspace
	problem solvers.Problem
}

func (s *server) answer(ctx context.Context, fields []string) ([]string, error) {
	switch fields[0] {
	case "load":
		return []string{"ok"}, s.load(fields[1:])
	case "solve":
		j, err := parseJob(fields[1:])
		if err != nil {
			return nil, err
		}
		return s.solve(ctx, j)
	}
	return nil, fmt.Errorf("peers: unknown verb %q", fields[0])
}

func (s *server) load(fields []string) error {
	if len(fields) != 4 {
		return fmt.Errorf("peers: load has 4 fields, not %d", len(fields))
	}
	var sizes [3]int
	for i := range sizes {
		v, err := strconv.Atoi(fields[i+1])
		if err != nil || v < 0 {
			return fmt.Errorf("peers: load: %q is no size", fields[i+1])
		}
		sizes[i] = v
	}
	offset, m, n := sizes[0], sizes[1], sizes[2]
	data, err := read(fields[0], int64(offset), m*n+m)
	if err != nil {
		return err
	}
	s.problem = solvers.Problem{A: solvers.NewColumns(m, n, data[:m*n]), B: data[m*n:]}
	return nil
}

// solve answers a job.
func (s *server) solve(ctx context.Context, j job) (answer []string, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			clear(s.players)
			err = fmt.Errorf("panic: %v", cause)
		}
	}()
	if s.problem.A == nil {
		return nil, errors.New("peers: solve before load")
	}
	call, err := s.call(j)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithTimeout(ctx, time.Duration(j.limit*float64(j.repeat)*float64(time.Second)))
	defer stop()
	var points [][]float64
	start := CPU()
	for range j.repeat {
		if points, err = call(ctx); err != nil {
			break
		}
	}
	spent := (CPU() - start).Seconds() / float64(j.repeat)
	if errors.Is(err, context.DeadlineExceeded) {
		return []string{"limit"}, nil
	}
	if err != nil {
		return nil, err
	}
	return []string{"done", number(spent)}, write(j.out, points)
}

// call returns the function to be timed.
func (s *server) call(j job) (func(context.Context) ([][]float64, error), error) {
	p := s.problem
	if j.task == Pass {
		_, n := p.A.Dims()
		x := make([]float64, n)
		return func(context.Context) ([][]float64, error) { p.A.MulT(x, p.B); return [][]float64{x}, nil }, nil
	}
	player, err := s.player(j)
	if err != nil {
		return nil, err
	}
	if j.task == Path {
		walker, ok := player.(interface {
			Points(ctx context.Context, a *solvers.Columns, b []float64, lambdas []float64) ([][]float64, error)
		})
		if !ok {
			return nil, fmt.Errorf("peers: %s follows no path", j.method)
		}
		return func(ctx context.Context) ([][]float64, error) { return walker.Points(ctx, p.A, p.B, j.lambdas) }, nil
	}
	p.P = 1
	if j.task == Half {
		p.P = 0.5
	}
	if len(j.lambdas) > 0 {
		p.Lambda = j.lambdas[0]
	}
	return func(ctx context.Context) ([][]float64, error) {
		sol, err := solvers.Solve(ctx, player, p)
		return [][]float64{sol.X}, err
	}, nil
}

func (s *server) player(j job) (solvers.Solver, error) {
	spelling := j.method
	if j.tolerance > 0 {
		spelling += ":tolerance=" + number(j.tolerance)
	}
	if player, ok := s.players[spelling]; ok {
		return player, nil
	}
	entry, err := solvers.Find(s.entries, spelling)
	if err != nil {
		return nil, err
	}
	s.players[spelling] = entry.New()
	return s.players[spelling], nil
}

func write(path string, points [][]float64) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	for _, x := range points {
		if err := binary.Write(f, binary.LittleEndian, x); err != nil {
			return errors.Join(err, f.Close())
		}
	}
	return f.Close()
}
