# The few commands of the portal. `make` alone lists them.
# Settings: PORT, PORTAL_INSTANCE, PORTAL_DATABASE_URL (environment or command line), and for `make test` JOBS and PYTEST.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
PORT ?= 8000
JOBS ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))
PYTEST ?=
CATALOGUES := $(wildcard portal/translations/*/LC_MESSAGES/*.po)

# The first Python that runs and is new enough; the lock holds for 3.11 and later.
PYTHON ?= $(shell for python in python3.13 python3.12 python3.11 python3 python3.14; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo "$$python" && break; done)

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format bench bench-planner screenshots translations lock

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(READY) $(CATALOGUES:.po=.mo) ## Install the portal and its locked dependencies in .venv

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "The portal needs Python 3.11 or later, and found none. Install it, or say: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(PYTHON) tests/machine.py $(notdir $(PYTHON))-venv
	@test -x $(BIN)/python || { echo "Making $(VENV) with $(PYTHON)"; $(PYTHON) -m venv $(VENV); }
	@echo "Installing the locked dependencies (a minute the first time)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

%.mo: %.po | $(READY)
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# Links in mails lead to where the demo is served.
demo: export PORTAL_BASE_URL ?= http://127.0.0.1:$(PORT)
demo: export PORTAL_DEMO ?= 1
demo: setup ## Tell the demo story once and serve it on http://127.0.0.1:8000 (PORT=… for another port)
	@$(BIN)/portal demo
	@exec $(BIN)/portal run --port $(PORT)

# Tests start the portal again and again: compiled anew each time, that takes it three times as long.
test: export PYTHONDONTWRITEBYTECODE :=
test: check ## Check, then run every test on SQLite and those that use the database again on PostgreSQL
	@$(BIN)/python tests/machine.py calcurse chromium dovecot libical postgresql webkit
	TEST_DATABASE=sqlite $(BIN)/pytest -n $(JOBS) --dist worksteal $(PYTEST)
	TEST_DATABASE=postgresql $(BIN)/pytest -n $(JOBS) --dist worksteal $(PYTEST)

check: setup ## Format, lint, types and import contracts
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup ## Put the code in its format and mend what the linter can mend
	$(BIN)/ruff check --fix --exit-zero
	$(BIN)/ruff format

bench: setup ## Measure the main pages at 1, 10 and 100 times the demo, beside a bare Flask page
	$(BIN)/python -m tests.bench

bench-planner: setup ## Plan every stored day, and again after events of the day, with bounds and seconds (BENCH_INSTANCES=/folder for others)
	$(BIN)/python -m tests.bench_planner

screenshots: setup ## Take the pictures of the README: the told demo in a real browser
	@$(BIN)/python tests/machine.py chromium
	$(BIN)/python -m tests.screenshots

translations: setup ## Collect the Dutch sentences and bring the catalogues up to date
	@mkdir -p build portal/translations
	$(BIN)/pybabel --quiet extract --mapping pyproject.toml --output-file build/messages.pot --add-location file \
		--sort-output --no-wrap --project selection-day-portal --version 1 --copyright-holder "the contributors" \
		--keyword lazy_gettext --keyword _l --keyword lazy_ngettext:1,2 .
	$(BIN)/pybabel --quiet update --input-file build/messages.pot --output-dir portal/translations \
		--locale en --init-missing --ignore-obsolete --ignore-pot-creation-date --no-fuzzy-matching --no-wrap

lock: setup ## Resolve the dependencies again, with versions and hashes, without addresses
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --all-extras \
		--python-version 3.11 $(LOCK) pyproject.toml --output-file requirements.lock
