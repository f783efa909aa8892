#!/usr/bin/env bash
# How far the comparison of two commits can be trusted on this machine.
#
#   bench/trust.sh aa [REPETITIONS] [FLAG...]   HEAD against itself: how many rows are called changed, which should be none
#   bench/trust.sh ab [REPETITIONS] [FLAG...]   HEAD against HEAD with one kernel, Dot, 10% slower: how often it is found, and nothing else
#
# Flags go to touchpoint bench against: --budget 1m. Both work on a clone in a temporary directory.
set -euo pipefail
what=${1:?aa or ab} times=${2:-20}
shift $(($# < 2 ? $# : 2))
cd "$(dirname "$0")/.."
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
go build -o "$temporary/touchpoint" ./cmd/touchpoint
git clone -q . "$temporary/clone"
cd "$temporary/clone"
git config user.name trust && git config user.email trust@example.org

# kernels adds benchmarks of the kernels, so that a row is a kernel and nothing else.
kernels() {
	cat >solvers/internal/kernel/trust_test.go <<'GO'
package kernel

import "testing"

func BenchmarkTrust(b *testing.B) {
	x, y, a := make([]float64, 500), make([]float64, 500), make([]float64, 500*20)
	for i := range x {
		x[i], y[i] = float64(i), 1/float64(i+1)
	}
	for _, k := range []struct {
		name string
		run  func() float64
	}{
		{"dot", func() float64 { return Dot(x, y) }},
		{"axpy", func() float64 { Axpy(1e-9, x, y); return 0 }},
		{"norm1", func() float64 { return Norm1(x) }},
		{"norm2", func() float64 { return Norm2(x) }},
		{"norminf", func() float64 { return NormInf(x) }},
		{"mult", func() float64 { MulT(y[:20], a, x); return 0 }},
	} {
		b.Run("kernel="+k.name, func(b *testing.B) {
			for b.Loop() {
				k.run()
			}
		})
	}
}
GO
	git add -A && git commit -qm 'benchmarks of the kernels'
}

# plant makes every thirteenth inner product happen twice, and with the counting that is 10% of those of 500 entries.
plant() {
	sed -i 's/^func Dot(/func dotAsItWas(/' solvers/internal/kernel/*.go
	cat >solvers/internal/kernel/planted.go <<'GO'
package kernel

var (
	calls int
	spent float64
)

// Dot is dotAsItWas, ten per cent slower.
func Dot(x, y []float64) float64 {
	if calls++; calls%13 == 0 {
		spent += dotAsItWas(x, y)
	}
	return dotAsItWas(x, y)
}
GO
	git add -A && git commit -qm 'one kernel is slower'
}

case $what in
aa)
	rows=0 tested=0 small=0 flagged=0 alarms=0
	for i in $(seq "$times"); do
		"$temporary/touchpoint" bench against HEAD --to HEAD --json "$@" >rows.json 2>log || [ $? = 1 ] || { cat log; exit 1; }
		n=$(grep -c '"verdict"' rows.json) bad=$(grep -cE '"verdict":"(regression|improvement|worse|better|changed)"' rows.json || true)
		# A row is tested where its values vary; the adjusted p-value of others is null, or 1 with a warning.
		some=$(grep -v 'all samples are equal' rows.json | grep -c '"adjusted":[0-9]' || true)
		low=$(sed -n 's/.*"p":\([0-9.e-]*\),"adjusted".*/\1/p' rows.json | awk '$1 <= 0.05 { n++ } END { print n + 0 }')
		rows=$((rows + n)) tested=$((tested + some)) small=$((small + low)) flagged=$((flagged + bad)) alarms=$((alarms + (bad > 0)))
		echo "$i: $bad of $n rows called changed; $some were tested, $low have p <= 0.05 unadjusted"
	done
	echo "A/A: $flagged of $rows rows called changed, in $alarms of $times comparisons; $tested were tested, $small have p <= 0.05 unadjusted"
	;;
ab)
	kernels && plant
	found=0 wrong=0
	for i in $(seq "$times"); do
		"$temporary/touchpoint" bench against HEAD~1 --to HEAD --json --package ./solvers/internal/kernel --bench Trust "$@" >rows.json 2>log || [ $? = 1 ] || { cat log; exit 1; }
		changed=$(grep -E '"verdict":"(regression|improvement|worse|better|changed)"' rows.json | sed 's/.*kernel=\([a-z0-9]*\)".*"delta":\([-0-9.e]*\).*"adjusted":\([-0-9.e]*\).*/\1 \2 (p \3)/' || true)
		grep '"verdict":"regression"' rows.json | grep -q 'kernel=dot' && found=$((found + 1))
		[ -z "$(grep -v '^dot' <<<"$changed")" ] || wrong=$((wrong + 1))
		echo "$i: ${changed:-nothing}" | tr '\n' ';'
		echo
	done
	echo "A/B: the slower kernel was found in $found of $times comparisons; another row was called changed in $wrong"
	;;
*)
	echo "trust.sh: $what is neither aa nor ab" >&2
	exit 2
	;;
esac
