"""Checks of lesson 08: sequences."""

import numpy as np

from helpers.checks import OneOf, close, exercise


def sex(block, per):
    return "male" if block % per < per / 2 else "female"


@exercise(
    right=lambda b, per: (b // per, sex(b, per)),
    tries=[(block, 8) for block in range(80)] + [(block, 660) for block in (0, 329, 330, 659, 660, 1000, 6599)],
    mistakes=[
        (OneOf((lambda b, per: b // per, sex)), "return two things, the digit and the sex: return digit, sex."),
        (lambda b, per: (sex(b, per), b // per), "the digit comes first, then the sex."),
        (OneOf((lambda b, per: (b // 660, sex(b, 660)), lambda b, per: (b // 660, sex(b, per)))),
         "with 80 blocks per digit, block 80 is the first one of digit 1. Divide by blocks_per_digit, not by 660."),
        (lambda b, per: (b / per, sex(b, per)), "the digit must be a whole number: / gives a fraction, // drops it."),
        (OneOf((lambda b, per: (b // per + 1, sex(b, per)), lambda b, per: ((b + 1) // per, sex(b, per)),
                lambda b, per: (-(-b // per), sex(b, per)), lambda b, per: (round(b / per), sex(b, per)),
                lambda b, per: ((b - 1) // per, sex(b, per)), lambda b, per: ((b - 1) // per, sex(b - 1, per)),
                lambda b, per: (b // per - 1, sex(b, per)))),
         "blocks and digits are counted from 0: there is nothing to add, to take away or to round up."),
        (lambda b, per: (b % per, sex(b, per)), "% gives the place within the digit, // the digit itself."),
        (OneOf((lambda b, per: (b // per, b % per), lambda b, per: (b // per, b % per < per / 2),
                lambda b, per: (b // per, int(b % per >= per / 2)),
                lambda b, per: (b // per, int(b % per < per / 2)), lambda b, per: (b // per, 1))),
         'the sex is the text "male" or "female".'),
        (lambda b, per: (b // per, "female" if sex(b, per) == "male" else "male"),
         "the right halves, the wrong way round: the men come first."),
        (lambda b, per: (b // per, "male" if b < per / 2 else "female"),
         "the men come first in EVERY digit: look at the place within the digit, block % blocks_per_digit."),
        (lambda b, per: (b // per, "male" if b % per <= per / 2 else "female"),
         "of 660 blocks per digit, number 330 is already a woman's: 0 to 329 are the first half. Use <, not <=."),
        (lambda b, per: (b // per, "male" if b % per < 330 else "female"),
         "within a digit the first HALF of the blocks are men's, and 330 is half of 660 only: use blocks_per_digit."),
    ])
def exercise_1(describe):
    """Digit and sex from the position of a block."""


def padded(length):
    frames = np.zeros((96, 13))
    frames[:length] = (np.arange(length * 13).reshape(length, 13) + length) % 7 + 1
    return frames, length


@exercise(
    right=OneOf((lambda p, length: p[:length].mean(axis=0), lambda p, length: p.sum(axis=0) / length)),
    tries=[padded(24), padded(11)], praise="This is what Masking and GlobalAveragePooling1D do together.", mistakes=[
        (lambda p, length: p.mean(axis=0), "the padding is counted too: the sum is divided by 96, not by `length`."),
        (OneOf((lambda p, length: p[:length].mean(), lambda p, length: p.mean())),
         "that is one number: the mean over everything. Write axis=0 to keep the 13 coefficients apart."),
        (OneOf((lambda p, length: p[:length].mean(axis=1), lambda p, length: p.mean(axis=1))),
         "that is a mean per frame. Time is the FIRST axis, and it should go: axis=0."),
        (lambda p, length: p.sum(axis=0), "that is the sum: divide by the number of frames."),
        (lambda p, length: p[:length + 1].mean(axis=0), "one frame too many: [:length] already stops before `length`."),
        (OneOf((lambda p, length: p[:length - 1].mean(axis=0), lambda p, length: p[1:length].mean(axis=0))),
         "one frame too few: the first is number 0, and [:length] stops before `length`."),
        (OneOf((lambda p, length: p[length:].mean(axis=0), lambda p, length: p[-length:].mean(axis=0))),
         "that is the padding: the utterance stands at the beginning."),
        (OneOf((lambda p, length: p[:, :length].mean(axis=0), lambda p, length: p.T[:length].mean(axis=1))),
         "that cuts the coefficients, not the frames: time is the FIRST axis."),
        (lambda p, length: np.median(p[:length], axis=0), "that is the median; the mean is wanted."),
        (lambda p, length: p[:24].mean(axis=0), "right for 24 frames; another utterance has another `length`."),
    ], otherwise="first cut out the frames that are no padding, then average each of the 13 coefficients over them.")
def exercise_2(masked_mean):
    """The mean over the frames that are no padding."""


def share(lengths):
    return 1 - sum(lengths) / (len(lengths) * max(lengths))


@exercise(
    right=OneOf((share, lambda x: np.mean(np.max(x) - np.array(x)) / np.max(x))),
    tries=[([20, 30, 40, 60],), ([50, 100, 50],), ([9, 7, 4],)], mistakes=[
        (lambda x: 1 - share(x), "that is the share of REAL frames. The padding is the rest: 1 minus it."),
        (lambda x: 100 * share(x), "return a share between 0 and 1, not per cent."),
        (lambda x: share(x) * len(x) * max(x),
         "that is the number of padded frames. Divide it by all computed frames, real and padded."),
        (lambda x: len(x) * max(x) / sum(x) - 1,
         "padded frames divided by REAL frames. The share is of all computed frames, real and padded."),
        (lambda x: 1 - sum(x) / (len(x) * 96), "the batch is padded to its own longest utterance, not to 96 frames."),
        (lambda x: 1 - sum(x) / max(x),
         "the longest has 60 frames, but there are four utterances: 4 * 60 frames are computed."),
        (lambda x: 1 - sum(x) / (len(x) * x[-1]),
         "right for this batch; in another one the longest utterance may stand elsewhere than at the end: max."),
        (OneOf((lambda x: round(share(x), 1), lambda x: round(share(x), 2), lambda x: round(share(x)))),
         "that is rounded: give back what the division gives."),
        (OneOf((lambda x: [1 - length / max(x) for length in x], lambda x: [max(x) - length for length in x])),
         "that is one number for each utterance; one for the whole batch is wanted."),
        (lambda x: 1 - min(x) / max(x), "that is for the shortest utterance alone; the whole batch is wanted."),
        (OneOf((lambda x: 1 - np.median(x) / max(x), lambda x: 1 - np.sort(x)[len(x) // 2] / max(x))),
         "the median is not the mean: add up all lengths."),
        (OneOf((lambda x: 0.375, lambda x: 1 - sum(x) / 240, lambda x: 1 - sum(x) / (4 * max(x)),
                lambda x: 1 - sum(x) / (len(x) * 60))),
         "right for this batch; another one has other lengths, and another number of them: use the list."),
    ], otherwise="how many frames are computed, real and padded together? And how many of them are real?")
def exercise_3(padding_share):
    """1 - sum / (count * longest)."""


@exercise(
    right=lambda x, u: 3 * (x * u + u * u + 2 * u), tries=[(13, 64), (5, 8)],
    praise="layer.count_params() says the same.", mistakes=[
        (lambda x, u: x * u + u * u + 2 * u, "that is one of the three: multiply by 3 for update, reset and proposal."),
        (lambda x, u: 4 * (x * u + u * u + 2 * u),
         "four times: that would be an LSTM. A GRU has three: update, reset and proposal."),
        (lambda x, u: 3 * x * u + u * u + 2 * u, "everything is there three times: brackets, and the 3 before them."),
        (lambda x, u: 3 * (x * u + u * u + 2 * x), "a bias has `units` numbers, not `inputs`."),
        (OneOf((lambda x, u: 15168, lambda x, u: 3 * (13 * u + u * u + 2 * u),
                lambda x, u: 3 * (x * 64 + 64 * 64 + 128))),
         "right for 13 inputs and 64 units only: use `inputs` and `units`."),
        (lambda x, u: 3 * (u * x + x * x + 2 * x), "inputs and units have changed places."),
        (lambda x, u: 3 * (x * u + u * u + u),
         "there are two biases of `units` numbers in each: one with the frame, one with the state."),
        (lambda x, u: 3 * (x * u + u * u + 2), "a bias is not one number, but one for each of the `units`."),
        (lambda x, u: 3 * (x * u + u * u), "the biases are missing: two of `units` numbers in each of the three."),
        (lambda x, u: 3 * (x * u + 2 * u), "the matrix for the state is missing: it has units * units numbers."),
        (lambda x, u: 3 * (x * u + x * x + 2 * u),
         "the matrix for the state has units * units numbers, not inputs * inputs."),
    ], otherwise="three times a matrix for the frame, one for the state, and two biases. How many numbers has each?")
def exercise_4(count_gru):
    """3 (inputs units + units units + 2 units)."""


@exercise(
    right=4, mistakes={
        6: "that is where the TRAINING loss is lowest, and it nearly always falls to the end. Look at val_loss.",
        3: "argmin counts from 0; people count epochs from 1: add 1.",
        5: "at epoch 5 the validation loss has already risen again.",
        0.8: "that is the lowest validation loss. After which epoch was it reached?",
        1: "that is where the validation loss is HIGHEST.",
        0.08: "that is the lowest TRAINING loss, and a loss is not an epoch.",
    }, otherwise='the place of the lowest losses["val_loss"], counted from 1.')
def exercise_5(best_epoch):
    """The epoch with the lowest validation loss: 4."""


SCORES = np.array([0.0, 2.0, -1.0, 1.0])
STATES = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [5.0, 5.0, 5.0], [-2.0, 1.0, 0.0]])


def softmax(scores):
    return np.exp(scores - scores.max()) / np.exp(scores - scores.max()).sum()


def refinement(attend):
    try:
        stands_large_scores = close(attend(SCORES + 1000, STATES.copy()), softmax(SCORES) @ STATES)
    except OverflowError:  # of math.exp
        stands_large_scores = False
    return "" if stands_large_scores else "One refinement: very large scores overflow exp; subtract scores.max() first."


@exercise(
    right=OneOf((lambda scores, states: softmax(scores) @ states, lambda scores, states: softmax(scores).dot(states),
                 lambda scores, states: (softmax(scores)[:, None] * states).sum(axis=0),
                 lambda scores, states: np.exp(scores) / np.exp(scores).sum() @ states)),
    tries=[(SCORES, STATES), (SCORES[::-1], STATES + 1)], praise=refinement, mistakes=[
        (lambda scores, states: softmax(scores),
         "those are the weights, and they are right. Now take the mean of the states with them."),
        (lambda scores, states: scores @ states,
         "these are the raw scores times the states. Weights come from softmax: exp, then divide by the sum."),
        (lambda scores, states: scores / scores.sum() @ states, "softmax takes the exponentials first, then divides."),
        (lambda scores, states: softmax(-scores) @ states, "with a minus, the largest score gets the smallest weight."),
        (OneOf((lambda scores, states: np.exp(scores) @ states,
                lambda scores, states: np.exp(scores) / np.exp(scores).max() @ states,
                lambda scores, states: np.exp(scores) / np.exp(scores).mean() @ states,
                lambda scores, states: np.exp(scores) / len(scores) @ states)),
         "the exponentials don't add up to 1 yet: divide them by their sum."),
        (lambda scores, states: states.mean(axis=0), "that is the plain mean over time: the scores play no part."),
        (lambda scores, states: states[scores.argmax()],
         "you took the one state with the largest score. Attention mixes all of them, by weight."),
        (OneOf((lambda scores, states: softmax(scores) * states, lambda scores, states: states * softmax(scores))),
         "`*` pairs the weights with the last axis, the units, and there is one per FRAME. @ pairs them with the "
         "frames."),
        (lambda scores, states: softmax(scores)[:, None] * states,
         "each state is weighted; now add them up over time: sum(axis=0)."),
        (lambda scores, states: (softmax(scores)[:, None] * states).mean(axis=0),
         "weights that add up to 1 already make it a mean: add up, don't divide by the number of frames again."),
    ], otherwise="first the weights, the softmax of the scores; then mix the states with them, to the shape (units,).")
def exercise_6(attend):
    """softmax(scores) @ states."""
