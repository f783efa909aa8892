package peers

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"touchpoint/solvers"
	"touchpoint/solvers/ensemble"
)

// problem is a system that lies in a file, for the workers, and in memory, for the referee.
type problem struct {
	solvers.Problem
	truth  []float64 // n, nil where nothing is planted
	file   string
	offset int64
}

func (p problem) load() string {
	m, n := p.A.Dims()
	return fmt.Sprintf("load\t%s\t%d\t%d\t%d", p.file, p.offset, m, n)
}

// seed of all problems.
const seed = 1

// draw draws a problem with standard Gaussian entries over about sqrt(m), so that columns have norms around 1, and writes it to dir. Noise is
// relative to |b|: the standard deviation of an entry is noise·|b|/sqrt(m).
func draw(dir string, m, n, k int, noise float64, trial int) (problem, error) {
	d := ensemble.Draw{N: n, M: m, K: k, Ensemble: "gaussian", Amplitudes: "gaussian", Seed: seed, Trial: trial}
	var sampler ensemble.Sampler
	system, err := sampler.Draw(d)
	if err != nil {
		return problem{}, err
	}
	if noise > 0 {
		d.Noise = noise * solvers.Norm(system.B, 2) / math.Sqrt(float64(m))
		if system, err = sampler.Draw(d); err != nil {
			return problem{}, err
		}
	}
	halve(system.A.Data(), m)
	halve(system.B, m)
	p := problem{Problem: solvers.Problem{A: system.A, B: system.B, P: 1}, truth: system.Truth}
	p.file = filepath.Join(dir, name(m, n, k, noise, trial))
	f, err := os.Create(p.file)
	if err != nil {
		return problem{}, fmt.Errorf("peers: %w", err)
	}
	for _, part := range [][]float64{p.A.Data(), p.B} {
		if err == nil {
			err = binary.Write(f, binary.LittleEndian, part)
		}
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return p, err
}

// name is that of the file of a problem. Workers know a problem by it: two problems have two names.
func name(m, n, k int, noise float64, trial int) string {
	return fmt.Sprintf("n%d-m%d-k%d-noise%g-%d.f64", n, m, k, noise, trial)
}

// halve divides by the power of two nearest to sqrt(m), which changes no digit: a planted b stays exact.
func halve(values []float64, m int) {
	e := -int(math.Round(math.Log2(float64(m)) / 2))
	for i, v := range values {
		values[i] = math.Ldexp(v, e)
	}
}

// read returns count numbers at an offset of a file.
func read(file string, offset int64, count int) ([]float64, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if _, err := f.Seek(offset, 0); err != nil {
		return nil, err
	}
	values := make([]float64, count)
	if err := binary.Read(f, binary.LittleEndian, values); err != nil {
		return nil, fmt.Errorf("peers: %s: %d numbers at %d: %w", file, count, offset, err)
	}
	return values, nil
}
