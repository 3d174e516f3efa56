"""Reading and playing sound: any file to mono, to one sample rate, to one length.

Lesson 02 teaches each of these steps by hand; later lessons import them from here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile
import soxr
from numpy.typing import ArrayLike

from helpers.notebook import CourseError

if TYPE_CHECKING:
    from IPython.display import Audio

SAMPLE_RATE = 16000  # Hz: of all spoken words in the course
SILENT, QUIET, CLIPPED = 0.003, 0.05, 0.999  # peaks, where full scale is 1


class AudioError(CourseError):
    """A sound that cannot be used; the message says which file, what is wrong and what to do."""


def load(path: str | Path, sample_rate: int | None = 16000, seconds: float | None = None) -> np.ndarray:
    """Read a sound file as one channel at one sample rate.

    Parameters
    ----------
    path : str or Path
        Any format that libsndfile reads: wav, flac, ogg, mp3 and more.
    sample_rate : int or None
        Samples per second (Hz) of the result; None keeps the file's own rate.
    seconds : float, optional
        Cut the sound, or pad its end with silence, to this length.

    Returns
    -------
    numpy.ndarray
        float32 samples in [-1, 1], shape ``(samples,)``.

    Raises
    ------
    AudioError
        If the file is missing, empty, damaged, or no sound.
    """
    path = Path(path)
    if not path.is_file():
        raise AudioError(f"There is no file {path.name} in the folder {path.parent}. "
                         "Check the spelling, and whether the sound was downloaded.")
    if path.stat().st_size == 0:
        raise AudioError(f"{path.name} is empty (0 bytes). Record or download it again.")
    try:
        samples, file_rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.SoundFileError, OSError) as error:
        reason = getattr(error, "error_string", None) or error  # without the whole path
        raise AudioError(f"{path.name} cannot be read as a sound ({str(reason).rstrip('.')}). "
                         "Open it in a player, or save it again as a wav file.") from None
    if len(samples) == 0:
        raise AudioError(f"{path.name} holds no samples. Record or download it again.")
    if not np.isfinite(samples).all():
        raise AudioError(f"{path.name} holds values that are not numbers (NaN or infinity). "
                         "Export it again, for example as 16-bit wav.")
    mono = samples.mean(axis=1)
    if sample_rate is not None and sample_rate != file_rate:
        mono = soxr.resample(mono, file_rate, sample_rate)
    else:
        sample_rate = file_rate
    if seconds is not None:
        mono = fit_length(mono, round(seconds * sample_rate))
    return np.clip(mono, -1.0, 1.0).astype(np.float32)


def load_clips(paths: Sequence[str | Path], sample_rate: int = 16000, seconds: float = 1.0) -> np.ndarray:
    """Read many files of the same intended length into one array.

    Parameters
    ----------
    paths : sequence of str or Path
    sample_rate : int
        Samples per second (Hz).
    seconds : float
        Length of every clip: longer ones are cut, shorter ones end in silence.

    Returns
    -------
    numpy.ndarray
        float32, shape ``(clips, samples)``.

    Raises
    ------
    AudioError
        If a file cannot be read; see `load`.
    """
    clips = np.zeros((len(paths), round(seconds * sample_rate)), dtype=np.float32)
    for row, path in enumerate(paths):
        clips[row] = load(path, sample_rate, seconds)
    return clips


def fit_length(samples: np.ndarray, length: int) -> np.ndarray:
    """Cut samples, or pad their end with zeros (silence), to exactly `length` samples.

    Parameters
    ----------
    samples : numpy.ndarray
        Shape ``(samples,)``.
    length : int
        Number of samples wanted.

    Returns
    -------
    numpy.ndarray
        Shape ``(length,)``, the dtype of `samples`.
    """
    samples = samples[:length]
    return np.pad(samples, (0, length - len(samples)))


def loudest_second(samples: np.ndarray, length: int = SAMPLE_RATE) -> np.ndarray:
    """Return the second with the most energy, the word in its middle; a shorter sound is padded.

    Parameters
    ----------
    samples : numpy.ndarray, float32, shape ``(samples,)``
    length : int, how many samples to keep: a second at 16 kHz, unless a model wants another length

    Returns
    -------
    numpy.ndarray, float32, shape ``(length,)``, in [-1, 1]
    """
    if len(samples) > length:
        total = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
        energy = total[length:] - total[:-length]  # of the second from each sample on
        # Every second around a short word holds nearly the same energy: take the middle one.
        best = np.flatnonzero(energy >= 0.99 * energy.max())
        start = best[len(best) // 2]
        samples = samples[start:start + length]
    return np.clip(fit_length(samples, length), -1, 1).astype(np.float32)


def play(samples: ArrayLike, sample_rate: int) -> "Audio":
    """Return a player that plays the samples at their true level.

    IPython's own player makes every sound as loud as possible unless told not to, which hides
    what a change of gain does. Values outside [-1, 1] are clipped, as a sound card would.

    Parameters
    ----------
    samples : array_like
        Shape ``(samples,)``, full scale at -1 and 1.
    sample_rate : int
        Samples per second (Hz).

    Returns
    -------
    IPython.display.Audio
    """
    from IPython.display import Audio

    clipped = np.clip(np.asarray(samples, dtype=np.float32), -1.0, 1.0)
    return Audio(clipped, rate=int(sample_rate), normalize=False)


def decibels(magnitudes: ArrayLike, floor: float = 1e-5) -> np.ndarray:
    """Return magnitudes as decibels: ``20 log10(magnitude)``, so ten times as large is 20 dB more.

    Parameters
    ----------
    magnitudes : array_like
        Not negative, any shape.
    floor : float
        Smaller magnitudes count as this one, because the logarithm of 0 is minus infinity.

    Returns
    -------
    numpy.ndarray
        float32, the same shape, dB relative to a magnitude of 1.
    """
    return (20.0 * np.log10(np.maximum(magnitudes, floor))).astype(np.float32)
