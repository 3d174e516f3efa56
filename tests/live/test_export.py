"""A network as one HTML file: it answers in a browser as in Keras, alone and without asking anybody anything."""

import keras
import numpy as np
import pytest
import soxr

from helpers import audio, features, training
from helpers.live import __main__ as program
from helpers.live import export
from helpers.live.recogniser import Recogniser, load
from tests.live.pages import SAMPLES, ask, in_page, stream_of

LABELS = ["down", "go", "left", "no", "right", "stop", "unknown", "up", "yes"]
layers = keras.layers


def recogniser_of(*after_features, front_end=None, labels=tuple(LABELS)):
    """An untrained network behind the speech front end."""
    training.set_seed(3)
    front_end = front_end or features.speech_front_end()
    model = keras.Sequential([front_end, *after_features])
    return Recogniser(model, list(labels), 16000, model.input_shape[1], 0.5, "test.keras")


def vary(model):
    """Give everything that training would have changed, and that starts at 0 or 1, a number of its own."""
    rng = np.random.default_rng(4)
    for layer in model.layers[1:]:
        layer.set_weights([weight + 0.3 * rng.uniform(0.1, 1, weight.shape) if weight.ndim == 1 else weight
                           for weight in layer.get_weights()])


@pytest.fixture(scope="module")
def file(ear, tmp_path_factory):
    return export.write(ear, tmp_path_factory.mktemp("export") / "mine.html")


@pytest.fixture(scope="module")
def page(opened, file):
    return opened(file.as_uri())


# ---- the same as Keras


def test_on_100_clips_the_page_gives_the_same_word_and_nearly_the_same_probabilities(page, ear, recordings):
    clips = np.stack([samples for _, samples in recordings[:100]])
    expected = ear.model.predict(clips, verbose=0)
    assert len(set(expected.argmax(axis=1))) >= 8  # all kinds of answers, or this would prove little
    given = np.stack([ask(page, clip) for clip in clips])
    print(f"the largest difference: {np.abs(given - expected).max():.1g}")
    assert np.array_equal(given.argmax(axis=1), expected.argmax(axis=1))
    assert np.abs(given - expected).max() < 0.005


@pytest.mark.parametrize("sound", [np.zeros(16000), 1e-4 * np.random.default_rng(0).normal(size=16000),
                                   np.random.default_rng(1).uniform(-1, 1, 16000)], ids=["silence", "faint", "loud"])
def test_the_features_are_those_of_the_front_end(page, sound):
    sound = sound.astype(np.float32)
    given = page.evaluate(f"(text) => {{ {SAMPLES} return [...features(samples, ABOUT).data]; }}", in_page(sound))
    expected = np.array(features.speech_front_end()(sound[None]))[0]
    assert np.abs(np.reshape(given, expected.shape) - expected).max() < 0.05  # dB


NETWORKS = {
    "all kinds of convolution": lambda: (
        layers.Reshape((61, 40, 1)), layers.Rescaling(1 / 13, offset=0.1),
        layers.Conv2D(6, (5, 3), strides=2, padding="same", activation="relu"),
        layers.BatchNormalization(momentum=0.9), layers.MaxPooling2D(2),
        layers.Conv2D(5, 3, use_bias=False), layers.Activation("tanh"), layers.AveragePooling2D((3, 2), padding="same"),
        layers.Conv2D(7, (2, 4), strides=(2, 1), padding="same", activation="silu"), layers.SpatialDropout2D(0.2),
        layers.GlobalMaxPooling2D(), layers.Dense(9), layers.Softmax()),
    "pooling": lambda: (
        layers.Reshape((61, 40, 1)), layers.MaxPooling2D((3, 2), strides=2, padding="same"),
        layers.Conv2D(8, 4, strides=3, padding="valid"), layers.BatchNormalization(scale=False, center=False),
        layers.ReLU(), layers.MaxPooling2D(2), layers.GlobalAveragePooling2D(), layers.Dropout(0.5),
        layers.Dense(12, activation="sigmoid"), layers.Dense(9, activation="softmax")),
    "dense": lambda: (
        layers.Normalization(axis=-1, mean=np.linspace(-3, 3, 40), variance=np.linspace(40, 90, 40)),
        layers.Flatten(), layers.Dense(16, activation="relu"), layers.Dense(9, activation="softmax")),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_each_layer_computes_what_keras_computes(opened, tmp_path, name, recordings):
    untrained = recogniser_of(*NETWORKS[name]())
    vary(untrained.model)
    page = opened(export.write(untrained, tmp_path / "network.html").as_uri())
    clips = np.stack([samples for _, samples in recordings[::20]])
    expected = untrained.model.predict(clips, verbose=0)
    assert expected.std(axis=0).max() > 0.002  # not the same answer to all
    assert np.abs(np.stack([ask(page, clip) for clip in clips]) - expected).max() < 0.002
    assert page.errors == []


def test_the_digits_of_lesson_10_have_another_front_end_and_can_be_exported_too(opened, tmp_path, recordings):
    front_end = features.mel_front_end(8000, 8000, 40, 256, 128, floor=-70, equally_loud=True)
    rest = keras.Sequential([keras.Input(front_end.output_shape[1:]), layers.Rescaling(1 / 20, offset=35 / 20),
                             layers.Flatten(), layers.Dense(10, activation="softmax")])
    answer = front_end.output
    for layer in rest.layers:
        answer = layer(answer)
    model = keras.Model(front_end.input, answer)  # in line with the others, not a model of its own
    digits = Recogniser(model, [str(digit) for digit in range(10)], 8000, 8000, 0.5, "digits.keras")
    page = opened(export.write(digits, tmp_path / "digits.html").as_uri())
    for _, samples in recordings[::30]:
        clip = 0.5 * soxr.resample(samples, 16000, 8000)[None]
        assert np.abs(ask(page, clip[0]) - model.predict(clip, verbose=0)[0]).max() < 0.005
    assert page.locator("#game").is_hidden()  # nobody could steer


def test_another_rate_gives_the_same_sound(page, recordings):
    for rate in (8000, 44100, 48000):
        original = recordings[0][1]
        text = in_page(soxr.resample(original, 16000, rate))
        given = np.array(page.evaluate(
            f"([text, rate]) => {{ {SAMPLES} return [...resample(samples, rate, 16000)]; }}", [text, rate]))
        assert abs(len(given) - 16000) <= 1
        given = given[:15999]
        wanted = original if rate > 16000 else soxr.resample(soxr.resample(original, 16000, 8000), 8000, 16000)
        assert np.corrcoef(given, wanted[:15999])[0, 1] > 0.995, rate


def test_what_cannot_be_heard_at_a_lower_rate_does_not_come_back_as_another_tone(page):
    tone = np.sin(2 * np.pi * 11000 * np.arange(48000) / 48000)
    given = page.evaluate(f"(text) => {{ {SAMPLES} return [...resample(samples, 48000, 16000)]; }}", in_page(tone))
    assert np.abs(given[200:-200]).max() < 0.01


# ---- refused


@pytest.mark.parametrize("refused, name", [
    (layers.SeparableConv2D(4, 3, name="odd_one"), r"odd_one \(SeparableConv2D\)"),
    (layers.Conv2D(4, 3, dilation_rate=2, name="odd_one"), r"odd_one \(Conv2D\)"),
    (layers.Conv2D(4, 3, activation="gelu", name="odd_one"), r"odd_one .*gelu"),
    (layers.ReLU(max_value=6, name="odd_one"), r"odd_one \(ReLU\)"),
    (layers.Normalization(axis=1, mean=np.zeros(61), variance=np.ones(61), name="odd_one"),
     r"odd_one \(Normalization\)")])
def test_a_layer_that_the_page_does_not_know_is_named(refused, name):
    with pytest.raises(export.ExportError, match=name):
        export.page(recogniser_of(layers.Reshape((61, 40, 1)), refused, layers.GlobalAveragePooling2D(),
                                  layers.Dense(9, activation="softmax")))


def test_a_front_end_that_the_page_does_not_know_is_refused():
    waveform = keras.Input((16000,))
    z = layers.STFTSpectrogram(frame_length=512, frame_step=256)(layers.Reshape((16000, 1))(waveform))
    odd = keras.Model(waveform, z, name="odd_front_end")
    with pytest.raises(export.ExportError, match="odd_front_end"):
        export.page(recogniser_of(layers.Flatten(), layers.Dense(9, activation="softmax"), front_end=odd))
    with pytest.raises(export.ExportError, match="no front end"):
        plain = keras.Sequential([keras.Input((16000,)), layers.Dense(9)])
        export.page(Recogniser(plain, LABELS, 16000, 16000, 0.5, "plain.keras"))


def test_branches_are_refused():
    front_end = features.speech_front_end()
    flat = layers.Flatten()(front_end.output)
    z = layers.Dense(9)(layers.Dense(8)(flat)) + layers.Dense(9)(flat)
    model = keras.Model(front_end.input, layers.Softmax()(z))
    with pytest.raises(export.ExportError):
        export.page(Recogniser(model, LABELS, 16000, 16000, 0.5, "branches.keras"))


def test_a_network_that_is_too_large_is_refused():
    with pytest.raises(export.ExportError, match=r"would have .* MB"):
        export.page(recogniser_of(layers.Flatten(), layers.Dense(300), layers.Dense(9, activation="softmax")))


# ---- the file


def test_it_is_at_most_a_megabyte_and_a_half_and_asks_nobody_anything(file, page):
    assert file.stat().st_size <= 1_500_000
    assert page.requests == [file.as_uri()] and page.errors == []
    refused = page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'refused')")
    assert refused == "refused" and "connect-src 'none'" in file.read_text(encoding="utf-8")


def test_opened_by_a_double_click_it_hears_the_microphone(page, microphone, recordings, ear):
    word, samples = max(recordings, key=lambda one: ear.recognise(one[1], 16000).probabilities[one[0]])
    microphone[1](stream_of([samples, samples]))
    page.get_by_role("button", name="Start listening").click()
    page.locator("#word").get_by_text(word, exact=True).wait_for(timeout=30_000)
    page.get_by_role("button", name="Stop listening").click()


def test_the_same_network_gives_the_same_file(ear, file):
    assert export.page(ear) == file.read_text(encoding="utf-8")


def test_names_of_labels_cannot_become_markup(opened, tmp_path):
    odd = recogniser_of(layers.Flatten(), layers.Dense(2, activation="softmax"), labels=("<b>&", "</script>x"))
    page = opened(export.write(odd, tmp_path / "odd.html").as_uri())
    assert "<b>&, </script>x" in page.locator("main").inner_text() and page.errors == []


def test_the_command_writes_it_and_says_so(tmp_path, capsys, monkeypatch, ear):
    ear.model.save(tmp_path / "mine.keras")
    (tmp_path / "mine.labels.json").write_text(
        f'{{"labels": {str(ear.labels).replace(chr(39), chr(34))}, "sample_rate": 16000, "samples": 16000}}')
    arguments = ["--model", str(tmp_path / "mine.keras"), "--export-page"]
    assert program.main([*arguments, str(tmp_path / "mine.html")]) == 0
    assert "mine.keras is now in mine.html" in capsys.readouterr().out
    assert "</html>" in (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert program.main([*arguments, str(tmp_path / "no folder" / "mine.html")]) == 2
    assert "could not be written" in capsys.readouterr().err
    assert load(tmp_path / "mine.keras").labels == ear.labels


def test_clips_travel_as_small_sounds(recordings):
    samples = recordings[0][1]
    sent = np.frombuffer(export.mu_law(samples), np.uint8).astype(float)
    value = (sent - 128) / 127
    back = np.sign(value) * (256 ** np.abs(value) - 1) / 255
    assert len(sent) == len(samples) and 10 * np.log10((samples ** 2).mean() / ((back - samples) ** 2).mean()) > 30
    assert audio.SAMPLE_RATE == 16000
