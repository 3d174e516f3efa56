"""Lesson 01: what its tables do not list."""

import nbformat
import numpy as np
import pytest

import lesson_files as nb
import rules
from helpers.checks import lesson_01 as check


def stopped(path):
    return path.nothing


@pytest.mark.parametrize("number, answers, said", [
    (1, [7], "how many times"), (1, [(1.25, 0)], "16000 without a comma"), (1, ["1.25"], "without quotation marks"),
    (2, [["no", "01bb6a2a_nohash_0.wav"]], "piece of text"), (2, ["no"], "Count from 0"),
    (3, [("no", "lasts", 1.67, "s")], "commas"), (3, [1.67], "should be a text"),
    (3, ["{word} lasts {duration:.2f} s"], "Put an f"), (3, ["no lasts 1.6667 s"], "too many digits"),
    (3, ["no lasts 1.7 s"], "Without the f"), (3, ["no lasts 2 s"], "1.67 is missing"),
    (3, ["no lasts 1.67s"], "same spaces"),
    (4, [True, False, False, True], "Right!"), (4, [True, np.bool_(False), False, True], "Right!"),
    (4, ["True", False, False, True], "without quotation marks"), (4, [True, 0.4, False, True], "True or False"),
    (4, [True, True, True, True], "with or"),
    (4, [True, True, False, True], "an mp3 is not usable"), (4, [True, False, True, True], "too short"),
    (4, [False, False, False, False], "at least"), (4, [False, True, True, True], "at least"),
    (4, [False, False, False, True], "just long enough"), (4, [True, False, False, False], ">=, not =="),
    (4, [True, False, True, False], "turn the sign round"),
    (5, [1.0], "with sum"), (6, ["132300"], "without quotation marks"), (6, [5], "one second of CD"),
    (7, [3.5], "of each duration"), (7, [6], "of each duration"),
    (8, [8000], "a function is wanted"), (8, [lambda duration, sample_rate: duration], "it returns 0.5, not 8000"),
    (8, [lambda duration, sample_rate: duration * sample_rate], "with a point"),
    (8, [lambda duration, sample_rate: np.round(duration * sample_rate)], "with a point"),
    (8, [lambda duration, sample_rate: int(np.round(duration * sample_rate))], "Right!"),
    (9, ["unsupported operand type(s) for /: 'str' and 'int'"], "the detail"), (9, [3], "as a text"),
    (9, ["typeerror:"], "exactly"), (9, [TypeError], "the error itself"), (9, ["KeyError"], "Take the # away"),
    (10, [16000], "two seconds"),
    (11, [("no", "ann")], "a function is wanted"), (11, [stopped], "stopped with AttributeError"),
    (11, [lambda path: ("yes", "ann")], "it returns ('yes', 'ann'), not ('yes', 'c0ffee12')")])
def test_each_answer_gets_its_line(number, answers, said, capsys):
    getattr(check, f"exercise_{number}")(*answers)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1


def exercise_cell(number, part):
    """The starter of an exercise of lesson 01, or its solution: program text that runs."""
    notebook = nbformat.read(str(nb.lessons()["01"]), as_version=4)
    exercise = rules.exercises(notebook)[number - 1]
    return exercise["code"] if part == "code" else notebook.cells[exercise[part]].source


def said_about(capsys, number, program, *names):
    """Run an answer to an exercise; return what its check says about these names."""
    values = {}
    exec(program, values)
    getattr(check, f"exercise_{number}")(*(values[name] for name in names))
    return capsys.readouterr().out


@pytest.mark.parametrize("question, hint", [
    ("duration >= 0.4 and file_name.endswith('.wav')", "Right!"),
    ("duration == 0.4 and file_name.endswith('.wav')", ">=, not =="),
    ("duration <= 0.4 and file_name.endswith('.wav')", "turn the sign round"),
    ("duration > 0.4 and file_name.endswith('.wav')", "just long enough"),
    ("duration >= 0.4 or file_name.endswith('.wav')", "with or"),
    ("duration >= 0.4", "an mp3 is not usable"), ("file_name.endswith('.wav')", "too short"),
])
def test_in_exercise_4_each_wrong_question_gets_its_own_hint(question, hint, capsys):
    program = exercise_cell(4, "starter").replace("...", question)
    assert hint in said_about(capsys, 4, program, "first", "second", "third", "fourth")


@pytest.mark.parametrize("sign, hint", [("<", "Right!"), ("<=", "more than there are"), ("!=", "more than there are"),
                                        (">", "fewer than"), ("==", "fewer than"), (">=", "a second or longer")])
def test_in_exercise_7_each_wrong_sign_gets_its_own_hint(sign, hint, capsys):
    assert hint in said_about(capsys, 7, exercise_cell(7, "code").replace("< 1.0", f"{sign} 1.0"), "count")


@pytest.mark.parametrize("loop, hint", [
    ("count = 0\nfor d in durations:\n    count = 0\n    if d < 1.0:\n        count = count + 1", "inside the loop"),
    ("count = 0\nfor d in durations:\n    if d < 1.0:\n        count = 0\n        count = count + 1", "inside the if"),
    ("count = 0\nfor d in durations:\n    if d < 1.0:\n        count = +1", "inside the if"),
    ("count = 0\nfor d in durations:\n    d < 1.0\ncount = count + 1", "inside the if"),
    ("count = 0\nfor d in durations:\n    count = count + 1", "counted all"),
    ("count = 0\nfor d in durations:\n    if d < 1.0:\n        count = count + d", "added up the durations"),
])
def test_in_exercise_7_each_wrong_place_of_count_gets_its_own_hint(loop, hint, capsys):
    assert hint in said_about(capsys, 7, f"{exercise_cell(7, 'starter').splitlines()[0]}\n{loop}", "count")


def test_in_exercise_1_a_rounded_duration_is_not_told_about_a_sign_that_was_not_used(capsys):
    check.exercise_1(round(20000 / 16000))
    out = capsys.readouterr().out
    assert "fraction of a second is lost" in out and "//" not in out
