# `make` alone lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV := $(VENV)/.installed-dev
RUN_LOCKS := requirements/run.txt requirements/node.txt
SOURCES := pyproject.toml hatch_build.py package.json package-lock.json

.DEFAULT_GOAL := help
.PHONY: help install run demo-reset test check bench screenshots handbook words lock FORCE

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

install: $(STAMP) assets ## Make .venv with the command .venv/bin/ks-board

$(BIN)/python:
	$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }

$(STAMP): $(BIN)/python $(RUN_LOCKS) $(SOURCES)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(DEV): $(STAMP) requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@

assets: $(STAMP) # Build the front-end files; does nothing while they are fresh.
	@$(BIN)/python -m asset_build

run: install ## Serve the demo town on http://127.0.0.1:8000
	@$(BIN)/ks-board demo --keep
	@$(BIN)/ks-board run

demo-reset: install ## Start the demo town afresh
	@$(BIN)/ks-board demo

test: install $(DEV) ## Run all tests
	@$(BIN)/python -m pytest -q -n 2 --dist loadgroup

check: install $(DEV) ## Format, lint, types, import contracts, templates, migrations, tests
	@$(BIN)/python tools/check.py

bench: install $(DEV) ## Measure speed, memory and weight; prints the table of the README
	@$(BIN)/python -m bench

screenshots: install $(DEV) ## Picture every page into screenshots/; ARGS="--town empty --role public --only /aufgaben"
	@$(BIN)/python -m tools.screenshots $(ARGS)

handbook: install $(DEV) ## Take the pictures of the handbook anew
	@$(BIN)/python -m tools.handbook

words: install $(DEV) ## List the ten sentences that are hardest to read
	@$(BIN)/python -m tools.readability

lighthouse: install $(DEV) ## Measure the main pages with Lighthouse, as on a slow phone
	@$(BIN)/python -m tools.lighthouse

lock: ## Renew the lock files (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --group build --extra postgres --extra linux pyproject.toml -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --group pyproject.toml:node -o requirements/node.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -q --group pyproject.toml:dev -c requirements/run.txt -o requirements/dev.txt
	npm install --package-lock-only --ignore-scripts
	npm --prefix tools/lighthouse install --package-lock-only --ignore-scripts
