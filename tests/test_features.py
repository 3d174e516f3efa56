"""The features that lesson 03 builds by hand are those of scipy and librosa, in the course's shape."""

import librosa
import numpy as np
import pytest
from scipy.signal import ShortTimeFFT, get_window

from helpers import features
from helpers.audio import decibels

RATE = 16000


def noise(*shape, seed=0):
    return np.random.default_rng(seed).normal(scale=0.1, size=shape).astype(np.float32)


@pytest.mark.parametrize("frame, hop", [(512, 256), (128, 32), (2048, 512), (300, 70)])
def test_the_spectrogram_is_librosas(frame, hop):
    sound = noise(RATE)
    window = get_window("hann", frame)  # periodic
    theirs = np.abs(librosa.stft(sound, n_fft=frame, hop_length=hop, window="hann", center=False))
    ours = features.spectrogram(sound, frame, hop)
    assert ours.shape == theirs.T.shape
    np.testing.assert_allclose(ours, theirs.T / window.sum(), atol=1e-6)


@pytest.mark.parametrize("frame, hop", [(512, 256), (128, 32)])
def test_the_spectrogram_is_scipys(frame, hop):
    sound = noise(RATE)
    transform = ShortTimeFFT(get_window("hann", frame), hop, RATE, scale_to="magnitude")
    # scipy's slice number p is centred on sample p * hop; ours start with the first whole frame
    first = frame // 2 // hop
    theirs = np.abs(transform.stft(sound, p0=first, p1=first + 1 + (RATE - frame) // hop))
    np.testing.assert_allclose(features.spectrogram(sound, frame, hop), theirs.T, atol=1e-6)


def test_a_sine_in_the_middle_of_a_bin_has_half_its_amplitude():
    sine = np.sin(2 * np.pi * 1000 * np.arange(RATE) / RATE).astype(np.float32)
    magnitudes = features.spectrogram(sine)
    np.testing.assert_allclose(magnitudes[:, 32], 0.5, atol=1e-5)  # 32 x 31.25 Hz = 1,000 Hz
    assert magnitudes[:, 36:].max() < 1e-5


def test_one_second_has_61_frames_and_time_comes_before_frequency():
    assert features.spectrogram(noise(RATE)).shape == (61, 257)
    assert features.speech_levels(noise(RATE)).shape == (61, 40)
    assert features.speech_levels(noise(3, RATE)).shape == (3, 61, 40)


def test_the_shortest_sound_is_one_frame():
    assert features.spectrogram(noise(512)).shape == (1, 257)


def test_a_clip_gives_the_same_alone_and_in_a_batch():
    clips = noise(4, RATE)
    clips[1] *= 1000  # a loud neighbour changes nothing
    together = features.speech_levels(clips)
    for clip, features_of_clip in zip(clips, together):
        np.testing.assert_array_equal(features.speech_levels(clip), features_of_clip)


def test_features_are_float32_and_the_sound_stays_as_it_was():
    sound = noise(RATE)
    before = sound.copy()
    assert features.spectrogram(sound).dtype == np.float32
    assert features.speech_levels(sound).dtype == np.float32
    np.testing.assert_array_equal(sound, before)


def test_silence_is_minus_100_decibels_and_no_warning(recwarn):
    np.testing.assert_allclose(features.log_mel(np.zeros(RATE, np.float32)), -100, atol=1e-4)
    assert not list(recwarn)


def test_ten_times_as_loud_is_20_decibels_more():
    sound = noise(RATE)
    difference = features.speech_levels(10 * sound) - features.speech_levels(sound)
    np.testing.assert_allclose(difference, 20, atol=1e-3)


def test_decibels_of_known_magnitudes():
    np.testing.assert_allclose(decibels([1, 0.1, 0.01, 0]), [0, -20, -40, -100], atol=1e-5)
    np.testing.assert_allclose(decibels([0], floor=1e-7), [-140], atol=1e-4)
    assert decibels(np.ones(3)).dtype == np.float32


@pytest.mark.parametrize("bands, rate, frame", [(40, 22050, 1024), (64, 16000, 512), (20, 8000, 256)])
def test_the_mel_filters_are_librosas(bands, rate, frame):
    theirs = librosa.filters.mel(sr=rate, n_fft=frame, n_mels=bands, htk=True, norm=None)
    np.testing.assert_allclose(features.mel_filters(bands, rate, frame), theirs.T, atol=1e-5)


def test_the_log_mel_spectrogram_is_librosas():
    sound = noise(22050)
    window = get_window("hann", 1024)
    theirs = librosa.feature.melspectrogram(y=sound, sr=22050, n_fft=1024, hop_length=512, n_mels=40, htk=True,
                                            norm=None, center=False) / window.sum() ** 2
    ours = features.log_mel(sound)
    assert ours.shape == (42, 40) and ours.dtype == np.float32
    np.testing.assert_allclose(ours, 10 * np.log10(theirs.T), atol=0.01)
    np.testing.assert_array_equal(features.log_mel(np.stack([sound, 0 * sound]))[0], ours)
    np.testing.assert_allclose(features.log_mel(0 * sound), -100, atol=1e-4)


def words():
    """Return three seconds like a word: a noise that swells and dies away, faint, loud, and over a hum."""
    rng = np.random.default_rng(1)
    envelope = np.exp(-(((np.arange(RATE) - 7000) / 2500) ** 2))
    clips = rng.normal(scale=0.1, size=(3, RATE)) * envelope + rng.normal(scale=0.003, size=(3, RATE))
    return (clips * np.array([[0.1], [1], [1]])).astype(np.float32)


def test_speech_features_ignore_loudness_and_the_colour_of_a_microphone():
    clips = words()
    np.testing.assert_allclose(features.speech_features(clips * 0.2), features.speech_features(clips), atol=0.01)
    assert features.speech_features(clips).shape == (3, 61, 40)
    np.testing.assert_allclose(features.speech_features(clips).mean(axis=1), 0, atol=1e-4)


def test_speech_levels_end_65_decibels_under_the_loudest_of_their_own_clip():
    levels = features.speech_levels(np.concatenate([words(), np.zeros((1, RATE), np.float32)]))
    assert (levels.max(axis=(1, 2)) - levels.min(axis=(1, 2)) <= 65.001).all()
    np.testing.assert_allclose(levels[3], -130, atol=1e-4)  # silence has no loudest


def test_the_speech_front_end_computes_speech_features_for_a_clip_alone_and_in_a_batch():
    clips = words()
    front_end = features.speech_front_end()
    together = front_end.predict(clips, verbose=0)
    difference = np.abs(together - features.speech_features(clips))
    assert difference.mean() < 0.005  # dB
    assert difference.max() < 0.5  # in what is faint beside a loud band: Keras rounds the waves of its transform
    np.testing.assert_allclose(front_end.predict(clips[:1], verbose=0), together[:1], atol=1e-4)
