# Thin: the work is done by the scripts in tools/. README.md and CONTRIBUTING.md give the plain commands behind each.
# PYTHON=/path/to/python3.12 chooses a Python; otherwise one of 3.11 to 3.13 is looked for.

LESSONS ?=
TESTS ?=
DATA ?= bundled
NAME ?=
SEEDS ?=
SOAK ?= 110000
VENV := .venv/bin/python
export PYTHON

.PHONY: help course test lint lab bench save stamp soak mutants

help:
	@echo "make course   run the lessons in order on the bundled sounds  (build/course/summary.md)"
	@echo "              LESSONS=\"04 05\"  only these;  DATA=bundled|full|auto  which sounds"
	@echo "make lab      open the lessons in JupyterLab"
	@echo "make test     run all tests   (TESTS=\"05\": only what belongs to lesson 05)"
	@echo "make bench    list the measurements behind the README's results"
	@echo "              NAME=words_cnn SEEDS=3  run one of them;  SOUND_DATA=FOLDER  on the recordings there"
	@echo ""
	@echo "For contributors:"
	@echo "make save     run lessons and save their outputs in notebooks/  (LESSONS=\"04 05\")"
	@echo "make lint     check the code with ruff, and the saved notebooks against the course's rules"
	@echo "make soak     damaged files of all kinds at all doors  (SOAK=110000; writes tests/README.md)"
	@echo "make mutants  plant bugs, one at a time, and see which check catches each  (writes tests/README.md)"
	@echo "make stamp    write the address in tools/repository.txt into badges and Colab cells"
	@echo ""
	@echo "Each sets up its own .venv at first. PYTHON=/path/to/python3.12 chooses the Python."

course:
	@sh tools/prepare.sh --lessons "$(LESSONS)"
	@$(VENV) tools/run_course.py --lessons "$(LESSONS)" --data "$(DATA)"

test:
	@sh tools/prepare.sh requirements-dev.txt
	@$(VENV) -m pytest --lessons "$(filter 0% 1%,$(TESTS))" $(filter-out 0% 1%,$(TESTS))

lint:
	@sh tools/prepare.sh requirements-dev.txt
	@$(VENV) -m ruff check --quiet
	@$(VENV) tools/rules.py
	@$(VENV) tools/stamp.py --check

lab:
	@sh tools/prepare.sh requirements.txt
# The settings are those of this environment only: JupyterLab would open with a question about news.
	@mkdir -p .venv/share/jupyter/lab/settings
	@echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false"}}' \
		> .venv/share/jupyter/lab/settings/overrides.json
	@$(VENV) -m jupyter lab notebooks/00_start_here.ipynb

bench:
	@sh tools/prepare.sh requirements.txt
	@$(VENV) -m benchmarks $(NAME) $(if $(SEEDS),--seeds $(SEEDS))

save:
	@sh tools/prepare.sh --lessons "$(LESSONS)"
	@$(VENV) tools/run_course.py --lessons "$(LESSONS)" --save

stamp:
	@sh tools/prepare.sh requirements.txt
	@$(VENV) tools/stamp.py

soak:
	@sh tools/prepare.sh requirements-dev.txt
	@SOAK=$(SOAK) $(VENV) -m pytest -o addopts="" -q tests/test_soak.py

mutants:
	@sh tools/prepare.sh requirements-dev.txt
	@$(VENV) tools/mutants.py $(if $(ONLY),--only "$(ONLY)")
