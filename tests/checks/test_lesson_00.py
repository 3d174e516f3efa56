"""Lesson 00: what its tables do not list."""

import numpy as np
import pytest
from IPython.display import Audio

from helpers.checks import lesson_00 as check

TIME = np.arange(16000) / 16000
TONE = 0.3 * np.sin(2 * np.pi * 440 * TIME)
HIGH = 0.3 * np.sin(2 * np.pi * 880 * TIME)


@pytest.mark.parametrize("number, answers, said", [
    (1, [25], "multiply"), (4, [80], "doubled, and then"),
    (2, [HIGH], "Right!"), (2, [list(HIGH)], "Right!"), (2, [HIGH / 3], "Right!"),
    (2, [880], "the whole sound"), (2, [None], "the whole sound"), (2, [TONE], "still has 440 Hz"),
    (2, ["880"], "the whole sound"), (2, [{}], "the whole sound"), (2, [0 * TONE], "isn't a tone"),
    (2, [HIGH + TONE], "more than one tone"), (2, [0.3 * np.sin(np.pi * 880 * TIME)], "leave the 2 * np.pi"),
    (2, [(0, 3 * HIGH)], "1.25 with a point"),
    (2, [2 * TONE], "louder, not higher"), (2, [0.3 * np.sin(2 * np.pi * 220 * TIME)], "lower"),
    (2, [0.3 * np.sin(2 * np.pi * 800 * TIME)], "800 Hz"), (2, [np.tile(HIGH, 2)], "one second"),
    (2, [Audio(TONE, rate=16000)], "that is a player"),
    (3, [TONE / 2, TONE], "Right!"), (3, [(0.5 * TONE).astype(np.float32), TONE], "Right!"),
    (3, [0.5, TONE], "the whole sound"), (3, [TONE, TONE], "under a second name"),
    (3, [1 * TONE, TONE], "as it was"), (3, ["tone / 2", TONE], "the whole sound"),
    (3, [np.nan * TONE, TONE], "divided by 0"),
    (3, [2 * TONE, TONE], "twice as loud"),
    (3, [TONE - 0.5, TONE], "moved every sample"), (3, [0 * TONE, TONE], "silence"), (3, [TONE / 4, TONE], "not half"),
    (3, [(TONE * 0, 5), TONE], "1.25 with a point"), (3, [Audio(TONE, rate=16000), TONE], "that is a player")])
def test_each_answer_gets_its_line(number, answers, said, capsys):
    getattr(check, f"exercise_{number}")(*answers)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1


@pytest.mark.parametrize("twin, answer, said", [
    (True, "twin", "Right!"), (False, " Full", "Right!"), (True, "full", "bundled twin"),
    (False, "twin", "real recordings"), (True, 3, "quotation marks"), (True, "real", "quotation marks")])
def test_full_and_twin_are_told_apart_by_the_folder(twin, answer, said, capsys, tmp_path):
    if twin:
        (tmp_path / "ABOUT_THIS_TWIN.txt").write_text("synthetic")
    check.exercise_5(answer, tmp_path)
    assert said in capsys.readouterr().out
