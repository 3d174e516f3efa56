"""The live program: any sound to a word, files in a terminal, and a plain message for whatever goes wrong."""

import dataclasses
import json
import os
import subprocess
import sys
import types

import keras
import numpy as np
import pytest
import soundfile

from helpers import ROOT, WORDS, my_voice, training  # noqa: F401 (training sets TensorFlow up)
from helpers.audio import AudioError, loudest_second
from helpers.live import __main__ as program
from helpers.live import page as live_page
from helpers.live import recogniser, recorder

RATE = 16000


def tone(pitch, seconds=0.5, rate=RATE, level=0.3):
    return (level * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """A folder with a model that knows low and high tones, saved as the lessons save theirs."""
    folder = tmp_path_factory.mktemp("models")
    waveform = keras.Input((RATE,))
    z = keras.layers.Reshape((RATE, 1))(waveform)
    z = keras.layers.STFTSpectrogram(mode="magnitude", frame_length=512, frame_step=256, scaling=None)(z)
    z = keras.layers.GlobalAveragePooling1D()(z)
    z = keras.layers.UnitNormalization()(z)
    last = keras.layers.Dense(3, activation="softmax")
    model = keras.Model(waveform, last(z))
    bins = np.arange(257)
    weights = np.stack([bins < 32, bins >= 32, np.zeros(257)], axis=1)
    last.set_weights([12.0 * weights, np.array([0.0, 0.0, 3.0])])
    model.save(folder / "tones.keras")
    about = {"labels": ["low", "high", "unknown"], "sample_rate": RATE, "samples": RATE, "threshold": 0.6}
    (folder / "tones.labels.json").write_text(json.dumps(about))
    return folder


@pytest.fixture
def ear(models):
    return recogniser.load(models / "tones.keras")


# ---- one sound


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 44100, 48000])
def test_any_rate_and_type_and_number_of_channels_is_heard(ear, rate):
    sound = np.concatenate([np.zeros(rate), tone(300, 1, rate), np.zeros(rate)])
    both = np.stack([sound, 0.5 * sound], axis=1)
    for samples in (sound, np.float64(sound), np.int16(32767 * sound), np.int16(32767 * both),
                    np.int32(2**31 * 0.9 * sound)):
        heard = ear.recognise(samples, rate)
        assert heard.word == "low" and heard.probability > 0.9 and heard.note == ""
        assert heard.clip.shape == (RATE,) and heard.clip.dtype == np.float32


def test_whole_numbers_become_floats_of_the_same_level():
    assert np.allclose(recogniser.mono(np.array([-32768, 16384], dtype=np.int16))[0], [-1, 0.5])
    assert np.allclose(recogniser.mono(np.array([[0.2, 0.4]]))[0], [0.3])


def test_channels_that_cancel_each_other_are_not_called_silent(ear):
    pair = np.stack([tone(3000, 1), -tone(3000, 1)], axis=1)
    heard = ear.recognise(pair, RATE)
    assert heard.word == "high" and "cancel each other" in heard.note


def test_the_word_is_found_wherever_it_is(ear):
    for place in (0, 1, 4.3):
        sound = 0.001 * np.random.default_rng(0).normal(size=6 * RATE)
        sound[int(place * RATE):][:RATE // 2] += tone(3000)
        assert ear.recognise(sound, RATE).word == "high"


def test_below_the_threshold_it_is_unknown(models):
    sure = recogniser.load(models / "tones.keras", threshold=0).recognise(tone(300, 1), RATE)
    ear = recogniser.load(models / "tones.keras", threshold=0)
    unsure = dataclasses.replace(ear, threshold=sure.probability + 0.001).recognise(tone(300, 1), RATE)
    assert sure.word == "low" and unsure.word == "unknown" and sure.probability == unsure.probability


def test_silence_is_unknown_and_says_so(ear):
    heard = ear.recognise(np.zeros(RATE, dtype=np.int16), RATE)
    assert heard.word == "unknown" and "silent" in heard.note


@pytest.mark.parametrize("samples, hint", [([], "shorter than"), ([0.1] * 9, "shorter than"),
                                           ([0.1, np.nan] * 999, "not numbers")])
def test_a_recording_that_cannot_be_used_is_refused(ear, samples, hint):
    with pytest.raises(AudioError, match=hint):
        ear.recognise(np.array(samples, dtype=np.float32), RATE)


def test_of_an_hour_only_the_first_minute_is_listened_to_and_that_is_said(ear, tmp_path):
    file = tmp_path / "hour.wav"
    with soundfile.SoundFile(file, "w", 8000, 1, "PCM_16") as out:
        out.write(tone(3000, 2, 8000, 0.1))
        for _ in range(60):
            out.write(np.zeros(60 * 8000))
        out.write(tone(300, 2, 8000, 0.9))
    heard = ear.recognise_file(file)
    assert heard.word == "high" and "first 60 seconds" in heard.note


def test_the_probabilities_are_the_models_own(ear):
    clip = loudest_second(tone(300, 1))
    heard = ear.recognise(clip, RATE)
    assert list(heard.probabilities) == ear.labels
    assert np.allclose(list(heard.probabilities.values()), ear.model.predict(clip[None], verbose=0)[0], atol=1e-6)


# ---- loading


def test_the_model_of_lesson_12_comes_before_that_of_lesson_05(models, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOUND_MODELS", str(tmp_path))
    for name in ("speech_commands", "live_words"):
        (tmp_path / f"{name}.keras").write_bytes((models / "tones.keras").read_bytes())
        (tmp_path / f"{name}.labels.json").write_text((models / "tones.labels.json").read_text())
        assert recogniser.load().name == f"{name}.keras"
    assert recogniser.load("models/speech_commands.keras").name == "speech_commands.keras"
    assert capsys.readouterr().err == ""


def test_without_a_network_of_your_own_the_one_of_the_course_is_used_and_that_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOUND_MODELS", str(tmp_path))
    loaded = recogniser.load(threshold=0.25)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1 and "the one that comes with the course" in said[0]
    assert set(loaded.labels) >= set(WORDS) and loaded.threshold == 0.25
    assert recogniser.load().threshold != 0.25


def test_a_network_that_is_named_and_not_there_is_no_other(tmp_path, monkeypatch):
    monkeypatch.setenv("SOUND_MODELS", str(tmp_path))
    with pytest.raises(recogniser.LiveError, match=r"no model digits.keras yet. Lesson 05 trains"):
        recogniser.load("digits.keras")


def test_the_threshold_that_was_saved_with_a_model_is_its_threshold(ear):
    assert ear.threshold == 0.6 != recogniser.THRESHOLD


def test_without_a_threshold_of_its_own_a_model_gets_a_usual_one(models, tmp_path):
    (tmp_path / "a.keras").write_bytes((models / "tones.keras").read_bytes())
    (tmp_path / "a.labels.json").write_text('{"labels": ["x", "y", "z"], "sample_rate": 16000, "samples": 16000}')
    assert recogniser.load(tmp_path / "a.keras").threshold == recogniser.THRESHOLD


@pytest.mark.parametrize("about, hint", [
    (None, "missing or damaged"), ("{", "missing or damaged"), ('{"labels": ["a"]}', "missing or damaged"),
    ('{"labels": ["a", "b"], "sample_rate": 16000, "samples": 16000}', "do not fit together"),
    ('{"labels": ["a", "b", "c"], "sample_rate": 8000, "samples": 8000}', "do not fit together")])
def test_labels_that_are_missing_damaged_or_of_another_model_are_refused(models, tmp_path, about, hint):
    (tmp_path / "a.keras").write_bytes((models / "tones.keras").read_bytes())
    if about is not None:
        (tmp_path / "a.labels.json").write_text(about)
    with pytest.raises(recogniser.LiveError, match=hint):
        recogniser.load(tmp_path / "a.keras")


def test_a_file_that_is_no_model_is_refused(models, tmp_path):
    (tmp_path / "a.keras").write_text("hello")
    (tmp_path / "a.labels.json").write_text((models / "tones.labels.json").read_text())
    with pytest.raises(recogniser.LiveError, match="cut or damaged"):
        recogniser.load(tmp_path / "a.keras")
    (tmp_path / "b.keras").write_bytes((models / "tones.keras").read_bytes()[:-500])
    with pytest.raises(recogniser.LiveError, match="cut or damaged"):
        recogniser.load(tmp_path / "b.keras")
    with pytest.raises(recogniser.LiveError, match="folder"):
        recogniser.load(tmp_path)
    with pytest.raises(recogniser.LiveError, match=r"no \.keras file"):
        recogniser.load(tmp_path / "a.labels.json")


@pytest.mark.parametrize("threshold", [80, 5, -0.1, float("nan"), float("inf")])
def test_a_threshold_that_is_no_share_is_refused(models, threshold):
    with pytest.raises(recogniser.LiveError, match="between 0 and 1"):
        recogniser.load(models / "tones.keras", threshold=threshold)


def test_a_model_elsewhere_is_not_replaced_by_one_of_the_same_name(models, tmp_path, monkeypatch):
    monkeypatch.setenv("SOUND_MODELS", str(models))
    with pytest.raises(recogniser.LiveError, match=r"no model tones\.keras"):
        recogniser.load(tmp_path / "tones.keras")


def test_a_silent_file_is_not_asked_for_its_microphone(ear, tmp_path):
    soundfile.write(tmp_path / "still.wav", np.zeros(RATE), RATE)
    assert "This file is silent" in ear.recognise_file(tmp_path / "still.wav").note


# ---- files in a terminal


def test_one_line_per_file_and_the_bad_ones_do_not_stop_the_others(models, tmp_path):
    soundfile.write(tmp_path / "a.wav", tone(300, 1, 48000), 48000)
    soundfile.write(tmp_path / "b.ogg", tone(3000, 1, 22050), 22050)
    soundfile.write(tmp_path / "c.flac", np.stack([tone(300), tone(300)], axis=1), 16000)
    (tmp_path / "poem.wav").write_text("Shall I compare thee")
    (tmp_path / "empty.wav").touch()
    files = ["a.wav", "poem.wav", "empty.wav", "nowhere.wav", ".", "b.ogg", "c.flac"]
    done = subprocess.run([sys.executable, "-m", "helpers.live", "--model", models / "tones.keras", *files],
                          cwd=tmp_path, env=dict(os.environ, PYTHONPATH=str(ROOT)), capture_output=True, text=True)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert [row[:2] for row in rows] == [["a.wav", "low"], ["b.ogg", "high"], ["c.flac", "low"]]
    assert all(0.6 <= float(row[2]) <= 1 for row in rows)
    assert done.returncode == 1
    complaints = done.stderr.splitlines()
    named = zip(complaints, ["poem.wav cannot be read", "empty.wav is empty", "no file nowhere.wav", "is a folder"])
    assert len(complaints) == 4 and all(what in line for line, what in named), done.stderr


def test_when_all_files_can_be_read_the_exit_code_is_0(models, tmp_path, capsys):
    soundfile.write(tmp_path / "a.mp3", tone(300, 1), 16000)
    assert program.main(["--model", str(models / "tones.keras"), str(tmp_path / "a.mp3")]) == 0
    path, word, _ = capsys.readouterr().out.strip().split("\t")
    assert path.endswith("a.mp3") and word == "low"


def test_without_a_model_of_that_name_it_says_which_lesson_makes_it(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("SOUND_MODELS", str(tmp_path))
    assert program.main(["--model", "live_words.keras", "a.wav"]) == 2
    assert "Lesson 05" in capsys.readouterr().err


# ---- the microphone in a terminal


def pretend(monkeypatch, blocks=(), error=None):
    """Stand in for sounddevice: a microphone that gives these blocks, and then Ctrl+C."""
    class PortAudioError(Exception):
        pass

    class InputStream:
        def __init__(self, samplerate, channels, dtype):
            assert (samplerate, channels, dtype) == (44100, 1, "float32")
            self.blocks = iter(blocks)

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return False

        def read(self, count):
            block = next(self.blocks, None)
            if block is None:
                raise KeyboardInterrupt
            return np.resize(block, (count, 1)).astype(np.float32), False

    def query_devices(kind):
        if error:
            raise PortAudioError(error)
        return {"default_samplerate": 44100.0}

    monkeypatch.setitem(sys.modules, "sounddevice", types.SimpleNamespace(
        PortAudioError=PortAudioError, InputStream=InputStream, query_devices=query_devices))


def test_it_listens_all_the_time_and_says_each_word_once(ear, monkeypatch, capsys):
    quiet = 0.0001 * np.ones(4410)
    pretend(monkeypatch, 15 * [quiet] + 8 * [tone(300, 0.1, 44100)] + 15 * [quiet] + 8 * [tone(3000, 0.1, 44100)])
    with pytest.raises(KeyboardInterrupt):
        program.listen(ear)
    said = [line.split("  ")[0] for line in capsys.readouterr().out.splitlines()]
    assert [word for word in said if word in ("low", "high")] == ["low", "high"] and "Ctrl+C ends it" in " ".join(said)


def test_no_microphone_is_said(ear, monkeypatch, capsys):
    pretend(monkeypatch, error="Error querying device -1")
    assert program.listen(ear) == 2
    assert "Is one plugged in" in capsys.readouterr().err


@pytest.mark.parametrize("problem", [ImportError("No module named 'sounddevice'"),
                                     OSError("PortAudio library not found")])
def test_without_sounddevice_it_offers_files(ear, monkeypatch, capsys, problem):
    import builtins
    real = builtins.__import__

    def no_sounddevice(name, *more, **kinds):
        if name == "sounddevice":
            raise problem
        return real(name, *more, **kinds)

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(builtins, "__import__", no_sounddevice)
    assert program.listen(ear) == 2
    said = capsys.readouterr().err
    assert "pip install sounddevice" in said and "python -m helpers.live a.wav" in said


# ---- the notebook


def test_the_recorder_says_what_the_model_heard(ear, tmp_path, monkeypatch):
    import base64
    monkeypatch.setattr(my_voice, "FOLDER", tmp_path / "my_voice")
    pcm = base64.b64encode(np.int16(32767 * tone(300, 1)).tobytes()).decode()
    reply = recorder.receive("yes", pcm, RATE, lambda samples: f"I heard: {ear.recognise(samples, RATE).word}.")
    assert reply["ok"] and reply["message"] == "Saved yes. I heard: low."


def test_where_a_program_runs_the_notebook_no_page_is_opened(ear, capsys):
    live_page.show(ear)
    assert "python -m helpers.live --page" in capsys.readouterr().out


# ---- LiteRT


def test_a_litert_file_answers_like_the_model(ear, tmp_path, capsys):
    from helpers.live import lite
    if not lite.export(ear.model, tmp_path / "a.tflite"):
        pytest.skip("this Keras or this platform cannot export for LiteRT")
    ask = lite.load(tmp_path / "a.tflite")
    if ask is None:
        pytest.skip("nothing here runs LiteRT files")
    for clip in (tone(300, 1), tone(3000, 1)):
        assert np.allclose(ask(clip[None]), ear.model.predict(clip[None], verbose=0), atol=1e-4)


def test_a_keras_that_cannot_export_is_said_plainly(tmp_path, capsys):
    from helpers.live import lite

    class Old:
        def export(self, *_, **__):
            raise ValueError("Unrecognized format=litert.")

    assert not lite.export(Old(), tmp_path / "a.tflite")
    assert "Keras 3.13 or newer" in capsys.readouterr().out
