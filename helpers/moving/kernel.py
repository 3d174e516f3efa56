"""Lesson 05: a kernel steps over a spectrogram; what it multiplies and adds, and the map that it fills."""

import numpy as np
from IPython.display import HTML
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from helpers import moving


def show(picture: ArrayLike, kernel: ArrayLike, title: str = "A kernel steps over the picture") -> HTML:
    """Return a picture with a kernel on it, and the map of its answers.

    Parameters
    ----------
    picture : array_like
        Shape ``(frames, bands)``; at most 3,000 numbers, rounded to whole ones (dB).
    kernel : array_like
        Shape ``(3, 3)``, whole numbers: frames by bands.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    picture, kernel = np.round(picture).astype(int), np.asarray(kernel, int)
    return moving.thing(
        "kernel", title, "On the left a spectrogram with a small window on it, on the right the map of the window's "
        "answers so far: red where they are above zero, blue below. Between them the nine numbers under the window, "
        "the kernel's nine, and their products.",
        {"picture": picture.tolist(), "kernel": kernel.tolist()}, _still(picture, kernel), height=270)


def answers(picture: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the whole map, shape ``(frames - 2, bands - 2)``: products summed at each place."""
    windows = np.lib.stride_tricks.sliding_window_view(picture, kernel.shape)
    return (windows * kernel).sum(axis=(-2, -1))


def _still(picture, kernel):
    figure = Figure(figsize=(6.4, 2.7), layout="constrained")
    left, right = figure.subplots(1, 2, sharey=True)
    left.imshow(picture.T, origin="lower", aspect="auto", cmap="magma")
    full = answers(picture, kernel)
    right.imshow(full.T, origin="lower", aspect="auto", cmap="RdBu_r", vmin=-abs(full).max(), vmax=abs(full).max())
    left.set(xlabel="time (frames)", ylabel="mel band")
    right.set(xlabel="time (frames)")
    return figure
