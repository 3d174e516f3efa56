"""Lesson 04: what its tables do not list."""

from types import SimpleNamespace

import numpy as np
import pytest

from helpers.checks import lesson_04 as check


def forgotten_return(*anything):
    anything  # noqa: B018 (forgot the return)


def speakers(table):
    return set(table["speaker"])


@pytest.mark.parametrize("number, answers, said", [
    (1, [lambda number, numbers, answers: str(answers[np.argmin((numbers - number)**2)])], "Right!"),
    (1, [forgotten_return], "return"), (1, [lambda *given: "yes"], "three steps"),
    (1, [lambda number, numbers, answers: answers[5]], "no such position"),
    (1, [lambda number, numbers, answers: numbers + "1"], "stopped with"),
    (2, [forgotten_return], "return"), (2, [lambda weight, slope, rate: weight * slope], "old weight"),
    (3, [16.0, 160.0], "Right!"), (3, [7, 7], "groups"), (3, [16, 156], "how many epochs"),
    (3, [16, "160"], "without quotation marks"),
    (4, [forgotten_return], "return"), (4, [lambda *tables: int("all")], "stopped with ValueError"),
    (4, [lambda one, other: one["speaker"] & other["speaker"]], "set(...) of each first"),
    (4, [lambda one, other: len(one["speaker"].unique() & other["speaker"].unique())], "set(...) of each first"),
    (4, [lambda one, other: list(one["speaker"]) & list(other["speaker"])], "set(...) of each first"),
    (4, [lambda one, other: speakers(one) & other["speaker"]], "set(...) of each first"),
    (4, [lambda one, other: one["speaker"] == other["speaker"]], "set(...) of each first"),
    (4, [lambda one, other: one["speaker"].isin(other["speaker"])], "names (or a column)"),
    (4, [lambda one, other: one["speaker"].unique() == other["speaker"].unique()], "set(...) of each first"),
    (4, [lambda one, other: one["speakers"]], "What a KeyError"),
    (2, [lambda weight, slope, rate: weight - rate * slope if slope > 0 else None], "-1, -2, 0.5 it returns nothing"),
    (4, [lambda *tables: 100], "Then those in both"), (5, ["many"], "without quotation marks"),
    (5, [7], "come out of Flatten"),
    (6, [forgotten_return], "return"), (6, [lambda p, true: 100.0], "belongs to the true word")])
def test_each_answer_gets_its_line(number, answers, said, capsys):
    getattr(check, f"exercise_{number}")(*answers)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1


class Network:
    """What the check looks at in a network; on the clips below it is right for three of four."""

    def __init__(self, units=(16, 8), compiled=True, steps=100, answers=(0, 1, 2, 0), sharpness=1.0):
        self.layers = [SimpleNamespace(name="flatten"), *(SimpleNamespace(units=each) for each in units)]
        self.compiled, self.optimizer = compiled, SimpleNamespace(iterations=steps)
        self.probabilities = sharpness * np.eye(8)[list(answers)]

    def __call__(self, clips):
        return self.probabilities

    def predict(self, clips, verbose):
        return self.probabilities


@pytest.mark.parametrize("model, accuracy, said", [
    (Network(), 0.75, "Right!"), (Network(units=(64, 32, 8)), np.float32(0.75), "Right!"),
    (Network(units=(64, 8)), 0.75, "the same as above"), (Network(units=(16, 10)), 0.75, "eight words"),
    (Network(units=()), 0.75, "eight words"), (Network(compiled=False), 0.75, "isn't compiled"),
    (Network(steps=0), 0.75, "hasn't learned"), (Network(sharpness=3.0), 0.75, "no probabilities"),
    (Network(), 75.0, "per cent"), (Network(), 0.95, "is right for 0.750"), (Network(), [0.9, 0.75], "take the second"),
    (Network(), "0.75", "without quotation marks"), (Network(answers=(5, 5, 5, 5)), 0.0, "hardly better"),
    (SimpleNamespace(history={}), 0.75, "what fit gives back"), ("keras", 0.75, "should be a network")])
def test_a_network_of_ones_own(model, accuracy, said, capsys):
    check.exercise_7(model, accuracy, np.zeros((4, 61, 40)), np.array([0, 1, 2, 3]))
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1
