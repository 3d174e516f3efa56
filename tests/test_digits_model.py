"""The digit model of lesson 10: waveform in, probabilities out, for any program that has Keras.

`features.mel_front_end` and `training.save_model` make it here, around the lesson's own network
after a few steps of training.
"""

import json
import os
from unittest.mock import patch

import keras
import numpy as np
import pytest

from helpers import features, training
from saved_models import check_a_broken_write, check_with_keras_alone, count, run_cells, sounds


def loud(clips):
    """What the lesson does to a clip before its spectrogram: make its peak 1."""
    return (clips / np.maximum(np.abs(clips).max(axis=1, keepdims=True), 0.001)).astype(np.float32)


def pictures(clips):
    return np.maximum(features.log_mel(loud(clips), 8000, 40, 256, 128), -70)


@pytest.fixture(scope="module")
def clips():
    return sounds(8000)


@pytest.fixture(scope="module")
def network(clips):
    """The lesson's network, with running means that are not 0 and 1."""
    training.set_seed(0)
    names = {"keras": keras, "bands": 40}
    run_cells("10", "recipe", names, containing="def build_network")
    model = names["build_network"](61)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(pictures(clips), np.arange(len(clips)) % 10, epochs=8, verbose=0)
    return model


@pytest.fixture(scope="module")
def built(network):
    """The whole model, and its front end alone."""
    front_end = features.mel_front_end(8000, 8000, 40, 256, 128, floor=-70, equally_loud=True)
    return keras.Sequential([front_end, *network.layers]), front_end


@pytest.fixture(scope="module")
def saved(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    save(built[0], folder)
    return folder


def save(model, folder):
    with patch.dict(os.environ, SOUND_MODELS=str(folder)):
        training.save_model(model, "digits", [str(digit) for digit in range(10)], sample_rate=8000)


def test_the_front_end_gives_the_spectrogram_that_the_lesson_trains_with(built, clips):
    difference = np.abs(built[1].predict(clips, verbose=0) - pictures(clips))
    # dB: float32 loses the faintest bands beside a full-scale tone, nothing else
    assert difference.mean() < 0.02
    assert difference[pictures(clips) > -60].max() < 0.05


def test_the_whole_model_is_the_network_behind_the_front_end(built, network, clips):
    whole = built[0].predict(clips, verbose=0)
    assert np.allclose(whole, network.predict(pictures(clips), verbose=0), atol=0.01)


def test_it_loads_in_safe_mode_with_keras_alone_and_predicts_the_same(built, saved, clips, tmp_path):
    check_with_keras_alone(saved / "digits.keras", built[0], clips, tmp_path)


def test_loudness_does_not_change_the_answer(built, clips):
    soft = built[0].predict(0.05 * clips[4:6], verbose=0)
    assert np.abs(soft - built[0].predict(clips[4:6], verbose=0)).max() < 1e-3


def test_labels_rate_and_length_lie_beside_it(saved):
    about = json.loads((saved / "digits.labels.json").read_text())
    assert about == {"labels": [str(digit) for digit in range(10)], "sample_rate": 8000, "samples": 8000}
    assert sorted(path.name for path in saved.iterdir()) == ["digits.keras", "digits.labels.json"]


def test_a_broken_write_leaves_the_old_model(saved, capsys):
    check_a_broken_write(save, saved, capsys)


def test_only_the_network_is_trainable(built, network):
    assert count(built[0].trainable_weights) == count(network.trainable_weights)
    assert count(built[1].trainable_weights) == 0
