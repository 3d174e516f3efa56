"""Run the cells of a lesson that are its recipe, those with the tag "recipe"."""

import os
import sys
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent


def recipe(lesson, change=lambda source: source):
    """Give the names that the recipe cells of a lesson define.

    Parameters
    ----------
    lesson : str
        The number of the lesson, such as ``"07"``.
    change : callable
        Gets the text of each cell and gives the text to run.

    Returns
    -------
    dict
    """
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("MPLBACKEND", "agg")
    path, = (ROOT / "notebooks").glob(f"{lesson}_*.ipynb")
    names = {"display": print}  # a table is shown as text: there is no page here
    for cell in nbformat.read(path, as_version=4).cells:
        if "recipe" in cell.metadata.get("tags", []):
            exec(compile(change(cell.source), path.name, "exec"), names)
    return names
