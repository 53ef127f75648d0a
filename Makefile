# `make demo` and `make test` do all the set-up on a machine with Python 3.11 or newer, and
# take seconds when nothing has changed since. Everything is installed into .venv.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN := .venv/bin
STAMPS := .venv/stamps
DEMO := stancegraph-demo

files = $(shell find $(1) -type f -not -path '*/__pycache__/*' 2>/dev/null)
LIBRARY := $(call files,graph cli ontology data)
CHECKED := $(LIBRARY) $(call files,tests benchmarks docs) pyproject.toml README.md CHANGELOG.md CITATION.cff Makefile

.PHONY: help demo test lint types tests bench clean

help: ## list what can be made
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 8

# ------------------------------------------------------------------------------ set-up

# Some systems ship `venv` without pip: then the pip of the system, uv, or Debian's package helps.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found; set PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || ( \
	  echo "$(PYTHON) makes environments without pip: trying other ways"; rm -rf .venv; \
	  { $(PYTHON) -m pip --version >/dev/null 2>&1 && $(PYTHON) -m venv --without-pip .venv \
	      && $(PYTHON) -m pip --quiet --python $(BIN)/python install pip; } \
	  || { command -v uv >/dev/null && uv venv --quiet --clear --seed --python $(PYTHON) .venv; } \
	  || { rm -rf .venv; test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update -qq \
	      && apt-get install -qq -y --no-install-recommends python3-venv && $(PYTHON) -m venv .venv; } \
	  || { rm -rf .venv; echo "No environment could be made: install the venv module of $(PYTHON)" \
	         "(on Debian and Ubuntu: apt-get install python3-venv), then run make again" >&2; exit 1; } )

# Editable: the sources need no second installation when they change, and a new file shows up at once.
$(STAMPS)/installed: pyproject.toml $(BIN)/python
	@echo "installing stancegraph and what it needs into .venv"
	@$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --editable '.[all]'
	@mkdir -p $(@D) && touch $@

$(STAMPS)/tools: $(STAMPS)/installed
	@echo "installing the tools of the tests into .venv"
	@$(BIN)/python -m pip install --quiet --group dev
	@touch $@

# -------------------------------------------------------------------------------- demo

build_article := data/sources
build_tutorial := data/tutorial --texts data/tutorial/texts

demo: $(foreach name,article tutorial,$(DEMO)/$(name).html $(DEMO)/$(name).ttl) ## build, draw and export both corpora
	@printf '%s\n' '' \
	  'Open in a browser:' \
	  '  $(DEMO)/article.html' \
	  '  $(DEMO)/tutorial.html' \
	  'Ask next:' \
	  '  $(BIN)/stancegraph ask $(DEMO)/article positions' \
	  '  $(BIN)/stancegraph ask $(DEMO)/article mediators' \
	  "  $(BIN)/stancegraph query $(DEMO)/tutorial -q 'SELECT ?official WHERE { ?official a sg:Official }'"

$(DEMO)/%/CURRENT: $(STAMPS)/installed $(LIBRARY)
	@mkdir -p $(DEMO)
	$(BIN)/stancegraph build $(build_$*) -o $(DEMO)/$*

$(DEMO)/%.html: $(DEMO)/%/CURRENT
	$(BIN)/stancegraph draw $(DEMO)/$* -o $@

$(DEMO)/%.ttl: $(DEMO)/%/CURRENT
	$(BIN)/stancegraph export $(DEMO)/$* -o $@

.PRECIOUS: $(DEMO)/%/CURRENT

# ------------------------------------------------------------------------------- gates

test: lint types tests ## run all gates: lint, types, tests with coverage

lint: $(STAMPS)/lint ## ruff: rules and format
types: $(STAMPS)/types ## mypy --strict over the library, the command line and the tests
tests: $(STAMPS)/tests ## pytest, with branch coverage; prints its closing line
	@tail -n 1 $(STAMPS)/tests

$(STAMPS)/lint: $(STAMPS)/tools $(CHECKED)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@touch $@

# The type checker finds packages by their folders' names, so it gets a folder of links called stancegraph.
$(STAMPS)/types: $(STAMPS)/tools $(CHECKED)
	@rm -rf .types && mkdir -p .types/stancegraph
	@ln -s $(addprefix $(CURDIR)/,$(wildcard graph/*) cli ontology data) .types/stancegraph/
	$(BIN)/mypy .types/stancegraph tests
	@touch $@

$(STAMPS)/tests: $(STAMPS)/tools $(CHECKED)
	@rm -f .coverage .coverage.*
	$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report term 2>&1 | tee $@.new
	@mv $@.new $@

bench: $(STAMPS)/tools ## run every benchmark
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python "$$script"; done

clean: ## remove all that was made, the environment included
	rm -rf .venv .types $(DEMO) build dist *.egg-info test-artifacts htmlcov .coverage .coverage.* \
	  .mypy_cache .ruff_cache .pytest_cache .hypothesis
