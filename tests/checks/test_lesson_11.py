"""Lesson 11: the exercise that is no table, and answers that the tables do not list."""

import numpy as np
import pytest

from helpers.checks import lesson_11 as check

SCORES = np.array([0.74, 0.80, 0.76]), np.array([0.77, 0.71, 0.73])  # public, private


@pytest.mark.parametrize("run, answers, line", [
    (check.exercise_1, [0.54, 0.31], "Right!"),
    (check.exercise_4, [lambda n, size, b: np.arange(b * size, min((b + 1) * size, n - 1))],
     "for 70, 32, 2 it returns [64, 65, 66, 67, 68], not [64, 65, 66, 67, 68, 69]."),
    (check.exercise_4, [lambda n, size, b: np.arange(b * 32, min((b + 1) * 32, n))], "for 20, 8, 0 it returns"),
    (check.exercise_5, [0.44], "Right!"),
    (check.exercise_5, [0.45], "give each clip its points"),
    (check.exercise_6, [1, 0.71, *SCORES], "Right!"),
    (check.exercise_6, [SCORES[0].argmax(), SCORES[1][1], *SCORES], "Right!"),
    (check.exercise_6, [1, ..., *SCORES], "Not answered yet"),
    (check.exercise_6, [0.80, 0.71, *SCORES], "At which place"),
    (check.exercise_6, [0, 0.77, *SCORES], "best *public*"),
    (check.exercise_6, [2, 0.77, *SCORES], "argmax"),
    (check.exercise_6, [1, 0.80, *SCORES], "lucky"),
    (check.exercise_6, [1, 0.77, *SCORES], "another submission"),
    (check.exercise_6, [1, SCORES[1].mean(), *SCORES], "mean of all submissions"),
    (check.exercise_6, [1, 0.3, *SCORES], "no part in the choice"),
])
def test_an_answer_that_no_table_lists_gets_its_line(run, answers, line, capsys):
    run(*answers)
    assert line in capsys.readouterr().out
