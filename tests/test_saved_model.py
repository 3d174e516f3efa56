"""The model file of lesson 05: waveform in, probabilities out, for any program that has Keras.

The lesson's own cells build and save it here, around a small network that was never trained.
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
LESSON = ROOT / "notebooks" / "05_a_convolutional_model.ipynb"
WORDS = ["down", "go", "left", "no", "right", "stop", "up", "yes"]

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


def run_cells(tag, names):
    cells = [cell for cell in nbformat.read(LESSON, as_version=4).cells
             if tag in cell.metadata.get("tags", [])]
    assert cells, f"no cell of {LESSON.name} has the tag {tag!r}"
    for cell in cells:
        exec(compile(cell.source, LESSON.name, "exec"), names)


@pytest.fixture(scope="module")
def clips():
    """Silence, noises from very quiet to loud, tones, a click, and a sound that ends in silence."""
    rng = np.random.default_rng(0)
    time = np.arange(16000) / 16000
    rows = [np.zeros(16000)]
    rows += [level * rng.normal(size=16000) for level in (1e-4, 1e-3, 0.01, 0.1, 0.3)]
    rows += [np.sin(2 * np.pi * pitch * time) for pitch in (0, 100, 1000, 7990)]
    rows += [np.eye(1, 16000, 8000)[0], 0.3 * rng.normal(size=16000) * (time < 0.6)]
    return np.clip(rows, -1, 1).astype(np.float32)


@pytest.fixture(scope="module")
def network(clips):
    """A small network of the same kinds of layers, with running means that are not 0 and 1."""
    training.set_seed(0)
    normalise = keras.layers.Normalization(axis=-1)
    normalise.adapt(features.log_spectrogram(clips))
    model = keras.Sequential([
        keras.Input((61, 64)), normalise, keras.layers.Reshape((61, 64, 1)),
        keras.layers.Conv2D(4, 3, padding="same", use_bias=False),
        keras.layers.BatchNormalization(momentum=0.5), keras.layers.ReLU(),
        keras.layers.MaxPooling2D(2), keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dropout(0.3), keras.layers.Dense(8, activation="softmax")])
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.01, 5)),
                  "sparse_categorical_crossentropy")
    model.fit(features.log_spectrogram(clips), np.arange(len(clips)) % 8, epochs=5, verbose=0)
    return model


@pytest.fixture(scope="module")
def built(network):
    """What the lesson's cell makes of the network: the whole model, and its front end alone."""
    names = {"keras": keras, "models": {"small": network}, "best_name": "small"}
    run_cells("front-end", names)
    return names["speech_model"], names["front_end"]


@pytest.fixture(scope="module")
def saved(built, tmp_path_factory):
    """The folder that the lesson's cell saves the model into."""
    folder = tmp_path_factory.mktemp("models")
    save_with_lesson(built[0], folder)
    return folder


def save_with_lesson(model, folder):
    stand_in = type("training", (), {"models_folder": staticmethod(lambda: folder)})
    run_cells("save-model", {"training": stand_in, "json": json, "labels": list(WORDS),
                             "speech_model": model})


def test_the_front_end_gives_the_spectrogram_that_the_lessons_use(built, clips):
    difference = np.abs(built[1].predict(clips, verbose=0) - features.log_spectrogram(clips))
    # dB: float32 loses the faintest band beside a full-scale tone, nothing else
    assert difference.mean() < 0.01
    audible = features.log_spectrogram(clips) > -80
    assert difference[audible].max() < 0.05


def test_the_whole_model_is_the_network_behind_the_front_end(built, network, clips):
    whole = built[0].predict(clips, verbose=0)
    assert np.allclose(whole, network.predict(features.log_spectrogram(clips), verbose=0), atol=0.005)


def test_it_loads_in_safe_mode_with_keras_alone_and_predicts_the_same(built, saved, clips, tmp_path):
    np.save(tmp_path / "clips.npy", clips)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    ran = subprocess.run(
        [sys.executable, "-c", ONLY_KERAS, saved / "speech_commands.keras", "clips.npy", "answers.npy"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.strip().endswith("input (None, 16000) float32 output (None, 8)")
    together, threes, alone = np.load(tmp_path / "answers.npy")
    assert together.shape == (len(clips), 8)
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(together - threes).max() < 1e-5
    assert np.abs(together - built[0].predict(clips, verbose=0)).max() < 1e-5
    assert np.ptp(together, axis=0).max() > 0.01  # different sounds, different answers


def test_a_quiet_clip_is_not_changed_by_a_loud_one_beside_it(built, clips):
    quiet = clips[1:2]
    beside = built[0].predict(np.concatenate([quiet, clips[6:]]), verbose=0)[:1]
    assert np.abs(built[0].predict(quiet, verbose=0) - beside).max() < 1e-5


def test_the_names_of_the_labels_lie_beside_it(saved):
    about = json.loads((saved / "speech_commands.labels.json").read_text())
    assert about == {"labels": sorted(WORDS), "sample_rate": 16000, "samples": 16000}
    assert sorted(path.name for path in saved.iterdir()) == [
        "speech_commands.keras", "speech_commands.labels.json"]


def test_a_broken_write_leaves_the_old_model(saved, capsys):
    class FullDisk:
        def save(self, path):
            Path(path).write_bytes(b"half a model")
            raise OSError(28, "No space left on device")

    before = {path.name: path.read_bytes() for path in saved.glob("speech_commands*")}
    save_with_lesson(FullDisk(), saved)
    assert "could not be saved" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in saved.glob("speech_commands*")} == before


def test_only_the_network_is_trainable(built, network):
    def count(weights):
        return sum(int(np.prod(weight.shape)) for weight in weights)

    assert count(built[0].trainable_weights) == count(network.trainable_weights)
    assert count(built[1].trainable_weights) == 0
