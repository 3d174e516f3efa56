"""Each exercise of lesson 06: not answered, right, and a hint of its own for each usual mistake."""

import numpy as np
import pytest

from helpers.checks import lesson_06

COUNTS = np.array([100, 100, 100, 12, 100, 100, 12, 100])  # down go left no right stop up yes
LAZY = 600 / 624


def said(capsys, number, *answers):
    getattr(lesson_06, f"exercise_{number}")(*answers)
    return capsys.readouterr().out.strip()


def stub(share_missed, share_false_alarms):
    ...


@pytest.mark.parametrize("number, answers", [
    (1, (...,)), (2, (..., ...)), (2, (0.8, ...)), (3, (..., COUNTS)), (4, (...,)), (5, (...,)), (6, (stub,)),
])
def test_an_untouched_starter_is_not_answered_yet(capsys, number, answers):
    assert said(capsys, number, *answers).startswith("Not answered yet")


@pytest.mark.parametrize("number, answers", [
    (1, ("go",)),
    (2, (0.8, 40 / 45)), (2, (0.8, 0.89)),
    (3, (LAZY, COUNTS)), (3, (round(LAZY, 3), COUNTS)), (3, (0.96, COUNTS)), (3, (round(LAZY, 2), COUNTS)),
    (4, ({0: 1000 / 1800, 1: 5.0},)), (4, ({0: 0.556, 1: 5},)),
    (5, (["cat", "bird"],)), (5, (("bird", "cat"),)),
    (6, (lambda missed, alarms: 0.01 * missed + 19.8 * alarms,)),
])
def test_a_right_answer_is_right(capsys, number, answers):
    assert said(capsys, number, *answers).startswith("Right!")


@pytest.mark.parametrize("number, answers, hint", [
    (1, ("no",), "first guess"),
    (1, ("left",), "counts upwards"),
    (1, (1,), "position"),
    (1, (np.int64(1),), "position"),
    (1, (0.30,), "probability"),
    (1, (None,), "last but one"),
    (2, (40 / 45, 0.8), "swapped"),
    (2, (80, 88.9), "per cent"),
    (2, (0.4, 0.9), "the row"),
    (2, (0.8, 0.8), "CALLED stop"),
    (2, (0.8, 40 / 105), "not all 100"),
    (2, (0.8, 0.1), "the column"),
    (2, (0.8, 0.88), "let Python divide"),
    (2, (0.81, 0.89), "the row"),
    (3, (0.75, COUNTS), "not equally frequent"),
    (3, (1 - LAZY, COUNTS), "gets wrong"),
    (3, (100 * LAZY, COUNTS), "per cent"),
    (3, ("a lot", COUNTS), "use counts"),
    (3, (0.95, COUNTS), "use counts"),
    (4, ([0.556, 5],), "dictionary"),
    (4, ({"silence": 0.556, "ringing": 5},), "label numbers"),
    (4, ({0: 5, 1: 0.556},), "are swapped"),
    (4, ({0: 1000 / 900, 1: 10},), "number of labels"),
    (4, ({0: 1, 1: 9},), "ratio"),
    (4, ({0: 2, 1: 3},), "use the rule"),
    (4, ({0: None, 1: "x"},), "use the rule"),
    (5, ("cat",), "give a list"),
    (5, (["cat"],), "for the worse"),
    (5, (["cat", "fish", "bird"],), "includes zero"),
    (5, (["bird"],), "wholly above"),
    (6, (lambda missed, alarms: 20 * missed * 0.01 + alarms * 0.99,), "expensive"),
    (6, (lambda missed, alarms: missed + 20 * alarms,), "1 word in 100"),
    (6, (lambda missed, alarms: missed * 0.01 + 20 * alarms * 0.01,), "0.99"),
    (6, (lambda missed, alarms: 7,), "cost of a miss"),
    (6, (lambda missed, alarms: print(end=""),), "return"),
    (6, (lambda missed: missed,), "TypeError"),
])
def test_a_usual_mistake_gets_its_own_hint(capsys, number, answers, hint):
    answer = said(capsys, number, *answers)
    assert answer.startswith("Not quite:") and hint in answer
