package experiments

import (
	"fmt"
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

// BenchmarkStudy is a whole sweep, its records on disk: a grid of the phase diagram, and trials so small that what is around them shows.
func BenchmarkStudy(b *testing.B) {
	sweep := Sweep{
		P: []Real{1}, Lambda: []Real{0}, Noise: []Real{0}, Ensemble: []string{"gaussian"}, Amplitudes: []string{"gaussian"},
		Solver: []string{"homotopy"}, Seed: 1,
	}
	phase, small := sweep, sweep
	phase.N, phase.M, phase.K, phase.Trials = []int{200}, []int{30, 70, 110, 150}, []int{10, 30, 50, 70}, 2
	small.N, small.M, small.K, small.Trials = []int{10}, []int{5}, []int{2}, 5000
	for _, study := range []struct {
		name string
		Sweep
	}{{"phase", phase}, {"small", small}} {
		for _, workers := range []int{1, 2} {
			b.Run(fmt.Sprintf("%s/workers=%d", study.name, workers), func(b *testing.B) {
				plan, lab := Plan{study.Sweep}, catalogLab(workers)
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
