"""Looks at every figure while a notebook runs: does it have a title, axis labels and units?

A picture in a saved notebook is only pixels. So a kernel under test runs `code_to_start` first, which
lets this module note each figure when it is drawn; `problems` says afterwards what they lack.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

# An axis with one of these names carries a unit; others (a label, a count) have none.
UNITS = {"time": r"\b(s|ms|seconds|milliseconds|minutes|min|frames?)\b",
         "frequency": r"\b(Hz|kHz|bands?|bins?)\b",
         "duration": r"\b(s|ms|seconds|milliseconds)\b"}


def code_to_start(log: Path) -> str:
    """What a kernel runs first, so that it notes its figures in the file `log`."""
    here = str(Path(__file__).resolve().parent)
    return (f"import os, sys; os.environ['SOUND_FIGURE_LOG'] = {str(log)!r}; sys.path.append({here!r})\n"
            "import figure_watch; figure_watch.start(); del figure_watch, os, sys")


def start() -> None:
    """Inside the kernel: note each figure just before it is shown."""
    from matplotlib_inline import backend_inline

    display = backend_inline.display  # what the backend sends each finished figure to

    def note_and_display(figure, *args, **kwargs):
        if hasattr(figure, "axes"):
            with open(os.environ["SOUND_FIGURE_LOG"], "a", encoding="utf-8") as log:
                log.write(json.dumps(describe(figure)) + "\n")
        return display(figure, *args, **kwargs)

    backend_inline.display = note_and_display


def describe(figure) -> dict:
    """Title and axis labels of a figure, as plain text."""
    def read(label):
        return label.get_text() if label and label.get_visible() else ""

    whole = {"title": read(figure._suptitle), "x": read(getattr(figure, "_supxlabel", None)),
             "y": read(getattr(figure, "_supylabel", None)), "axes": []}
    for axes in figure.axes:
        if not (axes.has_data() and axes.axison and axes.get_visible()):
            continue
        titles = [axes.get_title(loc=side) for side in ("left", "center", "right")]
        whole["axes"].append({
            "title": "".join(titles), "x": axes.get_xlabel(), "y": axes.get_ylabel(),
            "colorbar": hasattr(axes, "_colorbar"),
            "shares_x": len(axes.get_shared_x_axes().get_siblings(axes)) > 1,
            "shares_y": len(axes.get_shared_y_axes().get_siblings(axes)) > 1,
            "x_ticks": len(axes.get_xticks()) > 0, "y_ticks": len(axes.get_yticks()) > 0,
            "polar": axes.name == "polar"})
    return whole


def problems(log: Path) -> list[str]:
    """What the noted figures lack, one line each."""
    found = []
    if not Path(log).exists():
        return found
    for number, line in enumerate(Path(log).read_text(encoding="utf-8").splitlines(), start=1):
        figure = json.loads(line)
        plots = [axes for axes in figure["axes"] if not axes["colorbar"]]
        name = figure["title"] or next((a["title"] for a in plots if a["title"]), "")
        where = f"figure {number}" + (f" ({name.splitlines()[0][:50]})" if name else "")
        if plots and not name:
            found.append(f"{where} has no title")
        for side in "xy":
            labels = [axes[side] for axes in plots]
            labelled = any(labels) or figure[side]
            for axes in plots:
                # In a grid that shares an axis, the outer panels carry the label for all.
                carried = labelled and (axes[f"shares_{side}"] or figure[side])
                if not axes[side] and axes[f"{side}_ticks"] and not axes["polar"] and not carried:
                    found.append(f"{where}: the {side} axis has no label")
            for label in {*labels, figure[side]} - {""}:
                first = label.lower().split()[0].strip("(,")
                if first in UNITS and not re.search(UNITS[first], label):
                    found.append(f"{where}: the {side} axis says {label!r}, without a unit")
    return found
