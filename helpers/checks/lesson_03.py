"""Checks for the exercises of lesson 03, Fourier transforms and spectrograms."""

import numpy as np

from helpers.checks import OneOf, Right, changes_its_input, close, exercise, no_numbers

SAMPLE_RATE = 16000
HALF = np.arange(8000) / SAMPLE_RATE
SECOND = np.arange(16000) / SAMPLE_RATE


def _tone(turns, time=HALF):
    return 0.25 * np.sin(turns * 660 * time)


def _other_tone(tone):
    """What is wrong with a tone of the right length: its frequency, amplitude or phase."""
    magnitudes = np.abs(np.fft.rfft(tone, 20 * len(tone))) / len(tone) * 2  # so long that they stand every 0.1 Hz
    frequency, amplitude = np.argmax(magnitudes) * SAMPLE_RATE / (20 * len(tone)), magnitudes.max()
    if abs(frequency - 660) > 0.2:
        return (f"its strongest frequency is about {frequency:.5g} Hz, it should be 660. Are your times "
                "in steps of 1 / sample_rate?")
    if not close(amplitude, 0.25, 0.01):
        return f"the frequency is right, but the amplitude is about {amplitude:.2f}, it should be 0.25."
    if abs(tone[0]) > 0.001:
        return "frequency and amplitude are right, but it does not start at 0: leave the phase at 0."
    off = np.abs(tone - _tone(2 * np.pi))
    if off[:800].max() > off[-800:].max() / 2:
        return f"frequency, amplitude and phase are right, but some samples are off by up to {off.max():.2g}."
    return "it is nearly right, but drifts away: are your times in steps of 1 / sample_rate, and is pi np.pi?"


@exercise(right=_tone(2 * np.pi), tolerance=1e-5, otherwise=_other_tone,
          praise="Play it with audio.play(tone, sample_rate): an e, a little above the a of 440 Hz.",
          mistakes=[
    (_tone(1), "2 * np.pi is missing inside the sine: without it a swing is not a whole turn."),
    (OneOf(_tone(2 * rough) for rough in (3.14, 3.1416, 3.14159, 22 / 7)),
     "your pi is not quite pi, and over hundreds of swings that adds up. Write np.pi."),
    (OneOf((-_tone(2 * np.pi), _tone(2 * np.pi, HALF + 1 / 1320))),
     "it is upside down: a sine of phase 0 goes up first."),
    (_tone(2 * np.pi, HALF + 1 / SAMPLE_RATE), "it starts one sample too late: the first time is 0."),
    (_tone(2 * np.pi, HALF + 1 / 2640), "that is a cosine: its phase is a quarter of a swing. Use np.sin."),
    (OneOf((_tone(2 * np.pi, np.arange(8000)), 0 * HALF)),
     "all its samples are 0, or nearly: after each whole second a sine is back at 0. Are your times in seconds, in "
     "steps of 1 / sample_rate?"),
    (OneOf((_tone(2 * np.pi, np.linspace(0, 0.5, 8000)), _tone(2 * np.pi, np.linspace(0, 1, 16000)[:8000]))),
     "np.linspace puts its last number at the very end, so its steps are a little longer than 1 / sample_rate. "
     "Make the times with np.arange.")])
def exercise_1(tone):
    """A sine of 660 Hz, amplitude 0.25, phase 0, half a second at 16,000 Hz."""
    if np.shape(tone) == (SAMPLE_RATE,):
        return "your tone lasts a whole second, it should last half of one. How many samples are half a second?"
    return no_numbers(tone, "tone", HALF.shape)


def _hum(phase, amplitude=0.3):
    return amplitude * np.sin(2 * np.pi * 100 * SECOND + phase)


@exercise(right=OneOf((-_hum(0.5), _hum(0.5 + np.pi), _hum(0.5 - np.pi))), tolerance=1e-5,
          praise="hum + anti_hum is silence.",
          otherwise=lambda anti_hum: (f"hum + anti_hum still swings up to {np.abs(_hum(0.5) + anti_hum).max():.3g}; "
                                      "it should be 0 everywhere."),
          mistakes=[
    (_hum(0.5), "that is the hum itself: added up, it gets twice as strong. Turn it upside down."),
    (-_hum(0), "upside down, but at another phase: the hum has phase 0.5, so yours needs it too."),
    (_hum(-0.5), "changing the sign of the phase only moves the wave. Change the sign of the whole wave, "
                 "or move it by half a swing, np.pi."),
    (_hum(0.5 + 180), "half a swing is 180 degrees, but NumPy counts in radians: half a swing is np.pi."),
    (0 * SECOND, "silence itself changes nothing: hum + 0 is still the hum.")])
def exercise_2(anti_hum):
    """What cancels 0.3 sin(2 pi 100 t + 0.5)."""
    hint = no_numbers(anti_hum, "anti_hum", SECOND.shape)
    if hint is None and not close(anti_hum, -_hum(0.5), 1e-5) and np.abs(_hum(0.5) + anti_hum).max() <= 0.001:
        return Right("hum + anti_hum is as good as silent. (If you wrote 3.14: np.pi is closer to pi.)")
    return hint


def _probe(samples, k, turn=2 * np.pi, n=None):
    """The sums c and s of a sound with a cosine and a sine of k swings in n samples."""
    angle = turn * k * np.arange(len(samples)) / (n or len(samples))
    return np.sum(samples * np.cos(angle)), np.sum(samples * np.sin(angle))


def _magnitude(samples, k, **probe):
    return np.hypot(*_probe(samples, k, **probe)) / len(samples)


def _other_magnitude(magnitude_at):
    samples, k = next(each for each in NOISES if not close(magnitude_at(*each), _magnitude(*each)))
    return (f"for {len(samples)} samples and k = {k} it should be {_magnitude(samples, k):.4f}, yours is "
            f"{magnitude_at(samples, k):.4f}. Compare it with the loop, line by line.")


TINY = np.sin(2 * np.pi * 3 * np.arange(32) / 32) + 0.5 * np.cos(2 * np.pi * 8 * np.arange(32) / 32)  # of the lesson
NOISES = [(np.random.default_rng(3).normal(size=length), k) for length, k in ((32, 3), (50, 8), (24, 0))]


@exercise(right=OneOf((_magnitude, lambda x, k: np.abs(np.fft.fft(x)[k]) / len(x))), tries=NOISES,
          praise="That is the whole discrete Fourier transform, one line of it.", otherwise=_other_magnitude,
          mistakes={
    lambda x, k: _magnitude(x, k) * len(x): "divide by the number of samples, len(samples).",
    OneOf((lambda x, k: _magnitude(x, k) * len(x) / 32, lambda x, k: _magnitude(x, k, n=32),
           lambda x, k: _magnitude(x, k, n=32) * len(x) / 32)):
        "the number of samples is not always 32: use len(samples).",
    OneOf((lambda x, k: ... if len(x) == 32 else x * TINY, lambda x, k: ... if len(x) == 32 else TINY * x)):
        "your function does not fit a sound of another length. Does it use N or tiny? They are for the tiny sound "
        "only: look at samples alone.",
    lambda x, k: _magnitude(TINY, k): "your function looks at tiny, whatever it is given. Use samples.",
    lambda x, k: 2 * _magnitude(x, k): "divide by the number of samples, not by half of it.",
    OneOf((lambda x, k: np.sum(np.square(_probe(x, k))) / len(x), lambda x, k: _magnitude(x, k)**2)):
        "the square root is missing: np.sqrt of c**2 + s**2.",
    lambda x, k: x * np.abs(_magnitude(x, k)): "one number is wanted: add the products up with np.sum.",
    lambda x, k: [_magnitude(x, each) for each in range(17)]:
        "only the magnitude at the k that it is given: no loop over k.",
    OneOf((lambda x, k: np.sum(_probe(x, k)) / len(x), lambda x, k: abs(np.sum(_probe(x, k))) / len(x),
           lambda x, k: np.sqrt(np.sum(_probe(x, k))) / len(x))):
        "c + s is not the long side of the triangle: square both, add, take the root.",
    OneOf((lambda x, k: _probe(x, k)[0] / len(x), lambda x, k: abs(_probe(x, k)[0]) / len(x))):
        "you ask with the cosine only; a sound at another phase escapes it.",
    OneOf((lambda x, k: _probe(x, k)[1] / len(x), lambda x, k: abs(_probe(x, k)[1]) / len(x))):
        "you ask with the sine only; a sound at another phase escapes it.",
    lambda x, k: _magnitude(x, k, turn=1): "2 * np.pi is missing in the angle.",
    lambda x, k: np.fft.fft(x)[k] / len(x): "it returns a complex number; its length, np.abs, is the magnitude."})
def exercise_3(magnitude_at):
    """One magnitude of the discrete Fourier transform, sqrt(c^2 + s^2) / N."""


@exercise(right=(5, 200, 3000), praise="Three questions that you can now ask of any spectrum.", mistakes={
    (1600 / 8000, ..., ...): "spacing is upside down: divide the sample rate by the number of samples.",
    (10, ..., ...): "10 Hz would be for 16,000 samples a second; here there are 8,000.",
    (2.5, ..., ...): "divide the whole sample rate, not half of it, by the number of samples.",
    (31.25, ..., ...): "31.25 Hz was for 512 samples at 16,000 Hz; here it is 1,600 samples at 8,000 Hz.",
    (5, 1000, ...): "spacing is right; 1,000 is the frequency. How many steps of spacing are that?",
    (5, 5000, ...): "spacing is right; now divide the frequency by it instead of multiplying.",
    OneOf(((5, 199, ...), (5, 201, ...))):
        "bin_number is one off: the first bin has the number 0, so add or take off nothing.",
    (5, 200, 5000): "there is no bin at 5,000 Hz: the last one is at half the sample rate, 4,000 Hz.",
    (5, 200, 4000): "4,000 Hz is the Nyquist frequency; the sine is seen as far below it as it was above.",
    (5, 200, 1000): "it was 1,000 Hz above the Nyquist frequency, 4,000 Hz; it is seen as far below that one.",
    (5, 200, 600): "that is its bin; seen_at is asked in Hz.",
    (5, 200, 11000): "that was for 16,000 samples a second; here there are 8,000."},
          otherwise=lambda spacing, bin_number, seen_at: (
    "spacing: for 512 samples at 16,000 Hz it was 31.25 Hz. How did that come about?" if not close(spacing, 5) else
    "spacing is right; bin_number times spacing must be 1,000 Hz." if not close(bin_number, 200) else
    "fold it back: as far below the Nyquist frequency (4,000 Hz) as it was above."))
def exercise_4(spacing, bin_number, seen_at):
    """1,600 samples at 8,000 Hz: bins 5 Hz apart, 1,000 Hz in bin 200, 5,000 Hz seen at 3,000."""


def _hann(length, turn=2 * np.pi, n=None):
    return 0.5 - 0.5 * np.cos(turn * np.arange(length) / (n or length))


@exercise(right=OneOf((_hann, lambda length: np.sin(np.pi * np.arange(length) / length)**2)),
          tries=[(16,), (9,), (512,)], praise="It is the window that features.spectrogram uses.", mistakes={
    OneOf((np.hanning, lambda length: _hann(length, n=length - 1))):
        "that one divides by length - 1; here it is divided by length.",
    lambda length: 1 - _hann(length): "it starts at 1 and is 0 in the middle: there is a minus before the cosine.",
    lambda length: 0.5 - 0.5 * np.sin(2 * np.pi * np.arange(length) / length): "use the cosine, not the sine.",
    lambda length: _hann(length, turn=1): "2 * np.pi is missing inside the cosine.",
    lambda length: _hann(length, turn=np.pi): "it only rises and never falls: a whole swing is 2 * np.pi.",
    lambda length: 2 * _hann(length): "it rises to 2 instead of 1: half of it, please.",
    OneOf((lambda length: _hann(length, n=512), lambda length: _hann(length, n=32))):
        "the window must fit the length it is given: divide by length, not by 512, nor by an N from an earlier cell.",
    OneOf((lambda length: _hann(512), lambda length: _hann(32),
           lambda length: 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(512) / length),
           lambda length: 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(32) / length))):
        "it always has the same number of samples: use length, not 512, nor an N from an earlier cell."})
def exercise_5(hann):
    """The periodic Hann window, 0.5 - 0.5 cos(2 pi n / N)."""


@exercise(right=lambda samples, frame, hop: 1 + (samples - frame) // hop,
          tries=[(10, 4, 2), (16000, 512, 256), (1000, 300, 70), (512, 512, 256), (1000, 300, 80)],
          praise="One second at 16,000 Hz has 61 frames of 512 with hops of 256.", mistakes={
    OneOf((lambda samples, frame, hop: (samples - frame) // hop, lambda samples, frame, hop: (samples - frame) / hop)):
        "one is missing. The first frame is there before the first hop.",
    OneOf((lambda samples, frame, hop: samples // hop, lambda samples, frame, hop: samples / hop,
           lambda samples, frame, hop: 1 + samples // hop)):
        "the last frames would reach beyond the end. How far can the last one start?",
    OneOf((lambda samples, frame, hop: samples // frame, lambda samples, frame, hop: samples / frame)):
        "frames overlap here: they start every hop_length samples, not every frame_length.",
    lambda samples, frame, hop: 1 + (samples - frame) / hop: "only whole frames count: divide with // instead of /.",
    OneOf((lambda samples, frame, hop: 1 + round((samples - frame) / hop),
           lambda samples, frame, hop: 1 + np.ceil((samples - frame) / hop))):
        "rounded up: a frame that would reach beyond the end is none. // rounds down.",
    lambda samples, frame, hop: len(range(0, samples - frame, hop)):
        "the frame that ends just at the end is missing: range stops before its second number."})
def exercise_6(count_frames):
    """1 + (samples - frame_length) // hop_length."""


def _other_length(length):
    if not 0 < length < np.inf or length % 1:
        return "the answer is one whole number of samples, larger than 0."
    if length < 1600:
        return f"16,000 / {length:g} is {16000 / length:.4g} Hz: more than 10. Fine frequencies need longer frames."
    return "that is fine enough, but no power of two: 2, 4, 8, ..., 512, 1024, ..."


@exercise(right=2048, otherwise=_other_length, mistakes={
    16000 / 2048: "that is how far apart the bins are, in Hz. How many samples has the frame?",
    2048 / 16000: "that is how long the frame lasts, in seconds. How many samples has it?",
    OneOf((11, 22, 2 ^ 11)):
        "a power of two is 2 times 2 times 2 ...: Python writes 2 ** 3 for 2 * 2 * 2, not 2 * 3 or 2 ^ 3.",
    1600: "1,600 samples would give exactly 10 Hz, but it is no power of two: take the next one up.",
    OneOf(2**power for power in range(12, 24)):
        "that is fine enough, but a shorter frame will do, and be finer in time."},
          praise="The price: 2,048 samples are 128 ms, long enough for several notes of a fast piece.")
def exercise_7(frame_length):
    """The shortest power of two with bins at most 10 Hz apart at 16,000 Hz: 2,048."""


def _kept(samples, keep, n=True):
    return np.fft.irfft(np.where(keep, np.fft.rfft(samples), 0), n=len(samples) if n else None)


def _axis(samples, rate):
    return np.fft.rfftfreq(len(samples), 1 / rate)


def _other_filter(high_pass):
    for samples, rate, cutoff in SOUNDS:
        answer = high_pass(samples, rate, cutoff)
        hint = no_numbers(answer, "the result", samples.shape)
        if hint or np.any(high_pass(0 * samples, rate, cutoff)):
            return hint or "it gives a sound even for silence."
        strengths, frequencies = np.abs(np.fft.rfft(answer)), _axis(samples, rate)
        if strengths[frequencies < cutoff].max() > 0.01 * strengths[frequencies > cutoff].max():
            return f"something below {cutoff} Hz is still there."
    return "below the cutoff all is gone, but what is above has changed too; leave it as it was."


SOUNDS = [(np.random.default_rng(8).normal(size=length), rate, cutoff)
          for length, rate, cutoff in ((16000, 16000, 2000), (8001, 16000, 3000), (4410, 44100, 5000))]


@exercise(right=OneOf((lambda x, rate, cutoff: _kept(x, _axis(x, rate) >= cutoff),
                       lambda x, rate, cutoff: _kept(x, _axis(x, rate) > cutoff))),
          tries=SOUNDS, tolerance=1e-5, otherwise=_other_filter,
          praise="A high-pass and a low-pass filter with one cutoff add up to the sound itself.", mistakes={
    lambda x, rate, cutoff: np.where(_axis(x, rate) >= cutoff, np.fft.rfft(x), 0):
        "that is still a spectrum: turn it back into a sound with np.fft.irfft.",
    lambda x, rate, cutoff: _kept(x, _axis(x, rate) >= cutoff, n=False):
        "a sound with an odd number of samples loses one: tell irfft the length with n=len(samples).",
    lambda x, rate, cutoff: np.fft.ifft(np.where(np.abs(np.fft.fftfreq(len(x), 1 / rate)) < cutoff, 0, np.fft.fft(x))):
        "the result is complex; use np.fft.rfft and np.fft.irfft, which stay with real samples.",
    lambda x, rate, cutoff: np.fft.irfft(np.fft.rfft(x)[_axis(x, rate) >= cutoff], n=len(x)):
        "you took the low frequencies out of the row, so all others have moved down. Keep the places, with 0 in them.",
    lambda x, rate, cutoff: _kept(x, _axis(x, rate) >= 2000): "use the cutoff that the function is given.",
    lambda x, rate, cutoff: x: "nothing was removed: the sound comes back as it was.",
    OneOf((lambda x, rate, cutoff: _kept(x, _axis(x, rate) <= cutoff),
           lambda x, rate, cutoff: _kept(x, _axis(x, rate) < cutoff))):
        "that is the low-pass filter: it keeps what is below the cutoff. Turn the comparison round.",
    lambda x, rate, cutoff: 0 * x: "nothing is left: is the cutoff compared with frequencies in Hz?",
    lambda x, rate, cutoff: _kept(x, np.arange(len(x) // 2 + 1) >= cutoff):
        "the cutoff is in Hz, not a bin number: compare it with np.fft.rfftfreq(...).",
    OneOf((lambda x, rate, cutoff: _kept(x, _axis(x, 16000) >= cutoff),
           lambda x, rate, cutoff: _kept(x, _axis(x, 48000) >= cutoff))):
        "use the sample_rate that the function is given, not always the same."})
def exercise_8(high_pass):
    """Everything below the cutoff removed, the same length."""
    if changes_its_input(high_pass, *SOUNDS[0]):
        return "your function changes the sound that it is given; work on a copy: samples.copy()."
