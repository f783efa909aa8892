package peers

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// The protocol: lines of fields with a tab between them. A worker begins with
//
//	method NAME VERSION TASK ROLE LOOSEST TIGHTEST    one line a method and task; exponents of ten of its tolerance, 0 0 where it has none
//	missing NAME REASON                               a library that is not there
//	ready
//
// and then answers one line to each of
//
//	load PATH OFFSET M N                              -> ok
//	solve METHOD TASK TOLERANCE LIMIT REPEAT OUT LAMBDA... -> done SECONDS | limit
//
// or, to either, failed REASON. A problem is raw little-endian float64 at a byte offset of a file: A, column after column, then b. The
// worker solves REPEAT times, writes the point (for a path all points, one after the other) to OUT in the same form, and answers with the CPU seconds
// of one solve, in which neither reading nor writing nor its own start are. LIMIT is in seconds, for methods that can stop themselves.

// Task is what is asked of a method.
type Task string

const (
	BP    Task = "bp"    // minimise |x|_1 subject to A x = b
	Lasso Task = "lasso" // minimise 1/2 |A x - b|^2 + lambda |x|_1
	Path  Task = "path"  // the same for a hundred lambdas
	Half  Task = "half"  // minimise sum |x_j|^(1/2) subject to A x = b, locally
	Pass  Task = "pass"  // A'b: what reading A once costs
)

// Method is one way in which one worker does a task.
type Method struct {
	Name, Version     string
	Task              Task
	Context           bool    // solves another problem: shown, never the best peer
	Loosest, Tightest float64 // exponents of ten of its own tolerance; both 0 where it has none
	Ours              bool
}

// tuned says whether the method has a tolerance of its own.
func (m Method) tuned() bool { return m.Tightest != 0 }

const contextRole = "context"

// line spells the method for the protocol.
func (m Method) line() string {
	role := "peer"
	if m.Context {
		role = contextRole
	}
	return strings.Join([]string{"method", m.Name, m.Version, string(m.Task), role, number(m.Loosest), number(m.Tightest)}, "\t")
}

func number(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// parseMethod reads what stands behind "method".
func parseMethod(fields []string) (Method, error) {
	if len(fields) != 6 {
		return Method{}, fmt.Errorf("peers: a method has 6 fields, not %d: %q", len(fields), fields)
	}
	loosest, err := strconv.ParseFloat(fields[4], 64)
	if err != nil {
		return Method{}, fmt.Errorf("peers: method %q: %w", fields[0], err)
	}
	tightest, err := strconv.ParseFloat(fields[5], 64)
	if err != nil {
		return Method{}, fmt.Errorf("peers: method %q: %w", fields[0], err)
	}
	if !(tightest <= loosest) || math.IsInf(tightest-loosest, 0) {
		return Method{}, fmt.Errorf("peers: method %q: its tolerance goes from 10^%v to 10^%v", fields[0], loosest, tightest)
	}
	return Method{
		Name: fields[0], Version: fields[1], Task: Task(fields[2]), Context: fields[3] == contextRole, Loosest: loosest, Tightest: tightest,
	}, nil
}

// job is one line "solve".
type job struct {
	method    string
	task      Task
	tolerance float64
	limit     float64 // s
	repeat    int
	out       string // path
	lambdas   []float64
}

func (j job) line() string {
	fields := []string{"solve", j.method, string(j.task), number(j.tolerance), number(j.limit), strconv.Itoa(j.repeat), j.out}
	for _, l := range j.lambdas {
		fields = append(fields, number(l))
	}
	return strings.Join(fields, "\t")
}

// parseJob reads what stands behind "solve".
func parseJob(fields []string) (j job, err error) {
	if len(fields) < 6 {
		return j, fmt.Errorf("peers: solve has at least 6 fields, not %d", len(fields))
	}
	j.method, j.task, j.out = fields[0], Task(fields[1]), fields[5]
	if j.tolerance, err = strconv.ParseFloat(fields[2], 64); err != nil {
		return j, fmt.Errorf("peers: tolerance: %w", err)
	}
	if j.limit, err = strconv.ParseFloat(fields[3], 64); err != nil {
		return j, fmt.Errorf("peers: limit: %w", err)
	}
	if j.repeat, err = strconv.Atoi(fields[4]); err != nil || j.repeat < 1 {
		return j, fmt.Errorf("peers: repeat %q; it must be a positive number", fields[4])
	}
	for _, f := range fields[6:] {
		l, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return j, fmt.Errorf("peers: lambda: %w", err)
		}
		j.lambdas = append(j.lambdas, l)
	}
	return j, nil
}

// say writes a line of the protocol. Tabs and line ends within a field would be others.
func say(w io.Writer, fields ...string) error {
	for i, f := range fields {
		fields[i] = strings.Join(strings.Fields(f), " ")
	}
	_, err := fmt.Fprintln(w, strings.Join(fields, "\t"))
	return err
}

// lines returns a scanner for long lines: a path names a hundred lambdas.
func lines(r io.Reader) *bufio.Scanner {
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	return s
}
