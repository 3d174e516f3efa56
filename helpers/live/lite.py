"""LiteRT, the small program for small devices: write a model for it, and ask such a model.

Prints in plain words what is missing on this computer, and lets the lesson go on. First used in lesson 12.
"""

import contextlib
import io
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from helpers.training import keras, no_messages


def export(model, path: Path, bits: int = 32, examples: np.ndarray | None = None) -> bool:
    """Write a Keras model as a LiteRT file; print a line and return False where that cannot be done.

    Parameters
    ----------
    model : keras.Model
    path : Path ending in .tflite
    bits : int
        Of each number in the file: 32; 16, half as large, which computes with 32; or 8, which computes with whole
        numbers too. In 8 bits each channel of a layer has a scale of its own for its weights.
    examples : numpy.ndarray
        What typically goes into the model, float32, shape ``(examples, ...)``. 8 bits need them: each layer's whole
        numbers are laid out between the smallest and the largest number that it gives for them.

    Returns
    -------
    bool
        Was the file written?

    Notes
    -----
    8 bits suit a network behind a front end, not the front end: 256 steps are too few for a waveform whose quiet parts
    count as much as the loud ones. https://ai.google.dev/edge/litert/conversion/tensorflow/quantization/post_training_quantization
    """
    if (bits == 8) != (examples is not None):
        raise ValueError("examples belong to bits=8, and 8 bits need them")
    try:
        with no_messages(), contextlib.redirect_stdout(io.StringIO()):  # some versions talk whatever verbose says
            model.export(str(path), format="litert", verbose=False, **_settings(bits, examples))
    except Exception as error:  # an older Keras, or a part of TensorFlow that this platform lacks
        said = (str(error).splitlines() or [type(error).__name__])[0][:120]
        print(f"Not exported: Keras {keras.__version__} says {said!r}. "
              "Keras 3.13 or newer can; the lesson goes on without.")
        return False
    return True


def _settings(bits, examples):
    """What the converter is told, by the names of its attributes."""
    from helpers.training import tf

    if bits == 32:
        return {}
    smaller = {"optimizations": [tf.lite.Optimize.DEFAULT]}
    if bits == 16:
        return smaller | {"target_spec": {"supported_types": [tf.float16]}}
    return smaller | {"representative_dataset": lambda: ([example[np.newaxis]] for example in examples)}


def load(path: Path) -> Callable | None:
    """Return a function that answers like the model in a LiteRT file, for one clip at a time.

    Returns
    -------
    callable or None
        From float32 of shape ``(1, ...)``, as the model wants it, to probabilities of shape ``(1, labels)``; None (and
        a line that says what to install) where nothing here can run the file.
    """
    with no_messages(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # TensorFlow's own is on its way out, and says so
        try:
            try:
                from ai_edge_litert.interpreter import Interpreter
            except ImportError:
                from helpers.training import tf

                Interpreter = tf.lite.Interpreter
            interpreter = Interpreter(model_path=str(path))
            interpreter.allocate_tensors()
        except Exception:  # whatever the platform lacks
            interpreter = None
    if interpreter is None:
        print("To run the file, install LiteRT: python -m pip install ai-edge-litert. The lesson goes on without.")
        return None
    given, answer = interpreter.get_input_details()[0]["index"], interpreter.get_output_details()[0]["index"]

    def ask(sound):
        interpreter.set_tensor(given, sound)
        interpreter.invoke()
        return interpreter.get_tensor(answer)

    return ask
