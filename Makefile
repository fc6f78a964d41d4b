# Lantern: `make demo` to see it, `make test` to check it, `make help` for the rest.
# PORT, DATA, NATS_URL and NATS_SERVER are honoured, given here (make demo PORT=9000) or in the environment.

VENV ?= .venv
JOBS ?= auto
BIN := $(VENV)/bin
BOOTSTRAP = python=$$(PYTHON="$(PYTHON)" sh tools/python) && "$$python" tools/bootstrap.py
export PORT DATA NATS_URL NATS_SERVER JOBS

.DEFAULT_GOAL := help
.PHONY: help demo test check test-all-pythons bench screens soak api-test mining format lock venv test-venv clean

help: ## Print every target
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: venv ## Install what is needed and start Lantern with the demo cases; Ctrl-C stops it
	@exec $(BIN)/lantern demo

test: test-venv ## Install the test tools and run every check and every test
	@$(BIN)/python -m tools.browser
	@$(BIN)/python -m tools.gate --all-pythons

check: ## Run every check and every test in the environment as it is
	@$(BIN)/python -m tools.gate

test-all-pythons: test-venv ## Run the tests on the other supported Pythons of this machine
	@$(BIN)/python -m tools.pythons

bench: test-venv ## Measure and print the table of docs/benchmarks.md
	@$(BIN)/python -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r requirements/bench.txt || \
		echo "psycopg cannot be installed, so loading is not compared with PostgreSQL." >&2
	@$(BIN)/python -m bench

screens: test-venv ## Take the pictures in docs/screens anew
	@$(BIN)/python -m tools.screens

api-test: test-venv ## Ask every operation of the HTTP API, as its description allows and forbids, many times
	@LANTERN_TEST_REQUESTS=$(or $(REQUESTS),20) $(BIN)/python -m pytest -n 0 --timeout 3600 tests/web/described

mining: venv ## Let pm4py, in an environment of its own, read event logs of Lantern and check them against the rules
	@$(BIN)/python -m tools.mining.writing var/mining
	@test -x .venv-mining/bin/python || $(BIN)/python -m venv .venv-mining
	@.venv-mining/bin/python -m pip install -qq --no-input --disable-pip-version-check --require-hashes -r requirements/mining.txt
	@TQDM_DISABLE=1 .venv-mining/bin/python -W ignore -m tools.mining.checking var/mining

soak: test-venv ## Run the tests that take minutes: load, kill -9, memory
	@$(BIN)/python -m pytest -m soak --timeout 1800

format: ## Format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

lock: test-venv ## Write requirements/*.txt anew from pyproject.toml
	@$(BIN)/python -m tools.lock $(if $(UPGRADE),--upgrade)

venv: ## Make the environment for running Lantern only
	@$(BOOTSTRAP) runtime $(VENV)

test-venv: ## Make the environment for working on Lantern
	@$(BOOTSTRAP) test $(VENV)

clean: ## Remove environments, caches and the demo's data
	@rm -rf .venv .venv-3.* .venv-mining var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@find merkle domain projections web workers infra tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} +
