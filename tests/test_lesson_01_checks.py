"""Each check of lesson 01 says "not answered yet", "right", or what is wrong with a usual mistake."""

from pathlib import Path

import pytest

from helpers.checks import lesson_01 as check

TONE_ERROR = "unsupported operand type(s) for /: 'str' and 'int'"
RIGHT = {
    1: [20000 / 16000],
    2: ["01bb6a2a"],
    3: ["no lasts 1.67 s"],
    4: [(True, False, False)],
    5: [0.8],
    6: [132300, 132300.0],
    7: [3],
    8: [lambda duration, sample_rate: round(duration * sample_rate),
        lambda duration, sample_rate: int(round(sample_rate * duration))],  # noqa: RUF046 (learners write it so)
    9: ["TypeError"],
    10: [32000, 32000.0],
    11: [lambda path: (path.parent.name, path.stem.split("_nohash_")[0]),
         lambda path: (path.parts[-2], path.name.split("_nohash_")[0])],
}
WRONG = [
    (1, "1.25", "text"),
    (1, 320000000, "divide"),
    (1, 0.8, "wrong way round"),
    (1, (1, 25), "Python writes 1.25 with a point"),
    (1, (1.25, 0), "16000 without a comma"),
    (1, 1, "fraction"),
    (1, 7, "do not last 7"),
    (2, ["no", "01bb6a2a_nohash_0.wav"], "piece of text"),
    (2, "1bb6a2a_", "counts from 0"),
    (2, "01bb6a2", "last character"),
    (2, "/01bb6a2", "slash"),
    (2, "01bb6a2a_", "eight characters"),
    (2, "no", "Count from 0"),
    (3, ("no", "lasts", 1.67, "s"), "commas"),
    (3, 1.67, "should be a text"),
    (3, "{word} lasts {duration:.2f} s", "Put an f"),
    (3, "no lasts 1.6667 s", "too many digits"),
    (3, "no lasts 1.7 s", "Without the f"),
    (3, "no lasts 2 s", "1.67 is missing"),
    (3, "no lasts 1.67s", "same spaces"),
    (4, ("True", False, False), "without quotation marks"),
    (4, (True, 0.4, False), "True or False"),
    (4, (True, True, True), "with or, one of the two"),
    (4, (True, True, False), "an mp3 is not usable"),
    (4, (True, False, True), "too short"),
    (4, (False, False, False), "at least"),
    (4, (False, True, True), "at least"),
    (5, 3.2, "the sum"),
    (5, 1.25, "wrong way round"),
    (5, 4, "how many"),
    (5, 1.0, "sum(durations)"),
    (6, "132300", "text"),
    (6, 44100, "one second"),
    (6, 14700, "multiply"),
    (6, 144000, "another sample rate"),
    (6, 5, "number of seconds"),
    (7, [0.75, 0.5, 0.95], "list"),
    (7, 0, "still 0"),
    (7, 6, "all of them"),
    (7, 1, "inside the loop"),
    (7, 2.2, "added up the durations"),
    (7, 4, "duration < 1.0"),
    (8, 8000, "function"),
    (8, lambda duration, sample_rate: print(duration * sample_rate), "should return"),
    (8, lambda duration, sample_rate: duration / sample_rate, "do not divide"),
    (8, lambda duration, sample_rate: duration, "8,000 samples"),
    (8, lambda duration, sample_rate: round(duration * 16000), "always uses 16,000"),
    (8, lambda duration, sample_rate: duration * sample_rate, "round it"),
    (8, lambda duration: duration, "table of errors in lesson 01"),
    (8, lambda duration, sample_rate: round(length), "a name that it was not given"),  # noqa: F821
    (9, TONE_ERROR, "the detail"),
    (9, 3, "as a text"),
    (9, "typeerror", "exactly"),
    (9, TypeError, "the error itself"),
    (9, "KeyError", "Take the # away"),
    (10, "1600016000", "text twice"),
    (10, 1600016000, "doubled"),
    (10, "32000", "still a text"),
    (10, 16000, "twice as many"),
    (11, ("no", "ann"), "function"),
    (11, lambda path: print(path), "should return"),
    (11, lambda path: path.split("_nohash_"), "path.stem"),
    (11, lambda path: path.nothing, "stopped with AttributeError"),
    (11, lambda path: path.parent.name, "two things"),
    (11, lambda path: (path.stem.split("_nohash_")[0], path.parent.name), "wrong way round"),
    (11, lambda path: (path.parent, path.stem), "whole path"),
    (11, lambda path: (path.name, path.stem), "path.parent.name"),
    (11, lambda path: (path.parent.name, path.stem.split("_nohash_")), "index 0"),
    (11, lambda path: (path.parent.name, path.stem), "whole file name"),
    (11, lambda path: (path.parent.name, path.stem.split("_")[-1]), "number at the end"),
    (11, lambda path: (path.parent.name, path.stem[:8]), "some names only"),
    (11, lambda path: (path.parent.name, path.stem.split("_")[0]), "some names only"),
]


def said(capsys, number, answer):
    """The check's own line: after whatever the learner's function prints."""
    answers = answer if number == 4 and isinstance(answer, tuple) else (answer,) * (3 if number == 4 else 1)
    getattr(check, f"exercise_{number}")(*answers)
    return capsys.readouterr().out.splitlines()[-1]


def stub(path):
    ...


@pytest.mark.parametrize("number", RIGHT)
def test_an_unanswered_exercise_says_so(capsys, number):
    assert said(capsys, number, ...).startswith("Not answered yet")
    assert said(capsys, number, stub).startswith("Not answered yet")


@pytest.mark.parametrize("number", RIGHT)
def test_a_right_answer_is_right(capsys, number):
    for answer in RIGHT[number]:
        assert said(capsys, number, answer).startswith("Right!")


@pytest.mark.parametrize("number, answer, hint", WRONG)
def test_each_usual_mistake_gets_its_own_hint(capsys, number, answer, hint):
    text = said(capsys, number, answer)
    assert text.startswith("Not quite:") and hint in text


@pytest.mark.parametrize("number", RIGHT)
@pytest.mark.parametrize("answer", [None, "", 0, -1.5, [], {}, float("nan"), Path("x"), len])
def test_a_strange_answer_gets_a_line_and_no_stack_trace(capsys, number, answer):
    assert said(capsys, number, answer).startswith("Not quite:")
