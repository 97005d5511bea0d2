# HeyNATS. `make` lists the targets; each installs what it needs and does not find.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory

VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null)
ARGS    ?= # for `make run`, such as ARGS="--listen 127.0.0.1:5001"

export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

GOLANGCI := go tool -modfile=tools/go.mod golangci-lint
NODE     := web/node_modules/.installed
PAGE     := web/dist/index.html
# Directories too: theirs is the time at which a file was deleted.
PAGE_SOURCES := web/index.html web/vite.config.ts web/tsconfig.json web/package.json \
	$(shell find web/src web/public web/scripts -not -name '*.test.ts*' -not -name '*.gen.ts' 2>/dev/null)

##@ Use
.PHONY: help run build
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z0-9-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## Build everything and start HeyNATS with the playground
	bin/heynats --demo $(ARGS)

build: page ## Build the page and bin/heynats
	CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=$(VERSION)' -o bin/heynats ./cmd/heynats

##@ Check
.PHONY: test check-generate lint lint-go lint-web test-go test-web size e2e bench
test: check-generate lint test-web size test-go e2e ## Run every check and every test

check-generate: $(NODE) ## Check that the generated files are those of the code
	@tmp=$$(mktemp -d); trap 'rm -rf "$$tmp"' EXIT; \
	go run ./cmd/heynats openapi >"$$tmp/openapi.yaml"; \
	(cd web && npx --no-install openapi-typescript "$$tmp/openapi.yaml" -o "$$tmp/schema.d.ts" >/dev/null); \
	if ! diff -u api/openapi.yaml "$$tmp/openapi.yaml" || ! diff -u web/src/api/schema.d.ts "$$tmp/schema.d.ts"; then \
		echo "The API changed and its contract did not: run 'make generate' and commit the result." >&2; exit 1; \
	fi

lint: lint-go lint-web ## Run the linters of both languages

# The linter's program is built by its first run, which takes some minutes.
lint-go: ## Lint the Go code
	go vet ./...
	$(GOLANGCI) run

lint-web: page ## Type-check and lint the page, and look for what nobody uses
	cd web && npm run --silent check

# The race detector needs a C compiler, which a machine with Go alone may lack.
test-go: page ## Run the Go tests, with the race detector where there is a C compiler
	@if command -v "$$(go env CC)" >/dev/null; then race=-race; else race=; \
		echo "No C compiler ($$(go env CC)): the tests run without the race detector." >&2; fi; \
	go test $$race ./...

test-web: $(NODE) ## Run the tests of the page's parts
	cd web && npm run --silent test

size: page ## Check the page against its size budget
	cd web && npm run --silent size

e2e: build chromium ## Run the browser tests against bin/heynats
	cd web && npm run --silent e2e

bench: ## Measure the figures and print them beside their goals
	go run ./bench

##@ Work on it
.PHONY: page generate fmt chromium clean
page: $(PAGE) ## Build the page into web/dist

generate: $(NODE) ## Write api/openapi.yaml and the page's types from the code
	go run ./cmd/heynats openapi >api/openapi.yaml.new
	mv api/openapi.yaml.new api/openapi.yaml
	cd web && npm run --silent generate

fmt: $(NODE) ## Format everything
	$(GOLANGCI) fmt
	cd web && npm run --silent fix

chromium: ## Install Chromium for the browser tests, if it is missing
	@if command -v "$${CHROMIUM:-/usr/bin/chromium}" >/dev/null; then exit 0; fi; \
	if [ -z "$${CHROMIUM:-}" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get -qq update; \
		DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium fonts-liberation >/dev/null; \
	else \
		echo "The browser tests need Chromium at /usr/bin/chromium: install your system's package chromium, or name another one with CHROMIUM=/path/to/chromium." >&2; exit 1; \
	fi

clean: ## Delete what was built; downloaded packages stay
	rm -rf bin web/test-results
	find web/dist -mindepth 1 -not -name .gitkeep -delete

$(NODE): web/package-lock.json
	cd web && npm ci --no-fund --no-audit --loglevel=error
	@touch $@

$(PAGE): $(NODE) $(PAGE_SOURCES)
	cd web && npm run --silent build
	@touch $@
