package results

import (
	"errors"
	"slices"
	"testing"
)

func keys(t *testing.T, spelled ...string) []Key {
	t.Helper()
	var out []Key
	for _, s := range spelled {
		key, err := ParseKey(s)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, key)
	}
	return out
}

func TestResidue(t *testing.T) {
	cases := []struct {
		pooled []Key
		named  []string
		want   []string
	}{
		{nil, nil, nil},
		{keys(t, "n=1/p=1"), nil, nil},
		{keys(t, "n=1/amplitudes=rademacher", "n=1/amplitudes=gaussian", "n=1/amplitudes=rademacher"), nil, []string{"pooled over amplitudes: gaussian, rademacher"}},
		{keys(t, "n=1/amplitudes=rademacher", "n=1/amplitudes=gaussian"), []string{"amplitudes"}, nil},
		{keys(t, "n=100/p=1", "n=20/p=0.5", "n=3/p=1"), nil, []string{"pooled over n: 3, 20, 100", "pooled over p: 0.5, 1"}},
		{keys(t, "n=100/p=1", "n=20/p=0.5"), []string{"n", "q"}, []string{"pooled over p: 0.5, 1"}},
		{keys(t, "n=1", "n=1/noise=0.1", "n=1/noise=1e-3"), nil, []string{"pooled over noise: none, 1e-3, 0.1"}},
		{keys(t, "n=1/noise=0.1", "n=1"), nil, []string{"pooled over noise: none, 0.1"}},
		{keys(t, "p=inf", "p=2", "p=1"), nil, []string{"pooled over p: 1, 2, inf"}},
		{keys(t, "s=10", "s=b", "s=9"), nil, []string{"pooled over s: 10, 9, b"}},
		{keys(t, "p=1.0", "p=1"), nil, []string{"pooled over p: 1, 1.0"}},
	}
	for _, c := range cases {
		if got := Residue(c.pooled, c.named...); !slices.Equal(got, c.want) {
			t.Errorf("Residue(%v, %q) = %q, want %q", c.pooled, c.named, got, c.want)
		}
	}
}

func TestTable(t *testing.T) {
	table := Table{Name: "t", Columns: []Column{{Header: "time", Unit: "s"}, {Header: "time", Unit: "ns"}}}
	table.Append(Int(1), Text("a"))
	table.Append(nil, Missing{})
	table.Note("one", "two")
	table.Note("one", "three")
	if err := table.Validate(); err != nil {
		t.Error(err)
	}
	if !slices.Equal(table.Notes, []string{"one", "two", "three"}) {
		t.Errorf("notes %q", table.Notes)
	}
	bad := []Table{
		{},
		{Columns: []Column{{Header: "a"}, {Header: "a"}}},
		{Columns: []Column{{Header: "a (s)"}, {Header: "a", Unit: "s"}}},
		{Columns: []Column{{Header: "a"}}, Rows: [][]Value{{}}},
		{Columns: []Column{{Header: "a"}}, Rows: [][]Value{{Int(1)}, {Int(1), Int(2)}}},
	}
	for i, table := range bad {
		if err := table.Validate(); !errors.Is(err, ErrTable) {
			t.Errorf("table %d: %v", i, err)
		}
	}
}
