"""Seeds, the device, progress, and the interval over speakers."""

import subprocess
import sys
from pathlib import Path

import keras
import numpy as np
import pytest

from helpers import training

ROOT = Path(__file__).resolve().parent.parent


def test_importing_it_writes_nothing():
    run = subprocess.run([sys.executable, "-c", "from helpers import training"], cwd=ROOT,
                         capture_output=True, text=True, check=True)
    assert run.stdout == "" and run.stderr == ""


def tiny_weights(seed):
    training.set_seed(seed)
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dropout(0.5)])
    model.compile(optimizer="sgd", loss="mse")
    model.fit(np.ones((16, 4)), np.ones((16, 3)), batch_size=4, epochs=1, verbose=0)
    return model.get_weights()[0]


def test_the_same_seed_gives_the_same_weights_and_another_seed_others():
    assert np.array_equal(tiny_weights(7), tiny_weights(7))
    assert not np.array_equal(tiny_weights(7), tiny_weights(8))


def test_the_device_is_said_in_words():
    assert training.device().startswith(("CPU (", "GPU: "))


def test_the_models_folder_exists_and_can_be_chosen(tmp_path, monkeypatch):
    monkeypatch.setenv("SOUND_MODELS", str(tmp_path / "deep" / "models"))
    assert training.models_folder() == tmp_path / "deep" / "models"
    assert training.models_folder().is_dir()


class Translations(keras.layers.Layer):
    """Counts how often Keras runs it in Python: once for each graph that it's translated into."""

    count = 0

    def call(self, inputs):
        self.count += 1
        return inputs


@pytest.mark.parametrize("one_hot", [False, True])
def test_a_compiled_classifier_is_translated_once_and_learns_as_with_keras_alone(one_hot):
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(32, 4)), rng.integers(3, size=32)
    targets = np.eye(3)[y] if one_hot else y

    def fit(compile_model):
        training.set_seed(1)
        counter = Translations()
        model = keras.Sequential([keras.Input((4,)), counter, keras.layers.Dense(3, activation="softmax")])
        compile_model(model)
        before = counter.count
        history = model.fit(x, targets, epochs=2, verbose=0).history
        return counter.count - before, history

    loss = "categorical_crossentropy" if one_hot else "sparse_categorical_crossentropy"
    _, by_keras = fit(lambda model: model.compile("adam", loss, metrics=["accuracy"]))
    translations, by_helper = fit(lambda model: training.compile_classifier(model, "adam", one_hot))
    assert translations == 1
    assert by_helper["loss"] == pytest.approx(by_keras["loss"])
    assert by_helper["accuracy"] == pytest.approx(by_keras["accuracy"])


def test_a_compiled_classifier_takes_the_settings_of_compile():
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation="softmax")])
    smooth = keras.losses.CategoricalCrossentropy(label_smoothing=0.1)
    assert training.compile_classifier(model, "sgd", one_hot=True, loss=smooth, metrics=[]) is model
    assert model.loss is smooth and model.optimizer.built


@pytest.mark.parametrize("shape", [(400, 12, 9), (400, 12, 9, 1)])
@pytest.mark.parametrize("axis, widest", [(1, 4), (2, 3)])
def test_a_stripe_is_hidden_behind_the_mean_at_any_place_and_up_to_the_widest(shape, axis, widest):
    training.set_seed(0)
    pictures = np.random.default_rng(0).normal(size=shape).astype("float32")
    striped = training.hide_stripe(training.tf.constant(pictures), axis, widest).numpy()
    changed = (striped != pictures).reshape(400, 12, 9)
    lines = changed.any(axis=3 - axis)  # for each clip, which frames (or bands) are hidden
    assert np.array_equal(lines, changed.all(axis=3 - axis)) and np.array_equal(striped[~changed], pictures[~changed])
    assert set(lines.sum(axis=1)) == set(range(widest + 1)) and lines.any(axis=0).all()
    assert (np.abs(np.diff(lines.astype(int), axis=1)).sum(axis=1) <= 2).all()  # in one piece
    means = np.broadcast_to(pictures.reshape(400, -1).mean(axis=1)[:, None, None], changed.shape)
    assert np.allclose(striped.reshape(changed.shape)[changed], means[changed], atol=1e-5)


def test_progress_shows_each_epoch_outside_a_notebook(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse")
    model.fit(np.zeros((4, 2)), np.zeros((4, 1)), epochs=2, verbose=0,
              validation_data=(np.zeros((4, 2)), np.zeros((4, 1))),
              callbacks=[training.Progress("tiny")])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("tiny: epoch 2 of 2, ") and "validation loss 0.000" in lines[1]


def test_an_interval_holds_the_accuracy_and_repeats():
    rng = np.random.default_rng(1)
    speakers = np.repeat(np.arange(40), 10)
    correct = rng.random(400) < 0.7
    low, high = training.bootstrap_interval(correct, speakers)
    assert 0 <= low < correct.mean() < high <= 1
    assert (low, high) == training.bootstrap_interval(correct, speakers)


def test_speakers_that_are_all_right_or_all_wrong_widen_the_interval():
    speakers = np.repeat(np.arange(30), 10)
    together = np.repeat(np.arange(30) % 2 == 0, 10)
    apart = np.tile(np.arange(10) % 2 == 0, 30)
    low, high = training.bootstrap_interval(together, speakers)
    assert high - low > 0.2
    assert training.bootstrap_interval(apart, speakers) == (0.5, 0.5)


def test_the_interval_covers_the_truth_about_95_times_in_100():
    rng = np.random.default_rng(0)
    speakers = np.repeat(np.arange(60), 8)
    covered = 0
    for _ in range(200):
        skill = rng.beta(6, 3, size=60)  # mean 2/3; each speaker has an accuracy of their own
        low, high = training.bootstrap_interval(rng.random(480) < skill[speakers], speakers, rounds=400)
        covered += low <= 2 / 3 <= high
    assert 175 <= covered <= 200


def test_the_interval_is_the_loop_that_lesson_04_writes():
    rng = np.random.default_rng(3)
    speakers = rng.integers(20, size=200).astype(str)
    correct = rng.random(200) < 0.6
    names = np.unique(speakers)
    right = np.array([correct[speakers == name].sum() for name in names])
    clips = np.array([(speakers == name).sum() for name in names])
    rng, accuracies = np.random.default_rng(0), []
    for _ in range(2000):
        drawn = rng.integers(len(names), size=len(names))
        accuracies.append(right[drawn].sum() / clips[drawn].sum())
    assert training.bootstrap_interval(correct, speakers) == pytest.approx(
        tuple(np.percentile(accuracies, [2.5, 97.5])))


@pytest.mark.parametrize("correct, groups", [([], []), ([True, False], ["a"])])
def test_answers_without_their_speakers_are_refused_in_words(correct, groups):
    with pytest.raises(ValueError, match="one group per answer"):
        training.bootstrap_interval(correct, groups)


def test_where_no_folder_can_be_made_a_model_is_not_saved_and_a_line_says_so(monkeypatch, tmp_path, capsys):
    (tmp_path / "file").write_text("no folder can be in here")
    monkeypatch.setenv("SOUND_MODELS", str(tmp_path / "file" / "models"))
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    path = training.save_model(model, "small", ["a", "b"], sample_rate=8000)
    assert not path.exists() and "could not be saved" in capsys.readouterr().out
