package bench

import (
	"math"

	"touchpoint/results"
)

// Geomean sums up the rows of one table and unit that have both sides.
type Geomean struct {
	Table, Unit string
	Old, New    results.Number // geometric means of the centres; NaN where one of them is not positive
	Delta       results.Number // geometric mean of the ratios new/old, minus 1
	Rows        int
}

// geomeans returns one mean for each table and unit of which at least two rows have both sides: 0/0 counts as 1, as benchstat has it.
func geomeans(rows []Row) (means []Geomean) {
	for first := 0; first < len(rows); {
		last := first
		for last < len(rows) && rows[last].Table == rows[first].Table && rows[last].Unit == rows[first].Unit {
			last++
		}
		if g := geomean(rows[first:last]); g.Rows > 1 {
			means = append(means, g)
		}
		first = last
	}
	return means
}

func geomean(rows []Row) Geomean {
	var old, new, ratio float64
	g := Geomean{Table: rows[0].Table, Unit: rows[0].Unit}
	for _, r := range rows {
		if r.Old.N == 0 || r.New.N == 0 {
			continue
		}
		g.Rows++
		old += math.Log(r.Old.Center)
		new += math.Log(r.New.Center)
		if r.Old.Center != r.New.Center {
			ratio += math.Log(r.New.Center / r.Old.Center)
		}
	}
	mean := func(sum float64) results.Number {
		if math.IsInf(sum, 0) {
			return results.Number(math.NaN())
		}
		return results.Number(math.Exp(sum / float64(g.Rows)))
	}
	g.Old, g.New, g.Delta = mean(old), mean(new), mean(ratio)-1
	return g
}
