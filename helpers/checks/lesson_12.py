"""Checks of lesson 12: live."""

import contextlib

import numpy as np

from helpers.checks import OneOf, close, exercise


@exercise(
    right=(0.3, 1.2, False), tolerance=0.0035, praise="A step of 0.5 s would do: 0.6 s of work per second.", mistakes={
        (1 / 0.3, ..., ...): "the other way round: the time of the answer divided by the length of the sound.",
        (1.2, ..., ...): "for the real-time factor divide by the length of the sound (1 s), not by the step.",
        (0.3, 0.3, ...): "that would be one answer per second. A new one falls due every 0.25 s: four in each second.",
        OneOf(((0.3, 0.25 / 0.3, ...), (0.3, 0.3 * 0.25, ...))):
            "in each second there are 1 / 0.25 answers, and each takes 0.3 s: multiply.",
        (0.3, 120, ...): "give it as a number of seconds of work per second, not in per cent.",
        (0.3, 1.2, True): "more than one second of work falls due in each second. Can it keep up?",
        OneOf(((0.3, 1.2, str), (0.3, 1.2, ...))): "keeps_up should be True or False.",
        (0.3, ..., ...): "how many answers are there in each second, and how long does each take?",
    }, otherwise="the real-time factor is the time of the answer divided by the length of the sound, 1 s.")
def exercise_1(real_time_factor, share_of_work, keeps_up):
    """0.3 s per second of sound; four answers of 0.3 s in each second are 1.2; it cannot keep up."""


LOUD = np.array([-32768, -16384, 0, 8192, 32767], dtype=np.int16)
QUIET = np.array([100, -50], dtype=np.int16)


@exercise(
    right=OneOf((lambda s: (s / 32768).astype(np.float32), lambda s: s.astype(np.float32) / 32767,
                 lambda s: np.float32(s) / np.float32(32768))),
    tries=[(LOUD,), (QUIET,)], tolerance=1e-3, mistakes=[
        (OneOf((lambda s: s // 32768, lambda s: (s + 32768) / 65536)),
         "32768 doesn't fit into 16 bits, so // and + fail here. Divide with /, which makes floats of them."),
        (lambda s: s.astype(np.float32),
         "they are floats now, but as large as before: the loudest sample should be 1.0 or -1.0. Divide by 32768."),
        (lambda s: s / 65536, "full scale is 32768 to each side of zero; with 65536 everything is half as loud."),
        (lambda s: (s.astype(float) + 32768) / 65536, "silence (0) must stay 0. Only divide."),
        (OneOf((lambda s: s / np.abs(s.astype(float)).max(), lambda s: s / np.abs(s).max(), lambda s: s / s.max())),
         "dividing by the largest sample makes quiet sounds as loud as loud ones. Divide by 32768, always."),
    ])
def exercise_2(to_float):
    """int16 divided by 32768, as float32."""
    with contextlib.suppress(Exception):  # of errors the table tells
        loud, quiet = np.asarray(to_float(LOUD.copy())), to_float(QUIET.copy())
        if loud.shape != LOUD.shape and quiet is not None:
            return f"the result should have as many samples as what came in, 5; yours has the shape {loud.shape}."
        if np.issubdtype(loud.dtype, np.integer):
            return "the result still holds whole numbers. Divide with / (// gives whole numbers)."
        if loud.dtype != np.float32 and close(loud, LOUD / 32768, 1e-3) and close(quiet, QUIET / 32768, 1e-3):
            return f"the numbers are right, but their type is {loud.dtype}. The model wants float32: astype changes it."


def decision(p, labels, threshold):
    return labels[np.argmax(p)] if max(p) >= threshold else "unknown"


@exercise(
    right=decision,
    tries=[(np.array(p), ["go", "no", "yes"], threshold) for p, threshold in (
        ([0.05, 0.85, 0.1], 0.5), ([0.3, 0.25, 0.45], 0.5), ([0.3, 0.25, 0.45], 0.4), ([0.3, 0.25, 0.45], 0.2),
        ([0.45, 0.3, 0.25], 0.2), ([0.5, 0.3, 0.2], 0.5))],
    mistakes=[
        (OneOf((lambda p, labels, t: np.argmax(p), lambda p, labels, t: np.argmax(p) if max(p) >= t else "unknown")),
         "that is the position of the label. labels[...] turns it into the word."),
        (OneOf((lambda p, labels, t: max(p), lambda p, labels, t: max(p) if max(p) >= t else "unknown")),
         "that is the probability. Return the label that stands at its place: np.argmax tells the place."),
        (OneOf((lambda p, labels, t: "unknown" if max(p) > t else labels[np.argmax(p)],
                lambda p, labels, t: "unknown" if max(p) >= t else labels[np.argmax(p)])),
         '0.85 with the threshold 0.5 is sure enough. Return "unknown" when the probability is *smaller*.'),
        (lambda p, labels, t: labels[np.argmax(p)],
         'a probability of 0.45 is smaller than the threshold 0.5: then the answer is "unknown".'),
        (OneOf((lambda p, labels, t: decision(p, labels, 0.5),
                lambda p, labels, t: labels[np.argmax(p)] if max(p) > 0.5 else "unknown")),
         "with the threshold 0.4 the probability 0.45 is enough for yes. Use the threshold that is handed in."),
        (lambda p, labels, t: labels[np.argmax(p)] if max(p) > t else "unknown",
         "exactly at the threshold the word still counts: unknown only when it is smaller."),
        (OneOf((lambda p, labels, t: next((label for label, each in zip(labels, p) if each >= t), "unknown"),
                lambda p, labels, t: next((label for label, each in zip(labels, p) if each > t), "unknown"),
                lambda p, labels, t: ([label for label, each in zip(labels, p) if each >= t] or ["unknown"])[-1])),
         "several labels may reach a low threshold. Find the likeliest first, then compare only that one."),
    ])
def exercise_3(decide):
    """The likeliest label, or "unknown" below the threshold."""


@exercise(
    right=0.05 / 10 ** 0.5 / 0.2, tolerance=0.002, mistakes={
        0.05 / 10 / 0.2: "10 dB are not ten times the amplitude (20 dB are): 10 ** (10 / 20).",
        0.05 / 10 ** 0.5: "that is the level that the noise should have. It has 0.2 now: divide by that.",
        0.05 * 10 ** 0.5 / 0.2: "that makes the noise stronger than the word. It should be 10 dB *below*: divide.",
        0.2 * 10 ** 0.5 / 0.05: "upside down: the noise must become weaker, so the factor is below 1.",
        0.25: "that makes both equally strong: 0 dB. Now 10 dB less.",
    }, otherwise="which level should the noise have, 10 dB below 0.05? It has 0.2 now.")
def exercise_4(factor):
    """0.05 / 10 ** (10 / 20) / 0.2."""


@exercise(
    right=0.6, praise="The robot misses a fifth of the words, and one sound in five makes it move for nothing.",
    mistakes=[
        (OneOf(([0.2, 0.4, 0.6], np.array([0, 1, 2]))), "give one threshold: the last one of those that are allowed."),
        (2, "that is the place in the array. few_thresholds[...] gives the threshold."),
        (0.8, "at 0.8 more than 20 % of the words are missed."),
        (0.2, "that is allowed, but it is the lowest one, with the most false alarms. Take the last of those allowed."),
        (0.4, "that is allowed, but there is a higher one with at most 20 % misses, and fewer false alarms."),
    ], otherwise="give one of few_thresholds: the highest one where few_misses is at most 0.2.")
def exercise_5(chosen):
    """The highest threshold with at most 20 % misses: 0.6."""
