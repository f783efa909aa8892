# touchpoint: `make study` regenerates tables, figures and verdicts, `make test` runs the tests. Both need Go, make and git; the first build downloads modules.

GO       ?= go
EFFORT   ?= quick
BIN      := bin/touchpoint
PACKAGES := ./...

.PHONY: all build study test race check publish bench compare clean help

all: build

help:
	@echo 'make study [EFFORT=quick]  run the claims, judge them in results/CLAIMS.md, write tables and figures under results/tables'
	@echo 'make test                  the tests'
	@echo 'make race                  the tests under the race detector (needs a C compiler)'
	@echo 'make check                 formatting, vet, staticcheck, tidiness, generated assembly, known vulnerabilities'
	@echo 'make peers [QUICK=1]       our solvers beside those of others: results/published/peers.md, half an hour or three minutes'
	@echo 'make publish               a study of a clean work tree, copied into results/published'
	@echo 'make bench [COUNT=10]      run the benchmarks, results in results/bench/COMMIT.txt'
	@echo 'make compare BASE=main     measure BASE and the work tree by turns, and compare speed and quality'
	@echo 'make build                 bin/touchpoint'

build:
	$(GO) build -buildvcs=auto -o $(BIN) ./cmd/touchpoint

study: build
	$(BIN) study run --effort $(EFFORT)
	$(BIN) study report --effort $(EFFORT)

test:
	$(GO) test $(PACKAGES)

race:
	@if command -v $$($(GO) env CC) >/dev/null 2>&1; \
	then set -x; CGO_ENABLED=1 $(GO) test -race $(PACKAGES); \
	else echo 'make race: skipped, for the race detector needs a C compiler and there is none ($(shell $(GO) env CC))'; fi

check:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then echo "gofmt would change: $$unformatted"; exit 1; fi
	$(GO) vet $(PACKAGES)
	$(GO) tool staticcheck $(PACKAGES)
	$(GO) mod tidy -diff
	@.ci/generated
	@.ci/vulnerabilities

# Peers that are not there are named in the report, and skipped.
peers: build
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
		dpkg -s $(PEERS) >/dev/null 2>&1 || apt-get update -qq; \
		for p in $(PEERS); do \
			dpkg -s $$p >/dev/null 2>&1 || DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$p >/dev/null || \
			echo "make peers: $$p cannot be installed"; \
		done; \
	else echo 'make peers: only root installs peers, and only on Debian; takes what is there'; fi
	$(BIN) bench peers $(if $(QUICK),--quick)

# What README quotes comes from here: a study of one commit, with the manifest that says so.
publish:
	@if [ -n "$$(git status --porcelain)" ]; then echo 'make publish: the work tree is not clean; commit or stash first'; exit 2; fi
	$(GO) build -buildvcs=true -o $(BIN) ./cmd/touchpoint
	rm -rf results/runs/publish
	$(BIN) study run --effort $(EFFORT) --out results/runs/publish
	$(BIN) study report --effort $(EFFORT) --out results/runs/publish
	rm -rf results/published/tables results/published/CLAIMS.md
	mkdir -p results/published
	cp -r results/runs/publish/tables results/runs/publish/CLAIMS.md results/published
	rm results/published/tables/*/*.png

COUNT ?= 10
BASE  ?= main

bench: build
	$(BIN) bench run --count $(COUNT)

compare: build
	$(BIN) bench against $(BASE)

clean:
	rm -rf bin results/runs results/tables results/CLAIMS.md
