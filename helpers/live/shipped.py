"""The network that comes with the course: it understands the eight words before you have trained anything.

Its weights are in data/shipped/words.npz; data/README.md says who spoke, how good it is and what it is bad at. The file
holds only what was trained: the layers that turn a waveform into features are built anew (`helpers.features`).
`data/train_shipped.py` makes it. Lesson 00 first uses it. It is never used to score a lesson.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from helpers import ROOT, features
from helpers.live.recogniser import LiveError, Recogniser

if TYPE_CHECKING:
    import keras

FILE = ROOT / "data" / "shipped" / "words.npz"
NAME = "the network that comes with the course"
SETTINGS = {"Reshape": ["target_shape"], "Rescaling": ["scale"], "ReLU": [], "GlobalAveragePooling2D": [],
            "Conv2D": ["filters", "kernel_size", "strides", "padding", "use_bias"], "BatchNormalization": ["epsilon"],
            "MaxPooling2D": ["pool_size"], "Dropout": ["rate"], "Dense": ["units", "activation"]}


def save(path: Path | str, network: keras.Sequential, labels: Sequence[str], threshold: float, **more) -> None:
    """Pack a trained network into one small file: its layers as JSON, its weights beside them.

    Parameters
    ----------
    path : where to; the name ends in .npz
    network : features in (`helpers.features.speech_features`), probabilities out; of the layers in `SETTINGS` alone
    labels : the names of its outputs, in their order
    threshold : a smaller probability than this becomes "unknown"
    **more : further facts to keep, such as the speakers who were heard

    Notes
    -----
    Weights are stored as float16. Those with one dimension (biases, means, variances) are few and stay float32.
    """
    layers = [[type(layer).__name__, {name: layer.get_config()[name] for name in SETTINGS[type(layer).__name__]}]
              for layer in network.layers]
    about = {"labels": list(labels), "sample_rate": features.SPEECH_RATE, "samples": features.SPEECH_RATE,
             "threshold": threshold, "layers": layers, **more}
    weights = {f"weight_{number:02}": weight.astype(np.float32 if weight.ndim == 1 else np.float16)
               for number, weight in enumerate(network.get_weights())}
    np.savez_compressed(path, about=np.array(json.dumps(about)), **weights)


def read(path: Path | str = FILE) -> tuple[dict, list[np.ndarray]]:
    """Return what a file says about its network, and the network's weights.

    Raises
    ------
    LiveError
        If the file is missing or damaged.
    """
    path = Path(path)
    try:
        with np.load(path, allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            return about, [file[name] for name in sorted(set(file.files) - {"about"})]
    except (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error) as error:
        raise _damaged(path, "is missing" if isinstance(error, FileNotFoundError) else "is damaged") from None


def load(path: Path | str = FILE) -> Recogniser:
    """Return the network that comes with the course, ready to listen: waveform in, probabilities out.

    Raises
    ------
    LiveError
        If the file is missing or damaged.
    """
    from helpers.training import keras  # takes seconds, and importing this module should not

    about, weights = read(path)
    try:
        layers = [getattr(keras.layers, name)(**{key: settings[key] for key in SETTINGS[name]})
                  for name, settings in about["layers"]]
        model = keras.Sequential([features.speech_front_end(about["samples"]), *layers], name="words")
        for layer in layers:
            count = len(layer.weights)
            layer.set_weights([weight.astype(np.float32) for weight in weights[:count]])
            weights = weights[count:]
        recogniser = Recogniser(model, list(map(str, about["labels"])), int(about["sample_rate"]),
                                int(about["samples"]), float(about["threshold"]), NAME)
    except (ValueError, KeyError, TypeError):  # what it says and what it holds do not fit together
        raise _damaged(Path(path), "is damaged") from None
    if weights or model.output_shape != (None, len(recogniser.labels)):
        raise _damaged(Path(path), "is damaged")
    return recogniser


def _damaged(path, what):
    return LiveError(f"{path.name}, which holds {NAME}, {what}. Get it again: git checkout data/shipped/words.npz in "
                     "the course's folder, or download the course once more.")
