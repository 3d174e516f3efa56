"""The tests of a lesson, tried on small lessons made here: a good one passes, and each planted fault is caught."""

import os
import subprocess
import sys

import nbformat
import pytest

from helpers import ROOT

CHECK = "check.exercise_5(mean_duration)"  # of lesson 01: the mean of 0.5, 0.75, 1.25 and 0.7 s
SOLUTION = ("<details><summary>Solution</summary>\n\n```python\n"
            "mean_duration = sum([0.5, 0.75, 1.25, 0.7]) / 4\n```\n\n</details>")
FIGURE = ("import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.title('A line')\n"
          "plt.xlabel('time (s)')\nplt.ylabel('amplitude')\nplt.show()")
TWO_PANELS = ("import matplotlib.pyplot as plt\nfigure, (left, right) = plt.subplots(1, 2)\nleft.plot([0, 1])\n"
              "left.set(title='Two', xlabel='time (s)', ylabel='amplitude')\nright.plot([0, 1])\nplt.show()")


def lesson(folder, name="01_small", printed="2", solution=SOLUTION, figure=FIGURE):
    """Write a lesson with one cell whose output is saved, one exercise and one figure."""
    code, text = nbformat.v4.new_code_cell, nbformat.v4.new_markdown_cell
    output = nbformat.v4.new_output("stream", name="stdout", text=f"{printed}\n")
    starter = nbformat.v4.new_output("stream", name="stdout", text=(
        "Not answered yet: replace the three dots, run your cell, then run this one again.\n"))
    picture = nbformat.v4.new_output("display_data", {"image/png": "aGk=", "text/plain": "<Figure size 640x480>"})
    cells = [text("# 01 Small"),
             code(f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom helpers.checks import lesson_01 as check\n"
                  "%config InlineBackend.close_figures = True", execution_count=1),
             code("print(1 + 1)", execution_count=2, outputs=[output]),
             text("### Exercise 1: the mean"), code("mean_duration = ...", execution_count=3),
             code(CHECK, execution_count=4, outputs=[starter]), text(solution),
             code(figure, execution_count=5, outputs=[picture], metadata={"tags": ["nbval-ignore-output"]})]
    (folder / f"{name}.ipynb").write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))


def run(folder):
    """Run pytest on the lessons in a folder: exit code and what it said."""
    (folder / "conftest.py").write_text('pytest_plugins = ["lesson_tests"]\n')
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tools")])}
    done = subprocess.run([sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-p", "no:xdist", "-q",
                           "--color=no", "-p", "no:cacheprovider", "."], cwd=folder, env=environment,
                          capture_output=True, text=True)
    return done.returncode, done.stdout


def test_a_good_lesson_passes_and_is_run_once(tmp_path):
    lesson(tmp_path)
    code, said = run(tmp_path)
    assert code == 0, said
    assert "7 passed" in said  # five cells, one solution, one look at the figures


@pytest.mark.parametrize("fault, item, reason", [
    ({"printed": "3"}, "Cell 1", "Cell outputs differ"),
    ({"solution": SOLUTION.replace("/ 4", "/ 1")}, "Solution 1", "that is the sum"),
    ({"solution": "no block"}, "Solution 1", "there is no solution"),
    ({"figure": FIGURE.replace("plt.ylabel('amplitude')", "pass")}, "Figures", "the y axis has no label"),
    ({"figure": FIGURE.replace("time (s)", "time")}, "Figures", "without a unit"),
    ({"figure": TWO_PANELS}, "Figures", "axis has no label"),
], ids=["a changed strict output", "a wrong solution", "no solution", "an unlabelled axis", "no unit",
        "a label lost in one of two panels"])
def test_a_planted_fault_is_caught(fault, item, reason, tmp_path):
    lesson(tmp_path, **fault)
    code, said = run(tmp_path)
    assert code == 1 and "1 failed" in said, said
    assert item in said and reason in said
