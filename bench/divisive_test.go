package bench

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// nile is the annual flow of the Nile at Aswan from 1871 on, in 10^8 m^3.
//
// Reference: G. Cobb, The problem of the Nile: conditional solution to a changepoint problem, 1978: the level falls in 1899.
var nile = []float64{
	1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140, 1100, 1210, 1150, 1250, 1260,
	1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845,
	864, 862, 698, 845, 744, 796, 1040, 759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
	744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
}

// single makes every value a group.
func single(values []float64) (groups [][]float64) {
	for i := range values {
		groups = append(groups, values[i:i+1])
	}
	return groups
}

func places(splits []split) (at []int) {
	for _, s := range splits {
		at = append(at, s.at)
	}
	return at
}

func TestNile(t *testing.T) {
	found := divisive(single(nile), 0.01, rand.New(rand.NewPCG(1, 1)))
	if at := places(found); !slices.Equal(at, []int{1899 - 1871}) {
		t.Errorf("changes in %v years after 1871, want 28", at)
	}
}

// TestQ compares the running sums with the formula.
func TestQ(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	values := make([]float64, 30)
	for i := range values {
		values[i] = rng.NormFloat64()
	}
	mean := func(x, y []float64) (sum float64) {
		for _, a := range x {
			for _, b := range y {
				sum += math.Abs(a - b)
			}
		}
		return sum
	}
	want, where := math.Inf(-1), 0
	for n := 2; n <= 28; n++ {
		x, y := values[:n], values[n:]
		a, b := float64(n), float64(30-n)
		q := a * b / (a + b) * (2*mean(x, y)/(a*b) - mean(x, x)/(a*(a-1)) - mean(y, y)/(b*(b-1)))
		if q > want {
			want, where = q, n
		}
	}
	q, at := stretchesOf(single(values), nil)[0].best(values)
	if math.Abs(q-want) > 1e-12 || at != where {
		t.Errorf("Q = %v at %d, by the formula %v at %d", q, at, want, where)
	}
}

// TestDivisiveLevel: a series without a change has one found in a share level of all cases at most, whatever its law.
func TestDivisiveLevel(t *testing.T) {
	const series, level = 400, 0.05
	rng := rand.New(rand.NewPCG(3, 3))
	for name, draw := range map[string]func() float64{
		"normal":      rng.NormFloat64,
		"exponential": rng.ExpFloat64,
		"cauchy":      func() float64 { return rng.NormFloat64() / rng.NormFloat64() },
		"ties":        func() float64 { return float64(rng.IntN(3)) },
	} {
		wrong := 0
		for range series {
			groups := make([][]float64, 8)
			for g := range groups {
				groups[g] = []float64{draw(), draw(), draw()}
			}
			if len(divisive(groups, level, rng)) > 0 {
				wrong++
			}
		}
		if wrong > 36 { // 20 are expected, and 36 is beyond 3.5 standard errors
			t.Errorf("%s: a change in %d of %d series without one, at level %v", name, wrong, series, level)
		}
	}
}

// TestDivisivePower: shifts of four standard deviations are found, each in its place.
func TestDivisivePower(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	exact := 0
	for range 100 {
		groups := make([][]float64, 15)
		for g := range groups {
			level := 0.0
			if g >= 5 && g < 11 {
				level = 4
			}
			groups[g] = []float64{level + rng.NormFloat64(), level + rng.NormFloat64(), level + rng.NormFloat64()}
		}
		if slices.Equal(places(divisive(groups, 0.01, rng)), []int{5, 11}) {
			exact++
		}
	}
	if exact < 90 {
		t.Errorf("both changes and no other were found in %d of 100 series", exact)
	}
}

func TestDivisiveShort(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for _, values := range [][]float64{{1}, {1, 2}, {1, 2, 3}, {1, 1, 1, 1, 1, 1}} {
		if found := divisive(single(values), 0.05, rng); len(found) > 0 {
			t.Errorf("%v has changes %v", values, found)
		}
	}
}
