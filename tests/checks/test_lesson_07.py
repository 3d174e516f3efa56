"""Lesson 07: what its tables do not list."""

import numpy as np
import pytest

from helpers.checks import lesson_07 as check


@pytest.mark.parametrize("run, answers, line", [
    (check.exercise_1, [lambda path: np.str_("rain")],
     "for 'sounds/sea_waves/0007.wav' it returns rain, not 'sea_waves'."),
    (check.exercise_1, [lambda path: path.parent], "AttributeError"),
    (check.exercise_2, [lambda samples, length: list(samples[:2])],
     "for [1, 2, 3], 7 it returns [1.0, 2.0], not [1, 2, 3, 1, 2, 3, 1]."),
    (check.exercise_3, [20, np.zeros(40)], "one whole number"),
    (check.exercise_4, [0.35], "Right!"),
    (check.exercise_4, [0.36], "can still be seen"),
    (check.exercise_5, [np.str_("the end")], "yours is 'the end'"),
])
def test_an_answer_that_no_table_lists_gets_its_line(run, answers, line, capsys):
    run(*answers)
    assert line in capsys.readouterr().out
