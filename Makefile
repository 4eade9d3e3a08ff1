# `make` alone says what there is. Everything prepares the computer first, once: see scripts/bootstrap.sh.

PY := .venv/bin/python
PACKAGES := .venv/.packages
SCREEN := .venv/.screen
FILES ?=
ARGS ?=

# Compiled modules are kept, whatever the computer says: worker processes and programs that tests start need
# a quarter less processor time.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test test-faults check format bench bench-accuracy bench-tables screenshots translations sample pin build clean

help: ## Show this list
	@echo "Transcritor: PDFs into faithful text, on your own computer."
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "The first run of any of them installs what is missing. More options: FILES=..., ARGS=... (see README.md)."

run: $(PACKAGES) ## Open the window (FILES="a.pdf b.pdf" queues these); without a screen, transcribe the sample
	@scripts/run.sh $(FILES)

test: $(SCREEN) ## Run the tests, with no window on the screen (ARGS="-k name" for some, COVERAGE=1 to note what they reach)
	@scripts/bootstrap.sh tools redis-tools
	@$(PY) -m $(if $(COVERAGE),coverage run -m pytest,pytest --numprocesses logical --maxprocesses 4 --dist worksteal) $(ARGS) || \
	    { code=$$?; [ $$code = 1 ] || exit $$code; \
	      echo "What failed is tried once more by itself. What fails only beside others depends on chance: mend it too."; \
	      $(PY) -m pytest --last-failed --last-failed-no-failures none -rA --show-capture=no $(ARGS); }

test-faults: $(SCREEN) ## Break things and see that nothing is lost (three minutes; ARGS="--long --write" for hours)
	@nice $(PY) -m benchmarks.faults $(ARGS)

check: $(SCREEN) ## Check style, types, contracts between packages, dead code, and what tests have reached
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@.venv/bin/vulture
	@$(PY) -m scripts.coverage_floors

format: $(PACKAGES) ## Format the sources and mend what can be mended by itself
	@$(PY) -m ruff check --fix --quiet . ; $(PY) -m ruff format .

bench: .venv/.bench $(SCREEN) ## Measure speed beside other programs; results in benchmarks/results
	@$(PY) -m benchmarks.speed $(ARGS)

bench-accuracy: .venv/.bench ## Measure how faithful the text is; results in benchmarks/results
	@$(PY) -m benchmarks.accuracy $(ARGS)

bench-tables: .venv/.bench ## Measure how right tables are, beside other programs; results in benchmarks/results
	@$(PY) -m benchmarks.tables $(ARGS)

screenshots: $(SCREEN) ## Take a picture of every state of the window, into screenshots/
	@$(PY) -m scripts.screenshots $(ARGS)

translations: $(PACKAGES) ## Collect the words of the sources and compile the Portuguese catalogue
	@$(PY) -m scripts.translations update

sample: .venv/.sample ## Make the sample PDF again
	@$(PY) -m scripts.make_sample

pin: ## Choose the versions of constraints.txt anew, in an environment of its own
	@python3 scripts/pin.py

build: .venv/.build $(SCREEN) ## Make a program folder for people without Python, in dist/transcritor
	@$(PY) -m PyInstaller --noconfirm --log-level WARN build.spec
	@echo "The program is in dist/transcritor."

clean: ## Remove what was built and installed here; documents and history stay
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(PACKAGES): pyproject.toml constraints.txt scripts/bootstrap.sh
	@scripts/bootstrap.sh packages dev
	@touch $@

$(SCREEN): $(PACKAGES)
	@scripts/bootstrap.sh screen
	@touch $@

.venv/.sample .venv/.build: .venv/.%: $(PACKAGES)
	@scripts/bootstrap.sh packages $*
	@touch $@

.venv/.bench: $(PACKAGES)
	@scripts/bootstrap.sh packages bench
	@scripts/bootstrap.sh tools fonts-liberation fonts-dejavu fonts-urw-base35 tesseract-ocr ghostscript unpaper poppler-utils
	@touch $@
