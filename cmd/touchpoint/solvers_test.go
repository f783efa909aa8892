package main

import "testing"

func TestExponents(t *testing.T) {
	for want, taken := range map[string]func(p float64) bool{
		"":                                  func(float64) bool { return false },
		"0 <= p <= inf":                     func(float64) bool { return true },
		"p = 1":                             func(p float64) bool { return p == 1 },
		"p = 0.5 or p = 0.6666666666666666": func(p float64) bool { return p == 0.5 || p == 2./3 },
		"p = 0 or p = 2":                    func(p float64) bool { return p == 0 || p == 2 },
		"0 <= p < 1":                        func(p float64) bool { return p < 1 },
		"0 < p <= 1":                        func(p float64) bool { return p > 0 && p <= 1 },
		"1 < p <= inf":                      func(p float64) bool { return p > 1 },
		"0.5 <= p <= 1.5":                   func(p float64) bool { return p >= 0.5 && p <= 1.5 },
		"0 < p < 1 or p = 2":                func(p float64) bool { return p > 0 && p < 1 || p == 2 },
	} {
		if got := exponents(taken); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
