"""Lesson 04: a weight slides down its loss curve, step by step; with a learning rate too large it jumps across."""

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from helpers import moving


def show(weights: ArrayLike, losses: ArrayLike, start: float, title: str = "Slide down the loss") -> HTML:
    """Return a loss curve with a weight on it, a slider for the learning rate, and a button for one step.

    Parameters
    ----------
    weights, losses : array_like
        Shape ``(points,)``: evenly spaced weights, and the loss of each (nats); at most 400 points.
    start : float
        The weight before the first step.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    weights, losses = np.asarray(weights, float), np.asarray(losses, float)
    return moving.thing(
        "descent", title, "The loss over the weight, a valley; a ball on it is the weight now, and a line its slope. "
        "Each step moves the ball downhill, against the slope.",
        {"low": float(weights[0]), "high": float(weights[-1]), "losses": losses.round(5).tolist(),
         "start": float(start)}, _still(weights, losses, start))


def _still(weights, losses, start):
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    ax = figure.subplots()
    ax.plot(weights, losses)
    ax.plot(start, np.interp(start, weights, losses), "o", color="C1", markersize=10)
    ax.set(xlabel="weight", ylabel="loss (nats)")
    return figure
