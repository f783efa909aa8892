package enumerate

import (
	"fmt"
	"math"

	"touchpoint/solvers"
)

const tieTolerance = 1e-9 // relative difference of values that count as equal

// minima collects the distinct basic solutions. A basic solution with fewer non-zeros than the rank belongs to many bases
// and is told by its support, which determines it; one without zeros belongs to one basis only.
type minima struct {
	system *system
	p      float64
	values []float64
	seen   supports

	support []int // of the solution at hand
	best    struct {
		value   float64
		support []int
		z       []float64
	}
}

func (m *minima) reset(s *system, p float64) {
	m.system, m.p = s, p
	m.values = m.values[:0]
	m.seen.reset()
	m.best.value = math.Inf(1)
	m.best.support, m.best.z = m.best.support[:0], m.best.z[:0]
}

// basis implements visitor.
func (m *minima) basis(t *tree) {
	t.clean()
	m.support = m.support[:0]
	value := 0.0
	for i, v := range t.z {
		if v != 0 {
			j := t.chosen[i]
			m.support = append(m.support, j)
			value += power(v*m.system.units[j], m.p)
		}
	}
	if len(m.support) < t.rank && !m.seen.add(m.support) {
		return
	}
	m.values = append(m.values, value)
	if value < m.best.value {
		m.best.value = value
		m.best.support = append(m.best.support[:0], m.support...)
		m.best.z = m.best.z[:0]
		for _, v := range t.z {
			if v != 0 {
				m.best.z = append(m.best.z, v)
			}
		}
	}
}

// power returns |x|^p, and 1 for p = 0.
func power(x, p float64) float64 { return math.Pow(math.Abs(x), p) }

// summary returns the minimum in the units of the problem.
func (m *minima) summary(n int) (Minimum, error) {
	if math.IsInf(m.best.value, 1) {
		return Minimum{}, fmt.Errorf("enumerate: %w: none of %d basic solutions has a finite value", solvers.ErrSolver, len(m.values))
	}
	if !m.system.consistent(m.best.support, m.best.z) {
		return Minimum{}, fmt.Errorf("enumerate: %w: b is outside the range of A, which has rank %d", solvers.ErrInfeasible, len(m.system.rows))
	}
	least := Minimum{X: make([]float64, n), Value: m.best.value, Second: math.Inf(1), Minima: len(m.values)}
	for k, j := range m.best.support {
		least.X[j] = m.best.z[k] * m.system.units[j]
	}
	first := true
	for _, v := range m.values {
		if v <= least.Value+tieTolerance*least.Value {
			least.Ties++
		}
		if v == least.Value && first {
			first = false // X itself
		} else {
			least.Second = min(least.Second, v)
		}
	}
	return least, nil
}
