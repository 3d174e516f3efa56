"""Run a lesson's recipe: its cells with the tag "recipe", some of its names with other values."""

import ast
import os
from types import ModuleType

import nbformat

from helpers import ROOT
from helpers.notebook import CourseError

NOTEBOOKS = ROOT / "notebooks"


class RecipeError(CourseError):
    """A lesson has no recipe, or not the name that was to get another value."""


class Override(ast.NodeTransformer):
    """Put `name = its new value` after each assignment to one of some names, except inside functions and classes.

    Attributes
    ----------
    found : the names that were met
    """

    def __init__(self, names):
        self.names, self.found = set(names), set()

    def visit_Assign(self, node):
        parts = [part for target in node.targets for part in ast.walk(target)]
        stored = {part.id for part in parts if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}
        self.found |= stored & self.names
        return [node, *(ast.parse(f"{name} = _overrides[{name!r}]").body[0] for name in sorted(stored & self.names))]

    def visit_FunctionDef(self, node):
        return node  # the names inside are the function's own

    visit_ClassDef = visit_AsyncFunctionDef = visit_FunctionDef


def recipe(lesson: str, **overrides) -> ModuleType:
    """Run the recipe of a lesson and return what it defines.

    Parameters
    ----------
    lesson : the number of the lesson, such as "07"
    **overrides : names that the recipe assigns outside its functions (also in an ``if``, or several at once), and the
        value that each gets there instead; None leaves the lesson's own

    Returns
    -------
    module
        For example ``recipe("07", epochs=2).build_network``.

    Raises
    ------
    RecipeError
        If the lesson has no cell with the tag "recipe", or its recipe never assigns one of the names.
    """
    path, = NOTEBOOKS.glob(f"{lesson}_*.ipynb")
    cells = [cell.source for cell in nbformat.read(path, as_version=4).cells
             if "recipe" in cell.metadata.get("tags", [])]
    if not cells:
        raise RecipeError(f'Lesson {lesson} has no cell with the tag "recipe".')
    overrides = {name: value for name, value in overrides.items() if value is not None}
    override = Override(overrides)
    trees = [ast.fix_missing_locations(override.visit(ast.parse(cell))) for cell in cells]
    if missing := sorted(set(overrides) - override.found):
        raise RecipeError(f"The recipe of lesson {lesson} never assigns {', '.join(missing)} outside its functions.")
    os.environ.setdefault("MPLBACKEND", "agg")
    names = ModuleType(f"lesson_{lesson}")
    names._overrides, names.display = overrides, print  # a table is shown as text: there is no page here
    for tree in trees:
        exec(compile(tree, path.name, "exec"), vars(names))
    return names


def change(lesson: ModuleType, **values) -> None:
    """Set names of a recipe that has run to other values, for its functions to use.

    Raises
    ------
    RecipeError
        If the recipe does not define one of the names.
    """
    if missing := sorted(set(values) - set(vars(lesson))):
        raise RecipeError(f"{lesson.__name__} does not define {', '.join(missing)}.")
    vars(lesson).update(values)
