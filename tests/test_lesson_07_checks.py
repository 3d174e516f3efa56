"""The checks of lesson 07 know a missing answer, the right one, and each usual mistake."""

from pathlib import Path

import numpy as np
import pytest

from helpers.checks import lesson_07 as check

HIDDEN = 1 - (1 - 40 / 214) * (1 - 8 / 40)


def stub(path):
    ...


def stub_2(samples, length):
    ...


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (stub,)), (check.exercise_2, (stub_2,)), (check.exercise_3, (..., ...)),
    (check.exercise_3, (20, ...)), (check.exercise_4, (...,)), (check.exercise_5, (...,)), (check.exercise_6, (...,)),
])
def test_a_starter_is_not_answered_yet(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (lambda path: Path(path).parts[-2],)),
    (check.exercise_1, (lambda path: Path(path).parent.name,)),
    (check.exercise_1, (lambda path: path.split("/")[-2],)),
    (check.exercise_2, (lambda samples, length: np.resize(samples, length),)),
    (check.exercise_2, (lambda s, n: np.tile(s, n // len(s) + 1)[:n],)),
    (check.exercise_3, (20, 6)), (check.exercise_3, (20, np.int64(6))),
    (check.exercise_4, (HIDDEN,)), (check.exercise_4, (0.35,)),
    (check.exercise_5, ("read",)), (check.exercise_6, ("rain",)), (check.exercise_6, (np.array(["rain"])[0],)),
])
def test_a_right_answer_is_right(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Right")


@pytest.mark.parametrize("run, answers, hint", [
    (check.exercise_1, (lambda path: print(end=""),), "return"),
    (check.exercise_1, (lambda path: Path(path).parts,), "tuple"),
    (check.exercise_1, (lambda path: Path(path).name,), "own name"),
    (check.exercise_1, (lambda path: Path(path).stem,), "ending"),
    (check.exercise_1, (lambda path: Path(path).parts[0],), "outermost"),
    (check.exercise_1, (lambda path: Path(path).parent,), "a path"),
    (check.exercise_1, (lambda path: "rain",), "should give"),
    (check.exercise_1, (lambda path: Path(path).parts[1],), "count from the end"),
    (check.exercise_2, (lambda s, n: print(end=""),), "return"),
    (check.exercise_2, (lambda s, n: np.stack([s, s]),), "shape"),
    (check.exercise_2, (lambda s, n: np.pad(s, (0, n - len(s))),), "silence"),
    (check.exercise_2, (lambda s, n: np.repeat(s, 3)[:n],), "np.repeat"),
    (check.exercise_2, (lambda s, n: np.tile(s, 3),), "Cut it"),
    (check.exercise_2, (lambda s, n: np.tile(s, n // len(s)),), "too few"),
    (check.exercise_2, (lambda s, n: np.resize(s[::-1], n),), "should give"),
    (check.exercise_2, (lambda s, n: np.tile(s, 3)[:8],), "must be cut"),
    (check.exercise_3, (440, 6), "in Hz"),
    (check.exercise_3, (440 * 1024 / 22050, 6), "whole number"),
    (check.exercise_3, (21, 6), "one row off"),
    (check.exercise_3, (5, 6), "width of a step"),
    (check.exercise_3, (20, 7), "from 0"),
    (check.exercise_3, (20, 20), "is the row"),
    (check.exercise_3, (20, np.zeros(40)), "one band"),
    (check.exercise_3, (20, 30), "place of the largest"),
    (check.exercise_4, (40 / 214 + 8 / 40,), "twice"),
    (check.exercise_4, (40 / 214 * 8 / 40,), "cross"),
    (check.exercise_4, (1 - HIDDEN,), "still be seen"),
    (check.exercise_4, (100 * HIDDEN,), "per cent"),
    (check.exercise_4, (0.5,), "the rest is hidden"),
    (check.exercise_5, (2,), "name of the step"),
    (check.exercise_5, ("masks",), "very same"),
    (check.exercise_5, ("log-mel",), "remembered"),
    (check.exercise_5, ("shift",), "for ever"),
    (check.exercise_5, ("list of paths",), "saves nothing"),
    (check.exercise_5, ("shuffle",), "freezes"),
    (check.exercise_5, ("the end",), "six names"),
    (check.exercise_6, (1,), "position"),
    (check.exercise_6, (np.int64(1),), "position"),
    (check.exercise_6, ("dog",), "single probability"),
    (check.exercise_6, ("rooster",), "nowhere"),
    (check.exercise_6, (np.array([0.3, 0.4, 0.2]),), "one label"),
    (check.exercise_6, ("snow",), "few_labels"),
])
def test_a_usual_mistake_gets_its_own_hint(run, answers, hint, capsys):
    run(*answers)
    said = capsys.readouterr().out
    assert said.startswith("Not quite:") and hint in said


def test_the_largest_weight_instead_of_its_place_gets_a_hint(capsys):
    from helpers import features

    check.exercise_3(20, features.mel_filters()[20].max())
    assert "At which place" in capsys.readouterr().out
