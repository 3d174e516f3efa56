"""The network that comes with the course: small, whole, and what it promises on sounds that come with the course."""

import sys

import numpy as np
import pytest

from helpers import ROOT, WORDS, audio, datasets
from helpers.live import shipped
from helpers.notebook import CourseError
from helpers.training import keras

RATE = 16000


@pytest.fixture(scope="module")
def network():
    return shipped.load()


@pytest.fixture(scope="module")
def bundled_voice():
    """The eight words by the synthetic voice that is in no training set: clips, shape (8, 16000)."""
    folder = datasets.unpacked_twin("my_voice")
    return np.stack([audio.load(folder / f"{word}.wav", RATE, 1.0) for word in WORDS])


def answers(network, clips):
    return [network.recognise(clip, RATE).word for clip in clips]


def test_it_is_smaller_than_a_megabyte():
    assert 100_000 < shipped.FILE.stat().st_size < 1_000_000


def test_a_second_goes_in_and_probabilities_come_out(network, bundled_voice):
    assert network.labels == sorted([*WORDS, "unknown"])
    assert network.model.input_shape == (None, 16000) == (None, network.samples) and network.sample_rate == RATE
    assert 0 < network.threshold < 1 and network.name == "the network that comes with the course"
    probabilities = network.model.predict_on_batch(bundled_voice)
    assert probabilities.shape == (8, 9) and (probabilities >= 0).all()
    assert np.allclose(probabilities.sum(axis=1), 1, atol=1e-5)


def test_a_clip_alone_gets_the_answer_that_it_gets_in_a_batch(network, bundled_voice):
    batch = network.model.predict_on_batch(bundled_voice)
    alone = np.concatenate([network.model.predict_on_batch(clip[None]) for clip in bundled_voice])
    assert np.abs(batch - alone).max() < 1e-5


def test_it_understands_the_bundled_voice_at_any_level(network, bundled_voice):
    for gain in (1, 0.1):
        heard = answers(network, gain * bundled_voice)
        assert sum(map(str.__eq__, heard, WORDS)) >= 6, heard
        assert all(word in (spoken, "unknown") for word, spoken in zip(heard, WORDS)), heard


def test_silence_and_noise_are_unknown(network):
    rng = np.random.default_rng(0)
    noises = [level * rng.normal(size=RATE) for level in (0, 1e-4, 0.001, 0.01, 0.1, 0.3) for _ in range(5)]
    assert set(answers(network, noises)) == {"unknown"}


def test_the_speakers_that_were_heard_are_named():
    about, _ = shipped.read()
    assert len(set(about["speakers"])) == len(about["speakers"]) > 100


def test_what_is_saved_is_loaded(tmp_path, bundled_voice):
    layers = keras.layers
    keras.utils.set_random_seed(0)
    small = keras.Sequential([
        keras.Input((61, 40)), layers.Rescaling(1 / 13), layers.Reshape((61, 40, 1)),
        layers.Conv2D(4, (5, 3), strides=2, padding="same", use_bias=False), layers.BatchNormalization(), layers.ReLU(),
        layers.MaxPooling2D((2, 3)), layers.GlobalAveragePooling2D(), layers.Dropout(0.2),
        layers.Dense(3, activation="softmax")])
    features = shipped.features.speech_features(bundled_voice)
    small.layers[3].set_weights([np.float32([1, 2, 3, 4]), np.float32([0, 0, 0, 1]), np.float32([.1, .2, .3, .4]),
                                 np.float32([1, 2, 3, 4])])
    shipped.save(tmp_path / "small.npz", small, ["a", "b", "unknown"], 0.7, speakers=["x"])
    loaded = shipped.load(tmp_path / "small.npz")
    assert loaded.labels == ["a", "b", "unknown"] and loaded.threshold == 0.7
    expected = small.predict_on_batch(features)
    assert np.ptp(expected, axis=0).max() > 0.01
    assert np.abs(loaded.model.predict_on_batch(bundled_voice) - expected).max() < 0.005  # float16


def test_a_layer_that_cannot_be_described_is_not_saved(tmp_path):
    network = keras.Sequential([keras.Input((4,)), keras.layers.LayerNormalization()])
    with pytest.raises(KeyError, match="LayerNormalization"):
        shipped.save(tmp_path / "it.npz", network, [], 0.5)


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(CourseError, match=r"words\.npz.* is missing\. Get it again: git checkout data/shipped/words"):
        shipped.load(tmp_path / "words.npz")


@pytest.mark.parametrize("damage", ["cut short", "empty", "another file", "one byte", "no description", "no layer"])
def test_a_damaged_file_says_what_to_do(tmp_path, damage):
    path, whole = tmp_path / "words.npz", shipped.FILE.read_bytes()
    if damage in ("no description", "no layer"):
        with np.load(shipped.FILE) as file:
            parts = {name: file[name] for name in file.files}
        del parts["about" if damage == "no description" else "weight_00"]
        np.savez(path, **parts)
    else:
        middle = len(whole) // 2
        path.write_bytes({"cut short": whole[:middle], "empty": b"", "another file": b"<html>Not found</html>",
                          "one byte": whole[:middle] + bytes([whole[middle] ^ 255]) + whole[middle + 1:]}[damage])
    with pytest.raises(CourseError, match=r"words\.npz.* is damaged\. Get it again: git checkout"):
        shipped.load(path)


# --- the program that trains it ---

@pytest.fixture(scope="module")
def program():
    sys.path.insert(0, str(ROOT / "data"))
    try:
        import train_shipped
    finally:
        sys.path.remove(str(ROOT / "data"))
    return train_shipped


@pytest.fixture
def words():
    """Forty "words": half a second of sound somewhere within a faint second."""
    rng = np.random.default_rng(0)
    clips = 0.001 * rng.normal(size=(40, RATE))
    for clip, start in zip(clips, rng.integers(0, RATE // 2, 40)):
        clip[start:start + RATE // 2] += 0.1 * rng.normal(size=RATE // 2)
    return clips.astype(np.float32)


def test_a_word_is_moved_without_being_lost_or_is_lost(program, words):
    rng, power = np.random.default_rng(1), np.sum(words ** 2, axis=1)
    moved = program.move(words, program.shifts_that_keep_the_word(words, rng), np.ones(40))
    assert np.all(np.sum(moved ** 2, axis=1) > 0.85 * power)
    assert np.abs(moved - words).max(axis=1).min() > 0.05  # each was moved
    lost = program.move(words, program.shifts_that_lose_the_word(words, rng), np.ones(40))
    assert np.all(np.sum(lost ** 2, axis=1) < 0.2 * power)


def test_features_that_are_not_stretched_stay_as_they_are(program):
    x = np.random.default_rng(0).normal(size=(3, 61, 40)).astype(np.float32)
    rng = np.random.default_rng(0)
    assert np.allclose(program.stretched(x, rng, time=0, pitch=0), x)
    assert program.stretched(x, rng).shape == x.shape and not np.allclose(program.stretched(x, rng), x)


def test_a_sharpened_network_answers_as_was_computed_and_can_be_restored(program):
    network = keras.Sequential([keras.Input((5,)), keras.layers.Dense(9, activation="softmax")])
    x = np.random.default_rng(0).normal(size=(20, 5)).astype(np.float32)
    before = network.predict_on_batch(x)
    program.sharpen(network, 1.5)
    assert np.allclose(network.predict_on_batch(x), program.sharpened(before, 1.5), atol=1e-5)
    program.sharpen(network, 1.5, undo=True)
    assert np.allclose(network.predict_on_batch(x), before, atol=1e-5)
