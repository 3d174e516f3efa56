"""Lesson 04: what its tables do not list."""

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


def network(units, last="softmax", inputs=(61, 40)):
    from helpers.training import keras

    layers = keras.layers
    return keras.Sequential([keras.Input(inputs), layers.Normalization(), layers.Flatten(),
                             layers.Dense(units, activation="relu"), layers.Dense(8, activation=last)])


@pytest.mark.parametrize("make, accuracy, said", [
    (lambda: network(128), 0.6, "Right! Your network has"), (lambda: network(16), np.float32(0.5), "Right!"),
    (lambda: network(64), 0.6, "Change a layer"), (lambda: network(32, "relu"), 0.6, "needs softmax"),
    (lambda: network(32, inputs=(30, 20)), 0.6, "from (30, 20) to (8,)"), (lambda: network(32), 61, "a share"),
    (lambda: network(32), 0.125, "hardly more than guessing"), (lambda: network(32), "0.6", "a text"),
    (lambda: 3, 0.6, "should be a network"), (lambda: network, 0.6, "should be a network"),
    (lambda: network(32), ..., "Not answered yet")])
def test_a_network_of_ones_own_is_looked_at(make, accuracy, said, capsys):
    check.exercise_7(make(), accuracy)
    assert said in capsys.readouterr().out
