"""The checks of lesson 11 know a missing answer, the right one, and each usual mistake."""

import numpy as np
import pytest

from helpers.checks import lesson_11 as check

PUBLIC, PRIVATE = np.array([0.74, 0.80, 0.76]), np.array([0.77, 0.75, 0.73])


def stub(number_of_clips, batch_size, batch):
    ...


def right_rows(number, size, batch):
    return np.arange(batch * size, min((batch + 1) * size, number))


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (..., ...)), (check.exercise_1, (0.5, ...)), (check.exercise_2, (..., ...)),
    (check.exercise_3, (..., ...)), (check.exercise_4, (stub,)), (check.exercise_5, (...,)),
    (check.exercise_6, (..., ..., PUBLIC, PRIVATE)), (check.exercise_6, (1, ..., PUBLIC, PRIVATE)),
])
def test_a_starter_is_not_answered_yet(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Not answered yet")


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (6.5 / 12, 2.5 / 8)), (check.exercise_1, (0.542, 0.3125)),
    (check.exercise_2, (259, 33152)), (check.exercise_2, (np.int64(259), 128 * 259)),
    (check.exercise_3, (5644, 11289)),
    (check.exercise_4, (right_rows,)), (check.exercise_4, (lambda n, s, b: list(range(n))[b * s:(b + 1) * s],)),
    (check.exercise_4, (lambda n, s, b: range(b * s, min(b * s + s, n)),)),
    (check.exercise_5, (4 / 9,)), (check.exercise_5, (0.444,)),
    (check.exercise_6, (1, 0.75, PUBLIC, PRIVATE)), (check.exercise_6, (PUBLIC.argmax(), PRIVATE[1], PUBLIC, PRIVATE)),
])
def test_a_right_answer_is_right(run, answers, capsys):
    run(*answers)
    assert capsys.readouterr().out.startswith("Right")


@pytest.mark.parametrize("run, answers, hint", [
    (check.exercise_1, (100 * 6.5 / 12, 31.25), "per cent"),
    (check.exercise_1, (2.5 / 8, 6.5 / 12), "swapped"),
    (check.exercise_1, (5.5 / 12, 0.3125), "that is kept"),
    (check.exercise_1, (6.5 / 8, 0.3125), "12 s"),
    (check.exercise_1, (0.5, 0.3125), "half of the *clips*"),
    (check.exercise_1, (0.9, 0.3125), "How many seconds"),
    (check.exercise_1, (6.5 / 12, 5.5 / 8), "share of sound in what you store"),
    (check.exercise_1, (6.5 / 12, 2.5 / 12), "4 clips of 2 s"),
    (check.exercise_1, (6.5 / 12, 0.9), "1.5 + 1 s"),
    (check.exercise_2, (173, 0), "two seconds"),
    (check.exercise_2, (258, 0), "one frame more"),
    (check.exercise_2, (260, 0), "already rounded"),
    (check.exercise_2, (1 + 132300 / 512, 0), "whole"),
    (check.exercise_2, (7, 0), "1 + samples // 512"),
    (check.exercise_2, (259, 259), "128 numbers"),
    (check.exercise_2, (259, 128 * 259 * 4), "bytes"),
    (check.exercise_2, (259, 7), "multiply"),
    (check.exercise_3, (500_000_000 // (128 * 173), 1), "4 bytes"),
    (check.exercise_3, (11289, 5644), "swapped"),
    (check.exercise_3, (500 / (128 * 173 * 4), 1), "500,000,000"),
    (check.exercise_3, (500_000_000 / (128 * 173 * 4), 1), "whole numbers"),
    (check.exercise_3, (7, 1), "How many of these"),
    (check.exercise_3, (5644, 11288), "rounded number"),
    (check.exercise_3, (5644, 2822), "more fit"),
    (check.exercise_3, (5644, 500_000_000 / (128 * 173 * 2)), "whole numbers"),
    (check.exercise_3, (5644, 7), "divide by"),
    (check.exercise_4, (lambda n, s, b: print(end=""),), "return"),
    (check.exercise_4, (lambda n, s, b: b * s,), "not one number"),
    (check.exercise_4, (lambda n, s, b: np.arange((b + 1) * s, (b + 2) * s),), "from 0"),
    (check.exercise_4, (lambda n, s, b: np.arange(b * s, b * s + s + 1),), "one too far"),
    (check.exercise_4, (lambda n, s, b: np.arange(5),), "rows 0 to 31"),
    (check.exercise_4, (lambda n, s, b: np.arange(b * s, b * s + s) if b < n // s else [],), "are lost"),
    (check.exercise_4, (lambda n, s, b: np.arange(b * s, b * s + s),), "only 70 clips"),
    (check.exercise_4, (lambda n, s, b: np.arange(b * s, b * s + s) % n,), "repeated"),
    (check.exercise_4, (lambda n, s, b: np.minimum(np.arange(b * s, b * s + s), n - 1),), "in another batch"),
    (check.exercise_4, (lambda n, s, b: np.arange(b * s, min(b * s + s, n - 1)),), "64 to 69"),
    (check.exercise_4, (lambda n, s, b: np.arange(b * 32, min(b * 32 + 32, n)),), "batches of 8"),
    (check.exercise_5, (4 / 3,), "the sum"),
    (check.exercise_5, (1 / 3,), "accuracy"),
    (check.exercise_5, (2 / 3,), "not both at once"),
    (check.exercise_5, (0.5,), "third place"),
    (check.exercise_5, (2 / 9 * 3,), "not both at once"),
    (check.exercise_5, (100 * 4 / 9,), "per cent"),
    (check.exercise_5, (0.1,), "Then take the mean"),
    (check.exercise_6, (0.80, 0.75, PUBLIC, PRIVATE), "At which place"),
    (check.exercise_6, (0, 0.77, PUBLIC, PRIVATE), "best *public*"),
    (check.exercise_6, (2, 0.77, PUBLIC, PRIVATE), "argmax"),
    (check.exercise_6, (1, 0.80, PUBLIC, PRIVATE), "lucky"),
    (check.exercise_6, (1, 0.77, PUBLIC, PRIVATE), "another submission"),
    (check.exercise_6, (1, 0.3, PUBLIC, PRIVATE), "private[chosen]"),
])
def test_a_usual_mistake_gets_its_own_hint(run, answers, hint, capsys):
    run(*answers)
    said = capsys.readouterr().out
    assert said.startswith("Not quite:") and hint in said


def test_the_mean_of_all_private_scores_gets_its_own_hint(capsys):
    private = np.array([0.77, 0.71, 0.73])
    check.exercise_6(1, private.mean(), PUBLIC, private)
    assert "mean of all submissions" in capsys.readouterr().out
