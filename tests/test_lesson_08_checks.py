"""Each exercise of lesson 08: not answered, right, and a hint of its own for each usual mistake."""

import numpy as np
import pytest

from helpers.checks import lesson_08


def said(capsys, number, *answers):
    getattr(lesson_08, f"exercise_{number}")(*answers)
    return capsys.readouterr().out.strip()


def stub(one, two):
    ...


def stub_of_one(one):
    ...


def describe(block, blocks_per_digit):
    return block // blocks_per_digit, "male" if block % blocks_per_digit < blocks_per_digit / 2 else "female"


def padding_share(lengths):
    return 1 - sum(lengths) / (len(lengths) * max(lengths))


def softmax(scores):
    return np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()


def nothing(*answers):
    answers = list(answers)


@pytest.mark.parametrize("number, answer", [
    (1, stub), (2, stub), (3, stub_of_one), (4, stub), (5, ...), (6, stub)])
def test_an_untouched_starter_is_not_answered_yet(capsys, number, answer):
    assert said(capsys, number, answer).startswith("Not answered yet")


@pytest.mark.parametrize("number, answer", [
    (1, describe),
    (2, lambda padded, length: padded[:length].mean(axis=0)),
    (2, lambda padded, length: padded.sum(axis=0) / length),
    (3, padding_share),
    (3, lambda lengths: np.mean(np.max(lengths) - np.array(lengths)) / np.max(lengths)),
    (4, lambda inputs, units: 3 * (inputs * units + units * units + 2 * units)),
    (4, lambda inputs, units: 3 * units * (inputs + units + 2)),
    (5, 4), (5, np.int64(4)),
    (6, lambda scores, states: softmax(scores) @ states),
    (6, lambda scores, states: (softmax(scores)[:, None] * states).sum(axis=0)),
])
def test_a_right_answer_is_right(capsys, number, answer):
    assert said(capsys, number, answer).startswith("Right!")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_attention_that_overflows_for_large_scores_is_right_with_a_refinement(capsys):
    answer = said(capsys, 6, lambda scores, states: np.exp(scores) / np.exp(scores).sum() @ states)
    assert answer.startswith("Right!") and "subtract scores.max()" in answer


@pytest.mark.parametrize("number, answer, hint", [
    (1, nothing, "return digit, sex"),
    (1, lambda block, per: block // per, "give two things"),
    (1, lambda block, per: describe(block, per)[::-1], "digit comes first"),
    (1, lambda block, per: describe(block, 660), "not by 660"),
    (1, lambda block, per: (block / per, describe(block, per)[1]), "whole number"),
    (1, lambda block, per: (-(-(block + 1) // per), describe(block, per)[1]), "counted from 0"),
    (1, lambda block, per: (block // per, 1), 'the text "male"'),
    (1, lambda block, per: (block // per, "female" if block % per < per / 2 else "male"), "wrong way round"),
    (1, lambda block, per: (block // per, "male" if block < per / 2 else "female"), "in EVERY digit"),
    (1, lambda block, per: (block // per, "male" if block % per <= per / 2 else "female"), "Use <"),
    (1, lambda block, per: (block // per, "male" if block % per < 330 else "female"), "first half"),
    (1, lambda block: block, "TypeError"),
    (2, nothing, "return"),
    (2, lambda padded, length: padded.mean(axis=0), "divided by 96"),
    (2, lambda padded, length: padded[:length].mean(), "one number"),
    (2, lambda padded, length: padded[:length].mean(axis=1), "mean per frame"),
    (2, lambda padded, length: padded.mean(axis=1), "mean per frame"),
    (2, lambda padded, length: padded[:length].sum(axis=0), "that is the sum"),
    (2, lambda padded, length: padded[:length + 1].mean(axis=0), "one frame too many"),
    (2, lambda padded, length: padded[0], "cut out the frames"),
    (3, nothing, "return"),
    (3, lambda lengths: 0.375, "use the list"),
    (3, lambda lengths: 1 - padding_share(lengths), "share of REAL"),
    (3, lambda lengths: 100 * padding_share(lengths), "per cent"),
    (3, lambda lengths: len(lengths) * max(lengths) - sum(lengths), "number of padded frames"),
    (3, lambda lengths: (len(lengths) * max(lengths) - sum(lengths)) / sum(lengths), "divided by REAL"),
    (3, lambda lengths: 1 - sum(lengths) / (len(lengths) * 96), "not to 96"),
    (3, lambda lengths: 1 - sum(lengths) / max(lengths), "there are four"),
    (3, lambda lengths: 7, "computed frames"),
    (4, nothing, "return"),
    (4, lambda x, u: x * u + u * u + 2 * u, "multiply by 3"),
    (4, lambda x, u: 4 * (x * u + u * u + 2 * u), "LSTM"),
    (4, lambda x, u: 3 * (x * u + u * u + u), "two biases"),
    (4, lambda x, u: 3 * (x * u + u * u), "biases are missing"),
    (4, lambda x, u: 3 * (x * u + 2 * u), "matrix for the state is missing"),
    (4, lambda x, u: 3 * (x * u + x * x + 2 * u), "not inputs * inputs"),
    (4, lambda x, u: 15168, "three times"),
    (5, 6, "TRAINING"),
    (5, 3, "add 1"),
    (5, 5, "risen again"),
    (5, 0.8, "After which epoch"),
    (5, "four", "counted from 1"),
    (6, nothing, "return"),
    (6, lambda scores, states: softmax(scores), "those are the weights"),
    (6, lambda scores, states: scores @ states, "raw scores"),
    (6, lambda scores, states: np.exp(scores) @ states, "do not add up to 1"),
    (6, lambda scores, states: states.mean(axis=0), "plain mean"),
    (6, lambda scores, states: states[scores.argmax()], "largest score"),
    (6, lambda scores, states: softmax(scores)[:, None] * states, "add them up over time"),
    (6, lambda scores, states: (softmax(scores)[:, None] * states).mean(axis=0), "already make it a mean"),
    (6, lambda scores, states: 0, "shape (units,)"),
    (6, lambda scores, states: softmax(scores) @ states.T, "ValueError"),
])
def test_a_usual_mistake_gets_its_own_hint(capsys, number, answer, hint):
    answer = said(capsys, number, answer)
    assert answer.startswith("Not quite:") and hint in answer
