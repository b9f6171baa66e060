# make demo   the five scenarios on http://127.0.0.1:8000
# make test   everything, from a bare checkout
# make long   the same and more examples, for a night
# make check  style, types and import contracts only

PYTHON ?= python3
BIN := .venv/bin
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test long check fresh scale browser cyrus clean

demo: .venv/ready
	RAKOR_DATABASE_URL=$${RAKOR_DATABASE_URL:-sqlite://var/demo.db} $(BIN)/rakor demo

CHECK := { $(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports; }

# Style, types and contracts are checked beside the tests; they speak, and count, when those are done.
test: .venv/ready-test browser cyrus
	@{ $(CHECK) >.venv/check.log 2>&1; echo $$? >.venv/checked; } & \
	$(BIN)/pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder; tested=$$?; \
	wait; cat .venv/check.log; exit $$((tested | $$(cat .venv/checked)))

long:
	LONG_TESTS=1 $(MAKE) test

check: .venv/ready-test
	$(CHECK)

# What the history of the tables leaves in an empty SQLite file; after every new migration.
fresh: .venv/ready-test
	$(BIN)/python -m tests.database.fresh

# A million frames delivered while wires, bells, roles and the server fail: some minutes.
scale: .venv/ready-test
	LONG_TESTS=1 $(BIN)/pytest -s tests/live/test_engine_machine.py

# The tests use the system's Chromium and read PDF by poppler: no package registry carries them.
browser:
	@missing=; command -v chromium >/dev/null || missing="chromium"; \
	command -v pdftotext >/dev/null || missing="$$missing poppler-utils"; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi; \
	command -v chromium >/dev/null || echo "Chromium is not installed: install your system's chromium package for the browser tests."; \
	command -v pdftotext >/dev/null || echo "poppler-utils is not installed: tests that read a PDF are skipped."

# A calendar server that answers invitations in the tests: Debian's packages are fetched, not installed.
CYRUS := cyrus-common cyrus-caldav libclamav12 libical3 libjansson4 libmspack0 libnghttp2-14 libpcre3 \
	libsasl2-2 libsasl2-modules libsasl2-modules-db libshp2 libwrap0 libxapian30 libzephyr4 sasl2-bin \
	libbrotli1 libicu72 libldap-2.5-0 libpq5 libsqlite3-0 libxml2

cyrus: .venv/bin/python
	@if [ ! -e .venv/cyrus/ready ] && command -v apt-get >/dev/null && command -v dpkg-deb >/dev/null; then \
		{ [ "$$(id -u)" != 0 ] || apt-get update -qq; } && mkdir -p .venv/cyrus && \
		(cd .venv/cyrus && apt-get download -qq -o APT::Sandbox::User=root $(CYRUS) >/dev/null && touch ready); \
	fi; \
	[ -e .venv/cyrus/ready ] || echo "Debian 12's packages of Cyrus cannot be had: its calendar answers no test."

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
