"""The index of the words lists what is usable, and says what it left out and why."""

from pathlib import Path

import numpy as np
import pytest

from helpers import WORDS
from helpers.datasets import DatasetError, audit_words, index_words
from sounds import NAMES, TONE, wav, write_words


@pytest.fixture
def words(tmp_path):
    return write_words(tmp_path / "words")


BAD_FILES = {
    "no/empty_nohash_0.wav": (b"", "empty (0 bytes)"),
    "no/song.mp3": (b"ID3", "not a wav file"),
    "no/text_nohash_0.wav": (b"hello", "cannot be read as sound"),
    "no/mp3_nohash_0.wav": (wav(format="MP3", subtype="MPEG_LAYER_III"), "this is an MP3 named .wav"),
    "no/8_nohash_0.wav": (wav(subtype="PCM_U8"), "8-bit samples instead of 16-bit"),
    "no/24_nohash_0.wav": (wav(subtype="PCM_24"), "24-bit samples instead of 16-bit"),
    "no/float_nohash_0.wav": (wav(subtype="FLOAT"), "32-bit float samples instead of 16-bit"),
    "no/nan_nohash_0.wav": (wav(TONE * np.nan, subtype="FLOAT"),
                            "32-bit float samples instead of 16-bit, NaN (not a number) among its samples"),
    "no/stereo_nohash_0.wav": (wav(np.stack([TONE, TONE], axis=1)), "stereo"),
    "no/rate_nohash_0.wav": (wav(sample_rate=8000), "8000 Hz instead of 16000 Hz"),
    "no/cut_nohash_0.wav": (wav()[:20001], "cut short"),
    "no/none_nohash_0.wav": (wav(TONE[:0]), "no samples in it"),
    "no/other_nohash_0.wav": (wav(format="WAVEX"), "the extensible kind of wav file"),
    "no/._ann_nohash_0.wav": (b"\0\5\26\7", "hidden (like .name or __MACOSX)"),
}


def test_every_bad_file_is_listed_with_what_is_wrong_in_words(words):
    for name, (content, _) in BAD_FILES.items():
        (words / name).write_bytes(content)
    table = audit_words(words)
    found = {Path(path).relative_to(words).as_posix(): problem
             for path, problem in zip(table.path, table.problem, strict=True)}
    assert found == {**dict.fromkeys(NAMES, ""), **{name: problem for name, (_, problem) in BAD_FILES.items()}}
    assert list(table.columns) == ["path", "label", "speaker", "problem"]


def test_the_computers_own_hidden_files_are_passed_over(words, capsys):
    for name in (".DS_Store", "desktop.ini", "Thumbs.db"):
        (words / "no" / name).write_bytes(b"x")
    (words / "LICENSE").write_text("x")
    assert set(audit_words(words).problem) == {""}
    index_words(words)
    assert capsys.readouterr().out == "24 usable clips of 8 words by 3 speakers.\n"


def test_the_index_lists_usable_clips_only_and_says_what_it_left_out(words, capsys):
    for name in ("no/a_nohash_0.wav", "yes/a_nohash_0.wav"):
        (words / name).write_bytes(b"")
    (words / "up" / "a_nohash_0.wav").write_bytes(wav(sample_rate=8000))
    table = index_words(words)
    assert capsys.readouterr().out == ("24 usable clips of 8 words by 3 speakers. "
                                       "Left out 3: 1 × 8000 Hz instead of 16000 Hz, 2 × empty (0 bytes). "
                                       "Which? datasets.audit_words(folder) names them.\n")
    assert list(table.path) == sorted(str(words / name) for name in NAMES)
    assert list(table.columns) == ["path", "label", "speaker"]
    assert list(table.index) == list(range(24))
    assert list(table.label.unique()) == WORDS
    assert list(table.speaker[:3]) == ["ann", "bob", "cyd"]


def test_a_file_without_a_speaker_is_its_own_speaker(words):
    (words / "no" / "me.wav").write_bytes(wav())
    table = index_words(words)
    assert list(table.speaker[table.path.str.endswith("me.wav")]) == ["me.wav"]


def test_missing_and_useless_class_folders_are_named(words):
    for path in (words / "stop").iterdir():
        path.write_bytes(b"")
    with pytest.raises(DatasetError, match=r"no usable clip of: stop. Found instead: 3 × empty"):
        index_words(words)
    (words / "yes").rename(words / "Yeah")
    with pytest.raises(DatasetError, match="folders of these words are missing: yes"):
        index_words(words)
