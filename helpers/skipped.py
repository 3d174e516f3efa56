"""A name that isn't there, explained: after a restart, or when a learner has left a cell out.

Python says "name 'clips' is not defined"; here a lesson says in which of its sections `clips` is made. The checks of
each lesson switch it on, from lesson 00.
"""

import ast
import builtins
import difflib
import json
import re
import sys
import traceback
from pathlib import Path

from helpers import ROOT


def explain_missing_names() -> None:
    """From now on explain a NameError of a notebook's own cell; elsewhere than in a notebook, do nothing."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    if shell is not None:
        shell.set_custom_exc((NameError,), _show)


def explanation(name: str, line: str, known: list[str], lesson: Path | None) -> str:
    """Return what to do about a name that isn't there.

    Parameters
    ----------
    name : str
    line : str, the line of code that asked for it
    known : list of str, the names that are there
    lesson : pathlib.Path or None, the notebook
    """
    made = sections(lesson) if lesson else {}
    said = f"NameError: there is no `{name}`, which this line needs:\n    {line}\n"
    if name in made:
        return said + (f'This lesson makes it in the section "{made[name]}", in a cell that hasn\'t run to its end '
                       "since the kernel was started.\nIs that section above this cell? Then click on this cell, and "
                       "choose Run > Run All Above Selected Cell (in Colab: Runtime > Run before).")
    near = difflib.get_close_matches(name, [*known, *made, *dir(builtins)], n=1)
    return said + "Is it spelled right? " + (f"Do you mean `{near[0]}`? Capitals count, and every letter." if near else
                                             "No cell of this lesson makes anything of that name.")


def sections(lesson: Path) -> dict[str, str]:
    """Return, for each name that the cells of a notebook make, the heading above the first cell that does."""
    made, heading = {}, lesson.stem
    for cell in json.loads(lesson.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            heading = (re.findall(r"^#+ +(.+?)\s*$", source, flags=re.MULTILINE) or [heading])[-1]
        elif "bootstrap" not in cell["metadata"].get("tags", []):  # that one makes nothing outside Colab
            made = {**dict.fromkeys(_made_by(source), heading), **made}
    return made


def _made_by(source):
    """The names that a cell makes: by =, for, with, def, class and import, but not inside a function."""
    try:
        waiting = ast.parse(re.sub(r"^(\s*)[%!].*$", r"\1pass", source, flags=re.MULTILINE)).body
    except SyntaxError:
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).split(".")[0]
        elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            waiting += ast.iter_child_nodes(node)


def _show(shell, kind, error, calls, tb_offset=None):
    """Show the explanation in the place of the calls; it stays an error, for whoever runs the notebook."""
    last, frames = traceback.extract_tb(calls)[-1], [frame for frame, _ in traceback.walk_tb(calls)]
    # in the learner's own code, and no local variable: a fault in a module is shown as Python shows it
    if kind is NameError and error.name and frames[-1].f_globals is shell.user_global_ns and not (
            {error.name} & {*frames[-1].f_code.co_freevars, *frames[-1].f_code.co_varnames}):
        known = [name for name in shell.user_ns if not name.startswith("_")]
        text = explanation(error.name, last.line or "", known, _lesson())
        error._render_traceback_ = lambda: [text]
    shell.showtraceback((kind, error, calls), tb_offset=tb_offset)


def _lesson():
    """The notebook of the lesson whose checks are in use."""
    numbers = [name[-2:] for name in sys.modules if re.fullmatch(r"helpers\.checks\.lesson_\d\d", name)]
    found = [path for number in numbers for path in sorted((ROOT / "notebooks").glob(f"{number}_*.ipynb"))]
    return found[0] if len(found) == 1 else None
