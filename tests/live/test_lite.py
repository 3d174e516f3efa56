"""LiteRT files: smaller ones that answer like the model, and plain words where one cannot be written."""

import numpy as np
import pytest

from helpers import training
from helpers.live import lite

keras = training.keras
RNG = np.random.default_rng(0)
EXAMPLES = RNG.normal(size=(60, 12, 8)).astype(np.float32)
CLIPS = RNG.normal(size=(20, 12, 8)).astype(np.float32)


@pytest.fixture(scope="module")
def network():
    """A small network of the lesson's kind that is sure of its answers."""
    training.set_seed(0)
    network = keras.Sequential([
        keras.Input((12, 8)), keras.layers.Reshape((12, 8, 1)), keras.layers.Conv2D(16, 3, padding="same"),
        keras.layers.BatchNormalization(), keras.layers.ReLU(), keras.layers.Conv2D(64, 3), keras.layers.ReLU(),
        keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(3)])
    network.layers[-1].set_weights([40 * weights for weights in network.layers[-1].get_weights()])
    return keras.Sequential([*network.layers, keras.layers.Softmax()])


def answers(network, path, bits, examples=None):
    """What a file of so many bits answers for the clips; skips where this computer cannot write or run one."""
    if not lite.export(network, path, bits, examples):
        pytest.skip("this computer cannot write LiteRT files")
    ask = lite.load(path)
    return path.stat().st_size, np.concatenate([ask(clip[np.newaxis]) for clip in CLIPS])


def test_fewer_bits_make_a_smaller_file_that_answers_alike_and_nothing_is_printed(network, tmp_path, capsys):
    expected = network.predict(CLIPS, verbose=0)
    full, exact = answers(network, tmp_path / "full.tflite", 32)
    half, close = answers(network, tmp_path / "half.tflite", 16)
    small, rounded = answers(network, tmp_path / "small.tflite", 8, EXAMPLES)
    assert small < half < full
    assert np.abs(exact - expected).max() < 1e-4 and np.abs(close - expected).max() < 0.02
    assert np.abs(rounded - expected).max() < 0.1 and np.mean(rounded.argmax(1) == expected.argmax(1)) >= 0.9
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("bits, examples", [(8, None), (16, EXAMPLES), (32, EXAMPLES)])
def test_examples_and_8_bits_belong_together(network, tmp_path, bits, examples):
    with pytest.raises(ValueError, match="8 bits need them"):
        lite.export(network, tmp_path / "a.tflite", bits, examples)


class Colab:
    """A model of Keras 3.13.2: its export wants a string, and talks whatever verbose says."""

    def export(self, filepath, **settings):
        assert filepath.endswith(".tflite") and settings["format"] == "litert"
        print("Saved artifact at", filepath)


def test_the_keras_of_colab_gets_a_string_and_what_it_prints_stays_out_of_the_lesson(tmp_path, capsys):
    assert lite.export(Colab(), tmp_path / "a.tflite")
    assert capsys.readouterr().out == ""


def test_an_error_without_words_is_told_by_its_name(tmp_path, capsys):
    class Silent:
        def export(self, *args, **settings):
            raise NotImplementedError

    assert not lite.export(Silent(), tmp_path / "a.tflite")
    assert "NotImplementedError" in capsys.readouterr().out
