"""Checks of lesson 11: tagging long clips."""

import numpy as np

from helpers.checks import OneOf, Right, close, exercise


@exercise(
    right=(6.5 / 12, 2.5 / 8), tolerance=0.0035,  # two decimals are enough
    praise="Both at once: no size is free of charge.", mistakes={
        OneOf(((650 / 12, ...), (54, ...), (..., 31.25), (..., 31))): "give shares between 0 and 1, not per cent.",
        (2.5 / 8, 6.5 / 12): "both numbers are right, but swapped: the lost share first.",
        (5.5 / 12, ...): "that is the share of the sound that is kept; the rest is lost.",
        (6.5 / 8, ...): "6.5 s are lost, but of the sound that was there before: 12 s.",
        (0.5, ...): "half of the *clips* are cut. Asked is the share of the *sound*: seconds of seconds.",
        (6.5 / 12, 5.5 / 8): "the lost share is right. The other is the sound in what you store; the rest is silence.",
        (6.5 / 12, 2.5 / 12): "the lost share is right. 2.5 s are silence, but of what you store: 4 clips of 2 s.",
        (6.5 / 12, ...): "the lost share is right. You store 4 x 2 s. How many of these seconds are silence?",
    }, otherwise="0.5, 1, 2 and 2 s are kept of 0.5, 1, 2.5 and 8 s. How many seconds are lost, of how many?")
def exercise_1(lost, silence):
    """Of 12 s, 5.5 s are kept: 6.5 / 12 is lost; of 8 s that are stored, 2.5 s are silence."""


@exercise(
    right=(259, 128 * 259), mistakes={
        (173, ...): "that is two seconds. Asked are three.",
        (258, ...): "nearly: there is one frame more, the one at sample 0.",
        OneOf(((260, ...), (259.5, ...))): "173 is already rounded: count the samples of three seconds first.",
        OneOf(((1 + 132300 / 512, ...), (132300 / 512, ...))): "frames are whole: // divides and drops the remainder.",
        (259, 259): "the frames are right. Each frame has 128 numbers.",
        (259, 128 * 259 * 4): "the frames are right. That is the number of bytes; asked is how many numbers.",
        (259, ...): "the frames are right. The spectrogram has 128 rows and as many columns as frames: multiply.",
    }, otherwise="how many samples are three seconds? The formula in the question makes frames of them.")
def exercise_2(frames, numbers):
    """1 + 132300 // 512 = 259 frames; 128 times that."""


FITS = 500_000_000 / (128 * 173 * 4)


@exercise(
    right=(5644, 11289),
    praise="So of the 9,473 training clips about 60 % fit at full precision, and all of them at half of it.", mistakes={
        (500_000_000 // (128 * 173), ...): "you counted numbers: each of them takes 4 bytes.",
        (11289, 5644): "swapped: a float16 takes half the room, so twice as many of them fit.",
        OneOf(((FITS / 1e6, ...), (0, ...))): "500 MB are 500,000,000 bytes.",
        OneOf(((FITS, ...), (5645, ...), (5644, 2 * FITS), (5644, 11290))):
            "part of a picture is of no use: whole numbers, with //.",
        (5644, 11288): "nearly: do not double the rounded number, divide again.",
        (5644, 2822): "float32 is right. float16 takes half the room: more fit, not fewer.",
        (5644, ...): "float32 is right. How many bytes does a picture take as float16?",
    },
    otherwise="how many bytes does a picture of 128 x 173 numbers take as float32? How often do these fit into 500 MB?")
def exercise_3(float32, float16):
    """500 MB divided by 128 x 173 x 4 and x 2 bytes: 5644 and 11289."""


@exercise(
    right=OneOf((lambda n, size, b: np.arange(b * size, min((b + 1) * size, n)),
                 lambda n, size, b: list(range(n))[b * size:(b + 1) * size],
                 lambda n, size, b: range(n)[b * size:(b + 1) * size])),
    tries=[(n, size, b) for n, size in ((70, 32), (64, 32), (20, 8), (5, 8), (33, 32), (7, 1))
           for b in range(-(-n // size))],
    praise="No clip lost, none repeated.", mistakes=[
        (OneOf((lambda n, size, b: b * size, lambda n, size, b: min(size, n - b * size))),
         "return all rows of the batch, as a list or an array, not one number."),
        (OneOf((lambda n, size, b: np.arange((b + 1) * size, (b + 2) * size),
                lambda n, size, b: np.arange((b + 1) * size, min((b + 2) * size, n)),
                lambda n, size, b: np.arange((b - 1) * size, min(b * size, n)))),
         "batches are counted from 0: the first one begins with row 0."),
        (OneOf((lambda n, size, b: np.arange(b * size, (b + 1) * size + 1),
                lambda n, size, b: np.arange(b * size, min((b + 1) * size + 1, n)),
                lambda n, size, b: np.arange(b * size, min((b + 1) * size, n) + 1))),
         "the first batch has 33 rows: the end is one too far."),
        (OneOf((lambda n, size, b: np.arange(b * size, (b + 1) * size) if b < n // size else [],
                lambda n, size, b: np.arange(b * size, (b + 1) * size) if b < n // size else None)),
         "the last six of 70 clips are lost: the third batch is empty."),
        (lambda n, size, b: np.arange(b * size, (b + 1) * size),
         "the last batch asks for rows up to 95, and there are only 70 clips. Cut it."),
        (lambda n, size, b: np.arange(b * size, (b + 1) * size) % n,
         "the last batch is filled up from the beginning: these clips are repeated. Cut it instead."),
        (OneOf((lambda n, size, b: np.minimum(np.arange(b * size, (b + 1) * size), n - 1),
                lambda n, size, b: np.arange(max(min(b * size, n - size), 0), min((b + 1) * size, n)))),
         "the last batch is filled up with clips that were in another batch already. Cut it instead."),
    ])
def exercise_4(rows_of_batch):
    """Each clip in exactly one batch; the last one may be smaller."""


@exercise(
    right=4 / 9, tolerance=0.0035,  # two decimals are enough
    mistakes={
        4 / 3: "that is the sum. MAP@3 is the mean over the three clips.",
        1 / 3: "that is the accuracy of the first guesses. The cello was guessed too, in third place.",
        2 / 3: "two of three were guessed, but not both at once: the cello's third place gives 1/3 of a point. (Or did "
               "you divide by two? The violin counts as well.)",
        1 / 2: "the cello stands in third place: that gives 1/3 of a point.",
        OneOf((400 / 9, 44)): "give a number between 0 and 1, not per cent.",
    }, otherwise="give each clip its points: 1 for the first guess, 1/2, 1/3, or nothing. Then take the mean.")
def exercise_5(score):
    """(1/3 + 1 + 0) / 3."""


@exercise
def exercise_6(chosen, promise, public, private):
    """The place of the best public score, and its private score."""
    right = int(np.argmax(public))
    if not close(chosen, right):
        if close(chosen, np.max(public)):
            return "that is the best public score itself. At which place does it stand? argmax tells."
        if close(chosen, int(np.argmax(private))):
            return "nobody knows the private scores when choosing: take the best *public* one."
        return "the place of the largest number in public: argmax."
    if close(promise, private[right]):
        return Right("Chosen on one part, scored on another.")
    if close(promise, np.max(public)):
        return "that one was chosen because it was lucky there. Which of its scores had no part in the choice?"
    if close(promise, np.max(private)):
        return "that is the best private score, of another submission, chosen by luck again."
    if close(promise, np.mean(private)):
        return "that is the mean of all submissions, a good guess here; asked is the score of the one that you chose."
    return "promise what the chosen one got on clips that had no part in the choice."
