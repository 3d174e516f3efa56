"""Checks of lesson 09: searching for better settings."""

import math

import numpy as np

from helpers.checks import Right, close, exercise


@exercise
def exercise_1(draw):
    """low * (high / low) ** u"""
    ends, middle = (draw(0.001, 0.1, 0.0), draw(0.001, 0.1, 1.0)), draw(0.001, 0.1, 0.5)
    if middle is None:
        return "the function gives nothing back: end it with return."
    if close(middle, 0.0505):
        return ("that is the middle by numbers: 0.05 is 50 times 0.001, but only half of 0.1. By factors the middle of "
                "0.001 and 0.1 is 0.01.")
    if close(middle, -2.0):
        return "that is the exponent: 10 ** (your result) is the learning rate."
    if close(middle, math.log(0.01)):
        return "that is a logarithm still: np.exp(your result) is the learning rate."
    if close(ends, (0.1, 0.001)):
        return "the wrong way round: u = 0 should give low, and u = 1 high."
    if close(middle, 0.001 * 100 * 0.5):
        return "u belongs into the power: (high / low) ** u, not times u."
    if close(middle, math.sqrt(100)):
        return "(high / low) ** u is the factor; low is still to be multiplied by it."
    if close(ends[1], 0.001 * 0.1):
        return "low is multiplied by high ** u; the factor from low to high is high / low."
    if not close(ends, (0.001, 0.1)):
        return "u = 0 should give low, and u = 1 should give high."
    if not close(middle, 0.01) or not close(draw(1.0, 16.0, 0.25), 2.0):
        return "half-way by factors from 0.001 to 0.1 is 0.01: low * (high / low) ** u."
    return Right("This is what LogUniform does.")


@exercise
def exercise_2(minutes):
    """trials * epochs * seconds / at_once / 60"""
    answer, right = minutes(30, 8, 2.5, 2), 30 * 8 * 2.5 / 2 / 60
    if answer is None:
        return "the function gives nothing back: end it with return."
    if close(answer, right * 60):
        return "those are seconds: divide by 60."
    if close(answer, right * 3600):
        return "multiplied by 60: minutes are FEWER than seconds, so divide."
    if close(answer, right / 60):
        return "those are hours: divide by 60 once, not twice."
    if close(answer, right * 2):
        return "this would be one trial after the other; `at_once` of them run at the same time."
    if close(answer, right * 4):
        return "more trials at once should make it shorter: divide by at_once."
    if close(answer, right / 8):
        return "each trial trains for several epochs: multiply by epochs."
    if close(answer, right / 30):
        return "that is one trial: multiply by the number of trials."
    if not close(answer, right) or not close(minutes(6, 10, 1.0, 1), 1.0):
        return "trials * epochs * seconds is the work; divide it by at_once, and by 60."
    return None


@exercise
def exercise_3(how_many):
    """min(cores // cores_each, memory // memory_each)"""
    by_memory, by_cores = how_many(16, 32, 1, 6), how_many(16, 256, 4, 8)
    if by_memory is None:
        return "the function gives nothing back: end it with return."
    if close(by_memory, 16) and close(by_cores, 4):
        return "by cores 16 trials of 6 GB fit; but 16 * 6 GB do not fit into 32 GB. The scarcer of the two decides: min."
    if close(by_memory, 16) or close(by_cores, 32):
        return "that is the more generous of the two. BOTH must suffice, so the smaller counts: min, not max."
    if close(by_cores, 4) and close(by_memory, 32 / 6):
        return "a third of a trial cannot run: use // to divide without the remainder."
    if close(by_memory, 6):
        return "rounded up: the sixth trial would need 36 GB, and there are 32. Use // to round down."
    if close(by_memory, 21) or close(by_cores, 36):
        return "the two limits do not add up: each trial needs both. Take the smaller."
    if not close(by_memory, 5) or not close(by_cores, 4):
        return "how many fit by cores, how many by memory (with //), and of the two the smaller: min(..., ...)."
    return Right("16 cores do not help a trial that needs memory.")


LOSSES = np.array([0.9, 0.2, 0.7, 0.1, 0.5, 0.8, 0.4, 0.6])


@exercise
def exercise_4(who_goes_on):
    """The positions of the lowest losses."""
    given = who_goes_on(LOSSES.copy(), 2)
    if given is None:
        return "the function gives nothing back: end it with return."
    answer, order = np.asarray(given), np.argsort(LOSSES)
    if close(answer, np.sort(LOSSES)[:4]):
        return "those are the losses themselves. Which trials have them? np.argsort gives the positions."
    if close(answer, order[::-1][:4]) or close(answer, order[4:]):
        return "those are the WORST ones: a low loss is good."
    if close(answer, order):
        return "that is the order of all; only the first 1 / factor of them go on: [:len(losses) // factor]."
    if close(answer, order[:2]):
        return "with a factor of 2 half of them go on, so 4 of 8: len(losses) // factor, not factor."
    if close(answer, np.flatnonzero(LOSSES < np.median(LOSSES))):
        return "the right ones; now the best of them first: np.argsort."
    if close(answer, np.arange(4)):
        return "those are the first half in the order of arrival, not of the losses."
    if not close(answer, order[:4]):
        return "np.argsort(losses) has the best position first; take the first len(losses) // factor."
    if not close(np.asarray(who_goes_on(LOSSES[:6], 3)), np.argsort(LOSSES[:6])[:2]):
        return "right for a factor of 2; with 6 trials and a factor of 3 two go on: len(losses) // factor."
    return None


MEASURED = np.random.default_rng(0).binomial(200, 0.95, size=(1000, 30)) / 200


@exercise
def exercise_5(winners_show):
    """measured.max(axis=1).mean()"""
    right = MEASURED.max(axis=1).mean()
    if np.ndim(winners_show):
        if np.shape(winners_show) == (1000,):
            return "that is the winner of each search; take the mean over the searches: .mean()."
        return "the winner of each search is the maximum over its networks: axis=1."
    if close(winners_show, MEASURED.mean()):
        return "that is the mean of all networks, and close to the truth. The WINNER of each search is its maximum."
    if close(winners_show, MEASURED.max()):
        return "that is the luckiest network of all 1,000 searches. First each search's winner, then the mean of them."
    if close(winners_show, MEASURED.max(axis=0).mean()):
        return "that is the maximum over the searches. Each search is a row: the maximum along axis=1."
    if close(winners_show, MEASURED.mean(axis=1).max()):
        return "first the maximum within each search, then the mean over the searches: the other way round."
    if not close(winners_show, right):
        return "the maximum of each row (axis=1), then the mean."
    return Right(f"Every one of them is truly right on 95 %, and the winner shows {right:.1%}: pure luck.")
