# `make demo` and `make test` are what most people need; both set up .venv first. PYTHON names the interpreter.
.PHONY: help demo test lint types tools docs golden lock clean set-up-for-tests

help:
	@echo "make demo    set up .venv and make every document of inputs/ in output/"
	@echo "make test    set up .venv for the tests; then lint, types and tests"
	@echo "make lint    only the linter; make types, only the types"
	@echo "make tools   install what the heavier tests call: LibreOffice, poppler, qpdf, a Word validator"
	@echo "make golden  accept the texts of the example documents as they are now"
	@echo "make lock    write requirements.lock anew"
	@echo "make docs    write docs/reference.md anew from the code"
	@echo "make clean   remove what was made, .venv included"

demo:
	@scripts/set-up use
	@scripts/demo

test: lint types
	@.venv/bin/python -m pytest

lint: set-up-for-tests
	@.venv/bin/python -m ruff check
	@.venv/bin/python -m ruff format --check

types: set-up-for-tests
	@.venv/bin/python -m mypy

tools:
	@scripts/install-test-tools

lock:
	@$(or $(PYTHON),python3) -m venv .tools/lock
	@.tools/lock/bin/python -m pip install --quiet uv
	@.tools/lock/bin/python scripts/lock.py

docs: set-up-for-tests
	@.venv/bin/python scripts/catalogues.py
	@.venv/bin/python scripts/reference.py
	@.venv/bin/python scripts/picture.py

golden: set-up-for-tests
	@PMO_DOCS_ACCEPT=1 .venv/bin/python -m pytest -q tests/test_examples.py tests/readers/test_notes.py; git diff --stat tests

clean:
	rm -rf .venv .tools output build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

set-up-for-tests:
	@scripts/set-up test
