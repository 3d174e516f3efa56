"""LiteRT, the small program for small devices: write a model for it, and ask such a model.

Prints in plain words what is missing on this computer, and lets the lesson go on. First used in lesson 12.
"""

import warnings
from collections.abc import Callable
from pathlib import Path

from helpers.training import keras, no_messages


def export(model, path: Path, quantise: bool = False) -> bool:
    """Write a Keras model as a LiteRT file; say so and return False where that cannot be done.

    Parameters
    ----------
    model : keras.Model
    path : Path ending in .tflite
    quantise : keep most weights in 8 bits instead of 32
    """
    settings = {}
    if quantise:
        from helpers.training import tf

        settings["optimizations"] = [tf.lite.Optimize.DEFAULT]
    try:
        with no_messages():
            model.export(path, format="litert", verbose=False, **settings)
    except Exception as error:  # an older Keras, or a part of TensorFlow that this platform lacks
        print(f"Not exported: Keras {keras.__version__} says {str(error).splitlines()[0][:120]!r}. "
              "Keras 3.13 or newer can; the lesson goes on without.")
        return False
    return True


def load(path: Path) -> Callable | None:
    """Return a function that answers like the model in a LiteRT file, for one clip at a time.

    Returns
    -------
    callable or None
        From float32 of shape ``(1, samples)`` to probabilities of shape ``(1, labels)``; None (and a line that says
        what to install) where nothing here can run the file.
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

    def ask(clip):
        interpreter.set_tensor(given, clip)
        interpreter.invoke()
        return interpreter.get_tensor(answer)

    return ask
