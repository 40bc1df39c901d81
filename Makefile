# Everything that this project is asked to do, one word each. `make` lists them.
# Another Python: `make test PYTHON=python3.13 VENV=../venv-3.13`.

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
CLI = $(VENV)/.installed-cli
DEV = $(VENV)/.installed-dev
PIP = $(BIN)/python -m pip -qq --disable-pip-version-check

.PHONY: help audit test lint format pytest docs bench corpus clean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

# An audit that finds something exits with 1, which is a result. Both are shown
# before any other exit code fails the target.
audited = echo '$$ adminlaw audit $(1) --as-of $(2) --lang zh'; \
	$(BIN)/adminlaw audit $(1) --as-of $(2) --lang zh || \
	{ code=$$?; [ $$code -eq 1 ] || failed=$$code; }

audit: $(CLI) ## audit the example registers, in Chinese
	@failed=0; \
	$(call audited,examples/hengshui-2017,2018-01-31); \
	$(call audited,examples/lianjiang-2021,2021-12-30); \
	exit $$failed

test: lint pytest docs ## lint, types, imports, tests, examples and documentation

lint: $(DEV) ## style, format, types and the ladder of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(DEV) ## let ruff lay out the code
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

pytest: $(DEV) ## tests with branch coverage, then the examples of the pages
	$(BIN)/pytest tests src -n auto --cov
	$(BIN)/pytest docs README.md README.zh.md -n auto

docs: $(DEV) ## build the documentation; a warning is an error
	$(BIN)/sphinx-build -W --keep-going -E -q -b html docs docs/_build/html
	@echo 'documentation: docs/_build/html/index.html'

bench: ADMINLAW_CORPUS ?= $(wildcard ../shared/corpus)
bench: $(DEV) ## run each benchmark
	@export ADMINLAW_CORPUS='$(abspath $(ADMINLAW_CORPUS))'; \
	for script in benchmarks/*.py; do \
		[ -e "$$script" ] || { echo 'benchmarks/ holds no script yet'; break; }; \
		echo "$$script"; \
		$(BIN)/python "$$script" || exit 1; \
	done

corpus: ADMINLAW_CORPUS ?= ../shared/corpus
corpus: ADMINLAW_REQUIREMENTS ?= ../shared/requirements
corpus: ADMINLAW_SAMPLES ?= ../shared/samples
corpus: $(DEV) ## run the tests that read the statutes of ADMINLAW_CORPUS
	@[ -d '$(ADMINLAW_CORPUS)' ] || \
		echo 'no folder $(ADMINLAW_CORPUS): tests that need ADMINLAW_CORPUS skip'
	@[ -d '$(ADMINLAW_REQUIREMENTS)' ] || \
		echo 'no folder $(ADMINLAW_REQUIREMENTS): tests that need ADMINLAW_REQUIREMENTS skip'
	@[ -d '$(ADMINLAW_SAMPLES)' ] || \
		echo 'no folder $(ADMINLAW_SAMPLES): tests that need ADMINLAW_SAMPLES skip'
	ADMINLAW_CORPUS='$(abspath $(ADMINLAW_CORPUS))' \
	ADMINLAW_REQUIREMENTS='$(abspath $(ADMINLAW_REQUIREMENTS))' \
	ADMINLAW_SAMPLES='$(abspath $(ADMINLAW_SAMPLES))' \
	$(BIN)/pytest -m corpus

clean: ## remove all that the other targets made, the virtual environment too
	rm -rf $(VENV) build dist htmlcov docs/_build .coverage .coverage.* .hypothesis
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps make a second run start at once; a change of pyproject.toml undoes them.
$(CLI): pyproject.toml $(VENV)/.created
	@echo 'installing adminlaw with its command line into $(VENV)'
	@$(PIP) install --editable '.[cli]'
	@touch $@

$(DEV): pyproject.toml $(VENV)/.created
	@echo 'installing adminlaw with its development tools into $(VENV)'
	@$(PIP) install --editable '.[dev]'
	@touch $(CLI) $@

NEW_ENOUGH = import sys; sys.exit(sys.version_info < (3, 11))
TOO_OLD = adminlaw needs Python 3.11 or newer. Name one, such as: make PYTHON=python3.12

$(VENV)/.created:
	@[ -x $(BIN)/python ] || $(PYTHON) -c '$(NEW_ENOUGH)' || \
		{ echo '$(PYTHON): $(TOO_OLD)' >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -c '$(NEW_ENOUGH)' || { echo '$(VENV): $(TOO_OLD)' >&2; exit 1; }
	@touch $@
