"""Record buttons for the eight words: in Jupyter with anywidget, in Colab with its own messages.

Lesson 00 shows them. Where a notebook runs without a person (tests) or without a page (a terminal),
it says in words how to put the sound files into a folder instead.
"""

import base64
import importlib.util
import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile

from helpers import WORDS, my_voice
from helpers.notebook import a_person_is_here, in_colab

SECONDS = 2.0  # recorded for each word; the best second of them is kept
PARTS = ("microphone", "recorder")  # .js


def source() -> str:
    """Return the panel as one JavaScript module."""
    return "\n".join(Path(__file__).with_name(f"{part}.js").read_text(encoding="utf-8") for part in PARTS)


def show(then: Callable | None = None) -> None:
    """Show a panel with a record button for each word, or say what to do where there is no page.

    Each recording is sent to this kernel and saved by `my_voice.save_recording`; nothing leaves
    the machine that the notebook runs on, and nothing is stored inside the notebook.

    Parameters
    ----------
    then : callable, optional
        Gets each saved recording (float32, shape ``(16000,)``, 16 kHz) and returns a sentence to show below it.
    """
    if os.environ.get("SOUND_DATA_SOURCE") == "bundled" and a_person_is_here():
        print("SOUND_DATA_SOURCE=bundled: the lessons use the bundled voice, even when you have recorded yours.")
    if in_colab():
        _show_in_colab(then)
    elif not a_person_is_here():
        print("This was run by a program, which has no voice: run this cell yourself to see record buttons.")
        _say_how_without_buttons()
    elif importlib.util.find_spec("anywidget") is None:
        print("The record buttons need the package anywidget. Install it with\n"
              "    python -m pip install anywidget\nand restart the kernel. Or without it:")
        _say_how_without_buttons()
    else:
        from IPython.display import display

        display(_widget(then))


def receive(word: str, pcm: str, sample_rate: int, then: Callable | None = None) -> dict:
    """Save a recording that a page sent.

    Parameters
    ----------
    word : str
    pcm : str
        16-bit samples, lowest byte first, as base64 text.
    sample_rate : int
        Samples per second (Hz).
    then : callable, optional
        See `show`.

    Returns
    -------
    dict
        ``ok`` (bool), ``message`` (str, for the person) and, if ok, ``wav``: what was saved, as
        base64 text, to be played.
    """
    try:
        samples = np.frombuffer(base64.b64decode(pcm), dtype="<i2") / 32768
        kept, message = my_voice.save_recording(word, samples, int(sample_rate))
        if kept is not None and then is not None:
            message = f"{message} {then(kept)}"
    except Exception as error:  # whatever happened, the person at the page must hear of it
        kept, message = None, f"The recording was not saved ({type(error).__name__}: {error}). Record it again."
    if kept is None:
        return {"ok": False, "message": message}
    wav = io.BytesIO()
    soundfile.write(wav, kept, my_voice.SAMPLE_RATE, format="WAV", subtype="PCM_16")
    return {"ok": True, "message": message, "wav": base64.b64encode(wav.getvalue()).decode()}


def _settings():
    return {"words": list(WORDS), "seconds": SECONDS, "recorded": my_voice.recorded()}


def _widget(then=None):
    import anywidget
    import traitlets

    class Recorder(anywidget.AnyWidget):
        _esm = source()
        words = traitlets.List().tag(sync=True)
        seconds = traitlets.Float().tag(sync=True)
        recorded = traitlets.List().tag(sync=True)

        def answer(self, _, message, buffers):
            reply = receive(message.get("word"), message.get("pcm"), message.get("rate"), then)
            self.send({"id": message.get("id"), **reply})

    widget = Recorder(**_settings())
    widget.on_msg(widget.answer)
    return widget


def _show_in_colab(then=None):
    from google.colab import output
    from IPython.display import JSON

    output.register_callback("save_word", lambda *recording: JSON(receive(*recording, then)))
    panel = source().replace("export default", "const recorder =")
    script = f"(() => {{ {panel}\n recorder.colab({json.dumps(_settings())}); }})()"
    try:
        output.eval_js(script, ignore_result=True)
    except Exception as error:  # no page is open, or one of another kind
        print(f"The record buttons cannot be shown here ({type(error).__name__}).")
        _say_how_without_buttons()


def _say_how_without_buttons():
    print("Record each word with your phone or computer, about one second long, and put the eight files\n"
          f"into the course's folder {my_voice.FOLDER_NAME} (make it if it is not there), named like the words:\n"
          f"    {'.wav, '.join(WORDS)}.wav\n"
          ".flac, .ogg and .mp3 files do as well.")
