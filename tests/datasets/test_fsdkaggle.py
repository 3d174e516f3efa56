"""The index of FSDKaggle2018 says which labels were verified, and its twin has the real set's layout and troubles."""

import io
import json
import re
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import soundfile

from helpers import ROOT, datasets
from helpers.audio import load
from helpers.datasets import DatasetError, download, fsdkaggle
from helpers.datasets.__main__ import main
from helpers.datasets.catalogue import CATALOGUE
from helpers.datasets.twin import unpack
from misbehaving_server import running, whole

BUNDLED = ROOT / "data" / "bundled"
MANIFEST = json.loads((BUNDLED / "fsdkaggle2018.json").read_text())
TONE = (0.1 * np.sin(np.arange(44100) * 0.2)).astype("float32")
TRAIN, META = "FSDKaggle2018.audio_train", "FSDKaggle2018.meta"


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fsdkaggle2018")
    unpack(BUNDLED / "fsdkaggle2018.zip", folder)
    return folder


@pytest.fixture
def small(tmp_path):
    """Three clips for training and three for the test, of which one was never scored."""
    for name in (TRAIN, "FSDKaggle2018.audio_test", META):
        (tmp_path / name).mkdir()
    train = [("b.wav", "Cello", 1), ("a.wav", "Flute", 0), ("c.wav", "Cello", 0)]
    test = [("d.wav", "Flute", "Public"), ("e.wav", "Cello", "Private"), ("f.wav", "None", "Ignored")]
    pd.DataFrame(train, columns=["fname", "label", "manually_verified"]).to_csv(
        tmp_path / META / "train_post_competition.csv", index=False)
    pd.DataFrame(test, columns=["fname", "label", "usage"]).to_csv(
        tmp_path / META / "test_post_competition_scoring_clips.csv", index=False)
    for number, row in enumerate(train):
        soundfile.write(tmp_path / TRAIN / row[0], np.tile(TONE, number + 1), 44100)
    for row in test:
        soundfile.write(tmp_path / "FSDKaggle2018.audio_test" / row[0], TONE, 44100)
    return tmp_path


def test_the_index_has_a_row_per_clip_sorted_by_path(small, capsys):
    table = fsdkaggle.index(small)
    assert capsys.readouterr().out == "3 usable clips of 2 classes; 1 labels were verified by people.\n"
    assert [Path(path).name for path in table.path] == ["a.wav", "b.wav", "c.wav"]
    assert list(table.label) == ["Flute", "Cello", "Cello"]
    assert list(table.verified) == [False, True, False]
    assert list(table.seconds) == [2, 1, 3]


def test_the_test_part_tells_public_from_private_and_leaves_out_what_was_never_scored(small):
    table = fsdkaggle.index(small, test=True)
    assert list(table.label) == ["Flute", "Cello"] and table.verified.all()
    assert list(table.usage) == ["Public", "Private"]


def test_clips_that_cannot_be_used_are_left_out_and_named(small, capsys):
    (small / TRAIN / "a.wav").unlink()
    (small / TRAIN / "b.wav").write_bytes(b"")
    assert list(fsdkaggle.index(small).label) == ["Cello"]
    assert "Left out 2: 1 × empty (0 bytes), 1 × in the table, but not there." in capsys.readouterr().out
    (small / TRAIN / "c.wav").write_bytes(b"hello")
    with pytest.raises(DatasetError, match=r"no usable clip.*1 × cannot be read as sound"):
        fsdkaggle.index(small)


def test_a_missing_or_changed_table_is_said_so(small):
    file = small / META / "train_post_competition.csv"
    pd.read_csv(file).drop(columns="manually_verified").to_csv(file, index=False)
    with pytest.raises(DatasetError, match="no column manually_verified"):
        fsdkaggle.index(small)
    file.unlink()
    with pytest.raises(DatasetError, match=r"no FSDKaggle2018.meta/train_post_competition.csv.*Fetch"):
        fsdkaggle.index(small)
    (small / META / "test_post_competition_scoring_clips.csv").unlink()
    with pytest.raises(DatasetError, match="no test part"):
        fsdkaggle.index(small, test=True)


def test_fetch_gives_the_twin_and_verify_is_content(monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    assert len(fsdkaggle.index(datasets.fetch("fsdkaggle2018"))) == MANIFEST["files"]
    assert "the published set has 11,073, all real" in capsys.readouterr().out
    assert main(["verify", "fsdkaggle2018"]) == 0


def test_five_gigabytes_are_never_fetched_unasked(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA", str(tmp_path))
    monkeypatch.delenv("SOUND_DATA_SOURCE", raising=False)
    datasets.fetch("fsdkaggle2018")
    said = capsys.readouterr().out
    assert "5,000 MB, too large to start unasked" in said and "Here is the bundled twin" in said


def test_three_archives_become_the_published_folders(small, tmp_path):
    """The three zip files of the catalogue, small ones here, unpacked beside each other."""
    with running() as server:
        sources = []
        for source in CATALOGUE["fsdkaggle2018"].sources:
            file = io.BytesIO()
            name = source.name.removesuffix(".zip")
            with zipfile.ZipFile(file, "w") as archive:
                for path in (small / name).iterdir():
                    archive.write(path, f"{name}/{path.name}")
            server.pages[f"/{source.name}"] = whole(file.getvalue())
            sources.append(download.Source(server.url(f"/{source.name}"), len(file.getvalue())))
        download.install(sources, tmp_path / "new" / "set", lambda folder: None)
    assert len(fsdkaggle.index(tmp_path / "new" / "set")) == 3
    assert len(fsdkaggle.index(tmp_path / "new" / "set", test=True)) == 2


def test_the_twin_has_ten_classes_of_unequal_size_in_the_real_layout(twin):
    table = fsdkaggle.index(twin)
    assert table.groupby("label").size().to_dict() == MANIFEST["clips_per_class"]
    assert table.label.nunique() == 10 and len(set(MANIFEST["clips_per_class"].values())) > 5
    assert all(re.fullmatch(r"[0-9a-f]{8}\.wav", Path(path).name) for path in table.path)
    for path in table.path:
        info = soundfile.info(path)
        assert (info.samplerate, info.channels, info.subtype) == (44100, 1, "PCM_16"), path
        assert np.abs(load(path, None)).max() > 0.02, f"{path} is silent"


def test_the_twins_lengths_are_0_3_to_20_s_and_some_are_common(twin):
    seconds = fsdkaggle.index(twin).seconds
    assert 0.25 < seconds.min() < 0.5 and 15 < seconds.max() <= 20
    assert np.sum(seconds > 10) >= 5
    assert seconds.round(2).value_counts().iloc[0] > 10


def test_some_of_the_twins_labels_are_unverified_but_each_class_can_be_scored_in_four_folds(twin):
    table = fsdkaggle.index(twin)
    assert table.verified.sum() == MANIFEST["verified"]
    assert 0.3 < 1 - table.verified.mean() < 0.5
    assert 0.25 < MANIFEST["wrong_labels"] / (~table.verified).sum() < 0.45
    assert (table[table.verified].groupby("label").size() >= 8).all()


def test_a_clip_does_not_leak_into_the_one_before_it(twin):
    """Opus smears over some milliseconds: between two clips of an archive there is a gap."""
    with zipfile.ZipFile(BUNDLED / "fsdkaggle2018.zip") as archive:
        rows = pd.read_csv(io.BytesIO(archive.read("clips.csv"))).dropna(subset="sample_rate")
    for _, clips in rows.groupby("stream"):
        clips = clips.sort_values("start")
        gaps = clips["start"].to_numpy()[1:] - (clips["start"] + clips["length"]).to_numpy()[:-1]
        assert gaps.min() >= 960
