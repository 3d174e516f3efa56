"""Checks of lesson 06: class weights and the confusion matrix."""

import numpy as np

from helpers.checks import Right, close, exercise


def _near(share, expected):
    """True for a number at most 0.005 off: two decimals are enough."""
    return close(share, expected, 1) and abs(float(share) - expected) < 0.00501


@exercise
def exercise_1(second_guess):
    """The word with the second largest probability: "go"."""
    if second_guess == "no":
        return "that is the first guess, the largest probability. The second is one place before it: [-2]."
    if second_guess == "left":
        return "that is the smallest but none: argsort counts upwards, so the largest stand at the end."
    if isinstance(second_guess, (int, np.integer)) and second_guess == 1:
        return "that is its position. The list of labels turns a position into a word: labels[...]."
    if close(second_guess, 0.30):
        return "that is the second largest probability. Which word stands at its position?"
    if second_guess != "go":
        return 'sort the positions with np.argsort(example), take the last but one, and look it up in labels.'
    return None


@exercise
def exercise_2(recall, precision):
    """Recall 40/50 and precision 40/45 of a word."""
    if _near(recall, 40 / 45) and _near(precision, 0.8):
        return "you have swapped them. Recall: of the clips that WERE stop. Precision: of those CALLED stop."
    if close(recall, 80, 0.01):
        return "give shares between 0 and 1, not per cent."
    if not _near(recall, 0.8):
        return "recall of stop = clips of stop heard as stop / all clips of stop (the row)."
    if close(precision, 40 / 50, 0.01):
        return "the recall is right; precision divides by everything that was CALLED stop: 40 and the 5 others."
    if close(precision, 40 / 105, 0.01):
        return "the recall is right; for precision, count the 5 clips that were called stop, not all 100 of go."
    if not _near(precision, 40 / 45) and close(precision, 40 / 45, 0.01):
        return "the recall is right; the precision is rounded too much. Write 40 / (40 + 5), and let Python divide."
    if not _near(precision, 40 / 45):
        return "the recall is right; precision of stop = right ones / all that were called stop (the column)."
    return None


@exercise
def exercise_3(lazy_accuracy, counts):
    """Share of the common words in the training set."""
    counts = np.asarray(counts)
    rare = np.array([3, 6])  # no, up
    right = 1 - counts[rare].sum() / counts.sum()
    if close(lazy_accuracy, 6 / 8, 0.001):
        return "6 of 8 words, yes, but they are not equally frequent. Count clips: counts holds them."
    if close(lazy_accuracy, 1 - right, 0.001):
        return "that is the share it gets wrong."
    if close(lazy_accuracy, 100 * right, 0.01):
        return "give a share between 0 and 1, not per cent."
    if not _near(lazy_accuracy, right):
        return "clips of the six common words divided by all clips: use counts."
    return Right("With such an accuracy two words are never heard.")


@exercise
def exercise_4(weights):
    """{0: 1000 / 1800, 1: 1000 / 200}."""
    if not isinstance(weights, dict):
        return "Keras wants a dictionary: {0: ..., 1: ...}."
    if set(weights) != {0, 1}:
        return "the keys are the label numbers 0 and 1, without quotes."
    zero, one = weights[0], weights[1]
    if close(zero, 5, 0.01) and close(one, 1000 / 1800, 0.01):
        return "the two weights are swapped: the rare label needs the larger one."
    if close(zero, 1000 / 900, 0.01) and close(one, 10, 0.01):
        return "divide by the number of labels (2) too, so that the mean weight over the clips is 1."
    if close(one, 9 * zero if isinstance(zero, (int, float)) else None, 0.01) and not close(zero, 1000 / 1800, 0.01):
        return "the ratio 9 : 1 is right; the rule clips / (labels * clips of this label) also fixes the scale."
    if not (close(zero, 1000 / 1800, 0.01) and close(one, 5, 0.01)):
        return "use the rule: clips / (labels * clips of this label), with 1000 clips and 2 labels."
    return None


@exercise
def exercise_5(really_changed):
    """Words whose interval does not include zero: cat and bird."""
    if isinstance(really_changed, str) or not isinstance(really_changed, (list, tuple, set)):
        return 'give a list of words, such as ["cat", "dog"].'
    words = set(really_changed)
    if words == {"cat"}:
        return "cat went up; a change for the worse counts too."
    if "dog" in words or "fish" in words:
        return "an interval that includes zero fits “no change” as well: leave those words out."
    if words != {"cat", "bird"}:
        return "take the words whose interval lies wholly above zero or wholly below it."
    return None


@exercise
def exercise_6(cost):
    """1 * misses * 0.01 + 20 * false alarms * 0.99."""
    got_miss, got_alarm = cost(1.0, 0.0), cost(0.0, 1.0)
    if got_miss is None:
        return "the function gives nothing back: end it with return."
    if close(got_miss, 0.2, 0.001):
        return "here the false alarm is the expensive mistake: the 20 belongs to share_false_alarms."
    if close(got_miss, 1, 0.001) and close(got_alarm, 20, 0.001):
        return "multiply by how often each can happen: 1 word in 100 is “yes”, 99 are not."
    if close(got_miss, 0.01, 0.001) and close(got_alarm, 0.2, 0.001):
        return "a false alarm can happen at each of the 99 OTHER words: its share is 0.99."
    if not (close(got_miss, 0.01, 0.001) and close(got_alarm, 19.8, 0.001)):
        return "cost of a miss * share missed * 0.01 + cost of a false alarm * share of false alarms * 0.99."
    return Right("So the threshold for “yes” belongs high.")
