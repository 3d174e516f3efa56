"""The first look of lesson 00 says what is missing in words, with what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from helpers import start

ROOT = Path(__file__).resolve().parent.parent


def test_here_all_is_well(capsys):
    start.look()
    said = capsys.readouterr().out
    assert said.startswith("Python 3.") and said.endswith("All that the course needs is here.\n")


def test_the_packages_are_read_from_the_requirements():
    wanted = start.requirements()
    assert wanted["numpy"] == ">=2.0,<3" and "tensorflow" in wanted and "python" not in map(str.lower, wanted)


@pytest.mark.parametrize("version, tensorflow, hint", [
    ((3, 9), None, "too old"), ((3, 10), "2.21.0", "too old"), ((3, 14), None, "newer than TensorFlow supports")])
def test_a_python_that_cannot_run_the_course_is_named(version, tensorflow, hint):
    problem = start.python_problem(version, tensorflow)
    assert f"{version[0]}.{version[1]}" in problem and hint in problem and "3.11, 3.12 or 3.13" in problem


@pytest.mark.parametrize("version, tensorflow", [((3, 11), None), ((3, 13), "2.20.0"), ((3, 14), "2.30.0")])
def test_a_python_that_can_is_accepted(version, tensorflow):
    assert start.python_problem(version, tensorflow) is None


def test_missing_and_outdated_packages_are_named_with_what_to_run():
    problem = start.package_problem({"numpy": ">=2.0,<3", "pooch": ">=1.8", "tqdm": ""},
                                    {"numpy": "1.26.4", "pooch": None, "tqdm": "4.70"})
    assert "Not installed yet: pooch." in problem and "numpy 1.26.4 (needed: >=2.0,<3)" in problem
    assert "%pip install -r ../requirements.txt" in problem and "tqdm" not in problem


def test_colab_does_not_need_what_only_jupyter_needs(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "google.colab", object())
    have = start.installed
    monkeypatch.setattr(start, "installed", lambda name: None if name in ("jupyter", "anywidget") else have(name))
    start.look()
    assert "Google Colab" in capsys.readouterr().out


def test_in_colab_nothing_is_installed_that_would_replace_its_own_packages(monkeypatch):
    monkeypatch.setitem(sys.modules, "google.colab", object())
    problem = start.package_problem({"samplerate": ">=0.2.4"}, {"samplerate": None})
    assert "samplerate" in problem and "Run the first cell again" in problem and "pip" not in problem


def test_in_a_notebook_the_message_stands_alone():
    error = start.NotReady("Not installed yet: pooch.")
    assert error._render_traceback_() == ["Not installed yet: pooch."]


def test_it_works_in_a_bare_python_without_any_package():
    code = (f"import sys; sys.path.insert(0, {str(ROOT)!r}); from helpers import start\n"
            "try: start.look()\nexcept start.NotReady as error: print(error)")
    run = subprocess.run([sys.executable, "-S", "-I", "-c", code], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "Not installed yet: tensorflow" in run.stdout and "numpy" in run.stdout


def test_the_map_links_the_lessons_that_are_here_and_marks_the_others():
    lines = start.course_map().data.splitlines()[2:]
    here = {path.name[:2]: path.name for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")}
    assert len(lines) == 13
    for number, line in enumerate(lines):
        name = here.get(f"{number:02}")
        assert f"({name})" in line if name else "*(coming)*" in line
