"""Lesson 02: a rising whistle at a lower and lower sample rate; what doesn't fit under half the rate folds back."""

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure

from helpers import moving

LOWEST, HIGHEST = 500, 7500  # Hz, at the beginning and at the end
RATES = [16000, 12000, 10000, 8000, 6000, 4000, 2000]  # Hz


def show(title: str = "A whistle that folds") -> HTML:
    """Return a whistle of 2 s that rises from 500 to 7,500 Hz, and a slider for the sample rate."""
    return moving.thing(
        "whistle", title, "The pitch of a rising whistle over time: a straight line as it was whistled, and in orange "
        "what is heard at the chosen sample rate, which turns back at half the rate.",
        {"lowest": LOWEST, "highest": HIGHEST, "rates": RATES}, _still())


def folded(hertz: np.ndarray, rate: float) -> np.ndarray:
    """Return the frequency that samples at a rate show, in Hz; the same shape.

    Notes
    -----
    The distance to the nearest multiple of the rate: Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd
    edition, section 4.2.
    """
    return np.abs(hertz - rate * np.round(np.asarray(hertz) / rate))


def _still():
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    ax, time = figure.subplots(), np.linspace(0, 2, 400)
    whistled = LOWEST + (HIGHEST - LOWEST) * time / 2
    ax.plot(time, whistled, label="whistled", color="black", linewidth=1)
    ax.plot(time, folded(whistled, 8000), label="heard at 8,000 Hz", color="C1")
    ax.set(xlabel="time (s)", ylabel="frequency (Hz)", ylim=(0, 8000))
    ax.legend()
    return figure
