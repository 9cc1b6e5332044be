# make run            sets everything up and opens the portal with invented people, employers and offers
# make rank           sets everything up and ranks the sample CVs for a sample offer, on the terminal
# make test           sets everything up and runs every check that a landing must pass
# make test-postgres  runs the portal's tests again on a PostgreSQL server of their own
.PHONY: setup run rank test test-postgres lint types samples vectors lock clean

PYTHON ?= python3
BIN := .venv/bin
LOCKED := .venv/.locked

setup: $(LOCKED)

$(LOCKED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Open Emploi needs Python 3.11 or later; $(PYTHON) is older. Try: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up .venv (once; a minute or two)…"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

run: setup
	@$(BIN)/openemploi serve --demonstration

rank: setup
	@# 4: some files could not be read (scans, without Tesseract); the others are ranked
	@$(BIN)/openemploi rank samples/offers/caissier-mairie.txt samples/cvs || test $$? -eq 4
	@$(BIN)/openemploi next-steps

test: setup lint types
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup

test-postgres: setup
	$(BIN)/python -m tests.postgres -m pytest tests/web

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: setup
	$(BIN)/mypy

samples: setup
	$(BIN)/python samples/make.py

vectors: setup
	$(BIN)/python -m openemploi.extraction.semantics src/openemploi/extraction/semantics/starter.safetensors

lock:
	uv pip compile pyproject.toml --group dev --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade -o requirements.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
