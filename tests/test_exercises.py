"""Each lesson runs with its own solutions in the starters' places, and each check says Right.

The solution inside the notebook's folded block is the only copy, so this is where it is proved.
The same run looks at every figure: does it have a title, axis labels and units?
"""

import functools
import os
import tempfile
from pathlib import Path

import figure_watch
import nbformat
import rules

import notebooks as nb

LESSONS = nb.lessons()


@functools.cache
def solved(lesson):
    """The notebook run with every solution filled in: (notebook, run, exercises, figure file)."""
    path = LESSONS[lesson]
    notebook = nbformat.read(str(path), as_version=4)
    exercises = rules.exercises(notebook)
    for exercise in exercises:
        if exercise["code"]:
            notebook.cells[exercise["starter"]].source = exercise["code"]
    figures = Path(tempfile.mkdtemp(prefix="figures-", dir=os.environ["SOUND_MODELS"])) / "log"
    env = nb.environment("bundled", os.environ["SOUND_MODELS"], SOUND_FIGURE_LOG=str(figures))
    run = nb.execute(notebook, env, cell_timeout=900,
                     kernel_arguments=figure_watch.kernel_arguments())
    return notebook, run, exercises, figures


class SolvedLesson:
    """The promises for one lesson; a class for each is made below, so that they run in parallel."""

    lesson: str

    def test_each_solution_satisfies_its_check(self):
        notebook, run, exercises, _ = solved(self.lesson)
        assert run.ok, f"cell {run.failed_cell}: {run.error}\n{run.details}"
        said = {exercise["number"]: "".join(
            map(rules.output_text, notebook.cells[exercise["check"]].outputs)).strip()
            for exercise in exercises}
        assert said, "there are no exercises"
        assert {n: text for n, text in said.items() if not text.startswith("Right")} == {}

    def test_each_figure_has_a_title_and_axis_labels_with_units(self):
        _, run, _, figures = solved(self.lesson)
        assert run.ok, f"cell {run.failed_cell}: {run.error}"
        assert figure_watch.problems(figures) == []


for number in LESSONS:
    name = f"TestLesson{number}"
    globals()[name] = type(name, (SolvedLesson,), {"lesson": number})
