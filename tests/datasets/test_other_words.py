"""The twin of the other words is what its manifest promises, has no word of the eight, and the same voices."""

import json
from collections import Counter

import numpy as np
import pytest
import soundfile

from helpers import ROOT, datasets
from helpers.datasets import fetching
from helpers.datasets.catalogue import CATALOGUE, OTHER_WORDS, WORDS, speaker_of
from helpers.datasets.twin import unpack

BUNDLED = ROOT / "data" / "bundled"
MANIFEST = json.loads((BUNDLED / "speech_commands_other_words.json").read_text())


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    folder = tmp_path_factory.mktemp("other_words")
    unpack(BUNDLED / "speech_commands_other_words.zip", folder)
    return folder


def test_every_voice_says_half_of_the_words_once_and_none_is_one_of_the_eight(twin):
    paths = sorted(twin.glob("*/*.wav"))
    found = {(path.parent.name, speaker_of(path.name)) for path in paths}
    assert len(paths) == len(found) == MANIFEST["files"] == MANIFEST["words"] * MANIFEST["voices"] / 2
    assert set(Counter(voice for _, voice in found).values()) == {len(OTHER_WORDS) / 2}
    assert set(Counter(word for word, _ in found).values()) == {MANIFEST["voices"] / 2}
    assert {word for word, _ in found} == set(OTHER_WORDS) and not set(OTHER_WORDS) & set(WORDS)


def test_the_voices_are_those_of_the_eight_words_so_that_a_voice_tells_nothing(twin):
    ours = {speaker_of(path.name) for path in twin.glob("*/*.wav")}
    theirs = {speaker_of(path.name) for path in datasets.unpacked_twin("mini_speech_commands").glob("*/*.wav")}
    assert ours and ours == theirs


def test_the_sounds_are_audible_and_at_16_kilohertz(twin):
    for path in twin.glob("*/*.wav"):
        samples, rate = soundfile.read(path)
        assert rate == 16000 and 6400 <= len(samples) <= 16000 and np.abs(samples).max() > 0.01, path


def test_fetch_gives_the_twin_and_the_published_set_is_too_large_to_start_unasked(monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    folder = datasets.fetch("speech_commands_other_words")
    assert datasets.is_twin(folder) and "1,078 synthetic clips by 98 voices" in capsys.readouterr().out
    assert CATALOGUE["speech_commands_other_words"].size > fetching.AUTO_LIMIT
