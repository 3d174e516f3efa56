"""The checks of lesson 05 know a missing answer, the right one, and each usual mistake."""

import numpy as np
import pytest

from helpers.checks import lesson_05 as check

EDGE = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]]) / 3
LOSSES = [1.8, 1.2, 0.9, 1.0, 1.3]
VALUES = np.array([[1.0, 200.0], [2.0, 400.0], [3.0, 200.0], [4.0, 400.0]])
MEAN, STD = VALUES.mean(axis=0), VALUES.std(axis=0)


def stub(values, keep, rate):
    ...


def forgets_return(values, keep, rate):
    values * keep / (1 - rate)


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (..., ...)), (check.exercise_1, (94, ...)), (check.exercise_2, (...,)),
    (check.exercise_3, (...,)), (check.exercise_4, (..., LOSSES)), (check.exercise_5, (stub,)),
    (check.exercise_6, (...,)),
])
def test_a_starter_is_not_answered_yet(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (94, 38)),
    (check.exercise_2, (EDGE.T,)), (check.exercise_2, ([[-1, 0, 1]] * 3,)),
    (check.exercise_2, ([[0, 0, 0], [-1, 0, 1], [0, 0, 0]],)),
    (check.exercise_3, (4640,)),
    (check.exercise_4, (3, LOSSES)), (check.exercise_4, (np.int64(3), LOSSES)),
    (check.exercise_4, (3, LOSSES[:3])),
    (check.exercise_5, (lambda values, keep, rate: values * keep / (1 - rate),)),
    (check.exercise_6, ((VALUES - MEAN) / STD,)),
])
def test_the_right_answer_is_right(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Right")


def test_a_smallest_loss_in_the_last_epoch_is_no_reason_to_stop(capsys):
    check.exercise_4(3, LOSSES[:3])
    assert "no reason yet to stop" in capsys.readouterr().out
    check.exercise_4(3, LOSSES)
    assert "no reason" not in capsys.readouterr().out


@pytest.mark.parametrize("run, answers, hint", [
    (check.exercise_1, (38, 94), "swapped"),
    (check.exercise_1, (98, 40), "hang over"),
    (check.exercise_1, (93, 37), "Add 1"),
    (check.exercise_1, (96, 36), "not the other way round"),
    (check.exercise_1, (19, 13), "overlap"),
    (check.exercise_1, (94, 40), "frames are right"),
    (check.exercise_1, (90, 38), "bands are right"),
    (check.exercise_1, ("many", 38), "bands are right"),
    (check.exercise_1, (1, 2), "61 - 3 + 1"),
    (check.exercise_2, (EDGE,), "Turn it"),
    (check.exercise_2, (-EDGE.T,), "sign"),
    (check.exercise_2, (np.abs(EDGE),), "add up to 0"),
    (check.exercise_2, (np.zeros((3, 3)),), "kernel of zeros"),
    (check.exercise_2, ([-1, 0, 1],), "3 rows"),
    (check.exercise_2, ([[-1, 0, 0], [0, 0, 0], [0, 0, 1]],), "rows equal"),
    (check.exercise_2, ([[-1, 1, 0]] * 3,), "middle one is 0"),
    (check.exercise_2, ("a kernel",), "stopped with"),
    (check.exercise_3, (4608,), "biases"),
    (check.exercise_3, (320,), "all 16 maps"),
    (check.exercise_3, (288,), "all 16 maps"),
    (check.exercise_3, (2320,), "there are 32 kernels"),
    (check.exercise_3, (145,), "one kernel"),
    (check.exercise_3, (5120,), "one bias per kernel"),
    (check.exercise_3, (160,), "first convolution"),
    (check.exercise_3, (7,), "a kernel: 3 x 3"),
    (check.exercise_4, (2, LOSSES), "Add 1"),
    (check.exercise_4, (0.9, LOSSES), "smallest loss itself"),
    (check.exercise_4, (1, LOSSES), "largest loss"),
    (check.exercise_4, (5, LOSSES), "np.argmin"),
    (check.exercise_5, (lambda values, keep, rate: values * keep,), "should grow"),
    (check.exercise_5, (lambda values, keep, rate: values * keep / rate,), "1 - rate"),
    (check.exercise_5, (lambda values, keep, rate: values * keep * (1 - rate),), "became smaller"),
    (check.exercise_5, (lambda values, keep, rate: values * keep * 2,), "0.5 only"),
    (check.exercise_5, (lambda values, keep, rate: values * ~keep / (1 - rate),), "survive"),
    (check.exercise_5, (lambda values, keep, rate: values[keep] / (1 - rate),), "as many numbers"),
    (check.exercise_5, (forgets_return,), "return"),
    (check.exercise_5, (lambda values, keep, rate: values / 0 * unknown,), "stopped with NameError"),  # noqa: F821 (that is the mistake)
    (check.exercise_5, (lambda values, keep, rate: values + 7,), "makes the zeros"),
    (check.exercise_6, (VALUES,), "still the values"),
    (check.exercise_6, (VALUES - MEAN,), "Now divide"),
    (check.exercise_6, (VALUES / STD,), "take the mean away"),
    (check.exercise_6, (VALUES - MEAN / STD,), "brackets"),
    (check.exercise_6, ((VALUES - VALUES.mean()) / VALUES.std(),), "Each channel"),
    (check.exercise_6, ((VALUES - MEAN) / VALUES.var(axis=0),), "variance"),
    (check.exercise_6, ((VALUES - MEAN) / VALUES.std(axis=0, ddof=1),), "ddof"),
    (check.exercise_6, ((VALUES - VALUES.mean(1, keepdims=True)) / VALUES.std(1, keepdims=True),), "row"),
    (check.exercise_6, (0,), "both with axis=0"),
])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_a_usual_mistake_gets_its_hint(run, answers, hint, capsys):
    run(*answers)
    said = capsys.readouterr().out
    assert said.startswith("Not quite") and hint in said and said.count("\n") == 1
