package bench

// Goals lists the cells of the table of goals (package peers) that are not among [Cells], each by the solvers that stand for us there:
//
//	p = 1        planted, (n, m, k) = (4000,1000,100); generic b, (1000,500)
//	penalised    p = 1 at lambda/lambda_max = 0.5, 0.1, 0.05, 0.01, (1000,100,10), (5000,500,50), (10000,1000,100), (500,2000,50), (250,500,25)
//	p = 1/2      planted, (256,100) with k = 30, 40, 50
func Goals() (cells []Cell) {
	by := func(c Cell, names ...string) {
		for _, name := range names {
			c.Solver = name
			cells = append(cells, c)
		}
	}
	by(Cell{N: 4000, M: 1000, K: 100, P: 1}, "bp")
	by(Cell{N: 1000, M: 500, P: 1}, "bp")
	for _, r := range Regressions() {
		for _, lambda := range []float64{0.5, 0.1, 0.05, 0.01} {
			r.Lambda = lambda
			by(r, "homotopy")
		}
	}
	for _, k := range []int{30, 40, 50} {
		by(Cell{N: 256, M: 100, K: k, P: 0.5}, "irls", "reweighted")
	}
	return cells
}

// Regressions lists the sizes at which whole paths of the Lasso are walked.
func Regressions() []Cell {
	return []Cell{
		{N: 1000, M: 100, K: 10, P: 1}, {N: 5000, M: 500, K: 50, P: 1}, {N: 10000, M: 1000, K: 100, P: 1},
		{N: 500, M: 2000, K: 50, P: 1}, {N: 250, M: 500, K: 25, P: 1},
	}
}
