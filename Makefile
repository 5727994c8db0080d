# Every target sets up .venv on its own, and again when a dependency has changed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: help data demo style test test-slow lab work outputs release site bench film contact-sheet
help:
	@echo "make demo     grade an invented class, from release to report"
	@echo "make lab      take the course: open JupyterLab on your own copies, in work/"
	@echo "make test     everything that must hold: style, tests, known answers, stored outputs on two kinds of processor"
	@echo "make test-slow what takes long: larger classes, a grader killed twenty times, holes in tests, every stepper on a page"
	@echo "make outputs  run the source notebooks afresh and store what they print"
	@echo "make release  make the notebooks for students again from the sources"
	@echo "make site     build the web edition into build/site: notebooks and documentation, to read anywhere"
	@echo "make bench    measure what a student waits for, and grading beside nbgrader's"
	@echo "make film     take the README's film of a stepper again"
	@echo "make contact-sheet  three frames of every stepper, live and on the web, light and dark, in build/screenshots"

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-compile --requirement requirements.txt --editable .
	@# On all cores, where pip takes one; a few packages hold files that are no Python of today.
	@$(BIN)/python -m compileall -q -j 0 .venv/lib >/dev/null || true
	@touch $@

# Real texts for notebooks 09 to 11, kept outside the project: they are not ours to hand on.
data: $(READY)
	@$(BIN)/python -m rnn_helpers.texts.data

demo: data
	$(BIN)/autograder demo

style: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

test: data style
	$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder
	$(BIN)/autograder check
	$(BIN)/pytest -n auto --dist loadfile --nbval --nbval-current-env source
	@# As on a processor without vector instructions: sums round otherwise there, and what a page says must hold.
	ATEN_CPU_CAPABILITY=default $(BIN)/pytest -n auto --dist loadfile --nbval --nbval-current-env source

# Copies what is not there yet and leaves alone what is: students write in work/.
work:
	@for from in notebooks/*/*; do \
		to="work/$${from#notebooks/}"; \
		if [ ! -e "$$to" ]; then mkdir -p "$$(dirname "$$to")" && cp -R "$$from" "$$to"; fi; \
	done

test-slow: data
	$(BIN)/pytest -m large
	$(BIN)/autograder check --holes

lab: data work
	$(BIN)/jupyter lab work

# All of them, so with the answers to 12, which a course gives out later.
release: data
	$(BIN)/autograder release --with-answers

outputs: data
	$(BIN)/autograder outputs

site: data
	$(BIN)/python -m website

bench: $(READY)
	$(BIN)/python bench/stepper.py
	$(BIN)/python bench/web_stepper.py
	$(BIN)/python bench/grading.py
	$(BIN)/python bench/feedback.py
	$(BIN)/python bench/on_arrival.py
	$(BIN)/python bench/large_class.py
	$(BIN)/python bench/cluster.py

film: $(READY)
	$(BIN)/pytest tests/browser/test_notebook_06.py -k filmed
	cp build/screenshots/stepper.gif docs/stepper.gif

contact-sheet: data
	$(BIN)/pytest tests/browser/test_steppers.py tests/browser/test_whole_web_edition.py -m large -k contact_sheet
