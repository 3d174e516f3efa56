"""Lesson 10: what its tables do not list."""

import numpy as np
import pytest

from helpers.checks import lesson_10 as check


@pytest.mark.parametrize("run, answer, line", [
    (check.exercise_2, ["9_08_0.wav"], "a single number is wanted"),
    (check.exercise_3, np.array(["vr-room", "library", "kino"]), "those are the rooms"),
    (check.exercise_5, lambda a, b: list(np.intersect1d(a, b)), "speakers themselves"),
    (check.exercise_5, lambda a, b: 2, "it returns 2, not 0."),
    (check.exercise_5, lambda a, b: np.isin(b, a).sum(), "that counts clips"),
    (check.exercise_5, lambda a, b: sum(one in list(b) for one in a), "that counts clips"),
    (check.exercise_5, lambda a, b: sum(a[i] == b[i] for i in range(min(len(a), len(b)))), "not"),
    (check.exercise_5, lambda a, b: len(set(a) ^ set(b)), "it returns 3, not 2."),
    (check.exercise_5, lambda a, b: 1.0 * len(set(a).intersection(b)), "Right!"),
])
def test_an_answer_that_no_table_lists_gets_its_line(run, answer, line, capsys):
    run(answer)
    assert line in capsys.readouterr().out
