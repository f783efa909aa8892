package learn

import (
	"context"
	"math"
	"slices"

	"touchpoint/solvers"
	"touchpoint/solvers/greedy"
)

func sized() []kind {
	return []kind{
		{
			name: "omp", about: "grows: takes up the feature that correlates most with what is left to explain, and fits all that it has by least squares",
			reference: "Y. Pati, R. Rezaiifar and P. Krishnaprasad, Orthogonal matching pursuit, 1993",
			options:   []string{"size", "folds"},
			make:      func(o options) method { return sizes(grow).sized(o) },
		},
		{
			name: "iht", about: "keeps the largest weights after each step of gradient descent, and fits them by least squares in the end",
			reference: "T. Blumensath and M. Davies, Normalized iterative hard thresholding: guaranteed stability and performance, 2010",
			options:   []string{"size", "folds"},
			make: func(o options) method {
				return sizes(each(func(k int) solvers.Solver { return &greedy.IHT{Sparsity: k} })).sized(o)
			},
		},
		{
			name: "htp", about: "keeps the largest weights after each step of gradient descent, and fits them by least squares at once",
			reference: "S. Foucart, Hard thresholding pursuit: an algorithm for compressive sensing, 2011",
			options:   []string{"size", "folds"},
			make: func(o options) method {
				return sizes(each(func(k int) solvers.Solver { return &greedy.HTP{Sparsity: k} })).sized(o)
			},
		},
		{
			name: "prune", about: "fits all weights and removes the smallest",
			reference: "Y. LeCun, J. Denker and S. Solla, Optimal brain damage, 1990; S. Han, J. Pool, J. Tran and W. Dally, Learning both weights and connections for efficient neural networks, 2015",
			options:   []string{"size", "from", "way", "folds"},
			make:      prune,
		},
	}
}

// bySize fits a sample with at most so many non-zeros, for sizes in increasing order, all at most min(m, n).
type bySize func(ctx context.Context, s Sample, sizes []int) ([][]float64, error)

// sizes is the family of strengths 1/size. Sizes to choose from go up to half as many as there are samples: of more, there may be two sets that fit
// the labels equally well.
func sizes(fit bySize) family {
	return family{
		grid: func(s Sample) (grid []float64) {
			m, n := s.A.Dims()
			for _, size := range ladder(min(m/2, n)) {
				grid = append(grid, 1/float64(size))
			}
			return grid
		},
		points: func(ctx context.Context, s Sample, strengths []float64) ([][]float64, error) {
			m, n := s.A.Dims()
			list := make([]int, len(strengths))
			for i, strength := range strengths {
				list[i] = min(m, n, int(math.Round(1/strength)))
			}
			return fit(ctx, s, list)
		},
		strength: func(_ Sample, size float64) float64 { return 1 / size },
	}
}

// ladder is the sizes to choose from, each up to 10 and then in steps of a fifth.
func ladder(last int) (list []int) {
	for size := 1; size <= max(1, last); size += max(1, size/5) {
		list = append(list, size)
	}
	return list
}

// sized takes the size that the options ask for. Its penalty is unknown.
func (f family) sized(o options) method {
	return func(ctx context.Context, s Sample, in Insight, seed uint64) ([]float64, float64, error) {
		c := o.size
		if c.how == known {
			size, err := c.size(s, in)
			if err != nil {
				return nil, 0, err
			}
			c = choice{fixed, float64(size)}
		}
		x, _, err := f.method(c, o.folds)(ctx, s, in, seed)
		return x, math.NaN(), err
	}
}

// grow reads the sizes off the path of orthogonal matching pursuit. Where that ends early, because nothing is left to explain, its end stands for the
// larger ones.
func grow(ctx context.Context, s Sample, sizes []int) ([][]float64, error) {
	_, n := s.A.Dims()
	last := make([]float64, n)
	var points [][]float64
	omp := greedy.OMP{Sparsity: slices.Max(sizes)}
	for step, err := range omp.Path(ctx, solvers.Problem{A: s.A, B: s.B}) {
		if err != nil {
			return nil, err
		}
		last = step.X
		for len(points) < len(sizes) && sizes[len(points)] <= len(step.Support) {
			points = append(points, last)
		}
	}
	for len(points) < len(sizes) {
		points = append(points, last)
	}
	return points, nil
}

// each has a solver of its own for every size.
func each(solver func(size int) solvers.Solver) bySize {
	return func(ctx context.Context, s Sample, sizes []int) (points [][]float64, err error) {
		for _, size := range sizes {
			solution, err := solvers.Solve(ctx, solver(size), solvers.Problem{A: s.A, B: s.B})
			if err != nil {
				return nil, err
			}
			points = append(points, solution.X)
		}
		return points, nil
	}
}
