# Everything works from a fresh clone with Python 3.11 or newer, make and git: each target
# first makes .venv and installs what it needs at the versions of constraints.txt.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?= -n auto

export PIP_DISABLE_PIP_VERSION_CHECK := 1
INSTALL := $(BIN)/python -m pip install --quiet -c constraints.txt

# pyright looks for the environment of the first python on the path, whatever it is told.
PYRIGHT := PATH="$(CURDIR)/$(BIN):$$PATH" pyright

.DEFAULT_GOAL := help
.PHONY: help brief test check format lint types docs build bench evaluate clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

brief: $(VENV)/.runs ## write brief.html from the shipped data
	@$(BIN)/python -m liaoning_econ brief -o brief.html

test: $(VENV)/.develops ## run the tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: format lint types ## check format, lint and types

format: $(VENV)/.develops
	$(BIN)/ruff format --check .

lint: $(VENV)/.develops
	$(BIN)/ruff check .

types: $(VENV)/.develops
	$(BIN)/mypy
	$(PYRIGHT)
	$(PYRIGHT) --verifytypes liaoning_econ --ignoreexternal

docs: $(VENV)/.documents ## build the documentation, its pages executed
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --builder html docs docs/_build/html
	@echo "docs/_build/html/index.html"

build: $(VENV)/.develops ## build the wheel and the source archive, and check them
	rm -rf dist
	$(BIN)/python -m build
	$(BIN)/twine check --strict dist/*

bench: $(VENV)/.measures ## measure, and print a table of ratios
	$(BIN)/python benchmarks/run.py

evaluate: $(VENV)/.evaluates ## score the reading of articles, three other readers beside it
	@$(BIN)/python tests/text/evaluation/score.py --split all

clean: ## remove what was installed and built
	rm -rf $(VENV) build dist docs/_build .mypy_cache .pytest_cache .ruff_cache .hypothesis

# The stamps: an empty file says that a step was finished, so that the next run starts at once.
$(VENV)/.made:
	@command -v "$(PYTHON)" > /dev/null || { \
	  echo "liaoning-econ needs Python 3.11 or newer, and there is no '$(PYTHON)' here." \
	    "Name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "liaoning-econ needs Python 3.11 or newer, and '$(PYTHON)' is" \
	    "$$("$(PYTHON)" -V 2>&1). Name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up $(VENV), once; this takes a minute or two."
	@"$(PYTHON)" -m venv --clear $(VENV)
	@touch $@

$(VENV)/.runs: $(VENV)/.made pyproject.toml constraints.txt
	@$(INSTALL) -e .
	@touch $@

$(VENV)/.develops: $(VENV)/.made pyproject.toml constraints.txt
	@$(INSTALL) -e ".[dev]"
	@touch $@ $(VENV)/.runs

$(VENV)/.documents: $(VENV)/.made pyproject.toml constraints.txt
	@$(INSTALL) -e ".[docs]"
	@touch $@ $(VENV)/.runs

$(VENV)/.measures: $(VENV)/.made pyproject.toml constraints.txt
	@$(INSTALL) -e ".[bench]"
	@touch $@ $(VENV)/.runs

$(VENV)/.evaluates: $(VENV)/.made pyproject.toml constraints.txt
	@$(INSTALL) -e ".[evaluate]"
	@touch $@ $(VENV)/.runs
