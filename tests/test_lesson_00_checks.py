"""Each check of lesson 00 says "not answered yet", "right", or what is wrong with a usual mistake."""

import numpy as np
import pytest
from IPython.display import Audio

from helpers.checks import lesson_00 as check

TIME = np.arange(16000) / 16000
TONE = 0.3 * np.sin(2 * np.pi * 440 * TIME)


def tone_of(frequency, level=0.3, time=TIME):
    return level * np.sin(2 * np.pi * frequency * time)


@pytest.fixture
def twin(tmp_path):
    (tmp_path / "ABOUT_THIS_TWIN.txt").write_text("synthetic")
    return tmp_path


@pytest.fixture
def said(capsys):
    def run(number, *answers):
        getattr(check, f"exercise_{number}")(*answers)
        return capsys.readouterr().out
    return run


def test_an_unanswered_exercise_says_so(said, twin):
    for number, others in {1: (), 2: (), 3: (TONE,), 4: (), 5: (twin,)}.items():
        assert said(number, ..., *others).startswith("Not answered yet")


@pytest.mark.parametrize("number, answers", [
    (1, [24]), (1, [24.0]), (2, [tone_of(880)]), (2, [list(tone_of(880))]), (2, [tone_of(880, 0.1)]),
    (3, [TONE / 2, TONE]), (3, [(0.5 * TONE).astype(np.float32), TONE]), (4, [40])])
def test_a_right_answer_is_right(said, number, answers):
    assert said(number, *answers).startswith("Right!")


@pytest.mark.parametrize("number, answers, hint", [
    (1, ["24"], "text"), (1, [11], "the sum"), (1, [8], "three times"),
    (1, [25], "it is not 25"), (1, [(8, 3)], "Python writes 1.25 with a point"),
    (2, [Audio(TONE, rate=16000)], "that is a player"), (3, [Audio(TONE, rate=16000), TONE], "that is a player"),
    (3, [(TONE * 0, 5), TONE], "Python writes 1.25 with a point"), (4, ["40"], "without quotation marks"),
    (2, [880], "the whole sound"), (2, [None], "the whole sound"), (2, [tone_of(440)], "still has 440 Hz"),
    (2, [2 * TONE], "louder, not higher"), (2, [tone_of(220)], "lower"), (2, [tone_of(800)], "800 Hz"),
    (2, [np.tile(tone_of(880), 2)], "one second"),
    (3, [0.5, TONE], "the whole sound"), (3, [TONE, TONE], "as it was"), (3, [2 * TONE, TONE], "twice as loud"),
    (3, [TONE - 0.5, TONE], "moved every sample"), (3, [0 * TONE, TONE], "silence"),
    (3, [TONE / 4, TONE], "not half"),
    (4, [10], "first value"), (4, [20], "second time"), (4, [30], "20 becomes"), (4, [80], "doubled"),
    (4, [41], "doubled, and then")])
def test_each_usual_mistake_gets_its_own_hint(said, number, answers, hint):
    text = said(number, *answers)
    assert text.startswith("Not quite:") and hint in text


def test_full_and_twin_are_told_apart_by_the_folder(said, twin, tmp_path_factory):
    real = tmp_path_factory.mktemp("real")
    assert said(5, "twin", twin).startswith("Right!") and said(5, "full", real).startswith("Right!")
    assert "bundled twin" in said(5, "full", twin)
    assert "real recordings" in said(5, "twin", real)
    assert "quotation marks" in said(5, 3, twin) and "quotation marks" in said(5, "real", twin)


@pytest.mark.parametrize("number", range(1, 6))
@pytest.mark.parametrize("answer", [None, "", [], {}, float("nan"), len])
def test_a_strange_answer_gets_a_line_and_no_stack_trace(said, twin, number, answer):
    others = {3: (TONE,), 5: (twin,)}.get(number, ())
    assert said(number, answer, *others).startswith("Not quite:")
