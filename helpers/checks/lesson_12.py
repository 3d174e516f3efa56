"""Checks of lesson 12: live."""

import numpy as np

from helpers.checks import Right, close, exercise


@exercise
def exercise_1(real_time_factor, share_of_work, keeps_up):
    """0.3 s per second of sound; four answers of 0.3 s in each second are 1.2; it cannot keep up."""
    if close(real_time_factor, 1 / 0.3, 0.01):
        return "the other way round: the time of the answer divided by the length of the sound."
    if close(real_time_factor, 0.3 / 0.25, 0.01):
        return "for the real-time factor divide by the length of the sound (1 s), not by the step."
    if not close(real_time_factor, 0.3):
        return "the real-time factor is the time of the answer divided by the length of the sound: 0.3 s by 1 s."
    if close(share_of_work, 0.3):
        return "that would be one answer per second. A new one falls due every 0.25 s: four in each second."
    if close(share_of_work, 0.25 / 0.3, 0.01) or close(share_of_work, 0.3 * 0.25, 0.01):
        return "in each second there are 1 / 0.25 answers, and each takes 0.3 s: multiply."
    if close(share_of_work, 120):
        return "give it as a number of seconds of work per second, not in per cent."
    if not close(share_of_work, 1.2):
        return "in each second there are 1 / 0.25 = 4 answers; each takes 0.3 s of work."
    if not isinstance(keeps_up, (bool, np.bool_)):
        return "keeps_up should be True or False."
    if keeps_up:
        return "more than one second of work falls due in each second. Can it keep up?"
    return Right("A step of 0.5 s would do: 0.6 s of work per second.")


@exercise
def exercise_2(to_float):
    """int16 divided by 32768, as float32."""
    given = np.array([-32768, -16384, 0, 8192, 32767], dtype=np.int16)
    try:
        answer = to_float(given)
    except OverflowError:
        return "// keeps whole numbers, and 32768 does not fit into 16 bits. Divide with /."
    if answer is None:
        return "the function gives nothing back: end it with return."
    answer = np.asarray(answer)
    if answer.shape != given.shape:
        return f"the result should have as many samples as what came in, {len(given)}; yours has the shape {answer.shape}."
    if np.issubdtype(answer.dtype, np.integer):
        return "the result still holds whole numbers. Divide with / (// gives whole numbers)."
    if close(answer, given):
        return "the type is right, the size is not: the loudest sample should be 1.0 or -1.0. Divide by 32768."
    if close(answer, given / 65536, 1e-4):
        return "full scale is 32768 to each side of zero; with 65536 everything is half as loud."
    if close(answer, (given.astype(float) + 32768) / 65536, 1e-3):
        return "silence (0) must stay 0. Only divide."
    quiet = to_float(np.array([100, -50], dtype=np.int16))
    if close(quiet, [1.0, -0.5], 0.01):
        return "dividing by the largest sample makes quiet sounds as loud as loud ones. Divide by 32768, always."
    if not close(answer, given / 32768, 1e-3):
        return "divide by 32768: then -32768 becomes -1.0, and 16384 becomes 0.5."
    if answer.dtype != np.float32:
        return f"the numbers are right, but their type is {answer.dtype}. Add .astype(np.float32): the model wants that."
    return None


@exercise
def exercise_3(decide):
    """The likeliest label, or "unknown" below the threshold."""
    labels = ["go", "no", "yes"]
    sure, unsure = np.array([0.05, 0.85, 0.10]), np.array([0.30, 0.25, 0.45])
    answer = decide(sure, labels, 0.5)
    if answer is None:
        return "the function gives nothing back: end it with return."
    if isinstance(answer, (int, np.integer)):
        return "that is the position of the label. labels[...] turns it into the word."
    if isinstance(answer, (float, np.floating)):
        return "that is the probability. Give the label: labels[np.argmax(probabilities)]."
    if answer == "unknown":
        return "0.85 with the threshold 0.5 is sure enough. Say unknown when the probability is *smaller*."
    if answer != "no":
        return f"for the probabilities 0.05, 0.85, 0.10 of go, no, yes the answer is no; yours is {answer!r}."
    if decide(unsure, labels, 0.5) != "unknown":
        return "0.45 is smaller than the threshold 0.5: then the answer is \"unknown\"."
    if decide(unsure, labels, 0.4) != "yes":
        return "with the threshold 0.4 the probability 0.45 is enough for yes. Use the threshold that is handed in."
    if decide(np.array([0.5, 0.3, 0.2]), labels, 0.5) != "go":
        return "exactly at the threshold the word still counts: unknown only when it is smaller."
    return None


@exercise
def exercise_4(factor):
    """0.05 / 10 ** (10 / 20) / 0.2."""
    right = 0.05 / 10 ** 0.5 / 0.2
    if close(factor, 0.05 / 10 / 0.2, 0.002):
        return "10 dB are not ten times the amplitude (20 dB are). Divide by 10 ** (10 / 20)."
    if close(factor, 0.05 / 10 ** 0.5, 0.002):
        return "that is the level that the noise should have. It has 0.2 now: divide by that."
    if close(factor, 0.05 * 10 ** 0.5 / 0.2, 0.002):
        return "that makes the noise stronger than the word. It should be 10 dB *below*: divide."
    if close(factor, 1 / right, 0.002):
        return "upside down: the noise must become weaker, so the factor is below 1."
    if close(factor, 0.25, 0.002):
        return "that makes both equally strong: 0 dB. Now 10 dB less: divide by 10 ** (10 / 20)."
    if not close(factor, right, 0.002):
        return "the noise should have the level 0.05 / 10 ** (10 / 20), and has 0.2 now."
    return None


@exercise
def exercise_5(chosen):
    """The highest threshold with at most 20 % misses: 0.6."""
    if np.size(chosen) > 1:
        return "give one threshold: the last one ([-1]) of those that are allowed."
    if close(chosen, 2):
        return "that is the place in the array. few_thresholds[...] gives the threshold."
    if close(chosen, 0.8):
        return "at 0.8 more than 20 % of the words are missed."
    if close(chosen, 0.2):
        return "that is allowed, but it is the lowest one, with the most false alarms. Take the last of those allowed."
    if close(chosen, 0.4):
        return "that is allowed, but there is a higher one with at most 20 % misses, and fewer false alarms."
    if not close(chosen, 0.6):
        return "few_misses <= 0.2 holds for the first three thresholds; take the highest of them."
    return Right("The robot misses a fifth of the words, and one sound in five makes it move for nothing.")
