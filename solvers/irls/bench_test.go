package irls_test

import (
	"testing"

	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/irls"
)

func BenchmarkSolve(b *testing.B) { localtest.Bench(b, new(irls.Solver), "rounds") }
