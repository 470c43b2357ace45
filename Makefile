# Two commands do everything: `make demo` and `make test`.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
NODE ?= demo-node

.PHONY: demo test test-install conformance conformance-postgres check bench bench-joins bench-live verdicts generate pictures examples lock clean help

help: ## Show this help.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.ready-runtime ## Make a demonstration node of Syria 2015-2017 and print a day's bulletin.
	@$(PY) -m treve demo "$(NODE)"

test: check ## Run every check and every test.
	$(PY) -m pytest

check: $(VENV)/.ready-dev ## Lint, types, layers.
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

test-install: $(VENV)/.ready-dev ## Build the wheel, install it elsewhere, and try it.
	$(PY) -m pytest -m install

conformance: $(VENV)/.ready-dev ## Hold the node to the field's own suite for ASTM F3548-21 (needs Python 3.13 for the suite).
	tools/conformance.sh

conformance-postgres: $(VENV)/.ready-dev ## The same with the airspace in a PostgreSQL database of its own.
	$(PY) -m tests.postgres tools/conformance.sh

bench: bench-joins bench-live ## Run the benchmarks beside their peers; PAGE=1 puts the result on the page.

bench-joins: $(VENV)/.ready-bench ## Incidents against arrangements alone.
	$(PY) -m benchmarks $(if $(PAGE),--page)

bench-live: $(VENV)/.ready-bench ## The live airspace alone; installs PostgreSQL and PostGIS where it may.
	tools/postgres.sh --postgis >/dev/null || tools/postgres.sh >/dev/null
	$(PY) -m benchmarks.live $(if $(PAGE),--page)

verdicts: $(VENV)/.ready-bench ## Hold a million verdicts on areas against the geodesic reference.
	$(PY) -m benchmarks.verdicts

generate: $(VENV)/.ready-dev ## Write schemas/ and the generated pages of docs/reference/ anew.
	$(PY) tools/schemas.py
	$(PY) tools/commands.py
	$(PY) tools/records.py
	$(PY) tools/settings.py
	$(PY) tools/contents.py

examples: $(VENV)/.ready-dev ## Run the examples of the pages and write what they print into them.
	$(PY) tools/examples.py

pictures: $(VENV)/.ready-runtime ## Draw the pictures of the pages (needs chromium).
	$(PY) tools/pictures.py

lock: ## Resolve the dependencies anew (needs uv).
	tools/lock.sh

clean: ## Remove the virtual environment and the demonstration node.
	rm -rf $(VENV) "$(NODE)"

# Looked at each time: the environment may have been moved, broken or left half installed.
$(VENV)/.ready-%: FORCE
	@tools/install.sh $(VENV) $*

FORCE:
