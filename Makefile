# The commands of the README. Each makes the virtual environment in .venv when there is none; a second run is quick.
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help brief record test test-slow test-all screenshots lint clean

VENV := .venv
BIN := $(VENV)/bin
SAMPLES := samples/kfor-rutte
# The samples' news ends on this day; it gives the year to "11 March".
AS_OF := 2025-03-10
# The day on which the replies were recorded (1 December 2026), so that a second run writes the very same files:
# https://reproducible-builds.org/specs/source-date-epoch/
MADE := 1796083200

# Checks the page's accessibility. npm has it, and Python's index only older versions of it.
AXE := axe-core-4.14.1
AXE_FILE := .cache/$(AXE)/package/axe.min.js

# Errors only: pip's warnings are about the index and the machine, not about this project.
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check

help:
	@echo 'make brief      install into .venv and write the samples'\'' digest, and a large model'\''s brief from recorded replies'
	@echo 'make record     record these replies anew: make record MODEL=name BASE_URL=http://127.0.0.1:8080/v1,'
	@echo '                or from replies that were carried by files: make record MODEL=name CARRIED=run/replies.sqlite3'
	@echo 'make test       the quick tests'
	@echo 'make test-slow  the slow tests: fuzzing, browser and scale'
	@echo 'make test-all   both'
	@echo 'make lint       ruff, mypy and the order of the layers'
	@echo 'make clean      remove .venv and the caches'

GENERATE := SOURCE_DATE_EPOCH=$(MADE) $(BIN)/python -m briefing generate $(SAMPLES)/articles --topic kfor-rutte --as-of $(AS_OF)

brief: $(VENV)/installed
	@$(GENERATE) --no-model -o $(SAMPLES)/digest.md -o $(SAMPLES)/digest.html
	@# Status 3: for a request that the recording does not have, the articles' own words stand in, and the brief says so.
	@$(GENERATE) --replay $(SAMPLES)/replies.jsonl --no-reask -o $(SAMPLES)/brief.md -o $(SAMPLES)/brief.html || [ $$? -eq 3 ]
	@echo 'Digest of $(SAMPLES)/articles, made with no language model:'
	@echo '  $(CURDIR)/$(SAMPLES)/digest.md'
	@echo '  $(CURDIR)/$(SAMPLES)/digest.html'
	@echo 'Brief of the same articles, from the recorded replies of a large model:'
	@echo '  $(CURDIR)/$(SAMPLES)/brief.md'
	@echo '  $(CURDIR)/$(SAMPLES)/brief.html'

# From a server, or from the cache that `briefing batch collect` has filled with replies that were carried by files: then
# nobody is asked, and the recording says how its replies came.
record: $(VENV)/installed
	@[ -n '$(MODEL)' ] && [ -n '$(BASE_URL)$(CARRIED)' ] || { \
	  echo 'Name the model, and its server or the cache of a batch: make record MODEL=name BASE_URL=http://127.0.0.1:8080/v1' >&2; \
	  exit 2; \
	}
	$(GENERATE) --model '$(MODEL)' --no-reask $(if $(CARRIED),--cache '$(CARRIED)',--base-url '$(BASE_URL)' --timeout 3600) \
	  --record $(SAMPLES)/replies.jsonl -o $(SAMPLES)/brief.md
	$(if $(CARRIED),sed -i.old '1s/"server": [^,]*/"server": "carried by files"/' $(SAMPLES)/replies.jsonl && rm $(SAMPLES)/replies.jsonl.old)

test: $(VENV)/installed-dev
	$(BIN)/pytest -n 2 -m 'not slow'

test-slow: $(VENV)/installed-dev
	@$(MAKE) --silent --no-print-directory $(AXE_FILE) || echo 'axe-core cannot be had: accessibility is not checked' >&2
	@# pytest's status 5 means that no test is marked slow, which is no fault.
	$(BIN)/pytest -m slow || [ $$? -eq 5 ]

test-all: test test-slow

# Pictures of the samples' page, for the README. Needs chromium, and poppler-utils for the printed page.
screenshots: $(VENV)/installed-dev
	$(BIN)/python -m tests.screenshots

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# An interpreter that is there but does not start (a version manager's shim) is passed over like one that is too old.
$(BIN)/python:
	@found=; for python in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo 'briefing needs Python 3.11 or newer, and none was found. Install one, or name it: make brief PYTHON=/path/to/python3.12' >&2; \
	  exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$found --version)"; \
	$$found -m venv $(VENV) || { \
	  rm -rf $(VENV); \
	  echo "$$found cannot make a virtual environment. On Debian or Ubuntu: apt-get install python3-venv" >&2; \
	  exit 1; \
	}

# The interpreter's own date says nothing about whether the environment is fresh, so it only has to exist. `--group`
# below needs pip 25.1, and an older pip comes with Python 3.11 and 3.12.
$(VENV)/installed: pyproject.toml | $(BIN)/python
	@echo 'Installing briefing into $(VENV)'
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@echo 'Installing the tools of the tests into $(VENV)'
	@$(PIP) install --group dev
	@touch $@

$(AXE_FILE):
	@mkdir -p .cache/$(AXE)
	@npm pack --silent --pack-destination .cache $(subst axe-core-,axe-core@,$(AXE)) >/dev/null
	@tar -xzf .cache/$(AXE).tgz -C .cache/$(AXE) package/axe.min.js
