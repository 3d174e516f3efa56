"""Lesson 06: what its tables do not list."""

from types import SimpleNamespace

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


BALANCED = {number: 6.5 if number in (3, 6) else 0.78 for number in range(8)}
GENTLER = {number: weight ** 0.5 for number, weight in BALANCED.items()}
TRUTH = np.array([0, 0, 0, 1, 2, 3, 4, 5, 6, 7])
GUESS = np.array([0, 0, 1, 1, 2, 3, 4, 5, 6, 7])  # one is wrong: F1 is 4/5 for label 0, 2/3 for label 1, else 1
NETWORK = SimpleNamespace(predict=lambda clips, verbose: np.eye(8)[GUESS])
F1 = (4 / 5 + 2 / 3 + 6) / 8


@pytest.mark.parametrize("weights, network, f1, said", [
    (GENTLER, NETWORK, F1, "Right!"), (GENTLER, NETWORK, np.float64(0.933), "Right!"),
    (BALANCED, NETWORK, F1, "balanced weights from above"), ([1] * 8, NETWORK, F1, "wants a dictionary"),
    ({0: 1, 1: 2}, NETWORK, F1, "wants a dictionary"), ({**GENTLER, 3: "2"}, NETWORK, F1, "in the dictionary"),
    ({**GENTLER, 3: 0}, NETWORK, F1, "above 0"), (GENTLER, None, F1, "train_network gives back"),
    (GENTLER, NETWORK, "0.93", "without quotation marks"), (GENTLER, NETWORK, 0.9, "that is the accuracy"),
    (GENTLER, NETWORK, 0.5, "a macro-F1 of 0.933")])
def test_weights_of_ones_own(weights, network, f1, said, capsys):
    check.exercise_7(weights, network, f1, BALANCED, np.zeros((10, 61, 40)), TRUTH)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1


def test_its_macro_f1_is_that_of_scikit_learn():
    from sklearn.metrics import f1_score

    assert F1 == pytest.approx(f1_score(TRUTH, GUESS, average="macro"))
