# Everything a newcomer, a developer and CI need. `make demo` and `make test` do all set-up themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MEMBERS := contracts infra services/inclusion services/plan services/signals services/handover services/disclosure services/documents services/monitor services/audit services/retention verifier cli
READY := $(VENV)/.ready
# Each worker has servers of its own.
PYTEST_ARGS ?= -n auto --dist worksteal

.PHONY: demo test soak check bench nation docs lock clean

demo: $(READY)
	$(BIN)/levensloop demo

test: $(READY)
	$(BIN)/pytest $(PYTEST_ARGS)

# Services killed at the moments that many seeds choose, and run twice at once; minutes instead of seconds.
soak: $(READY)
	PLAY_SEEDS=$${PLAY_SEEDS:-10} $(BIN)/pytest $(PYTEST_ARGS) tests/play/killed

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Five ZVHs and forty clients from a seed; docs/nation.md.
nation: $(READY)
	PYTHONPATH=tests $(BIN)/python -m support.nation --out build/nation
	$(BIN)/levensloop play build/nation/nation.yaml --report build/nation/report.json

bench: $(READY)
	$(BIN)/python -m bench

docs: $(READY)
	$(BIN)/python -m levensloop.contracts.reference docs
	$(BIN)/python -m levensloop.play.occurrences .

lock: $(READY)
	$(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --output-file requirements.lock requirements.in

clean:
	rm -rf $(VENV) build

$(READY): requirements.lock Makefile $(addsuffix /pyproject.toml,$(MEMBERS))
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation $(addprefix -e ,$(addprefix ./,$(MEMBERS)))
	touch $(READY)
