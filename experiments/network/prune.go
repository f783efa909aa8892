package network

import (
	"cmp"
	"math"
	"slices"
)

// pruning sets more and more connections from inputs to units to zero while the student learns, those nearest to zero first. Of all
// connections, the part
//
//	sparsity (1 - (1 - v)^3),   v = (u - pruneBegin)/(pruneEnd - pruneBegin) held to [0, 1],
//
// is gone when the part u of the training is over. What is gone stays away, and what is left learns on to the end.
//
// Reference: M. Zhu and S. Gupta (2017), To prune, or not to prune: exploring the efficacy of pruning for model compression, equation 1.
type pruning struct {
	sparsity float64
	paths    bool // a connection is as large as |w_ik a_k|, which no rescaling of its unit changes, instead of |w_ik|
	gone     []bool
	size     []float64 // of each connection, -1 where it is gone
	order    []int
}

const (
	pruneBegin = .1
	pruneEnd   = .6
	pruneEvery = 10 // steps
)

func newPruning(s *student, sparsity float64, paths bool) *pruning {
	n := s.inputs * s.most
	return &pruning{sparsity: sparsity, paths: paths, gone: make([]bool, n), size: make([]float64, n), order: make([]int, n)}
}

// cut removes what is due after step of steps.
func (p *pruning) cut(s *student, step, steps int) {
	if step%pruneEvery == 0 {
		v := (float64(step)/float64(steps) - pruneBegin) / (pruneEnd - pruneBegin)
		v = max(0, min(1, v))
		p.mark(s, int(p.sparsity*(1-math.Pow(1-v, 3))*float64(len(p.gone))))
	}
	for j, gone := range p.gone {
		if gone {
			s.theta[j] = 0
		}
	}
}

// mark declares the given number of connections gone, the smallest.
func (p *pruning) mark(s *student, count int) {
	for j := range p.size {
		p.order[j] = j
		p.size[j] = math.Abs(s.theta[j])
		if p.paths {
			p.size[j] *= math.Abs(s.out()[j%s.most])
		}
		if p.gone[j] {
			p.size[j] = -1
		}
	}
	slices.SortFunc(p.order, func(i, j int) int { return cmp.Or(cmp.Compare(p.size[i], p.size[j]), i-j) })
	for _, j := range p.order[:count] {
		p.gone[j] = true
	}
}
