// Package ensemble draws random systems A x = b: a matrix law, a planted sparse truth or a generic right-hand side, and noise.
//
// Planted draws are exact. A lies on the grid 2^-20 (on the integers for the integer laws) and the truth x0 on the grid 2^-10,
// so that b = A x0 holds in float64 without rounding and the stored system has the planted point as an exact solution.
// Generic draws are not rounded.
//
// Every draw is a pure function of its [Draw]: seeds are hashed from content, one stream a thing. The matrix, the support,
// the signs, the noise and the generic b depend on the seed, n, m, k, the ensemble and the trial alone; the magnitudes add the
// amplitude law. So all amplitude laws and noise levels meet the same matrix, support and signs, and a new value on an axis
// of a study changes none of the other draws. Draws are the same bits on every processor; only the cosines of dct and fourier are the
// standard library's, which may differ in their last bit.
package ensemble

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"touchpoint/solvers"
)

// Draw says which system to draw. K = 0 draws a generic right-hand side b ~ N(0, I) without a truth, and then Amplitudes may be empty.
type Draw struct {
	N, M, K    int     // unknowns, equations, non-zeros of the truth
	Ensemble   string  // law of the matrix, see Ensembles
	Amplitudes string  // law of the non-zeros, see Amplitudes
	Noise      float64 // standard deviation of the Gaussian noise added to b
	Seed       uint64  // seed of the study
	Trial      int     // number of the repetition, from 0
}

// System is a drawn system. Its slices belong to the [Sampler] and are valid until its next draw.
type System struct {
	A     *solvers.Columns // m x n
	B     []float64        // m: A·Truth, or generic, plus noise
	Truth []float64        // n: the planted point, nil for a generic draw
}

const (
	maxInteger = 1 << 20 // largest K of integer:K
	maxEntries = 1 << 30 // largest m·n: 8 GiB
)

// The names of the laws; some carry a parameter, as in integer:3.
const (
	gaussian   = "gaussian"
	unit       = "unit"
	haar       = "haar"
	rademacher = "rademacher"
	integer    = "integer"
	pixel      = "magnitude"
	dct        = "dct"
	fourier    = "fourier"
	ar1        = "ar1"
	equation   = "equation"
	uniform    = "uniform"
	twolevel   = "twolevel"
)

// Ensembles returns the names of the matrix laws:
//
//	gaussian    iid N(0,1), not normalised
//	unit        Gaussian columns scaled to norm 1
//	haar        m orthonormal rows, Haar distributed (m <= n)
//	rademacher  iid ±1
//	integer:K   iid uniform on {-K, ..., K}, 1 <= K <= 2^20
//	magnitude:K iid of fair sign, uniform on {1, ..., K} in size: eight-bit data for K = 255
//	dct         m rows of the discrete cosine transform times sqrt(n), drawn without replacement (m <= n)
//	fourier     m rows of the real Fourier transform times sqrt(n), drawn by frequency (m <= n)
//	ar1:RHO     Gaussian, columns j and l correlated by RHO^|j-l|, -1 < RHO < 1
//	equation:A1:...:An:B   no law but the one equation A1 x_1 + ... + An x_n = B itself, with m = 1 and k = 0
//
// Planted draws round what is not whole to the grid 2^-20, so norms and orthogonality then hold to about 1e-6.
func Ensembles() []string {
	return []string{gaussian, unit, haar, rademacher, integer + ":K", pixel + ":K", dct, fourier, ar1 + ":RHO", equation + ":A1:...:An:B"}
}

// Amplitudes returns the names of the laws of the non-zeros: gaussian N(0,1), rademacher ±1, uniform on [-1,1], twolevel ±1 or ±1/16 with
// equal probability. All are on the grid 2^-10, rounded where they must be, zeros drawn again.
func Amplitudes() []string { return []string{gaussian, rademacher, uniform, twolevel} }

// UnknownError reports a name that is none of the known ones.
type UnknownError struct {
	What, Name string // what was to be named ("ensemble", "amplitudes"), and the name given
	Known      []string
}

// Error lists the known names.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("ensemble: unknown %s %q; known are %s", e.What, e.Name, strings.Join(e.Known, ", "))
}

// Validate reports the first thing that is wrong with the draw; a name that is not known is an [*UnknownError].
func (d Draw) Validate() error {
	_, err := d.law()
	return err
}

// law parses the ensemble of a valid draw.
func (d Draw) law() (law, error) {
	if err := d.validateNumbers(); err != nil {
		return law{}, err
	}
	l, err := parseLaw(d.Ensemble)
	if err != nil {
		return law{}, err
	}
	if (l.kind == haar || l.kind == dct || l.kind == fourier) && d.M > d.N {
		return law{}, fmt.Errorf("ensemble: %s needs m <= n for orthogonal rows; m = %d exceeds n = %d", l.kind, d.M, d.N)
	}
	if l.kind == equation && (d.M != 1 || d.K != 0 || d.N != len(l.terms)-1) {
		return law{}, fmt.Errorf("ensemble: %q is one equation in %d unknowns; it needs n = %d, m = 1 and k = 0, not n = %d, m = %d and k = %d",
			d.Ensemble, len(l.terms)-1, len(l.terms)-1, d.N, d.M, d.K)
	}
	return l, d.validateAmplitudes()
}

func (d Draw) validateNumbers() error {
	switch {
	case d.N <= 0:
		return fmt.Errorf("ensemble: n = %d; it must be positive", d.N)
	case d.M <= 0:
		return fmt.Errorf("ensemble: m = %d; it must be positive", d.M)
	case d.M > maxEntries/d.N:
		return fmt.Errorf("ensemble: %d x %d matrix exceeds %d entries", d.M, d.N, maxEntries)
	case d.K < 0:
		return fmt.Errorf("ensemble: k = %d; it must not be negative", d.K)
	case d.K > d.N:
		return fmt.Errorf("ensemble: k = %d exceeds n = %d", d.K, d.N)
	case d.Trial < 0:
		return fmt.Errorf("ensemble: trial = %d; it must not be negative", d.Trial)
	case !(d.Noise >= 0) || math.IsInf(d.Noise, 1):
		return fmt.Errorf("ensemble: noise = %v; it must be finite and not negative", d.Noise)
	}
	return nil
}

func (d Draw) validateAmplitudes() error {
	switch d.Amplitudes {
	case gaussian, rademacher, uniform, twolevel:
		return nil
	case "":
		if d.K == 0 {
			return nil
		}
	}
	return &UnknownError{What: "amplitudes", Name: d.Amplitudes, Known: Amplitudes()}
}

// law is a parsed ensemble name.
type law struct {
	kind    string
	largest int       // K of integer:K and magnitude:K
	rho     float64   // RHO of ar1:RHO
	terms   []float64 // A1, ..., An, B of equation:A1:...:An:B
}

// parseLaw accepts one spelling of a law only, for the name goes into the seed.
func parseLaw(name string) (law, error) {
	switch name {
	case gaussian, unit, haar, rademacher, dct, fourier:
		return law{kind: name}, nil
	}
	switch kind, parameter, found := strings.Cut(name, ":"); {
	case !found:
	case kind == equation:
		return parseEquation(name, strings.Split(parameter, ":"))
	case kind == ar1:
		return parseCorrelation(name, parameter)
	case kind == integer || kind == pixel:
		return parseWhole(kind, name, parameter)
	}
	return law{}, &UnknownError{What: "ensemble", Name: name, Known: Ensembles()}
}

// parseCorrelation reads RHO, spelled as Go spells the shortest decimal.
func parseCorrelation(name, text string) (law, error) {
	rho, err := strconv.ParseFloat(text, 64)
	if err != nil || strconv.FormatFloat(rho, 'g', -1, 64) != text {
		return law{}, fmt.Errorf("ensemble: %q needs a plain number after the colon, as in ar1:0.5", name)
	}
	if !(rho > -1 && rho < 1) {
		return law{}, fmt.Errorf("ensemble: %q; its correlation must be between -1 and 1", name)
	}
	return law{kind: ar1, rho: rho}, nil
}

// parseWhole reads K.
func parseWhole(kind, name, digits string) (law, error) {
	largest, err := strconv.ParseUint(digits, 10, 32)
	if err != nil || len(digits) > 1 && digits[0] == '0' {
		return law{}, fmt.Errorf("ensemble: %q needs a plain whole number after the colon", name)
	}
	if largest < 1 || largest > maxInteger {
		return law{}, fmt.Errorf("ensemble: %q; its bound must be between 1 and %d", name, maxInteger)
	}
	return law{kind: kind, largest: int(largest)}, nil
}

func parseEquation(name string, terms []string) (law, error) {
	l := law{kind: equation}
	for _, term := range terms {
		v, err := strconv.ParseFloat(term, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return law{}, fmt.Errorf("ensemble: %q: %q is not a finite number", name, term)
		}
		l.terms = append(l.terms, v)
	}
	if len(terms) < 2 {
		return law{}, fmt.Errorf("ensemble: %q needs at least one coefficient and the right-hand side", name)
	}
	return l, nil
}

// grid returns the spacing that planted matrices of this law are rounded to.
func (l law) grid() float64 {
	if l.kind == rademacher || l.kind == integer || l.kind == pixel {
		return 1
	}
	return matrixGrid
}

// bound returns a number that no |a_ij| exceeds.
func (l law) bound() float64 {
	switch l.kind {
	case gaussian:
		return largestNormal
	case integer, pixel:
		return float64(l.largest)
	case ar1: // |a_ij| <= rho |a_i,j-1| + fresh |normal|
		return largestNormal * max(1, math.Sqrt((1-l.rho)*(1+l.rho))/(1-math.Abs(l.rho)))
	}
	return 2 // entries of unit vectors, sqrt 2 in a transform
}
