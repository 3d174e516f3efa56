"""The checks of lesson 12 know a missing answer, the right one, and each usual mistake."""

import numpy as np
import pytest

from helpers.checks import lesson_12 as check


def stub(samples):
    ...


def stub_3(probabilities, labels, threshold):
    ...


def decide(probabilities, labels, threshold):
    best = np.argmax(probabilities)
    return labels[best] if probabilities[best] >= threshold else "unknown"


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (..., ..., ...)), (check.exercise_1, (0.3, 1.2, ...)), (check.exercise_2, (stub,)),
    (check.exercise_3, (stub_3,)), (check.exercise_4, (...,)), (check.exercise_5, (...,)),
])
def test_a_starter_is_not_answered_yet(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (0.3, 0.3 / 0.25, False)), (check.exercise_1, (0.3 / 1, 4 * 0.3, np.False_)),
    (check.exercise_2, (lambda s: (s / 32768).astype(np.float32),)),
    (check.exercise_2, (lambda s: s.astype(np.float32) / 32767,)),
    (check.exercise_2, (lambda s: np.float32(s) / np.float32(32768),)),
    (check.exercise_3, (decide,)),
    (check.exercise_4, (0.05 / 10 ** (10 / 20) / 0.2,)), (check.exercise_4, (0.079,)),
    (check.exercise_5, (0.6,)), (check.exercise_5, (np.float64(0.6),)),
])
def test_a_right_answer_is_right(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Right")


@pytest.mark.parametrize("run, answers, hint", [
    (check.exercise_1, (1 / 0.3, 1.2, False), "other way round"),
    (check.exercise_1, (1.2, 1.2, False), "not by the step"),
    (check.exercise_1, (7, 1.2, False), "0.3 s by 1 s"),
    (check.exercise_1, (0.3, 0.3, True), "four in each second"),
    (check.exercise_1, (0.3, 0.25 / 0.3, True), "multiply"),
    (check.exercise_1, (0.3, 120, False), "per cent"),
    (check.exercise_1, (0.3, 9, False), "4 answers"),
    (check.exercise_1, (0.3, 1.2, "no"), "True or False"),
    (check.exercise_1, (0.3, 1.2, True), "Can it keep up"),
    (check.exercise_2, (lambda s: print(end=""),), "return"),
    (check.exercise_2, (lambda s: s[:2] / 32768,), "as many samples"),
    (check.exercise_2, (lambda s: s // 32768,), "Divide with /"),
    (check.exercise_2, (lambda s: s // 256,), "still holds whole numbers"),
    (check.exercise_2, (lambda s: s.astype(np.float32),), "Divide by 32768"),
    (check.exercise_2, (lambda s: s / 65536,), "half as loud"),
    (check.exercise_2, (lambda s: (s.astype(float) + 32768) / 65536,), "must stay 0"),
    (check.exercise_2, (lambda s: s / np.abs(s.astype(float)).max(),), "quiet sounds"),
    (check.exercise_2, (lambda s: s / 1000,), "becomes 0.5"),
    (check.exercise_2, (lambda s: s / 32768,), "float64"),
    (check.exercise_3, (lambda p, l, t: print(end=""),), "return"),
    (check.exercise_3, (lambda p, l, t: np.argmax(p),), "position"),
    (check.exercise_3, (lambda p, l, t: p.max(),), "probability"),
    (check.exercise_3, (lambda p, l, t: "unknown" if p.max() > t else l[np.argmax(p)],), "sure enough"),
    (check.exercise_3, (lambda p, l, t: l[np.argmin(p)],), "the answer is no"),
    (check.exercise_3, (lambda p, l, t: l[np.argmax(p)],), "smaller than the threshold"),
    (check.exercise_3, (lambda p, l, t: l[np.argmax(p)] if p.max() > 0.5 else "unknown",), "handed in"),
    (check.exercise_3, (lambda p, l, t: l[np.argmax(p)] if p.max() > t else "unknown",), "Exactly"),
    (check.exercise_4, (0.05 / 10 / 0.2,), "20 dB are"),
    (check.exercise_4, (0.05 / 10 ** 0.5,), "divide by that"),
    (check.exercise_4, (0.05 * 10 ** 0.5 / 0.2,), "divide"),
    (check.exercise_4, (0.2 * 10 ** 0.5 / 0.05,), "upside down"),
    (check.exercise_4, (0.25,), "0 dB"),
    (check.exercise_4, (3,), "has 0.2 now"),
    (check.exercise_5, (np.array([0.2, 0.4, 0.6]),), "one threshold"),
    (check.exercise_5, (2,), "the place"),
    (check.exercise_5, (0.8,), "more than 20 %"),
    (check.exercise_5, (0.2,), "the lowest"),
    (check.exercise_5, (0.4,), "a higher one"),
    (check.exercise_5, (0.19,), "first three"),
])
def test_each_usual_mistake_has_its_hint(run, answers, hint, capsys):
    run(*answers)
    said = capsys.readouterr().out
    assert said.startswith("Not quite") and hint.lower() in said.lower()
