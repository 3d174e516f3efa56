"""The benchmarks run the lessons' recipe cells: what they want of a lesson must be defined there."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = sorted(path for path in (ROOT / "benchmarks").glob("*.py") if path.stem != "recipe")
WITH_RECIPE = [path for path in BENCHMARKS if re.search(r'recipe\("\d\d"', path.read_text(encoding="utf-8"))]


def defined(lesson):
    """The names that the recipe cells of a lesson define."""
    names = {"display"}
    notebook, = (ROOT / "notebooks").glob(f"{lesson}_*.ipynb")
    for cell in nbformat.read(notebook, as_version=4).cells:
        if "recipe" not in cell.metadata.get("tags", []):
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.alias):
                names.add((node.asname or node.name).split(".")[0])
    return names


def test_the_benchmarks_are_found():
    assert len(WITH_RECIPE) >= 5


@pytest.mark.parametrize("path", WITH_RECIPE, ids=lambda path: path.stem)
def test_a_benchmark_wants_only_what_its_lesson_defines(path):
    source = path.read_text(encoding="utf-8")
    lesson, = set(re.findall(r'recipe\("(\d\d)"', source))
    wanted, given = set(), set()
    for node in ast.walk(ast.parse(source)):
        if (isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name)
                and node.value.id in ("names", "lesson") and isinstance(node.slice, ast.Constant)):
            (given if isinstance(node.ctx, ast.Store) else wanted).add(node.slice.value)
    assert len(wanted) > 3
    assert wanted - given - defined(lesson) == set()


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_a_benchmark_says_how_to_run_it(path):
    shown = subprocess.run([sys.executable, path, "--help"], capture_output=True, text=True, timeout=120)
    assert shown.returncode == 0, shown.stderr
    assert "--seeds" in shown.stdout
