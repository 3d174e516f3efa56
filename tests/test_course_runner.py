"""`make course` on small notebooks made here: it goes on after a failure and tells the truth."""

import json

import nbformat
import pytest

import lesson_files as nb
import run_course


def lesson(folder, name, *sources):
    cells = [nbformat.v4.new_markdown_cell(f"# {name[:2]} A small lesson")]
    cells += [nbformat.v4.new_code_cell(source) for source in sources]
    path = folder / f"{name}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), str(path))
    return path


@pytest.fixture
def small_course(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    lesson(folder, "00_good", "print('hello')")
    lesson(folder, "01_bad", "x = 1", "y = x + 1\nprint(unknown_name)\nz = 3", "print('never')")
    lesson(folder, "02_tells", "import os\nprint(os.environ['SOUND_DATA_SOURCE'],"
                               " os.environ['SOUND_MODELS'], os.getcwd())")
    return folder


def course(folder, *arguments):
    return run_course.main(["--notebooks", str(folder), "--out", str(folder.parent / "out"),
                            *arguments])


def test_it_goes_on_after_a_failing_lesson_and_says_which_cell_and_why(small_course, capsys):
    before = {path: path.read_bytes() for path in small_course.iterdir()}
    assert course(small_course) == 1
    said = capsys.readouterr().out
    assert "FAILED" in said and "at cell 3" in said
    assert "NameError: name 'unknown_name' is not defined" in said
    assert "print(unknown_name)" in said
    assert "2 of 3 lessons ran" in said
    assert {path: path.read_bytes() for path in small_course.iterdir()} == before

    out = small_course.parent / "out"
    summary = json.loads((out / "summary.json").read_text())
    assert [entry["ok"] for entry in summary["lessons"]] == [True, False, True]
    assert summary["lessons"][1]["failed_cell"] == 3
    assert "**failed** at cell 3" in (out / "summary.md").read_text()
    executed = nbformat.read(str(out / "00.ipynb"), as_version=4)
    assert executed.cells[1].outputs[0].text == "hello\n"
    assert (out / "01.ipynb").exists()


def test_a_good_course_exits_with_zero(small_course):
    assert course(small_course, "--lessons", "0") == 0


def test_lessons_get_the_chosen_data_and_a_place_for_models_of_their_own(small_course):
    assert course(small_course, "--lessons", "02", "--data", "auto") == 0
    out = small_course.parent / "out"
    text = nbformat.read(str(out / "02.ipynb"), as_version=4).cells[1].outputs[0].text
    assert text.split() == ["auto", str(out / "models"), str(small_course)]


def test_an_unknown_lesson_is_refused_with_the_list_of_those_there(small_course):
    with pytest.raises(SystemExit, match=r"no lesson 17.*00 01 02"):
        course(small_course, "--lessons", "01 17")
    assert not (small_course.parent / "out" / "summary.md").exists()


def test_unknown_data_are_refused(small_course, capsys):
    with pytest.raises(SystemExit):
        course(small_course, "--data", "ful")
    assert "bundled" in capsys.readouterr().err


def test_lessons_run_in_their_order_once_each(small_course):
    there = nb.lessons(small_course)
    assert run_course.choose("2, 00 2", there) == ["00", "02"]
    assert run_course.choose("", there) == ["00", "01", "02"]


def test_the_slowest_cell_is_named(small_course):
    lesson(small_course, "03_slow", "1", "import time\ntime.sleep(0.5)", "2")
    assert course(small_course, "--lessons", "03") == 0
    entry = json.loads((small_course.parent / "out" / "summary.json").read_text())["lessons"][0]
    assert entry["slowest_cell"] == 3 and entry["slowest_seconds"] >= 0.5


def test_a_cell_that_kills_its_kernel_is_a_failure_not_a_hang(tmp_path):
    lesson(tmp_path, "00_dies", "import os\nos._exit(1)")
    assert course(tmp_path) == 1


def test_saving_again_gives_the_same_file(small_course):
    sources = "import ipywidgets\nipywidgets.IntSlider()", "print(1)"
    path = lesson(small_course, "03_twice", *sources)
    course(small_course, "--lessons", "03", "--save")
    first = path.read_bytes()
    course(small_course, "--lessons", "03", "--save")
    assert path.read_bytes() == first
