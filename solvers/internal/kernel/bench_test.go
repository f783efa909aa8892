package kernel

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
	gonumlapack "gonum.org/v1/gonum/lapack/gonum"
)

// What the kernels are measured against.
var (
	reference gonum.Implementation
	lapack    gonumlapack.Implementation
)

// heap draws vectors that start where the allocator puts them, on a line of the cache when they are long.
type heap struct{ rng *rand.Rand }

func (h heap) vector(n int) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = h.rng.NormFloat64()
	}
	return x
}

// measure benchmarks a kernel on every level, and the same work by gonum where there is some, and reports GFLOP/s.
func measure(b *testing.B, shape string, flops int, ours, theirs func()) {
	run := func(name string, work func()) {
		b.Run(shape+"/level="+name, func(b *testing.B) {
			for b.Loop() {
				work()
			}
			b.ReportMetric(float64(flops)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
		})
	}
	best := at
	defer func() { at = best }()
	for _, l := range levels() {
		at = l
		run(Level(), ours)
	}
	if theirs != nil {
		run("gonum", theirs)
	}
}

func BenchmarkDot(b *testing.B) {
	for _, n := range []int{1, 2, 3, 5, 8, 10, 16, 20, 31, 32, 33, 64, 100, 200, 500, 1000, 10000} {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		x, y, sum := s.vector(n), s.vector(n), 0.0
		measure(b, fmt.Sprint("n=", n), 2*n, func() { sum += Dot(x, y) }, func() { sum += reference.Ddot(n, x, 1, y, 1) })
	}
}

func BenchmarkAxpy(b *testing.B) {
	for _, n := range []int{1, 2, 3, 5, 8, 10, 16, 20, 31, 32, 33, 64, 100, 200, 500, 1000, 10000} {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		x, y := s.vector(n), s.vector(n)
		measure(b, fmt.Sprint("n=", n), 2*n, func() { Axpy(1e-9, x, y) }, func() { reference.Daxpy(n, 1e-9, x, 1, y, 1) })
	}
}

// passes are the shapes of a pass over a matrix.
var passes = []struct{ m, n int }{{100, 200}, {250, 500}, {500, 1000}, {1000, 2000}, {1000, 4000}}

func BenchmarkMulT(b *testing.B) {
	for _, p := range passes {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, x, dst := s.vector(p.m*p.n), s.vector(p.m), s.vector(p.n)
		measure(b, fmt.Sprintf("m=%d/n=%d", p.m, p.n), 2*p.m*p.n, func() { MulT(dst, a, x) },
			func() { reference.Dgemv(blas.NoTrans, p.n, p.m, 1, a, p.m, x, 1, 0, dst, 1) })
	}
}

func BenchmarkMulT2(b *testing.B) {
	for _, p := range passes {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, x, y, dst, second := s.vector(p.m*p.n), s.vector(p.m), s.vector(p.m), s.vector(p.n), s.vector(p.n)
		measure(b, fmt.Sprintf("m=%d/n=%d", p.m, p.n), 4*p.m*p.n, func() { MulT2(dst, second, a, x, y) }, nil)
	}
}

func BenchmarkMul(b *testing.B) {
	for _, p := range passes {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, x, dst := s.vector(p.m*p.n), s.vector(p.n), s.vector(p.m)
		measure(b, fmt.Sprintf("m=%d/n=%d", p.m, p.n), 2*p.m*p.n, func() { Mul(dst, a, x) },
			func() { reference.Dgemv(blas.Trans, p.n, p.m, 1, a, p.m, x, 1, 0, dst, 1) })
	}
}

// Sets of m/4 columns, as the solvers keep them.

func BenchmarkMulTSet(b *testing.B) {
	for _, p := range passes {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, x, y, set := s.vector(p.m*p.n), s.vector(p.m), s.vector(p.m), s.rng.Perm(p.n)[:p.m/4]
		dst, second := s.vector(len(set)), s.vector(len(set))
		shape := fmt.Sprintf("m=%d/k=%d", p.m, len(set))
		measure(b, shape+"/vectors=1", 2*p.m*len(set), func() { MulTSet(dst, a, set, x) }, nil)
		measure(b, shape+"/vectors=2", 4*p.m*len(set), func() { MulT2Set(dst, second, a, set, x, y) }, nil)
	}
}

func BenchmarkMulAddSet(b *testing.B) {
	for _, p := range passes {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, dst, second, set := s.vector(p.m*p.n), s.vector(p.m), s.vector(p.m), s.rng.Perm(p.n)[:p.m/4]
		x, y := s.vector(len(set)), s.vector(len(set))
		shape := fmt.Sprintf("m=%d/k=%d", p.m, len(set))
		measure(b, shape+"/results=1", 2*p.m*len(set), func() { MulAddSet(dst, a, 1e-9, set, x) }, nil)
		measure(b, shape+"/results=2", 4*p.m*len(set), func() { MulAdd2Set(dst, second, a, 1e-9, 1e-9, set, x, y) }, nil)
	}
}

func BenchmarkCrossSet(b *testing.B) {
	for _, p := range passes {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, set := s.vector(p.m*p.n), s.rng.Perm(p.n)[:p.m/4]
		k := len(set)
		dst := s.vector(k * k)
		measure(b, fmt.Sprintf("m=%d/k=%d", p.m, k), 2*p.m*k*k, func() { CrossSet(dst, k, a, p.m, set, set) }, nil)
	}
}

func BenchmarkTriangle(b *testing.B) {
	for _, n := range []int{10, 20, 50, 100, 200, 500} {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		r, v, w := s.vector(n*(n+1)/2), s.vector(n), s.vector(n)
		for k := range n {
			r[k*(k+3)/2] += float64(n)
		}
		shape, flops := fmt.Sprint("n=", n), n*n
		measure(b, "SolveT/"+shape, flops, func() { SolveT(r, v) }, func() { reference.Dtpsv(blas.Lower, blas.NoTrans, blas.NonUnit, n, r, v, 1) })
		measure(b, "Solve/"+shape, flops, func() { Solve(r, v) }, func() { reference.Dtpsv(blas.Lower, blas.Trans, blas.NonUnit, n, r, v, 1) })
		measure(b, "SolveT2/"+shape, 2*flops, func() { SolveT2(r, v, w) }, nil)
		measure(b, "Solve2/"+shape, 2*flops, func() { Solve2(r, v, w) }, nil)
	}
}

func BenchmarkAddOuter(b *testing.B) {
	for _, p := range []struct{ m, n int }{{50, 100}, {100, 200}, {250, 500}, {500, 1000}, {1000, 2000}} {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, d, dst := s.vector(p.m*p.n), s.vector(p.n), s.vector(p.m*p.m)
		var w Workspace
		measure(b, fmt.Sprintf("m=%d/n=%d", p.m, p.n), p.m*(p.m+1)*p.n, func() { w.AddOuter(dst, p.m, a, d) },
			func() { reference.Dsyrk(blas.Upper, blas.Trans, p.m, p.n, 1, a, p.m, 1, dst, p.m) }) // without weights
	}
}

func BenchmarkGram(b *testing.B) {
	for _, p := range []struct{ m, k int }{{100, 30}, {250, 100}, {500, 250}, {2000, 500}} {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, dst := s.vector(p.m*2*p.k), s.vector(p.k*p.k)
		set := s.rng.Perm(2 * p.k)[:p.k]
		var w Workspace
		measure(b, fmt.Sprintf("m=%d/k=%d", p.m, p.k), p.k*(p.k+1)*p.m, func() { w.Gram(dst, a, p.m, set) },
			func() { reference.Dsyrk(blas.Upper, blas.NoTrans, p.k, p.m, 1, a, p.m, 0, dst, p.k) })
	}
}

func BenchmarkCholesky(b *testing.B) {
	for _, m := range []int{20, 50, 100, 250, 500, 1000} {
		s := heap{rand.New(rand.NewPCG(1, 2))}
		a, l, v := make([]float64, m*m), make([]float64, m*m), s.vector(m)
		var w Workspace
		w.AddOuter(a, m, s.vector(m*m), slices.Repeat([]float64{1}, m))
		for i := range m {
			a[i*m+i] += float64(m)
		}
		shape := fmt.Sprint("m=", m)
		measure(b, "factor/"+shape, m*m*m/3, func() { copy(l, a); w.Cholesky(l, m) }, func() { copy(l, a); lapack.Dpotrf(blas.Upper, m, l, m) })
		measure(b, "solve/"+shape, 2*m*m, func() { CholeskySolve(l, m, v) }, func() { lapack.Dpotrs(blas.Upper, m, 1, l, m, v, 1) })
	}
}
