"""The Colab cell, run in a fresh environment with a stand-in for Colab and a local repository."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import lesson_files as nb
import stamp

GIT = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
       "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull,
       "GIT_CONFIG_SYSTEM": os.devnull}
IN_COLAB = "import google.colab\n"
REPORT = textwrap.dedent("""
    import os, importlib.metadata, importlib.util
    print("folder:", os.getcwd())
    for name in ("numpy", "samplerate"):
        there = importlib.util.find_spec(name)
        print(name + ":", importlib.metadata.version(name) if there else "missing")
""")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A local git repository that stands for the published course."""
    folder = tmp_path_factory.mktemp("published") / "machine-learning-with-sound"
    (folder / "notebooks").mkdir(parents=True)
    (folder / "notebooks" / "note.txt").write_text("first version")
    (folder / "constraints.txt").write_text((nb.ROOT / "constraints.txt").read_text())
    commit(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "add", ".")
    commit(folder, "commit", "--quiet", "-m", "first")
    return folder


def commit(folder, *command):
    subprocess.run(["git", "-C", str(folder), *command], check=True, env={**os.environ, **GIT})


@pytest.fixture(scope="module")
def colab(tmp_path_factory):
    """A folder with a module ``google.colab``, as Colab's kernel has it loaded."""
    folder = tmp_path_factory.mktemp("stand-in")
    (folder / "google" / "colab").mkdir(parents=True)
    (folder / "google" / "colab" / "__init__.py").touch()
    return folder


@pytest.fixture(scope="module")
def fresh_python(tmp_path_factory):
    """A fresh virtual environment with a NumPy that is not the newest, and without samplerate."""
    folder = tmp_path_factory.mktemp("fresh") / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--only-binary=:all:",
                           "numpy==2.1.3"], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"pip reaches no package index here: {done.stderr.strip()[-200:]}")
    return python


def run_cell(python, content, address, colab=None, times=1, before="", extra_env=None):
    """Run the cell as a script; ``content`` stands for Colab's folder /content."""
    cell = stamp.bootstrap().replace(stamp.address(), str(address)).replace(
        '"/content"', repr(str(content)))
    assert str(address) in cell and repr(str(content)) in cell
    script = (IN_COLAB if colab else "") + before + (cell + "\n") * times + REPORT
    env = {**os.environ, **GIT, **(extra_env or {})}
    env["PYTHONPATH"] = str(colab) if colab else ""
    return subprocess.run([str(python), "-c", script], capture_output=True, text=True, env=env,
                          cwd=content)


def test_outside_colab_the_cell_does_nothing(tmp_path, course):
    (tmp_path / "helpers").mkdir()
    (tmp_path / "notebooks").mkdir()
    done = run_cell(sys.executable, tmp_path / "notebooks", course)
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == f"folder: {tmp_path / 'notebooks'}"
    assert list((tmp_path / "notebooks").iterdir()) == []


def test_a_lone_notebook_says_what_is_missing_and_where_it_is(tmp_path, course):
    done = run_cell(sys.executable, tmp_path, course)
    assert done.stderr == ""
    assert done.stdout.splitlines()[0] == (
        f"The course's folder helpers is missing here. Open this in the whole course: {course}")


def test_the_cell_is_short_enough_to_read():
    assert len(stamp.bootstrap().splitlines()) < 25
    assert max(map(len, stamp.bootstrap().splitlines())) < 100


def test_in_colab_it_fetches_the_course_and_installs_only_samplerate(tmp_path, course, colab,
                                                                     fresh_python):
    packages = Path(subprocess.run(
        [str(fresh_python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True).stdout.strip())
    before = {path.name for path in packages.iterdir()}
    done = run_cell(fresh_python, tmp_path, course, colab)
    assert done.returncode == 0, done.stderr
    said = done.stdout.splitlines()
    assert "The course is ready." in said
    assert f"folder: {tmp_path / course.name / 'notebooks'}" in said
    assert "numpy: 2.1.3" in said
    assert any(line.startswith("samplerate: 0.2") for line in said), done.stdout + done.stderr
    new = {path.name for path in packages.iterdir()} - before
    assert new and all("samplerate" in name for name in new), new

    # The second time, with pip unable to install anything: it is not asked to.
    (course / "notebooks" / "note.txt").write_text("second version")
    commit(course, "commit", "--quiet", "-a", "-m", "second")
    done = run_cell(fresh_python, tmp_path, course, colab, times=2,
                    extra_env={"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""})
    assert done.returncode == 0, done.stderr
    assert "Could not" not in done.stdout
    assert (tmp_path / course.name / "notebooks" / "note.txt").read_text() == "second version"


def test_without_a_network_it_says_what_to_do_and_leaves_nothing_behind(tmp_path, colab):
    done = run_cell(sys.executable, tmp_path, tmp_path / "nowhere" / "course", colab)
    assert done.returncode == 0
    assert "could not be fetched" in done.stdout and "Traceback" not in done.stderr
    assert f"folder: {tmp_path}" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_course_with_your_own_changes_is_kept_and_used(tmp_path, course, colab):
    hide = ("import importlib.util as u; _find = u.find_spec\n"  # as if samplerate were there
            "u.find_spec = lambda name: True if name == 'samplerate' else _find(name)\n")
    assert run_cell(sys.executable, tmp_path, course, colab, before=hide).returncode == 0
    mine = tmp_path / course.name / "notebooks" / "note.txt"
    mine.write_text("mine")
    (course / "notebooks" / "note.txt").write_text("theirs")
    commit(course, "commit", "--quiet", "-a", "-m", "theirs")
    done = run_cell(sys.executable, tmp_path, course, colab, before=hide)
    assert "The course is ready." in done.stdout
    assert mine.read_text() == "mine"


def test_a_failed_installation_is_said_in_plain_words(tmp_path, course, colab, fresh_python):
    lacking = ("import importlib.util as u; _find = u.find_spec\n"
               "u.find_spec = lambda name: None if name == 'samplerate' else _find(name)\n")
    done = run_cell(fresh_python, tmp_path, course, colab, before=lacking, extra_env={
        "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "PIP_FORCE_REINSTALL": "1",
        "PIP_CONFIG_FILE": os.devnull, "PIP_EXTRA_INDEX_URL": ""})
    assert done.returncode == 0
    assert "Could not install samplerate" in done.stdout
    assert "numpy: 2.1.3" in done.stdout
