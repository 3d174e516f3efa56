"""The model file of lessons 05 and 12: waveform in, probabilities out, for any program that has Keras.

`features.speech_front_end` and `training.save_model` make it here, around a small network.
"""

import json
import os
import subprocess
import sys
from unittest.mock import patch

import keras
import numpy as np
import pytest

from helpers import ROOT, WORDS, features, training
from saved_models import check_a_broken_write, check_with_keras_alone, count, sounds


@pytest.fixture(scope="module")
def clips():
    return sounds(16000)


@pytest.fixture(scope="module")
def network(clips):
    """A small network of the same kinds of layers, with running means that are not 0 and 1."""
    training.set_seed(0)
    normalise = keras.layers.Normalization(axis=-1)
    normalise.adapt(features.speech_features(clips))
    model = keras.Sequential([
        keras.Input((61, 40)), normalise, keras.layers.Reshape((61, 40, 1)),
        keras.layers.Conv2D(4, 3, padding="same", use_bias=False),
        keras.layers.BatchNormalization(momentum=0.5), keras.layers.ReLU(),
        keras.layers.MaxPooling2D(2), keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dropout(0.3), keras.layers.Dense(8, activation="softmax")])
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, 5)),
                  "sparse_categorical_crossentropy")
    model.fit(features.speech_features(clips), np.arange(len(clips)) % 8, epochs=5, verbose=0)
    return model


@pytest.fixture(scope="module")
def built(network):
    """The whole model, and its front end alone."""
    front_end = features.speech_front_end()
    return keras.Sequential([front_end, *network.layers]), front_end


@pytest.fixture(scope="module")
def saved(built, tmp_path_factory):
    """The folder that the model is saved into."""
    folder = tmp_path_factory.mktemp("models")
    assert save(built[0], folder) == folder / "speech_commands.keras"
    return folder


def save(model, folder, **more):
    with patch.dict(os.environ, SOUND_MODELS=str(folder)):
        return training.save_model(model, "speech_commands", WORDS, sample_rate=16000, **more)


def test_the_front_end_gives_the_features_that_the_lessons_use(built, clips):
    difference = np.abs(built[1].predict(clips, verbose=0) - features.speech_features(clips))
    assert difference.mean() < 0.01  # dB
    quiet = 1  # Keras's transform counts what is fainter than its smallest number as that number
    assert np.delete(difference, quiet, axis=0).max() < 0.05
    assert np.quantile(difference[quiet], 0.99) < 1


def test_the_whole_model_is_the_network_behind_the_front_end(built, network, clips):
    whole = built[0].predict(clips, verbose=0)
    assert np.allclose(whole, network.predict(features.speech_features(clips), verbose=0), atol=0.005)


def test_it_loads_in_safe_mode_with_keras_alone_and_predicts_the_same(built, saved, clips, tmp_path):
    check_with_keras_alone(saved / "speech_commands.keras", built[0], clips, tmp_path)


def test_a_quiet_clip_is_not_changed_by_a_loud_one_beside_it(built, clips):
    quiet = clips[1:2]
    beside = built[0].predict(np.concatenate([quiet, clips[6:]]), verbose=0)[:1]
    assert np.abs(built[0].predict(quiet, verbose=0) - beside).max() < 1e-5


def test_the_names_of_the_labels_lie_beside_it(saved):
    about = json.loads((saved / "speech_commands.labels.json").read_text())
    assert about == {"labels": sorted(WORDS), "sample_rate": 16000, "samples": 16000}
    assert sorted(path.name for path in saved.iterdir()) == [
        "speech_commands.keras", "speech_commands.labels.json"]


def test_further_facts_are_kept_and_saving_says_where(built, tmp_path, capsys):
    save(built[0], tmp_path, threshold=0.6)
    assert json.loads((tmp_path / "speech_commands.labels.json").read_text())["threshold"] == 0.6
    assert capsys.readouterr().out == "saved speech_commands.keras and speech_commands.labels.json\n"


def test_importing_features_does_not_start_tensorflow():
    program = "import sys\nfrom helpers import features\nassert not {'keras', 'tensorflow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=120)


def test_a_broken_write_leaves_the_old_model(saved, capsys):
    check_a_broken_write(save, saved, capsys)


def test_only_the_network_is_trainable(built, network):
    assert count(built[0].trainable_weights) == count(network.trainable_weights)
    assert count(built[1].trainable_weights) == 0
