"""Checks for the exercises of lesson 03, Fourier transforms and spectrograms."""

import numpy as np

from helpers.checks import Right, close, exercise

SAMPLE_RATE = 16000


def _samples(answer, what, length):
    """A hint if `answer` is no array of `length` numbers, else None."""
    values = np.asarray(answer)
    if values.dtype == object or values.dtype.kind in "US":
        return f"{what} should be a NumPy array of samples, yours is a {type(answer).__name__}."
    if values.ndim == 0:
        return f"{what} should be an array of {length} samples, yours is a single number."
    if values.ndim != 1:
        return f"{what} should have one row of samples, yours has the shape {values.shape}."
    if len(values) != length:
        return f"{what} should have {length} samples, yours has {len(values)}."
    return None


@exercise
def exercise_1(tone):
    """A sine of 660 Hz, amplitude 0.25, phase 0, half a second at 16,000 Hz."""
    values = np.asarray(tone)
    if values.ndim == 1 and len(values) == SAMPLE_RATE:
        return ("your tone lasts a whole second, it should last half of one. How many samples are "
                "half a second?")
    hint = _samples(tone, "tone", SAMPLE_RATE // 2)
    if hint:
        return hint
    time = np.arange(SAMPLE_RATE // 2) / SAMPLE_RATE
    turn = 2 * np.pi * 660 * time
    if close(tone, 0.25 * np.sin(turn)):
        return Right("Play it with audio.play(tone, sample_rate): an e, a little above the a of 440 Hz.")
    if close(tone, 0.25 * np.sin(660 * time)):
        return "2 * np.pi is missing inside the sine: without it a swing is not a whole turn."
    if any(close(tone, 0.25 * np.sin(turn * rough / np.pi), 1e-5) for rough in (3.14, 3.1416)):
        return "3.14 is not quite pi, and over hundreds of swings that adds up. Write np.pi."
    if close(tone, 0.25 * np.cos(turn)):
        return "that is a cosine: its phase is a quarter of a swing. Use np.sin."
    if close(tone, 0.25 * np.sin(2 * np.pi * 660 * np.arange(SAMPLE_RATE // 2))):
        return "the time must be in seconds: divide the numbers of the samples by sample_rate."
    loudest, strength = _strongest(values)
    if abs(loudest - 660) > 2:
        return (f"its strongest frequency is about {loudest:.0f} Hz, it should be 660. Are your times "
                "in steps of 1 / sample_rate?")
    if not close(strength, 0.25, 0.01):
        return f"the frequency is right, but the amplitude is about {strength:.2f}, it should be 0.25."
    return "frequency and amplitude are right, but it does not start at 0: leave the phase at 0."


def _strongest(values):
    """Frequency (Hz) and amplitude of the strongest sine."""
    magnitudes = np.abs(np.fft.rfft(values)) / len(values) * 2
    return np.argmax(magnitudes) * SAMPLE_RATE / len(values), magnitudes.max()


@exercise
def exercise_2(anti_hum):
    """What cancels 0.3 sin(2 pi 100 t + 0.5)."""
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    turn = 2 * np.pi * 100 * time
    hum = 0.3 * np.sin(turn + 0.5)
    hint = _samples(anti_hum, "anti_hum", SAMPLE_RATE)
    if hint:
        return hint
    if close(anti_hum, -hum, 1e-5):
        return Right("hum + anti_hum is silence.")
    if close(anti_hum, hum, 1e-5):
        return "that is the hum itself: added up, it gets twice as strong. Turn it upside down."
    if close(anti_hum, -0.3 * np.sin(turn), 1e-5):
        return "upside down, but at another phase: the hum has phase 0.5, so yours needs it too."
    if close(anti_hum, 0.3 * np.sin(turn - 0.5), 1e-5):
        return ("changing the sign of the phase only moves the wave. Change the sign of the whole wave, "
                "or move it by half a swing, np.pi.")
    if close(anti_hum, 0.3 * np.sin(turn + 0.5 + 180), 1e-5):
        return "half a swing is 180 degrees, but NumPy counts in radians: half a swing is np.pi."
    if close(anti_hum, np.zeros(SAMPLE_RATE)):
        return "silence itself changes nothing: hum + 0 is still the hum."
    left = np.abs(hum + np.asarray(anti_hum)).max()
    if left <= 0.001:
        return Right("hum + anti_hum is as good as silent. (If you wrote 3.14: np.pi is closer to pi.)")
    return f"hum + anti_hum still swings up to {left:.2f}; it should be 0 everywhere."


@exercise
def exercise_3(magnitude_at):
    """One magnitude of the discrete Fourier transform, sqrt(c^2 + s^2) / N."""
    rng = np.random.default_rng(3)
    for length, k in ((32, 3), (50, 8), (24, 0)):
        samples = rng.normal(size=length)
        line = np.fft.fft(samples)[k]
        c, s = line.real, -line.imag
        expected = np.hypot(c, s) / length
        try:
            answer = magnitude_at(samples, k)
        except ValueError as error:
            if "broadcast" in str(error) or "shapes" in str(error):
                return ("your function does not fit a sound of another length. Does it use N or tiny? They are for the "
                        "tiny sound only: write len(samples) and samples.")
            raise
        if answer is None:
            return "your function returns nothing: does its last line start with return?"
        if np.ndim(answer) != 0:
            return "it should return one number: add the products up with np.sum."
        if np.iscomplexobj(answer):
            return "it returns a complex number; its length, np.abs, is the magnitude."
        if close(answer, expected):
            continue
        if (length, k) == (32, 3) and close(answer, 0.5):
            return "your function looks at tiny, whatever it is given. Use samples."
        mistakes = (
            (expected * length, "divide by the number of samples, len(samples)."),
            (expected * length / 32, "the number of samples is not always 32: use len(samples)."),
            (expected * 2, "divide by the number of samples, not by half of it."),
            ((c**2 + s**2) / length, "the square root is missing: np.sqrt(c**2 + s**2)."),
            ((c**2 + s**2) / length**2, "the square root is missing: np.sqrt(c**2 + s**2)."),
            ((c + s) / length, "c + s is not the long side of the triangle: square both, add, take the root."),
            (abs(c) / length, "you ask with the cosine only; a sound at another phase escapes it."),
            (abs(s) / length, "you ask with the sine only; a sound at another phase escapes it."))
        for wrong, hint in mistakes:
            if close(abs(answer), abs(wrong)) and not close(wrong, expected):
                return hint
        without_pi = k * np.arange(length) / length
        c, s = np.sum(samples * np.cos(without_pi)), np.sum(samples * np.sin(without_pi))
        if close(answer, np.hypot(c, s) / length):
            return "2 * np.pi is missing in the angle."
        fixed = 2 * np.pi * k * np.arange(length) / 32
        c, s = np.sum(samples * np.cos(fixed)), np.sum(samples * np.sin(fixed))
        if close(answer, np.hypot(c, s) / length) or close(answer, np.hypot(c, s) / 32):
            return "the number of samples is not always 32: use len(samples)."
        return (f"for {length} samples and k = {k} it should be {expected:.4f}, yours is "
                f"{float(answer):.4f}. Compare it with the loop, line by line.")
    return Right("That is the whole discrete Fourier transform, one line of it.")


@exercise
def exercise_4(spacing, bin_number, seen_at):
    """1,600 samples at 8,000 Hz: bins 5 Hz apart, 1,000 Hz in bin 200, 5,000 Hz seen at 3,000."""
    if any(isinstance(answer, str) for answer in (spacing, bin_number, seen_at)):
        return "the answers are numbers: write them without quotation marks."
    if not close(spacing, 5):
        if close(spacing, 1600 / 8000):
            return "spacing is upside down: divide the sample rate by the number of samples."
        if close(spacing, 10):
            return "10 Hz would be for 16,000 samples a second; here there are 8,000."
        if close(spacing, 2.5):
            return "divide the whole sample rate, not half of it, by the number of samples."
        if close(spacing, 31.25):
            return "31.25 Hz was for 512 samples at 16,000 Hz; here it is 1,600 samples at 8,000 Hz."
        return "spacing is the sample rate divided by the number of samples."
    if not close(bin_number, 200):
        if close(bin_number, 1000):
            return "spacing is right; 1,000 is the frequency. How many steps of spacing are that?"
        if close(bin_number, 5000):
            return "spacing is right; now divide the frequency by it instead of multiplying."
        if close(bin_number, 199) or close(bin_number, 201):
            return "bin_number is one off: the first bin has the number 0, so add or take off nothing."
        return "spacing is right; bin_number times spacing must be 1,000 Hz."
    if not close(seen_at, 3000):
        if close(seen_at, 5000):
            return "there is no bin at 5,000 Hz: the last one is at half the sample rate, 4,000 Hz."
        if close(seen_at, 4000):
            return "4,000 Hz is the Nyquist frequency; the sine is seen as far below it as it was above."
        if close(seen_at, 1000):
            return "it was 1,000 Hz above the Nyquist frequency, 4,000 Hz; it is seen as far below that one."
        if close(seen_at, 600):
            return "that is its bin; seen_at is asked in Hz."
        if close(seen_at, 11000):
            return "that was for 16,000 samples a second; here there are 8,000."
        return "fold it back: as far below the Nyquist frequency (4,000 Hz) as it was above."
    return Right("Three questions that you can now ask of any spectrum.")


@exercise
def exercise_5(hann):
    """The periodic Hann window, 0.5 - 0.5 cos(2 pi n / N)."""
    for length in (16, 9, 512):
        turn = 2 * np.pi * np.arange(length) / length
        answer = hann(length)
        if answer is None:
            return "your function returns nothing: does its last line start with return?"
        if close(answer, 0.5 - 0.5 * np.cos(turn)):
            continue
        hint = _samples(answer, f"hann({length})", length)
        if hint:
            return hint
        if close(answer, np.hanning(length)):
            return "that one divides by length - 1; here it is divided by length."
        if close(answer, 0.5 + 0.5 * np.cos(turn)):
            return "it starts at 1 and is 0 in the middle: there is a minus before the cosine."
        if close(answer, 0.5 - 0.5 * np.sin(turn)):
            return "use the cosine, not the sine."
        if close(answer, 0.5 - 0.5 * np.cos(turn / (2 * np.pi))):
            return "2 * np.pi is missing inside the cosine."
        if close(answer, 0.5 - 0.5 * np.cos(turn / 2)):
            return "it only rises and never falls: a whole swing is 2 * np.pi."
        if close(answer, 1 - np.cos(turn)):
            return "it rises to 2 instead of 1: half of it, please."
        if close(answer, 0.5 - 0.5 * np.cos(turn * length / 512)):
            return "the window must fit the length it is given: divide by length, not by 512."
        return (f"for length {length} it starts {np.round(np.asarray(answer, dtype=float)[:3], 3)}, it should "
                f"start {np.round(0.5 - 0.5 * np.cos(turn[:3]), 3)}.")
    return Right("It is the window that features.spectrogram uses.")


@exercise
def exercise_6(count_frames):
    """1 + (samples - frame_length) // hop_length."""
    for how_many, frame_length, hop_length in ((10, 4, 2), (16000, 512, 256), (1000, 300, 70), (512, 512, 256)):
        expected = 1 + (how_many - frame_length) // hop_length
        answer = count_frames(how_many, frame_length, hop_length)
        where = f"{how_many} samples in frames of {frame_length} with hops of {hop_length}"
        if answer is None:
            return "your function returns nothing: does its last line start with return?"
        if close(answer, expected):
            continue
        if close(answer, expected - 1):
            return f"{where}: one is missing. The first frame is there before the first hop."
        if close(answer, how_many // hop_length) or close(answer, how_many / hop_length):
            return f"{where}: the last frames would reach beyond the end. How far can the last one start?"
        if close(answer, how_many // frame_length) or close(answer, how_many / frame_length):
            return "frames overlap here: they start every hop_length samples, not every frame_length."
        if close(answer, 1 + (how_many - frame_length) / hop_length):
            return "only whole frames count: divide with // instead of /."
        return f"{where}: there should be {expected}, yours says {answer}. Draw the case of 10, 4 and 2."
    return Right("One second at 16,000 Hz has 61 frames of 512 with hops of 256.")


@exercise
def exercise_7(frame_length):
    """The shortest power of two with bins at most 10 Hz apart at 16,000 Hz: 2,048."""
    if isinstance(frame_length, str):
        return "the answer is one number of samples, without quotation marks."
    if close(frame_length, 2048):
        return Right("The price: 2,048 samples are 128 ms, long enough for several notes of a fast piece.")
    if close(frame_length, 1600):
        return "1,600 samples would give exactly 10 Hz, but it is no power of two: take the next one up."
    if close(frame_length, 1024):
        return "16,000 / 1,024 is 15.6 Hz: still more than 10. Fine frequencies need longer frames."
    try:
        length = float(frame_length)
    except (TypeError, ValueError):
        return "the answer is one number of samples."
    if length in {2.0**power for power in range(12, 24)}:
        return "that is fine enough, but a shorter frame will do, and be finer in time."
    if length <= 0 or not np.isfinite(length):
        return "the answer is one number of samples, larger than 0."
    if length < 1600:
        return (f"16,000 / {length:g} is {16000 / length:.1f} Hz: more than 10. Fine frequencies need "
                "longer frames.")
    return "that is fine enough, but no power of two: 2, 4, 8, ..., 512, 1024, ..."


@exercise
def exercise_8(high_pass):
    """Everything below the cutoff removed, the same length."""
    rng = np.random.default_rng(8)
    for length, rate, cutoff in ((16000, 16000, 2000), (8001, 16000, 3000), (4410, 44100, 5000)):
        samples = rng.normal(size=length)
        before = samples.copy()
        spectrum = np.fft.rfft(samples)
        frequencies = np.fft.rfftfreq(length, 1 / rate)
        expected = np.fft.irfft(np.where(frequencies >= cutoff, spectrum, 0), n=length)
        answer = high_pass(samples, rate, cutoff)
        if answer is None:
            return "your function returns nothing: does its last line start with return?"
        if not np.array_equal(samples, before):
            return "your function changes the sound that it is given; work on a copy: samples.copy()."
        values = np.asarray(answer)
        if values.shape == spectrum.shape and length > len(spectrum):
            return "that is still a spectrum: turn it back into a sound with np.fft.irfft."
        if values.ndim == 1 and len(values) == length - 1:
            return ("a sound with an odd number of samples loses one: tell irfft the length with "
                    "n=len(samples).")
        hint = _samples(answer, "the result", length)
        if hint:
            return hint
        if np.iscomplexobj(values):
            return "the result is complex; use np.fft.rfft and np.fft.irfft, which stay with real samples."
        without_edge = np.fft.irfft(np.where(frequencies > cutoff, spectrum, 0), n=length)
        if close(values, expected, 1e-5) or close(values, without_edge, 1e-5):
            continue
        if close(values, samples, 1e-5):
            return "nothing was removed: the sound comes back as it was."
        below = np.fft.irfft(np.where(frequencies <= cutoff, spectrum, 0), n=length)
        if close(values, samples - expected, 1e-5) or close(values, below, 1e-5):
            return "that is the low-pass filter: it keeps what is below the cutoff. Turn the comparison round."
        if np.abs(values).max() < 1e-9:
            return "nothing is left: is the cutoff compared with frequencies in Hz?"
        by_number = np.fft.irfft(np.where(np.arange(len(spectrum)) >= cutoff, spectrum, 0), n=length)
        if close(values, by_number, 1e-5):
            return "the cutoff is in Hz, not a bin number: compare it with np.fft.rfftfreq(...)."
        for wrong in (16000, 48000):
            if wrong != rate:
                kept = np.fft.rfftfreq(length, 1 / wrong) >= cutoff
                if close(values, np.fft.irfft(np.where(kept, spectrum, 0), n=length), 1e-5):
                    return f"use the sample_rate that the function is given, not always {wrong}."
        strengths = np.abs(np.fft.rfft(values))
        low, high = strengths[frequencies < cutoff].max(), strengths[frequencies > cutoff].max()
        if low > 0.01 * high:
            return f"something below {cutoff} Hz is still there."
        return f"below {cutoff} Hz all is gone, but what is above has changed too; leave it as it was."
    return Right("A high-pass and a low-pass filter with one cutoff add up to the sound itself.")
