"""Drawings in the course's one look: its map (lesson 00), a chain of steps or layers (04, 05, 12), a division (04)."""

from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Patch
from numpy.typing import ArrayLike

STATIONS = (("00", "start"), ("01", "Python"), ("02", "waveforms"), ("03", "spectrograms"), ("04", "a dense\nmodel"),
            ("05", "a CNN"), ("06", "which\nmistakes?"), ("07", "any sound"), ("08", "sequences"), ("09", "search"),
            ("10", "audit"), ("11", "long clips"), ("12", "live!"))
ELECTIVES = ("09", "11")
COLOUR_OF_PART = {"train": "C0", "validation": "C1", "test": "C2"}


def course_map() -> Axes:
    """Draw the course as a line with a station for each lesson; electives lie beside it."""
    ax = _empty("The course: one line, and two detours", (11, 2.6))
    on_line = [number for number, _ in STATIONS if number not in ELECTIVES]
    ax.plot([0, len(STATIONS) - 1], [0, 0], color="C0", linewidth=5, zorder=0)
    for place, (number, name) in enumerate(STATIONS):
        height = 0 if number in on_line else 0.9
        if height:
            ax.plot([place - 1, place, place + 1], [0, height, 0], color="C0", linewidth=2, linestyle=":", zorder=0)
        ax.plot(place, height, "o", color="white", markeredgecolor="C0", markeredgewidth=3, markersize=23)
        ax.text(place, height, number, ha="center", va="center", fontsize=9, color="black")
        above = {"y": height + 0.42, "va": "bottom"} if height else {"y": -0.42, "va": "top"}
        ax.text(place, s=name, ha="center", fontsize=9, **above)
    ax.set(xlim=(-0.7, len(STATIONS) - 0.3), ylim=(-1.2, 1.7))
    return ax


def chain(boxes: Sequence[tuple[str, str]], title: str) -> Axes:
    """Draw boxes from left to right with arrows between them.

    Parameters
    ----------
    boxes : sequence of (str, str)
        What stands in a box, and what stands under it: the shape of what leaves it, for example.
    title : str

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = _empty(title, (11, 1.9))
    for place, (inside, under) in enumerate(boxes):
        ax.add_patch(FancyBboxPatch((place - 0.36, -0.3), 0.72, 0.6, boxstyle="round,pad=0.04", alpha=0.3,
                                    facecolor=f"C{place % 4}", edgecolor="black"))
        ax.text(place, 0, inside, ha="center", va="center", fontsize=9)
        ax.text(place, -0.5, under, ha="center", va="top", fontsize=9)
        if place:
            ax.annotate("", (place - 0.4, 0), (place - 0.6, 0), arrowprops={"arrowstyle": "->", "linewidth": 2})
    ax.set(xlim=(-0.6, len(boxes) - 0.4), ylim=(-1.1, 0.6))
    return ax


def split(speakers: ArrayLike, divisions: Mapping[str, ArrayLike], people: int = 12, clips: int = 16) -> Figure:
    """Draw divisions of the same clips beside each other: a row for each person, a square for each clip.

    Parameters
    ----------
    speakers : array_like of str
        Shape ``(clips,)``: who speaks in each clip.
    divisions : mapping of str to array_like of str
        For each title the part of each clip, shape ``(clips,)``: "train", "validation" or "test".
    people, clips : int
        At most so many people, evenly chosen among all, and of each at most so many clips.

    Returns
    -------
    matplotlib.figure.Figure
    """
    speakers = np.asarray(speakers)
    names = np.unique(speakers)
    names = names[np.unique(np.linspace(0, len(names) - 1, people).round().astype(int))]
    figure, axes = plt.subplots(1, len(divisions), figsize=(11, 3.6), sharex=True, sharey=True, squeeze=False,
                                layout="constrained")
    for ax, (title, parts) in zip(axes[0], divisions.items()):
        for row, name in enumerate(names):
            own = np.asarray(parts)[speakers == name][:clips]
            ax.scatter(range(len(own)), [row] * len(own), marker="s", s=65,
                       c=[COLOUR_OF_PART[part] for part in own])
        ax.set(title=title, xlabel="clips of each person", xticks=[], yticks=[])
    axes[0, 0].set(ylabel="people")
    figure.legend([Patch(color=colour) for colour in COLOUR_OF_PART.values()], COLOUR_OF_PART, ncols=3,
                  loc="outside lower center")
    return figure


def _empty(title, size):
    ax = plt.subplots(figsize=size)[1]
    ax.set_title(title)
    ax.axis("off")
    return ax
