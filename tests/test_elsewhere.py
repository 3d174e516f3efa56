"""The script that runs lessons with other versions, on a small lesson made here and in this environment."""

import os
import subprocess

import nbformat
import pytest

import elsewhere
import stamp

GIT = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
       "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a small lesson whose checkpoint has some code and a saved output; returns the problems."""
    published = tmp_path / "published" / "machine-learning-with-sound"
    (published / "notebooks").mkdir(parents=True)
    (published / "notebooks" / "note.txt").write_text("from the course")
    for command in (["init", "--quiet"], ["add", "."], ["commit", "--quiet", "-m", "first"]):
        subprocess.run(["git", "-C", str(published), *command], check=True, env={**os.environ, **GIT})
    monkeypatch.setattr(elsewhere, "PLACE", tmp_path / "place")
    hide = "import importlib.util\nimportlib.util.find_spec = lambda name: True\n"  # as if nothing were missing

    def lesson(code, saved, tag="checkpoint", number="00"):
        new = nbformat.v4
        cells = [new.new_code_cell(hide), new.new_code_cell(stamp.bootstrap(), metadata={"tags": ["bootstrap"]}),
                 new.new_code_cell(code, metadata={"tags": [tag]}, outputs=[new.new_output("stream", text=saved)])]
        path = tmp_path / f"{number}_small.ipynb"
        nbformat.write(new.new_notebook(cells=cells), str(path))
        return elsewhere.run_lesson(number, path, published)

    return lesson


def test_a_lesson_starts_in_an_empty_folder_with_colab_loaded_and_fetches_the_course(run, monkeypatch):
    monkeypatch.setenv("SOUND_MODELS", "/models/of/another/lesson")
    code = ("import os, sys\nfrom google.colab import output\noutput.register_callback('name', print)\n"
            "print(open('note.txt').read(), 'google.colab' in sys.modules, os.environ.get('SOUND_MODELS'))\n"
            "print(os.listdir('../..'))")
    assert run(code, "from the course True None\n['machine-learning-with-sound']\n") == []


def test_a_checkpoint_that_prints_something_else_is_shown_with_what_was_saved(run):
    assert run("print('above 0.9:', 1 > 2)", "above 0.9: True\n") == [
        "checkpoint in cell 3, saved:", "above 0.9: True", "here:", "above 0.9: False"]


def test_an_error_is_told_with_its_cell_and_a_lesson_without_a_checkpoint_is_not_good(run):
    assert run("print(1)\n1 / 0", "1\n") == ["cell 3: ----> 2 1 / 0", "ZeroDivisionError: division by zero"]
    assert run("print(1)", "1\n", tag="other") == ["it has no checkpoint to compare"]
