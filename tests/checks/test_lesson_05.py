"""Lesson 05: what its tables do not list."""

import numpy as np
import pytest

from helpers.checks import lesson_05 as check

EDGE = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]) / 3


def forgotten_return(values, keep, rate):
    values * keep / (1 - rate)


@pytest.mark.parametrize("number, answers, said", [
    (1, [90, 38], "bands are right"), (1, ["many", 38], "frames: that is a text"), (1, [1, 2], "In how many"),
    (2, [EDGE.T], "Right!"), (2, [[[-1, 0, 1]] * 3], "Right!"), (2, [[[0, 0, 0], [-1, 0, 1], [0, 0, 0]]], "Right!"),
    (2, [EDGE], "Turn it"), (2, [-EDGE.T], "sign"), (2, [np.abs(EDGE)], "add up to 0"),
    (2, [np.zeros((3, 3))], "kernel of zeros"), (2, [[-1, 0, 1]], "3 rows"),
    (2, [[[-1, 0, 0], [0, 0, 0], [0, 0, 1]]], "rows equal"), (2, [[[-1, 1, 0]] * 3], "middle one is 0"),
    (2, ["a kernel"], "yours is a text"), (2, [[["-1", "0", "1"]] * 3], "numbers only"), (2, [EDGE.T * 1j], "complex"),
    (2, [[[-1, 0, 1], [0, 0, 0], [1, 0, -1]]], "take each other away"), (3, [7], "begin with one kernel"),
    (4, [lambda losses: np.argmin(losses) + 1], "Right!"),
    (4, [lambda losses: losses.index(min(losses)) + 1], "Right!"),
    (4, [lambda losses: np.argmin(losses)], "Add 1"), (4, [min], "smallest loss itself"), (4, [len], "the last epoch"),
    (4, [lambda losses: np.argmax(losses) + 1], "largest loss"), (4, [lambda losses: 3], "np.argmin tells"),
    (4, [3], "function"), (4, ["x"], "function"),
    (5, [forgotten_return], "return"), (5, [lambda values, keep, rate: values * unknown], "NameError"),  # noqa: F821
    (5, [lambda values, keep, rate: np.where(keep, values, 0) / (1 - rate)], "Right!"),
    (5, [lambda values, keep, rate: values + 7], "makes the zeros"), (6, [0], "a single number"),
    (6, [np.ones((2, 4))], "the shape (4, 2), yours has (2, 4)"), (6, [np.ones((4, 2))], "both with axis=0")])
def test_each_answer_gets_its_line(number, answers, said, capsys):
    getattr(check, f"exercise_{number}")(*answers)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1
