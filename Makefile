# Annals needs Python 3.11 with pip and venv; everything else comes from requirements/*.txt, checked by hash.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
JOBS ?= 2
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help run test test-sqlite test-postgresql check lint format messages lock bench clean

help:  ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 20

run: $(VENV)/app.stamp  ## start everything on PORT (8000) with ANNALS_DATA_DIR (./data); Ctrl-C stops it
	@$(BIN)/python manage.py run

test: test-postgresql test-sqlite  ## the whole suite, on both databases; what is missing here is skipped by name

test-sqlite: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup $(ARGS)

test-postgresql: $(VENV)/dev.stamp
	DATABASE_URL=$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres} \
		$(BIN)/python -m pytest -n $(JOBS) --dist loadgroup -m both_databases $(ARGS)

check: lint $(VENV)/dev.stamp  ## everything that needs no test run: layers, migrations, settings, catalogues
	$(BIN)/lint-imports --no-cache
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py messages --check
	DJANGO_DEBUG=false DJANGO_ALLOWED_HOSTS=annals.example.org ANNALS_PUBLIC_URL=https://annals.example.org \
		DJANGO_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

lint: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(VENV)/dev.stamp  ## put the code in its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/dev.stamp  ## bring the translation catalogues up to date with the code
	$(BIN)/python manage.py messages

# No header and no addresses: a lock names packages and hashes, never where they were fetched from.
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links pyproject.toml

lock: $(VENV)/dev.stamp  ## make the requirement locks again from pyproject.toml (UPGRADE=--upgrade for newer versions)
	$(LOCK) $(UPGRADE) -o requirements/app.txt
	$(LOCK) $(UPGRADE) --extra dev -c requirements/app.txt -o requirements/dev.txt

bench: $(VENV)/dev.stamp  ## measure speed; nothing here passes or fails
	$(BIN)/python -m benchmarks $(SECTIONS)

clean:  ## remove the environment; the data folder stays
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Annals needs Python 3.11 or newer; $(PYTHON) is older. Name one with: make $(MAKECMDGOALS) PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/app.stamp: requirements/app.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r $<
	@touch $@ $(VENV)/app.stamp
