"""A model that listens: any sound to one channel, one rate, one length; then a word, or "unknown".

Works with every model that a lesson saved (waveform in, probabilities out, names beside it). Lesson 12 writes each
step by hand first: the loudest second, the answer of the model, "unknown" below a threshold.
"""

import json
import sys
import threading
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import soxr
from numpy.typing import ArrayLike

from helpers import sound_files
from helpers.audio import SILENT, loudest_second
from helpers.notebook import CourseError
from helpers.sound_files import SHORTEST, AudioError

UNKNOWN = "unknown"
MODELS = ("live_words.keras", "speech_commands.keras")  # of lessons 12 and 05: the first that is there
THRESHOLD = 0.5  # where nobody has chosen one for the model
LONGEST = 60     # seconds of a recording that are listened to
MUTED = "It was silent. Is the right microphone chosen, and not muted?"


class LiveError(CourseError):
    """Something that keeps the program from starting; the message says what to do."""


@dataclass(frozen=True)
class Recognition:
    """What a model heard in a recording.

    Attributes
    ----------
    word : the label, or "unknown"
    probability : of the likeliest label, whether it was large enough or not
    probabilities : of each label
    clip : the samples that the model got, float32
    sample_rate : of `clip`, in Hz
    note : what a person should know: why it is unknown, what was left out; or ""
    """

    word: str
    probability: float
    probabilities: dict[str, float]
    clip: np.ndarray
    sample_rate: int
    note: str = ""


@dataclass
class Recogniser:
    """A model with all that it takes to use it; `load` makes one.

    Attributes
    ----------
    model : keras.Model, waveforms in, probabilities out
    labels : the names of its outputs, in their order
    sample_rate, samples : of the waveform that it wants (Hz, count)
    threshold : a smaller probability than this becomes "unknown"
    name : of the model's file
    """

    model: object
    labels: list[str]
    sample_rate: int
    samples: int
    threshold: float
    name: str
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def recognise(self, samples: ArrayLike, sample_rate: int, silence: str = MUTED) -> Recognition:
        """Return which word is in a recording.

        Parameters
        ----------
        samples : array of floats in [-1, 1] or of integers; shape (samples,) or (samples, channels)
        sample_rate : in Hz
        silence : what to say if there is nothing to be heard

        Raises
        ------
        AudioError
            If there are no usable samples in it.
        """
        samples, note = mono(samples)
        if len(samples) < SHORTEST * sample_rate:
            raise AudioError("The recording is shorter than a hundredth of a second. Record it again, and don't stop "
                             "before the word is over.")
        if not np.isfinite(samples).all():
            raise AudioError("The recording holds values that are not numbers. Record it again.")
        if len(samples) > LONGEST * sample_rate:
            samples = samples[:LONGEST * sample_rate]
            note = f"{note} Only the first {LONGEST} seconds were listened to.".strip()
        clip = loudest_second(soxr.resample(samples, sample_rate, self.sample_rate), self.samples)
        with self.lock:  # a page asks from several threads
            probabilities = self.model.predict_on_batch(clip[None])[0]
        best = int(np.argmax(probabilities))
        word = self.labels[best] if probabilities[best] >= self.threshold else UNKNOWN
        if np.abs(clip).max() < SILENT:
            word, note = UNKNOWN, f"{silence} {note}".strip()
        return Recognition(word, float(probabilities[best]), dict(zip(self.labels, map(float, probabilities))), clip,
                     self.sample_rate, note)

    def recognise_file(self, path: Path | str) -> Recognition:
        """Return which word is in a sound file of any format and rate; see `recognise`."""
        sound = sound_files.read(path, seconds=LONGEST + 1)
        silence = f"This file is silent: its loudest sample is below {SILENT} of full scale."
        recognition = self.recognise(sound.samples, sound.sample_rate, silence)
        return replace(recognition, note="; ".join(filter(None, [*sound.notes, recognition.note])))


def mono(samples: ArrayLike) -> tuple[np.ndarray, str]:
    """Make one channel of floats in [-1, 1] of what a microphone or a file gives, and say what was done, or "".

    Integers come from most microphones: 16-bit ones lie between -32768 and 32767.
    """
    samples = np.asarray(samples)
    if np.issubdtype(samples.dtype, np.integer):
        samples = samples / -float(np.iinfo(samples.dtype).min)
    samples = samples.astype(np.float32)
    return sound_files.mono(samples) if samples.ndim == 2 else (samples, "")


def load(path: Path | str | None = None, threshold: float | None = None) -> Recogniser:
    """Load a model, and what stands beside it: NAME.labels.json.

    Parameters
    ----------
    path : a .keras file; None is the best word model there is in the folder for models, or else the network that comes
        with the course, which a line on stderr says
    threshold : None is the one that was saved with the model

    Raises
    ------
    LiveError
        If there is no model, or it cannot be used.
    """
    from helpers.training import keras, models_folder  # takes seconds, and importing this module should not

    folder = models_folder()
    if path is None:
        path = next((folder / name for name in MODELS if (folder / name).is_file()), None)
    if path is None:
        from helpers.live import shipped

        print("There is no network of your own yet (lessons 05 and 12 train one): this is the one that comes with the "
              "course.", file=sys.stderr)
        recogniser = shipped.load()
        return recogniser if threshold is None else replace(recogniser, threshold=_threshold(threshold))
    path = Path(path)
    if not path.exists() and path.parent.name in ("", "models", folder.name):  # a bare name, or models/NAME
        path = folder / path.name
    if path.is_dir():
        raise LiveError(f"{path.name} is a folder (a SavedModel?). This program reads a .keras file: save the model "
                        "with training.save_model, as lesson 05 does.")
    if not path.is_file():
        raise LiveError(f"There is no model {path.name} yet. Lesson 05 trains speech_commands.keras, lesson 10 "
                        "digits.keras, lesson 12 live_words.keras: run one of them from top to bottom.")
    if path.suffix != ".keras":
        raise LiveError(f"{path.name} is no .keras file. Save the model with training.save_model, as lesson 05 does.")
    if not zipfile.is_zipfile(path):
        raise LiveError(f"{path.name} is not a whole .keras file: it was cut or damaged. Run the lesson that makes it "
                        "again.")
    about_file = path.with_name(f"{path.stem}.labels.json")
    try:
        about = json.loads(about_file.read_text(encoding="utf-8"))
        labels, rate, samples = list(map(str, about["labels"])), int(about["sample_rate"]), int(about["samples"])
        chosen = float(about.get("threshold", THRESHOLD))
    except (OSError, ValueError, KeyError, TypeError):
        raise LiveError(f"{about_file.name} is missing or damaged. It must stand beside {path.name} and hold labels, "
                        "sample_rate and samples: run the lesson that makes the model again.") from None
    if threshold is not None:
        chosen = _threshold(threshold)
    elif not 0 <= chosen <= 1:  # true for nan as well
        raise LiveError(f"{about_file.name} holds a threshold of {chosen:g}, and it must lie between 0 and 1: run the "
                        "lesson that makes it again.")
    try:
        model = keras.saving.load_model(path, compile=False)
    except Exception as error:  # whatever is wrong inside the file
        raise LiveError(f"{path.name} cannot be loaded ({str(error).splitlines()[0]}). If a newer Keras made it, "
                        "update Keras; otherwise run the lesson that makes it again.") from None
    if model.input_shape != (None, samples) or model.output_shape != (None, len(labels)):
        raise LiveError(f"{path.name} and {about_file.name} do not fit together: run the lesson that makes them again.")
    return Recogniser(model, labels, rate, samples, chosen, path.name)


def _threshold(number):
    if not 0 <= number <= 1:
        raise LiveError(f"A threshold lies between 0 and 1; {number:g} does not. For 80 % write 0.8.")
    return float(number)
