package theory

import "math"

// PlanarTies is the law for two rows of n entries uniform on the integers -reach..reach: columns uniform on a square
// lattice. A generic b leaves the polygon conv{±a_j} through one edge. Let its line carry r lattice points, with `inside`
// lattice points strictly between it and its mirror image, and let b point between the g-th and the next of the r. Then b
// leaves through that line, with q of the n columns on it or on its mirror image, in
//
//	C(n, q) inside^(n-q) [(2r)^q - (2g)^q - (2(r-g))^q]
//
// of the (2 reach + 1)^(2n) matrices: there is one column at least on either side of b. The contact dimension is q - 2.
// Summed over all lines and gaps, weighted by their angles, this is exact for every n; the work grows like n reach^5.
func PlanarTies(n, reach int) Ties {
	lattice(n, reach)
	all := float64((2*reach + 1) * (2*reach + 1))
	law := Ties{Infeasible: collinear(n, reach), Dim: make([]float64, max(n-1, 1))}
	edges(reach, func(e latticeEdge) {
		for q := 2; q <= n; q++ {
			r, g := 2*float64(e.points)/all, 2*float64(e.before)/all
			on := power(r, q) - power(g, q) - power(r-g, q)
			law.Dim[q-2] += e.angle / (2 * math.Pi) * choose(n, q) * power(float64(e.inside)/all, n-q) * on
		}
	})
	return law
}

// latticeEdge is the gap between two neighbouring lattice points on a line off the origin.
type latticeEdge struct {
	points int     // on the line
	before int     // on the line up to the gap
	inside int     // strictly between the line and its mirror image, the origin included
	angle  float64 // of the gap, seen from the origin
}

// edges visits the gaps of all lines u x + v y = height > 0, (u, v) primitive, that carry two lattice points or more.
func edges(reach int, visit func(latticeEdge)) {
	for u := -2 * reach; u <= 2*reach; u++ {
		for v := -2 * reach; v <= 2*reach; v++ {
			if gcd(u, v) != 1 {
				continue
			}
			lines := levels(reach, u, v)
			inside := len(lines[0])
			for _, line := range lines[1:] {
				for i := 1; i < len(line); i++ {
					visit(latticeEdge{points: len(line), before: i, inside: inside, angle: angle(line[i-1], line[i])})
				}
				inside += 2 * len(line)
			}
		}
	}
}

type point struct{ x, y int }

// levels sorts the lattice by height u x + v y = 0, 1, 2, ..; along each line the points are in order.
func levels(reach, u, v int) [][]point {
	lines := make([][]point, reach*(abs(u)+abs(v))+1)
	for x := -reach; x <= reach; x++ {
		for y := -reach; y <= reach; y++ {
			if height := u*x + v*y; height >= 0 {
				lines[height] = append(lines[height], point{x, y})
			}
		}
	}
	return lines
}

// angle is the angle between p and q seen from the origin.
func angle(p, q point) float64 {
	return math.Atan2(math.Abs(float64(p.x*q.y-p.y*q.x)), float64(p.x*q.x+p.y*q.y))
}

// collinear is the probability that all n lattice points lie on one line through the origin.
func collinear(n, reach int) float64 {
	all := float64((2*reach + 1) * (2*reach + 1))
	zero := power(1/all, n)
	sum := zero
	for u := -reach; u <= reach; u++ {
		for v := -reach; v <= reach; v++ {
			if gcd(u, v) == 1 {
				// The line through ±(u, v) is met twice.
				sum += (power(float64(2*(reach/max(abs(u), abs(v)))+1)/all, n) - zero) / 2
			}
		}
	}
	return sum
}

func gcd(a, b int) int {
	a, b = abs(a), abs(b)
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func abs(a int) int { return max(a, -a) }
