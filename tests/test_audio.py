"""Any file becomes the right samples: rate, pitch, mix, level and length; or one sentence that names the file."""

import numpy as np
import pytest
import soundfile

from helpers import audio

RATES = [8000, 11025, 16000, 22050, 44100, 48000]


def tone(pitch=440, seconds=1.0, rate=16000, level=0.5):
    return level * np.sin(2 * np.pi * pitch * np.arange(round(seconds * rate)) / rate)


def loudest_frequency(samples, rate):
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return np.argmax(spectrum) * rate / len(samples)


@pytest.mark.parametrize("file_rate", RATES)
@pytest.mark.parametrize("wanted", [8000, 16000, 22050])
def test_pitch_length_and_level_survive_every_change_of_rate(tmp_path, file_rate, wanted):
    soundfile.write(tmp_path / "a.wav", tone(rate=file_rate), file_rate)
    samples = audio.load(tmp_path / "a.wav", wanted)
    assert samples.dtype == np.float32 and len(samples) == pytest.approx(wanted, abs=2)
    assert loudest_frequency(samples, wanted) == pytest.approx(440, abs=2)
    middle = samples[wanted // 4:-wanted // 4]
    assert np.abs(middle).max() == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
def test_every_kind_of_file_gives_nearly_the_same_samples(tmp_path, kind):
    soundfile.write(tmp_path / f"a.{kind.lower()}", tone(), 16000, format=kind)
    samples = audio.load(tmp_path / f"a.{kind.lower()}", seconds=1.0)
    assert len(samples) == 16000
    assert loudest_frequency(samples, 16000) == pytest.approx(440, abs=2)


def test_none_keeps_the_files_own_rate(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(rate=22050), 22050)
    assert len(audio.load(tmp_path / "a.wav", None)) == 22050


def test_channels_are_mixed_in_equal_parts(tmp_path):
    left, right = tone(300, level=0.4), tone(500, level=0.2)
    soundfile.write(tmp_path / "a.wav", np.stack([left, right], axis=1), 16000, subtype="FLOAT")
    assert np.allclose(audio.load(tmp_path / "a.wav"), (left + right) / 2, atol=1e-6)


def test_a_length_cuts_the_end_or_pads_the_end(tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(), 16000, subtype="FLOAT")
    whole = audio.load(tmp_path / "a.wav")
    assert np.array_equal(audio.load(tmp_path / "a.wav", seconds=0.5), whole[:8000])
    padded = audio.load(tmp_path / "a.wav", seconds=1.5)
    assert np.array_equal(padded[:16000], whole) and not padded[16000:].any()


def test_clips_are_rows_in_the_order_of_their_paths(tmp_path):
    for number, level in enumerate((0.1, 0.3)):
        soundfile.write(tmp_path / f"{number}.wav", tone(level=level, seconds=0.5 + number), 16000)
    clips = audio.load_clips([tmp_path / "1.wav", tmp_path / "0.wav"])
    assert clips.shape == (2, 16000) and clips.dtype == np.float32
    assert np.abs(clips).max(axis=1) == pytest.approx([0.3, 0.1], abs=0.01)


@pytest.mark.parametrize("content, words", [
    (None, "There is no file a.wav"), (b"", "empty"), (b"hello", "cannot be read as a sound")])
def test_what_cannot_be_read_is_named_in_one_sentence(tmp_path, content, words):
    if content is not None:
        (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(audio.AudioError, match=words) as caught:
        audio.load(tmp_path / "a.wav")
    assert "a.wav" in str(caught.value)
    assert caught.value._render_traceback_() == [f"AudioError: {caught.value}"]


def test_the_loudest_second_holds_the_word_in_its_middle():
    samples = np.zeros(48000, dtype=np.float32)
    samples[20000:24000] = tone(seconds=0.25)
    second = audio.loudest_second(samples)
    loud = np.flatnonzero(second)
    assert len(second) == 16000 and abs((loud[0] + loud[-1]) / 2 - 8000) < 800


def test_a_player_plays_the_true_level():
    player = audio.play([0.25, -0.25, 3.0], 16000)
    data = np.frombuffer(player.data[-6:], "<i2") / 32767
    assert data == pytest.approx([0.25, -0.25, 1.0], abs=1e-3)


def test_decibels_of_known_magnitudes():
    assert audio.decibels([1, 0.1, 0]) == pytest.approx([0, -20, -100])
