"""Training without noise: a quiet start, seeds, the device in use, progress, honest intervals.

Importing this module imports TensorFlow, and keeps its start-up messages out of the notebook.
"""

import contextlib
import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from helpers import ROOT
from helpers.notebook import Line, no_messages

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
with no_messages():
    import tensorflow as tf

    tf.config.list_physical_devices()
    tf.zeros(1)
import keras  # after TensorFlow, so that its start is quiet too

# Several networks in one notebook make TensorFlow warn that it traces a function again: no fault of
# the reader, and nothing to do about it.
tf.get_logger().setLevel("ERROR")


def set_seed(seed: int) -> None:
    """Make the next training repeatable on this machine: weights, shuffling and dropout.

    Another processor or number of threads changes the last digits, and with them the result a
    little: that is why the course promises ranges.

    Parameters
    ----------
    seed : int
    """
    keras.utils.set_random_seed(seed)


def device() -> str:
    """Return which device TensorFlow computes on.

    Returns
    -------
    str
        For example ``"CPU (2 cores)"`` or ``"GPU: NVIDIA H100"``.
    """
    gpus = tf.config.list_physical_devices("GPU")
    if gpus:
        return f"GPU: {tf.config.experimental.get_device_details(gpus[0]).get('device_name', 'unknown')}"
    return f"CPU ({os.cpu_count()} cores)"


def models_folder() -> Path:
    """Return the folder for trained models: ``models/``, or the one that SOUND_MODELS names.

    Returns
    -------
    pathlib.Path
        It exists, unless it cannot be made: saving a model there says so. A relative SOUND_MODELS counts from the
        course's folder.
    """
    folder = ROOT / os.environ.get("SOUND_MODELS", "models")
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def save_model(model: keras.Model, name: str, labels: Sequence[str], sample_rate: int, **more) -> Path:
    """Save a model, and beside it what a program must know to use it: ``NAME.keras`` and ``NAME.labels.json``.

    Both are written under other names first and renamed when they are whole: should the disk be full, what was there
    before is still there, and a line says so.

    Parameters
    ----------
    model : keras.Model
        Waveforms in, probabilities out.
    name : str
        Without an ending.
    labels : sequence of str
        The names of the model's outputs, in their order.
    sample_rate : int
        Of the waveform (Hz); its length is that of the model's input.
    **more
        Further facts to keep, such as ``threshold=0.6``.

    Returns
    -------
    pathlib.Path
        Where the model is (or would be), in `models_folder`.

    Notes
    -----
    Lesson 05 writes this by hand; lessons 10 and 12 import it.
    """
    path = models_folder() / f"{name}.keras"
    about = path.with_name(f"{name}.labels.json")
    facts = {"labels": list(labels), "sample_rate": sample_rate, "samples": model.input_shape[1], **more}
    unfinished = path.with_name(f"unfinished_{name}.keras")
    try:
        model.save(unfinished)
        unfinished.with_suffix(".json").write_text(json.dumps(facts), encoding="utf-8")
        unfinished.replace(path)
        unfinished.with_suffix(".json").replace(about)
        print(f"saved {path.name} and {about.name}")
    except OSError as error:
        print(f"The model could not be saved ({error.strerror or error}). Is the disk full, or the folder read-only?")
    finally:
        for half_written in (unfinished, unfinished.with_suffix(".json")):
            with contextlib.suppress(OSError):
                half_written.unlink(missing_ok=True)
    return path


def hide_stripe(pictures: tf.Tensor, axis: int, widest: int) -> tf.Tensor:
    """Hide a stripe of each picture, a random place and width each time, behind the picture's own mean.

    Parameters
    ----------
    pictures : tf.Tensor
        Shape ``(clips, frames, bands)``, with or without channels as the last dimension.
    axis : int
        1 hides a stretch of time, 2 a range of frequencies.
    widest : int
        Frames or bands that are hidden at most; at least none is.

    Returns
    -------
    tf.Tensor
        The same shape.

    Notes
    -----
    SpecAugment's masks: D. Park and others, Interspeech 2019. Lesson 07 writes them by hand.
    """
    dimensions, size = len(pictures.shape), pictures.shape[axis]
    clips = tf.shape(pictures)[0]
    width = tf.random.uniform((clips, 1), 0, widest + 1, tf.int32)
    start = tf.random.uniform((clips, 1), 0, size - widest + 1, tf.int32)
    hidden = (tf.range(size) >= start) & (tf.range(size) < start + width)
    hidden = tf.reshape(hidden, [-1] + [size if each == axis else 1 for each in range(1, dimensions)])
    mean = tf.reduce_mean(pictures, axis=list(range(1, dimensions)), keepdims=True)
    return tf.where(hidden, mean, pictures)


class Progress(keras.callbacks.Callback):
    """One line that is rewritten after each epoch; use with ``fit(..., verbose=0)``.

    Parameters
    ----------
    name : str
        What is being trained, for the line.
    """

    def __init__(self, name: str = "training") -> None:
        super().__init__()
        self.name = name

    def on_train_begin(self, logs=None):
        self.start = time.perf_counter()
        self.line = Line()

    def on_epoch_end(self, epoch, logs=None):
        seconds = time.perf_counter() - self.start
        figures = ", ".join(f"{key.replace('val_', 'validation ')} {value:.3f}"
                            for key, value in (logs or {}).items() if key != "learning_rate")
        self.line.show(f"{self.name}: epoch {epoch + 1} of {self.params['epochs']}, {seconds:.0f} s, {figures}")


def compile_classifier(model: keras.Model, optimizer: keras.optimizers.Optimizer | str, one_hot: bool = False,
                       **settings) -> keras.Model:
    """Compile a network whose last layer answers with a probability for each class, for a quicker first epoch.

    It is ``model.compile`` with the loss and the accuracy that suit the targets, and two details that you need not
    write each time. Keras translates the training step into a TensorFlow graph in the first step of ``fit``. If the
    optimizer or a metric named by a mere string makes its variables only then, TensorFlow has to translate the whole
    step twice. So here the metric is an object, and the optimizer makes its variables at once (``optimizer.build``).
    That saves a second or more per training, which counts where many short trainings follow each other; what the
    network learns is the same.

    Parameters
    ----------
    model : keras.Model
        Its weights exist already: it begins with an ``Input``.
    optimizer : keras.optimizers.Optimizer or str
        For example ``"adam"``.
    one_hot : bool
        True where a target is a row with a share for each class, False where it is the number of the class.
    **settings
        Passed to ``model.compile``; ``loss`` and ``metrics`` replace those chosen here.

    Returns
    -------
    keras.Model
        The same model.
    """
    if one_hot:
        chosen = {"loss": "categorical_crossentropy", "metrics": [keras.metrics.CategoricalAccuracy("accuracy")]}
    else:
        chosen = {"loss": "sparse_categorical_crossentropy",
                  "metrics": [keras.metrics.SparseCategoricalAccuracy("accuracy")]}
    model.compile(optimizer, **(chosen | settings))
    model.optimizer.build(model.trainable_variables)
    return model


def bootstrap_interval(correct: ArrayLike, groups: ArrayLike, rounds: int = 2000, seed: int = 0) -> tuple[float, float]:
    """Return a 95 % interval for an accuracy, drawing whole speakers (not clips) again and again.

    Clips of one speaker resemble each other, so they do not count as independent trials.

    Parameters
    ----------
    correct : array_like of bool or float
        Shape ``(clips,)``: was the answer right?
    groups : array_like
        Shape ``(clips,)``: the speaker (or recording) of each clip.
    rounds : int
        Number of draws.
    seed : int

    Returns
    -------
    tuple of float
        Lower and upper end, as shares between 0 and 1.

    Notes
    -----
    The cluster bootstrap with percentiles: Field and Welsh, Bootstrapping clustered data,
    Journal of the Royal Statistical Society B 69 (2007), 369-390.
    """
    correct, groups = np.asarray(correct, dtype=float), np.asarray(groups)
    if correct.shape != groups.shape or correct.size == 0:
        raise ValueError(f"There are {correct.size} answers and {groups.size} groups; give one group per answer.")
    _, group_of_clip = np.unique(groups, return_inverse=True)
    right = np.bincount(group_of_clip, weights=correct)
    clips = np.bincount(group_of_clip)
    draws = np.random.default_rng(seed).integers(len(clips), size=(rounds, len(clips)))
    accuracies = right[draws].sum(axis=1) / clips[draws].sum(axis=1)
    low, high = np.percentile(accuracies, [2.5, 97.5])
    return float(low), float(high)
