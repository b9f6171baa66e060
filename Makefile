# make demo   the five scenarios on http://127.0.0.1:8000
# make test   everything, from a bare checkout
# make check  style, types and import contracts only

PYTHON ?= python3
BIN := .venv/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test check browser clean

demo: .venv/ready
	RAKOR_DATABASE_URL=$${RAKOR_DATABASE_URL:-sqlite://var/demo.db} $(BIN)/rakor demo

test: .venv/ready-test browser check
	$(BIN)/pytest --numprocesses 3 --dist loadfile

check: .venv/ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The browser tests use the system's Chromium: no package registry carries a browser.
browser:
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; \
	fi; \
	command -v chromium >/dev/null || echo "Chromium is not installed: install your system's chromium package for the browser tests."

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Rakor needs Python 3.11 or later")'
	$(PYTHON) -m venv .venv

BUNDLE := $(shell find frontend -path frontend/node_modules -prune -o -type f -print 2>/dev/null)

.venv/ready: .venv/bin/python pyproject.toml constraints.txt hatch_build.py $(BUNDLE)
	$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/ready-test: .venv/bin/python pyproject.toml constraints.txt hatch_build.py $(BUNDLE)
	$(BIN)/pip install --quiet --editable '.[test]'
	@touch .venv/ready $@

clean:
	rm -rf .venv src/rakor/static frontend/node_modules
