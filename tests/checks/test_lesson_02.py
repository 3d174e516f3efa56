"""Lesson 02: what its tables do not list."""

import numpy as np
import pytest

from helpers.checks import lesson_02 as check

SOUND = np.arange(48000)


def cut(x, rate, start, end):
    return x[int(start * rate):int(end * rate)]


def normalise(x, peak):
    largest = np.max(np.abs(x))
    return x if largest == 0 else x * (peak / largest)


def normalise_in_place(x, peak):
    x *= peak / (np.max(np.abs(x)) or 1)
    return x


def fit_length(x, length):
    x = x[:length]
    return np.concatenate([x, np.zeros(length - len(x))])


def resized(x, length):
    x.resize(length, refcheck=False)
    return x


@pytest.mark.parametrize("number, answers, said", [
    (1, [list(range(48000))], "and yours is a list"), (1, [None], "and yours is None"),
    (1, [SOUND[:480].reshape(1, 480)], "keeps all 48,000"), (1, [SOUND.reshape(50, 960)], "there should be two sizes"),
    (1, [SOUND[::-1].reshape(100, 480)], "another order"), (1, [np.zeros((100, 480))], "not the numbers of sound"),
    (1, [(100, 480)], "and yours is a tuple"), (1, [SOUND.reshape], "Call it"),
    (2, [lambda x, rate, start, end: x[int(rate * start):int(rate * end)]], "Right!"),
    (2, [lambda *given: list(cut(*given))], "yours gives a list"), (2, [lambda *given: print(end="")], "return"),
    (2, [lambda x, rate, start, end: x[4000:7000]], "6,000 samples, and yours gives 3,000"),
    (2, [lambda *given: cut(*given)[::-1]], "backwards"), (2, [lambda *given: 750], "yours gives an int"),
    (2, [lambda x, *given: cut(SOUND, *given)], "It uses SOUND"),

    (2, [lambda *given: 0.5 + cut(*given)], "from another sound"), (2, [lambda x, *given: x[:6000]], "another place"),
    (3, [1.0, 440 * 48000 / 16000], "Right!"), (3, [2, 1320], "count the samples"),
    (3, [1, 880], "how many swings"), (3, [1, 1321], "how many swings"),
    (3, ["1 s", 1320], "without quotation marks"), (3, [1, None], "a single number"),
    (4, [normalise], "Right!"), (4, [normalise_in_place], "has changed the sound"),
    (4, [lambda x, peak: [*normalise(x, peak)]], "yours gives a list"),
    (4, [lambda x, peak: x if x == 0 else normalise(x, peak)], "one yes or no"),
    (4, [lambda x, peak: x if 0 in x else normalise(x, peak)], "is not silent"),
    (4, [lambda x, peak: x if x.sum() == 0 else normalise(x, peak)], "is not silent"),
    (4, [lambda x, peak: x[:2]], "it returns [0.1, -0.5], not [0.16, -0.8, 0.4]"),
    (4, [lambda x, peak: x * peak / (np.abs(x).max() or 1)], "Right!"),
    (4, [lambda x, peak: x * 3], "not [0.16, -0.8, 0.4]"),
    (5, [7], "four things"), (5, [(11, 520, 0)], "16000 without a comma"), (5, [[1, 2]], "that is a list"),
    (6, [3000], "as far below"), (6, ["4500 Hz"], "without quotation marks"), (6, [np.array([1.0])], "a single number"),
    (7, [fit_length], "Right!"), (7, [lambda x, n: list(fit_length(x, n))], "yours gives a list"),
    (7, [resized], "has changed the sound"),
    (7, [lambda x, n: np.append(x[:n], 0)], "3 it returns [1, 2, 3, 0], not [1, 2, 3]"),
    (7, [lambda x, n: np.zeros(n)], "it returns [0, 0, 0], not"), (7, [lambda x, n: 1 / 0], "ZeroDivisionError")])
def test_each_answer_gets_its_line(number, answers, said, capsys):
    getattr(check, f"exercise_{number}")(*answers)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1
