"""Lesson 10: clips fall into training and test, one by one or by whole speakers; whose voices are on both sides?"""

from collections.abc import Sequence

from IPython.display import HTML
from matplotlib.figure import Figure

from helpers import moving


def show(speakers: Sequence[str], title: str = "Deal out the clips") -> HTML:
    """Return clips that are divided anew at each press of a button.

    Parameters
    ----------
    speakers : sequence of str
        Who says each clip; about 40 clips, at most 16 speakers.
    title : str

    Returns
    -------
    IPython.display.HTML
    """
    names = sorted(set(speakers))
    return moving.thing(
        "shuffle", title, "Squares, a clip each, lettered by speaker: on the left those for training, on the right a "
        "quarter for the test.", {"speakers": [names.index(one) for one in speakers]},
        _still([names.index(one) for one in speakers]))


def _still(numbers):
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    ax = figure.subplots()
    for place, number in enumerate(numbers):
        test = place % 4 == 3
        ax.text((place // 4) % 10 + (11 if test else 0), -(place % 4) - 4 * (place // 40), "ABCDEFGHIJKLMNOP"[number],
                bbox={"facecolor": "C1" if test else "C0", "alpha": 0.5})
    ax.set(xlim=(-1, 22), ylim=(-5, 1.5), xticks=[5, 16], xticklabels=["training", "test"], yticks=[])
    return figure
