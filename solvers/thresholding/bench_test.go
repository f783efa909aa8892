package thresholding_test

import (
	"testing"

	"touchpoint/solvers/internal/local/localtest"
	"touchpoint/solvers/thresholding"
)

func BenchmarkSolve(b *testing.B) { localtest.Bench(b, new(thresholding.Solver), "steps") }
