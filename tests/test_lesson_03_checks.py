"""Lesson 03's exercise checks: not answered, right, and a hint of its own for each usual mistake."""

import numpy as np
import pytest

from helpers.checks import lesson_03 as check

RATE = 16000
HALF = np.arange(8000) / RATE
SECOND = np.arange(RATE) / RATE
TINY = np.sin(2 * np.pi * 3 * np.arange(32) / 32) + 0.5 * np.cos(2 * np.pi * 8 * np.arange(32) / 32)
HUM = 0.3 * np.sin(2 * np.pi * 100 * SECOND + 0.5)


def said(capsys, run, *answers):
    run(*answers)
    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def stub(samples, k=None, length=None):
    ...


def magnitude(samples, k, n=None):
    angle = 2 * np.pi * k * np.arange(len(samples)) / (n or len(samples))
    return np.sum(samples * np.cos(angle)), np.sum(samples * np.sin(angle))


def filtered(samples, keep):
    return np.fft.irfft(np.where(keep, np.fft.rfft(samples), 0), n=len(samples))


def frequencies(samples, rate):
    return np.fft.rfftfreq(len(samples), 1 / rate)


@pytest.mark.parametrize("run, answers", [
    (check.exercise_1, (...,)), (check.exercise_2, (...,)), (check.exercise_3, (stub,)),
    (check.exercise_4, (..., ..., ...)), (check.exercise_4, (5, 200, ...)), (check.exercise_5, (stub,)),
    (check.exercise_6, (stub,)), (check.exercise_7, (...,)), (check.exercise_8, (stub,))])
def test_an_open_exercise_is_not_answered_yet(capsys, run, answers):
    assert said(capsys, run, *answers).startswith("Not answered yet")


RIGHT = [
    (check.exercise_1, (0.25 * np.sin(2 * np.pi * 660 * HALF),)),
    (check.exercise_1, ((0.25 * np.sin(2 * np.pi * 660 * HALF)).tolist(),)),
    (check.exercise_2, (-HUM,)),
    (check.exercise_2, (0.3 * np.sin(2 * np.pi * 100 * SECOND + 0.5 + np.pi),)),
    (check.exercise_2, (0.3 * np.sin(2 * np.pi * 100 * SECOND + 0.5 + 3.14),)),
    (check.exercise_3, (lambda x, k: np.hypot(*magnitude(x, k)) / len(x),)),
    (check.exercise_3, (lambda x, k: np.abs(np.fft.fft(x)[k]) / len(x),)),
    (check.exercise_4, (5, 200, 3000)),
    (check.exercise_4, (8000 / 1600, 1000 / 5.0, 8000 - 5000)),
    (check.exercise_5, (lambda n: 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / n),)),
    (check.exercise_5, (lambda n: np.sin(np.pi * np.arange(n) / n)**2,)),
    (check.exercise_6, (lambda samples, frame, hop: 1 + (samples - frame) // hop,)),
    (check.exercise_6, (lambda samples, frame, hop: len(range(0, samples - frame + 1, hop)),)),
    (check.exercise_7, (2048,)),
    (check.exercise_7, (2**11,)),
    (check.exercise_8, (lambda x, rate, cutoff: filtered(x, frequencies(x, rate) >= cutoff),)),
    (check.exercise_8, (lambda x, rate, cutoff: filtered(x, frequencies(x, rate) > cutoff),)),
    (check.exercise_8, (lambda x, rate, cutoff: x - filtered(x, frequencies(x, rate) < cutoff),)),
]


@pytest.mark.parametrize("run, answers", RIGHT)
def test_a_right_answer_is_right(capsys, run, answers):
    assert said(capsys, run, *answers).startswith("Right")


def no_return(*answers):
    sum(answers[1:])


def changes_its_input(x, rate, cutoff):
    x[:] = filtered(x, frequencies(x, rate) >= cutoff)
    return x


def too_loud(x, rate, cutoff):
    return 2 * filtered(x, frequencies(x, rate) >= cutoff)


def half_cut(x, rate, cutoff):
    return filtered(x, frequencies(x, rate) >= cutoff / 2)


def complex_filter(x, rate, cutoff):
    kept = np.abs(np.fft.fftfreq(len(x), 1 / rate)) >= cutoff
    return np.fft.ifft(np.fft.fft(x) * kept)


MISTAKES = [
    # 1: a tone
    (check.exercise_1, 0.25 * np.sin(2 * np.pi * 660 * SECOND), "a whole second"),
    (check.exercise_1, 0.25 * np.sin(660 * HALF), "2 * np.pi is missing"),
    (check.exercise_1, 0.25 * np.cos(2 * np.pi * 660 * HALF), "that is a cosine"),
    (check.exercise_1, 0.25 * np.sin(2 * np.pi * 660 * np.arange(8000)), "in seconds"),
    (check.exercise_1, np.sin(2 * np.pi * 660 * HALF), "the amplitude is about 1.00"),
    (check.exercise_1, 0.25 * np.sin(2 * np.pi * 440 * HALF), "about 440 Hz"),
    (check.exercise_1, 0.25 * np.sin(2 * np.pi * 660 * HALF + 1), "leave the phase at 0"),
    (check.exercise_1, 660, "a single number"),
    (check.exercise_1, 0.25 * np.sin(2 * 3.14 * 660 * HALF), "Write np.pi"),
    (check.exercise_1, HALF[:100], "should have 8000 samples, yours has 100"),
    (check.exercise_1, "660 Hz", "a NumPy array"),
    (check.exercise_1, None, "a NumPy array"),
    # 2: a hum
    (check.exercise_2, HUM, "the hum itself"),
    (check.exercise_2, -0.3 * np.sin(2 * np.pi * 100 * SECOND), "another phase"),
    (check.exercise_2, 0.3 * np.sin(2 * np.pi * 100 * SECOND - 0.5), "only moves the wave"),
    (check.exercise_2, 0.3 * np.sin(2 * np.pi * 100 * SECOND + 0.5 + 180), "in radians"),
    (check.exercise_2, 0 * HUM, "silence itself"),
    (check.exercise_2, -HUM[:8000], "should have 16000 samples"),
    (check.exercise_2, -2 * HUM, "still swings up to 0.30"),
    # 3: one line of a spectrum
    (check.exercise_3, no_return, "returns nothing"),
    (check.exercise_3, lambda x, k: np.hypot(*magnitude(x, k)), "divide by the number of samples, len"),
    (check.exercise_3, lambda x, k: np.hypot(*magnitude(x, k)) / 32, "not always 32"),
    (check.exercise_3, lambda x, k: np.hypot(*magnitude(x, k, 32)) / len(x), "not always 32"),
    (check.exercise_3, lambda x, k: np.hypot(np.sum(x * np.cos(2 * np.pi * k * np.arange(32) / 32)),
                                             np.sum(x * np.sin(2 * np.pi * k * np.arange(32) / 32))) / 32,
     "does not fit a sound of another length"),
    (check.exercise_3, lambda x, k: np.hypot(*magnitude(TINY, k)) / len(TINY), "looks at tiny"),
    (check.exercise_3, lambda x, k: 2 * np.hypot(*magnitude(x, k)) / len(x), "not by half"),
    (check.exercise_3, lambda x, k: np.sum(np.square(magnitude(x, k))) / len(x), "square root is missing"),
    (check.exercise_3, lambda x, k: np.sum(magnitude(x, k)) / len(x), "not the long side"),
    (check.exercise_3, lambda x, k: abs(magnitude(x, k)[0]) / len(x), "the cosine only"),
    (check.exercise_3, lambda x, k: abs(magnitude(x, k)[1]) / len(x), "the sine only"),
    (check.exercise_3, lambda x, k: np.hypot(*magnitude(x, k / (2 * np.pi))) / len(x), "2 * np.pi is missing"),
    (check.exercise_3, lambda x, k: np.fft.fft(x)[k] / len(x), "complex number"),
    (check.exercise_3, lambda x, k: x * np.cos(k), "one number"),
    (check.exercise_3, lambda x, k: 7.0, "Compare it with the loop"),
    (check.exercise_3, lambda x, k: x.nothing, "your answer stopped with AttributeError"),
    # 4: bins
    (check.exercise_4, (0.2, 200, 3000), "upside down"),
    (check.exercise_4, (10, 100, 3000), "16,000 samples a second"),
    (check.exercise_4, (2.5, 400, 3000), "the whole sample rate"),
    (check.exercise_4, (31.25, 32, 3000), "31.25 Hz was for 512"),
    (check.exercise_4, (7, 200, 3000), "divided by the number of samples"),
    (check.exercise_4, (5, 1000, 3000), "How many steps"),
    (check.exercise_4, (5, 5000, 3000), "instead of multiplying"),
    (check.exercise_4, (5, 201, 3000), "one off"),
    (check.exercise_4, (5, 20, 3000), "must be 1,000 Hz"),
    (check.exercise_4, (5, 200, 5000), "no bin at 5,000 Hz"),
    (check.exercise_4, (5, 200, 4000), "is the Nyquist frequency"),
    (check.exercise_4, (5, 200, 1000), "as far below that one"),
    (check.exercise_4, (5, 200, 600), "asked in Hz"),
    (check.exercise_4, (5, 200, 11000), "here there are 8,000"),
    (check.exercise_4, (5, 200, "low"), "without quotation marks"),
    (check.exercise_4, ("5", 200, 3000), "without quotation marks"),
    (check.exercise_4, (5, 200, 2500), "fold it back"),
    # 5: a window
    (check.exercise_5, no_return, "returns nothing"),
    (check.exercise_5, np.hanning, "divides by length - 1"),
    (check.exercise_5, lambda n: 0.5 + 0.5 * np.cos(2 * np.pi * np.arange(n) / n), "a minus before"),
    (check.exercise_5, lambda n: 0.5 - 0.5 * np.sin(2 * np.pi * np.arange(n) / n), "not the sine"),
    (check.exercise_5, lambda n: 0.5 - 0.5 * np.cos(np.arange(n) / n), "2 * np.pi is missing"),
    (check.exercise_5, lambda n: 0.5 - 0.5 * np.cos(np.pi * np.arange(n) / n), "never falls"),
    (check.exercise_5, lambda n: 1 - np.cos(2 * np.pi * np.arange(n) / n), "half of it"),
    (check.exercise_5, lambda n: 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(n) / 512), "not by 512"),
    (check.exercise_5, lambda n: np.ones(512), "should have 16 samples"),
    (check.exercise_5, lambda n: np.ones(n), "it should start"),
    # 6: frames
    (check.exercise_6, no_return, "returns nothing"),
    (check.exercise_6, lambda s, f, h: (s - f) // h, "one is missing"),
    (check.exercise_6, lambda s, f, h: s // h, "beyond the end"),
    (check.exercise_6, lambda s, f, h: s // f, "frames overlap"),
    (check.exercise_6, lambda s, f, h: 1 + (s - f) / h, "with // instead of /"),
    (check.exercise_6, lambda s, f, h: 99, "there should be 4, yours says 99"),
    # 7: a frame length
    (check.exercise_7, 1600, "no power of two: take the next"),
    (check.exercise_7, 1024, "15.6 Hz"),
    (check.exercise_7, 512, "31.2 Hz"),
    (check.exercise_7, 4096, "a shorter frame will do"),
    (check.exercise_7, 2000, "no power of two"),
    (check.exercise_7, -1, "larger than 0"),
    (check.exercise_7, "long", "one number of samples"),
    (check.exercise_7, "2048", "without quotation marks"),
    (check.exercise_7, None, "one number of samples"),
    # 8: a high-pass filter
    (check.exercise_8, no_return, "returns nothing"),
    (check.exercise_8, changes_its_input, "changes the sound"),
    (check.exercise_8, lambda x, rate, cutoff: np.fft.rfft(x), "still a spectrum"),
    (check.exercise_8, lambda x, rate, cutoff: np.fft.irfft(
        np.where(frequencies(x, rate) >= cutoff, np.fft.rfft(x), 0)), "tell irfft the length"),
    (check.exercise_8, complex_filter, "the result is complex"),
    (check.exercise_8, lambda x, rate, cutoff: x.copy(), "nothing was removed"),
    (check.exercise_8, lambda x, rate, cutoff: filtered(x, frequencies(x, rate) <= cutoff), "the low-pass filter"),
    (check.exercise_8, lambda x, rate, cutoff: filtered(x, frequencies(x, rate) < cutoff), "the low-pass filter"),
    (check.exercise_8, lambda x, rate, cutoff: 0 * x, "nothing is left"),
    (check.exercise_8, lambda x, rate, cutoff: filtered(x, np.arange(len(x) // 2 + 1) >= cutoff), "not a bin number"),
    (check.exercise_8, lambda x, rate, cutoff: filtered(x, frequencies(x, 16000) >= cutoff), "sample_rate that the"),
    (check.exercise_8, half_cut, "something below"),
    (check.exercise_8, too_loud, "has changed too"),
]


@pytest.mark.parametrize("run, answer, hint", MISTAKES)
def test_a_usual_mistake_gets_its_own_hint(capsys, run, answer, hint):
    line = said(capsys, run, *(answer if isinstance(answer, tuple) else (answer,)))
    assert line.startswith("Not quite")
    assert hint in line
