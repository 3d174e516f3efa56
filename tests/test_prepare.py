"""`make course` on machines that lack something: the message says what to do."""

import os
import shutil
import stat
import subprocess
import sys

import pytest

import lesson_files as nb
import prepare

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a shell script")


@pytest.fixture
def machine(tmp_path):
    """A machine whose Pythons are made here, and a copy of the two scripts."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "course" / "tools").mkdir(parents=True)
    for name in ("prepare.sh", "prepare.py"):
        shutil.copy(nb.ROOT / "tools" / name, tmp_path / "course" / "tools" / name)
    (tmp_path / "course" / "requirements.txt").write_text("")
    (tmp_path / "course" / "constraints.txt").write_text("")
    for tool in ("sh", "cat", "dirname"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def add_python(machine, name, status, version="3.14"):
    """A Python that answers the script's question with an exit status."""
    path = machine / "bin" / name
    path.write_text(f"#!/bin/sh\ncase \"$2\" in *print*) echo {version};; "
                    f"*) [ \"$1\" = -c ] && exit {status}; echo prepared with {name} \"$@\";; esac\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def prepare_there(machine, **env):
    return subprocess.run(["sh", "tools/prepare.sh", "requirements.txt"], capture_output=True,
                          text=True, cwd=machine / "course",
                          env={"PATH": str(machine / "bin"), **env})


def test_no_python_at_all(machine):
    done = prepare_there(machine)
    assert done.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in done.stderr
    assert "apt install" in done.stderr and "Colab" in done.stderr
    assert "Traceback" not in done.stderr and "not found" not in done.stderr


def test_only_a_python_that_is_too_new(machine):
    add_python(machine, "python3", 3)
    done = prepare_there(machine)
    assert done.returncode == 1 and "3.14 is too new" in done.stderr


def test_a_python_without_venv_names_the_package_to_install(machine):
    add_python(machine, "python3", 5, "3.12")
    done = prepare_there(machine)
    assert done.returncode == 1 and "sudo apt install python3.12-venv" in done.stderr


def test_the_first_good_python_is_taken(machine):
    add_python(machine, "python3.13", 5, "3.13")
    add_python(machine, "python3.12", 0)
    add_python(machine, "python3", 3)
    done = prepare_there(machine)
    assert done.returncode == 0
    assert done.stdout == "prepared with python3.12 tools/prepare.py requirements.txt\n"


def test_your_own_choice_comes_first_and_a_wrong_one_is_named(machine):
    add_python(machine, "python3", 0)
    add_python(machine, "mine", 0)
    assert "prepared with mine" in prepare_there(machine, PYTHON="mine").stdout
    done = prepare_there(machine, PYTHON="/no/such/python")
    assert done.returncode == 1 and "/no/such/python: does not start" in done.stderr


def test_an_environment_is_made_once_and_again_when_requirements_change(machine):
    (machine / "bin" / "python3").symlink_to(sys.executable)
    real = {"PYTHON": sys.executable}
    first = prepare_there(machine, **real)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "Making .venv" in first.stdout and "ready" in first.stdout
    second = prepare_there(machine)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    (machine / "course" / "requirements.txt").write_text("# changed\n")
    third = prepare_there(machine)
    assert "Installing" in third.stdout and "Making" not in third.stdout

    # A package that does not exist: the last lines of pip, and what the reasons may be.
    (machine / "course" / "requirements.txt").write_text("no-such-package-at-all==99\n")
    failed = prepare_there(machine, PIP_NO_INDEX="1")
    assert failed.returncode == 1
    assert "pip could not install" in failed.stderr and "Traceback" not in failed.stderr
    assert "Installing" in prepare_there(machine, PIP_NO_INDEX="1").stdout  # not taken as done


def test_the_checksum_covers_included_files_and_pins():
    sums = prepare.wanted(["requirements-dev.txt"])
    assert set(sums) == {"requirements.txt", "requirements-extra.txt", "requirements-dev.txt"}


@pytest.mark.parametrize("lessons, extra", [
    ("", True), ("04 05", False), ("4,8", False), ("08", False), ("09", True), ("9", True), ("04 10", True),
    ("no number", True)])
def test_the_extra_packages_are_installed_only_for_lessons_that_need_them(lessons, extra):
    assert ("requirements-extra.txt" in prepare.files_for(lessons)) == extra
    assert "requirements.txt" in prepare.files_for(lessons)


def test_make_course_installs_for_its_lessons_and_make_lab_only_the_core():
    recipes = (nb.ROOT / "Makefile").read_text(encoding="utf-8").split("\n\n")
    lines = {recipe.split(":")[0].strip(): recipe for recipe in recipes if "tools/prepare.sh" in recipe}
    assert '--lessons "$(LESSONS)"' in lines["course"] and '--lessons "$(LESSONS)"' in lines["save"]
    assert "requirements-dev.txt" in lines["test"]
    assert "requirements.txt" in lines["lab"] and "extra" not in lines["lab"]


def test_the_lessons_reach_the_installation(machine):
    add_python(machine, "python3", 0)
    done = subprocess.run(["sh", "tools/prepare.sh", "--lessons", "04 05"], capture_output=True, text=True,
                          cwd=machine / "course", env={"PATH": str(machine / "bin")})
    assert done.stdout == "prepared with python3 tools/prepare.py --lessons 04 05\n"
