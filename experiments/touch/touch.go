// Package touch turns a point and its certificate into the facts of a touch: how sparse it is, which face of the ball is touched, and
// along how many dimensions.
//
// What an article calls "a tip" is a view over these facts: the strict tip is Face = 0, the sparse tip of a planted system is
// Support = k, an edge contact is Dim >= 1.
package touch

import "touchpoint/solvers/certify"

// Touch is what is known about the contact of the ball with the solutions of a system.
type Touch struct {
	Support int     // entries of x above 1e-9 of the largest
	Face    int     // d_F, the dimension of the face of the ball that is touched; |support| - 1 where the whole contact set is not known
	Dim     int     // d_T, the dimension of the contact set; -1 where unknown
	Unique  bool    // proved: d_T = 0 and no other minimiser
	Tied    bool    // proved: other minimisers exist
	Margin  float64 // how far the decision between the two is from its opposite, see [certify.Certificate]
	Blur    float64 // how close an entry comes to the line between zeros and non-zeros, see [certify.Sparsity]
}

// Of states the touch at the point x with certificate c.
func Of(x []float64, c certify.Certificate) Touch {
	support, blur := certify.Sparsity(x)
	t := Touch{
		Support: support,
		Face:    c.Contact.Face, Dim: c.Contact.Dim, Unique: c.Unique, Tied: c.Tied,
		Margin: c.Margin, Blur: blur,
	}
	if t.Face < 0 {
		t.Face = t.Support - 1
	}
	return t
}
