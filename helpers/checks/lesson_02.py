"""Checks for the exercises of lesson 02, waveforms and resampling."""

import numpy as np

from helpers.checks import Right, close, exercise


def _number(answer, what):
    """A hint if `answer` is no single number, else None."""
    if isinstance(answer, (str, bool)) or np.ndim(answer) != 0 or not np.isscalar(answer):
        return f"{what} should be a single number, yours is a {type(answer).__name__}."
    return None


def _array(answer, what):
    """A hint if `answer` is no row of samples, else None."""
    if answer is None:
        return f"{what} gives back nothing. Does it end with return?"
    if not isinstance(answer, np.ndarray):
        return f"{what} should give back a NumPy array, yours gave a {type(answer).__name__}."
    return None


@exercise
def exercise_1(frames):
    """48,000 numbers as a table with 480 in each row."""
    sound = np.arange(48000)
    shape = np.shape(frames)
    if not isinstance(frames, np.ndarray):
        return f"frames should be a NumPy array, yours is a {type(frames).__name__}. Start from sound.reshape."
    if shape == (480, 100):
        return "that is 480 rows of 100 numbers. The size of a row is the second one in reshape."
    if shape == (48000,):
        return "it is still one long row. reshape gives back a new table: frames = sound.reshape(...)"
    if frames.size != sound.size:
        return f"there are {frames.size} numbers in it; reshape keeps all 48,000."
    if shape != (100, 480):
        return f"the shape is {shape}; there should be two sizes, and 480 numbers in each row."
    if not close(frames, sound.reshape(100, 480)):
        return "the shape is right, but the numbers are in another order. Use only reshape."
    return Right("100 frames: at 48,000 Hz each of them lasts a hundredth of a second.")


@exercise
def exercise_2(cut):
    """The samples from start to end, in seconds."""
    sound = np.arange(20000.0)
    try:
        answer = cut(sound, 8000, 0.5, 1.25)
    except (TypeError, IndexError) as error:
        if "slice indices" in str(error) or "integers" in str(error):
            return "a position must be a whole number: put int(...) around seconds times sample rate."
        raise
    hint = _array(answer, "cut")
    if hint:
        return hint
    expected = sound[4000:10000]
    if close(answer, expected):
        other = cut(sound, 10000, 0.5, 1.25)
        if not close(other, sound[5000:12500]):
            return "right at one sample rate, wrong at another: use the sample_rate that is handed in."
        return Right("From 0.5 s to 1.25 s at 8,000 Hz it gave 6,000 samples.")
    if close(answer, sound[4000:14000]):
        return "it is too long: end is a time, not a length, so it needs no start added."
    if close(answer, sound[0:1]) or len(answer) <= 1:
        return "it is far too short: seconds must be multiplied by sample_rate to become a position."
    if len(answer) == len(expected) + 1:
        return "it has one sample too many: a slice stops just before its end, add nothing."
    if close(answer, sound[:10000]):
        return "it starts at 0; start is missing on the left of the colon."
    if close(answer, sound[4000:]):
        return "it runs to the end of the sound; end is missing on the right of the colon."
    if not np.isin(answer, sound).all():
        return "these samples are from another sound. Cut the one that the function is given, samples."
    if len(answer) == len(expected):
        return "the right number of samples, but from another place: begin at start times sample_rate."
    return f"from 0.5 s to 1.25 s at 8,000 Hz should be 6,000 samples, yours are {len(answer)}."


@exercise
def exercise_3(seconds_heard, tone_heard):
    """3 s of 440 Hz at 16,000 Hz, played at 48,000 Hz."""
    hint = _number(seconds_heard, "seconds_heard") or _number(tone_heard, "tone_heard")
    if hint:
        return hint
    if close(seconds_heard, 9):
        return "that is longer. At 48,000 Hz the samples are used up three times as fast, not as slowly."
    if close(seconds_heard, 3):
        return "3 seconds was the true duration. How many samples are there, and how many are played each second?"
    if not close(seconds_heard, 1):
        return "seconds_heard: first count the samples, 3 * 16000. The player takes 48,000 of them each second."
    if close(tone_heard, 440 / 3, 1e-3):
        return "the duration is right, but played faster the tone gets higher, not lower."
    if close(tone_heard, 440):
        return "the duration is right, but each swing gets shorter too, so the tone does not stay at 440 Hz."
    if not close(tone_heard, 1320, 1e-3):
        return "the duration is right. All swings of the 3 seconds are heard in 1: so how many swings each second?"
    return Right("Three times as fast and three times as high.")


@exercise
def exercise_4(normalise):
    """Scale so that the largest absolute sample is the peak; silence stays silence."""
    sound = np.array([0.1, -0.5, 0.25])
    given = sound.copy()
    answer = normalise(given, 0.8)
    hint = _array(answer, "normalise")
    if hint:
        return hint
    if answer.shape != sound.shape:
        return f"it should give as many samples as it got: 3, yours are {answer.size}."
    if close(answer, sound * 0.8 / 0.25):
        return "you took the largest sample, but -0.5 is further from zero: use np.abs first."
    if close(answer, sound * 0.8):
        return "multiplying by peak is not enough: divide by the largest sample as well."
    if close(answer, sound / 0.5):
        return "the largest sample is now 1 whatever the peak: multiply by peak as well."
    if close(answer, np.clip(sound, -0.8, 0.8)) or close(answer, np.minimum(sound, 0.8)):
        return "that clips. Multiply all samples by the same gain instead."
    if close(answer, np.abs(sound) * 0.8 / 0.5):
        return "all samples have become positive: use np.abs only to find the largest one."
    if not close(answer, sound * 1.6):
        return f"for [0.1, -0.5, 0.25] and a peak of 0.8 it gives {_short(answer)}, it should give [0.16, -0.8, 0.4]."
    with np.errstate(all="ignore"):
        silence = normalise(np.zeros(3), 0.8)
    if not close(silence, np.zeros(3)):
        if silence is not None and np.isnan(np.asarray(silence, dtype=float)).any():
            return "right for sound, but for silence it divides 0 by 0. Use an if for a largest sample of 0."
        return "right for sound; for silence give back the samples as they came: return samples."
    if not np.array_equal(given, sound):
        return ("the numbers are right, but your function has changed the sound that it was given. Make a new one: "
                "samples * gain, not samples *= gain.")
    return Right("For silence too.")


def _short(values):
    return "[" + ", ".join(f"{value:.3g}" for value in values) + "]"


@exercise
def exercise_5(size_in_bytes):
    """One minute of 16-bit stereo at 48,000 Hz."""
    hint = _number(size_in_bytes, "size_in_bytes")
    if hint:
        return hint
    right = 60 * 48000 * 2 * 2
    mistakes = {
        right * 8: "those are bits: divide by 8.",
        right / 2: "a factor of 2 is missing: stereo has two channels, and 16 bits are two bytes.",
        right / 4: "two factors of 2 are missing: stereo has two channels, and 16 bits are two bytes.",
        right / 60: "that is one second: a minute has 60.",
        right * 4: "16 bits are two bytes, and a byte is 8 bits: check how you went from bits to bytes.",
        right / 1e6: "that is in millions of bytes (megabytes): give the bytes themselves.",
        right * 2: "a factor of 2 too many: two channels, two bytes for each sample, nothing else twice.",
    }
    for mistake, hint in mistakes.items():
        if close(size_in_bytes, mistake):
            return hint
    if not close(size_in_bytes, right):
        return "multiply four things: seconds, samples per second, channels, bytes per sample."
    return Right("Over 11 megabytes for a minute.")


@exercise
def exercise_6(whistle_heard):
    """7,500 Hz stored at 12,000 Hz without a filter."""
    hint = _number(whistle_heard, "whistle_heard")
    if hint:
        return hint
    mistakes = {
        7500: "7,500 Hz does not fit: at 12,000 samples per second the highest frequency is 6,000 Hz.",
        1500: "it is 1,500 Hz above the fold at 6,000 Hz, so it lands 1,500 Hz below the fold, not above 0.",
        7500 / 4: "the numbers are fewer but the player's rate is lower too: the tone is folded, not divided.",
        -4500: "the size is right; a frequency that you hear has no minus sign.",
        16500: "that is folded at 12,000 Hz. The new rate is 12,000 Hz, so the fold is at its half, 6,000 Hz.",
        40500: "that is folded at the old rate. The new rate is 12,000 Hz, so the fold is at 6,000 Hz.",
        0: "it would be 0 with a good low-pass filter before the samples are dropped; here there is none.",
    }
    for mistake, hint in mistakes.items():
        if close(whistle_heard, mistake):
            return hint
    if not close(whistle_heard, 4500):
        return "how far is 7,500 Hz above the fold at 6,000 Hz? It lands as far below it."
    return Right("A wrong tone that no later filter can tell from a real one.")


@exercise
def exercise_7(fit_length):
    """Cut, or pad the end with zeros."""
    sound = np.arange(1.0, 6.0)
    answers = []
    for length, what in ((3, "a sound that is too long"), (8, "a sound that is too short"), (5, "a sound that fits")):
        try:
            answer = fit_length(sound.copy(), length)
        except ValueError as error:
            if "negative" in str(error):
                return "it asked for a negative number of zeros. Cut the sound first, then count what is missing."
            raise
        hint = _array(answer, "fit_length")
        if hint:
            return f"for {what}: {hint}"
        answers.append((answer, length, what))
    for answer, length, what in answers:
        right = np.concatenate([sound[:length], np.zeros(max(0, length - 5))])
        if close(answer, right):
            continue
        if length == 3 and close(answer, sound[-3:]):
            return "it cuts off the beginning: keep the first samples, sound[:length]."
        if length == 3 and close(answer, sound):
            return "a sound that is too long is not cut: start with samples[:length]."
        if length == 8 and close(answer, sound):
            return "a sound that is too short gets no zeros: how many are missing?"
        if length == 8 and close(answer, np.concatenate([np.zeros(3), sound])):
            return "the zeros are at the beginning: put the sound first, then the zeros."
        if length == 8 and close(answer, np.resize(sound, 8)):
            return "it repeats the sound. Fill up with zeros, that is silence."
        if answer.shape != (length,):
            return f"for {what} it gives {answer.size} samples instead of {length}."
        return f"for {what} the length is right, but the samples are {_short(answer)}, not {_short(right)}."
    return Right("Later lessons import it as audio.fit_length.")
