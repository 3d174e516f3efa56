"""The course's one look: a waveform, a spectrum, a spectrogram, learning curves, a confusion matrix.

Importing this module sets the style. Each function draws on `ax`, or on a new figure of its own,
and returns the axes; the cell ends with ``plt.show()``. Lessons 02 to 04 draw each by hand first.
"""

import math
from collections.abc import Callable, Iterable, Sequence

import matplotlib.pyplot as plt
import numpy as np
import seaborn as sns
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from helpers import WORDS
from helpers.notebook import a_person_is_here, in_colab

# seaborn's "colorblind" palette; a word keeps its colour through the whole course
LABEL_COLOURS = dict(zip(WORDS, sns.color_palette("colorblind", len(WORDS))))

plt.rcParams.update({
    "figure.figsize": (8, 3), "figure.dpi": 80, "figure.constrained_layout.use": True,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "axes.axisbelow": True,
    "grid.alpha": 0.3, "axes.formatter.min_exponent": 4,  # on logarithmic axes 0.02, not 2 x 10^-2
    "axes.titlelocation": "left", "image.cmap": "magma", "lines.linewidth": 1.2,
    "axes.prop_cycle": plt.cycler(color=sns.color_palette("colorblind")),
})


def waveform(samples: ArrayLike, sample_rate: int, title: str, ax: Axes | None = None, **style) -> Axes:
    """Draw samples over time.

    Parameters
    ----------
    samples : array_like
        Shape ``(samples,)``.
    sample_rate : int
        Samples per second (Hz).
    title : str
    ax : matplotlib.axes.Axes, optional
    **style
        Passed to ``ax.plot``, for example ``color`` or ``label``.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    ax.plot(np.arange(len(samples)) / sample_rate, samples, **style)
    ax.set(title=title, xlabel="time (s)", ylabel="amplitude")
    return ax


def spectrum(samples: ArrayLike, sample_rate: int, title: str, ax: Axes | None = None, **style) -> Axes:
    """Draw how strong each frequency is in the whole of `samples`, in decibels.

    Parameters
    ----------
    samples : array_like
        Shape ``(samples,)``.
    sample_rate : int
        Samples per second (Hz).
    title : str
    ax : matplotlib.axes.Axes, optional
    **style
        Passed to ``ax.plot``.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    window = np.hanning(len(samples))
    magnitudes = np.abs(np.fft.rfft(samples * window)) / window.sum()
    frequencies = np.fft.rfftfreq(len(samples), 1 / sample_rate)
    ax.plot(frequencies, 20 * np.log10(np.maximum(magnitudes, 1e-7)), linewidth=0.6, **style)
    ax.set(title=title, xlabel="frequency (Hz)", ylabel="level (dB)")
    return ax


def spectrogram(decibels: ArrayLike, seconds: float, max_frequency: float, title: str, ax: Axes | None = None,
                colourbar: bool = True, mel: bool = False) -> Axes:
    """Draw a spectrogram: time to the right, frequency upwards, level as colour.

    Parameters
    ----------
    decibels : array_like
        Shape ``(frames, bands)``, dB.
    seconds : float
        How long the sound lasts.
    max_frequency : float
        Frequency at the top of the highest band (Hz).
    title : str
    ax : matplotlib.axes.Axes, optional
    colourbar : bool
        Draw the scale of the colours beside the picture.
    mel : bool
        The bands are evenly spaced on the mel scale from 0 to `max_frequency`, not in hertz.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots()[1]
    decibels = np.asarray(decibels)
    image = ax.imshow(decibels.T, origin="lower", aspect="auto",
                      extent=(0, seconds, 0, hertz_to_mel(max_frequency) if mel else max_frequency),
                      vmin=max(decibels.min(), decibels.max() - 80), interpolation="nearest")
    if mel:
        mel_axis(ax, max_frequency)
    if colourbar:
        ax.figure.colorbar(image, ax=ax, label="level (dB)")
    ax.set(title=title, xlabel="time (s)", ylabel="frequency (Hz)")
    ax.grid(False)
    return ax


def hertz_to_mel(hertz: ArrayLike) -> np.ndarray:
    """Return frequencies (Hz) on the mel scale, as `features.mel_filters` spaces its bands."""
    return 2595 * np.log10(1 + np.asarray(hertz) / 700)


def mel_axis(ax: Axes, max_frequency: float) -> None:
    """Mark the frequencies (Hz) on an axis that runs from 0 to `max_frequency` on the mel scale."""
    marks = [hertz for hertz in (0, 500, 1000, 2000, 4000, 8000, 16000) if hertz <= max_frequency]
    ax.set_yticks(hertz_to_mel(marks), [f"{hertz:,}" for hertz in marks])


def learning_curves(histories: dict, title: str = "Learning curves") -> tuple[Axes, Axes]:
    """Draw loss and accuracy per epoch: dashed for training, solid for validation.

    Parameters
    ----------
    histories : dict of str to keras.callbacks.History
        What ``fit`` returned, by the name of the model.
    title : str

    Returns
    -------
    tuple of matplotlib.axes.Axes
        The axes of the loss and of the accuracy.
    """
    _, (left, right) = plt.subplots(1, 2, figsize=(10, 3.5))
    for colour, (name, history) in zip(sns.color_palette("colorblind"), histories.items()):
        epochs = np.arange(1, len(history.history["loss"]) + 1)
        for ax, measure in ((left, "loss"), (right, "accuracy")):
            ax.plot(epochs, history.history[measure], "--", color=colour, label=f"{name}, training")
            ax.plot(epochs, history.history[f"val_{measure}"], color=colour, label=f"{name}, validation")
            ax.locator_params(axis="x", integer=True)
    left.set(title=f"{title}: loss", xlabel="epoch", ylabel="cross-entropy (nats)")
    right.set(title=f"{title}: accuracy", xlabel="epoch", ylabel="share of clips that are right",
              ylim=(0, 1))
    right.legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))  # beside the curves, not on them
    return left, right


def confusion_matrix(true_labels: Sequence[str], predicted_labels: Sequence[str], labels: Sequence[str], title: str,
                     ax: Axes | None = None) -> Axes:
    """Draw how often each true label (row) was taken for each label (column).

    The colour is the share of the row, the number is the count.

    Parameters
    ----------
    true_labels, predicted_labels : sequence of str
        One per clip.
    labels : sequence of str
        The order of rows and columns.
    title : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    from sklearn.metrics import confusion_matrix as count

    ax = ax or plt.subplots(figsize=(6, 5))[1]
    counts = count(true_labels, predicted_labels, labels=labels)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    sns.heatmap(shares, annot=counts, fmt="d", vmin=0, vmax=1, cmap="viridis", square=True, ax=ax,
                xticklabels=labels, yticklabels=labels, cbar_kws={"label": "share of the true label"})
    ax.set(title=title, xlabel="predicted label", ylabel="true label")
    return ax


def pictures(named: Iterable[tuple[str, ArrayLike]], seconds: ArrayLike, ylabel: str, top: float | None = None,
             levels: tuple[float, float] | None = None, rows: int = 1, title: str | None = None) -> np.ndarray:
    """Draw several spectrograms beside each other: time to the right, bands upwards, level as colour.

    Parameters
    ----------
    named : iterable of (str, array_like)
        Title and picture of each; a picture has the shape ``(frames, bands)``. Of a dict, pass its ``items()``.
    seconds : float or sequence of float
        How long the sounds last; one number for all, or one for each.
    ylabel : str
        What the vertical axis shows, with its unit.
    top : float, optional
        The number at the upper edge of the vertical axis; without it, the number of bands.
    levels : tuple of float, optional
        The levels of the darkest and the brightest colour; without it each picture has its own: from its loudest
        place down to its quietest, but 80 below at most.
    rows : int
        How many rows of pictures.
    title : str, optional
        Of the whole figure.

    Returns
    -------
    numpy.ndarray of matplotlib.axes.Axes
        One for each picture, in their order.
    """
    named = [(name, np.asarray(picture)) for name, picture in named]
    lengths = np.broadcast_to(seconds, len(named))
    columns, alike = math.ceil(len(named) / rows), len({picture.shape[1] for _, picture in named}) == 1
    figure, axes = plt.subplots(rows, columns, figsize=(13, 1 + 1.8 * rows), sharex=True,
                                sharey=alike or top is not None, squeeze=False)
    for ax, (name, picture), length in zip(axes.flat, named, lengths):
        lowest, highest = levels or (max(picture.min(), picture.max() - 80), picture.max())
        ax.imshow(picture.T, origin="lower", aspect="auto", extent=(0, length, 0, top or picture.shape[1]),
                  vmin=lowest, vmax=highest, interpolation="nearest")
        ax.set_title(name, fontsize="medium")
        ax.grid(False)
    axes[0, 0].set_xlim(0, lengths.max())
    for ax in axes.ravel()[len(named):]:
        ax.set_axis_off()
    for ax in axes[-1]:
        ax.set_xlabel("time (s)")
    for ax in axes[:, 0]:
        ax.set_ylabel(ylabel)
    if title:
        figure.suptitle(title)
    return axes.ravel()[:len(named)]


def losses(curves: dict[str, Sequence[float]], title: str, guessing: float | None = None) -> Axes:
    """Draw the loss of several trainings after each epoch.

    Parameters
    ----------
    curves : dict of str to sequence of float
        Cross-entropy after each epoch (nats), by the name of the training.
    title : str
    guessing : float, optional
        The loss of someone who guesses, drawn as a dotted line.

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = plt.subplots()[1]
    for name, loss in curves.items():
        ax.plot(np.arange(1, len(loss) + 1), loss, marker="o", label=name)
    if guessing is not None:
        ax.axhline(guessing, color="black", linestyle=":", label="guessing")
    ax.set(title=title, xlabel="epoch", ylabel="cross-entropy in training (nats)")
    ax.locator_params(axis="x", integer=True)
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))  # beside the curves, not on them
    return ax


def fold_scores(scores: dict[str, ArrayLike], title: str, ax: Axes | None = None) -> Axes:
    """Draw the accuracy in each fold as a point and the mean as a stroke, a row for each way to make the folds.

    Parameters
    ----------
    scores : dict of str to array_like
        Shares from 0 to 1, one per fold, by the name of the row.
    title : str
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
    """
    ax = ax or plt.subplots(figsize=(8, 2.6))[1]
    for row, shares in enumerate(scores.values()):
        ax.plot(shares, np.full(len(shares), row), "o", alpha=0.6)
        ax.plot(np.mean(shares), row, "k|", markersize=26, markeredgewidth=2)
    ax.set(title=title, xlabel="share of clips that are right", ylabel="folds", ylim=(-0.6, len(scores) - 0.4))
    ax.set_yticks(range(len(scores)), scores)
    return ax


def sliders(draw: Callable, **ranges: tuple) -> None:
    """Draw again whenever a slider is moved (ipywidgets), where there is a person who can move one.

    Where a program runs the notebook, `draw` is called once, with its default values: so a saved
    notebook holds a figure instead of dead sliders. (It also keeps nbclient from waiting for ever,
    as it may do with sliders: https://github.com/jupyter/nbclient/issues/312.)

    Parameters
    ----------
    draw : callable
        Draws a figure and shows it; its parameters have default values.
    **ranges : tuple
        Lowest value, highest value and step for each parameter.
    """
    if in_colab() or a_person_is_here():
        from IPython.display import display
        from ipywidgets import interactive

        panel = interactive(draw, **ranges)
        for slider in panel.children[:-1]:
            slider.continuous_update = False  # draw when it is let go: a slow machine keeps up
        display(panel)
    else:
        draw()
