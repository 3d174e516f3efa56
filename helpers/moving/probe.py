"""Lesson 03: a probe's frequency and phase against a sound; the products as bars, and their sum."""

from collections.abc import Sequence

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure

from helpers import moving


def show(sound: Sequence[float], title: str = "Move the probe") -> HTML:
    """Return the probe.

    Parameters
    ----------
    sound : sequence of float
        One second, at most 128 samples, between -1.5 and 1.5.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    return moving.thing(
        "probe", title, "Above, a sound and a sine probe over one second; below, their products as bars, "
        "whose sum stands beside the sliders.", {"sound": [round(float(one), 4) for one in sound]}, _still(sound))


def _still(sound):
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    time, fine = np.arange(len(sound)) / len(sound), np.linspace(0, 1, 500)
    above, below = figure.subplots(2, sharex=True)
    above.plot(fine, np.sin(2 * np.pi * 5 * fine), color="C1")
    above.plot(time, sound, color="black")
    below.bar(time, np.array(sound) * np.sin(2 * np.pi * 5 * time), width=0.6 / len(sound))
    above.set(ylabel="amplitude")
    below.set(xlabel="time (s)", ylabel="product")
    return figure
