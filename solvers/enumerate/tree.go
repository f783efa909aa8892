package enumerate

import (
	"context"
	"fmt"
	"math"

	"touchpoint/solvers/internal/kernel"
)

const stepsToLook = 4096 // nodes between two looks at the context

// tree visits the bases of a matrix of full row rank, depth first in lexicographic order. A node at depth i has chosen i columns;
// level i holds all later columns and the right-hand side, reduced by the Householder reflections of those, without the
// i rows that are finished. So a node costs one reflection of what can still follow, and a basis one back substitution.
type tree struct {
	rank, columns int
	order         []int   // column of the system at each position
	forced        int     // the first positions, which every basis contains
	size          float64 // norm of the right-hand side
	levels        []level
	chosen        []int     // positions of the basis at hand, increasing
	z             []float64 // its solution
	work          []float64
	bases, nodes  int
}

// level is what the choice at one depth leaves behind.
type level struct {
	reduced []float64 // (rank-depth) x (columns+1), column after column, the right-hand side last
	mirror  []float64 // rank-depth: v of the reflection I - scale v vᵀ
	scale   float64
	pivot   float64   // diagonal entry of R
	row     []float64 // columns+1: the rest of that row of R, and of Qᵀb
}

// visitor is shown every basis, in the tree's fields chosen and z.
type visitor interface{ basis(t *tree) }

// load sets the tree to the independent rows of the system with a right-hand side of m values. The columns named first come
// first and are part of every basis.
func (t *tree) load(s *system, first []int, b []float64) {
	t.rank, t.columns, t.forced = len(s.rows), s.n, len(first)
	t.order = append(t.order[:0], first...)
	for j, k := 0, 0; j < s.n; j++ {
		if k < len(first) && first[k] == j {
			k++
		} else {
			t.order = append(t.order, j)
		}
	}
	t.chosen, t.z, t.work = kernel.Resize(t.chosen, t.rank), kernel.Resize(t.z, t.rank), kernel.Resize(t.work, t.rank)
	t.bases, t.nodes = 0, 0
	t.levels = kernel.Resize(t.levels, t.rank)
	for depth := range t.levels {
		t.levels[depth].reshape(t.rank-depth, t.columns+1)
	}
	if t.rank == 0 {
		t.size = 0
		return
	}
	top := t.levels[0].reduced
	for k, j := range t.order {
		for i, row := range s.rows {
			top[k*t.rank+i] = s.a[j*s.m+row]
		}
	}
	right := top[t.columns*t.rank:]
	for i, row := range s.rows {
		right[i] = b[row]
	}
	t.size = kernel.Norm2(right)
}

func (l *level) reshape(rows, columns int) {
	l.reduced, l.mirror, l.row = kernel.Resize(l.reduced, rows*columns), kernel.Resize(l.mirror, rows), kernel.Resize(l.row, columns)
}

// walk shows the visitor every basis.
func (t *tree) walk(ctx context.Context, v visitor) error { return t.descend(ctx, v, 0, 0) }

func (t *tree) descend(ctx context.Context, v visitor, depth, from int) error {
	if depth == t.rank {
		t.combine(depth, t.columns)
		t.bases++
		v.basis(t)
		return nil
	}
	to := t.columns - (t.rank - depth)
	if depth < t.forced {
		from, to = depth, depth
	}
	for position := from; position <= to; position++ {
		if t.nodes++; t.nodes%stepsToLook == 0 && ctx.Err() != nil {
			return fmt.Errorf("enumerate: %w", context.Cause(ctx))
		}
		if !t.choose(depth, position) {
			continue
		}
		if err := t.descend(ctx, v, depth+1, position+1); err != nil {
			return err
		}
	}
	return nil
}

// choose extends the basis by the column at a position and reduces those after it. It refuses a column that depends on the
// ones chosen before.
func (t *tree) choose(depth, position int) bool {
	l, height := &t.levels[depth], t.rank-depth
	column := l.reduced[position*height : (position+1)*height]
	norm := math.Sqrt(kernel.Dot(column, column))
	if norm < suspicious && norm <= t.rounding()*(1+t.combine(depth, position)) {
		return false
	}
	t.chosen[depth] = position
	if height == 1 {
		l.pivot = column[0]
		l.row[t.columns] = l.reduced[t.columns]
		return true
	}
	copy(l.mirror, column)
	l.pivot = -math.Copysign(norm, column[0])
	l.mirror[0] -= l.pivot
	l.scale = 1 / (norm * (norm + math.Abs(column[0])))
	below := t.levels[depth+1].reduced
	for k := position + 1; k <= t.columns; k++ {
		l.reflect(k, height, below[k*(height-1):(k+1)*(height-1)])
	}
	return true
}

// reflect sends one column through the reflection: its first entry into the row of R, the others into dst.
func (l *level) reflect(k, height int, dst []float64) {
	column := l.reduced[k*height : (k+1)*height]
	c := l.scale * kernel.Dot(l.mirror, column)
	l.row[k] = column[0] - c*l.mirror[0]
	for i, v := range l.mirror[1:] {
		dst[i] = column[i+1] - c*v
	}
}
