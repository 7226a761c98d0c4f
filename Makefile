# Each target works alone on a machine that has Python 3.11 or newer and make: it makes .venv itself.
.PHONY: demo test test-system faults chaos check fix clean

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

demo: $(INSTALLED)
	$(BIN)/voc demo demo

test: $(INSTALLED)
	$(BIN)/pytest -m "not system" -n auto --dist worksteal

test-system: $(INSTALLED)
	command -v chromium >/dev/null || ( apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core ) >/dev/null
	$(BIN)/pytest -m system -n auto --dist loadfile

KILLS ?= 200
SEED ?= 1

chaos: $(INSTALLED)
	PYTHONPATH=.:tests:tests/end_to_end $(BIN)/python tests/end_to_end/chaos.py $(KILLS) $(SEED)

faults: $(INSTALLED)
	$(BIN)/pytest tests/faults -m "not system" --outcomes

check: $(INSTALLED)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(INSTALLED)
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

clean:
	rm -rf .venv demo build *.egg-info

$(INSTALLED): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || ( echo "Python 3.11 or newer is needed: make PYTHON=python3.11" >&2; exit 1 )
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint constraints.txt --editable ".[dev,system]"
	touch $(INSTALLED)
