"""Reading and playing sound: any file to mono, to one sample rate, to one length.

Lesson 02 teaches each of these steps by hand; later lessons import them from here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soxr
from numpy.typing import ArrayLike

from helpers.sound_files import MOST, AudioError, mono, read, shown

if TYPE_CHECKING:
    from IPython.display import Audio

SAMPLE_RATE = 16000  # Hz: of all spoken words in the course
SILENT, QUIET, CLIPPED = 0.003, 0.05, 0.999  # peaks, where full scale is 1


def load(path: str | Path, sample_rate: int | None = 16000, seconds: float | None = None) -> np.ndarray:
    """Read a sound file as one channel at one sample rate; print what was done to it beyond that.

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
        If the file is missing, empty, damaged, cut short, too long for the memory, or no sound.
    """
    samples, notes = load_with_notes(path, sample_rate, seconds)
    for note in notes:
        print(note)
    return samples


def load_with_notes(path: str | Path, sample_rate: int | None = 16000,
                    seconds: float | None = None) -> tuple[np.ndarray, list[str]]:
    """Do what `load` does, and return what it would print."""
    margin = None if seconds is None else seconds + 0.1  # what lies behind the cut has a say when it is resampled
    channels, file_rate, notes = read(path, margin)
    samples, note = mono(channels)
    sample_rate = sample_rate or file_rate
    if len(samples) / file_rate * sample_rate > MOST:
        raise AudioError(f"{shown(Path(path).name)} is too long for {sample_rate} Hz. Cut out the part that you need.")
    if sample_rate != file_rate:
        samples = soxr.resample(samples, file_rate, sample_rate)
    if seconds is not None:
        samples = fit_length(samples, round(seconds * sample_rate))
    notes = [f"{shown(Path(path).name)}: {each}." for each in [*notes, note] if each]
    return np.clip(samples, -1.0, 1.0).astype(np.float32), notes


def load_clips(paths: Sequence[str | Path], sample_rate: int = 16000, seconds: float = 1.0) -> np.ndarray:
    """Read many files of the same intended length into one array; print what was done to some of them.

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
    clips, notes = np.zeros((len(paths), round(seconds * sample_rate)), dtype=np.float32), []
    for row, path in enumerate(paths):
        clips[row], more = load_with_notes(path, sample_rate, seconds)
        notes += more
    for note in [*notes[:3], *[f"... and {len(notes) - 3} more such notes."] * bool(notes[3:])]:
        print(note)
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
