# Two commands do everything: `make demo` and `make test`.
SHELL := /bin/bash
VENV := .venv
PY := $(VENV)/bin/python
NODE ?= demo-node

.PHONY: demo test check bench verdicts lock clean help

help: ## Show this help.
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: $(VENV)/.ready-runtime ## Make a demonstration node of Syria 2015-2017 and print a day's bulletin.
	@$(VENV)/bin/treve demo $(NODE)

test: check ## Run every check and every test.
	$(PY) -m pytest

check: $(VENV)/.ready-dev ## Lint, types, layers.
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/.ready-bench ## Run the benchmarks beside their peers; PAGE=1 puts the result on the page.
	$(PY) -m benchmarks $(if $(PAGE),--page)

verdicts: $(VENV)/.ready-bench ## Hold a million verdicts on areas against the geodesic reference.
	$(PY) -m benchmarks.verdicts

lock: ## Resolve the dependencies anew (needs uv).
	tools/lock.sh

clean: ## Remove the virtual environment and the demonstration node.
	rm -rf $(VENV) $(NODE)

$(VENV)/bin/python:
	@tools/venv.sh $(VENV)

$(VENV)/.ready-%: requirements/%.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing the locked packages ($*) ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$*.txt
	@$(PY) tools/link.py
	@touch $@
