"""Sounds to click on: a row of players, and a confusion matrix whose cells can be heard.

Plain HTML with the sounds inside: no JavaScript and no network, so it works offline, in a saved notebook and
on the course's site. First used in lesson 07.
"""

import base64
import hashlib
import html
import io
from collections.abc import Sequence

import numpy as np
import soundfile
from IPython.display import HTML
from numpy.typing import ArrayLike


def player(samples: ArrayLike, sample_rate: int) -> str:
    """Return an HTML player of samples at their true level, compressed as MP3.

    Parameters
    ----------
    samples : array_like, shape ``(samples,)``, full scale at -1 and 1; what lies outside is clipped
    sample_rate : int
        8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100 or 48000 Hz.

    Returns
    -------
    str
    """
    file = io.BytesIO()
    soundfile.write(file, np.clip(samples, -1, 1).astype(np.float32), sample_rate, format="MP3",
                    bitrate_mode="VARIABLE", compression_level=0.7)
    sound = base64.b64encode(file.getvalue()).decode()
    return f'<audio controls preload="none" style="height:2em" src="data:audio/mpeg;base64,{sound}"></audio>'


def players(sounds: list[tuple[str, ArrayLike]], sample_rate: int) -> HTML:
    """Return a table of players, one for each sound, with what it is beside it.

    Parameters
    ----------
    sounds : list of (str, array_like)
        Caption and samples.
    sample_rate : int, as in `player`

    Returns
    -------
    IPython.display.HTML
    """
    rows = "".join(f'<tr><td style="text-align:left">{html.escape(caption)}</td><td>{player(samples, sample_rate)}'
                   "</td></tr>" for caption, samples in sounds)
    return HTML(f"<table>{rows}</table>")


def confusion_matrix(true_labels: Sequence[str], predicted_labels: Sequence[str], labels: Sequence[str],
                     clips: np.ndarray, sample_rate: int, title: str, most: int = 3) -> HTML:
    """Return a confusion matrix to listen to: choose a cell, and its clips appear under the table.

    Parameters
    ----------
    true_labels, predicted_labels : sequence of str
        One per clip.
    labels : sequence of str
        The order of rows (true) and columns (predicted).
    clips : numpy.ndarray, shape ``(clips, samples)``
    sample_rate : int, as in `player`
    title : str
    most : int, how many clips of a cell are put into the page

    Returns
    -------
    IPython.display.HTML
    """
    true_labels, predicted_labels = np.asarray(true_labels), np.asarray(predicted_labels)
    # Two matrices on one page must not answer to each other's clicks.
    own = "cm" + hashlib.sha1("|".join([title, *true_labels, *predicted_labels]).encode()).hexdigest()[:8]
    rule, choices, panels, rows = [], [], [], []
    for true in labels:
        cells = []
        for predicted in labels:
            chosen = np.flatnonzero((true_labels == true) & (predicted_labels == predicted))
            if not len(chosen):
                cells.append("<td></td>")
                continue
            name = f"{own}-{len(panels)}"
            share = len(chosen) / (true_labels == true).sum()
            colour = f"rgba({'0,114,178' if true == predicted else '213,94,0'},{0.15 + 0.6 * share:.2f})"
            said = html.escape(f"{true}, taken for {predicted}: {len(chosen)}")
            choices.append(f'<input type="radio" name="{own}" id="{name}" aria-label="{said}">')
            rule.append(f"#{name}:checked~#{name}p{{display:block}}"
                        f"#{name}:checked~table [for={name}]{{outline:3px solid}}")
            cells.append(f'<td style="background:{colour};padding:0"><label for="{name}" title="{said}">'
                         f"{len(chosen)}</label></td>")
            sounds = " ".join(player(clips[number], sample_rate) for number in chosen[:most])
            panels.append(f'<div id="{name}p"><b>{said}</b><br>{sounds}</div>')
        rows.append(f'<tr><th style="text-align:right">{html.escape(true)}</th>{"".join(cells)}</tr>')
    heads = "".join(f'<th style="writing-mode:vertical-rl">{html.escape(label)}</th>' for label in labels)
    return HTML(f"<style>#{own}>input{{position:absolute;opacity:0}}#{own}>div{{display:none}}"
                f"#{own} label{{display:block;padding:.4em .7em;cursor:pointer}}"
                f"#{own} td{{text-align:center}}{''.join(rule)}</style>"
                f'<div id="{own}">{"".join(choices)}<table><caption>{html.escape(title)} (rows: true label, columns: '
                f"predicted label; choose a number to hear its clips)</caption><tr><th></th>{heads}</tr>{''.join(rows)}"
                f"</table>{''.join(panels)}</div>")
