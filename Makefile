# What can be done here; `make` alone lists it.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
TESTED := .venv/.tested
SOURCES := $(shell find src tests tools bench fuzz deploy docs .ci requirements Makefile manage.py pyproject.toml *.md -type f \
	-not -path "*/__pycache__/*" -not -path "*.egg-info/*" 2>/dev/null)

.PHONY: help setup demo test property fuzz check lint types audit bench docs screenshots lock

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 14

setup: $(READY)  ## fill .venv with what gongkai needs, pinned by hash; does nothing when nothing changed
	@echo ".venv is ready."

# What is installed is compiled when it is first loaded, and most never is: all of it would take a third of the time.
$(READY): requirements/dev.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. gongkai needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "gongkai needs Python 3.11 or newer, and $(PYTHON) is older. Name another: make setup PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Filling .venv; this takes about a minute."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --no-compile --disable-pip-version-check --require-hashes --requirement requirements/dev.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY)  ## read, check and rewrite the sample report, then run the site with a demonstration county; SERVE=0 only loads it
	@$(BIN)/gongkai report demo
	@GONGKAI_DATA=$${GONGKAI_DATA:-out/demo} $(BIN)/gongkai demo $(if $(filter 0,$(SERVE)),--no-serve)

# A worker has its share of the tests in their order, so that what a module prepares is mostly prepared once.
# How a page looks and works in a browser does not depend on the database: that is tried once, on SQLite. So are attacks
# but those by which a task is killed.
# One more than there are processors: some wait, for a server or a browser. Beyond eight they would wait for memory.
PROCESSES := $(shell $(PYTHON) -c 'import os; print(min(os.cpu_count() or 1, 7) + 1)')
PYTEST := $(BIN)/pytest --quiet --numprocesses $(PROCESSES) --dist worksteal
test: $(READY)  ## run the tests, and those that touch a database on PostgreSQL too where it is installed
	@$(PYTEST)
	@$(BIN)/python -m tools.postgres --if-installed $(PYTEST) --database tests --ignore tests/browser --ignore-glob 'tests/attacks/test_[!t]*'
	@touch $(TESTED)

# As many sequences as a test run has no time for; each is drawn anew. Worth a night, or a change of the procedure.
property: export SEQUENCES ?= 3000
property: export DOCUMENTS ?= 4
property: $(READY)  ## play thousands of random sequences of acts on all that is kept, read thousands of synthetic reports, and hold all together
	@$(PYTEST) tests/applications/test_lifecycle.py tests/disclosure/test_windows.py tests/law/test_challenges.py tests/remedies/test_sequences.py tests/filings/test_sequences.py tests/duties/test_sequences.py tests/feedback/test_sequences.py tests/notifications/test_sequences.py tests/report/test_synth.py

# Each reader for as long, one after another; a test does it for a moment. What breaks one stays in fuzz/found/.
fuzz: export DJANGO_SETTINGS_MODULE := tests.settings
fuzz: SECONDS ?= 3600
fuzz: $(READY)  ## feed each reader for an hour with what nobody meant; SECONDS=60 for a minute each
	@nice -n 15 $(BIN)/python -m fuzz --seconds $(SECONDS) --seed 0

check: lint types audit $(TESTED)  ## what CI runs: format, lint, types, known weaknesses, and the tests unless they passed on these very files

lint: $(READY)
	@$(BIN)/ruff format --check --quiet || { echo "Some files are not formatted. Run: $(BIN)/ruff format"; exit 1; }
	@$(BIN)/ruff check --quiet

# The service of the index where it answers at once, and in any case the list that lies in the repository.
audit: $(READY)  ## hold what is pinned against known weaknesses
	@$(BIN)/python -m tools.audit

types: $(READY)
	@$(BIN)/mypy src/gongkai tools bench fuzz

$(TESTED): $(READY) $(SOURCES)
	@$(MAKE) --no-print-directory test

bench: $(READY)  ## measure speed, as ratios against a bare library doing the inevitable part
	@$(BIN)/python -m bench

docs: $(READY)  ## write the reference pages and the picture of the README anew from the code
	@$(BIN)/python -m tools.reference
	@$(BIN)/python -m tools.picture

screenshots: $(READY)  ## take the pictures of the guides anew, with the demonstration county and Debian's Chromium
	@$(BIN)/python -m tools.screenshots

COMPILE := PIP_CONFIG_FILE=/dev/null $(BIN)/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --newline lf
# The pins must serve every supported Python, so they are worked out on the oldest. pip's own
# configuration is left out: sources it may add have files of other hashes than the public index.
lock: $(READY)  ## pin the newest versions of everything, by hash, in requirements/
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
		echo "make lock works on the oldest Python supported: make .venv anew with PYTHON=python3.11"; exit 1; }
	@env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL $(COMPILE) --output-file requirements/run.txt pyproject.toml
	@env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL $(COMPILE) --extra server \
		--constraint requirements/run.txt --output-file requirements/server.txt pyproject.toml
	@env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL $(COMPILE) --extra dev --build-deps-for editable \
		--constraint requirements/server.txt --output-file requirements/dev.txt pyproject.toml
