"""Listening all the time: each word once, soon, in Python and in the page alike."""

import time

import numpy as np
import pytest

from helpers.live.recogniser import Recogniser
from helpers.live.stream import OneAnswerPerWord, Stream
from tests.live.pages import stream_of

LABELS = ["go", "no", "unknown"]


def rule(threshold=0.6, answers=2, pause=3):
    return OneAnswerPerWord(LABELS, threshold, answers, pause)


def said(rule, *answers):
    """The words that a rule makes of probabilities of "go" and "no"."""
    return [heard and heard[0] for heard in (rule.update([go, no, 1 - go - no]) for go, no in answers)]


def test_one_word_in_several_seconds_is_said_once():
    assert said(rule(), (0.2, 0), (0.9, 0), (0.95, 0), (0.9, 0), (0.8, 0), (0.1, 0), (0, 0)) == [
        None, None, "go", None, None, None, None]


def test_a_single_odd_answer_does_not_count():
    assert not any(said(rule(), (0, 0), (0.99, 0), (0, 0), (0, 0)))


def test_a_word_that_lasts_is_not_said_again_until_it_has_gone():
    assert said(rule(), *[(0.9, 0)] * 12).count("go") == 1
    assert said(rule(), *[(0.9, 0)] * 6, *[(0, 0)] * 3, *[(0.9, 0)] * 6).count("go") == 2
    wavering = [(0.9, 0), (0.9, 0), *[(0.5, 0)] * 6, *[(0.9, 0)] * 6]  # below the threshold, not below its half
    assert said(rule(), *wavering).count("go") == 1


def test_another_word_may_follow_after_the_pause():
    words = said(rule(), *[(0.9, 0)] * 3, *[(0, 0.9)] * 5)
    assert [word for word in words if word] == ["go", "no"]


def test_unknown_is_never_said_nor_is_anything_in_silence():
    assert not any(said(rule(threshold=0), *[(0.1, 0.1)] * 5))
    silent = OneAnswerPerWord(LABELS[:2], 0, 2, 3)
    assert not any(silent.update([0, 0]) for _ in range(5))


class Tones:
    """A network that knows low and high tones."""

    def predict_on_batch(self, clips):
        spectrum = np.abs(np.fft.rfft(clips[0])) ** 2
        low, high = spectrum[200:400].sum(), spectrum[2900:3100].sum()
        return np.array([[low, high, spectrum.sum() - low - high]]) / spectrum.sum()


def tone(pitch, seconds=0.6):
    return 0.3 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * 16000)) / 16000)


@pytest.mark.parametrize("block", [100, 1600, 16001, 10**6])
def test_blocks_of_any_length_give_the_same_words(block):
    ear = Recogniser(Tones(), ["low", "high", "unknown"], 16000, 16000, 0.5, "tones")
    sound, stream = stream_of([tone(300), tone(3000), tone(300)]), Stream(ear)
    heard = [each for start in range(0, len(sound), block) for each in stream.feed(sound[start:start + block])]
    assert [each.word for each in heard] == ["low", "high", "low"]
    begins = np.array([1.2, 2.6, 4.0])
    assert all((0 < delay < 1.3) for delay in [each.seconds - start for each, start in zip(heard, begins)])


def test_digital_silence_is_never_asked_about():
    class Never:
        def predict_on_batch(self, clips):
            raise AssertionError("asked")

    ear = Recogniser(Never(), LABELS, 16000, 16000, 0.5, "never")
    assert list(Stream(ear).feed(np.zeros(5 * 16000))) == []


def test_the_page_follows_the_same_rule(opened, ear, tmp_path):
    from helpers.live import export

    page = opened(export.write(ear, tmp_path / "rule.html").as_uri())
    rng = np.random.default_rng(0)
    paths = np.abs(np.cumsum(rng.normal(0, 1, (400, 3)), axis=0) % 6 - 3)
    answers = np.exp(paths) / np.exp(paths).sum(axis=1, keepdims=True)
    ours, python = rule(), []
    for answer in answers:
        heard = ours.update(answer)
        python.append(heard and [heard[0], round(heard[1], 6)])
    browser = page.evaluate("""([labels, answers]) => { const rule = new OneAnswerPerWord(labels, 0.6, 2, 3);
        return answers.map((one) => rule.update(one)); }""", [LABELS, answers.tolist()])
    assert [heard and [heard[0], round(heard[1], 6)] for heard in browser] == python
    assert 5 < sum(heard is not None for heard in python) < 100


def test_a_stream_of_words_is_understood(ear, recordings):
    """Words that the network knows when they stand alone, in one stream."""
    known = [(word, samples) for word, samples in recordings[::4] if ear.recognise(samples, 16000).word == word]
    sound, stream = stream_of([samples for _, samples in known], gap=0.5), Stream(ear)
    start = time.process_time()
    heard = [each.word for each in stream.feed(sound)]
    print(f"{(time.process_time() - start) / (len(sound) / 16000):.2f} CPU seconds for a second of sound")
    found = sum(word in heard for word, _ in known)
    assert len(known) >= 8 and found >= 0.8 * len(known) and len(heard) <= 1.2 * len(known)


def test_a_slow_device_can_leave_out_some_seconds_and_go_on(opened, ear, tmp_path):
    from helpers.live import export

    page = opened(export.write(ear, tmp_path / "slow.html").as_uri())
    assert page.evaluate("""() => { let asked = 0;
        const stream = new Stream(ABOUT, () => { asked += 1; }), counts = [];
        for (const ask of [true, false, true]) { stream.feed(new Float32Array(2 * 16000), ask); counts.push(asked); }
        return counts; }""") == [8, 8, 16]
