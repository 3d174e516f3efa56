"""The index of ESC-50 lists what can be used, says what it left out, and refuses a table that was changed."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import soundfile

from helpers import ROOT, datasets
from helpers.audio import load
from helpers.datasets import DatasetError, esc50
from helpers.datasets.__main__ import main
from helpers.datasets.twin import unpack

BUNDLED = ROOT / "data" / "bundled"
MANIFEST = json.loads((BUNDLED / "esc50.json").read_text())
CLASSES = ["chainsaw", "clock_tick", "crackling_fire", "crying_baby", "dog", "helicopter", "rain", "rooster",
           "sea_waves", "sneezing"]
TONE = (0.1 * np.sin(np.arange(8000) * 0.2)).astype("float32")


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    folder = tmp_path_factory.mktemp("esc50")
    unpack(BUNDLED / "esc50.zip", folder)
    return folder


@pytest.fixture
def small(tmp_path):
    """Four clips of two recordings, one of them not in ESC-10."""
    (tmp_path / "audio").mkdir()
    (tmp_path / "meta").mkdir()
    rows = [("1-7-A-0.wav", 1, 0, "dog", True, 7, "A"), ("1-7-B-0.wav", 1, 0, "dog", True, 7, "B"),
            ("2-8-A-10.ogg", 2, 10, "rain", True, 8, "A"), ("2-9-A-3.wav", 2, 3, "cow", False, 9, "A")]
    pd.DataFrame(rows, columns=esc50.COLUMNS).to_csv(tmp_path / "meta" / "esc50.csv", index=False)
    for row in rows:
        soundfile.write(tmp_path / "audio" / row[0], TONE, 8000)
    return tmp_path


def test_the_index_has_a_row_per_clip_and_says_how_many(small, capsys):
    table = esc50.index(small)
    assert capsys.readouterr().out == "3 usable clips of 2 classes from 2 recordings, in 2 folds.\n"
    assert list(table.columns) == ["path", "label", "fold", "recording"]
    assert [Path(path).name for path in table.path] == ["1-7-A-0.wav", "1-7-B-0.wav", "2-8-A-10.ogg"]
    assert list(table.label) == ["dog", "dog", "rain"] and list(table.recording) == ["7", "7", "8"]
    assert len(esc50.index(small, esc10=False)) == 4


def test_clips_that_cannot_be_used_are_left_out_and_named(small, capsys):
    (small / "audio" / "1-7-A-0.wav").unlink()
    (small / "audio" / "1-7-B-0.wav").write_bytes(b"")
    assert len(esc50.index(small)) == 1
    assert "Left out 2: 1 × empty (0 bytes), 1 × in the table, but not there." in capsys.readouterr().out
    (small / "audio" / "2-8-A-10.ogg").write_bytes(b"hello")
    with pytest.raises(DatasetError, match=r"no usable clip.*1 × cannot be read as sound"):
        esc50.index(small)


def test_a_missing_or_changed_table_is_said_so(small):
    file = small / "meta" / "esc50.csv"
    file.write_text(file.read_text().replace("1-7-B-0.wav,1", "1-7-B-0.wav,2"))
    with pytest.raises(DatasetError, match="recording 7 are in several folds"):
        esc50.index(small)
    pd.read_csv(file).drop(columns="fold").to_csv(file, index=False)
    with pytest.raises(DatasetError, match="no column fold"):
        esc50.index(small)
    file.unlink()
    with pytest.raises(DatasetError, match=r"no meta/esc50.csv"):
        esc50.metadata(small)


# --- ESC-10 in its own layout, without a table ---

@pytest.fixture
def esc10(tmp_path):
    """The clips of `small` that are in ESC-10, as ESC-10 alone has them."""
    for name in ("001 - Dog bark/1-7-A.ogg", "001 - Dog bark/1-7-B.ogg", "002 - Rain/2-8-A.ogg"):
        (tmp_path / "esc10" / name).parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(tmp_path / "esc10" / name, TONE, 8000)
    (tmp_path / "esc10" / "README.txt").write_text("about the set")
    return tmp_path / "esc10"


def test_class_fold_and_recording_come_from_the_names_where_there_is_no_table(esc10, small, capsys):
    facts = esc50.metadata(esc10)
    assert facts.to_numpy().tolist() == [["001 - Dog bark/1-7-A.ogg", 1, "dog", 7, "A"],
                                         ["001 - Dog bark/1-7-B.ogg", 1, "dog", 7, "B"],
                                         ["002 - Rain/2-8-A.ogg", 2, "rain", 8, "A"]]
    table = esc50.index(esc10)
    said = capsys.readouterr().out
    assert said == "3 usable clips of 2 classes from 2 recordings, in 2 folds.\n"
    of_esc50 = esc50.index(small)
    assert capsys.readouterr().out == said
    pd.testing.assert_frame_equal(table.drop(columns="path"), of_esc50.drop(columns="path"))
    assert all(Path(path).is_file() for path in table["path"])


def test_clips_come_in_the_same_order_in_both_layouts(tmp_path, capsys):
    """By the file's name; the folders of ESC-10 are in another order."""
    rows, names = [], {"rain": "002 - Rain", "dog": "001 - Dog bark", "sneezing": "006 - Person sneeze"}
    for number, (label, fold) in enumerate([("sneezing", 1), ("rain", 2), ("dog", 3), ("sneezing", 4), ("dog", 1)]):
        recording = 900 - 7 * number
        rows.append((f"{fold}-{recording}-A-0.ogg", fold, 0, label, True, recording, "A"))
        for file in (tmp_path / "esc50" / "audio" / rows[-1][0],
                     tmp_path / "esc10" / names[label] / f"{fold}-{recording}-A.ogg"):
            file.parent.mkdir(parents=True, exist_ok=True)
            soundfile.write(file, TONE, 8000)
    (tmp_path / "esc50" / "meta").mkdir()
    pd.DataFrame(rows, columns=esc50.COLUMNS).to_csv(tmp_path / "esc50" / "meta" / "esc50.csv", index=False)
    first, second = (esc50.index(tmp_path / name).drop(columns="path") for name in ("esc50", "esc10"))
    pd.testing.assert_frame_equal(first, second)
    assert list(first["fold"]) == [1, 1, 2, 3, 4]


def test_files_of_other_names_are_left_out_and_counted_and_hidden_ones_are_not_looked_at(esc10, capsys):
    soundfile.write(esc10 / "002 - Rain" / "my rain.ogg", TONE, 8000)
    soundfile.write(esc10 / "002 - Rain" / "6-1-A.ogg", TONE, 8000)
    (esc10 / "002 - Rain" / "._2-8-A.ogg").write_bytes(b"a Mac left this")
    (esc10 / "003 - Sea waves").mkdir()
    (esc10 / "003 - Sea waves" / "1-9-A.ogg").write_bytes(b"")
    assert len(esc50.index(esc10)) == 3
    assert "Left out 3: 1 × empty (0 bytes), 2 × not named FOLD-RECORDING-TAKE.ogg." in capsys.readouterr().out


def test_takes_of_a_recording_in_two_folds_are_refused_without_a_table_as_well(esc10):
    (esc10 / "001 - Dog bark" / "1-7-B.ogg").rename(esc10 / "001 - Dog bark" / "2-7-B.ogg")
    with pytest.raises(DatasetError, match="recording 7 are in several folds"):
        esc50.index(esc10)


@pytest.mark.parametrize("name", ["esc10", "esc50"])
def test_fetch_gives_the_twin_and_verify_is_content_with_its_mixed_formats(monkeypatch, capsys, name):
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    assert len(esc50.index(datasets.fetch(name))) == 400
    assert f"{name}: the bundled twin, 400 synthetic clips" in capsys.readouterr().out
    assert main(["verify", name]) == 0


def test_the_twin_has_ten_classes_with_eight_clips_in_each_of_five_folds(twin):
    table = esc50.index(twin)
    assert sorted(table.label.unique()) == CLASSES
    assert (table.groupby(["label", "fold"]).size() == 8).all()
    assert table.recording.nunique() == MANIFEST["recordings"] == 300
    for row in pd.read_csv(twin / "meta" / "esc50.csv").itertuples():
        assert row.filename.rsplit(".", 1)[0] == f"{row.fold}-{row.src_file}-{row.take}-{row.target}"


def test_the_twins_files_are_mixed_on_purpose_and_none_is_silent(twin):
    infos = {path: soundfile.info(path) for path in (twin / "audio").iterdir()}
    assert {info.channels for info in infos.values()} == {1, 2}
    assert {info.format for info in infos.values()} == {"WAV", "OGG"}
    assert {"PCM_16", "PCM_24"} < {info.subtype for info in infos.values()}
    assert len({info.samplerate for info in infos.values()}) >= 5
    durations = np.array([info.duration for info in infos.values()])
    assert 1 <= durations.min() < 1.3 and 6 < durations.max() <= 7
    for path in infos:
        assert np.abs(load(path, None)).max() > 0.02, path


def test_formats_do_not_give_the_class_away(twin):
    table = esc50.index(twin)
    of_class = {label: sorted((info.format, info.subtype, info.channels, info.samplerate)
                              for info in map(soundfile.info, group.path))
                for label, group in table.groupby("label")}
    assert all(kinds == of_class["dog"] for kinds in of_class.values())
