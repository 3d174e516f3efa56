"""A name that isn't there is explained, and stays an error."""

import ast
import json
import re

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

import lesson_files as nb
import rules
from helpers import ROOT, skipped

IMPORTS = "import sys\nsys.path.insert(0, '..')\nfrom helpers.checks import lesson_02 as check\n"


def notebook(folder, *cells):
    """A small lesson; a text that begins with # is a heading."""
    new = nbformat.v4
    cells = [(new.new_markdown_cell if text.startswith("#") else new.new_code_cell)(text) for text in cells]
    path = folder / "02_small.ipynb"
    nbformat.write(new.new_notebook(cells=cells), str(path))
    return path


@pytest.fixture(scope="module")
def kernel():
    """Runs code in a kernel that has imported the checks of lesson 02; returns the reply and the error shown."""
    manager, client = start_new_kernel(kernel_name="python3", cwd=str(ROOT / "notebooks"))

    def run(code):
        shown = []
        reply = client.execute_interactive(code, timeout=120, allow_stdin=False, output_hook=shown.append)["content"]
        errors = [message["content"] for message in shown if message["header"]["msg_type"] == "error"]
        return reply, errors[0] if errors else None

    assert run(IMPORTS)[0]["status"] == "ok"
    yield run
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_a_skipped_cell_is_named_by_its_section_and_the_cell_still_fails(kernel):
    """`telephone` is made in lesson 02's section on files."""
    reply, shown = kernel("x = 1\nprint(len(telephone))")
    assert reply["status"] == "error"
    for told in (reply, shown):
        assert (told["ename"], told["evalue"]) == ("NameError", "name 'telephone' is not defined")
    said = "\n".join(shown["traceback"])
    section = skipped.sections(nb.lessons()["02"])["telephone"]
    assert f'in the section "{section}"' in said
    assert "print(len(telephone))" in said and "Run All Above" in said
    assert "Traceback" not in said and len(said.splitlines()) < 6
    assert kernel("y = 2")[0]["status"] == "ok"  # and the next error is explained as well
    assert "telephone" in kernel("telephone")[1]["traceback"][0]


def test_a_misspelt_name_is_said_with_the_one_that_is_there(kernel):
    kernel("my_number = 5")
    said = "\n".join(kernel("my_numbr + 1")[1]["traceback"])
    assert "`my_numbr`" in said and "spelled right" in said and "Do you mean `my_number`" in said
    said = "\n".join(kernel("qqqqzzzz")[1]["traceback"])
    assert "spelled right" in said and "No cell of this lesson" in said and "Do you mean" not in said


def test_the_learners_own_function_is_explained_too(kernel):
    kernel("def twice(x):\n    return x * factr\nfactor = 2")
    said = "\n".join(kernel("twice(3)")[1]["traceback"])
    assert "return x * factr" in said and "Do you mean `factor`" in said


@pytest.mark.parametrize(("code", "seen"), [
    ("from helpers import notebook\ndel notebook.os\nwith notebook.no_messages():\n    pass", "notebook.py"),
    ("def f():\n    print(a)\n    a = 1\nf()", "UnboundLocalError"),
    ("def f():\n    def g():\n        return a\n    g()\n    a = 1\nf()", "f()"),
    ("raise NameError('of my own')", "of my own"), ("1 / 0", "ZeroDivisionError")])
def test_other_faults_are_shown_as_python_shows_them(kernel, code, seen):
    reply, shown = kernel(code)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(shown["traceback"]))
    assert reply["status"] == "error" and seen in plain and "Traceback (most recent call last)" in plain
    assert "spelled right" not in plain and "Run All Above" not in plain


def test_the_runner_of_the_course_sees_the_error(tmp_path):
    code = IMPORTS.replace("'..'", repr(str(ROOT)))
    run = nb.execute(nbformat.read(str(notebook(tmp_path, "# A", code, "print(telephone)")), as_version=4),
                     nb.environment("bundled", tmp_path), folder=tmp_path)
    assert run.failed_cell == 3 and run.error == "NameError: name 'telephone' is not defined"


def test_the_section_is_the_heading_above_the_first_cell_that_makes_the_name(tmp_path):
    path = notebook(tmp_path, "# 02 Small\n\nA text.", "import numpy as np\nfrom os import path as p, sep\nimport a.b",
                    "## 1 First", "%matplotlib inline\nx, (y, *z) = 1, (2, 3)\nfor i in []:\n    inner = 1",
                    "### Within", "def f(given):\n    a = given\n    return [k for k in a]\nclass C:\n    m = 1",
                    "## 2 Second", "x = 5\nwith f() as g:\n    pass\nif (w := 3):\n    pass", "this is no Python")
    assert skipped.sections(path) == {
        **dict.fromkeys(["np", "p", "sep", "a"], "02 Small"), **dict.fromkeys(["x", "y", "z", "i", "inner"], "1 First"),
        **dict.fromkeys(["f", "C"], "Within"), **dict.fromkeys(["g", "w"], "2 Second")}


@pytest.mark.parametrize("number", nb.lessons())
def test_every_name_that_a_lesson_prints_has_its_section(number):
    """Whatever the cells of a lesson use at their top level is built in, or is found among its sections."""
    path = nb.lessons()[number]
    made, headings = skipped.sections(path), set()
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "markdown":
            headings |= set(re.findall(r"^#+ +(.+?)\s*$", "".join(cell["source"]), flags=re.MULTILINE))
    assert set(made.values()) <= headings
    checks = [cell for cell in nbformat.read(str(path), as_version=4).cells if "check" in rules.tags(cell)]
    answers = {node.id for cell in checks for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Name)}
    assert checks and answers <= {*made, "check"}
