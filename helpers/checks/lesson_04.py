"""Checks of lesson 04: a dense model."""

import inspect

import numpy as np
import pandas as pd

from helpers.checks import OneOf, Right, close, exercise, no_number

NUMBERS, ANSWERS = np.array([5.0, -8.0, 20.0, 3.0]), np.array(["no", "go", "maybe", "yes"])


@exercise(right=lambda number, numbers, answers: answers[np.argmin(np.abs(numbers - number))],
          tries=[*((number, NUMBERS, ANSWERS) for number in (3.5, 4.6, -20.0, 30.0)),
                 (10.0, np.array([4.0, 40.0, -3.0, 9.0]), np.array(["up", "go", "left", "down"]))], mistakes={
    OneOf((lambda n, numbers, answers: answers[np.argmin(np.abs(answers - n))],
           lambda n, numbers, answers: answers[np.argmin(np.abs(n - answers))])):
        "answers holds words, and nothing can be subtracted from a word. Take the distances of numbers.",
    lambda n, numbers, answers: np.argmin(np.abs(numbers - n)):
        "that is the position of the nearest example; answers has the word at that position.",
    lambda n, numbers, answers: numbers[np.argmin(np.abs(numbers - n))]:
        "that is the number of the nearest example. What is its answer?",
    lambda n, numbers, answers: np.min(np.abs(numbers - n)):
        "that is the distance. np.argmin gives the position of the smallest distance.",
    OneOf((lambda n, numbers, answers: np.abs(numbers - n), lambda n, numbers, answers: answers)):
        "give back one answer, not several.",
    lambda n, numbers, answers: answers[np.argmin(numbers - n)]:
        "that is the answer of the smallest number of all. Distances have no sign: np.abs.",
    OneOf((lambda n, numbers, answers: answers[np.min(np.abs(numbers - n))],
           lambda n, numbers, answers: answers[int(np.min(np.abs(numbers - n)))])):
        "np.min gives the smallest distance. Its position is what answers needs: np.argmin.",
    lambda n, numbers, answers: answers[np.abs(numbers - n) == np.min(np.abs(numbers - n))]:
        "that is an array with one answer in it. np.argmin gives the position of the one.",
    lambda n, numbers, answers: answers[np.argmax(np.abs(numbers - n))]:
        "that is the farthest example: take np.argmin, not np.argmax."},
          otherwise="three steps: the distances, the position of the smallest, and the answer of that example.")
def exercise_1(nearest):
    """The answer of the example whose number is nearest."""


@exercise(right=lambda weight, slope, rate: weight - rate * slope, tries=[(3.0, 0.5, 0.2), (-1.0, -2.0, 0.5)],
          praise="Downhill, whichever way the slope points.", mistakes={
    lambda weight, slope, rate: weight + rate * slope:
        "that goes uphill. If the loss rises with the weight (slope above 0), the weight must become smaller.",
    lambda weight, slope, rate: weight - slope: "the right direction; multiply the slope by the learning rate first.",
    OneOf((lambda weight, slope, rate: rate * slope, lambda weight, slope, rate: -rate * slope)):
        "that is only the change. Give back the new weight: the old one and the change.",
    lambda weight, slope, rate: 2.9: "that fits one example only. Use all three arguments, not fixed numbers."},
          otherwise="begin with the old weight and go against the slope; the learning rate says how far.")
def exercise_2(step):
    """weight - learning_rate * slope."""


@exercise(right=(16, 160), mistakes={
    OneOf(((15.625, ...), (15.6, ...), (15.63, ...))):
        "there is no part of a batch: the last 40 clips make a smaller one. Round up.",
    (15, ...): "15 batches hold 960 clips. The other 40 are a batch too, a smaller one.",
    (64, ...): "64 is the size of a batch. How many batches of 64 do 1,000 clips need?",
    (16, 16): "the batches are right. The weights change once per batch, and there are 10 epochs.",
    (16, 10): "the batches are right. The weights change after every batch, not only once per epoch.",
    (16, 10000): "the batches are right. The weights change once per batch, not once per clip."},
          otherwise=lambda batches, steps: (
    "the batches are right. How many steps are there in one epoch, and how many epochs?" if close(batches, 16) else
    "batches: how many groups of at most 64 do 1,000 clips make?"))
def exercise_3(batches, steps):
    """16 batches, 160 steps."""


ONE = pd.DataFrame({"path": list("abcd"), "speaker": ["ann", "ann", "bob", "cem"], "label": ["no", "go", "no", "no"]})
OTHER = pd.DataFrame({"path": list("efghijk"), "speaker": ["cem", "cem", "cem", "ann", "dan", "eve", "fay"],
                      "label": ["no", "no", "up", "up", "up", "no", "no"]})
SIGNS_OF_COLUMNS = ("and_", "&", "Logical ops", "broadcast", "identically-labeled", "Lengths must match")


def _shared(one, other, column="speaker"):
    return set(one[column]) & set(other[column])


@exercise(right=OneOf((lambda one, other: len(_shared(one, other)),
                       lambda one, other: one["speaker"].drop_duplicates().isin(other["speaker"]).sum())),
          tries=[(ONE, OTHER), (ONE, OTHER.assign(speaker="gus")), (ONE.head(2), OTHER)],
          praise="In a fair split it is 0.", mistakes={
    OneOf((_shared, lambda one, other: sorted(_shared(one, other)),
           lambda one, other: np.intersect1d(one["speaker"], other["speaker"]))):
        "these are names (or a column); the question is how many. len(...) counts them.",
    lambda one, other: bool(_shared(one, other)): "that says whether, not how many.",
    lambda one, other: len(_shared(one, other, "label")):
        "that may be the labels in both; we want the column speaker.",
    OneOf((lambda one, other: one["speaker"].isin(other["speaker"]).sum(),
           lambda one, other: other["speaker"].isin(one["speaker"]).sum(),
           lambda one, other: len(one.merge(other, on="speaker")))):
        "that counts clips: a speaker with several clips counts once. Make a set(...) of each column first.",
    lambda one, other: len(set(one["speaker"]) | set(other["speaker"])):
        "that is everybody in one table or the other: | joins two sets, & keeps what is in both.",
    lambda one, other: len(set(one) & set(other)):
        'that counts the columns that both have: a table by itself is the names of its columns. Take table["speaker"].',
    lambda one, other: 0: "that finds nobody. (`in` looks at the row numbers of a column, not at its values; "
                          "a set(...) of the column holds the values.)",
    lambda one, other: 2: "that fits one pair of tables only. Compute it from both tables."},
          otherwise="first the different speakers of each table: a set holds each of them once. Then those in both.")
def exercise_4(shared_speakers):
    """The number of different speakers in both tables."""
    try:
        answer = shared_speakers(ONE, OTHER)
    except (TypeError, ValueError) as error:
        if any(sign in str(error) for sign in SIGNS_OF_COLUMNS):
            return ("whole columns cannot be compared like this. Make a set(...) of each first; "
                    "& keeps what is in both sets.")
        return None
    except Exception:  # the tries meet it again, and tell
        return None
    if isinstance(answer, (set, list, tuple, dict, np.ndarray, pd.Index, pd.Series, pd.DataFrame)):
        return "these are names (or a column); the question is how many. len(...) counts them."


@exercise(right=6010, otherwise="how many numbers come out of Flatten? Each unit has a weight for each, and its bias.",
          mistakes={
    6000: "each of the 10 units has a bias too.",
    6001: "each of the 10 units has a bias of its own.",
    210: "after Flatten a unit sees all frames, not only one: 30 * 20 numbers.",
    OneOf((600, 601)): "that is one unit. The layer has 10.",
    610: "600 weights belong to ONE unit. There are 10 units, each with 600 weights and a bias."})
def exercise_5(weights):
    """30 * 20 * 10 + 10."""


@exercise(right=lambda p, true: -np.log(p[true]),
          tries=[(np.array([0.5, 0.1, 0.25, 0.15]), 2), (np.array([0.3, 0.6, 0.1]), 1),
                 (np.array([0.4, 0.35, 0.05, 0.2]), 0)],  # the last: position -1 is another one than true_label + 1
          praise="A sure and right network has a loss near 0; a sure and wrong one pays dearly.", mistakes={
    lambda p, true: -np.log(p): "only the probability of the true word counts: probabilities[true_label].",
    lambda p, true: np.log(p[true]): "the logarithm of a number below 1 is negative: put a minus in front.",
    OneOf((lambda p, true: -np.log10(p[true]), lambda p, true: -np.log2(p[true]))):
        "take the natural logarithm, np.log.",
    lambda p, true: -np.log(p.max()):
        "that is the word with the largest probability. Take the TRUE word, right or wrong.",
    OneOf((lambda p, true: -np.log(p[true - 1]), lambda p, true: -np.log(p[true + 1]))):
        "that is the word beside the true one. Labels count from 0, as positions do: take true_label as it is.",
    lambda p, true: 1 - p[true]: "that is 1 minus the probability; take minus its logarithm.",
    lambda p, true: p[true]: "that is the probability; the loss is minus its logarithm.",
    OneOf((lambda p, true: -np.log(p).sum(), lambda p, true: -np.log(p).mean())):
        "only the probability of the true word counts, not all of them.",
    OneOf((lambda p, true: -np.log(p[2]), lambda p, true: -np.log(p[0]), lambda p, true: -np.log(p[-1]))):
        "that is always the same place. Take the true word's: true_label says which.",
    lambda p, true: -np.log(1 - p[true]): "that is the probability of all other words together.",
    lambda p, true: -np.log(0.25): "that fits one clip only. Use both arguments, not fixed numbers."},
          otherwise="which of the probabilities belongs to the true word? The loss is minus its natural logarithm.")
def exercise_6(cross_entropy):
    """-log(probabilities[true_label])."""


OURS = [64, 8]  # units of the lesson's dense layers


@exercise
def exercise_7(my_model, my_accuracy, clips, numbers):
    """A network with another layer than the lesson's, compiled and fitted, and its accuracy on the validation part."""
    model = inspect.unwrap(my_model)
    if hasattr(model, "history") and not hasattr(model, "layers"):
        return "my_model is what fit gives back. Keep the network itself: my_model = keras.Sequential([...])."
    if not hasattr(model, "layers"):
        return "my_model should be a network: keras.Sequential([...])."
    units = [layer.units for layer in model.layers if hasattr(layer, "units")]
    if not units or units[-1] != 8:
        return 'the last layer needs a unit for each of the eight words: keras.layers.Dense(8, activation="softmax").'
    if not getattr(model, "compiled", False):
        return "your network isn't compiled yet: an optimizer, the loss, metrics=[\"accuracy\"]. Then fit it."
    if int(model.optimizer.iterations) == 0:
        return "your network hasn't learned yet: call my_model.fit with x[train] and y[train]."
    if isinstance(my_accuracy, (list, tuple)):
        return "evaluate gives back two numbers, the loss and the accuracy: take the second, [1]."
    if hint := no_number(my_accuracy, "my_accuracy"):
        return hint
    probabilities = np.asarray(model.predict(clips, verbose=0))
    if not np.allclose(probabilities.sum(axis=1), 1, atol=0.01):
        return 'its eight answers are no probabilities: the last layer needs activation="softmax".'
    right = np.mean(probabilities.argmax(axis=1) == numbers)
    if right > 0 and close(my_accuracy, 100 * right, 0.01):
        return "give a share between 0 and 1, not per cent."
    if not close(my_accuracy, right, 0.01):
        return (f"on the validation part your network is right for {right:.3f} of the clips, and my_accuracy is "
                f"{my_accuracy:.3f}. Take x[validation] and y[validation].")
    if units == OURS:
        return "that's a good network, and the same as above: change the number of units, or add a layer."
    if right < 0.25:
        return ("it's hardly better than guessing. Does it begin with Normalization, adapted to x[train]? "
                "Has it learned for some epochs?")
    return Right("You built, compiled and trained a network, and compared it on data that it didn't learn from.")
