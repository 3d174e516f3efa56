"""Lesson 03: a square wave grows from sines, and can be heard."""

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure

from helpers import moving

HERTZ = 110


def show(title: str = "A square wave from sines") -> HTML:
    """Return a square wave that grows from 1 to 15 sines, odd multiples of 110 Hz."""
    return moving.thing("square", title, "Two swings of a sum of sines, over the square wave that it comes closer to "
                        "with each sine.", {"hertz": HERTZ}, _still())


def _still():
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    ax, time = figure.subplots(), np.linspace(0, 2 / HERTZ, 800)
    ax.plot(1000 * time, np.sign(np.sin(2 * np.pi * HERTZ * time)), color="grey")
    waves = [4 / np.pi * np.sin(2 * np.pi * k * HERTZ * time) / k for k in (1, 3, 5)]
    ax.plot(1000 * time, np.sum(waves, axis=0))
    ax.set(xlabel="time (ms)", ylabel="amplitude")
    return figure
