"""The decorator that makes checks: tables, functions that are tried, and the hints that every exercise shares."""

import numpy as np
import pytest
from IPython.display import Audio

from helpers.checks import OneOf, changes_its_input, exercise, no_numbers

FOUND = np.arange(4.0)  # "from an earlier cell"


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


@exercise(right=lambda x: x.max(), tries=[(np.arange(9.0),), (np.array([2.0, -1.0]),)])
def largest(answer):
    """A function that returns a number."""


@exercise(right="go", otherwise="another word.")
def word(answer):
    """A word."""


@exercise(right=np.arange(20.0).reshape(4, 5))
def table(answer):
    """An array."""


@exercise(right=(3, 4), mistakes={(3, ...): "the first is right."})
def pair(width, height):
    """Two numbers."""


def prints_and_returns(x):
    print("working on", x)
    return x.max()


def returns_sometimes(x):
    if len(x) > 2:
        return x.max()


def never_returns(x):
    for each in x:
        if each > 99:
            return each


def empties(x):
    x.resize(0, refcheck=False)
    return 0.0


@pytest.mark.parametrize("check, answer, said", [
    *[(number, five, "Right!") for five in (5, 5.0, np.int64(5), np.float32(5), np.array(5))],
    (number, 4.0, "one is missing"), (number, 6, "too many"), (number, 7, "too many"), (number, 8, "count again"),
    (number, "5", "without quotation marks"), (number, [5], "that is a list"), (number, None, "that is None"),
    (number, True, "that is a bool"), (number, np.array([5]), "that is a NumPy array"), (number, 5 + 0j, "a complex"),
    (number, max, "a function itself"), (number, int, "that is a type"), (number, print(end=""), "A print shows"),
    (number, (0.5, 1), "1.25 with a point"), (number, [5, ...], "Not answered"), (word, ("go", 5), "another word"),
    (word, "Go", "exactly so: 'go'"), (word, ["go"], "inside a list"), (word, 5, "another word"),
    (table, (4, 5), "should have the shape (4, 5)"),
    (table, np.arange(20), "the shape (4, 5), yours has (20,)"), (table, "x", "yours is a text"),
    (table, np.full((4, 5), np.nan), "nan"), (table, 1j * np.ones((4, 5)), "complex"), (table, 7, "a single number"),
    (table, [[1, 2], [3]], "numbers only, in rows"), (table, np.array(["a"]), "numbers only"),
    (table, (0, FOUND), "1.25 with a point"), (table, FOUND.reshape, "yours is a function"),
    (largest, prints_and_returns, "Right!"), (largest, max, "Right!"), (largest, np.max, "Right!"),
    (largest, returns_sometimes, "for [2, -1] it returns nothing"), (largest, never_returns, "coming to its return"),
    (largest, lambda x: str(x.max()), "it returns a text, '8.0', and a number"),
    (largest, lambda x: [x.max()], "the right thing, but inside a list"), (largest, lambda x: x, "returns 9 values"),
    (largest, lambda x: x.max, "not called"), (largest, lambda x, y: 1, "the check gives your function 1 thing,"),
    (largest, lambda x: FOUND.max(), "It uses FOUND, which comes from an earlier cell"), (largest, empties, "not 8"),
    (largest, lambda x: [FOUND[n] for n in (3, 9)], "(It uses FOUND"), (largest, lambda x: 1 / 0, "can be 0"),
    (largest, lambda x: math.inf, "imported first"),  # noqa: F821
    (largest, lambda x: ..., "Not answered"), (largest, lambda x: x(0), "Round"),
    (largest, lambda x: x[0.5], "a position, a whole number"), (largest, lambda x: x[20], "counted from 0"),
    (largest, lambda x: x ^ 2, "power with **"), (largest, lambda x: x @ np.ones((2, 2)), "For a @ b"),
    (largest, lambda x: x[np.ones(3, dtype=bool)], "different lengths"),
    (largest, lambda x: np.zeros(-1), "less than 0"),
    (largest, lambda x: np.array([[1, 2], [3]]), "different lengths make no array"),
    (number, (5, 0), "1.25 with a point"), (number, Audio(np.ones(9), rate=9), "that is a player"),
    *[(words, row, "Right!") for row in (["bird", "cat"], ("cat", "bird"), {"cat", "bird"}, np.array(["cat", "bird"]))],
    (words, "cat", "a text"), (words, ["cat"], "one is missing"), (words, ["dog"], "once more"),
    (function, lambda x, n: x[:n] / n, "Right!"), (function, lambda x, n: x[:n], "divide"),
    (function, lambda x, n: list(x[:n] / n), "Right!"), (function, 5, "that is an int, and a function is wanted"),
    (function, lambda x, n: x[n / 2:] * 2, "whole number"),
    (function, lambda x, n: print(end=""), "gives nothing back"), (function, lambda x, n: x["a"], "whole number"),
    (function, lambda x, n: x.nothing, "What an AttributeError is"),
    (function, lambda x, n: x + "a", "TypeError: ufunc 'add' did"),
    (function, lambda x: x, "your function 2 things"), (function, lambda x, n: np.ones(9), "it returns 9 values"),
    (function, lambda x, n: missing, "a name that it was not given"),  # noqa: F821
    (function, lambda x, n: x if x == 0 else x / n, "one yes or no"),
    (function, lambda x, n: np.concatenate(x, x), "np.concatenate([a, b])"),
    (function, lambda x, n: x + np.arange(9), "arrays of different lengths met"),
    (function, lambda x, n: x[:2] / n, "for [0, 1, 2, 3], 3 it returns [0, 0.3333], not [0, 0.3333, 0.6667]")])
def test_each_answer_gets_its_line(check, answer, said, capsys):
    check(answer)
    out = capsys.readouterr().out
    begins = {"Right!": "Right!", "Not answered": "Not answered yet"}.get(said, "Not quite: ")
    assert out.startswith(begins) and said in out and out.count("\n") == 1


def test_of_several_answers_the_wrong_one_is_named(capsys):
    pair(3, "4")
    pair(3, 5)
    assert capsys.readouterr().out.splitlines() == [
        "Not quite: height: that is a text. Write the number, or the calculation, without quotation marks.",
        "Not quite: the first is right."]


def test_a_long_array_is_told_where_it_differs(capsys):
    @exercise(right=lambda n: np.arange(n), tries=[(20,)])
    def count(answer):
        """An array whose middle is not shown."""

    count(lambda n: np.where(np.arange(n) == 11, 0, np.arange(n)))
    assert "value 11 of what it returns (counted from 0) is 0, not 11" in capsys.readouterr().out


def test_a_function_that_changes_what_it_is_given_spoils_no_later_try(capsys):
    @exercise(right=lambda x: x.sum(), tries=[(FOUND,)])
    def total(answer):
        answer(FOUND)
        answer(FOUND)

    def clears(x):
        total, x[:] = x.sum(), 0
        return total

    total(clears)
    assert capsys.readouterr().out == "Right!\n" and list(FOUND) == [0, 1, 2, 3]


@pytest.mark.parametrize("value", [None, "text", {}, len, [1, [2]], 2j, "5"])
def test_what_is_no_array_of_numbers_gets_a_hint_and_never_an_error(value):
    assert no_numbers(value, "it").startswith("it ")


def test_a_function_that_changes_what_it_is_given_is_found():
    def louder(samples):
        samples *= 2
        return samples

    assert changes_its_input(louder, np.ones(3)) and not changes_its_input(lambda samples: samples * 2, np.ones(3))
    assert not changes_its_input(lambda samples: samples.nothing, np.ones(3))
