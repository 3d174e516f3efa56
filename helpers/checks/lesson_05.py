"""Checks of lesson 05: a convolutional model."""

import numpy as np

from helpers.checks import OneOf, Right, close, exercise, no_numbers


@exercise(right=(94, 38), mistakes={
    (38, 94): "you swapped the two numbers: frames first, then bands.",
    (98, 40): "that is the picture. At its ends the window would hang over, so the map is smaller.",
    (93, 37): "one is missing each time: a window of 5 fits into 5 frames once, not 0 times. Add 1.",
    (96, 36): "the kernel has 5 frames and 3 bands, not the other way round.",
    OneOf(((19, 13), (98 / 5, 40 / 3), (19.6, 13.3), (20, 14))):
        "the windows overlap: the kernel moves on by one step, not by its own length.",
    (94, ...): "the frames are right. Do the same for 40 bands and a kernel of 3 bands.",
    (..., 38): "the bands are right. Do the same for 98 frames and a kernel of 5 frames."},
          otherwise="a window of 3 fits into 61 in 59 places. In how many do 5 fit into 98, and 3 into 40?")
def exercise_1(frames, bands):
    """Size of the feature map of a 98 x 40 picture and a 5 x 3 kernel: 94 x 38."""


@exercise
def exercise_2(kernel):
    """A kernel that compares a band with the one two below it, in all three frames or the middle one."""
    if np.ndim(None if no_numbers(kernel, "kernel") else kernel) in (1, 2) and np.shape(kernel) != (3, 3):
        return f"the kernel should have 3 rows and 3 columns; yours has the shape {np.shape(kernel)}."
    hint = no_numbers(kernel, "the kernel", (3, 3))
    if hint:
        return hint
    kernel = np.asarray(kernel, dtype=float)
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
    if rising_band < 1e-3 and close(kernel[:, 1], 0 * kernel[:, 1], 1e-3):
        return "its rows take each other away: what one adds, another subtracts. Make the three rows equal."
    if rising_band < 1e-3 or abs(kernel[:, 1]).max() > 1e-3:
        return "compare only the first column (minus) with the last one (plus); the middle one is 0."
    return Right("Laid on a spectrogram it finds the lower edge of every steady tone.")


@exercise(right=(3 * 3 * 16 + 1) * 32, mistakes={
    3 * 3 * 16 * 32: "the biases are missing: each of the 32 kernels has one.",
    (3 * 3 + 1) * 32: "each kernel looks at all 16 maps: it has 3 x 3 numbers for each of them.",
    3 * 3 * 32: "each kernel looks at all 16 maps, and has a bias.",
    (3 * 3 * 16 + 1) * 16: "16 maps go in, but there are 32 kernels.",
    3 * 3 * 16 + 1: "that is one kernel with its bias. There are 32.",
    3 * 3 * 16: "that is one kernel, without its bias. There are 32.",
    OneOf((3 * 3 * 16 * 32 + 1, 3 * 3 * 16 * 32 + 16)):
        "16 maps go in, and there are 32 kernels, each with a bias of its own.",
    (3 * 3 * 32 + 1) * 32: "16 maps go in, not 32.",
    (3 * 3 + 1) * 16 * 32: "there is only one bias per kernel, not one for each of the 16 maps.",
    160: "that is the first convolution. The second one has 16 channels coming in and 32 kernels."},
          otherwise="begin with one kernel: how many maps does it look at, with 3 x 3 numbers each? And the bias?")
def exercise_3(parameters):
    """Parameters of a convolution with 32 kernels of 3 x 3 on 16 channels: 4,640."""


@exercise(right=lambda losses: int(np.argmin(losses)) + 1,
          tries=[([3.0, 1.0, 2.0],), ([2.0, 1.0, 1.5, 0.9],), ([1.0, 2.0],), ([0.9, 0.7, 0.8, 1.1, 1.3],)],
          mistakes={
    lambda losses: int(np.argmin(losses)): "np.argmin counts from 0, the figure counts epochs from 1. Add 1.",
    lambda losses: float(np.min(losses)):
        "that is the smallest loss itself (np.min). We ask for its position: np.argmin.",
    lambda losses: int(np.argmax(losses)) + 1:
        "that is the epoch of the largest loss. A loss should be small: np.argmin.",
    lambda losses: int(np.argmax(losses)): "that is the place of the largest loss. A loss should be small: np.argmin.",
    lambda losses: len(losses): "that is the last epoch. We ask for the one with the smallest loss."},
          otherwise="which of the losses is the smallest? np.argmin tells its position, counted from 0.")
def exercise_4(best_epoch):
    """The epoch of the smallest loss, counted from 1."""


SURVIVORS = [(first + np.arange(4.0), np.array(keep, dtype=bool), rate)
             for first, keep, rate in ((1, [1, 1, 1, 0], 0.25), (5, [1, 0, 0, 1], 0.25), (3, [0, 1, 1, 0], 0.6))]


@exercise(right=lambda values, keep, rate: values * keep / (1 - rate), tries=SURVIVORS, mistakes={
    lambda values, keep, rate: values * keep:
        "the right ones are dropped, but the others should grow, so that the sum stays about the same.",
    lambda values, keep, rate: values * keep / rate:
        "you divided by the share that is dropped. Divide by the share that is kept.",
    lambda values, keep, rate: values * keep * (1 - rate):
        "the survivors became smaller; they should grow.",
    OneOf((lambda values, keep, rate: values * keep * 2, lambda values, keep, rate: values * keep / 0.75)):
        "that is right for one rate only. Use rate.",
    lambda values, keep, rate: values / (1 - rate): "they have grown, but none is dropped: keep says which survive.",
    lambda values, keep, rate: values * keep / 1 - rate: "division comes before subtraction: brackets around 1 - rate.",
    OneOf((lambda values, keep, rate: values * keep * rate, lambda values, keep, rate: values * keep * (1 + rate))):
        "the share that survives is 1 - rate: by what must that be divided, or multiplied, to make 1 again?",
    OneOf((lambda values, keep, rate: values * keep / keep.mean(),
           lambda values, keep, rate: values * keep * values.sum() / (values * keep).sum())):
        "you divided by what happened to survive this time. Only rate counts: the share that survives on average.",
    OneOf((lambda values, keep, rate: values * ~keep / (1 - rate), lambda values, keep, rate: values * ~keep)):
        "you dropped those that should survive: keep is True for the survivors.",
    OneOf((lambda values, keep, rate: values[keep] / (1 - rate), lambda values, keep, rate: values[keep])):
        "give back as many numbers as came in: zeros for the dropped ones, do not cut them out."},
          otherwise="values times keep makes the zeros. By how much must the rest grow, if a share of rate is lost?")
def exercise_5(drop):
    """Dropout by hand: values * keep / (1 - rate)."""


VALUES = np.array([[1.0, 200.0], [2.0, 400.0], [3.0, 200.0], [4.0, 400.0]])
CENTRED, DEVIATION = VALUES - VALUES.mean(axis=0), VALUES.std(axis=0)


@exercise(right=CENTRED / DEVIATION, tolerance=1e-3, mistakes=[
    (VALUES, "these are still the values themselves."),
    (CENTRED, "the means are gone. Now divide by the standard deviation of each column."),
    (VALUES / DEVIATION, "take the mean away first, then divide."),
    (VALUES - VALUES.mean(axis=0) / DEVIATION,
     "division comes before subtraction: put brackets around the difference."),
    ((VALUES - VALUES.mean()) / VALUES.std(), "you used one mean for everything. Each channel has its own: axis=0."),
    (CENTRED / VALUES.std(), "you used one deviation for everything. Each channel has its own: axis=0."),
    ((VALUES - VALUES.mean()) / DEVIATION, "you used one mean for everything. Each channel has its own: axis=0."),
    (-CENTRED / DEVIATION, "the signs are the wrong way round: the values minus their mean."),
    (CENTRED.T / DEVIATION[:, None], "the numbers are right, but rows and columns have changed places."),
    (CENTRED * DEVIATION, "divide by the deviation; you multiplied."),
    (CENTRED / VALUES.var(axis=0), "divide by the standard deviation (std), not by the variance."),
    (CENTRED / VALUES.std(axis=0, ddof=1), "divide by values.std(axis=0), without ddof."),
    ((VALUES - VALUES.mean(axis=1, keepdims=True)) / VALUES.std(axis=1, keepdims=True),
     "you normalised each clip (row). Batch normalisation goes down the columns: axis=0.")],
          otherwise="for each column: away with its mean, then in units of its deviation, both with axis=0.",
          praise="Two channels of very different size now speak equally loud.")
def exercise_6(normalised):
    """Batch normalisation by hand, per channel."""
