# make report   set everything up and build the comparison report into build/report/
# make test     set everything up, then lint, type-check and test
# Both need only make and Python 3.11 or later; everything else goes into .venv from requirements.lock.

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export PYTHONHASHSEED := 0

REPORT := build/report/report.html
INPUTS := $(shell find study data -type f -not -name '*.pyc')

.PHONY: report test lint types lock clean
.DEFAULT_GOAL := report

# made again only when the code, the data or the locked versions have changed; make -B report makes it in any case
report: $(REPORT)

$(REPORT): $(READY) $(INPUTS)
	$(BIN)/study report --output build/report

test: lint types $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "error: no Python 3.11 or later found; install one or run: make PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# For maintainers, after a change of the dependencies in pyproject.toml (needs uv on the path).
lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --output-file requirements.lock

clean:
	rm -rf $(VENV) build .mypy_cache .ruff_cache .pytest_cache
