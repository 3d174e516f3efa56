"""Checks of lesson 07: any sound."""

from pathlib import Path

import numpy as np

from helpers import features
from helpers.checks import OneOf, exercise

ROW = np.array([1.0, 2.0, 3.0])
WEIGHTS = features.mel_filters(40, 22050, 1024)[20]  # of the row that is nearest to 440 Hz
HIDDEN = 1 - (1 - 40 / 214) * (1 - 8 / 40)


def times(samples, length):
    return int(np.ceil(length / len(samples)))


@exercise(
    right=OneOf((lambda path: Path(path).parts[-2], lambda path: Path(path).parent.name,
                 lambda path: path.split("/")[-2])),
    tries=[("sounds/sea_waves/0007.wav",), ("my/own/sounds/dog/3.ogg",)], mistakes=[
        (OneOf((lambda path: Path(path).parts, lambda path: path.split("/"))),
         "those are all the parts. Take the one that is the folder of the file, with [ ]."),
        (lambda path: Path(path).name, "that is the file's own name, the last part. Its folder is the part before."),
        (lambda path: Path(path).stem, "that is the file's name without its ending. The label is the folder it is in."),
        (lambda path: Path(path).parts[0], "that is the outermost folder. The label is the folder of the file itself."),
        (OneOf((lambda path: Path(path).parent, lambda path: str(Path(path).parent))),
         "that is a whole path. Take its name, .name, or a part of it."),
        (lambda path: Path(path).parts[1],
         "it works for some paths only. Collections lie in deeper folders too: count from the end, with [-2]."),
    ])
def exercise_1(label_of):
    """The name of the folder that a file is in."""


@exercise(
    right=OneOf((np.resize, lambda s, n: np.tile(s, times(s, n))[:n], lambda s, n: np.tile(s, n // len(s) + 1)[:n],
                 lambda s, n: (list(s) * n)[:n])),
    tries=[(ROW, 7), (ROW, 2), (np.array([4.0, 5.0]), 5001)], mistakes=[
        (OneOf((lambda s, n: np.tile(s, (times(s, n), 1))[:n], lambda s, n: np.stack([s] * times(s, n)),
                lambda s, n: [s] * times(s, n))), "the result should be one row of samples, yours has several rows."),
        (OneOf((lambda s, n: np.pad(s, (0, n - len(s))), lambda s, n: np.pad(s, (0, max(0, n - len(s))))[:n])),
         "that pads with silence. Here the sound itself should come again."),
        (OneOf((lambda s, n: np.repeat(s, times(s, n))[:n], lambda s, n: np.repeat(s, times(s, n)),
                lambda s, n: np.repeat(s, n)[:n], lambda s, n: np.repeat(s, 3)[:n])),
         "np.repeat repeats each sample, so the sound gets slower and lower. np.tile repeats the whole."),
        (OneOf((lambda s, n: np.tile(s, times(s, n)), lambda s, n: np.tile(s, n // len(s) + 1),
                lambda s, n: np.tile(s, n), lambda s, n: np.tile(s, 3))),
         "the sound repeats, but it has too many samples. Cut it with a slice."),
        (OneOf((lambda s, n: np.tile(s, n // len(s)), lambda s, n: np.tile(s, round(n / len(s)))[:n])),
         "it has too few samples: too few repetitions. Round their number up, with np.ceil."),
        (OneOf([lambda s, n, fixed=fixed: np.tile(s, fixed)[:n] for fixed in (3, 4, 5, 8, 10, 20, 50, 100, 1000)]),
         "a fixed number of repetitions is enough for some sounds only: compute it from `length`."),
        (OneOf((lambda s, n: np.tile(s, n)[:n] if n > len(s) else s,
                lambda s, n: np.tile(s, n)[:n] if n > len(s) else None)),
         "short sounds are right; a sound longer than `length` must be cut."),
    ])
def exercise_2(repeat_to_length):
    """1 2 3 to seven samples: 1 2 3 1 2 3 1; to two samples: 1 2."""


@exercise(
    right=(20, WEIGHTS.argmax()),
    praise="Half of the bands have their middle below 2,100 Hz: there ears hear finely.", mistakes={
        (440, ...): "440 is the frequency in Hz; the row counts in steps of sample_rate / frame_length, about 21.5 Hz.",
        (440 * 1024 / 22050, ...): "a row is a whole number: round it.",
        OneOf(((19, ...), (21, ...))): "one row off: round the number of steps, 20.4, to the nearest whole number.",
        (20, WEIGHTS.argmax() + 1): "the row is right, and the band nearly: bands are counted from 0.",
        (20, WEIGHTS.max()): "that is the largest weight in this row. At which place does it stand? argmax tells.",
        (20, 20): "20 is the row. The band is the column with the largest weight in it.",
        (20, ...): "the row is right. The band is one whole number: the place of the largest number in filters[row].",
    }, otherwise="how many steps of sample_rate / frame_length Hz does it take to get to 440 Hz? Round it to a row.")
def exercise_3(row, band):
    """Row 20 of the filter bank, and the band that is largest there."""


@exercise(
    right=HIDDEN, tolerance=0.0035,  # two decimals are enough
    praise="A third of the picture is gone, and you could still name the sound.", mistakes={
        40 / 214 + 8 / 40: "where the masks cross you counted the same place twice.",
        40 / 214 * 8 / 40: "that is only the place where the two masks cross.",
        1 - HIDDEN: "that is the share that can still be seen.",
        OneOf((100 * HIDDEN, 35)): "that is per cent: a share lies between 0 and 1.",
    }, otherwise="which share can still be seen, of the frames and of the bands? The rest is hidden.")
def exercise_4(share):
    """1 - (1 - 40 / 214) (1 - 8 / 40)."""


@exercise(
    right="read", praise="Then shuffle once more after the cache, or the order stays the same for ever.", mistakes={
        OneOf(range(7)): 'answer with the name of the step, such as "shuffle".',
        "masks": "then every epoch gets the very same shifts and masks: no new examples after the first one.",
        "log-mel": "then the shift, which comes before, is remembered too: the same one in every epoch.",
        "shift": "then each sound keeps its first shift for ever. Cache before anything random happens to it.",
        "list of paths": "that saves nothing: the paths are there already. What takes time?",
        "shuffle": "that saves nothing (files are still read each time), and it freezes the order.",
    }, otherwise=lambda step: f"give one of the six names in steps_in_order, yours is {step!r}.")
def exercise_5(step):
    """After "read": the last step before something random happens to the sound."""


@exercise(
    right="rain", mistakes=[
        (1, "that is its position. few_labels[...] turns a position into a label."),
        ("dog", "dog has the largest single probability, in the first window. Take the mean over the windows first."),
        ("rooster", "rooster is nowhere the likeliest. Take the mean over the windows, then the place of the largest."),
        (OneOf(([1 / 3, 1.3 / 3, 0.7 / 3], np.array([0, 1, 1]), ["dog", "rain", "rain"], [0.7, 0.6, 0.3])),
         "give one label: take the mean over the windows first, with axis=0, then argmax."),
    ], otherwise="give one label of few_labels, as text: the one whose column has the largest mean.")
def exercise_6(answer):
    """The label with the highest mean over the windows: rain."""
