"""Each exercise of lesson 04: not answered, right, and a hint of its own for each usual mistake."""

import numpy as np
import pytest

from helpers.checks import lesson_04


def said(capsys, number, *answers):
    getattr(lesson_04, f"exercise_{number}")(*answers)
    return capsys.readouterr().out.strip()


def stub(*anything):
    ...


def speakers(table):
    return set(table["speaker"])


@pytest.mark.parametrize("number, answers", [
    (1, (stub,)), (2, (stub,)), (3, (..., ...)), (3, (16, ...)), (4, (stub,)), (5, (...,)), (6, (stub,)),
])
def test_an_untouched_starter_is_not_answered_yet(capsys, number, answers):
    assert said(capsys, number, *answers).startswith("Not answered yet")


@pytest.mark.parametrize("number, answers", [
    (1, (lambda number, numbers, answers: answers[np.argmin(np.abs(numbers - number))],)),
    (1, (lambda number, numbers, answers: answers[np.argmin((numbers - number) ** 2)],)),
    (2, (lambda weight, slope, rate: weight - rate * slope,)),
    (3, (16, 160)), (3, (16.0, 160.0)),
    (4, (lambda one, other: len(speakers(one) & speakers(other)),)),
    (4, (lambda one, other: one["speaker"].drop_duplicates().isin(other["speaker"]).sum(),)),
    (5, (6010,)),
    (6, (lambda p, true: -np.log(p[true]),)),
])
def test_a_right_answer_is_right(capsys, number, answers):
    assert said(capsys, number, *answers).startswith("Right!")


def without_end(*anything):
    anything  # noqa: B018 (forgot the return)


@pytest.mark.parametrize("number, answers, hint", [
    (1, (without_end,), "return"),
    (1, (lambda n, ns, a: np.argmin(np.abs(ns - n)),), "position"),
    (1, (lambda n, ns, a: ns[np.argmin(np.abs(ns - n))],), "What is its answer"),
    (1, (lambda n, ns, a: np.min(np.abs(ns - n)),), "distance"),
    (1, (lambda n, ns, a: np.abs(ns - n),), "one answer"),
    (1, (lambda n, ns, a: a[np.argmin(ns - n)],), "no sign"),
    (1, (lambda n, ns, a: a[np.argmax(np.abs(ns - n))],), "farthest"),
    (1, (lambda n, ns, a: "yes",), "the position of the smallest"),
    (1, (lambda n, ns, a: a[5],), "IndexError"),
    (1, (lambda n, ns, a: a[np.argmin(np.abs(a - n))],), "answers holds words"),
    (1, (lambda n, ns, a: ns + "1",), "stopped with"),
    (2, (without_end,), "return"),
    (2, (lambda w, s, r: w + r * s,), "uphill"),
    (2, (lambda w, s, r: w - s,), "multiply"),
    (2, (lambda w, s, r: r * s,), "only the change"),
    (2, (lambda w, s, r: -r * s,), "only the change"),
    (2, (lambda w, s, r: w * s,), "old weight"),
    (2, (lambda w, s, r: 2.9,), "all three arguments"),
    (3, (15.625, 156.25), "Round up"),
    (3, (15, 150), "smaller one"),
    (3, (64, 640), "size of a batch"),
    (3, (7, 7), "groups"),
    (3, (16, 16), "10 epochs"),
    (3, (16, 10), "every batch"),
    (3, (16, 10000), "not once per clip"),
    (3, (16, 156), "times epochs"),
    (4, (without_end,), "return"),
    (4, (lambda one, other: speakers(one) & speakers(other),), "how many"),
    (4, (lambda one, other: one["speaker"] & other["speaker"],), "set(...) of each first"),
    (4, (lambda one, other: len(one["speaker"].unique() & other["speaker"].unique()),), "set(...) of each first"),
    (4, (lambda one, other: list(one["speaker"]) & list(other["speaker"]),), "set(...) of each first"),
    (4, (lambda one, other: speakers(one) & other["speaker"],), "set(...) of each first"),
    (4, (lambda one, other: one["speaker"] == other["speaker"],), "set(...) of each first"),
    (4, (lambda one, other: int("all"),), "stopped with ValueError"),
    (4, (lambda one, other: bool(speakers(one) & speakers(other)),), "whether"),
    (4, (lambda one, other: len(set(one["label"]) & set(other["label"])),), "labels"),
    (4, (lambda one, other: one["speaker"].isin(other["speaker"]).sum(),), "counts clips"),
    (4, (lambda one, other: other["speaker"].isin(one["speaker"]).sum(),), "counts clips"),
    (4, (lambda one, other: len(one.merge(other, on="speaker")),), "counts clips"),
    (4, (lambda one, other: len(speakers(one) | speakers(other)),), "joins"),
    (4, (lambda one, other: 100,), "with &"),
    (4, (lambda one, other: 2,), "both tables"),
    (5, (6000,), "bias too"),
    (5, (6001,), "of its own"),
    (5, (210,), "after Flatten"),
    (5, (600,), "one unit"),
    (5, (610,), "ONE unit"),
    (5, ("many",), "plus one bias"),
    (6, (without_end,), "return"),
    (6, (lambda p, true: -np.log(p),), "true word"),
    (6, (lambda p, true: np.log(p[true]),), "minus"),
    (6, (lambda p, true: -np.log10(p[true]),), "natural"),
    (6, (lambda p, true: -np.log2(p[true]),), "natural"),
    (6, (lambda p, true: -np.log(p.max()),), "TRUE word"),
    (6, (lambda p, true: 1 - p[true],), "1 minus"),
    (6, (lambda p, true: p[true],), "the loss is"),
    (6, (lambda p, true: -np.log(p).sum(),), "not all of them"),
    (6, (lambda p, true: 100.0,), "probabilities[true_label]"),
    (6, (lambda p, true: -np.log(0.2),), "both arguments"),
])
def test_each_usual_mistake_gets_its_own_hint(capsys, number, answers, hint):
    answer = said(capsys, number, *answers)
    assert answer.startswith("Not quite:") and hint in answer
    assert "\n" not in answer
