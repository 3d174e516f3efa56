"""Things that move in a lesson's output: small JavaScript beside its numbers, which works without a kernel.

A thing is a module here and a script of the same name; ``base.js`` is what the scripts share. Nothing is fetched, and
the same numbers give the same HTML. Ink is the page's own text colour, so that they suit light and dark.
"""

import base64
import hashlib
import html
import io
import json

import seaborn as sns
from IPython.display import HTML
from matplotlib.figure import Figure

import helpers.plotting  # noqa: F401  the course's one look
from helpers import ROOT

HERE = ROOT / "helpers" / "moving"
COLOURS = ["#" + "".join(f"{round(255 * part):02x}" for part in colour) for colour in sns.color_palette("colorblind")]


def thing(name: str, title: str, alternative: str, numbers: dict, still: Figure, height: int = 240) -> HTML:
    """Return one moving thing.

    Parameters
    ----------
    name : str
        A script of this folder, without its ``.js``. It defines ``draw(tools)``; see ``base.js`` for the tools.
    title : str
        Stands above it, and names the group of its controls.
    alternative : str
        What its picture shows, for those who cannot see it.
    numbers : dict
        What the script gets as ``data``; plain lists, numbers and text.
    still : matplotlib.figure.Figure
        The picture where scripts are asleep (an untrusted notebook, a viewer without JavaScript). Made with
        ``Figure(...)``, not with pyplot, which would show it a second time.
    height : int
        Of the drawing, where its width is 640.

    Returns
    -------
    IPython.display.HTML
    """
    data = json.dumps({"colours": COLOURS, **numbers}, sort_keys=True).replace("<", "\\u003c")
    script = "\n".join((HERE / f"{each}.js").read_text(encoding="utf-8") for each in ("base", name))
    own = name + "-" + hashlib.sha1((title + data).encode()).hexdigest()[:8]
    title, alternative = html.escape(title), html.escape(alternative)
    return HTML(
        f'<div data-moving="{own}" role="group" aria-label="{title}" style="max-width:680px"><strong>{title}</strong>'
        f'<svg role="img" aria-label="{alternative}" viewBox="0 0 640 {height}" hidden style="width:100%"></svg>'
        f'<p><img alt="{alternative}" src="data:image/png;base64,{_png(still)}" style="width:100%"><br>'
        "A still picture: run the cell, and you can move it.</p></div>"
        f"<script>(() => {{\n{script}\nstart({json.dumps(own)}, {data}, draw);\n}})();</script>")


def _png(figure):
    """Return a figure as base64 text: few colours are enough, and keep the lesson's file small."""
    from PIL import Image

    buffer, small = io.BytesIO(), io.BytesIO()
    figure.savefig(buffer, dpi=100, format="png", metadata={"Software": None})
    Image.open(buffer).convert("RGB").quantize(32).save(small, "png", optimize=True)
    return base64.b64encode(small.getvalue()).decode()
