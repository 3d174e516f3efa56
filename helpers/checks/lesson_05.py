"""Checks of lesson 05: a convolutional model."""

import numpy as np

from helpers.checks import Right, close, exercise


@exercise
def exercise_1(frames, bands):
    """Size of the feature map of a 98 x 40 picture and a 5 x 3 kernel: 94 x 38."""
    pair = [frames, bands]
    if close(pair, [38, 94]):
        return "you swapped the two numbers: frames first, then bands."
    if close(pair, [98, 40]):
        return "that is the picture. At its ends the window would hang over, so the map is smaller."
    if close(pair, [93, 37]):
        return "one is missing each time: a window of 5 fits into 5 frames once, not 0 times. Add 1."
    if close(pair, [96, 36]):
        return "the kernel has 5 frames and 3 bands, not the other way round."
    if close(pair, [19, 13]) or close(pair, [98 / 5, 40 / 3]):
        return "the windows overlap: the kernel moves on by one step, not by its own length."
    if close(frames, 94) and not close(bands, 38):
        return "the frames are right. Do the same for 40 bands and a kernel of 3 bands."
    if close(bands, 38) and not close(frames, 94):
        return "the bands are right. Do the same for 98 frames and a kernel of 5 frames."
    if not close(pair, [94, 38]):
        return ("a window of 3 fits into 61 in 59 places: 61 - 3 + 1. Do the same for 98 and 5, "
                "and for 40 and 3.")
    return None


@exercise
def exercise_2(kernel):
    """A kernel that compares a band with the one two below it, in all three frames or the middle one."""
    kernel = np.asarray(kernel, dtype=float)
    if kernel.shape != (3, 3):
        return f"the kernel should have 3 rows and 3 columns; yours has the shape {kernel.shape}."
    if not kernel.any():
        return "a kernel of zeros answers 0 to everything. Put -1 and 1 into it."
    rising_time = (kernel * np.array([[0.0], [1], [2]])).sum()  # louder from frame to frame
    rising_band = (kernel * np.array([[0.0, 1, 2]])).sum()  # louder from band to band
    if not close(kernel.sum(), 0, 1e-3):
        return ("a picture that is equally loud everywhere should get the answer 0: the nine numbers "
                f"should add up to 0, yours give {kernel.sum():.3g}.")
    if abs(rising_time) > 1e-3:
        if abs(rising_band) < 1e-3:
            return "this one compares frames, like the edge kernel. Turn it: the columns are the bands."
        return "it also answers when it gets louder in time. Make the three rows equal."
    if rising_band < -1e-3:
        return "the signs are swapped. The higher band (last column) counts +, the lower one -."
    if rising_band < 1e-3 or abs(kernel[:, 1]).max() > 1e-3:
        return "compare only the first column (minus) with the last one (plus); the middle one is 0."
    return Right("Laid on a spectrogram it finds the lower edge of every steady tone.")


@exercise
def exercise_3(parameters):
    """Parameters of a convolution with 32 kernels of 3 x 3 on 16 channels: 4,640."""
    for wrong, hint in (
        (3 * 3 * 16 * 32, "the biases are missing: each of the 32 kernels has one."),
        ((3 * 3 + 1) * 32, "each kernel looks at all 16 maps: it has 3 x 3 numbers for each of them."),
        (3 * 3 * 32, "each kernel looks at all 16 maps, and has a bias."),
        ((3 * 3 * 16 + 1) * 16, "16 maps go in, but there are 32 kernels."),
        (3 * 3 * 16 + 1, "that is one kernel with its bias. There are 32."),
        ((3 * 3 + 1) * 16 * 32, "there is only one bias per kernel, not one for each of the 16 maps."),
        (160, "that is the first convolution. The second one has 16 channels coming in and 32 kernels."),
    ):
        if close(parameters, wrong):
            return hint
    if not close(parameters, (3 * 3 * 16 + 1) * 32):
        return "a kernel: 3 x 3 numbers for each of 16 maps, and a bias. And there are 32 kernels."
    return None


@exercise
def exercise_4(best_epoch, losses):
    """The epoch of the smallest validation loss, counted from 1."""
    right = int(np.argmin(losses)) + 1
    if close(best_epoch, right) and right == len(losses):
        return Right("It was the last one: there was no reason yet to stop.")
    if close(best_epoch, right):
        return Right("After it the network became surer, also of its mistakes.")
    if close(best_epoch, right - 1):
        return "np.argmin counts from 0, the figure counts epochs from 1. Add 1."
    if close(best_epoch, np.min(losses), 1e-3):
        return "that is the smallest loss itself (np.min). We ask for its position: np.argmin."
    if close(best_epoch, int(np.argmax(losses)) + 1) or close(best_epoch, int(np.argmax(losses))):
        return "that is the epoch of the largest loss. A loss should be small: np.argmin."
    return 'take np.argmin of first_history.history["val_loss"], and add 1.'


@exercise
def exercise_5(drop):
    """Dropout by hand: values * keep / (1 - rate)."""
    values = np.array([1.0, 2.0, 3.0, 4.0])
    keep, rate = np.array([True, True, True, False]), 0.25
    answer = drop(values, keep, rate)
    if answer is None:
        return "your function gives nothing back. Does it say return?"
    survivors = np.array([1.0, 2.0, 3.0, 0.0])
    if close(answer, survivors):
        return "the right ones are dropped, but the others should grow, so that the sum stays the same."
    if close(answer, survivors / rate):
        return "you divided by the share that is dropped. Divide by the share that is kept: 1 - rate."
    if close(answer, survivors * (1 - rate)):
        return "the survivors became smaller. Divide by 1 - rate instead of multiplying."
    if close(answer, survivors * 2):
        return "doubling is right for a rate of 0.5 only. Use rate."
    if close(answer, values * ~keep / (1 - rate)) or close(answer, values * ~keep):
        return "you dropped those that should survive: keep is True for the survivors."
    if np.shape(answer) != (4,):
        return "give back as many numbers as came in: zeros for the dropped ones, do not cut them out."
    if not close(answer, survivors / (1 - rate)):
        return "values times keep makes the zeros; dividing by 1 - rate enlarges the rest."
    return None


@exercise
def exercise_6(normalised):
    """Batch normalisation by hand, per channel."""
    values = np.array([[1.0, 200.0], [2.0, 400.0], [3.0, 200.0], [4.0, 400.0]])
    centred, deviation = values - values.mean(axis=0), values.std(axis=0)
    for wrong, hint in (
        (values, "these are still the values themselves."),
        (centred, "the means are gone. Now divide by the standard deviation of each column."),
        (values / deviation, "take the mean away first, then divide."),
        (values - values.mean(axis=0) / deviation,
         "division comes before subtraction: put brackets around (values - mean)."),
        ((values - values.mean()) / values.std(),
         "you used one mean for everything. Each channel has its own: axis=0."),
        (centred / values.var(axis=0), "divide by the standard deviation (std), not by the variance."),
        (centred / values.std(axis=0, ddof=1), "divide by values.std(axis=0), without ddof."),
    ):
        if close(normalised, wrong, 1e-3):
            return hint
    with np.errstate(all="ignore"):
        rows = (values - values.mean(axis=1, keepdims=True)) / values.std(axis=1, keepdims=True)
    if close(normalised, rows, 1e-3):
        return "you normalised each clip (row). Batch normalisation goes down the columns: axis=0."
    if not close(normalised, centred / deviation, 1e-3):
        return "(values - mean) / standard deviation, both with axis=0."
    return Right("Two channels of very different size now speak equally loud.")
