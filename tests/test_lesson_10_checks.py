"""The checks of lesson 10 know a missing answer, the right one, and each usual mistake."""

import numpy as np
import pytest

from helpers.checks import lesson_10 as check

LEFT_OUT = [0.91, 0.78, 0.88, 0.93, 0.69, 0.91]


def stub(of_training, of_test):
    ...


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (..., ...)), (check.exercise_1, (0.03, ...)), (check.exercise_2, (...,)),
    (check.exercise_3, (...,)), (check.exercise_4, (..., ...)), (check.exercise_5, (stub,)),
    (check.exercise_6, (..., ...)),
])
def test_a_starter_is_not_answered_yet(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (0.03, 0.03)), (check.exercise_1, (3 * 0.01, np.float64(0.03))),
    (check.exercise_2, (0,)), (check.exercise_3, (3,)), (check.exercise_4, (4, 3)),
    (check.exercise_5, (lambda a, b: len(set(a) & set(b)),)),
    (check.exercise_5, (lambda a, b: len(np.intersect1d(a, b)),)),
    (check.exercise_6, (np.mean(LEFT_OUT), 0.69)), (check.exercise_6, (0.85, 0.69)),
])
def test_a_right_answer_is_right(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Right")


@pytest.mark.parametrize("run, answers, hint", [
    (check.exercise_1, (3, 3), "those are frames"),
    (check.exercise_1, (30, 30), "milliseconds"),
    (check.exercise_1, (0.03, 0.08), "counts from the end"),
    (check.exercise_1, (0.03, 0.04), "count from 0"),
    (check.exercise_1, (0.04, 0.03), "-38 dB"),
    (check.exercise_1, (0, 0), "above -44"),
    (check.exercise_1, (0.05, 0.03), "number 3"),
    (check.exercise_1, (0.03, 0.02), "number 8"),
    (check.exercise_2, (2,), "a nine and a one"),
    (check.exercise_2, (1,), "which one?"),
    (check.exercise_2, (["a"],), "with a number"),
    (check.exercise_2, (5,), "0, 1 or 2"),
    (check.exercise_3, (7,), "each spelling"),
    (check.exercise_3, (4,), "one slip is left"),
    (check.exercise_3, (6,), "the capitals"),
    (check.exercise_3, (8,), "number of speakers"),
    (check.exercise_3, (["kino", "library", "vr-room"],), "their number"),
    (check.exercise_3, (2,), "nunique"),
    (check.exercise_4, (3, 4), "other way round"),
    (check.exercise_4, (3, 2), "rounded down"),
    (check.exercise_4, (61 / 16, 2.5), "whole rows"),
    (check.exercise_4, (8, 5), "after three"),
    (check.exercise_4, (5, 3), "61 becomes"),
    (check.exercise_4, (4, 2), "40 becomes"),
    (check.exercise_5, (lambda a, b: print(end=""),), "return"),
    (check.exercise_5, (lambda a, b: bool(set(a) & set(b)),), "whether"),
    (check.exercise_5, (lambda a, b: set(a) & set(b),), "themselves"),
    (check.exercise_5, (lambda a, b: int(np.isin(b, a).sum()),), "counts clips"),
    (check.exercise_5, (lambda a, b: len(set(a) | set(b)),), "a | b"),
    (check.exercise_5, (lambda a, b: 1,), "bob and cem"),
    (check.exercise_5, (lambda a, b: 2,), "without a common"),
    (check.exercise_6, (0.948, 0.69), "random mean"),
    (check.exercise_6, (0.93, 0.69), "best fold"),
    (check.exercise_6, (np.median(LEFT_OUT), 0.69), "median"),
    (check.exercise_6, (np.array(LEFT_OUT), 0.69), "one number"),
    (check.exercise_6, (0.5, 0.69), "new people"),
    (check.exercise_6, (0.85, 0.94), "no person"),
    (check.exercise_6, (0.85, 4), "position"),
    (check.exercise_6, (0.85, 0.78), "smallest number"),
])
def test_a_usual_mistake_gets_its_own_hint(run, answers, hint, capsys):
    run(*answers)
    said = capsys.readouterr().out
    assert said.startswith("Not quite:") and hint in said
