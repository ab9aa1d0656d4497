# Everything goes through this file. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help install run demo test check bench docs clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(VENV)/.base: requirements/base.lock pyproject.toml
	@echo "Installation des composants (une à deux minutes la première fois)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --require-hashes -r requirements/base.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.base
	@echo "Installation des outils d’essai…"
	@$(BIN)/pip install --quiet --require-hashes -r requirements/dev.lock
	@touch $@

install: $(VENV)/.base  ## the program and its locked components

run: $(VENV)/.base  ## the site with the Aix-Marseille-Provence data on http://127.0.0.1:$(PORT)
	@$(BIN)/timonier run --port $(PORT)

demo: $(VENV)/.base  ## load the data set and make a first snapshot, without serving
	@$(BIN)/timonier demo load
	@$(BIN)/timonier consolidate

test: $(VENV)/.dev  ## the whole suite, in random order, without network; screens last
	@$(BIN)/python -m pytest -m "not browser" --numprocesses auto --dist loadfile
	@$(BIN)/python -m pytest -m browser

check: $(VENV)/.dev  ## style, types, import direction, missing migrations, house rules, generated docs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy timonier config
	@$(BIN)/lint-imports
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/python manage.py check
	@$(BIN)/python -m pytest tests/consistency -q -p no:randomly

bench: $(VENV)/.dev  ## every benchmark, as JSON, each beside its baseline
	@$(BIN)/timonier bench all

docs: $(VENV)/.dev  ## write docs/systems.md and docs/requirements.md anew
	@$(BIN)/python -m timonier.demo.systems
	@$(BIN)/python -m timonier.demo.requirements

clean:  ## forget caches; the data in var/ stay
	@rm -rf .pytest_cache .ruff_cache .mypy_cache .hypothesis .import_linter_cache
