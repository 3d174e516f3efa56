"""Lesson 09: the trials of a search race, epoch by epoch, and some of them are stopped."""

from collections.abc import Sequence

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure

from helpers import moving


def show(losses: Sequence[Sequence[float]], epochs: int, names: Sequence[str], title: str = "The race") -> HTML:
    """Return the trials with a button that lets them run.

    Parameters
    ----------
    losses : sequence of sequences of float
        For each trial its losses above 0 (nats), one per epoch; shorter than `epochs` if it was stopped.
    epochs : int
    names : sequence of str
        The settings of each trial, in a few words.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    losses = [[round(float(one), 4) for one in each] for each in losses]
    return moving.thing(
        "race", title, "A curve for each trial, its loss over the epochs: a cross where it was stopped, a dot where it "
        "came to the end.", {"losses": losses, "epochs": epochs, "names": list(names)}, _still(losses))


def _still(losses):
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    ax = figure.subplots()
    longest = max(map(len, losses))
    for each in losses:
        ax.plot(np.arange(1, len(each) + 1), each, marker="o" if len(each) == longest else "X", markevery=[-1])
    ax.set(xlabel="epoch", ylabel="loss (nats)", yscale="log", xticks=range(1, longest + 1))
    return figure
