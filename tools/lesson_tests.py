"""Pytest's view of a lesson: one run of its notebook compares outputs, proves solutions and looks at figures.

nbval runs each cell and compares its output with the saved one. Here the same kernel gets, after each check cell,
the solution and the check again, which must say "Right"; and when all is done, each figure that was shown must have
a title, axis labels and units. The solution inside the notebook's folded block is the only copy: here it is proved.
"""

from __future__ import annotations

import functools
import os
import re
import shutil
import tempfile
from pathlib import Path

import nbformat
import pytest
from nbval.plugin import IPyNbCell, IPyNbFile

import figure_watch
import lesson_files as nb
import rules

STRICT = ("01", "02", "03")  # every output is compared; in the others only the checkpoints


class Lesson(IPyNbFile):
    """A notebook: its cells, a `Solution` after each check cell, and its `Figures` at the end."""

    def collect(self):
        self.compare_outputs = self.path.name[:2] in STRICT
        notebook = nbformat.read(str(self.path), as_version=4)
        exercises = {exercise["check"]: exercise for exercise in rules.exercises(notebook)}
        code_cells = [position for position, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
        for position, item in zip(code_cells, super().collect()):
            yield item
            if position in exercises:
                exercise = exercises[position]
                yield Solution.from_parent(self, name=f"Solution {exercise['number']}", cell_num=item.cell_num,
                                           check=item.cell, code=exercise["code"])
        yield Figures.from_parent(self, name="Figures")

    def setup(self):
        os.environ.pop("MPLBACKEND", None)  # the kernel inherits it; a lesson has the notebook's own backend
        super().setup()
        self.figures = Path(tempfile.mkdtemp(prefix="figures-")) / "log"
        watch = self.kernel.kc.execute(figure_watch.code_to_start(self.figures), silent=True, store_history=False)
        self.kernel.await_reply(watch, timeout=60)
        self.kernel.await_idle(watch, timeout=60)

    def teardown(self):
        super().teardown()
        if self.kernel is not None:
            shutil.rmtree(self.figures.parent, ignore_errors=True)


class Solution(IPyNbCell):
    """Runs the solution of an exercise and its check cell again, in the lesson's own kernel."""

    def __init__(self, name, parent, cell_num, check, code):
        super().__init__(name, parent, cell_num, check, {"check": False, "skip": False, "check_exception": False})
        self.check, self.code = check, code or "raise ValueError('there is no solution')"

    def runtest(self):
        for source in (self.code, self.check.source):
            self.cell = nbformat.v4.new_code_cell(source)
            super().runtest()
        said = "".join(map(rules.output_text, self.test_outputs)).strip()
        if not said.startswith("Right"):
            self.raise_cell_error(f"{self.name} does not satisfy its own check, which says: {said}")


class Figures(pytest.Item):
    """Asks, when the lesson is over, what its figures lack."""

    def runtest(self):
        if problems := figure_watch.problems(self.parent.figures):
            pytest.fail("\n".join(problems), pytrace=False)

    def reportinfo(self):
        return self.path, 0, f"{self.path.name}::Figures"


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    """Collect a notebook as a lesson in the place of nbval's own collector (its options and kernels are used)."""
    collectors = yield
    if file_path.suffix == ".ipynb" and parent.config.option.nbval:
        return [Lesson.from_parent(parent, path=file_path)]
    return collectors


# ---- make test TESTS="05": what belongs to some lessons


def pytest_addoption(parser):
    parser.addoption("--lessons", default="", help='only what belongs to these lessons, such as "05 06"')


def pytest_collection_modifyitems(config, items):
    wanted = config.option.lessons.split()
    if wanted:
        chosen = [item for item in items if any(belongs(item.nodeid, lesson) for lesson in wanted)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(chosen)])
        items[:] = chosen


def belongs(nodeid: str, lesson: str) -> bool:
    """Return whether a test is about a lesson: its notebook, its checks, its rules, or a module that it imports."""
    path, _, test = nodeid.partition("::")
    file = Path(path)
    return (file.name.startswith((f"{lesson}_", f"test_lesson_{lesson}")) or f"[{lesson}" in test
            or file.stem.removeprefix("test_") in modules_of(lesson))


@functools.cache
def modules_of(lesson: str) -> set[str]:
    """The helper modules that a lesson's import cell names: "audio", "esc50", ..."""
    path = nb.lessons().get(lesson)
    source = "\n".join(cell.source for cell in nbformat.read(str(path), as_version=4).cells
                       if cell.cell_type == "code") if path else ""
    lines = re.findall(r"^from helpers[\w.]* import (.+)$", source, flags=re.MULTILINE)
    return {name.split(" as ")[0].strip() for line in lines for name in line.split("#")[0].split(",")}
