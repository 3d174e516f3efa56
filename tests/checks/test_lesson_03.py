"""Lesson 03: what its tables do not list."""

import numpy as np
import pytest

from helpers.checks import lesson_03 as check

HALF = np.arange(8000) / 16000
SECOND = np.arange(16000) / 16000
HUM = 0.3 * np.sin(2 * np.pi * 100 * SECOND + 0.5)
VOICE = np.random.default_rng(0).normal(size=40000)
VOICE_FREQUENCIES = np.fft.rfftfreq(40000, 1 / 16000)


def sine(frequency, time=HALF, level=0.25, phase=0.0):
    return level * np.sin(2 * np.pi * frequency * time + phase)


def high_pass(x, rate, cutoff):
    spectrum = np.fft.rfft(x)
    return np.fft.irfft(np.where(np.fft.rfftfreq(len(x), 1 / rate) >= cutoff, spectrum, 0), n=len(x))


def changes_its_input(x, rate, cutoff):
    x[:] = high_pass(x, rate, cutoff)
    return x


def N_times(x, k):
    return np.sqrt(np.sum(x * np.cos(2 * np.pi * k * np.arange(32) / 32))**2)


@pytest.mark.parametrize("number, answers, said", [
    (1, [sine(660, np.linspace(0, 0.5, 8000, endpoint=False))], "Right!"), (1, [list(sine(660))], "Right!"),
    (1, [sine(660).astype(np.float32)], "Right!"), (1, [sine(660, SECOND)], "a whole second"),
    (1, [sine(660, level=1)], "the amplitude is about 1.00"), (1, [sine(440)], "about 440 Hz"),
    (1, [sine(660, phase=1)], "leave the phase at 0"), (1, [sine(660.1)], "nearly right"),
    (1, [660], "a single number"), (1, [HALF[:100]], "should have 8000 numbers, yours has 100"),
    (1, [sine(661)], "about 661 Hz"), (1, [-sine(660)], "upside down"), (1, [0 * HALF], "back at 0"),
    (1, [sine(660).round(2)], "some samples are off"), (1, [sine(660) * 1j], "complex"),
    (1, [sine(660) * np.nan], "nan"),

    (1, [np.ones((2, 9))], "yours has (2, 9)"), (1, ["660 Hz"], "yours is a text"), (1, [None], "yours is None"),
    (2, [0.3 * np.sin(2 * np.pi * 100 * SECOND + 0.5 + 3.14)], "Right!"), (2, [-HUM[:8000]], "should have 16000"),
    (2, [-2 * HUM], "still swings up to 0.3"),
    (3, [lambda x, k: print(end="")], "return"), (3, [N_times], "Does it use N or tiny"),
    (3, [lambda x, k: np.sum(np.ones(32) * np.arange(len(x)))], "Does it use N or tiny"),
    (3, [lambda x, k: x * np.cos(k)], "a single number"),
    (3, [lambda x, k: "loud"], "a text, 'loud'"), (3, [lambda x, k: HUM[k]], "It uses HUM"),
    (3, [lambda x, k: 7.0], "Compare it with the loop"),
    (4, [8000 / 1600, 1000 / 5.0, 8000 - 5000], "Right!"), (4, [7, 200, 3000], "How did that"),
    (4, [5, 20, 3000], "must be 1,000 Hz"), (4, [5, 200, "low"], "without quotation marks"),
    (4, ["5", 200, 3000], "without quotation marks"), (4, [5, 200, 2500], "fold it back"),
    (5, [lambda length: np.ones(length)], "for 16 it returns [1, 1, 1, ..., 1, 1, 1], not [0, 0.03806,"),
    (6, [lambda samples, frame, hop: len(range(0, samples - frame + 1, hop))], "Right!"),
    (6, [lambda samples, frame, hop: 99], "for 10, 4, 2 it returns 99, not 4"),
    (7, [1024], "15.62 Hz"), (7, [512], "31.25 Hz"), (7, [7.5], "whole number"), (7, [2000], "no power of two"),
    (7, [-1], "larger than 0"),
    (7, ["2048"], "without quotation marks"), (7, [None], "a single number"),
    (8, [lambda x, rate, cutoff: x - (x - high_pass(x, rate, cutoff))], "Right!"),
    (8, [changes_its_input], "changes the sound"), (8, [lambda x, *given: x[:5]], "yours has 5"),
    (8, [lambda x, rate, cutoff: high_pass(x, rate, cutoff / 2)], "something below"),
    (8, [lambda x, rate, cutoff: 2 * high_pass(x, rate, cutoff)], "has changed too"),
    (8, [lambda x, rate, cutoff: np.where(VOICE_FREQUENCIES >= cutoff, np.fft.rfft(x), 0)], "from an earlier cell"),
    (8, [lambda x, rate, cutoff: high_pass(VOICE, rate, cutoff)], "yours has 40000. (It uses VOICE"),
    (8, [lambda x, rate, cutoff: high_pass(VOICE, rate, cutoff)[:len(x)]], "even for silence. (It uses VOICE")])
def test_each_answer_gets_its_line(number, answers, said, capsys):
    getattr(check, f"exercise_{number}")(*answers)
    out = capsys.readouterr().out
    assert out.startswith("Right!" if said == "Right!" else "Not quite: ") and said in out and out.count("\n") == 1
