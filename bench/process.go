package bench

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/perf/benchfmt"
)

// command runs a command and returns its output without the last newline; the first line of its complaints is the error.
func command(ctx context.Context, dir, name string, args ...string) (string, error) {
	var out, complaints bytes.Buffer
	c := exec.CommandContext(ctx, name, args...)
	c.Dir, c.Stdout, c.Stderr = dir, &out, &complaints
	detach(c)
	err := c.Run()
	if err != nil && ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	if err != nil {
		said := slices.DeleteFunc(strings.Split(complaints.String(), "\n"), func(line string) bool { return line == "" || line[0] == '#' })
		return "", errors.New(cmp.Or(append(said, err.Error())...))
	}
	return strings.TrimRight(out.String(), "\n"), nil
}

// survey runs every benchmark of the pattern once, which also warms up the machine, and returns those that give a result.
func (p *Program) survey(ctx context.Context, r Recipe) ([]benchmark, error) {
	var found []benchmark
	for i := range p.tests {
		records, err := p.run(ctx, i, 0, r.Pattern, "1x")
		if err != nil && ctx.Err() != nil {
			return nil, err
		}
		if err != nil {
			r.Say(fmt.Sprintf("%s: %v", short(p.commit), err))
		}
		for _, record := range records {
			if result, ok := record.(*benchfmt.Result); ok && !slices.Contains(found, benchmark{i, string(result.Name)}) {
				found = append(found, benchmark{i, string(result.Name)})
			}
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("bench: %w: %s has no benchmark that matches %q", ErrBuild, short(p.commit), r.Pattern)
	}
	return found, nil
}

// measure runs one benchmark once in a layout, in a process of its own.
func (p *Program) measure(ctx context.Context, b benchmark, layout int, benchtime time.Duration) ([]benchfmt.Record, error) {
	return p.run(ctx, b.test, layout%p.layouts, exactly(b.name), benchtime.String())
}

// prepare builds what a measurement needs.
func (p *Program) prepare(ctx context.Context, b benchmark, layout int) error {
	_, err := p.binary(ctx, p.tests[b.test], layout%p.layouts)
	return err
}

// exactly is the pattern that matches one name of a benchmark: an expression for each part between slashes. Where the name tells GOMAXPROCS, as
// it does above 1, that is no part of it.
func exactly(name string) string {
	base, parts := benchfmt.Name(name).Parts()
	whole := string(base)
	for _, part := range parts {
		if part[0] != '-' {
			whole += string(part)
		}
	}
	elements := strings.Split(whole, "/")
	for i, e := range elements {
		elements[i] = "^" + regexp.QuoteMeta(e) + "$"
	}
	elements[0] = "^Benchmark" + elements[0][1:]
	return strings.Join(elements, "/")
}

// run starts a test binary and reads its results, those of a process that failed later among them.
func (p *Program) run(ctx context.Context, number, layout int, pattern, benchtime string) ([]benchfmt.Record, error) {
	t := p.tests[number]
	path, err := p.binary(ctx, t, layout)
	if err != nil {
		return nil, err
	}
	var out, complaints bytes.Buffer
	out.Write(p.settings)
	c := exec.CommandContext(ctx, path, "-test.run=^$", "-test.bench="+pattern, "-test.benchtime="+benchtime, "-test.count=1", "-test.timeout=0")
	c.Dir, c.Stdout, c.Stderr = t.dir, &out, &complaints
	c.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", p.quiet.processors))
	detach(c)
	begin := time.Now()
	if err = p.quiet.start(c); err == nil {
		err = c.Wait()
	}
	if p.quiet.realtime { // Linux stops those who take more than 95% of a second
		time.Sleep(time.Since(begin) / 10)
	}
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	text := out.String()
	if err != nil {
		err = fmt.Errorf("%s: %w: %s", pattern, err, failure(text, complaints.String()))
	}
	return records(text), err
}

// failure finds the words of a test that failed.
func failure(out, complaints string) string {
	for line := range strings.Lines(out + "\n" + complaints) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "--- FAIL") || strings.Contains(line, ".go:") || strings.HasPrefix(line, "panic:") {
			return line
		}
	}
	return "it says nothing about it"
}

// records reads the output of a test binary.
func records(text string) (all []benchfmt.Record) {
	reader := benchfmt.NewReader(strings.NewReader(text), "test")
	for reader.Scan() {
		switch record := reader.Result().(type) {
		case *benchfmt.Result:
			if finite(record); len(record.Values) > 0 {
				all = append(all, record.Clone())
			}
		case *benchfmt.UnitMetadata:
			all = append(all, record)
		}
	}
	return all
}
