# Dangol's own commands. A machine needs Python 3.11 or newer, its venv module, and make; nothing else.

SHELL := /bin/sh
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
UV ?= uv

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --require-hashes --only-binary :all:
DANGOL := $(BIN)/python -m dangol

# What may be said on the command line: make demo ARGS="--port 9000", make test TESTS=tests/nlu, make bench QUICK=1.
ARGS ?=
TESTS ?=
QUICK ?=
INTO ?=

.PHONY: help
help: ## Show these lines
	@echo "Dangol. Usage: make <target>"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{ printf "%-14s %s\n", $$1, $$2 }'

.PHONY: demo
demo: $(VENV)/.core ## Install from the lock, make the demo shop, start it on 127.0.0.1:8000 and print the links
	@$(DANGOL) demo $(ARGS)

.PHONY: test
test: $(VENV)/.dev ## Run all tests and say what was skipped and why (one part: TESTS=tests/nlu)
	$(BIN)/python -m pytest -rs $(ARGS) $(TESTS)

.PHONY: bench
bench: $(VENV)/.dev ## Measure this machine (QUICK=1: a minute, only to see that it runs)
	$(DANGOL) bench $(if $(QUICK),--quick) $(if $(INTO),--into $(INTO)) $(ARGS)
	@if [ -d tests/bench/node_modules/deep-chat ]; then \
		$(BIN)/python tests/bench/widget_bench.py $(if $(QUICK),--times 2) $(if $(INTO),--into $(INTO)); \
	else \
		echo "The widget beside deep-chat was left out: npm install --prefix tests/bench"; \
	fi

.PHONY: lint
lint: $(VENV)/.dev ## Check format, style, types, the floors between rooms, and generated documents
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	PYTHONPATH=src $(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/python tools/features.py --check
	$(BIN)/python tools/settings_doc.py --check
	$(BIN)/python tools/commands_doc.py --check
	@if [ -x tests/widget/node_modules/.bin/tsc ]; then \
		echo "tsc --checkJs"; tests/widget/node_modules/.bin/tsc --project tests/widget/tsconfig.json; \
	elif [ -n "$$DANGOL_REQUIRE_ALL" ]; then \
		echo "The widget's types cannot be checked: run npm install in tests/widget first."; exit 1; \
	else \
		echo "Skipped: the widget's types (they need Node; run npm install in tests/widget first)."; \
	fi

.PHONY: docs
docs: $(VENV)/.dev ## Write the generated parts of the documents anew
	$(BIN)/python tools/features.py
	$(BIN)/python tools/settings_doc.py
	$(BIN)/python tools/commands_doc.py

.PHONY: wheel
wheel: $(VENV)/.core ## Build the source archive and, from it, the wheel, into dist/
	rm -rf dist build/unpacked
	$(BIN)/python -m hatchling build --target sdist
	mkdir -p build/unpacked
	tar -xzf dist/dangol-*.tar.gz -C build/unpacked --strip-components 1
	cd build/unpacked && ../../$(BIN)/python -m hatchling build --target wheel --directory ../../dist
	rm -rf build

.PHONY: lock
lock: $(VENV)/.made ## Write requirements/*.txt anew (needs uv; takes nothing younger than a week)
	@command -v $(UV) >/dev/null 2>&1 || { echo "make lock needs uv. Install it with: pipx install uv"; exit 1; }
	UV="$(UV)" $(BIN)/python tools/lock.py $(ARGS)

.PHONY: clean
clean: ## Remove what these commands made, except the demo shop
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis tests/widget/node_modules
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: a file in .venv says which lock was installed last; nothing is done twice.

$(VENV)/.made:
	@if [ -z "$(PYTHON)" ]; then \
		echo "No Python 3.11 or newer was found. On Debian and Ubuntu: sudo apt-get install python3 python3-venv"; exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.core: $(VENV)/.made requirements/build.txt requirements/core.txt pyproject.toml
	@if [ -e $(VENV)/.dev ]; then \
		echo "Installing from requirements/dev.txt ..."; $(INSTALL) -r requirements/dev.txt -r requirements/build.txt; \
	else \
		echo "Installing from requirements/core.txt: about a minute, this once ..."; \
		$(INSTALL) -r requirements/core.txt -r requirements/build.txt; \
	fi
	$(PIP) install --no-deps --no-index --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core requirements/dev.txt
	@echo "Installing from requirements/dev.txt ..."
	$(INSTALL) -r requirements/dev.txt -r requirements/build.txt
	@touch $@
