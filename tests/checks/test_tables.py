"""What each check lists: a right answer gets "Right", a usual mistake its own hint, a starter neither."""

import importlib
import inspect

import pytest

import lesson_files as nb
from helpers import checks

CHECKS = {f"{lesson}, {name}": run for lesson in nb.lessons()
          for name, run in inspect.getmembers(importlib.import_module(f"helpers.checks.lesson_{lesson}"), callable)
          if name.startswith("exercise_")}


def answers(listed, run):
    """What a learner would hand in: as many answers as the check takes, nothing left to be anything."""
    several = listed if len(inspect.signature(run).parameters) > 1 else (listed,)
    return [12345.678 if each is ... else each() if isinstance(each, type) else each for each in several]


TABLES = {name: run for name, run in CHECKS.items() if run.right_answers}
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


@pytest.mark.parametrize("run", TABLES.values(), ids=TABLES)
def test_an_answer_that_nobody_foresaw_is_not_right(run, capsys):
    nonsense = (lambda *answers: "nonsense") if run.tries else "nonsense"
    run(*[nonsense] * len(inspect.signature(run).parameters))
    assert capsys.readouterr().out.startswith("Not quite: ")


@pytest.mark.parametrize("run", [run for run in TABLES.values() if run.tries])
def test_a_function_that_only_prints_is_told_to_return(run, capsys):
    run(lambda *answers: print(end=""))
    assert "end it with return" in capsys.readouterr().out


@pytest.mark.parametrize("run", CHECKS.values(), ids=CHECKS)
def test_a_starter_is_not_answered_yet(run, capsys):
    run(*[...] * len(inspect.signature(run).parameters))
    assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("name", [name for name, run in TABLES.items() if run.tries])
def test_a_function_that_ignores_one_of_its_arguments_is_not_right(name, capsys):
    run = TABLES[name]
    for place in range(len(run.tries[0])):
        if (name, place) == ("12, exercise_3", 1):  # the labels: a function that has no others is right as well
            continue
        for arguments in run.tries:  # as if this one's value were written into the function
            run(lambda *given, place=place, fixed=arguments[place], right=run.right_answers[0]:
                right(*given[:place], fixed, *given[place + 1:]))
            assert capsys.readouterr().out.startswith("Not quite: "), f"argument {place} may be {arguments[place]!r}"
