"""Checks of lesson 08: sequences."""

import numpy as np

from helpers.checks import Right, close, exercise


@exercise
def exercise_1(describe):
    """Digit and sex from the position of a block."""
    first, later = describe(0, 660), describe(1000, 660)
    if first is None:
        return "the function gives nothing back: end it with return digit, sex."
    if not isinstance(first, (tuple, list)) or len(first) != 2:
        return "give two things, the digit and the sex: return digit, sex."
    if first[0] in ("male", "female"):
        return "the digit comes first, then the sex."
    if describe(0, 80)[0] == 0 and describe(80, 80)[0] != 1:
        return "with 80 blocks per digit, block 80 is the first one of digit 1. Divide by blocks_per_digit, not by 660."
    if isinstance(later[0], (float, np.floating)) and not float(later[0]).is_integer():
        return "the digit must be a whole number: / gives a fraction, // drops it."
    if later[0] == 2 or first[0] == 1:
        return "blocks are counted from 0, so the first one has digit 0: nothing to add, nothing to round up."
    if later[0] != 1:
        return "block 1000 of 660 per digit belongs to the second digit, 1: block // blocks_per_digit."
    if later[1] not in ("male", "female"):
        return 'the sex is the text "male" or "female".'
    if (first[1], describe(659, 660)[1]) == ("female", "male"):
        return "the right halves, the wrong way round: the men come first."
    if describe(660, 660)[1] == "female" and describe(0, 660)[1] == "male":
        return ("the men come first in EVERY digit: look at the place within the digit, "
                "block % blocks_per_digit.")
    if describe(330, 660)[1] == "male":
        return "block 330 is already a woman's: blocks 0 to 329 are the first half. Use <, not <=."
    if any(describe(block, 80) != (block // 80, "male" if block % 80 < 40 else "female") for block in range(800)):
        return "within a digit the first half of the blocks are men's, the second half women's."
    return None


PADDED = np.zeros((96, 13))
PADDED[:24] = np.arange(24 * 13).reshape(24, 13) % 7 + 1


@exercise
def exercise_2(masked_mean):
    """The mean over the frames that are no padding."""
    answer, right = masked_mean(PADDED.copy(), 24), PADDED[:24].mean(axis=0)
    if answer is None:
        return "the function gives nothing back: end it with return."
    if close(answer, PADDED.mean(axis=0)):
        return "the padding is counted too: the sum is divided by 96. Take the first `length` frames only."
    if close(answer, right.mean()):
        return "that is one number: the mean over everything. Say axis=0 to keep the 13 coefficients apart."
    if np.shape(answer) in ((24,), (96,)):
        return "that is a mean per frame. Time is the FIRST axis, and it should go: axis=0."
    if close(answer, PADDED[:24].sum(axis=0)):
        return "that is the sum: divide by the number of frames."
    if close(answer, PADDED[:25].mean(axis=0)):
        return "one frame too many: a slice [:length] already stops before `length`."
    if not close(answer, right):
        return "cut out the frames with padded[:length], then take their mean with axis=0."
    return Right("This is what Masking and GlobalAveragePooling1D do together.")


@exercise
def exercise_3(padding_share):
    """1 - sum / (count * longest)."""
    answer, right = padding_share([20, 30, 40, 60]), 1 - 150 / 240
    if answer is None:
        return "the function gives nothing back: end it with return."
    if close(answer, 1 - right):
        return "that is the share of REAL frames. The padding is the rest: 1 minus it."
    if close(answer, 100 * right):
        return "give a share between 0 and 1, not per cent."
    if close(answer, 90):
        return "that is the number of padded frames. Divide it by all computed frames: 4 utterances of 60."
    if close(answer, 90 / 150):
        return "padded frames divided by REAL frames. The share is of all computed frames, real and padded."
    if close(answer, 1 - 150 / (4 * 96)):
        return "the batch is padded to its own longest utterance, 60 frames, not to 96."
    if close(answer, 1 - 150 / 60):
        return "the longest has 60 frames, but there are four utterances: 4 * 60 frames are computed."
    if not close(answer, right):
        return "computed frames: number of utterances * the longest. The share: 1 - sum of the lengths / computed."
    if not close(padding_share([50, 50, 100]), 1 / 3):
        return "right for this batch; three utterances of 50, 50 and 100 frames should give a third: use the list."
    return None


@exercise
def exercise_4(count_gru):
    """3 (inputs units + units units + 2 units)."""
    answer, right = count_gru(13, 64), 3 * (13 * 64 + 64 * 64 + 2 * 64)
    if answer is None:
        return "the function gives nothing back: end it with return."
    if close(answer, right / 3):
        return "that is one of the three: multiply by 3 for update, reset and proposal."
    if close(answer, 4 * right / 3):
        return "four times: that would be an LSTM. A GRU has three: update, reset and proposal."
    if close(answer, 3 * (13 * 64 + 64 * 64 + 64)):
        return "there are two biases of `units` numbers in each: one with the frame, one with the state."
    if close(answer, 3 * (13 * 64 + 64 * 64)):
        return "the biases are missing: two of `units` numbers in each of the three."
    if close(answer, 3 * (13 * 64 + 2 * 64)):
        return "the matrix for the state is missing: it has units * units numbers."
    if close(answer, 3 * (13 * 13 + 13 * 64 + 2 * 64)):
        return "the matrix for the state has units * units numbers, not inputs * inputs."
    if not close(answer, right) or not close(count_gru(5, 8), 3 * (5 * 8 + 8 * 8 + 2 * 8)):
        return "three times: inputs * units + units * units + 2 * units."
    return Right("layer.count_params() says the same.")


@exercise
def exercise_5(best_epoch):
    """The epoch with the lowest validation loss: 4."""
    if close(best_epoch, 6):
        return ("that is where the TRAINING loss is lowest, and it nearly always falls to the end. "
                "Look at val_loss.")
    if close(best_epoch, 3):
        return "argmin counts from 0; people count epochs from 1: add 1."
    if close(best_epoch, 5):
        return "at epoch 5 the validation loss has already risen again."
    if close(best_epoch, 0.8):
        return "that is the lowest validation loss. After which epoch was it reached?"
    if not close(best_epoch, 4):
        return 'the place of the lowest losses["val_loss"], counted from 1.'
    return None


SCORES = np.array([0.0, 2.0, -1.0, 1.0])
STATES = np.array([[1.0, 0.0, 2.0], [0.0, 3.0, 1.0], [5.0, 5.0, 5.0], [-2.0, 1.0, 0.0]])


@exercise
def exercise_6(attend):
    """softmax(scores) @ states."""
    answer = attend(SCORES.copy(), STATES.copy())
    weights = np.exp(SCORES) / np.exp(SCORES).sum()
    if answer is None:
        return "the function gives nothing back: end it with return."
    if close(answer, weights):
        return "those are the weights, and they are right. Now take the mean of the states with them: weights @ states."
    if close(answer, SCORES @ STATES):
        return "these are the raw scores times the states. Weights come from softmax: exp, then divide by the sum."
    if close(answer, np.exp(SCORES) @ STATES):
        return "the exponentials do not add up to 1 yet: divide them by their sum."
    if close(answer, STATES.mean(axis=0)):
        return "that is the plain mean over time: the scores play no part in it."
    if close(answer, STATES[SCORES.argmax()]):
        return "you took the one state with the largest score. Attention mixes all of them, by weight."
    if close(answer, weights[:, None] * STATES):
        return "each state is weighted; now add them up over time: sum(axis=0)."
    if close(answer, (weights[:, None] * STATES).mean(axis=0)):
        return "weights that add up to 1 already make it a mean: add up, do not divide by the number of frames again."
    if not close(answer, weights @ STATES):
        return "weights = exp(scores) / sum of exp(scores); the result is weights @ states, of shape (units,)."
    large = attend(SCORES + 1000, STATES.copy())
    if not close(large, weights @ STATES):
        return Right("One refinement: very large scores overflow exp; subtract scores.max() first.")
    return None
