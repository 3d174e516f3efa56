"""Lesson 12: noise rises under a word until the network fails; with the sound of it."""

import base64
from collections.abc import Sequence

import numpy as np
import soxr
from IPython.display import HTML
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from helpers import moving

RATE = 8000  # Hz: enough to hear what is said, and half the size


def show(word: np.ndarray, noise: np.ndarray, ratios: Sequence[float], labels: Sequence[str],
         probabilities: ArrayLike, threshold: float, said: str, title: str = "Turn the noise up") -> HTML:
    """Return a word in more and more noise, with the network's answer.

    Parameters
    ----------
    word, noise : numpy.ndarray
        float32, shape ``(16000,)``, 16 kHz; the noise is added as loud as each ratio says.
    ratios : sequence of float
        Signal-to-noise ratios (dB), from quiet to loud noise.
    labels : sequence of str
    probabilities : array_like
        Shape ``(ratios, labels)``.
    threshold : float
        Below it the answer is "unknown".
    said : str
        Which word it really is.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    probabilities = np.round(np.asarray(probabilities, float), 3)  # a float32 would be written with 16 digits
    return moving.thing(
        "noise", title, "A bar for each label, its probability at the chosen noise, and a line at the threshold.",
        {"word": _bytes(word), "noise": _bytes(noise), "rate": RATE, "ratios": [float(one) for one in ratios],
         "levels": [round(float(np.sqrt(np.mean(np.square(one)))), 5) for one in (word, noise)],
         "peaks": [round(float(np.abs(one).max()), 5) for one in (word, noise)],
         "labels": list(labels), "probabilities": probabilities.tolist(), "threshold": round(float(threshold), 3),
         "said": said}, _still(ratios, labels, probabilities, said), height=30 + 22 * len(labels))


def _bytes(sound):
    """Return 8 bits a sample at 8 kHz, scaled to the sound's own peak, as base64."""
    low = soxr.resample(np.asarray(sound, np.float32), 16000, RATE)
    return base64.b64encode(np.round(127 * low / np.abs(low).max()).astype(np.int8).tobytes()).decode()


def _still(ratios, labels, probabilities, said):
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    ax = figure.subplots()
    ax.plot(ratios, probabilities[:, list(labels).index(said)], "o-")
    ax.set(xlabel="signal-to-noise ratio (dB)", ylabel=f"probability of {said}", ylim=(0, 1))
    ax.invert_xaxis()
    return figure
