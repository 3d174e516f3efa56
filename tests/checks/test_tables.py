"""What each check lists: a right answer gets "Right", a usual mistake its own hint, a starter neither."""

import importlib
import inspect

import numpy as np
import pytest

import notebooks as nb
from helpers import checks

CHECKS = {f"{lesson}, {name}": run for lesson in nb.lessons()
          for name, run in inspect.getmembers(importlib.import_module(f"helpers.checks.lesson_{lesson}"), callable)
          if name.startswith("exercise_")}


def answers(listed, run):
    """What a learner would hand in: as many answers as the check takes, nothing left to be anything."""
    several = listed if len(inspect.signature(run).parameters) > 1 else (listed,)
    return [12345.678 if each is ... else each() if isinstance(each, type) else each for each in several]


RIGHT = [pytest.param(run, form, id=f"{name}, {number}") for name, run in CHECKS.items()
         for number, form in enumerate(run.right_answers)]
MISTAKES = [pytest.param(run, form, hint, id=f"{name}, {number}") for name, run in CHECKS.items()
            for number, (wrong, hint) in enumerate(run.mistakes) for form in checks.forms(wrong)]


@pytest.mark.parametrize("run, form", RIGHT)
def test_a_listed_right_answer_is_right(run, form, capsys):
    run(*answers(form, run))
    assert capsys.readouterr().out.startswith("Right!")


@pytest.mark.parametrize("run, form, hint", MISTAKES)
def test_a_listed_mistake_gets_its_own_hint(run, form, hint, capsys):
    given = answers(form, run)
    run(*given)
    assert capsys.readouterr().out.strip() == "Not quite: " + (hint(*given) if callable(hint) else hint)


def unwritten(*anything):
    ...


@pytest.mark.parametrize("run", CHECKS.values(), ids=CHECKS)
def test_a_starter_is_not_answered_yet(run, capsys):
    for starter in (..., unwritten):
        run(*[starter] * len(inspect.signature(run).parameters))
        assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("run", CHECKS.values(), ids=CHECKS)
def test_a_strange_answer_gets_one_line_and_no_stack_trace(run, capsys):
    for strange in (None, "", -1.5, [], {}, float("nan"), len, np.zeros((2, 2)), lambda: 1):
        run(*[strange] * len(inspect.signature(run).parameters))
        out = capsys.readouterr().out
        assert out.startswith("Not quite: ") and out.count("\n") == 1, (strange, out)
