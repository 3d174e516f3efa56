"""The digit model of lesson 10: waveform in, probabilities out, for any program that has Keras.

The lesson's own cells build and save it here, around its own network after a few steps of training.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np
import pytest

from helpers import features, training

import keras

ROOT = Path(__file__).resolve().parent.parent
LESSON = ROOT / "notebooks" / "10_look_before_you_train.ipynb"

ONLY_KERAS = """
import os, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
model = keras.saving.load_model(sys.argv[1], safe_mode=True)
clips = np.load(sys.argv[2])
np.save(sys.argv[3], [model.predict(clips, verbose=0),
                      model.predict(clips, batch_size=3, verbose=0),
                      np.concatenate([model.predict(clip[None], verbose=0) for clip in clips])])
assert not [name for name in sys.modules if name.split(".")[0] == "helpers"]
print("input", model.input_shape, model.inputs[0].dtype, "output", model.output_shape)
"""


def run_cells(tag, names, containing=""):
    cells = [cell for cell in nbformat.read(LESSON, as_version=4).cells
             if tag in cell.metadata.get("tags", []) and containing in cell.source]
    assert cells, f"no cell of {LESSON.name} has the tag {tag!r}"
    for cell in cells:
        exec(compile(cell.source, LESSON.name, "exec"), names)


def loud(clips):
    """What the lesson does to a clip before its spectrogram: make its peak 1."""
    return (clips / np.maximum(np.abs(clips).max(axis=1, keepdims=True), 0.001)).astype(np.float32)


def pictures(clips):
    return np.maximum(features.log_mel(loud(clips), 8000, 40, 256, 128), -70)


@pytest.fixture(scope="module")
def clips():
    """Silence, noises from very quiet to loud, tones, a click, and a sound that ends in silence."""
    rng = np.random.default_rng(0)
    time = np.arange(8000) / 8000
    rows = [np.zeros(8000)]
    rows += [level * rng.normal(size=8000) for level in (1e-5, 1e-3, 0.01, 0.1, 0.3)]
    rows += [np.sin(2 * np.pi * pitch * time) for pitch in (0, 100, 1000, 3990)]
    rows += [np.eye(1, 8000, 4000)[0], 0.3 * rng.normal(size=8000) * (time < 0.6)]
    return np.clip(rows, -1, 1).astype(np.float32)


@pytest.fixture(scope="module")
def network(clips):
    """The lesson's network, with running means that are not 0 and 1."""
    training.set_seed(0)
    names = {"keras": keras, "bands": 40}
    run_cells("recipe", names, containing="def build_network")
    model = names["build_network"](61)
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(pictures(clips), np.arange(len(clips)) % 10, epochs=8, verbose=0)
    return model


@pytest.fixture(scope="module")
def built(network):
    names = {"keras": keras, "features": features, "final": network}
    run_cells("front-end", names)
    return names["digits_model"], names["front_end"]


@pytest.fixture(scope="module")
def saved(built, tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    save_with_lesson(built[0], folder)
    return folder


def save_with_lesson(model, folder):
    stand_in = type("training", (), {"models_folder": staticmethod(lambda: folder)})
    run_cells("save-model", {"training": stand_in, "json": json, "labels": [str(digit) for digit in range(10)],
                             "digits_model": model})


def test_the_front_end_gives_the_spectrogram_that_the_lesson_trains_with(built, clips):
    difference = np.abs(built[1].predict(clips, verbose=0) - pictures(clips))
    # dB: float32 loses the faintest bands beside a full-scale tone, nothing else
    assert difference.mean() < 0.02
    assert difference[pictures(clips) > -60].max() < 0.05


def test_the_whole_model_is_the_network_behind_the_front_end(built, network, clips):
    whole = built[0].predict(clips, verbose=0)
    assert np.allclose(whole, network.predict(pictures(clips), verbose=0), atol=0.01)


def test_it_loads_in_safe_mode_with_keras_alone_and_predicts_the_same(built, saved, clips, tmp_path):
    np.save(tmp_path / "clips.npy", clips)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    ran = subprocess.run(
        [sys.executable, "-c", ONLY_KERAS, saved / "digits.keras", "clips.npy", "answers.npy"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.strip().endswith("input (None, 8000) float32 output (None, 10)")
    together, threes, alone = np.load(tmp_path / "answers.npy")
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(together - threes).max() < 1e-5
    assert np.abs(together - built[0].predict(clips, verbose=0)).max() < 1e-5
    assert np.ptp(together, axis=0).max() > 0.01  # different sounds, different answers


def test_loudness_does_not_change_the_answer(built, clips):
    soft = built[0].predict(0.05 * clips[4:6], verbose=0)
    assert np.abs(soft - built[0].predict(clips[4:6], verbose=0)).max() < 1e-3


def test_labels_rate_and_length_lie_beside_it(saved):
    about = json.loads((saved / "digits.labels.json").read_text())
    assert about == {"labels": [str(digit) for digit in range(10)], "sample_rate": 8000, "samples": 8000}
    assert sorted(path.name for path in saved.iterdir()) == ["digits.keras", "digits.labels.json"]


def test_a_broken_write_leaves_the_old_model(saved, capsys):
    class FullDisk:
        def save(self, path):
            Path(path).write_bytes(b"half a model")
            raise OSError(28, "No space left on device")

    before = {path.name: path.read_bytes() for path in saved.glob("digits*")}
    save_with_lesson(FullDisk(), saved)
    assert "could not be saved" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in saved.glob("digits*")} == before


def test_only_the_network_is_trainable(built, network):
    def count(weights):
        return sum(int(np.prod(weight.shape)) for weight in weights)

    assert count(built[0].trainable_weights) == count(network.trainable_weights)
    assert count(built[1].trainable_weights) == 0
