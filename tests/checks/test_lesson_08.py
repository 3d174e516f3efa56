"""Lesson 08: what its tables do not list."""

import math

import numpy as np
import pytest

from helpers.checks import lesson_08


def with_math(scores, states):
    weights = [math.exp(score) for score in scores]
    return np.array(weights) / sum(weights) @ states


@pytest.mark.parametrize("attend, refined", [
    (lambda scores, states: lesson_08.softmax(scores) @ states, False),
    (lambda scores, states: np.exp(scores) / np.exp(scores).sum() @ states, True),
    (with_math, True),
])
@pytest.mark.filterwarnings("error")
def test_attention_that_overflows_for_large_scores_is_right_with_a_refinement(attend, refined, capsys):
    lesson_08.exercise_6(attend)
    line = capsys.readouterr().out
    assert line.startswith("Right!") and ("subtract scores.max()" in line) == refined


@pytest.mark.parametrize("describe", [lambda block, per: [block // per, lesson_08.sex(block, per)],
                                      lambda block, per: (np.floor(block / per), lesson_08.sex(block, per))])
def test_a_list_and_a_whole_float_are_right(describe, capsys):
    lesson_08.exercise_1(describe)
    assert capsys.readouterr().out.startswith("Right!")
