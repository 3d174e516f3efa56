"""The two sets of digits become one table, the audit finds every planted fault, and nothing where there is none."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from helpers import ROOT
from helpers.datasets import DatasetError, audit, digits
from helpers.datasets.catalogue import CATALOGUE, digit_speaker_of
from helpers.datasets.twin import unpack

BUNDLED = ROOT / "data" / "bundled"
NAMES = ["audio_mnist", "free_spoken_digits"]
MANIFEST = {name: json.loads((BUNDLED / f"{name}.json").read_text()) for name in NAMES}
FAULTS = MANIFEST["audio_mnist"]["faults"]


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twins")
    for name in NAMES:
        (folder / name).mkdir()
        unpack(BUNDLED / f"{name}.zip", folder / name)
    return folder


@pytest.fixture(scope="module")
def measured(twins):
    return audit.measure_all(digits.index(twins / "audio_mnist"))


@pytest.fixture(scope="module")
def found(measured):
    """The files of each finding in the twin of AudioMNIST."""
    findings = audit.report(measured)
    return {finding: sorted(measured.loc[rows, "name"]) for finding, _, rows in findings.itertuples(index=False)}


def tone(seconds=0.5, rate=8000, pitch=300, level=0.3):
    return level * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)


@pytest.fixture
def small(tmp_path):
    """Ten digits by one speaker, each of another pitch, in the layout of the Free Spoken Digit Dataset."""
    (tmp_path / "recordings").mkdir()
    rng = np.random.default_rng(0)
    for digit in range(10):
        sound = tone(0.3 + 0.02 * digit, pitch=300 + 120 * digit) + 0.05 * rng.standard_normal(int(8000 * (0.3 + 0.02 * digit)))
        soundfile.write(tmp_path / "recordings" / f"{digit}_ann_0.wav", sound, 8000)
    return tmp_path


# --- the table ---

def test_the_index_takes_digit_speaker_and_take_from_the_name(small, capsys):
    table = digits.index(small)
    assert capsys.readouterr().out == "10 usable recordings by 1 speaker.\n"
    assert list(table.columns) == ["path", "name", "label", "speaker", "take"]
    assert list(table.label) == digits.DIGITS and set(table.speaker) == {"ann"} and set(table["take"]) == {0}
    assert table.name[3] == "recordings/3_ann_0.wav" and Path(table.path[3]).is_file()


def test_what_cannot_be_used_is_left_out_and_named(small, capsys):
    (small / "recordings" / "1_bob_0.wav").write_bytes(b"")
    (small / "recordings" / "2_bob_0.wav").write_bytes(b"hello")
    (small / "recordings" / "two.wav").write_bytes(b"hello")
    (small / "recordings" / "._3_ann_0.wav").write_bytes(b"left by macOS")
    assert len(digits.index(small)) == 10
    assert ("Left out 3: 1 × cannot be read as sound, 1 × empty (0 bytes), 1 × not named DIGIT_SPEAKER_N.wav."
            in capsys.readouterr().out)


def test_a_digit_without_a_recording_is_an_error(small):
    (small / "recordings" / "7_ann_0.wav").unlink()
    with pytest.raises(DatasetError, match="no usable recording of the digits 7"):
        digits.index(small)


def test_a_table_that_cannot_be_read_says_so(small):
    with pytest.raises(DatasetError, match="Only AudioMNIST has this table"):
        digits.metadata(small)
    (small / "data").mkdir()
    (small / "data" / "audioMNIST_meta.txt").write_text("{broken")
    with pytest.raises(DatasetError, match="cannot be read"):
        digits.metadata(small)


def test_the_speaker_in_a_name_and_enough_of_them(small, twins):
    assert digit_speaker_of("7_george_12.wav") == "george" and digit_speaker_of("readme.wav") == "readme.wav"
    assert not digits.enough_speakers(digits.index(small))
    assert all(digits.enough_speakers(digits.index(twins / name)) for name in NAMES)


# --- the twins ---

@pytest.mark.parametrize("name", NAMES)
def test_an_archive_is_the_file_that_its_manifest_describes(name, twins):
    data = (BUNDLED / f"{name}.zip").read_bytes()
    assert len(data) == MANIFEST[name]["bytes"]
    assert hashlib.sha256(data).hexdigest() == MANIFEST[name]["sha256"]
    assert len(list((twins / name).rglob("*.wav"))) == MANIFEST[name]["files"]
    assert "not the real recordings" in (twins / name / "ABOUT_THIS_TWIN.txt").read_text()


def test_both_archives_are_small():
    assert sum(MANIFEST[name]["bytes"] for name in NAMES) <= 3_400_000


def test_every_voice_says_every_digit_at_the_sets_own_rate(twins):
    for name, voices in (("audio_mnist", 16), ("free_spoken_digits", 6)):
        table = audit.measure_all(digits.index(twins / name))
        assert table.groupby("speaker")["label"].nunique().eq(10).sum() == voices == MANIFEST[name]["voices"]
        assert table["sample_rate"].mode()[0] == CATALOGUE[name].sample_rate
    assert voices_of(twins, "audio_mnist").isdisjoint(voices_of(twins, "free_spoken_digits"))


def voices_of(twins, name):
    return set(digits.index(twins / name)["speaker"])


def test_clips_of_the_clean_twin_have_no_finding_but_silence(twins):
    findings = audit.report(digits.index(twins / "free_spoken_digits"))
    assert set(findings["finding"]) <= {"more silence at the ends than sound"}


# --- the audit finds what was planted ---

@pytest.mark.parametrize("finding, fault", [
    ("clipped (three or more samples in a row at full scale)", "clipped"),
    ("silent (peak below 0.002)", "silent"),
    ("another number of channels than most", "stereo"),
    ("another sample rate than 48000 Hz", "another sample rate"),
    ("over three times as long as the middle one", "very long"),
])
def test_a_planted_fault_is_found_and_nothing_else(found, finding, fault):
    assert found[finding] == FAULTS[fault]


def test_exact_copies_are_found_and_it_is_said_what_they_contradict(found):
    same, two_speakers, two_labels = FAULTS["exact duplicates"]
    assert found["the same sound twice"] == same
    assert found["the same sound under two speakers"] == two_speakers
    assert found["the same sound under two labels"] == two_labels


def test_near_copies_are_found_and_other_takes_are_not(measured, found):
    assert found["nearly the same sound"] == sorted(sum(FAULTS["near duplicates"], []))
    pairs = audit.near_duplicates(measured)
    assert {frozenset(measured.loc[pair, "name"]) for pair in pairs[["first", "second"]].to_numpy()} == {
        frozenset(pair) for pair in FAULTS["near duplicates"]}


def test_the_broken_file_and_the_one_in_a_strangers_folder_can_be_seen(twins, capsys):
    table = digits.index(twins / "audio_mnist")
    assert "Left out 1: 1 × cannot be read as sound." in capsys.readouterr().out
    assert FAULTS["cannot be read as sound"][0] not in set(table["name"])
    strangers = table[table["name"].str.split("/").str[-2] != table["speaker"]]
    assert list(strangers["name"]) == FAULTS["name and folder disagree"]


def test_the_slips_in_the_table_of_the_people(twins):
    people, slips = digits.metadata(twins / "audio_mnist"), FAULTS["metadata"]
    heard = {path.name for path in (twins / "audio_mnist" / "data").iterdir() if path.is_dir()}
    assert heard - set(people.index) == {slips["no row"]}
    assert set(people.index) - heard == {slips["no recordings"]}
    assert people.loc[slips["impossible age"], "age"] == "1234"
    assert isinstance(people.loc[slips["age is a number, not text"], "age"], int)
    assert audit.two_spellings(people["accent"]) == [("British", "british")]
    assert audit.two_spellings(people["recordingroom"]) == [("vr-romm", "vr-room")]


# --- the audit on a folder of one's own ---

def write(folder, name, samples, rate=8000):
    (folder / name).parent.mkdir(exist_ok=True)
    soundfile.write(folder / name, samples, rate)


def test_one_measurement_is_right():
    levels = audit.frame_levels(np.concatenate([np.zeros(800), tone(0.5), np.zeros(1600)]), 8000)
    assert len(levels) == 80 and levels[0] == pytest.approx(-100)
    assert levels[30] == pytest.approx(20 * np.log10(0.3 / np.sqrt(2)), abs=0.1)


def test_the_ends_the_peak_and_the_length_of_a_file(tmp_path):
    write(tmp_path, "a.wav", np.concatenate([np.zeros(800), tone(0.5), np.zeros(1600)]))
    one = audit.measure(tmp_path / "a.wav")
    assert (one["before"], one["after"], one["seconds"]) == pytest.approx((0.1, 0.2, 0.8), abs=0.011)
    assert one["peak"] == pytest.approx(0.3, abs=0.001) and one["clipped"] == 0 and one["problem"] == ""


def test_an_own_folder_is_audited_and_a_label_is_its_folder(small, capsys):
    own = small / "own"
    own.mkdir()
    rng = np.random.default_rng(1)
    for number in range(4):
        write(own, f"dog/{number}.wav", tone(pitch=200 + 90 * number) + 0.1 * rng.standard_normal(4000))
        write(own, f"cat/{number}.wav", tone(pitch=900 + 70 * number) + 0.1 * rng.standard_normal(4000))
    write(own, "dog/loud.wav", np.clip(4 * tone(pitch=333), -1, 1))
    write(own, "dog/copy.wav", soundfile.read(own / "cat/1.wav")[0])
    write(own, "dog/softer.wav", 0.4 * np.append(np.zeros(30), soundfile.read(own / "cat/2.wav")[0]))
    (own / "cat" / "broken.wav").write_bytes(b"no sound")
    assert audit.main([str(own)]) == 0
    said = capsys.readouterr().out
    for line in ("1 × cannot be read as sound: cat/broken.wav", "1 × clipped (three or more samples in a row at full scale): "
                 "dog/loud.wav", "2 × the same sound under two labels: cat/1.wav, dog/copy.wav", "nearly the same sound",
                 "12 files looked at."):
        assert line in said, said
    assert set(audit.files(own)["label"]) == {"dog", "cat"}


def test_a_clean_folder_has_no_finding_and_an_empty_or_missing_one_is_said(small, tmp_path, capsys):
    assert audit.main([str(small / "recordings")]) == 0
    assert capsys.readouterr().out == "10 files looked at. Nothing found.\n"
    (tmp_path / "empty").mkdir()
    assert audit.main([str(tmp_path / "empty")]) == 1
    assert "no sound file" in capsys.readouterr().err
    assert audit.main([str(tmp_path / "nowhere")]) == 2
    assert len(audit.report(audit.files(tmp_path / "empty"))) == 0


def test_nothing_but_broken_files_is_reported_too(tmp_path):
    (tmp_path / "a.wav").write_bytes(b"x")
    (tmp_path / "b.wav").write_bytes(b"")
    findings = audit.report(audit.files(tmp_path))
    assert list(findings["finding"]) == ["cannot be read as sound"] and findings["files"][0] == 2


def test_two_spellings_are_one_letter_or_a_capital_apart():
    assert audit.two_spellings(["German", "german", "French", 3]) == [("German", "german")]
    assert audit.two_spellings(["vr-room", "vr-romm", "Kino"]) == [("vr-romm", "vr-room")]
    assert audit.two_spellings(["Spanish", "Danish"]) == []
