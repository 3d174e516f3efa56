"""Lesson 08: the gates of a GRU open and close over an utterance, and its state changes or stays."""

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from helpers import moving


def show(features: ArrayLike, gates: ArrayLike, states: ArrayLike, title: str = "Gates, frame by frame") -> HTML:
    """Return an utterance with the update gates and the states of a few units under it.

    Parameters
    ----------
    features : array_like
        Shape ``(frames, coefficients)``, standardised; at most 100 frames.
    gates : array_like
        Shape ``(frames, units)``: the update gates, from 0 (take the new) to 1 (keep the old); at most 4 units.
    states : array_like
        Shape ``(frames, units)``, from -1 to 1: the states after each frame.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    features, gates, states = (np.asarray(each, float) for each in (features, gates, states))
    return moving.thing(
        "gate", title, "Above, the coefficients of an utterance, a column per frame; below, a curve for each of a few "
        "units: its update gate, and under that its state.",
        {"features": np.round(np.clip(features, -3, 3) * 10).astype(int).tolist(),
         "gates": gates.round(2).tolist(), "states": states.round(2).tolist()}, _still(features, gates, states),
        height=330)


def _still(features, gates, states):
    figure = Figure(figsize=(6.4, 3.3), layout="constrained")
    panels = figure.subplots(3, sharex=True)
    panels[0].imshow(features.T, origin="lower", aspect="auto", cmap="coolwarm", vmin=-3, vmax=3)
    panels[1].plot(gates)
    panels[2].plot(states)
    for ax, name in zip(panels, ("MFCC", "gate", "state")):
        ax.set_ylabel(name)
    panels[2].set_xlabel("time (frames)")
    return figure
