"""Checks for the exercises of lesson 02, waveforms and resampling."""

import numpy as np

from helpers.checks import OneOf, a_kind, changes_its_input, close, exercise, no_numbers

ROW = np.arange(48000)
SOUND = np.arange(80000) + 0.5  # no sample is also one of the lesson's sound, which is np.arange(48000)
SHORT = np.arange(1.0, 6.0)


def _no_array(function, *arguments):
    """A hint if a function returns a list, a number or a text instead of an array, else None."""
    try:
        answer = function(*arguments)
    except Exception:  # the tries meet it again, and tell
        return None
    right_kind = answer is None or callable(answer) or isinstance(answer, np.ndarray)
    return None if right_kind else f"a NumPy array is wanted, and yours gives {a_kind(answer)}."


@exercise(right=OneOf((ROW.reshape(100, 480), ROW.reshape(-1, 480).astype(float))), mistakes=[
    (ROW.reshape(480, 100), "that is 480 rows of 100 numbers. The size of a row is the second one in reshape."),
    (ROW, "it is still one long row. reshape gives back a new table: frames = sound.reshape(...)")],
          otherwise=lambda frames: (
    f"there are {frames.size} numbers in it; reshape keeps all 48,000." if frames.size != ROW.size else
    "the shape is right, but these are not the numbers of sound. Start from sound.reshape."
    if frames.shape == (100, 480) and not close(np.sort(frames, axis=None), ROW) else
    "the shape is right, but the numbers are in another order. Use only reshape." if frames.shape == (100, 480) else
    f"the shape is {frames.shape}; there should be two sizes, and 480 numbers in each row."),
          praise="100 frames: at 48,000 Hz each of them lasts a hundredth of a second.")
def exercise_1(frames):
    """48,000 numbers as a table with 480 in each row."""
    if callable(frames):
        return "that is reshape itself. Call it: what stands in its round brackets?"
    if not isinstance(frames, np.ndarray):
        return f"frames should be a NumPy array, and yours is {a_kind(frames)}. Start from sound.reshape."
    return no_numbers(frames, "frames")


def _other_piece(cut):
    answer = cut(SOUND, 8000, 0.5, 1.25)
    if np.size(answer) and not np.isin(answer, SOUND).all():
        return "these samples are from another sound. Cut the one that the function is given, samples."
    if np.shape(answer) == (6000,) and np.array_equal(answer[::-1], SOUND[4000:10000]):
        return "the right samples, but backwards."
    if np.shape(answer) == (6000,):
        return "the right number of samples, but from another place: begin at start times sample_rate."
    return f"from 0.5 s to 1.25 s at 8,000 Hz there are 6,000 samples, and yours gives {np.size(answer):,}."


def _fixed_rate(fixed):
    return lambda x, rate, start, end: x[int(start * fixed):int(end * fixed)]


@exercise(right=OneOf((lambda x, rate, start, end: x[int(start * rate):int(end * rate)],
                       lambda x, rate, start, end: x[round(start * rate):][:round((end - start) * rate)])),
          tries=[(SOUND, 8000, 0.5, 1.25), (-SOUND, 10000, 0.25, 0.75)], otherwise=_other_piece,
          praise="From 0.5 s to 1.25 s at 8,000 Hz it gave 6,000 samples.",
          mistakes={
    OneOf((lambda x, rate, start, end: x[start * rate:end * rate], lambda x, rate, start, end: x[start:end],
           lambda x, rate, start, end: x[start * rate])):
        "a position must be a whole number: put int(...) around seconds times sample rate.",
    OneOf((_fixed_rate(8000), _fixed_rate(16000), _fixed_rate(48000))):
        "it always uses one sample rate: use the sample_rate that is handed in.",
    lambda x, rate, start, end: x[4000:10000]:
        "that is one piece of one sound: use start, end and sample_rate.",
    lambda x, rate, start, end: x[int(start * rate):int((start + end) * rate)]:
        "it is too long: end is a time, not a length, so it needs no start added.",
    OneOf((lambda x, rate, start, end: x[int(end * rate):int(start * rate)],
           lambda x, rate, start, end: x[int(start / rate):int(end / rate)])):
        "nothing is left. Does it begin at start and stop at end, and are both multiplied by sample_rate?",
    lambda x, rate, start, end: x[int(start) * rate:int(end) * rate]:
        "int(...) cuts 0.5 s down to 0 s. Multiply first, then make it a whole number.",
    OneOf((lambda x, rate, start, end: x[int(start):int(end)], lambda x, rate, start, end: x[round(start):round(end)])):
        "it is far too short: seconds must be multiplied by sample_rate to become a position.",
    lambda x, rate, start, end: x[int(start * rate):int(end * rate) + 1]:
        "it has one sample too many: a slice stops just before its end, add nothing.",
    lambda x, rate, start, end: x[:int(end * rate)]: "it starts at 0; start is missing on the left of the colon.",
    lambda x, rate, start, end: x[int(start * rate):]:
        "it runs to the end of the sound; end is missing on the right of the colon."})
def exercise_2(cut):
    """The samples from start to end, in seconds."""
    return _no_array(cut, SOUND, 8000, 0.5, 1.25)


@exercise(right=(1, 1320), tolerance=1e-4, praise="Three times as fast and three times as high.", mistakes={
    (9, ...): "that is longer. At 48,000 Hz the samples are used up three times as fast, not as slowly.",
    (3, ...): "3 seconds was the true duration. How many samples are there, and how many are played each second?",
    (1, 440 / 3): "the duration is right, but played faster the tone gets higher, not lower.",
    (1, 440): "the duration is right, but each swing gets shorter too, so the tone does not stay at 440 Hz."},
          otherwise=lambda seconds_heard, tone_heard: (
    "the duration is right. All swings of the 3 seconds are heard in 1: so how many swings each second?"
    if close(seconds_heard, 1, 1e-3) else
    "seconds_heard: first count the samples, 3 * 16000. The player takes 48,000 of them each second."))
def exercise_3(seconds_heard, tone_heard):
    """3 s of 440 Hz at 16,000 Hz, played at 48,000 Hz."""


def _normalise(x, peak):
    return x * peak / np.abs(x).max() if x.any() else x


def _or_silence(mistake):
    """A mistake twice: by somebody who thought of silence, and by somebody who did not."""
    return OneOf((lambda x, peak: mistake(x, peak) if x.any() else x, mistake))


@exercise(right=_normalise, praise="For silence too.",
          tries=[(np.array([0.1, -0.5, 0.25]), 0.8), (np.zeros(3), 0.8), (np.array([0.0, 0.4, -0.4]), 0.2),
                 (np.array([-0.5, 0.0, -0.25]), 0.75)],  # the last: its largest sample is 0, and it is not silent
          mistakes={
    _or_silence(lambda x, peak: x * peak / x.max()):
        "you took the largest sample, but -0.5 is further from zero: use np.abs first.",
    _or_silence(lambda x, peak: x * peak):
        "multiplying by peak is not enough: divide by the largest sample as well.",
    _or_silence(lambda x, peak: x / np.abs(x).max()):
        "the largest sample is now 1 whatever the peak: multiply by peak as well.",
    lambda x, peak: x: "the sound comes back as it was.",
    OneOf((lambda x, peak: np.clip(x, -peak, peak), lambda x, peak: np.minimum(x, peak),
           lambda x, peak: np.clip(x, -0.3, 0.3))): "that clips. Multiply all samples by the same gain instead.",
    lambda x, peak: _normalise(x, 0.8):
        "the largest sample is always the same: use the peak that the function is given.",
    _or_silence(lambda x, peak: x / (peak / np.abs(x).max())):
        "upside down: how many times larger than the largest sample is peak?",
    OneOf((lambda x, peak: _normalise(x, peak) if x.max() != 0 else x,
           lambda x, peak: _normalise(x, peak) if x.max() > 0 else x)):
        "a sound can go down only: then its largest sample is 0, and it is not silent. Ask for the largest of "
        "np.abs(samples).",
    _or_silence(lambda x, peak: np.abs(x) * peak / np.abs(x).max()):
        "all samples have become positive: use np.abs only to find the largest one.",
    lambda x, peak: x * peak / np.abs(x).max():
        "right for sound, but for silence it divides 0 by 0. Use an if for a largest sample of 0.",
    OneOf((lambda x, peak: _normalise(x, peak) if x.any() else 0,
           lambda x, peak: _normalise(x, peak) if x.any() else None)):
        "right for sound; for silence give back the samples as they came.",
    OneOf((lambda x, peak: _normalise(x, peak) if x.all() else x, lambda x, peak: _normalise(x, peak) if x[0] else x,
           lambda x, peak: _normalise(x, peak) if x.sum() else x)):
        "a sound is not silent because some of its samples are 0, or because they add up to 0. Ask the largest one."})
def exercise_4(normalise):
    """Scale so that the largest absolute sample is the peak; silence stays silence."""
    if changes_its_input(normalise, np.array([0.1, -0.5, 0.25]), 0.8):
        return ("your function has changed the sound that it was given. Make a new one: "
                "samples * gain, not samples *= gain.")
    return _no_array(normalise, np.array([0.1, -0.5, 0.25]), 0.8)


@exercise(right=60 * 48000 * 2 * 2, praise="Over 11 megabytes for a minute.", mistakes={
    60 * 48000 * 2 * 16: "those are bits: divide by 8.",
    60 * 48000 * 2: "a factor of 2 is missing: stereo has two channels, and 16 bits are two bytes.",
    60 * 48000: "two factors of 2 are missing: stereo has two channels, and 16 bits are two bytes.",
    48000 * 2 * 2: "that is one second: a minute has 60.",
    60 * 48000 * 2 * 8: "16 bits are two bytes, and a byte is 8 bits: check how you went from bits to bytes.",
    OneOf((11.52, 11520, 11250, 11250 / 1024)): "those are thousands or millions of bytes: give the bytes themselves.",
    OneOf((60 * 44100 * 4, 60 * 16000 * 4)): "that is another sample rate: here it is 48,000 Hz.",
    60 * 48000 * 2 * 4: "a factor of 2 too many: two channels, two bytes for each sample, nothing else twice."},
          otherwise="multiply four things: seconds, samples per second, channels, bytes per sample.")
def exercise_5(size_in_bytes):
    """One minute of 16-bit stereo at 48,000 Hz."""


@exercise(right=4500, praise="A wrong tone that no later filter can tell from a real one.", mistakes={
    7500: "7,500 Hz does not fit: at 12,000 samples per second the highest frequency is 6,000 Hz.",
    1500: "it is 1,500 Hz above the fold at 6,000 Hz, so it lands 1,500 Hz below the fold, not above 0.",
    7500 / 4: "the numbers are fewer but the player's rate is lower too: the tone is folded, not divided.",
    -4500: "the size is right; a frequency that you hear has no minus sign.",
    16500: "that is folded at 12,000 Hz. The new rate is 12,000 Hz, so the fold is at its half, 6,000 Hz.",
    40500: "that is folded at the old rate. The new rate is 12,000 Hz, so the fold is at 6,000 Hz.",
    4.5: "give it in Hz, not in kHz.",
    0: "it would be 0 with a good low-pass filter before the samples are dropped; here there is none."},
          otherwise="how far is 7,500 Hz above the fold at 6,000 Hz? It lands as far below it.")
def exercise_6(whistle_heard):
    """7,500 Hz stored at 12,000 Hz without a filter."""


def _zeros(x, n):
    """As many zeros as are missing, none if the sound is too long."""
    return np.zeros(max(0, n - len(x)))


@exercise(right=OneOf((lambda x, n: np.concatenate([x[:n], _zeros(x, n)]),
                       lambda x, n: np.pad(x[:n], (0, max(0, n - len(x)))))),
          tries=[(SHORT, 3), (2 * SHORT, 8), (SHORT, 5)], praise="Later lessons import it as audio.fit_length.",
          mistakes={
    OneOf((lambda x, n: np.concatenate([x, np.zeros(n - len(x))]), lambda x, n: np.pad(x, (0, n - len(x))))):
        "it asked for a negative number of zeros. Cut the sound first, then count what is missing.",
    OneOf((lambda x, n: np.concatenate(x, np.zeros(n - len(x))), lambda x, n: x[:n] + np.zeros(n - len(x)))):
        "for a sound that is too long it asks for a negative number of zeros: cut it first. (And np.concatenate takes "
        "its arrays as one list, in square brackets.)",
    lambda x, n: np.concatenate([x[:n], np.zeros(n)]): "too many zeros: only as many as are missing.",
    lambda x, n: np.concatenate([x[-n:], _zeros(x, n)]):
        "it cuts off the beginning: keep the first samples, up to length.",
    lambda x, n: np.concatenate([x, _zeros(x, n)]):
        "a sound that is too long is not cut: slice it first.",
    OneOf((lambda x, n: x[:n], lambda x, n: x)): "a sound that is too short gets no zeros: how many are missing?",
    lambda x, n: np.concatenate([_zeros(x, n), x[:n]]):
        "the zeros are at the beginning: put the sound first, then the zeros.",
    lambda x, n: np.resize(x, n): "it repeats the sound. Fill up with zeros, that is silence.",
    OneOf((lambda x, n: np.concatenate(x[:n], _zeros(x, n)),
           lambda x, n: np.concatenate(x, _zeros(x, n)) if len(x) < n else x[:n])):
        "np.concatenate takes its arrays as one list, in square brackets: np.concatenate([a, b])."})
def exercise_7(fit_length):
    """Cut, or pad the end with zeros."""
    if changes_its_input(fit_length, SHORT, 8) or changes_its_input(fit_length, SHORT, 3):
        return "your function has changed the sound that it was given. Make a new one of it."
    return _no_array(fit_length, SHORT, 8)
