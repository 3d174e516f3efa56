"""The checks of lesson 02: every usual mistake gets its own hint, and only the right answer is right."""

import numpy as np
import pytest

from helpers.checks import lesson_02 as check

SOUND = np.arange(48000)


def stub(*answers):
    ...


def cut(samples, sample_rate, start, end):
    return samples[int(start * sample_rate):int(end * sample_rate)]


def normalise(samples, peak):
    largest = np.max(np.abs(samples))
    return samples if largest == 0 else samples * (peak / largest)


def normalise_in_place(samples, peak):
    samples *= peak / (np.max(np.abs(samples)) or 1)
    return samples


def fit_length(samples, length):
    samples = samples[:length]
    return np.concatenate([samples, np.zeros(length - len(samples))])


RIGHT = [
    (1, SOUND.reshape(-1, 480)),
    (1, SOUND.reshape(100, 480).astype(float)),
    (2, cut),
    (3, 1, 1320),
    (3, 1.0, 440 * 48000 / 16000),
    (4, normalise),
    (5, 11_520_000),
    (6, 4500),
    (7, fit_length),
    (7, lambda samples, length: np.pad(samples[:length], (0, max(0, length - len(samples))))),
]

MISTAKES = [
    (1, "reshape", list(range(48000))),
    (1, "size of a row is the second", SOUND.reshape(480, 100)),
    (1, "one long row", SOUND),
    (1, "keeps all 48,000", SOUND[:480].reshape(1, 480)),
    (1, "there should be two sizes", SOUND.reshape(50, 960)),
    (1, "another order", SOUND[::-1].reshape(100, 480)),
    (2, "whole number", lambda x, rate, start, end: x[start * rate:end * rate]),
    (2, "return", lambda x, rate, start, end: print(end="")),
    (2, "NumPy array", lambda x, rate, start, end: list(cut(x, rate, start, end))),
    (2, "not a length", lambda x, rate, start, end: x[int(start * rate):int((start + end) * rate)]),
    (2, "multiplied by sample_rate", lambda x, rate, start, end: x[int(start):int(end)]),
    (2, "one sample too many", lambda x, rate, start, end: x[int(start * rate):int(end * rate) + 1]),
    (2, "start is missing", lambda x, rate, start, end: x[:int(end * rate)]),
    (2, "end is missing", lambda x, rate, start, end: x[int(start * rate):]),
    (2, "at one sample rate", lambda x, rate, start, end: x[int(start * 8000):int(end * 8000)]),
    (2, "sample_rate", lambda x, rate, start, end: x[int(start / rate):int(end / rate)]),
    (2, "6,000 samples, yours are 3000", lambda x, rate, start, end: x[4000:7000]),
    (2, "from another sound", lambda x, rate, start, end: 0.5 + cut(x, rate, start, end)),
    (2, "from another place", lambda x, rate, start, end: x[:6000]),
    (3, "three times as fast", 9, 1320),
    (3, "true duration", 3, 1320),
    (3, "count the samples", 2, 1320),
    (3, "higher, not lower", 1, 440 / 3),
    (3, "does not stay", 1, 440),
    (3, "how many swings", 1, 880),
    (3, "single number", "1 s", 1320),
    (4, "return", lambda x, peak: print(end="")),
    (4, "np.abs first", lambda x, peak: x * peak / x.max() if x.max() else x),
    (4, "not enough", lambda x, peak: x * peak),
    (4, "multiply by peak", lambda x, peak: x / np.abs(x).max()),
    (4, "same gain", lambda x, peak: np.clip(x, -peak, peak)),
    (4, "become positive", lambda x, peak: np.abs(x) * peak / np.abs(x).max()),
    (4, "silence", lambda x, peak: x * peak / np.abs(x).max()),
    (4, "as they came", lambda x, peak: normalise(x, peak) if x.any() else 0),
    (4, "as they came", lambda x, peak: normalise(x, peak) if x.any() else None),
    (4, "has changed the sound", normalise_in_place),
    (4, "as many samples", lambda x, peak: x[:2]),
    (4, "should give [0.16, -0.8, 0.4]", lambda x, peak: x * 3),
    (5, "16000 without a comma", (11, 520, 0)),
    (5, "bits", 92_160_000),
    (5, "factor of 2 is missing", 5_760_000),
    (5, "two factors", 2_880_000),
    (5, "one second", 192_000),
    (5, "megabytes", 11.52),
    (5, "too many", 23_040_000),
    (5, "four things", 7),
    (5, "two bytes", 46_080_000),
    (6, "does not fit", 7500),
    (6, "below the fold", 1500),
    (6, "not divided", 1875),
    (6, "minus", -4500),
    (6, "half", 16500),
    (6, "old rate", 40500),
    (6, "low-pass", 0),
    (6, "as far below", 3000),
    (6, "single number", "4500 Hz"),
    (7, "return", lambda x, length: print(end="")),
    (7, "negative", lambda x, length: np.concatenate([x, np.zeros(length - len(x))])),
    (7, "cuts off the beginning", lambda x, length: fit_length(x[-length:], length)),
    (7, "is not cut", lambda x, length: np.concatenate([x, np.zeros(max(0, length - len(x)))])),
    (7, "gets no zeros", lambda x, length: x[:length]),
    (7, "zeros are at the beginning",
     lambda x, length: np.concatenate([np.zeros(max(0, length - len(x))), x[:length]])),
    (7, "repeats", lambda x, length: np.resize(x, length)),
    (7, "instead of", lambda x, length: np.append(x[:length], 0)),
    (7, "length is right", lambda x, length: np.zeros(length)),
]


@pytest.mark.parametrize("number, blanks", [(1, 1), (2, 1), (3, 2), (4, 1), (5, 1), (6, 1), (7, 1)])
def test_three_dots_are_not_answered_yet(number, blanks, capsys):
    getattr(check, f"exercise_{number}")(*[...] * blanks)
    assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("number", [2, 4, 7])
def test_an_unwritten_function_is_not_answered_yet(number, capsys):
    getattr(check, f"exercise_{number}")(stub)
    assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: f"exercise {case[0]}")
def test_a_right_answer_is_right(case, capsys):
    getattr(check, f"exercise_{case[0]}")(*case[1:])
    assert capsys.readouterr().out.startswith("Right")


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: f"exercise {case[0]}: {case[1]}")
def test_a_usual_mistake_gets_its_hint(case, capsys):
    getattr(check, f"exercise_{case[0]}")(*case[2:])
    out = capsys.readouterr().out
    assert out.startswith("Not quite") and case[1] in out and out.count("\n") == 1, out


@pytest.mark.parametrize("number, answers", [
    (1, ["abc"]), (1, [None]), (2, [3]), (3, [None, None]), (4, [lambda: 1]), (5, [[1, 2]]),
    (6, [np.array([1.0])]), (7, ["no function"]), (7, [lambda samples, length: 1 / 0])])
def test_a_strange_answer_gets_one_line_and_no_trace(number, answers, capsys):
    getattr(check, f"exercise_{number}")(*answers)
    out = capsys.readouterr().out
    assert out.startswith("Not quite") and out.count("\n") == 1
