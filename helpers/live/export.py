"""A network as one HTML file, for a friend: it runs in any browser, without a server and without a network.

The file holds the layers as `network.js` computes them, the weights in 16 bits, and the page around them. What the
browser could not compute as Keras does is refused here, with the layer's name. First used in lesson 12.
"""

import base64
import html
import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from helpers import features
from helpers.live import stream
from helpers.live.recogniser import UNKNOWN, LiveError, Recogniser
from helpers.training import keras

HERE = Path(__file__).resolve().parent
PARTS = ("network", "stream", "microphone", "game", "page")  # .js, in the order in which they stand in the page
LARGEST = 1_500_000  # bytes of the page
ONLY_IN_TRAINING = ("Dropout", "SpatialDropout1D", "SpatialDropout2D", "GaussianNoise", "GaussianDropout", "InputLayer")
ACTIVATIONS = ("linear", "relu", "tanh", "sigmoid", "silu", "softmax")  # those of network.js


class ExportError(LiveError):
    """A network that the page cannot compute; the message names the layer."""


def write(recogniser: Recogniser, path: Path | str) -> Path:
    """Write the page of a recogniser into a file.

    Raises
    ------
    ExportError
        If the page cannot compute this network, or would be larger than 1.5 MB.
    LiveError
        If the file cannot be written.
    """
    text, path = page(recogniser), Path(path)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise LiveError(f"{path.name} could not be written ({error.strerror}). "
                        "Choose another name or folder.") from None
    return path


def page(recogniser: Recogniser, clips: Iterable[tuple[str, str, np.ndarray]] = (), game: bool = True) -> str:
    """Return the whole page as text.

    Parameters
    ----------
    recogniser : the network, its labels and its threshold
    clips : (name, word, samples) of sounds that can be chosen instead of speaking, float32 at the recogniser's rate
    game : with the maze, if the network knows the eight words

    Raises
    ------
    ExportError
        If the page cannot compute this network, or would be larger than 1.5 MB.
    """
    about, weights = describe(recogniser)
    about |= {"clips": [[name, word, base64.b64encode(mu_law(samples)).decode()] for name, word, samples in clips],
              "game": game, "stream": stream.SETTINGS}
    scripts = "\n".join((HERE / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
    parts = {"STYLE": (HERE / "page.css").read_text(encoding="utf-8"), "SCRIPTS": scripts,
             "ABOUT": json.dumps(about, separators=(",", ":")).replace("<", "\\u003c"),
             "WEIGHTS": base64.b64encode(weights).decode(),
             "WORDS": html.escape(", ".join(label for label in recogniser.labels if label != UNKNOWN))}
    text = (HERE / "page.html").read_text(encoding="utf-8")
    for name, content in parts.items():
        text = text.replace(f"[[{name}]]", content)
    if len(text.encode()) > LARGEST:
        raise ExportError(f"The page of {recogniser.name} would have {len(text.encode()) / 1e6:.1f} MB, and "
                          f"{LARGEST / 1e6} MB are allowed: the network has {recogniser.model.count_params():,} "
                          "parameters, about 500,000 fit. Train a smaller one: global pooling before the last layer.")
    return text


def describe(recogniser: Recogniser) -> tuple[dict, bytes]:
    """Return a network as `network.js` reads it: facts and layers, and the weights as 16-bit floats.

    Raises
    ------
    ExportError
        If there is a layer, or a front end, that `network.js` does not know.
    """
    front_end, layers = split(recogniser.model)
    weights, described = [], []
    for layer in layers:
        described += _describe(layer, weights)
    sound = np.random.default_rng(0).normal(size=(1, recogniser.samples)).astype(np.float32) / 10
    answer = front_end(sound)
    for layer in layers:
        answer = layer(answer)
    if not np.allclose(answer, recogniser.model(sound), atol=1e-4):
        raise ExportError(f"The layers of {recogniser.name} are not one line, each fed by the one before it: the page "
                          "knows no branches and no layer that is used twice.")
    numbers = np.concatenate([np.zeros(0), *weights])
    if numbers.size and not np.abs(numbers).max() < 65504:
        raise ExportError(f"{recogniser.name} has a weight that does not fit into 16 bits. Was its training healthy?")
    about = {"name": recogniser.name, "labels": recogniser.labels, "threshold": recogniser.threshold,
             "sample_rate": recogniser.sample_rate, "samples": recogniser.samples,
             "front_end": describe_front_end(front_end, recogniser.sample_rate), "layers": described}
    return about, numbers.astype("<f2").tobytes()


def split(model: "keras.Model") -> tuple["keras.Model", list["keras.layers.Layer"]]:
    """Divide a model into its front end, waveform in and features out, and the layers after it.

    The front end is a model of its own, as in ``keras.Sequential([features.speech_front_end(), *layers])``, or stands
    in line with the others.
    """
    parts = _flat(model)
    named = next((part for part in parts if isinstance(part, keras.Model)), None)
    if named is not None:
        layers = parts[parts.index(named) + 1:]
        return named, layers
    plain = [place for place, part in enumerate(parts) if not isinstance(part, keras.layers.Layer)]
    if not plain:
        raise ExportError("This model has no front end that the page knows: it should take a waveform and begin with "
                          "features.speech_front_end(), as in lesson 05.")
    return keras.Model(model.input, parts[plain[-1]].output), parts[plain[-1] + 1:]


def _flat(model):
    """Return the layers and operations of a model in their order; a front end stays one piece."""
    parts = model.layers if isinstance(model, keras.Sequential) else model.operations
    return [each for part in parts for each in (
        _flat(part) if isinstance(part, keras.Model) and "front_end" not in part.name else [part])]


def describe_front_end(front_end: "keras.Model", rate: int) -> dict:
    """Return which settings of `levels` and `features` in network.js compute the same as a front end of Keras's layers.

    They are tried out on three sounds: a tone in noise, faint noise, silence.

    Raises
    ------
    ExportError
        If none computes the same.
    """
    transform = next((layer for layer in front_end.layers if isinstance(layer, keras.layers.STFTSpectrogram)), None)
    mel = next((layer for layer in front_end.layers if isinstance(layer, keras.layers.Dense)), None)
    rng, samples = np.random.default_rng(0), front_end.input_shape[1]
    tone = 0.3 * np.sin(np.arange(samples) * 0.3) * np.linspace(0, 1, samples) + 0.01 * rng.normal(size=samples)
    sounds = np.stack([tone, 1e-4 * rng.normal(size=samples), np.zeros(samples)]).astype(np.float32)
    # the Fourier transform of network.js wants a power of two
    if transform is not None and mel is not None and not transform.frame_length & (transform.frame_length - 1):
        wanted = front_end.predict_on_batch(sounds)
        basic = {"frame_length": transform.frame_length, "hop_length": transform.frame_step, "bands": mel.units,
                 "smallest": keras.config.epsilon() * (2 / transform.frame_length) ** 2}  # as in Keras's own layer
        for loud in (False, True):
            for quietest in (features.QUIETEST, None):
                for centred in (True, False):
                    for faintest in (features.FAINTEST, 1e-10, 1e-7):
                        settings = basic | {"faintest": faintest, "range": quietest, "centred": centred,
                                            "equally_loud": loud}
                        computed = _features(sounds, rate, settings)
                        if computed.shape == wanted.shape and np.allclose(computed, wanted, atol=0.02):
                            return settings
    raise ExportError(f"The page cannot compute the front end {front_end.name}: it knows log-mel bands, such as those "
                      "of features.speech_front_end(). Train with that front end, as lesson 05 does.")


def _features(clips, rate, settings):
    """Compute what `features` in network.js computes."""
    length = settings["frame_length"]
    if settings["equally_loud"]:
        clips = clips / np.maximum(np.abs(clips).max(axis=1, keepdims=True), 0.001)
    power = np.maximum(features.spectrogram(clips, length, settings["hop_length"]) ** 2, settings["smallest"])
    levels = features.power_to_db(power @ features.mel_filters(settings["bands"], rate, length), settings["faintest"])
    if settings["range"] is not None:
        levels = np.maximum(levels, levels.max(axis=(1, 2), keepdims=True) - settings["range"])
    return levels - levels.mean(axis=1, keepdims=True) if settings["centred"] else levels


def _describe(layer, weights):
    """Return a list of what network.js does for a layer of Keras; its large weights are added to `weights`."""
    kind = type(layer).__name__
    settings = layer.get_config()
    if kind in ONLY_IN_TRAINING:
        return []
    if settings.get("data_format", "channels_last") != "channels_last":
        raise ExportError(f"The layer {layer.name} has its channels first; the page knows only channels last.")
    if kind in ("Reshape", "Flatten"):
        return [{"kind": "reshape", "shape": list(layer.output.shape[1:])}]
    if kind in ("Rescaling", "Normalization", "BatchNormalization"):
        return [_scale(layer, kind, settings)]
    if kind in ("ReLU", "Activation", "Softmax"):
        plain = {"ReLU": {"max_value": None, "negative_slope": 0.0, "threshold": 0.0}, "Softmax": {"axis": -1}}
        if any((settings[name] or 0) != (value or 0) for name, value in plain.get(kind, {}).items()):
            raise ExportError(f"The layer {layer.name} ({kind}) has settings that the page does not know; "
                              f"it knows {plain[kind]}.")
        return [{"kind": "activation", "activation": _activation(layer, settings.get("activation", kind.lower()))}]
    if kind == "Dense" and len(layer.input.shape) == 2:
        return [{"kind": "dense", **_kernel(layer, layer.units, weights),
                 "activation": _activation(layer, settings["activation"])}]
    if kind == "Conv2D" and settings["groups"] == 1 and layer.dilation_rate == (1, 1):
        return [{"kind": "convolution", **_window(layer, layer.kernel_size, layer.strides),
                 **_kernel(layer, layer.filters, weights), "activation": _activation(layer, settings["activation"])}]
    of = "average" if "Average" in kind else "max"
    if kind in ("MaxPooling2D", "AveragePooling2D"):
        return [{"kind": "pool", "of": of, **_window(layer, layer.pool_size, layer.strides)}]
    if kind in ("GlobalAveragePooling2D", "GlobalMaxPooling2D"):
        rows, columns, channels = layer.input.shape[1:]
        return [{"kind": "pool", "of": of, "window": [rows, columns], "strides": [1, 1], "start": [0, 0],
                 "shape": [1, 1, channels]}, {"kind": "reshape", "shape": list(layer.output.shape[1:])}]
    raise ExportError(f"The page does not know the layer {layer.name} ({kind}). It knows Conv2D, Dense, pooling, "
                      "normalisation, Reshape, Flatten and simple activations: helpers/live/network.js is the place "
                      "to teach it another.")


def _scale(layer, kind, settings):
    """Every normalisation is a factor and an offset for each channel of the last axis."""
    if kind == "Rescaling":
        factor, offset = np.ravel(layer.scale), np.ravel(layer.offset)
    elif kind == "Normalization":
        mean, deviation = np.ravel(layer.mean), np.maximum(np.sqrt(np.ravel(layer.variance)), keras.config.epsilon())
        factor, offset = 1 / deviation, -mean / deviation
        if settings["invert"]:
            factor, offset = deviation, mean
    else:
        mean, variance = np.array(layer.moving_mean), np.array(layer.moving_variance)
        factor = (np.array(layer.gamma) if layer.scale else 1) / np.sqrt(variance + layer.epsilon)
        offset = (np.array(layer.beta) if layer.center else 0) - mean * factor
    channels = layer.input.shape[-1]
    axes = settings.get("axis")
    per_channel = np.ravel(-1 if axes is None else axes) % len(layer.input.shape) == len(layer.input.shape) - 1
    if not per_channel.all() or any(values.size not in (1, channels) for values in (factor, offset)):
        raise ExportError(f"The layer {layer.name} ({kind}) normalises along another axis than the last; the page "
                          "knows one factor for all, or one for each channel.")
    numbers = {name: np.broadcast_to(np.asarray(values, np.float32), channels)
               for name, values in (("factor", factor), ("offset", offset))}
    return {"kind": "scale"} | {name: [_short(value) for value in values] for name, values in numbers.items()}


def _kernel(layer, outputs, weights):
    """Put a layer's weights behind those before it, and return where they are."""
    start = sum(each.size for each in weights)
    weights.append(np.ravel(layer.kernel))
    bias = np.array(layer.bias) if layer.use_bias else np.zeros(outputs)
    return {"weights": [start, start + weights[-1].size], "bias": [_short(value) for value in bias]}


def _window(layer, window, strides):
    """Return how a window slides over a picture: TensorFlow's own rule for padding="same"."""
    shape = layer.output.shape[1:]
    start = [0, 0]
    if layer.padding == "same":
        start = [max((out - 1) * stride + size - whole, 0) // 2
                 for out, stride, size, whole in zip(shape, strides, window, layer.input.shape[1:])]
    return {"window": list(window), "strides": list(strides), "start": start, "shape": list(shape)}


def _activation(layer, name):
    if name not in ACTIVATIONS or (name == "softmax" and len(layer.output.shape) != 2):
        raise ExportError(f"The layer {layer.name} has an activation that the page does not know ({name}). "
                          f"It knows {', '.join(ACTIVATIONS)}.")
    return name


def _short(number):
    return float(f"{number:.7g}")


def mu_law(samples: np.ndarray) -> bytes:
    """Return samples in [-1, 1] as one byte each, with more steps where it is quiet (as telephones do).

    Notes
    -----
    ITU-T G.711, here with the logarithm itself: ``128 + 127 sign(x) ln(1 + 255 |x|) / ln 256``.
    """
    compressed = np.sign(samples) * np.log1p(255 * np.abs(samples)) / np.log(256)
    return np.round(128 + 127 * compressed).astype(np.uint8).tobytes()
