"""Each exercise of lesson 09: not answered, right, and a hint of its own for each usual mistake."""

import math

import numpy as np
import pytest

from helpers.checks import lesson_09


def said(capsys, number, *answers):
    getattr(lesson_09, f"exercise_{number}")(*answers)
    return capsys.readouterr().out.strip()


def stub_of_two(one, two):
    ...


def stub_of_three(one, two, three):
    ...


def stub_of_four(one, two, three, four):
    ...


def draw(low, high, u):
    return low * (high / low) ** u


def minutes(trials, epochs, seconds, at_once):
    return trials * epochs * seconds / at_once / 60


def how_many(cores, memory, cores_each, memory_each):
    return min(cores // cores_each, memory // memory_each)


def who_goes_on(losses, factor):
    return np.argsort(losses)[:len(losses) // factor]


def nothing(*answers):
    answers = list(answers)


MEASURED = lesson_09.MEASURED


@pytest.mark.parametrize("number, answer", [
    (1, stub_of_three), (2, stub_of_four), (3, stub_of_four), (4, stub_of_two), (5, ...)])
def test_an_untouched_starter_is_not_answered_yet(capsys, number, answer):
    assert said(capsys, number, answer).startswith("Not answered yet")


@pytest.mark.parametrize("number, answer", [
    (1, draw),
    (1, lambda low, high, u: np.exp(np.log(low) + u * (np.log(high) - np.log(low)))),
    (1, lambda low, high, u: 10 ** (math.log10(low) * (1 - u) + math.log10(high) * u)),
    (2, minutes),
    (3, how_many),
    (3, lambda cores, memory, c, m: int(min(cores / c, memory / m))),
    (4, who_goes_on),
    (4, lambda losses, factor: list(np.argsort(losses))[:int(len(losses) / factor)]),
    (4, lambda losses, factor: sorted(range(len(losses)), key=lambda n: losses[n])[:len(losses) // factor]),
    (5, MEASURED.max(axis=1).mean()),
    (5, np.mean([max(row) for row in MEASURED])),
])
def test_a_right_answer_is_right(capsys, number, answer):
    assert said(capsys, number, answer).startswith("Right!")


@pytest.mark.parametrize("number, answer, hint", [
    (1, nothing, "end it with return"),
    (1, lambda low, high, u: low + (high - low) * u, "middle by numbers"),
    (1, lambda low, high, u: np.log10(low) + u * np.log10(high / low), "that is the exponent"),
    (1, lambda low, high, u: np.log(low) + u * np.log(high / low), "np.exp"),
    (1, lambda low, high, u: high * (low / high) ** u, "wrong way round"),
    (1, lambda low, high, u: low * (high / low) * u, "into the power"),
    (1, lambda low, high, u: (high / low) ** u, "low is still to be multiplied"),
    (1, lambda low, high, u: low * high ** u, "high / low"),
    (1, lambda low, high, u: u, "u = 0 should give low"),
    (1, lambda low, high, u: low + (high - low) * u ** 2, "half-way by factors"),
    (2, nothing, "end it with return"),
    (2, lambda t, e, s, n: 60 * minutes(t, e, s, n), "those are seconds"),
    (2, lambda t, e, s, n: 3600 * minutes(t, e, s, n), "FEWER"),
    (2, lambda t, e, s, n: minutes(t, e, s, n) / 60, "hours"),
    (2, lambda t, e, s, n: t * e * s / 60, "one trial after the other"),
    (2, lambda t, e, s, n: t * e * s * n / 60, "divide by at_once"),
    (2, lambda t, e, s, n: t * s / n / 60, "multiply by epochs"),
    (2, lambda t, e, s, n: e * s / n / 60, "multiply by the number of trials"),
    (2, lambda t, e, s, n: 7, "is the work"),
    (3, nothing, "end it with return"),
    (3, lambda c, m, ce, me: c // ce, "scarcer"),
    (3, lambda c, m, ce, me: max(c // ce, m // me), "BOTH must suffice"),
    (3, lambda c, m, ce, me: min(c / ce, m / me), "third of a trial"),
    (3, lambda c, m, ce, me: math.ceil(min(c / ce, m / me)), "rounded up"),
    (3, lambda c, m, ce, me: c // ce + m // me, "do not add up"),
    (3, lambda c, m, ce, me: 1, "of the two the smaller"),
    (4, nothing, "end it with return"),
    (4, lambda losses, factor: np.sort(losses)[:len(losses) // factor], "losses themselves"),
    (4, lambda losses, factor: np.argsort(-losses)[:len(losses) // factor], "WORST"),
    (4, lambda losses, factor: np.argsort(losses)[len(losses) // factor:], "WORST"),
    (4, lambda losses, factor: np.argsort(losses), "order of all"),
    (4, lambda losses, factor: np.argsort(losses)[:factor], "not factor"),
    (4, lambda losses, factor: np.flatnonzero(losses < np.median(losses)), "best of them first"),
    (4, lambda losses, factor: range(len(losses) // factor), "order of arrival"),
    (4, lambda losses, factor: [0], "take the first"),
    (4, lambda losses, factor: np.argsort(losses)[:len(losses) // 2], "two go on"),
    (4, lambda losses: losses, "TypeError"),
    (5, MEASURED.max(axis=1), "take the mean over the searches"),
    (5, MEASURED.max(axis=0), "axis=1"),
    (5, MEASURED.mean(), "mean of all networks"),
    (5, MEASURED.max(), "luckiest network of all"),
    (5, MEASURED.max(axis=0).mean(), "Each search is a row"),
    (5, MEASURED.mean(axis=1).max(), "other way round"),
    (5, "high", "then the mean"),
])
def test_a_usual_mistake_gets_its_own_hint(capsys, number, answer, hint):
    answer = said(capsys, number, answer)
    assert answer.startswith("Not quite:") and hint in answer
