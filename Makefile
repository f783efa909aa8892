# touchpoint: `make study` regenerates tables, figures and verdicts, `make test` runs the tests. Both need Go, make and git; the first build downloads modules.

GO       ?= go
EFFORT   ?= quick
BIN      := bin/touchpoint
PACKAGES := ./...

.PHONY: all build study test race check publish clean help

all: build

help:
	@echo 'make study [EFFORT=quick]  run the claims, judge them in results/CLAIMS.md, write tables and figures under results/tables'
	@echo 'make test                  the tests'
	@echo 'make race                  the tests under the race detector (needs a C compiler)'
	@echo 'make check                 formatting, vet, staticcheck, tidiness, generated assembly, known vulnerabilities'
	@echo 'make publish               a study of a clean work tree, copied into results/published'
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

# What README quotes comes from here: a study of one commit, with the manifest that says so.
publish:
	@if [ -n "$$(git status --porcelain)" ]; then echo 'make publish: the work tree is not clean; commit or stash first'; exit 2; fi
	$(GO) build -buildvcs=true -o $(BIN) ./cmd/touchpoint
	rm -rf results/runs/publish
	$(BIN) study run --effort $(EFFORT) --out results/runs/publish
	$(BIN) study report --effort $(EFFORT) --out results/runs/publish
	rm -rf results/published
	mkdir results/published
	cp -r results/runs/publish/tables results/runs/publish/CLAIMS.md results/published
	rm results/published/tables/*/*.png

clean:
	rm -rf bin results/runs results/tables results/CLAIMS.md
