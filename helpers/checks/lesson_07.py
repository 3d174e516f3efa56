"""Checks of lesson 07: any sound."""

from pathlib import Path

import numpy as np

from helpers import features
from helpers.checks import Right, close, exercise


@exercise
def exercise_1(label_of):
    """The name of the folder that a file is in."""
    answer = label_of("sounds/sea_waves/0007.wav")
    if answer is None:
        return "the function gives nothing back: end it with return."
    if isinstance(answer, tuple):
        return "that is the tuple of all parts. Take the one that is the folder of the file, with [ ]."
    if answer == "0007.wav":
        return "that is the file's own name, the last part. Its folder is the part before."
    if answer == "0007":
        return "that is the file's name without its ending. The label is the folder that it is in."
    if answer == "sounds":
        return "that is the outermost folder. The label is the one that the file itself is in."
    if isinstance(answer, Path):
        return "that is a path. Take its name: Path(path).parent.name, or a part of it."
    if answer != "sea_waves":
        return f'for "sounds/sea_waves/0007.wav" it should give "sea_waves", yours gives {answer!r}.'
    if label_of("my/own/sounds/dog/3.ogg") != "dog":
        return "it works for this path only. Collections lie in deeper folders too: count from the end, with [-2]."
    return None


@exercise
def exercise_2(repeat_to_length):
    """1 2 3 to eight samples: 1 2 3 1 2 3 1 2; to two samples: 1 2."""
    answer = repeat_to_length(np.array([1.0, 2.0, 3.0]), 8)
    if answer is None:
        return "the function gives nothing back: end it with return."
    if np.ndim(answer) != 1:
        return f"the result should be a row of samples; yours has the shape {np.shape(answer)}."
    if close(answer, [1, 2, 3, 0, 0, 0, 0, 0]):
        return "that pads with silence. Here the sound itself should come again."
    if close(np.asarray(answer)[:4], [1, 1, 1, 2]) or close(np.asarray(answer)[:4], [1, 1, 2, 2]):
        return "np.repeat repeats each sample, so the sound gets slower and lower. np.tile repeats the whole."
    if len(answer) > 8:
        return f"the sound repeats, but it has {len(answer)} samples instead of 8. Cut it with a slice."
    if len(answer) < 8:
        return (f"it has {len(answer)} samples instead of 8: too few repetitions. Round their number up, "
                "with np.ceil.")
    if not close(answer, [1, 2, 3, 1, 2, 3, 1, 2]):
        return f"1 2 3 with length 8 should give 1 2 3 1 2 3 1 2, yours gives {list(np.asarray(answer))}."
    if not close(repeat_to_length(np.array([1.0, 2.0, 3.0]), 2), [1, 2]):
        return "short sounds are right; a sound longer than `length` must be cut."
    return None


@exercise
def exercise_3(row, band):
    """Row 20 of the filter bank, and the band that is largest there."""
    right = int(features.mel_filters(40, 22050, 1024)[20].argmax())
    if close(row, 440):
        return "440 is the frequency in Hz; the row counts in steps of sample_rate / frame_length, about 21.5 Hz."
    if close(row, 440 * 1024 / 22050):
        return "a row is a whole number: round it."
    if close(row, 19) or close(row, 21):
        return "one row off: 440 * frame_length / sample_rate is 20.4; round it."
    if not close(row, 20):
        return "the row is 440 divided by the width of a step: round(440 * frame_length / sample_rate)."
    if close(band, right + 1):
        return "the row is right, and the band nearly: bands are counted from 0."
    if close(band, float(features.mel_filters(40, 22050, 1024)[20].max())):
        return "that is the largest weight in this row. At which place does it stand? argmax tells."
    if close(band, 20):
        return "20 is the row. The band is the column with the largest weight in it: filters[row].argmax()."
    if np.size(band) > 1:
        return "give one band, a whole number: the place of the largest weight, argmax."
    if not close(band, right):
        return "the row is right. The band is the place of the largest number in filters[row]."
    return Right("Half of the bands have their middle below 2,100 Hz: there ears hear finely.")


@exercise
def exercise_4(share):
    """1 - (1 - 40 / 214) (1 - 8 / 40)."""
    right = 1 - (1 - 40 / 214) * (1 - 8 / 40)
    if close(share, 40 / 214 + 8 / 40, 0.003):
        return "where the masks cross you counted the same place twice."
    if close(share, 40 / 214 * 8 / 40, 0.003):
        return "that is only the place where the two masks cross."
    if close(share, 1 - right, 0.003):
        return "that is the share that can still be seen."
    if close(share, 100 * right, 0.01):
        return "give a share between 0 and 1, not per cent."
    if not close(share, right, 0.003):
        return ("what can still be seen is (1 - 40/214) of the frames times (1 - 8/40) of the bands; "
                "the rest is hidden.")
    return Right("A third of the picture is gone, and you could still name the sound.")


@exercise
def exercise_5(step):
    """After "read": the last step before something random happens to the sound."""
    if isinstance(step, (int, np.integer)):
        return 'answer with the name of the step, such as "shuffle".'
    hints = {
        "masks": "then every epoch gets the very same shifts and masks: no new examples after the first one.",
        "log-mel": "then the shift, which comes before, is remembered too: the same one in every epoch.",
        "shift": "then each sound keeps its first shift for ever. Cache before anything random happens to it.",
        "list of paths": "that saves nothing: the paths are there already. What takes time?",
        "shuffle": "that saves nothing (files are still read each time), and it freezes the order.",
    }
    if step in hints:
        return hints[step]
    if step != "read":
        return f"give one of the six names in steps_in_order, yours is {step!r}."
    return Right("Then shuffle once more after the cache, or the order stays the same for ever.")


@exercise
def exercise_6(answer):
    """The label with the highest mean over the windows: rain."""
    if np.size(answer) > 1:
        return "give one label: take the mean over the windows first, with axis=0, then argmax."
    if isinstance(answer, (int, np.integer)) and answer == 1:
        return "that is its position. few_labels[...] turns a position into a label."
    if answer == "dog":
        return "dog has the largest single probability, in the first window. Take the mean over the windows first."
    if answer == "rooster":
        return "rooster is nowhere the likeliest. The mean over windows is mean(axis=0), then argmax."
    if answer != "rain":
        return "windows.mean(axis=0) has a value for each label; argmax finds the largest, few_labels its name."
    return None
