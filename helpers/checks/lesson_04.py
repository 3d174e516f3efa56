"""Checks of lesson 04: a dense model."""

import numpy as np
import pandas as pd

from helpers.checks import Right, close, exercise

NO_RETURN = "the function gives nothing back: end it with return."


@exercise
def exercise_1(nearest):
    """The answer of the example whose number is nearest."""
    numbers, answers = np.array([-8.0, 3.0, 5.0, 20.0]), np.array(["no", "yes", "no", "maybe"])
    try:
        got = [nearest(number, numbers, answers) for number in (3.5, 4.6, -20.0)]
    except TypeError as error:
        if "'subtract'" not in str(error):
            raise
        return "answers holds words, and nothing can be subtracted from a word. Take the distances of numbers."
    if all(each is None for each in got):
        return NO_RETURN
    if any(isinstance(each, (list, tuple, np.ndarray)) for each in got):
        return "give back one answer, not several."
    if all(close(each, position) for each, position in zip(got, (1, 2, 0))):
        return "that is the position of the nearest example; look its answer up with answers[position]."
    if all(close(each, number) for each, number in zip(got, (3, 5, -8))):
        return "that is the number of the nearest example. What is its answer?"
    if all(close(each, distance) for each, distance in zip(got, (0.5, 0.4, 12))):
        return "that is the distance. np.argmin gives the position of the smallest distance."
    got = [str(each) for each in got]
    if got == ["no", "no", "no"]:
        return "distances have no sign: without np.abs, an example far to the left counts as the smallest."
    if got == ["maybe", "maybe", "maybe"]:
        return "that is the farthest example: take np.argmin, not np.argmax."
    if got != ["yes", "no", "no"]:
        return "take the distances np.abs(numbers - number), the position of the smallest, and its answer."
    return None


@exercise
def exercise_2(step):
    """weight - learning_rate * slope."""
    got = step(3.0, 0.5, 0.2)
    if got is None:
        return NO_RETURN
    if close(got, 3.1):
        return "that goes uphill. If the loss rises with the weight (slope above 0), the weight must become smaller."
    if close(got, 2.5):
        return "the right direction; multiply the slope by the learning rate first."
    if close(got, 0.1) or close(got, -0.1):
        return "that is only the change. Give back the new weight: the old one and the change."
    if not close(got, 2.9):
        return "new weight = old weight - learning rate * slope."
    if not close(step(-1.0, -2.0, 0.5), 0.0):
        return "that fits one example only. Use all three arguments, not fixed numbers."
    return Right("Downhill, whichever way the slope points.")


@exercise
def exercise_3(batches, steps):
    """16 batches, 160 steps."""
    if close(batches, 1000 / 64, 0.001):
        return "there is no part of a batch: the last 40 clips make a smaller one. Round up."
    if close(batches, 15):
        return "15 batches hold 960 clips. The other 40 are a batch too, a smaller one."
    if close(batches, 64):
        return "64 is the size of a batch. How many batches of 64 do 1,000 clips need?"
    if not close(batches, 16):
        return "batches: how many groups of at most 64 do 1,000 clips make?"
    if close(steps, 16):
        return "the batches are right. The weights change once per batch, and there are 10 epochs."
    if close(steps, 10):
        return "the batches are right. The weights change after every batch, not only once per epoch."
    if close(steps, 10000):
        return "the batches are right. The weights change once per batch, not once per clip."
    if not close(steps, 160):
        return "the batches are right. Steps: batches in an epoch times epochs."
    return None


@exercise
def exercise_4(shared_speakers):
    """The number of different speakers in both tables."""
    one = pd.DataFrame({"speaker": ["ann", "ann", "bob", "cem"], "label": ["no", "go", "no", "no"]})
    other = pd.DataFrame({"speaker": ["cem", "cem", "cem", "ann", "dan", "eve", "fay"],
                          "label": ["no", "no", "up", "up", "up", "no", "no"]})
    try:
        got = shared_speakers(one, other)
    except (TypeError, ValueError) as error:
        if not any(sign in str(error) for sign in ("and_", "&", "Logical ops", "broadcast", "identically-labeled")):
            raise
        return ("whole columns can't be compared like this. Make a set(...) of each first; & keeps what is in "
                "both sets.")
    if got is None:
        return NO_RETURN
    if isinstance(got, (set, list, tuple, dict, np.ndarray, pd.Index, pd.Series, pd.DataFrame)):
        return "these are names (or a column); the question is how many. len(...) counts them."
    if isinstance(got, (bool, np.bool_)):
        return "that says whether, not how many."
    if close(got, 1):
        return "that may be the labels in both; we want the column speaker."
    if close(got, 3) or close(got, 4) or close(got, 5):
        return "that counts clips: a speaker with several clips counts once. Make a set(...) of each column first."
    if close(got, 6):
        return "that is everybody in one table or the other: | joins two sets, & keeps what is in both."
    if not close(got, 2):
        return "make a set of each column speaker, keep what is in both with &, and count with len."
    if not close(shared_speakers(one, other.assign(speaker="gus")), 0):
        return "that fits one pair of tables only. Compute it from both tables."
    return Right("In a fair split it is 0.")


@exercise
def exercise_5(weights):
    """30 * 20 * 10 + 10."""
    if close(weights, 6000):
        return "each of the 10 units has a bias too."
    if close(weights, 6001):
        return "each of the 10 units has a bias of its own."
    if close(weights, 210):
        return "after Flatten a unit sees all frames, not only one: 30 * 20 numbers."
    if close(weights, 600) or close(weights, 601):
        return "that is one unit. The layer has 10."
    if close(weights, 610):
        return "600 weights belong to ONE unit. There are 10 units, each with 600 weights and a bias."
    if not close(weights, 6010):
        return "count: numbers after Flatten, times units, plus one bias per unit."
    return None


@exercise
def exercise_6(cross_entropy):
    """-log(probabilities[true_label])."""
    probabilities = np.array([0.1, 0.7, 0.2])
    got = cross_entropy(probabilities, 2)
    if got is None:
        return NO_RETURN
    if np.size(got) > 1:
        return "only the probability of the true word counts: probabilities[true_label]."
    if close(got, np.log(0.2)):
        return "the logarithm of a number below 1 is negative: put a minus in front."
    if close(got, -np.log10(0.2)) or close(got, -np.log2(0.2)):
        return "take the natural logarithm, np.log."
    if close(got, -np.log(0.7)):
        return "that is the word with the largest probability. Take the TRUE word, right or wrong."
    if close(got, 0.8):
        return "that is 1 minus the probability; take minus its logarithm."
    if close(got, 0.2):
        return "that is the probability; the loss is minus its logarithm."
    if close(got, -np.log(probabilities).sum()) or close(got, -np.log(probabilities).mean()):
        return "only the probability of the true word counts, not all of them."
    if not close(got, -np.log(0.2)):
        return "minus np.log of probabilities[true_label]."
    if not close(cross_entropy(np.array([0.5, 0.5]), 0), np.log(2)):
        return "that fits one clip only. Use both arguments, not fixed numbers."
    return Right("A sure and right network has a loss near 0; a sure and wrong one pays dearly.")
