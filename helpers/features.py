"""Features: what a network is shown instead of samples. Lesson 03 builds them by hand.

The front ends (lesson 05) compute the same with Keras's own layers, so that they can be saved with a network.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import keras

FRAME_LENGTH = 512  # samples: 32 ms at 16 kHz
HOP_LENGTH = 256  # samples: 16 ms at 16 kHz
SPEECH_RATE = 16000  # Hz
SPEECH_BANDS = 40  # 257 frequencies are more than a small network needs
QUIETEST = 65  # dB below the loudest band of a clip: what is quieter counts as silence
FAINTEST = 1e-13  # power: -130 dB, under the rounding of 16-bit samples, so that faint recordings keep their shape


def spectrogram(clips: np.ndarray, frame_length: int = FRAME_LENGTH, hop_length: int = HOP_LENGTH) -> np.ndarray:
    """Compute a magnitude spectrogram: the Fourier transform of short, overlapping, windowed frames.

    Parameters
    ----------
    clips : numpy.ndarray
        float32, shape ``(samples,)`` or ``(clips, samples)``, at least `frame_length` samples.
    frame_length, hop_length : int
        Samples in a frame, and from the start of one frame to the start of the next.

    Returns
    -------
    numpy.ndarray
        float32, shape ``(frames, frequencies)`` or ``(clips, frames, frequencies)``: time before
        frequency. A sine of amplitude 1 in the middle of a bin has magnitude 0.5.

    Notes
    -----
    ``sum(window * frame * exp(-2j pi k n / frame_length)) / sum(window)`` with a periodic Hann
    window; Oppenheim and Schafer, Discrete-Time Signal Processing, 3rd edition, section 10.3.
    """
    window = np.hanning(frame_length + 1)[:-1].astype(np.float32)  # periodic: drop the last point
    frames = np.lib.stride_tricks.sliding_window_view(clips, frame_length, axis=-1)
    frames = frames[..., ::hop_length, :]
    # One clip at a time keeps the memory small: the complex spectra are never all there at once.
    if frames.ndim == 3:
        return np.stack([_magnitudes(clip, window) for clip in frames])
    return _magnitudes(frames, window)


def _magnitudes(frames, window):
    return (np.abs(np.fft.rfft(frames * window)) / window.sum()).astype(np.float32)


def power_to_db(power: np.ndarray, floor: float = 1e-10) -> np.ndarray:
    """Return power as decibels, ``10 log10(power)``; smaller powers count as `floor`. float32, the same shape."""
    return (10 * np.log10(np.maximum(power, floor))).astype(np.float32)


def mel_filters(bands: int = 40, sample_rate: int = 22050, frame_length: int = 1024) -> np.ndarray:
    """Return triangles, evenly wide on the mel scale, that gather the frequencies of a spectrum into bands.

    Parameters
    ----------
    bands : int
    sample_rate : int
        Samples per second (Hz); the highest band ends at half of it.
    frame_length : int
        Samples in a frame of the spectrogram.

    Returns
    -------
    numpy.ndarray
        float32, shape ``(frequencies, bands)``, from 0 to 1 (the peak of each triangle).

    Notes
    -----
    ``mel = 2595 log10(1 + hertz / 700)``: O'Shaughnessy, Speech Communication: Human and Machine (1987).
    The same as ``librosa.filters.mel(..., htk=True, norm=None)``. Lesson 07 builds it by hand.
    """
    highest = 2595 * np.log10(1 + sample_rate / 2 / 700)
    edges = 700 * (10 ** (np.linspace(0, highest, bands + 2) / 2595) - 1)  # Hz
    hertz = np.fft.rfftfreq(frame_length, 1 / sample_rate)[:, np.newaxis]
    rising = (hertz - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz) / (edges[2:] - edges[1:-1])
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def log_mel(clips: np.ndarray, sample_rate: int = 22050, bands: int = 40, frame_length: int = 1024,
            hop_length: int = 512) -> np.ndarray:
    """Compute a log-mel spectrogram: the power in each mel band, in decibels.

    Parameters
    ----------
    clips : numpy.ndarray
        float32, shape ``(samples,)`` or ``(clips, samples)``.
    sample_rate, bands, frame_length : int
        As in `mel_filters`.
    hop_length : int
        Samples from the start of one frame to the start of the next.

    Returns
    -------
    numpy.ndarray
        float32, shape ``(frames, bands)`` or ``(clips, frames, bands)``. dB, where a silent band is -100.
    """
    power = spectrogram(clips, frame_length, hop_length) ** 2
    return power_to_db(power @ mel_filters(bands, sample_rate, frame_length))


def speech_levels(clips: np.ndarray) -> np.ndarray:
    """Compute the log-mel spectrogram of speech: 40 bands, frames of 32 ms every 16 ms.

    Parameters
    ----------
    clips : numpy.ndarray
        float32, shape ``(samples,)`` or ``(clips, samples)``, 16 kHz.

    Returns
    -------
    numpy.ndarray
        float32, shape ``(frames, 40)`` or ``(clips, frames, 40)``; one second has 61 frames. dB, nothing more than
        65 dB below the loudest band of its clip.
    """
    power = spectrogram(clips, FRAME_LENGTH, HOP_LENGTH) ** 2 @ mel_filters(SPEECH_BANDS, SPEECH_RATE, FRAME_LENGTH)
    levels = power_to_db(power, floor=FAINTEST)
    return np.maximum(levels, levels.max(axis=(-2, -1), keepdims=True) - QUIETEST)


def speech_features(clips: np.ndarray) -> np.ndarray:
    """Compute what the networks of lessons 04 to 06 and 12 are shown: `speech_levels`, each band about its mean.

    A microphone, a room or a distance adds about the same number of decibels to a band all the time: without each
    band's mean over the clip, that is gone.

    Parameters
    ----------
    clips : numpy.ndarray
        As for `speech_levels`.

    Returns
    -------
    numpy.ndarray
        float32, shape as from `speech_levels`; dB above or below the band's mean.

    Notes
    -----
    Cepstral mean normalisation, here before the cosine transform: B. S. Atal, Journal of the Acoustical Society of
    America 55 (1974), 1304-1312.
    """
    levels = speech_levels(clips)
    return levels - levels.mean(axis=-2, keepdims=True)


def speech_front_end(samples: int = SPEECH_RATE) -> keras.Model:
    """Return Keras's own layers that compute `speech_features`: waveform in, features out.

    Put it in front of the layers of a trained network, and one file turns a waveform into an answer. A clip
    gets the same features alone and in any batch, and nothing in here can be trained.

    Parameters
    ----------
    samples : int
        Length of the waveform, at 16 kHz.

    Returns
    -------
    keras.Model
        From shape ``(clips, samples)`` to ``(clips, frames, 40)``, in dB about each band's mean.

    Notes
    -----
    Lesson 05 writes this by hand; lesson 12 imports it.
    """
    from helpers.training import keras  # takes seconds, and importing this module should not

    waveform = keras.Input((samples,), name="waveform")
    power = _mel_power(waveform, SPEECH_RATE, SPEECH_BANDS, FRAME_LENGTH, HOP_LENGTH)
    levels = 10.0 * keras.ops.log10(keras.ops.maximum(power, FAINTEST))
    loudest = keras.ops.max(levels, axis=(1, 2), keepdims=True)
    levels = keras.ops.maximum(levels, loudest - QUIETEST)
    features = levels - keras.ops.mean(levels, axis=1, keepdims=True)
    return keras.Model(waveform, features, name="speech_front_end")


def mel_front_end(samples: int, sample_rate: int = 22050, bands: int = 40, frame_length: int = 1024,
                  hop_length: int = 512, floor: float = -100.0, equally_loud: bool = False) -> keras.Model:
    """Return Keras's own layers that compute `log_mel`: waveform in, features out.

    Parameters
    ----------
    samples : int
        Length of the waveform.
    sample_rate, bands, frame_length, hop_length : int
        As in `log_mel`.
    floor : float
        What is fainter gets this level (dB).
    equally_loud : bool
        Scale each waveform to a peak of 1 first. A peak below 0.001 counts as 0.001: silence stays silent.

    Returns
    -------
    keras.Model
        From shape ``(clips, samples)`` to ``(clips, frames, bands)``, in dB.

    Notes
    -----
    The bank of mel filters is a `Dense` layer that no training changes. First used in lesson 10.
    """
    from helpers.training import keras

    waveform = keras.Input((samples,), name="waveform")
    sound = waveform
    if equally_loud:
        peak = keras.ops.max(keras.ops.abs(waveform), axis=1, keepdims=True)
        sound = waveform / keras.ops.maximum(peak, 0.001)
    power = _mel_power(sound, sample_rate, bands, frame_length, hop_length)
    return keras.Model(waveform, 10.0 * keras.ops.log10(keras.ops.maximum(power, 10 ** (floor / 10))))


def _mel_power(waveform, sample_rate, bands, frame_length, hop_length):
    """Continue a Keras network with the power in mel bands; shape ``(clips, frames, bands)``."""
    from helpers.training import keras

    magnitudes = _magnitude_layers(waveform, frame_length, hop_length)
    power = keras.ops.square(keras.layers.Reshape(magnitudes.shape[1:3])(magnitudes))
    mel = keras.layers.Dense(bands, use_bias=False, trainable=False, name="mel")
    power = mel(power)
    mel.set_weights([mel_filters(bands, sample_rate, frame_length)])
    return power


def _magnitude_layers(waveform, frame_length, hop_length):
    """Continue a Keras network with what `spectrogram` computes; shape ``(clips, frames, frequencies, 1)``."""
    from helpers.training import keras

    one_channel = keras.layers.Reshape((waveform.shape[1], 1))(waveform)
    magnitudes = keras.layers.STFTSpectrogram(
        mode="magnitude", frame_length=frame_length, frame_step=hop_length, window="hann", periodic=True,
        scaling=None, expand_dims=True, trainable=False)(one_channel)
    return keras.layers.Rescaling(2 / frame_length)(magnitudes)  # half the frame's length is the sum of its window
