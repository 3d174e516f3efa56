"""Checks of lesson 06: class weights and the confusion matrix."""

import numpy as np

from helpers.checks import OneOf, Right, close, exercise


@exercise(right="go", mistakes={
    "no": "that is the first guess, the largest probability. The second is one place before it: [-2].",
    "left": "that is the smallest but none: argsort counts upwards, so the largest stand at the end.",
    1: "that is its position. The list of labels turns a position into a word: labels[...].",
    0.30: "that is the second largest probability. Which word stands at its position?"},
          otherwise="np.argsort puts the largest last. Which position is the last but one, and which label is there?")
def exercise_1(second_guess):
    """The word with the second largest probability: "go"."""


@exercise(right=(40 / 50, 40 / 45), tolerance=0.002, mistakes={
    (40 / 45, 40 / 50): "you have swapped them. Recall: of the clips that WERE stop. Precision: of those CALLED stop.",
    (80, ...): "give shares between 0 and 1, not per cent.",
    (95 / 100, ...): "that is the recall of go. Of the 50 clips of stop, how many were heard as stop?",
    (40 / 50, 40 / 50):
        "the recall is right; precision divides by everything that was CALLED stop: 40 and the 5 others.",
    (40 / 50, 40 / 105):
        "the recall is right; for precision, count the 5 clips that were called stop, not all 100 of go.",
    (40 / 50, 95 / 105): "the recall is right; that is the precision of go: 95 of the 105 that were called go.",
    OneOf(((40 / 50, 0.88), (40 / 50, 0.9))):
        "the recall is right; the precision is rounded too much. Write down the division, and let Python divide."},
          otherwise=lambda recall, precision: (
    "the recall is right; precision of stop: which share of all that were called stop (the column) is right?"
    if close(recall, 0.8, 0.002) else
    "recall of stop: which share of all clips of stop (the row) was heard as stop?"))
def exercise_2(recall, precision):
    """Recall 40/50 and precision 40/45 of a word."""


@exercise
def exercise_3(lazy_accuracy, counts):
    """Share of the common words in the training set; no and up are the rare ones."""
    counts = np.asarray(counts)
    right = 1 - counts[[3, 6]].sum() / counts.sum()
    if close(lazy_accuracy, 6 / 8, 0.001):
        return "6 of 8 words, yes, but they are not equally frequent. Count clips: counts holds them."
    if close(lazy_accuracy, 1 - right, 0.001):
        return "that is the share it gets wrong."
    if close(lazy_accuracy, 100 * right, 0.01):
        return "give a share between 0 and 1, not per cent."
    if not close(lazy_accuracy, right, 0.0025):
        return "which share of all the clips belongs to the six common words? Use counts."
    return Right("With such an accuracy two words are never heard.")


def _other_weights(weights):
    if isinstance(weights[0], (int, float)) and close(weights[1], 9 * weights[0], 0.01):
        return "the ratio 9 : 1 is right; the rule clips / (labels * clips of this label) also fixes the scale."
    return "use the rule above for each of the two labels: there are 1,000 clips and 2 labels."


@exercise(right={0: 1000 / 1800, 1: 5}, tolerance=0.01, otherwise=_other_weights, mistakes=[
    ({0: 5, 1: 1000 / 1800}, "the two weights are swapped: the rare label needs the larger one."),
    ({0: 1000 / 900, 1: 10}, "divide by the number of labels (2) too, so that the mean weight over the clips is 1.")])
def exercise_4(weights):
    """{0: 1000 / 1800, 1: 1000 / 200}."""
    if not isinstance(weights, dict):
        return "Keras wants a dictionary: {0: ..., 1: ...}."
    if set(weights) != {0, 1}:
        return "the keys are the label numbers 0 and 1, without quotes."


@exercise(right=OneOf(({"cat", "bird"}, ["bird", "cat"], ("cat", "bird"), np.array(["cat", "bird"]))),
          mistakes=[({"cat"}, "cat went up; a change for the worse counts too.")],
          otherwise="take the words whose interval lies wholly above zero or wholly below it.")
def exercise_5(really_changed):
    """Words whose interval does not include zero: cat and bird."""
    if isinstance(really_changed, (str, dict)) or not np.iterable(really_changed):
        return 'give a list of words, such as ["cat", "dog"].'
    if {"dog", "fish"} & set(really_changed):
        return "an interval that includes zero fits “no change” as well: leave those words out."


@exercise(right=lambda missed, alarms: 0.01 * missed + 20 * 0.99 * alarms, tries=[(1.0, 0.0), (0.0, 1.0), (0.5, 0.3)],
          praise="So the threshold for “yes” belongs high.", mistakes={
    OneOf((lambda missed, alarms: 20 * missed * 0.01 + alarms * 0.99,
           lambda missed, alarms: 20 * missed * 0.01 + alarms, lambda missed, alarms: 20 * missed + alarms)):
        "here the false alarm is the expensive mistake: the 20 belongs to share_false_alarms.",
    lambda missed, alarms: missed + 20 * alarms:
        "multiply by how often each can happen: 1 word in 100 is “yes”, 99 are not.",
    lambda missed, alarms: missed * 0.01 + 20 * alarms * 0.01:
        "a false alarm can happen at each of the 99 OTHER words: its share is 0.99."},
          otherwise="add two costs: what a miss costs, how often you miss, how often there is a “yes” to miss; "
                    "and the same for false alarms.")
def exercise_6(cost):
    """1 * misses * 0.01 + 20 * false alarms * 0.99."""
