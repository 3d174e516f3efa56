"""Lesson 06: a threshold that moves; the confusion matrix of one word, its precision and its recall follow."""

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from helpers import moving

BINS = 20


def show(probabilities: ArrayLike, is_word: ArrayLike, word: str, title: str = "Move the threshold") -> HTML:
    """Return the histogram of a word's probabilities with a threshold on it.

    Parameters
    ----------
    probabilities : array_like
        Shape ``(clips,)``: how likely the network takes each clip for the word, at most 2,000 clips.
    is_word : array_like
        Shape ``(clips,)``: was it really said?
    word, title : str

    Returns
    -------
    IPython.display.HTML
    """
    probabilities, is_word = np.round(probabilities, 3), np.asarray(is_word, dtype=bool)
    return moving.thing(
        "threshold", title, f"Two histograms of the probability of {word}: above the line the clips of {word}, below "
        "it the clips of other words; a threshold divides both, and the counts stand beside them.",
        {"yes": sorted(probabilities[is_word].tolist()), "no": sorted(probabilities[~is_word].tolist()),
         "word": word, "bins": BINS}, _still(probabilities, is_word, word))


def _still(probabilities, is_word, word):
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    ax = figure.subplots()
    ax.hist([probabilities[is_word], probabilities[~is_word]], np.linspace(0, 1, BINS + 1),
            label=[word, "other words"], log=True)
    ax.axvline(0.5, color="black", label="threshold")
    ax.set(xlabel=f"probability of {word}", ylabel="clips (log scale)")
    ax.legend()
    return figure
