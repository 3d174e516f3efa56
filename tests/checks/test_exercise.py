"""The decorator that makes checks: tables, functions that are tried, and the hints that every exercise shares."""

import numpy as np
import pytest
from IPython.display import Audio

from helpers.checks import OneOf, changes_its_input, exercise


@exercise(right=5, mistakes={4: "one is missing.", OneOf((6, 7)): "too many."}, otherwise="count again.")
def number(answer):
    """A number."""


@exercise(right=OneOf(({"cat", "bird"},)), mistakes=[(str, "a text."), (["cat"], "one is missing.")])
def words(answer):
    """A set of words in any row."""


@exercise(right=lambda x, n: x[:n] / n, tries=[(np.arange(4.0), 2), (np.arange(4.0), 3)],
          mistakes={lambda x, n: x[n / 2:]: "a position is a whole number.", lambda x, n: x[:n]: "divide."})
def function(answer):
    """A function that cuts and divides."""


@pytest.mark.parametrize("check, answer, said", [
    *[(number, five, "Right!") for five in (5, 5.0, np.int64(5), np.float32(5), np.array(5))],
    (number, 4.0, "one is missing"), (number, 6, "too many"), (number, 7, "too many"), (number, 8, "count again"),
    (number, "5", "without quotation marks"), (number, [5], "that is a list"), (number, None, "that is None"),
    (number, True, "that is a bool"), (number, np.array([5]), "that is a NumPy array"), (number, 5 + 0j, "a complex"),
    (number, (5, 0), "1.25 with a point"), (number, Audio(np.ones(9), rate=9), "that is a player"),
    *[(words, row, "Right!") for row in (["bird", "cat"], ("cat", "bird"), {"cat", "bird"}, np.array(["cat", "bird"]))],
    (words, "cat", "a text"), (words, ["cat"], "one is missing"), (words, ["dog"], "once more"),
    (function, lambda x, n: x[:n] / n, "Right!"), (function, lambda x, n: x[:n], "divide"),
    (function, lambda x, n: list(x[:n] / n), "Right!"), (function, 5, "that is an int, and a function is wanted"),
    (function, lambda x, n: x[n / 2:] * 2, "whole number"),
    (function, lambda x, n: print(end=""), "gives nothing back"), (function, lambda x, n: x[9], "an IndexError is"),
    (function, lambda x, n: x.nothing, "What an AttributeError is"), (function, lambda x: x, "What a TypeError is"),
    (function, lambda x, n: missing, "a name that it was not given"),  # noqa: F821
    (function, lambda x, n: x if x == 0 else x / n, "one yes or no"),
    (function, lambda x, n: np.concatenate(x, x), "np.concatenate([a, b])"),
    (function, lambda x, n: x + np.arange(9), "from an earlier cell"),
    (function, lambda x, n: x[:2] / n, "for [0, 1, 2, 3], 3 it returns [0, 0.3333], not [0, 0.3333, 0.6667]")])
def test_each_answer_gets_its_line(check, answer, said, capsys):
    check(answer)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1


def test_a_function_that_changes_what_it_is_given_is_found():
    def louder(samples):
        samples *= 2
        return samples

    assert changes_its_input(louder, np.ones(3)) and not changes_its_input(lambda samples: samples * 2, np.ones(3))
    assert not changes_its_input(lambda samples: samples.nothing, np.ones(3))
