"""Checks of lesson 06: class weights and the confusion matrix."""

import inspect

import numpy as np

from helpers.checks import OneOf, Right, close, exercise, no_number
from helpers.checks.agreement import as_set


@exercise(right="go", mistakes={
    "no": "that is the first guess, the largest probability. The second is one place before it.",
    OneOf(("left", "right")): "argsort begins with the smallest: the largest stand at its end.",
    1: "that is its position. The list of labels turns a position into a word: labels[...].",
    0.30: "that is the second largest probability. Which word stands at its position?"},
          otherwise="np.argsort puts the largest last. Which position is the last but one, and which label is there?")
def exercise_1(second_guess):
    """The word with the second largest probability: "go"."""


@exercise(right=(40 / 50, 40 / 45), tolerance=0.002, mistakes={
    (40 / 45, 40 / 50): "you have swapped them. Recall: of the clips that WERE stop. Precision: of those CALLED stop.",
    OneOf(((80, ...), (..., 4000 / 45), (..., 89))): "give shares between 0 and 1, not per cent.",
    (40, ...): "that is how many. Which share of the 50 clips of stop is it?",
    (40 / 50, 40 / 55): "the recall is right. Precision asks about the clips that were CALLED stop: the 10 were not.",
    (95 / 100, ...): "that is the recall of go. Of the 50 clips of stop, how many were heard as stop?",
    (40 / 50, 40 / 50):
        "the recall is right; precision divides by everything that was CALLED stop: 40 and the 5 others.",
    (40 / 50, 40 / 105):
        "the recall is right; for precision, count the 5 clips that were called stop, not all 100 of go.",
    OneOf(((40 / 50, 95 / 105), (40 / 50, 0.91))):
        "the recall is right; that is the precision of go: 95 of the 105 that were called go.",
    (40 / 50, 0.9): "the recall is right. 0.9 is the share of ALL clips that are right, 135 of 150. (Or your precision "
                    "is rounded too much: write the division, and let Python divide.)",
    (40 / 50, 0.88): "the recall is right; the precision is rounded down. Write the division, and let Python divide."},
          otherwise=lambda recall, precision: (
    "the recall is right; precision of stop: which share of all that were called stop (the column) is right?"
    if close(recall, 0.8, 0.002) else
    "recall of stop: which share of all clips of stop (the row) was heard as stop?"))
def exercise_2(recall, precision):
    """Recall 40/50 and precision 40/45 of a word."""


@exercise
def exercise_3(lazy_accuracy, counts):
    """Share of the common words in the training set; no and up are the rare ones."""
    hint = no_number(lazy_accuracy)
    if hint:
        return hint
    counts = np.asarray(counts)
    right = 1 - counts[[3, 6]].sum() / counts.sum()
    if close(lazy_accuracy, 6 / 8, 0.001):
        return "6 of 8 words, yes, but they are not equally frequent. Count clips: counts holds them."
    if close(lazy_accuracy, 1 - right, 0.001):
        return "that is the share it gets wrong."
    if close(lazy_accuracy, 100 * right, 0.01):
        return "give a share between 0 and 1, not per cent."
    if close(lazy_accuracy, counts.sum() * right, 1e-3):
        return "that is the number of clips it gets right. Which share of all clips is it?"
    if any(close(lazy_accuracy, 1 - counts[rare] / counts.sum(), 1e-3) for rare in (3, 6)):
        return "one rare word is left out: there are two."
    if not close(lazy_accuracy, right, 0.0025):
        return "which share of all the clips belongs to the six common words? Use counts."
    return Right("With such an accuracy two words are never heard.")


def _other_weights(weights):
    wrong = next(filter(None, map(no_number, weights.values())), None)
    if wrong:
        return f"in the dictionary: {wrong}"
    if close(weights[1], 9 * weights[0], 0.01):
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


@exercise(right=OneOf(({"cat", "bird"}, ["bird", "cat"], ("cat", "bird"), np.array(["cat", "bird"]),
                       dict.fromkeys(["cat", "bird"]).keys())),
          mistakes=[({"cat"}, "cat went up; a change for the worse counts too."),
                    ({"bird"}, "bird went down; a change for the better counts too."),
                    (OneOf(([0, 2], [True, False, True, False])), "write the words themselves.")],
          otherwise="take the words whose interval lies wholly above zero or wholly below it.")
def exercise_5(really_changed):
    """Words whose interval does not include zero: cat and bird."""
    if isinstance(really_changed, (str, dict)) or not np.iterable(really_changed):
        return 'give a list of words, such as ["cat", "dog"].'
    if as_set(really_changed) is None or not all(isinstance(word, str) for word in as_set(really_changed) - {0, 1, 2}):
        return 'give one plain list of words, such as ["cat", "dog"], and nothing else in it.'
    if {"dog", "fish"} & as_set(really_changed):
        return "an interval that includes zero fits “no change” as well: leave those words out."


@exercise(right=lambda missed, alarms: 0.01 * missed + 20 * 0.99 * alarms, tries=[(1.0, 0.0), (0.0, 1.0), (0.5, 0.3)],
          praise="So the threshold for “yes” belongs high.", mistakes={
    OneOf((lambda missed, alarms: 20 * missed * 0.01 + alarms * 0.99,
           lambda missed, alarms: 20 * missed * 0.01 + alarms, lambda missed, alarms: 20 * missed + alarms,
           lambda missed, alarms: 20 * missed * 0.99 + alarms * 0.01)):
        "here the false alarm is the expensive mistake: the 20 belongs to share_false_alarms.",
    lambda missed, alarms: missed * 0.01 + alarms * 0.99: "a false alarm costs 20 times as much: the 20 is missing.",
    lambda missed, alarms: 20 * (missed * 0.01 + alarms * 0.99): "only the false alarm costs 20; a miss costs 1.",
    lambda missed, alarms: missed * 0.99 + 20 * alarms * 0.01:
        "the shares are exchanged: 1 word in 100 is “yes” and can be missed, the 99 others can give a false alarm.",
    OneOf((lambda missed, alarms: missed + 20 * 99 * alarms, lambda missed, alarms: missed + 1980 * alarms)):
        "that is the cost of 100 words. Per word it is a hundredth of that.",
    lambda missed, alarms: missed * 0.01 + 20 * alarms:
        "a false alarm happens only where “yes” was not said: 99 in 100.",
    lambda missed, alarms: missed + 20 * alarms:
        "multiply by how often each can happen: 1 word in 100 is “yes”, 99 are not.",
    lambda missed, alarms: missed * 0.01 + 20 * alarms * 0.01:
        "a false alarm can happen at each of the 99 OTHER words: its share is 0.99."},
          otherwise="add two costs: what a miss costs, how often you miss, how often there is a “yes” to miss; "
                    "and the same for false alarms.")
def exercise_6(cost):
    """1 * misses * 0.01 + 20 * false alarms * 0.99."""


@exercise
def exercise_7(my_weights, my_network, my_f1, balanced, clips, numbers):
    """Class weights of one's own, the network that was trained with them, its macro-F1 on the validation part."""
    if not isinstance(my_weights, dict) or set(my_weights) != set(balanced):
        return "Keras wants a dictionary with a weight for each of the eight label numbers: {0: ..., 1: ..., 7: ...}."
    wrong = next(filter(None, map(no_number, my_weights.values())), None)
    if wrong:
        return f"in the dictionary: {wrong}"
    if min(my_weights.values()) <= 0:
        return "a weight of 0 or below makes a label disappear. All weights are above 0."
    if all(close(my_weights[number], balanced[number], 0.001) for number in balanced):
        return "these are the balanced weights from above. Make gentler ones, or others that you'd like to try."
    network = inspect.unwrap(my_network)
    if not hasattr(network, "predict"):
        return "my_network should be the network that train_network gives back."
    if hint := no_number(my_f1, "my_f1"):
        return hint
    guess = np.asarray(network.predict(clips, verbose=0)).argmax(axis=1)
    each = [2 * np.sum((guess == n) & (numbers == n)) / max(np.sum(guess == n) + np.sum(numbers == n), 1)
            for n in balanced]
    right = np.mean(each)
    if close(my_f1, right, 0.01):
        return Right("Whichever network you take: you chose it on validation data, and the test part is still closed.")
    if close(my_f1, np.mean(guess == numbers), 0.01):
        return 'that is the accuracy. f1_score(..., average="macro") counts each word alike.'
    return (f'on the validation part your network has a macro-F1 of {right:.3f}, and my_f1 is {my_f1:.3f}. '
            'Take y[validation] and average="macro".')
