package irls

import (
	"cmp"
	"math"
	"slices"
)

// supposed is the support that the entries which stand out of the smoothing make up. If it is that of a solution with fewer entries than there are independent
// equations, that is basic, hence a strict local minimiser for 0 < p < 1, and as a rule the one that smaller eps would lead to. While eps is large, what stands
// out says too little of that: small systems of integers have many such solutions.
type supposed struct {
	tried []int // the last one put to the test, in decreasing order of |a_j| |x_j|
	set   []int // workspace
}

const (
	telling  = 0.03 // the largest eps at which what stands out says something
	standing = 0.25 // an entry stands out when it is larger than this times unit sqrt(eps)
	smaller  = 0.9  // size beside that of the last one at which another is worth a test within a level
)

// suffices reports whether the supposed support is that of a solution, and if so goes there.
func (w *workspace) suffices(levelEnds bool) bool {
	if w.eps > telling {
		return false
	}
	w.set = w.set[:0]
	bound := standing * w.unit * math.Sqrt(w.eps)
	for j, v := range w.x {
		if math.Abs(v) > bound {
			w.set = append(w.set, j)
		}
	}
	size := len(w.set)
	if size == 0 || size >= len(w.rhs) || !levelEnds && len(w.tried) > 0 && float64(size) > smaller*float64(len(w.tried)) {
		return false
	}
	slices.SortFunc(w.set, func(i, j int) int {
		return cmp.Or(cmp.Compare(w.Norm[j]*math.Abs(w.x[j]), w.Norm[i]*math.Abs(w.x[i])), cmp.Compare(i, j))
	})
	w.tried = append(w.tried[:0], w.set...)
	kept, well := w.Promises(w.set)
	if !well {
		return false
	}
	if w.Span(w.next, kept); !w.Solves(w.next) {
		return false
	}
	w.x, w.next = w.next, w.x
	return true
}
