"""Checks of lesson 09: searching for better settings."""

import math

import numpy as np

from helpers.checks import OneOf, exercise


@exercise(
    right=lambda low, high, u: low * (high / low) ** u,
    tries=[(0.001, 0.1, 0.0), (0.001, 0.1, 1.0), (0.001, 0.1, 0.5), (1.0, 16.0, 0.25)],
    praise="This is what tune.loguniform does.", mistakes=[
        (OneOf((lambda low, high, u: low + (high - low) * u, lambda low, high, u: (low + high) / 2)),
         "that goes by numbers: 0.05 is 50 times 0.001, but only half of 0.1. By factors the middle of 0.001 and 0.1 "
         "is 0.01."),
        (lambda low, high, u: math.log10(low) + u * math.log10(high / low),
         "that is the exponent: 10 ** (your result) is the learning rate."),
        (lambda low, high, u: math.log(low) + u * math.log(high / low),
         "that is a logarithm still: np.exp(your result) is the learning rate."),
        (OneOf((lambda low, high, u: high * (low / high) ** u, lambda low, high, u: high - (high - low) * u)),
         "the wrong way round: u = 0 should give low, and u = 1 high."),
        (lambda low, high, u: math.sqrt(low * high), "that is the middle, for u = 0.5. What about another u?"),
        (lambda low, high, u: low * (high - low) ** u, "the factor from low to high is high / low, no difference."),
        (lambda low, high, u: low + (high / low) ** u, "by factors means: times, not plus."),
        (lambda low, high, u: low * 100 ** u, "100 is the factor from 0.001 to 0.1 only: use high / low."),
        (lambda low, high, u: low * (high / low) * u, "u belongs into the power, it is not a factor."),
        (lambda low, high, u: (high / low) ** u, "that is the factor; low is still to be multiplied by it."),
        (lambda low, high, u: low * high ** u, "high is not the factor: from low to high it is high / low."),
    ])
def exercise_1(draw):
    """low * (high / low) ** u"""


@exercise(
    right=OneOf((lambda t, e, s, n: t * e * s / n / 60, lambda t, e, s, n: t // n * e * s / 60)),  # n divides t
    tries=[(30, 8, 2.5, 2), (6, 5, 2.25, 3)], mistakes=[
        (lambda t, e, s, n: t * e * s / n, "those are seconds: divide by 60."),
        (lambda t, e, s, n: t * e * s / n * 60, "multiplied by 60: minutes are FEWER than seconds, so divide."),
        (lambda t, e, s, n: t * e * s / n / 3600, "those are hours: divide by 60 once, not twice."),
        (lambda t, e, s, n: t * e * s / 60,
         "this would be one trial after the other; `at_once` of them run at the same time."),
        (lambda t, e, s, n: t * e * s * n / 60, "more trials at once should make it shorter: divide by at_once."),
        (lambda t, e, s, n: t * s / n / 60, "each trial trains for several epochs: multiply by epochs."),
        (lambda t, e, s, n: e * s / n / 60, "that is one trial: multiply by the number of trials."),
        (OneOf((lambda t, e, s, n: t * e * s // n // 60, lambda t, e, s, n: t * e * s // n / 60,
                lambda t, e, s, n: t * e * s / n // 60, lambda t, e, s, n: round(t * e * s / n / 60),
                lambda t, e, s, n: round(t * e * s / n / 60, 1), lambda t, e, s, n: math.ceil(t * e * s / n / 60))),
         "parts of a minute are lost: divide with /, without rounding. // drops the remainder."),
        (lambda t, e, s, n: t * e / n / 60, "an epoch takes some seconds: multiply by seconds."),
        (OneOf((lambda t, e, s, n: t * e * s / 2 / 60, lambda t, e, s, n: t * e * 2.5 / n / 60,
                lambda t, e, s, n: t * 8 * s / n / 60)),
         "that fits one search only: use all four things that the function is given."),
    ])
def exercise_2(minutes):
    """trials * epochs * seconds / at_once / 60"""


@exercise(
    right=OneOf((lambda c, m, ce, me: min(c // ce, m // me),
                 lambda c, m, ce, me: int(min(c / ce, m / me)))),
    tries=[(16, 32, 1, 6), (15, 256, 4, 8), (16, 47, 1, 8), (64, 16, 8, 4)],
    praise="16 cores do not help a trial that needs memory.",
    mistakes=[
        (lambda c, m, ce, me: c // ce,
         "by cores 16 trials of 6 GB fit, but not into 32 GB. The scarcer of the two decides: min."),
        (lambda c, m, ce, me: m // me,
         "by memory 32 trials of 4 cores fit, but 15 cores are too few for them. The scarcer of the two decides: min."),
        (lambda c, m, ce, me: max(c // ce, m // me),
         "that is the more generous of the two. BOTH must suffice, so the smaller counts: min, not max."),
        (lambda c, m, ce, me: min(c / ce, m / me), "a third of a trial can't run: // divides without the remainder."),
        (OneOf((lambda c, m, ce, me: math.ceil(min(c / ce, m / me)),
                lambda c, m, ce, me: round(min(c / ce, m / me)))),
         "rounded up: a trial that fits only in part can't run. Use // to round down."),
        (lambda c, m, ce, me: min(c // ce, m // me) + 1, "one too many: nothing is to be added."),
        (lambda c, m, ce, me: min(c // ce, m // 6), "not each trial needs 6 GB: use memory_each."),
        (lambda c, m, ce, me: min(c, m // me), "a trial may book more than one core: divide by cores_each."),
        (lambda c, m, ce, me: (c // ce, m // me), "those are the two limits. The scarcer of them decides: min."),
        (lambda c, m, ce, me: c // ce + m // me, "the limits don't add up: each trial needs both. Take the smaller."),
    ])
def exercise_3(how_many):
    """min(cores // cores_each, memory // memory_each)"""


LOSSES = np.array([0.9, 0.2, 0.7, 0.1, 0.5, 0.8, 0.4, 0.6])


@exercise(
    right=OneOf((lambda losses, factor: np.argsort(losses)[:len(losses) // factor],
                 lambda losses, factor: list(np.argsort(losses))[:int(len(losses) / factor)],
                 lambda losses, factor: sorted(range(len(losses)), key=lambda n: losses[n])[:len(losses) // factor])),
    tries=[(LOSSES, 2), (LOSSES[:1:-1], 3)], mistakes=[
        (lambda losses, factor: np.sort(losses)[:len(losses) // factor],
         "those are the losses themselves. Which trials have them? np.argsort gives the positions."),
        (OneOf((lambda losses, factor: np.argsort(-losses)[:len(losses) // factor],
                lambda losses, factor: np.argsort(losses)[-(len(losses) // factor):],
                lambda losses, factor: np.argsort(losses)[len(losses) // factor:])),
         "those are the WORST ones: a low loss is good."),
        (lambda losses, factor: np.argsort(losses)[:4], "four of 8 go on with a factor of 2; it isn't always 4."),
        (lambda losses, factor: np.argsort(losses)[:len(losses) // factor] + 1, "positions count from 0: add nothing."),
        (OneOf((lambda losses, factor: np.argsort(losses)[:len(losses) // factor + 1],
                lambda losses, factor: np.argsort(losses)[1:len(losses) // factor + 1])),
         "a slice begins at 0 and stops before its end: neither needs a 1 added."),
        (lambda losses, factor: np.argsort(losses),
         "that is the order of all; only the first 1 / factor of them go on."),
        (lambda losses, factor: np.argsort(losses)[:factor],
         "the factor isn't how many go on: with a factor of 2 it is half of them, 4 of 8."),
        (OneOf((lambda losses, factor: np.flatnonzero(losses < np.median(losses)),
                lambda losses, factor: np.flatnonzero(losses < np.quantile(losses, 1 / factor)),
                lambda losses, factor: np.sort(np.argsort(losses)[:len(losses) // factor]))),
         "with a factor of 2 these are the right ones; now the best of them first, and any factor: np.argsort."),
        (lambda losses, factor: set(np.argsort(losses)[:len(losses) // factor]),  # it agrees with these in any order
         "the right ones, but the best of them is wanted first: a list or an array, for a set has no order."),
        (lambda losses, factor: range(len(losses) // factor),
         "those are the first half in the order of arrival, not of the losses."),
        (lambda losses, factor: np.argsort(losses)[:len(losses) // 2],
         "right for a factor of 2; with 6 trials and a factor of 3, two go on."),
        (lambda losses, factor: np.argsort(losses)[:len(losses) / factor],
         "a slice needs a whole number, and / gives a fraction: divide with //."),
    ])
def exercise_4(who_goes_on):
    """The positions of the lowest losses."""


MEASURED = np.random.default_rng(0).binomial(200, 0.95, size=(1000, 30)) / 200
WINNERS = MEASURED.max(axis=1)


@exercise(
    right=OneOf((WINNERS.mean(), np.mean(list(WINNERS)), round(WINNERS.mean(), 3))), tolerance=1e-5,
    praise=f"Every one of them is truly right on 95 %, and the winner shows {WINNERS.mean():.1%}: pure luck.",
    mistakes=[
        (WINNERS, "that is the winner of each search; take the mean over the searches: .mean()."),
        (MEASURED.max(axis=0), "the winner of each search is the maximum over its networks: axis=1."),
        (MEASURED.mean(),
         "that is the mean of all networks, and close to the truth. The WINNER of each search is its maximum."),
        (0.95, "that is what they all truly are. What does the luckiest of 30 show?"),
        (100 * WINNERS.mean(), "give a share between 0 and 1, not per cent."),
        (OneOf((round(WINNERS.mean(), 2), np.median(WINNERS))),
         "that is the median of the winners, or their mean rounded too much: take the mean, and don't round it."),
        (WINNERS.sum(), "that is the sum over 1,000 searches; the mean is wanted."),
        (MEASURED.min(axis=1).mean(), "that is the unluckiest of each search: max, not min."),
        (MEASURED.argmax(axis=1).mean(), "argmax gives the place of the winner; max gives its accuracy."),
        (MEASURED.max(),
         "that is the luckiest network of all 1,000 searches. First each search's winner, then the mean of them."),
        (MEASURED.max(axis=0).mean(),
         "that is the maximum over the searches. Each search is a row: the maximum along axis=1."),
        (MEASURED.mean(axis=1).max(),
         "first the maximum within each search, then the mean over the searches: the other way round."),
    ], otherwise="each row is a search. Who wins it, and what do these winners show on average? That is one number.")
def exercise_5(winners_show):
    """measured.max(axis=1).mean()"""
