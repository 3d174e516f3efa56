"""Lesson 12: types and shapes, which its tables do not list."""

import numpy as np
import pytest

from helpers.checks import lesson_12 as check


@pytest.mark.parametrize("run, answers, line", [
    (check.exercise_1, [0.3, 4 * 0.3, np.False_], "Right!"),
    (check.exercise_1, [0.3, 1.2, "no"], "True or False"),
    (check.exercise_2, [lambda s: s[:2] / 32768], "as many samples"),
    (check.exercise_2, [lambda s: s // 256], "still holds whole numbers"),
    (check.exercise_2, [lambda s: s / 32768], "type is float64"),
    (check.exercise_2, [lambda s: np.float32(s / s.max())], "quiet sounds"),
    (check.exercise_2, [lambda s: s / 1000],
     "it returns [-32.77, -16.38, 0, 8.192, 32.77], not [-1, -0.5, 0, 0.25, 1]."),
    (check.exercise_3, [lambda p, labels, t: labels[np.argmin(p)]],
     "for [0.05, 0.85, 0.1], ['go', 'no', 'yes'], 0.5 it returns 'go', not 'no'."),
    (check.exercise_4, [0.079], "Right!"),
])
def test_an_answer_that_no_table_lists_gets_its_line(run, answers, line, capsys):
    run(*answers)
    assert line in capsys.readouterr().out
