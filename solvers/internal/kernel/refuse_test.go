package kernel

import (
	"strings"
	"testing"
)

func TestLengthsMustAgree(t *testing.T) {
	two, three, six := make([]float64, 2), make([]float64, 3), make([]float64, 6)
	var w Workspace
	set, outside, below := []int{0, 2, 1}, []int{0, 1, 3}, []int{0, 1, -1}
	for name, call := range map[string]func(){
		"Dot":                  func() { Dot(two, three) },
		"Axpy":                 func() { Axpy(1, two, three) },
		"Mul":                  func() { Mul(two, three, three) },
		"MulT":                 func() { MulT(two, three, three) },
		"MulT2":                func() { MulT2(two, two, six, three, two) },
		"MulTSet, dst":         func() { MulTSet(two, six, set, two) },
		"MulTSet, outside":     func() { MulTSet(three, six, outside, two) },
		"MulTSet, below":       func() { MulTSet(three, six, below, two) },
		"MulT2Set, dst":        func() { MulT2Set(three, two, six, set, two, two) },
		"MulT2Set, x":          func() { MulT2Set(three, three, six, set, two, three) },
		"MulT2Set, outside":    func() { MulT2Set(three, three, six, outside, two, two) },
		"MulAddSet, x":         func() { MulAddSet(two, six, 1, set, two) },
		"MulAddSet, outside":   func() { MulAddSet(two, six, 1, outside, three) },
		"MulAdd2Set, x":        func() { MulAdd2Set(two, two, six, 1, 1, set, three, two) },
		"MulAdd2Set, dst":      func() { MulAdd2Set(two, three, six, 1, 1, set, three, three) },
		"MulAdd2Set, outside":  func() { MulAdd2Set(two, two, six, 1, 1, outside, three, three) },
		"CrossSet, dst":        func() { CrossSet(six, 3, six, 2, set, set) },
		"CrossSet, ld":         func() { CrossSet(six, 2, six, 2, set, []int{0, 1}) },
		"CrossSet, rows":       func() { CrossSet(six, 3, six, 2, outside, []int{0}) },
		"CrossSet, columns":    func() { CrossSet(six, 1, six, 2, []int{0}, below) },
		"SolveT":               func() { SolveT(two, two) },
		"Solve":                func() { Solve(two, two) },
		"SolveT2, r":           func() { SolveT2(two, two, two) },
		"Solve2, r":            func() { Solve2(two, two, two) },
		"SolveT2, two vectors": func() { SolveT2(six, two, three) },
		"Solve2, two vectors":  func() { Solve2(six, two, three) },
		"AddOuter, dst":        func() { w.AddOuter(six, 2, six, three) },
		"AddOuter, a":          func() { w.AddOuter(make([]float64, 4), 2, six, two) },
		"Gram, dst":            func() { w.Gram(six, six, 2, set) },
		"Gram, outside":        func() { w.Gram(make([]float64, 9), six, 2, outside) },
		"Cholesky":             func() { w.Cholesky(six, 2) },
		"CholeskySolve, l":     func() { CholeskySolve(six, 2, two) },
		"CholeskySolve, v":     func() { CholeskySolve(make([]float64, 4), 2, three) },
	} {
		func() {
			defer func() {
				if said, ok := recover().(string); !ok || !strings.HasPrefix(said, "kernel: ") {
					t.Errorf("%s took slices that do not fit, or said %q", name, said)
				}
			}()
			call()
		}()
	}
}

func TestNothingAllocates(t *testing.T) {
	s := newSource(5, 0)
	const m, n = 50, 100
	a, x1, x2, y1, y2, r := s.vector(m*n), s.vector(n), s.vector(n), s.vector(m), s.vector(m), s.vector(n*(n+1)/2)
	set, square := s.rng.Perm(n), s.vector(n*n)
	var w Workspace
	onEveryLevel(t, func(t *testing.T) {
		if allocs := testing.AllocsPerRun(10, func() {
			Norm2(y1)
			NormInf(y1)
			x1[0] = Norm1(y1) + Dot(y1, y2)
			Axpy(1, y1, y2)
			MulT(x1, a, y1)
			MulT2(x1, x2, a, y1, y2)
			Mul(y1, a, x1)
			MulTSet(x1, a, set, y1)
			MulT2Set(x1, x2, a, set, y1, y2)
			MulAddSet(y1, a, 1, set, x1)
			MulAdd2Set(y1, y2, a, 1, 2, set, x1, x2)
			CrossSet(square, n, a, m, set, set)
			SolveT(r, x1)
			SolveT2(r, x1, x2)
			Solve(r, x1)
			Solve2(r, x1, x2)
			w.Gram(square[:n*n], a, m, set)
			w.AddOuter(square[:m*m], m, a, x1)
			w.Cholesky(square[:m*m], m)
			CholeskySolve(square[:m*m], m, y1)
		}); allocs != 0 {
			t.Errorf("%v allocations", allocs)
		}
	})
}
