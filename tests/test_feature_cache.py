"""Features are computed once; an interruption, a damaged entry, other settings or a full disk do no harm."""


from pathlib import Path

import numpy as np
import pytest

from helpers import feature_cache


@pytest.fixture
def files(tmp_path):
    paths = [tmp_path / f"{number}.wav" for number in range(6)]
    for path in paths:
        path.write_text(path.name)
    return paths


def features_of(path):
    return np.full((3, 2), float(Path(path).stem), dtype="float32")


def test_features_are_computed_once_and_are_there_in_another_program(files, tmp_path):
    first = feature_cache.remember(features_of, "test", tmp_path / "cache", rate=1)
    for path in files + files:
        assert np.array_equal(first(path), features_of(path))
    assert first.computed == 6
    later = feature_cache.remember(features_of, "test", tmp_path / "cache", rate=1)
    assert np.array_equal(later(str(files[3])), features_of(files[3])) and later.computed == 0


def test_an_interruption_costs_only_what_was_being_computed(files, tmp_path):
    def interrupted(path):
        if Path(path).stem == "4":
            raise KeyboardInterrupt
        return features_of(path)

    first = feature_cache.remember(interrupted, "test", tmp_path / "cache")
    with pytest.raises(KeyboardInterrupt):
        [first(path) for path in files]
    assert first.computed == 4
    again = feature_cache.remember(features_of, "test", tmp_path / "cache")
    assert [float(again(path)[0, 0]) for path in files] == [0, 1, 2, 3, 4, 5]
    assert again.computed == 2


def test_an_interruption_while_writing_leaves_no_entry_and_no_rubbish(files, tmp_path, monkeypatch):
    def stopped(file, array, **_):
        file.write(b"\x93NUMPY half of it")
        raise KeyboardInterrupt

    cached = feature_cache.remember(features_of, "test", tmp_path / "cache")
    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(np, "save", stopped)
        cached(files[0])
    assert list((tmp_path / "cache").rglob("*.*")) == []
    assert np.array_equal(cached(files[0]), features_of(files[0]))


@pytest.mark.parametrize("damage", [b"", b"\x93NUMPY", b"not an array at all"])
def test_a_damaged_entry_is_computed_again(files, tmp_path, damage):
    cached = feature_cache.remember(features_of, "test", tmp_path / "cache")
    cached(files[0])
    (entry,) = (tmp_path / "cache").rglob("*.npy")
    entry.write_bytes(damage)
    assert np.array_equal(cached(files[0]), features_of(files[0])) and cached.computed == 2
    assert np.array_equal(np.load(entry), features_of(files[0]))


def test_other_settings_or_a_changed_file_are_never_answered_with_the_old_features(files, tmp_path):
    cached = feature_cache.remember(features_of, "test", tmp_path / "cache", bands=64)
    cached(files[0])
    other = feature_cache.remember(features_of, "test", tmp_path / "cache", bands=40)
    other(files[0])
    assert other.computed == 1
    files[0].write_text("another sound, longer than before")
    cached(files[0])
    assert cached.computed == 2


def test_a_full_disk_costs_time_but_no_features(files, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "save", full)
    cached = feature_cache.remember(features_of, "test", tmp_path / "cache")
    assert np.array_equal(cached(files[0]), features_of(files[0]))
    assert list((tmp_path / "cache").rglob("*.npy")) == []


def test_a_missing_file_is_still_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        feature_cache.remember(features_of, "test", tmp_path / "cache")(tmp_path / "nowhere.wav")
