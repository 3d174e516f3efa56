"""The eight recordings of one's own voice, and the ladder: what is kept, and what is said."""

import json
import os

import numpy as np
import pytest
import soundfile

from helpers import my_voice
from helpers.datasets import WORDS

RATE = 16000


def burst(seconds=0.4, before=0.9, after=0.7, rate=RATE, level=0.5, seed=0):
    """A word-like sound with near-silence around it."""
    rng = np.random.default_rng(seed)
    word = level * np.hanning(round(seconds * rate)) * np.sin(2 * np.pi * 300 * np.arange(round(seconds * rate)) / rate)
    sound = np.concatenate([np.zeros(round(before * rate)), word, np.zeros(round(after * rate))])
    return (sound + 0.001 * rng.standard_normal(len(sound))).astype(np.float32)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder for the learner's own voice, and another one for the bundled voice."""
    monkeypatch.delenv("SOUND_DATA_SOURCE", raising=False)
    monkeypatch.setattr(my_voice, "FOLDER", tmp_path / "mine")
    bundled = tmp_path / "bundled"
    bundled.mkdir()
    for number, word in enumerate(WORDS):
        soundfile.write(bundled / f"{word}.wav", burst(seed=number)[:RATE], RATE)
    monkeypatch.setattr(my_voice.datasets, "unpacked_twin", lambda name: bundled)
    return tmp_path / "mine"


def record_all(folder):
    for number, word in enumerate(WORDS):
        assert my_voice.save_recording(word, burst(level=0.3, seed=number), RATE)[0] is not None


def files_of(folder):
    return sorted(path.name for path in folder.iterdir())


# ---- load


def test_without_recordings_the_bundled_voice_is_given_and_named(folder, capsys):
    clips, words, whose = my_voice.load()
    assert clips.shape == (8, RATE) and clips.dtype == np.float32
    assert words == WORDS and whose == "the bundled voice"
    assert capsys.readouterr().out == "The bundled voice: a synthetic speaker who is in no training set.\n"


def test_the_real_bundled_voice_has_eight_words(monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    clips, words, whose = my_voice.load()
    assert clips.shape == (8, RATE) and words == WORDS and whose == "the bundled voice"
    assert (np.abs(clips).max(axis=1) > 0.05).all()


def test_eight_recordings_are_one_s_own_voice(folder, capsys):
    record_all(folder)
    clips, words, whose = my_voice.load()
    assert whose == "your own voice" and "eight recordings" in capsys.readouterr().out
    assert clips.shape == (8, RATE) and words == WORDS


def test_bundled_is_obeyed_even_where_own_recordings_exist(folder, monkeypatch):
    record_all(folder)
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    assert my_voice.load()[2] == "the bundled voice"


def test_missing_and_unreadable_files_are_named_and_the_bundled_voice_is_used(folder, capsys):
    record_all(folder)
    (folder / "go.wav").unlink()
    (folder / "no.wav").write_bytes(b"this is no sound")
    (folder / "up.wav").write_bytes(b"")
    soundfile.write(folder / "yes.wav", np.zeros(RATE), RATE)
    assert my_voice.load()[2] == "the bundled voice"
    said = capsys.readouterr().out
    assert "go: there is no file go.wav yet." in said
    assert "no: no.wav cannot be read as a sound (Format not recognised)." in said
    assert "up: up.wav is empty (0 bytes)" in said and "yes: yes.wav is silent" in said
    assert "down:" not in said and "bundled voice" in said


def test_files_of_other_formats_rates_channels_lengths_and_spellings_are_read(folder):
    record_all(folder)
    (folder / "down.wav").unlink()
    soundfile.write(folder / "Down.flac", np.stack([burst(rate=44100)] * 2, axis=1), 44100)
    (folder / "go.wav").unlink()
    soundfile.write(folder / "go.ogg", burst(rate=48000), 48000)
    (folder / "left.wav").unlink()
    soundfile.write(folder / "left.mp3", burst(before=0.1, after=0, rate=22050), 22050)
    clips, _, whose = my_voice.load()
    assert whose == "your own voice" and clips.shape == (8, RATE)
    assert (np.abs(clips[:3]).max(axis=1) > 0.1).all()


def test_the_newest_of_two_files_of_a_word_counts(folder):
    record_all(folder)
    soundfile.write(folder / "go.flac", burst(level=0.9), RATE)
    os.utime(folder / "go.flac", (2e9, 2e9))
    assert np.abs(my_voice.load()[0][1]).max() > 0.8


def test_a_file_with_a_foreign_name_is_left_alone(folder):
    record_all(folder)
    (folder / ".DS_Store").write_bytes(b"x")
    (folder / "notes.txt").write_text("hello")
    assert my_voice.load()[2] == "your own voice"


def test_files_that_are_very_quiet_or_clipped_are_used_and_named(folder, capsys):
    record_all(folder)
    soundfile.write(folder / "go.wav", 0.02 * burst(), RATE)
    soundfile.write(folder / "stop.wav", np.clip(4 * burst(rate=44100), -1, 1), 44100)
    assert my_voice.load()[2] == "your own voice"
    assert capsys.readouterr().out.splitlines() == [
        "Your own voice: eight recordings.", "  - go is very quiet. Move closer and record it again.",
        "  - stop is too loud: its peaks are cut off. Move back and record it again."]


def test_a_kind_of_file_that_only_the_browser_reads_is_told_the_way_in(folder, capsys):
    record_all(folder)
    (folder / "go.wav").unlink()
    (folder / "go.m4a").write_bytes(b"\0\0\0\x18ftypM4A ")
    assert my_voice.load()[2] == "the bundled voice"
    assert "go: go.m4a is of a kind that only the browser can read: use 'Choose a file'" in capsys.readouterr().out


# ---- save_recording


def test_the_second_with_the_word_in_its_middle_is_kept_at_16_khz(folder):
    source = burst(before=0.9, after=0.7, rate=48000)
    kept, message = my_voice.save_recording("stop", source, 48000)
    assert message == "Saved stop." and kept.shape == (RATE,)
    samples, rate = soundfile.read(folder / "stop.wav")
    assert rate == RATE and len(samples) == RATE and soundfile.info(folder / "stop.wav").subtype == "PCM_16"
    assert np.abs(samples - kept).max() < 1e-4
    middle = np.average(np.arange(RATE), weights=kept.astype(float) ** 2)
    assert abs(middle - RATE / 2) < 0.1 * RATE
    assert files_of(folder) == ["stop.wav"]


def test_a_short_or_stereo_recording_is_kept_too(folder):
    assert my_voice.save_recording("no", burst(0.3, 0.1, 0.1), RATE)[0].shape == (RATE,)
    assert my_voice.save_recording("no", np.stack([burst()] * 2, axis=1), RATE)[1] == "Saved no."


def test_a_silent_recording_is_refused_and_the_old_one_stays(folder):
    my_voice.save_recording("yes", burst(), RATE)
    before = (folder / "yes.wav").read_bytes()
    kept, message = my_voice.save_recording("yes", np.zeros(2 * RATE), RATE)
    assert kept is None and "silent" in message and (folder / "yes.wav").read_bytes() == before


@pytest.mark.parametrize("samples, word, hint", [
    (np.clip(4 * burst(), -1, 1), "go", "too loud"),
    (0.04 * burst(), "go", "very quiet"),
    (np.array([]), "go", "no usable samples"),
    (np.full(RATE, np.nan), "go", "no usable samples"),
    (burst(), "hello", "none of the eight words"),
])
def test_a_doubtful_recording_gets_its_own_message(folder, samples, word, hint):
    assert hint in my_voice.save_recording(word, samples, RATE)[1]


def test_where_nothing_can_be_written_a_message_says_so_and_the_old_recording_stays(folder, monkeypatch):
    my_voice.save_recording("yes", burst(), RATE)
    before = (folder / "yes.wav").read_bytes()

    def refuse(*_):
        raise PermissionError(13, "Permission denied")
    monkeypatch.setattr(os, "replace", refuse)
    kept, message = my_voice.save_recording("yes", burst(level=0.9), RATE)
    assert kept is None and "read-only" in message and "still there" in message
    assert (folder / "yes.wav").read_bytes() == before and files_of(folder) == ["yes.wav"]


def test_a_file_in_the_place_of_the_folder_gets_a_message(folder):
    folder.write_text("in the way")
    kept, message = my_voice.save_recording("yes", burst(), RATE)
    assert kept is None and "could not be written" in message and "from before" not in message  # there is none


# ---- ladder


def test_the_ladder_has_a_row_per_lesson_and_model_and_prints_up_to_this_lesson(folder, capsys):
    my_voice.ladder("05", "convolutional", WORDS)
    my_voice.ladder("04", "dense", ["down", "no", *WORDS[2:]])
    said = capsys.readouterr().out.splitlines()
    assert said[-3:] == ["The ladder of the bundled voice:",
                         "lesson  model  right   wrong",
                         "04      dense  7 of 8  go (heard no)"]
    my_voice.ladder("06", "weighted", np.array(WORDS))
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["04", "05", "06"]
    assert "8 of 8  -" in lines[-1]


def test_running_a_lesson_again_replaces_its_row(folder, capsys):
    my_voice.ladder(4, "dense", ["up"] * 8)
    my_voice.ladder(4, "dense", WORDS)
    assert [row["wrong"] for row in json.loads((folder.parent / "my_voice_ladder.json").read_text())] == [[]]


def test_one_s_own_ladder_and_that_of_the_bundled_voice_are_apart(folder, capsys, monkeypatch):
    my_voice.ladder("04", "dense", WORDS)
    assert not folder.exists()
    record_all(folder)
    my_voice.ladder("05", "convolutional", WORDS)
    said = capsys.readouterr().out
    assert "your own voice" in said and said.splitlines()[-1].startswith("05")
    assert len(json.loads((folder / "ladder.json").read_text())) == 1
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    my_voice.ladder("06", "weighted", WORDS)
    assert len(json.loads((folder / "ladder.json").read_text())) == 1


@pytest.mark.parametrize("damage", ["", "{not json", "[1, 2]", '{"lesson": 4}', '[{"lesson": "04"}]', "null"])
def test_a_damaged_ladder_is_put_aside_and_a_new_one_begins(folder, capsys, damage):
    record_all(folder)
    (folder / "ladder.json").write_text(damage)
    my_voice.ladder("04", "dense", WORDS)
    assert "damaged" in capsys.readouterr().out
    assert (folder / "ladder_damaged.json").read_text() == damage
    assert len(json.loads((folder / "ladder.json").read_text())) == 1


def test_a_ladder_that_cannot_be_saved_is_shown_all_the_same(folder, capsys, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(os, "replace", refuse)
    my_voice.ladder("04", "dense", WORDS)
    said = capsys.readouterr().out
    assert "could not be saved" in said and "8 of 8" in said


def test_a_folder_that_knows_no_locks_keeps_the_ladder_as_well(folder, capsys, monkeypatch):
    def refuse(lock):
        raise NotImplementedError("FileSystem does not appear to support flock")
    monkeypatch.setattr(my_voice.filelock.FileLock, "_acquire", refuse)
    my_voice.ladder("04", "dense", WORDS)
    assert "could not" not in capsys.readouterr().out
    assert len(json.loads((folder.parent / "my_voice_ladder.json").read_text())) == 1


def test_the_wrong_number_of_guesses_gets_a_message(folder, capsys):
    my_voice.ladder("04", "dense", ["up"])
    assert "each of the 8 words; here are 1" in capsys.readouterr().out
