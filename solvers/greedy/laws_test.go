package greedy_test

import (
	"context"
	"testing"

	"touchpoint/solvers"
	"touchpoint/solvers/certify"
	"touchpoint/solvers/enumerate"
	"touchpoint/solvers/greedy"
	"touchpoint/solvers/solvertest"
)

// entries are the methods with zero options.
func entries() []solvers.Entry {
	return []solvers.Entry{
		{Name: "omp", New: func() solvers.Solver { return new(greedy.OMP) }},
		{Name: "iht", New: func() solvers.Solver { return new(greedy.IHT) }},
		{Name: "htp", New: func() solvers.Solver { return new(greedy.HTP) }},
		{Name: "cosamp", New: func() solvers.Solver { return new(greedy.CoSaMP) }},
		{Name: "sp", New: func() solvers.Solver { return new(greedy.SubspacePursuit) }},
	}
}

// referee counts non-zeros against an enumeration.
func referee() *certify.Referee {
	all := new(enumerate.Solver)
	return &certify.Referee{Global: func(ctx context.Context, p solvers.Problem) (certify.Minimum, error) {
		least, err := all.Global(ctx, p)
		return certify.Minimum{Value: least.Value, Second: least.Second}, err
	}}
}

func TestLaws(t *testing.T) { solvertest.Run(t, entries(), referee) }
