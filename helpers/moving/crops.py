"""Lesson 11: a window of two seconds slides over a long clip; what each crop sounds like, and the mean so far."""

from collections.abc import Sequence

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from helpers import moving


def show(loudness: ArrayLike, seconds: float, width: float, labels: Sequence[str], probabilities: ArrayLike,
         title: str = "Slide over a long clip") -> HTML:
    """Return the long clip with its window.

    Parameters
    ----------
    loudness : array_like
        Shape ``(points,)``: the clip's level from 0 to 1 along its time, at most 400 points.
    seconds, width : float
        Length of the clip, and of a crop.
    labels : sequence of str
    probabilities : array_like
        Shape ``(crops, labels)``, of crops that lie evenly from the beginning to the end.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    loudness, probabilities = np.round(loudness, 2), np.round(probabilities, 3)
    return moving.thing(
        "crops", title, "Above, the level of a long clip over time with a window on it; below, a bar for each label: "
        "its probability in this window, and a line for the mean over the windows so far.",
        {"loudness": loudness.tolist(), "seconds": round(float(seconds), 2), "width": round(float(width), 2),
         "labels": list(labels), "probabilities": probabilities.tolist()},
        _still(loudness, seconds, width, labels, probabilities), height=130 + 20 * len(labels))


def _still(loudness, seconds, width, labels, probabilities):
    figure = Figure(figsize=(6.4, 1.3 + 0.2 * len(labels)), layout="constrained")
    above, below = figure.subplots(2, height_ratios=(1, 2))
    above.plot(np.linspace(0, seconds, len(loudness)), loudness)
    above.axvspan(0, width, alpha=0.3, color="C1")
    above.set(xlabel="time (s)", ylabel="level")
    below.barh(labels, probabilities.mean(axis=0))
    below.set(xlabel="probability, mean of all crops", xlim=(0, 1))
    below.invert_yaxis()
    return figure
