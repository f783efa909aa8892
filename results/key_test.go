package results

import (
	"errors"
	"slices"
	"testing"
)

const cell = "n=64/m=32/k=4/p=0.5/ensemble=gaussian/amplitudes=gaussian/solver=homotopy"

func TestParseKey(t *testing.T) {
	key, err := ParseKey(cell)
	if err != nil {
		t.Fatal(err)
	}
	want := Key{{"n", "64"}, {"m", "32"}, {"k", "4"}, {"p", "0.5"}, {"ensemble", "gaussian"}, {"amplitudes", "gaussian"}, {"solver", "homotopy"}}
	if !slices.Equal(key, want) {
		t.Errorf("got %v, want %v", key, want)
	}
	if key.String() != cell {
		t.Errorf("spelled %s, want %s", key, cell)
	}
	if v, ok := key.Get("p"); v != "0.5" || !ok {
		t.Errorf("p = %q, %v", v, ok)
	}
	if v, ok := key.Get("noise"); v != "" || ok {
		t.Errorf("noise = %q, %v", v, ok)
	}
}

func TestParseKeyRefuses(t *testing.T) {
	for _, s := range []string{
		"", "/", "n", "n=", "=1", "n=1/", "/n=1", "n=1//m=2", "n=1/n=2", "N=1", "1n=1", "n =1", "n= 1", "n=1 ", "n=a b", "n=\t",
		"n=\u00b5", "\u03bb=1", "n=1\n", "_n=1",
	} {
		if key, err := ParseKey(s); !errors.Is(err, ErrKey) {
			t.Errorf("ParseKey(%q) = %v, %v", s, key, err)
		}
	}
}

func TestKeyCopies(t *testing.T) {
	key, _ := ParseKey("n=1/m=2")
	key = slices.Grow(key, 4) // room for an append to write into the original
	steps := []struct {
		got  Key
		want string
	}{
		{key.With("m", "3"), "n=1/m=3"},
		{key.With("p", "1"), "n=1/m=2/p=1"},
		{key.With("q", "2"), "n=1/m=2/q=2"},
		{key.Without("n"), "m=2"},
		{key.Without("n", "m"), ""},
		{key.Without("z"), "n=1/m=2"},
		{key, "n=1/m=2"},
	}
	for _, s := range steps {
		if s.got.String() != s.want {
			t.Errorf("got %s, want %s", s.got, s.want)
		}
	}
}

func FuzzParseKey(f *testing.F) {
	for _, s := range []string{cell, "n=1", "", "a=b/c=d", "a=b/a=c", "lambda=1e-3/noise=0.1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		key, err := ParseKey(s)
		if err != nil {
			if !errors.Is(err, ErrKey) || key != nil {
				t.Fatalf("ParseKey(%q) = %v, %v", s, key, err)
			}
			return
		}
		if key.String() != s {
			t.Fatalf("ParseKey(%q) spells %q", s, key)
		}
		for _, pair := range key {
			if v, ok := key.Get(pair.Name); !ok || v != pair.Value {
				t.Fatalf("%q: %s = %q, %v", s, pair.Name, v, ok)
			}
		}
	})
}
