# Two commands, on a fresh Debian or macOS with Python 3.11 or newer:
#   make run     sets up, then opens Conv Lab on http://localhost:8501
#   make test    sets up, then checks everything: lint, types, unit, page and browser tests
#
#   make offline     a folder of lessons that need no server (APP=https://… is where they link to)
#   make bench   the core beside PyTorch, SciPy, OpenCV and the book (seven minutes)
#   make bench-app   what each page costs: bytes, times, frames, CPU (seven minutes)
#   make load    a whole class at once: 30, then 100 students, then eight classes in turn (five minutes)
#   make load-class  a class, live: 30, 100, 300 students, one and two processes (four minutes)
#
# make run PORT=8600 ADDRESS=127.0.0.1     another port; this machine only
# make test PYTHON=python3.12              a chosen Python (also for run)

PORT ?= 8501
ADDRESS ?=
BIN := .venv/bin
WORKERS ?= 2
APP ?= http://localhost:8501

# bytecode is kept, whatever the environment says: tests start dozens of servers, and each imports the same
export PYTHONDONTWRITEBYTECODE :=

.PHONY: offline run test lint types unit browser load load-class bench bench-app clean
.NOTPARALLEL:

run: .venv/run.stamp
	@$(BIN)/python scripts/start.py --port "$(PORT)" --address "$(ADDRESS)"

offline: .venv/run.stamp
	@$(BIN)/python scripts/offline.py --app "$(APP)"

# types take one processor for most of a minute, and the unit tests leave some of both
test: .venv/dev.stamp lint
	@$(MAKE) --no-print-directory types & types=$$!; \
	$(MAKE) --no-print-directory unit; unit=$$?; wait $$types && exit $$unit
	@$(MAKE) --no-print-directory browser
	@echo "Everything holds."

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/oxlint --quiet ui tests
	$(BIN)/oxfmt --check ui tests

types: .venv/dev.stamp
	$(BIN)/mypy

unit: .venv/dev.stamp
	$(BIN)/python scripts/parts.py
	# in a fresh checkout one process compiles the tests, or each worker would
	@test -d tests/__pycache__ || $(BIN)/pytest --collect-only --ignore=tests/browser >/dev/null || true
	# in runs: what stands together shares what it needs, and the slow ones are taken over at the end;
	# two more than processors, for tests of a server wait for it half of their time
	$(BIN)/pytest -n $$(($(WORKERS) + 2)) --dist worksteal --reruns 1 --ignore=tests/browser

browser: .venv/dev.stamp
	$(BIN)/python scripts/chromium.py
	# a browser on two busy cores may miss a moment: what fails is tried twice more, and told
	CONVLAB_NEED_BROWSER=1 $(BIN)/pytest -n $(WORKERS) --reruns 2 tests/browser

bench: .venv/bench.stamp
	$(BIN)/python -m benchmarks.core

bench-app: .venv/dev.stamp
	$(BIN)/python scripts/chromium.py
	$(BIN)/python -m benchmarks.app

load: .venv/dev.stamp
	$(BIN)/python -m benchmarks.load --students 30
	$(BIN)/python -m benchmarks.load --students 100
	$(BIN)/python -m benchmarks.load --soak 8

load-class: .venv/dev.stamp
	$(BIN)/python -m benchmarks.load_class

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/browser/failures
	find . -name __pycache__ -prune -exec rm -rf {} +

.venv/run.stamp: requirements.txt scripts/venv.sh
	sh scripts/venv.sh requirements.txt
	@touch $@

.venv/dev.stamp: requirements.txt requirements-dev.txt scripts/venv.sh
	sh scripts/venv.sh requirements-dev.txt
	@touch .venv/run.stamp $@

.venv/bench.stamp: benchmarks/requirements.txt requirements.txt scripts/venv.sh
	sh scripts/venv.sh requirements.txt
	sh scripts/venv.sh benchmarks/requirements.txt
	@touch .venv/run.stamp $@
