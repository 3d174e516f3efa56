"""Lesson 01: a melody from a list; each note lights up as it sounds."""

from collections.abc import Sequence

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure

from helpers import moving


def show(notes: Sequence[tuple[float, float]], title: str = "Play your list") -> HTML:
    """Return a melody with a button that plays it.

    Parameters
    ----------
    notes : sequence of (float, float)
        Frequency (Hz; 0 is a pause) and length (s) of each note.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    notes = [(round(float(hertz), 2), round(float(length), 3)) for hertz, length in notes]
    return moving.thing("melody", title, f"{len(notes)} notes as bars from left to right: the higher the bar, the "
                        "higher the note.", {"notes": notes}, _still(notes))


def _still(notes):
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    ends = np.cumsum([length for _, length in notes])
    ax = figure.subplots()
    ax.bar(ends, [hertz for hertz, _ in notes], width=[-length * 0.95 for _, length in notes], align="edge")
    ax.set(xlabel="time (s)", ylabel="frequency (Hz)")
    return figure
