"""Lesson 06: what its tables do not list."""

import numpy as np
import pandas as pd
import pytest

from helpers.checks import lesson_06 as check

COUNTS = np.array([100, 100, 100, 12, 100, 100, 12, 100])  # down go left no right stop up yes
LAZY = 600 / 624


@pytest.mark.parametrize("number, answers, said", [
    (1, [np.array(["go"])[0]], "Right!"), (1, [np.int64(1)], "position"), (1, [None], "last but one"),
    (2, [0.8, 0.89], "Right!"), (2, [4 / 5, 0.889], "Right!"), (2, [80, 88.9], "per cent"), (2, [0.4, 0.9], "the row"),
    (2, [0.81, 0.89], "the row"), (2, [0.8, 0.1], "the column"), (2, [0.95, 95 / 105], "recall of go"),
    (2, [0.8, 0.905], "the precision of go"), (2, [0.8, "0.89"], "without quotation marks"),
    (3, [LAZY, COUNTS], "Right!"), (3, [0.962, COUNTS], "Right!"), (3, [0.96, COUNTS], "Right!"),
    (3, [0.75, COUNTS], "not equally frequent"), (3, [1 - LAZY, COUNTS], "gets wrong"),
    (3, [100 * LAZY, COUNTS], "per cent"), (3, ["a lot", COUNTS], "without quotation marks"),
    (3, [600, COUNTS], "number of clips"), (3, [612 / 624, COUNTS], "one rare word"), (3, [True, COUNTS], "a bool"),
    (3, [0.95, COUNTS], "Use counts"),
    (4, [{0: 0.556, 1: 5}], "Right!"), (4, [[0.556, 5]], "dictionary"),
    (4, [{"silence": 0.556, "ringing": 5}], "label numbers"), (4, [{0: 5, 1: 0.556}], "are swapped"),
    (4, [{0: 1, 1: 9}], "ratio"), (4, [{0: 2, 1: 3}], "use the rule"), (4, [{0: None, 1: "x"}], "that is None"),
    (4, [(0.556, 5)], "dictionary"), (5, [[["cat", "bird"]]], "one plain list"),
    (5, [pd.Series(["bird", "cat"])], "Right!"),
    (5, ["cat"], "give a list"), (5, [7], "give a list"), (5, [["cat", "fish", "bird"]], "includes zero"),
    (5, [["bird"]], "for the better"), (5, [[]], "wholly above"),
    (6, [lambda missed, alarms: 20 * alarms * 99 / 100 + missed / 100], "Right!"),
    (6, [lambda missed, alarms: 7], "two costs"), (6, [lambda *given: print(end="")], "return"),
    (6, [lambda missed: missed], "2 things")])
def test_each_answer_gets_its_line(number, answers, said, capsys):
    getattr(check, f"exercise_{number}")(*answers)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1
