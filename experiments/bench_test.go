package experiments

import (
	"fmt"
	"slices"
	"testing"

	"touchpoint/results"
	"touchpoint/solvers/catalog"
)

func catalogLab(workers int) Lab {
	return Lab{Solvers: catalog.Entries(), Referee: catalog.Referee, Workers: workers}
}

// BenchmarkTrial is one trial as a sweep carries it out: drawn, solved, certified and classified.
func BenchmarkTrial(b *testing.B) {
	for _, c := range []Cell{
		{N: 10, M: 5, K: 2, P: 1, Solver: "homotopy"},
		{N: 10, M: 5, K: 2, P: 0.5, Solver: "enumerate"},
		{N: 64, M: 32, K: 8, P: 1, Solver: "homotopy"},
		{N: 200, M: 100, K: 20, P: 1, Solver: "homotopy"},
		{N: 200, M: 100, K: 60, P: 1, Solver: "homotopy"},
		{N: 200, M: 190, K: 150, P: 1, Solver: "homotopy"},
		{N: 200, M: 100, K: 0, P: 1, Solver: "homotopy"},
		{N: 200, M: 100, K: 20, P: 1, Lambda: 0.1, Solver: "lasso"},
	} {
		c.Ensemble, c.Amplitudes = "gaussian", "gaussian"
		b.Run(c.Key(), func(b *testing.B) {
			bench, key := newBench(catalogLab(1)), c.Key()
			b.ReportAllocs()
			for trial := 0; b.Loop(); trial++ {
				if r := bench.trial(b.Context(), c, key, 1, trial); r.Outcome != results.Solved {
					b.Fatal(r.Reason)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "trials/s")
		})
	}
}

// BenchmarkStudy is a whole study, its records on disk: the phase diagram of n = 200 on a grid of ten by ten, and trials so small that what is around
// them shows.
func BenchmarkStudy(b *testing.B) {
	sweep := Sweep{
		P: []Real{1}, Lambda: []Real{0}, Noise: []Real{0}, Ensemble: []string{"gaussian"}, Amplitudes: []string{"gaussian"},
		Solver: []string{"bp"}, Seed: 1,
	}
	small := sweep
	small.N, small.M, small.K, small.Trials = []int{10}, []int{5}, []int{2}, 5000
	var phase Plan
	for m := 10; m < 200; m += 20 {
		row := sweep
		row.N, row.M, row.K, row.Trials = []int{200}, []int{m}, nil, 1
		for i := range 10 {
			if k := max(1, (m*(5+10*i)+50)/100); !slices.Contains(row.K, k) {
				row.K = append(row.K, k)
			}
		}
		phase = append(phase, row)
	}
	for _, study := range []struct {
		name string
		Plan
	}{{"phase", phase}, {"small", Plan{small}}} {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", study.name, workers), func(b *testing.B) {
				plan, lab := study.Plan, catalogLab(workers)
				manifest, err := plan.Manifest(lab)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportAllocs()
				for b.Loop() {
					store, err := results.Open(b.TempDir(), manifest)
					if err != nil {
						b.Fatal(err)
					}
					if err := lab.Run(b.Context(), plan, 0, store); err != nil {
						b.Fatal(err)
					}
					if err := store.Close(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.N*plan.Trials())/b.Elapsed().Seconds(), "trials/s")
			})
		}
	}
}
