"""The bundled twins are what their manifests promise, and a damaged archive is refused."""

import hashlib
import json
import re
import shutil
import wave
import zipfile

import numpy as np
import pytest

from helpers import ROOT, WORDS
from helpers.datasets.twin import BundledError, unpack

BUNDLED = ROOT / "data" / "bundled"
MANIFEST = {name: json.loads((BUNDLED / f"{name}.json").read_text()) for name in (
    "mini_speech_commands", "speech_commands_background_noise", "ghw-2022-12", "my_voice")}
LIMITS = {"esc50": 4_000_000, "fsdkaggle2018": 3_000_000, "speech_commands_other_words": 2_000_000,
          "audio_mnist": 2_000_000, "free_spoken_digits": 1_400_000, "spoken_arabic_digit": 500_000}  # bytes
NOISES = ["doing_the_dishes", "dude_miaowing", "exercise_bike", "pink_noise", "running_tap", "white_noise"]


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """Every archive, unpacked once."""
    folder = tmp_path_factory.mktemp("twins")
    for name in MANIFEST:
        (folder / name).mkdir()
        unpack(BUNDLED / f"{name}.zip", folder / name)
    return folder


def read(path):
    """Parameters and samples of a wav file."""
    with wave.open(str(path)) as wav:
        return wav.getparams(), np.frombuffer(wav.readframes(wav.getnframes()), "<i2")


@pytest.mark.parametrize("archive", sorted(BUNDLED.glob("*.zip")), ids=lambda path: path.stem)
def test_an_archive_is_the_file_that_its_manifest_describes_small_and_says_that_it_is_no_recording(archive):
    data, entry = archive.read_bytes(), json.loads(archive.with_suffix(".json").read_text())
    assert len(data) == entry["bytes"] <= LIMITS.get(archive.stem, 9_000_000)
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    with zipfile.ZipFile(archive) as opened:
        assert "not the real recordings" in " ".join(opened.read("ABOUT_THIS_TWIN.txt").decode().split())


def test_there_is_a_manifest_for_every_archive_and_all_are_small():
    assert {path.stem for path in BUNDLED.glob("*.zip")} == {path.stem for path in BUNDLED.glob("*.json")}
    assert sum(path.stat().st_size for path in BUNDLED.glob("*.zip")) <= 20_000_000
    assert sum(entry["bytes"] for entry in MANIFEST.values()) <= 9_000_000


@pytest.mark.parametrize("name", MANIFEST)
def test_unpacked_files_are_the_promised_ones_in_16_bit_mono(twins, name):
    paths = sorted((twins / name).rglob("*.wav"))
    assert len(paths) == MANIFEST[name]["files"]
    seconds = 0
    for path in paths:
        params, samples = read(path)
        assert (params.nchannels, params.sampwidth) == (1, 2), path
        assert params.framerate == MANIFEST[name]["sample_rate"], path
        assert np.abs(samples.astype(int)).max() > 300, f"{path} is silent"
        seconds += params.nframes / params.framerate
    assert seconds == pytest.approx(MANIFEST[name]["seconds"], abs=0.1)
    about = (twins / name / "ABOUT_THIS_TWIN.txt").read_text()
    assert "not the real recordings" in about


def test_the_words_are_in_eight_folders_and_their_names_tell_the_voice(twins):
    root, promised = twins / "mini_speech_commands", MANIFEST["mini_speech_commands"]
    assert sorted(path.name for path in root.iterdir() if path.is_dir()) == WORDS
    assert {word: len(list((root / word).iterdir())) for word in WORDS} == promised["clips_per_word"]
    voices = []
    for word in WORDS:
        names = [path.name for path in (root / word).iterdir()]
        assert all(re.fullmatch(r"[a-z0-9]+_nohash_\d+\.wav", name) for name in names)
        voices.append({name.split("_nohash_")[0] for name in names})
    assert all(group == voices[0] for group in voices), "every voice says every word"
    assert len(voices[0]) == promised["voices"] >= 50


def test_a_tenth_of_the_words_are_shorter_than_a_second_and_the_others_exactly_one(twins):
    lengths = np.array([read(path)[0].nframes for path in (twins / "mini_speech_commands").rglob("*.wav")])
    short = lengths[lengths != 16000]
    assert len(short) == MANIFEST["mini_speech_commands"]["shorter_than_a_second"]
    assert 0.08 < len(short) / len(lengths) < 0.12
    assert 6400 <= short.min() and short.max() <= 15200


def test_the_words_differ_in_loudness(twins):
    peaks = [np.abs(read(path)[1].astype(int)).max() / 32768
             for path in (twins / "mini_speech_commands").rglob("*.wav")]
    assert np.percentile(peaks, 5) < 0.2 and np.percentile(peaks, 95) > 0.8


def test_congratulations_has_content_that_bad_resampling_would_fold_down(twins):
    params, samples = read(twins / "ghw-2022-12" / "congratulations.wav")
    assert params.framerate == 48000 and 3.5 < params.nframes / 48000 < 4.5
    power = np.abs(np.fft.rfft(samples)) ** 2
    hertz = np.fft.rfftfreq(len(samples), 1 / 48000)
    for low, high in [(4000, 8000), (8000, 16000), (16000, 20000)]:
        share = power[(hertz > low) & (hertz < high)].sum() / power.sum()
        assert share > 0.001, f"only {share:.1%} of the power lies in {low} to {high} Hz"


def test_there_are_six_different_noises_and_eight_words_of_one_voice(twins):
    noises = twins / "speech_commands_background_noise" / "_background_noise_"
    assert sorted(path.stem for path in noises.glob("*.wav")) == NOISES
    assert all(read(path)[0].nframes == 20 * 16000 for path in noises.glob("*.wav"))
    for word in WORDS:
        assert read(twins / "my_voice" / f"{word}.wav")[0].nframes == 16000


def damaged_copies(source, folder):
    """Name and archive for each way in which an archive can be wrong."""
    whole = source.read_bytes()
    flipped = bytearray(whole)
    flipped[len(flipped) // 2] ^= 0xFF
    for name, data in [("truncated", whole[:len(whole) // 2]), ("flipped", bytes(flipped)), ("empty", b""),
                       ("a web page", b"<html>sign in</html>")]:
        (folder / f"{name}.zip").write_bytes(data)
        yield name, folder / f"{name}.zip"
    for leave_out in ["clips.csv", "ABOUT_THIS_TWIN.txt", "yes.flac"]:
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(folder / f"no {leave_out}.zip", "w") as new:
            for member in set(old.namelist()) - {leave_out}:
                new.writestr(member, old.read(member))
        yield leave_out, folder / f"no {leave_out}.zip"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(folder / "cut.zip", "w") as new:
        for member in old.namelist():
            data = old.read(member)
            new.writestr(member, data[:len(data) // 2] if member == "yes.flac" else data)
    yield "a cut recording", folder / "cut.zip"
    yield "missing", folder / "nowhere.zip"


def test_a_damaged_archive_is_refused_clearly_and_leaves_nothing_behind(tmp_path):
    for name, archive in damaged_copies(BUNDLED / "my_voice.zip", tmp_path):
        target = tmp_path / "target"
        target.mkdir()
        with pytest.raises(BundledError) as caught:
            unpack(archive, target)
        assert archive.name in str(caught.value), name
        assert "git checkout" in str(caught.value), name
        assert list(target.iterdir()) == [], name
        shutil.rmtree(target)


def test_a_disk_that_fills_up_is_reported_and_leaves_nothing_behind(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")
    monkeypatch.setattr(wave.Wave_write, "writeframes", full)
    with pytest.raises(BundledError, match="No space left"):
        unpack(BUNDLED / "my_voice.zip", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep me")
    with pytest.raises(BundledError, match="empty"):
        unpack(BUNDLED / "my_voice.zip", tmp_path)
    assert (tmp_path / "mine.txt").read_text() == "keep me"


def test_an_archive_cannot_write_outside_the_folder(tmp_path):
    bad, target = tmp_path / "bad.zip", tmp_path / "target"
    target.mkdir()
    with zipfile.ZipFile(BUNDLED / "my_voice.zip") as old, zipfile.ZipFile(bad, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            new.writestr(member, data.replace(b"yes.wav", b"../yes.wav") if member == "clips.csv" else data)
    with pytest.raises(BundledError):
        unpack(bad, target)
    assert not (tmp_path / "yes.wav").exists() and list(target.iterdir()) == []
