"""The two sets of digits become one table, and their twins are what their manifests promise."""

import json
from pathlib import Path

import pytest

from helpers import ROOT
from helpers.datasets import DatasetError, audit, digits
from helpers.datasets.catalogue import CATALOGUE, digit_speaker_of
from sounds import DIGIT_SETS

BUNDLED = ROOT / "data" / "bundled"
MANIFEST = {name: json.loads((BUNDLED / f"{name}.json").read_text()) for name in DIGIT_SETS}


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
    assert ("Left out 4: 1 × cannot be read as sound, 1 × empty (0 bytes), 1 × hidden (like .name or "
            "__MACOSX), 1 × not named DIGIT_SPEAKER_N.wav." in capsys.readouterr().out)


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
    assert all(digits.enough_speakers(digits.index(twins / name)) for name in DIGIT_SETS)


# --- the twins ---

@pytest.mark.parametrize("name", DIGIT_SETS)
def test_all_files_of_an_archive_are_there(name, twins):
    assert len(list((twins / name).rglob("*.wav"))) == MANIFEST[name]["files"]


def test_every_voice_says_every_digit_at_the_sets_own_rate(twins):
    for name, voices in (("audio_mnist", 16), ("free_spoken_digits", 6)):
        table = audit.measure_all(digits.index(twins / name))
        assert table.groupby("speaker")["label"].nunique().eq(10).sum() == voices == MANIFEST[name]["voices"]
        assert table["sample_rate"].mode()[0] == CATALOGUE[name].sample_rate
    assert voices_of(twins, "audio_mnist").isdisjoint(voices_of(twins, "free_spoken_digits"))


def voices_of(twins, name):
    return set(digits.index(twins / name)["speaker"])


def test_the_broken_file_and_the_one_in_a_strangers_folder_can_be_seen(twins, capsys, faults):
    table = digits.index(twins / "audio_mnist")
    assert "Left out 1: 1 × cannot be read as sound." in capsys.readouterr().out
    assert faults["cannot be read as sound"][0] not in set(table["name"])
    strangers = table[table["name"].str.split("/").str[-2] != table["speaker"]]
    assert list(strangers["name"]) == faults["name and folder disagree"]


def test_the_slips_in_the_table_of_the_people(twins, faults):
    people, slips = digits.metadata(twins / "audio_mnist"), faults["metadata"]
    heard = {path.name for path in (twins / "audio_mnist" / "data").iterdir() if path.is_dir()}
    assert heard - set(people.index) == {slips["no row"]}
    assert set(people.index) - heard == {slips["no recordings"]}
    assert people.loc[slips["impossible age"], "age"] == "1234"
    assert isinstance(people.loc[slips["age is a number, not text"], "age"], int)
    assert audit.two_spellings(people["accent"]) == [("British", "british")]
    assert audit.two_spellings(people["recordingroom"]) == [("vr-romm", "vr-room")]




# --- more voices, and what was measured before ---

def test_the_synthetic_voices_are_one_table(capsys):
    table = digits.synthetic_voices("digit_voices", "free_spoken_digits")
    assert table["speaker"].nunique() == 98 + 6 and len(table) == 1960 + 360
    assert table.groupby("speaker")["label"].nunique().eq(10).all()
    assert all(Path(path).is_file() for path in table["path"])


def test_what_was_measured_is_a_mean_over_the_seeds_and_few_seeds_are_said(tmp_path, capsys):
    steps = {"left out": {"0": {"ann": 0.5, "bob": 1.0}, "1": {"ann": 0.7, "bob": 0.8}},
             "remedies": {str(seed): {"ann": 0.9, "bob": 0.9} for seed in range(3)}}
    path = tmp_path / "digits.json"
    path.write_text(json.dumps({"command": "python -m benchmarks digits", "steps": steps}))
    means = digits.measured(path)
    assert means["left out"] == pytest.approx({"ann": 0.6, "bob": 0.9})
    assert capsys.readouterr().out == ("Measured on the real recordings: python -m benchmarks digits\n"
                                       "So far from fewer seeds: left out 2 seeds.\n")


def test_the_stored_figures_are_of_six_people_for_every_step():
    steps = json.loads(digits.MEASURED.read_text())["steps"]
    assert {"one person left out", "synthetic voices added"} <= set(steps)
    for seeds in steps.values():
        for people in seeds.values():
            assert sorted(people) == ["george", "jackson", "lucas", "nicolas", "theo", "yweweler"]
            assert all(0 <= share <= 1 for share in people.values())
