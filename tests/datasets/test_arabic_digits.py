"""The two text files of the Arabic digits become utterances, whose place alone says what they are."""

import dataclasses
import hashlib
import io
import json
import zipfile

import numpy as np
import pytest

from helpers import datasets
from helpers.datasets import CATALOGUE, DatasetError, arabic_digits, fetching, is_twin
from helpers.datasets import twin as twin_module
from helpers.datasets.arabic_digits import count_utterances, describe_blocks, load, pad, read_utterances
from helpers.datasets.twin import unpack
from misbehaving_server import running, whole

NAME = "spoken_arabic_digit"
ARCHIVE = twin_module.BUNDLED / f"{NAME}.zip"
BLANK = " " * 12


def frame(value: float) -> str:
    return " ".join(f"{value + coefficient / 100:.5g}" for coefficient in range(13))


def text(lengths, end="\n") -> str:
    """Write utterances of these lengths as published: a line of spaces before each."""
    lines = []
    for number, length in enumerate(lengths):
        lines += [BLANK, *[frame(number + place / 10) for place in range(length)]]
    return end.join(lines) + end


@pytest.fixture
def file(tmp_path):
    def write(content) -> object:
        path = tmp_path / "Train_Arabic_Digit.txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path
    return write


@pytest.fixture(scope="module")
def twin(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twin")
    unpack(ARCHIVE, folder)
    return folder


# --- the text files ---

def test_a_blank_line_stands_before_each_utterance_and_each_other_line_is_a_frame(file):
    blocks = read_utterances(file(text([4, 1, 93])))
    assert [block.shape for block in blocks] == [(4, 13), (1, 13), (93, 13)]
    assert blocks[0].dtype == np.float32
    np.testing.assert_allclose(blocks[2][1], 2.1 + np.arange(13) / 100, rtol=1e-5)


@pytest.mark.parametrize("content", [
    text([2, 3]).replace(BLANK, ""),
    text([2, 3]).removeprefix(BLANK + "\n"),
    text([2, 3]).replace(BLANK, BLANK + "\n\t"),
    text([2, 3]) + BLANK + "\n\n",
    text([2, 3], end="\r\n"),
    text([2, 3]).rstrip("\n"),
], ids=["empty lines", "none before the first", "two together", "some at the end", "Windows", "no last newline"])
def test_other_ways_to_write_blank_lines_give_the_same_utterances(file, content):
    path = file(content)
    assert [len(block) for block in read_utterances(path)] == [2, 3]
    assert count_utterances(path) == 2


@pytest.mark.parametrize("content, words", [
    (text([2, 2]) + "1 2 3\n", "line 7 has 3 numbers instead of 13"),
    (text([2]).replace("0.12", "what"), "could not convert string to float: 'what'"),
    (b"\xff\xfe\x00", "codec can't decode"),
], ids=["cut line", "no number", "not text"])
def test_a_spoilt_file_is_refused_with_the_place_and_what_to_do(file, content, words):
    with pytest.raises(DatasetError, match=f"Train_Arabic_Digit.txt cannot be read .*{words}.*Delete its folder"):
        read_utterances(file(content))


def test_a_missing_file_is_said_so(tmp_path):
    with pytest.raises(DatasetError, match=r"Train_Arabic_Digit.txt cannot be read .*No such file"):
        load(tmp_path)


# --- the index ---

def test_the_published_positions_are_those_of_the_documentation():
    table = describe_blocks([30] * 6600, "train")
    assert (table.groupby("digit").size() == 660).all()
    assert table.speaker.nunique() == 66
    said = {block: tuple(table.loc[block - 1, ["digit", "sex", "speaker", "repetition"]]) for block in (
        1, 10, 11, 330, 331, 660, 661, 6600)}
    assert said == {1: (0, "male", "train-male-01", 1), 10: (0, "male", "train-male-01", 10),
                    11: (0, "male", "train-male-02", 1), 330: (0, "male", "train-male-33", 10),
                    331: (0, "female", "train-female-01", 1), 660: (0, "female", "train-female-33", 10),
                    661: (1, "male", "train-male-01", 1), 6600: (9, "female", "train-female-33", 10)}


def test_training_and_test_speakers_have_different_names():
    assert not set(describe_blocks([30] * 400, "train").speaker) & set(describe_blocks([30] * 400, "test").speaker)


@pytest.mark.parametrize("count", [0, 1, 199, 6599])
def test_a_file_with_a_part_missing_is_refused(count):
    with pytest.raises(DatasetError, match=f"Test_Arabic_Digit.txt holds {count:,} utterances.*multiple of 200"):
        describe_blocks([30] * count, "test")


def test_every_speaker_says_every_digit_ten_times():
    table = describe_blocks([30] * 800, "train")
    assert (table.groupby(["speaker", "digit"]).repetition.apply(list).map(tuple) == tuple(range(1, 11))).all()
    assert (table.groupby("speaker").sex.nunique() == 1).all()


# --- padding ---

def test_padding_comes_after_the_frames_and_is_zero():
    padded = pad([np.ones((2, 13), "float32"), np.full((5, 13), 2, "float32")], frames=4)
    assert padded.shape == (2, 4, 13) and padded.dtype == np.float32
    np.testing.assert_array_equal(padded[:, :, 0], [[1, 1, 0, 0], [2, 2, 2, 2]])


# --- the twin and the catalogue ---

def test_the_twin_has_the_published_layout_scaled_down(twin):
    utterances, table = load(twin)
    assert len(utterances) == len(table) == 1200
    assert all(block.shape == (frames, 13) for block, frames in zip(utterances, table.frames))
    speakers = table.groupby("part").speaker.nunique()
    assert speakers.train >= 8 and speakers.test >= 4
    assert 4 <= table.frames.min() <= 10 and 60 <= table.frames.max() <= arabic_digits.FRAMES
    assert np.isfinite(np.concatenate(utterances)).all()


def test_the_twin_is_small_and_the_file_that_its_manifest_describes():
    promised, data = json.loads(ARCHIVE.with_suffix(".json").read_text()), ARCHIVE.read_bytes()
    assert len(data) == promised["bytes"] <= 500_000
    assert hashlib.sha256(data).hexdigest() == promised["sha256"]


def test_ten_consecutive_blocks_of_the_twin_are_more_alike_than_neighbours_of_two_tens(twin):
    utterances, table = load(twin)
    means = np.stack([block.mean(axis=0) for block in utterances]) / np.concatenate(utterances).std(axis=0)
    steps = np.linalg.norm(np.diff(means, axis=0), axis=1)
    new_speaker = table.speaker.to_numpy()[1:] != table.speaker.to_numpy()[:-1]
    assert steps[new_speaker].mean() > 1.5 * steps[~new_speaker].mean()


def test_fetch_and_verify_count_utterances_not_files(monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    assert is_twin(datasets.fetch(NAME))
    assert "1,200 synthetic utterances; the published set has 8,800, all real." in capsys.readouterr().out
    assert datasets.verify(NAME)


@pytest.fixture
def published(tmp_path, monkeypatch):
    """A server with a small set of 200 + 200 utterances, and the catalogue that expects exactly it."""
    files = {name: text([3 + place] * 200).encode() for place, name in enumerate(arabic_digits.FILES.values())}
    monkeypatch.setattr(fetching, "ROOT", tmp_path)
    (tmp_path / "data").mkdir()
    monkeypatch.delenv("SOUND_DATA", raising=False)
    monkeypatch.setenv("SOUND_DATA_SOURCE", "full")
    with running() as server:
        def publish(contents):
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w") as archive:
                for name, content in contents.items():
                    archive.writestr(name, content)
            server.pages["/spoken+arabic+digit.zip"] = whole(buffer.getvalue())
        entry = CATALOGUE[NAME]
        source = dataclasses.replace(entry.sources[0], url=server.url("/spoken+arabic+digit.zip"))
        monkeypatch.setitem(CATALOGUE, NAME, dataclasses.replace(
            entry, sources=(source,), counts=dict.fromkeys(files, 200),
            checksums={name: hashlib.sha256(content).hexdigest() for name, content in files.items()}))
        yield files, publish


def test_the_archive_is_downloaded_unpacked_and_compared_with_the_published_texts(published, capsys):
    files, publish = published
    publish({**files, "documentation.html": b"<html>"})
    utterances, _ = load(datasets.fetch(NAME))
    assert len(utterances) == 400
    assert "400 utterances; the published set has 400." in capsys.readouterr().out
    assert datasets.verify(NAME)


def test_a_text_with_one_other_number_is_refused_and_nothing_is_kept(published, tmp_path):
    files, publish = published
    publish({**files, "Test_Arabic_Digit.txt": files["Test_Arabic_Digit.txt"].replace(b"0.12", b"0.13", 1)})
    with pytest.raises(DatasetError, match=r"Test_Arabic_Digit.txt: not the published file"):
        datasets.fetch(NAME)
    assert not (tmp_path / "data" / NAME).exists()


def test_verify_says_which_file_of_a_copy_is_not_whole(published, tmp_path, capsys):
    files, _ = published
    (tmp_path / "data" / NAME).mkdir()
    (tmp_path / "data" / NAME / "Train_Arabic_Digit.txt").write_bytes(files["Train_Arabic_Digit.txt"])
    (tmp_path / "data" / NAME / "Test_Arabic_Digit.txt").write_text(text([3] * 150))
    assert not datasets.verify(NAME)
    assert "Test_Arabic_Digit.txt: 150 of 200" in capsys.readouterr().out
