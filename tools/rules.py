"""What a saved notebook must look like. Used by the tests, by ``make save`` and by ``make lint``.

    python tools/rules.py                               all lessons
    python tools/rules.py notebooks/05_*.ipynb          these files

Nothing is run: this reads the notebooks as they are saved, and takes a second.
"""

from __future__ import annotations

import argparse
import ast
import re
import statistics
import sys
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent))
from lesson_files import NOTEBOOKS, caption, lessons, tags

# A path of somebody's machine. (Sounds and pictures are left out: their letters are no text.)
LEAK = re.compile(r"(?<![\w.])/(?:work|farm|tmp|root|home|Users)/|site-packages|[A-Z]:\\Users")
LARGEST = {"02": 6_000_000, "03": 6_000_000}  # bytes of the saved file; 3 MB for the others
EXERCISES = {"01": 8}  # at least; 4 in the others
FEWEST_CELLS, MOST_CELLS, LONGEST_LINE = 36, 70, 99
MORE_CELLS = {"12_live.ipynb": 88}  # the last lesson ends with a product: streams, a page, a file for a friend
END = ("## Three quick questions", "## On one screen", "## Make something of your own")  # a lesson's last pages
UNCOUNTED = (*END, "## What you learned")
LONGEST_CELL, MEDIAN_CELL = 20, 8  # lines of code, the Colab cell aside


def exercises(notebook) -> list[dict]:
    """The exercises: ``{"number", "starter", "check", "solution"}`` with cell positions from 0.

    ``code`` is the solution as it stands in the folded block, or None.
    """
    found = []
    for position, cell in enumerate(notebook.cells):
        heading = re.match(r"### Exercise (\d+)", cell.source)
        if cell.cell_type == "markdown" and heading:
            starter, check, solution = (position + 1, position + 2, position + 3)
            answer = notebook.cells[solution].source if solution < len(notebook.cells) else ""
            found.append({"number": int(heading.group(1)), "prompt": position, "starter": starter,
                          "check": check, "solution": solution, "code": solution_code(answer)})
    return found


def solution_code(source: str) -> str | None:
    """The code inside a folded ``<details>`` block."""
    block = re.search(r"<details>\s*<summary>Solution</summary>(.*)</details>", source, re.DOTALL)
    code = re.search(r"```python\n(.*?)```", block.group(1), re.DOTALL) if block else None
    return code.group(1).rstrip() if code else None


def output_text(output) -> str:
    """All the text in an output, without the bytes of its pictures and sounds."""
    if output.output_type == "stream":
        return output.text
    if output.output_type == "error":
        return "\n".join(output.traceback)
    texts = [value if isinstance(value, str) else str(value)
             for kind, value in output.get("data", {}).items()
             if not kind.startswith("image/") or kind == "image/svg+xml"]
    return re.sub(r"base64,[A-Za-z0-9+/=]+", "", "\n".join(texts))


def has_figure(cell) -> bool:
    return any("image/png" in output.get("data", {}) for output in cell.get("outputs", []))


def problems(notebook, name: str, executed: bool = True) -> list[str]:
    """Everything that is wrong with a saved notebook, one line each; empty if it is as it should be.

    ``name`` is the file's name, such as ``04_a_dense_model.ipynb``.
    """
    found = []
    found += _first_cells(notebook, name)
    found += _exercise_problems(notebook, name)
    found += _text_problems(notebook, name)
    found += _link_problems(notebook)
    found += _end_problems(notebook)
    found += _checkpoint_problems(notebook)
    if executed:
        found += _output_problems(notebook, name)
    return found


def _checkpoint_problems(notebook):
    """Where a checkpoint's sentence names a number ("above 0.90", "5 points") that it does not compare with."""
    found = []
    for position, cell in enumerate(notebook.cells):
        if "checkpoint" not in tags(cell):
            continue
        calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)
                 and isinstance(node.func, ast.Name) and node.func.id == "print"]
        for call in calls:
            parts = [part for argument in call.args for part in ast.walk(argument)]
            compared = [node for part in parts if isinstance(part, ast.Compare) for node in ast.walk(part)]
            numbers = [node.value for node in compared if isinstance(node, ast.Constant)
                       and isinstance(node.value, (int, float))]
            said = " ".join(part.value for part in parts if isinstance(part, ast.Constant)
                            and isinstance(part.value, str)) if compared else ""
            named = [float(number) / (100 if points else 1) for number, points in
                     re.findall(r"\b(\d+(?:\.\d+)?)( points\b)?", said) if points or "." in number]
            found += [f"cell {position + 1}: the sentence names {number:g}, but nothing is compared with it: {said}"
                      for number in named if not any(abs(number - other) < 1e-9 for other in numbers)]
    return found


def _end_problems(notebook):
    """What is wrong with a lesson's last pages, where it has them: all three, and one right option per question."""
    found = []
    ends = {cell.source.splitlines()[0]: cell.source for cell in notebook.cells
            if cell.cell_type == "markdown" and cell.source.startswith(END)}
    if ends and len(ends) < len(END):
        found.append(f"of its last pages only these are there: {', '.join(ends)}")
    questions = re.split(r"^\*\*.*\*\*$", ends.get(END[0], ""), flags=re.M)[1:]
    if END[0] in ends and len(questions) != 3:
        found.append(f"{len(questions)} quick questions, there should be three")
    for number, options in enumerate(questions, start=1):
        answers = re.findall(r"<details><summary>(\w)\) .+</summary>(Yes|No): .+</details>", options)
        letters = "".join(letter for letter, _ in answers)
        if letters not in ("abc", "abcd") or [verdict for _, verdict in answers].count("Yes") != 1:
            found.append(f"quick question {number}: options {letters or 'none'}, there should be a to c or d, "
                         "one of them with 'Yes:' and the others with 'No:'")
    return found


def _first_cells(notebook, name):
    cells, lesson = notebook.cells, name[:2]
    if len(cells) < 6:
        return ["fewer than six cells"]
    found = []
    if cells[0].cell_type != "markdown" or not cells[0].source.startswith(f"# {lesson} "):
        found.append(f"cell 1 should be Markdown that starts with '# {lesson} Title'")
    elif len(re.split(r"\n\s*\n", cells[0].source.strip())) < 2:
        found.append("cell 1 has a title but no paragraph of what you will be able to do")
    if cells[1].cell_type != "markdown" or "badges" not in tags(cells[1]):
        found.append("cell 2 should be the badges (Markdown, tag 'badges')")
    if cells[2].cell_type != "markdown" or not re.search(r"^\s*[-*] ", cells[2].source, re.M):
        found.append("cell 3 should be Markdown with the list of objectives")
    elif not re.search(r"\bminutes?\b", cells[2].source):
        found.append("cell 3 does not say how many minutes the lesson takes")
    if cells[3].cell_type != "code" or "bootstrap" not in tags(cells[3]):
        found.append("cell 4 should be the Colab cell (code, tag 'bootstrap')")
    imports = next((c for c in cells[4:7] if c.cell_type == "code"), None)
    if imports is None or 'sys.path.insert(0, "..")' not in imports.source:
        found.append('the import cell should come next and hold sys.path.insert(0, "..")')
    elif re.search(r"^import tensorflow|^from tensorflow|^import keras", imports.source, re.M):
        before = re.split(r"^(?:import|from) (?:tensorflow|keras)", imports.source, flags=re.M)[0]
        if "training" not in before:
            found.append("import helpers.training before TensorFlow (it keeps the log lines away)")
    return found


def _exercise_problems(notebook, name):
    found, cells, all_of_them = [], notebook.cells, exercises(notebook)
    if len(all_of_them) < EXERCISES.get(name[:2], 4):
        found.append(f"{len(all_of_them)} exercises, there should be at least "
                     f"{EXERCISES.get(name[:2], 4)}")
    if [e["number"] for e in all_of_them] != list(range(1, len(all_of_them) + 1)):
        found.append(f"exercises are numbered {[e['number'] for e in all_of_them]}")
    parts = ("starter", "exercise", "code"), ("check", "check", "code"), \
        ("solution", "solution", "markdown")
    for exercise in all_of_them:
        number = exercise["number"]
        if exercise["solution"] >= len(cells):
            found.append(f"exercise {number} has fewer than four cells")
            continue
        for part, tag, kind in parts:
            cell = cells[exercise[part]]
            if cell.cell_type != kind or tag not in tags(cell):
                found.append(f"exercise {number}: cell {exercise[part] + 1} should be its {part} "
                             f"({kind}, tag {tag!r})")
        if not re.search(rf"\bcheck\.exercise_{number}\(", cells[exercise["check"]].source):
            found.append(f"exercise {number}: its check cell does not call "
                         f"check.exercise_{number}(...)")
        if "..." not in cells[exercise["starter"]].source:
            found.append(f"exercise {number}: its starter has no ... to fill in")
        if exercise["code"] is None:
            found.append(f"exercise {number}: no <details> block with a ```python solution")
    inside = {e[part] for e in all_of_them for part in ("starter", "check", "solution")}
    for position, cell in enumerate(cells):
        if set(tags(cell)) & {"exercise", "check", "solution"} and position not in inside:
            found.append(f"cell {position + 1} is tagged {tags(cell)} but belongs to no "
                         "'### Exercise N:' heading")
    ends = [cell for cell in cells if cell.cell_type == "markdown" and cell.source.startswith(UNCOUNTED)]
    count = len(cells) - 4 * len(all_of_them) - len(ends)
    most = MORE_CELLS.get(name, MOST_CELLS)
    if count > most or (count < FEWEST_CELLS and name[:2] != "00"):
        found.append(f"{count} cells without the exercises, there should be {FEWEST_CELLS} to "
                     f"{most}")
    return found


def _text_problems(notebook, name):
    found, level = [], 0
    titles = 0
    checkpoints = 0
    for number, cell in enumerate(notebook.cells, start=1):
        where = f"cell {number}"
        if LEAK.search(cell.source):
            found.append(f"{where} names a folder of one machine: {LEAK.search(cell.source)[0]!r}")
        if not cell.source.strip():
            found.append(f"{where} is empty")
        if cell.cell_type == "code":
            for line in cell.source.splitlines():
                if len(line) > LONGEST_LINE:
                    found.append(f"{where} has a line of {len(line)} characters")
            if "checkpoint" in tags(cell):
                checkpoints += 1
                if "nbval-check-output" not in tags(cell):
                    found.append(f"{where} is a checkpoint but not tagged nbval-check-output")
            continue
        prose = re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL)
        for marks in re.findall(r"^(#{1,6}) ", prose, flags=re.MULTILINE):
            if len(marks) == 1:
                titles += 1
            if len(marks) > level + 1:
                found.append(f"{where} has a heading of level {len(marks)} under one of level {level}")
            level = len(marks)
        found += [f"{where} has a picture without a description"] * len(re.findall(r"!\[\s*\]\(", prose))
    lengths = [len(cell.source.splitlines()) for cell in notebook.cells
               if cell.cell_type == "code" and "bootstrap" not in tags(cell)]
    found += [f"a code cell has {length} lines, {LONGEST_CELL} is the limit" for length in lengths
              if length > LONGEST_CELL]
    median = statistics.median(lengths or [0])
    if median > MEDIAN_CELL:
        found.append(f"its code cells have a median of {median:g} lines, {MEDIAN_CELL} is the limit")
    if titles != 1:
        found.append(f"{titles} titles ('# ...'), there should be one")
    if not checkpoints:
        found.append("no checkpoint cell")
    ending = "\n".join(c.source for c in notebook.cells[-6:] if c.cell_type == "markdown").lower()
    for words in ("learn", "go wrong", "next", "source"):
        if words not in ending:
            found.append(f"the last cells do not say {words!r} "
                         "(what you learned, what can go wrong, where to go next, sources)")
    return found


def _link_problems(notebook):
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)
               if not target.startswith(("http:", "https:", "#", "mailto:"))]
    return [f"a link leads to {target!r}, which isn't there" for target in targets
            if not (NOTEBOOKS / target).exists()]


def _output_problems(notebook, name):
    found = []
    for exercise in exercises(notebook):
        if exercise["check"] < len(notebook.cells):
            printed = "".join(map(output_text, notebook.cells[exercise["check"]].get("outputs", [])))
            if not printed.startswith("Not answered yet"):
                found.append(f"exercise {exercise['number']} was saved answered: its check printed {printed[:60]!r}")
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    counts = [cell.execution_count for cell in code]
    if counts != list(range(1, len(code) + 1)):
        found.append("execution counts are not 1, 2, 3, ...: not run from top to bottom in one go")
    if notebook.metadata.get("kernelspec", {}).get("name") != "python3":
        found.append("the kernel is not 'python3'")
    for number, cell in enumerate(notebook.cells, start=1):
        where = f"cell {number}"
        if "execution" in cell.metadata:
            found.append(f"{where} keeps the times of a run in its metadata")
        for output in cell.get("outputs", []):
            text = output_text(output)
            if output.output_type == "error":
                found.append(f"{where} ended in an error: {output.ename}: {output.evalue}")
            elif output.output_type == "stream" and output.name == "stderr":
                found.append(f"{where} wrote to stderr: {text.strip()[:200]!r}")
            if LEAK.search(text):
                line = next((t for t in text.splitlines() if LEAK.search(t)), text)
                found.append(f"{where} shows a path of one machine: {line.strip()[:120]!r}")
            if re.search(r"\bat 0x[0-9a-fA-F]{6,}", text) and "widget" not in str(output):
                found.append(f"{where} shows an address in memory, another one in each run: "
                             f"{text.strip()[:80]!r}")
            if "WARNING:tensorflow" in text or re.search(r"\w+Warning: ", text):
                found.append(f"{where} shows a warning: {text.strip()[:120]!r}")
            if "\r" in text:
                found.append(f"{where} left the characters of a progress bar in its output")
        if cell.cell_type != "code":
            continue
        described = cell.metadata.get("mystnb", {}).get("image", {}).get("alt")
        following = notebook.cells[number] if number < len(notebook.cells) else None
        sentence = caption(following)
        if has_figure(cell) and not sentence:
            found.append(f"{where} has a figure, and no '*Figure: ...*' sentence in the next cell")
        if sentence and described != sentence:
            found.append(f"{where}: its figure's description differs from the sentence under it")
        if sentence and not has_figure(cell):
            found.append(f"{where} has a '*Figure: ...*' sentence after it, but no figure")
    size = len(nbformat.writes(notebook).encode())
    if size > LARGEST.get(name[:2], 3_000_000):
        found.append(f"the file has {size / 1e6:.1f} MB, "
                     f"{LARGEST.get(name[:2], 3_000_000) / 1e6:.0f} MB is the limit")
    return found


def main(arguments: list[str] | None = None) -> int:
    """Print what is wrong with the notebooks; return 1 if anything is."""
    parser = argparse.ArgumentParser(description="Check the saved notebooks against the course's own rules.")
    parser.add_argument("notebooks", nargs="*", type=Path, help="such as notebooks/05_*.ipynb; all if left out")
    wrong = 0
    for path in parser.parse_args(arguments).notebooks or lessons().values():
        notebook = nbformat.read(str(path), as_version=4)
        try:
            nbformat.validate(notebook)
            found = problems(notebook, path.name)
        except nbformat.ValidationError as error:
            found = [f"not a valid notebook: {error}".splitlines()[0]]
        for line in found:
            print(f"{path.name}: {line}")
        wrong += bool(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
