"""Lesson 07: a sound through fewer and fewer mel bands, to see and to hear."""

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from helpers import moving

DEEPEST = 60  # dB below the loudest band: what is fainter is silent
COUNTS = [40, 20, 10, 8, 5, 4, 2, 1]  # bands: each divides 40


def show(levels: ArrayLike, seconds: float, highest: float, title: str = "How many bands do you need?") -> HTML:
    """Return a mel spectrogram with a slider for its number of bands.

    Parameters
    ----------
    levels : array_like
        Shape ``(frames, 40)``, dB; at most 120 frames.
    seconds : float
        Length of the sound.
    highest : float
        The upper end of the highest band (Hz).
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    levels = np.asarray(levels, float)
    depth = np.round(np.clip(levels.max() - levels, 0, DEEPEST)).astype(int)
    return moving.thing(
        "bands", title, "A spectrogram of mel bands, time to the right: the fewer bands, the taller and coarser its "
        "stripes.", {"depth": depth.tolist(), "seconds": round(float(seconds), 2), "highest": float(highest),
                     "counts": COUNTS, "deepest": DEEPEST}, _still(depth, seconds), height=260)


def _still(depth, seconds):
    figure = Figure(figsize=(6.4, 2.6), layout="constrained")
    ax = figure.subplots()
    ax.imshow(-depth.T, origin="lower", aspect="auto", cmap="magma", extent=(0, seconds, 0, 40))
    ax.set(xlabel="time (s)", ylabel="mel band")
    return figure
