"""Make the bundled twin of the Spoken Arabic Digit set: ten digits by synthetic Arabic voices, as MFCCs.

Only maintainers run this; it needs Debian's espeak-ng. ``data/bundled/spoken_arabic_digit.json`` names the
versions that made the committed file.

    python data/make_arabic_twin.py          # make the archive and its manifest
    python data/make_arabic_twin.py --check  # compare the archive with the manifest

The two text files have the published layout: a line of 13 numbers per frame, a line of spaces before each
utterance, the digits 0 to 9 one after the other, in each first the male speakers, and ten utterances per speaker.
"""

import tempfile
from fractions import Fraction
from pathlib import Path

import librosa
import numpy as np
import soundfile
from make_bundled import run, trim
from scipy import signal
from twin_archive import Twin, in_parallel, main

SEED = 2010
RATE = 11025  # Hz, as published, like the window (Hamming) and the pre-emphasis (0.97)
TAKES = 10
# Zero to nine, with the vowel signs that espeak-ng needs, and the ending that people say before a pause.
DIGITS = ["صِفْر", "وَاحِد", "اِثْنَان", "ثَلَاثَه", "أَرْبَعَه", "خَمْسَه", "سِتَّه", "سَبْعَه", "ثَمَانِيَه", "تِسْعَه"]
# espeak-ng's voice variants; a vocal tract of its own and a pitch make each of them a speaker.
VOICES = {"Train": {"male": ["m1", "m3", "klatt", "m7"], "female": ["f1", "f3", "Annie", "linda"]},
          "Test": {"male": ["m2", "ed"], "female": ["f2", "belinda"]}}
ABOUT = """Synthetic spoken Arabic digits in the layout of the UCI Spoken Arabic Digit set: two text files of
13 MFCCs per frame (11,025 Hz, Hamming window, pre-emphasis 0.97), in steps of 0.2 to keep the files small.
Each speaker is a voice of the speech synthesiser espeak-ng with a vocal tract, pitch and pace of its own.
No person speaks here."""


def make_speaker(part: str, sex: str, number: int) -> dict:
    """Choose a voice with a vocal-tract scale, a pitch and a habitual rate of its own."""
    rng = np.random.default_rng([SEED, part == "Test", sex == "female", number])
    low, high = (1.02, 1.2) if sex == "female" else (0.85, 1.03)
    return {"variant": VOICES[part][sex][number], "tract": rng.uniform(low, high), "pace": rng.uniform(0.85, 1.2),
            "pitch": rng.uniform(50, 80) if sex == "female" else rng.uniform(15, 45),
            "colour": rng.normal(0, 2.5, 5), "seed": int(rng.integers(2**31))}


def speak(speaker: dict, digit: int, take: int) -> np.ndarray:
    """Speak a digit once; return the samples at 11,025 Hz."""
    rng = np.random.default_rng([speaker["seed"], digit, take])
    pace, tract = speaker["pace"] * np.exp(rng.normal(0, 0.17)), speaker["tract"] * np.exp(rng.normal(0, 0.015))
    text = DIGITS[digit] + rng.choice([".", "!", "؟", "،"])
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "digit.wav"
        run(["espeak-ng", "-v", f"ar+{speaker['variant']}", "-w", wav,
             "-s", round(float(np.clip(230 * pace / tract, 85, 420))),
             "-p", round(float(np.clip(speaker["pitch"] + rng.normal(0, 6), 0, 99))), text])
        samples, rate = soundfile.read(wav)
    # Played faster or slower, the formants move as with a shorter or longer vocal tract.
    ratio = Fraction(RATE / rate / tract).limit_denominator(200)
    samples = trim(signal.resample_poly(samples, ratio.numerator, ratio.denominator), 0.02)
    edges = [0, 300, 800, 1800, 3500, RATE / 2]  # the speaker's microphone
    response = signal.firwin2(127, edges, 10 ** (np.append(speaker["colour"][0], speaker["colour"]) / 20), fs=RATE)
    samples = np.convolve(samples, response, "same")
    samples = np.pad(samples, rng.integers(0, 700, 2))
    noise = rng.standard_normal(len(samples)) * 10 ** (-rng.uniform(28, 55) / 20)
    samples = samples / np.sqrt(np.mean(samples ** 2)) + noise
    if rng.uniform() < 0.01:  # as in the real set, a few are cut short
        samples = samples[:max(900, int(rng.uniform(0.1, 0.4) * len(samples)))]
    return 10 * samples[:12_000] * np.exp(rng.normal(0, 0.5))


def mfccs(samples: np.ndarray) -> np.ndarray:
    """Compute 13 MFCCs per frame: shape (frames, 13), on the scale of the published numbers."""
    emphasised = signal.lfilter([1, -0.97], 1, samples)
    power = librosa.feature.melspectrogram(y=emphasised, sr=RATE, n_fft=512, win_length=256, hop_length=128,
                                           window="hamming", n_mels=40, center=False)
    return librosa.feature.mfcc(S=0.5 * np.log10(np.maximum(power, 1e-6)), n_mfcc=13).T


def make_file(part: str) -> str:
    """The content of one of the two text files."""
    people = {sex: [make_speaker(part, sex, n) for n in range(len(names))] for sex, names in VOICES[part].items()}
    jobs = [(speaker, digit, take) for digit in range(10) for sex in ("male", "female") for speaker in people[sex]
            for take in range(TAKES)]
    utterances = in_parallel(lambda job: mfccs(speak(*job)), jobs)
    lines = []
    for frames in utterances:
        lines.append(" " * 12)
        lines += [" ".join(f"{value / 5 + 0:.1f}" for value in np.round(5 * frame)) for frame in frames]
    lengths = [len(frames) for frames in utterances]
    print(f"{part}: {len(lengths)} utterances of {min(lengths)} to {max(lengths)} frames")
    return "\n".join(lines) + "\n"


def make_arabic_digits() -> Twin:
    """Both text files."""
    twin = Twin(ABOUT, compresslevel=9)
    for part in VOICES:
        twin.add_file(f"{part}_Arabic_Digit.txt", make_file(part).encode())
    twin.facts = {"utterances": {name: text.count(b" " * 12) for name, text in twin.members.items()}}
    return twin


if __name__ == "__main__":
    main(__file__, __doc__, {"spoken_arabic_digit": make_arabic_digits}, programs=["espeak-ng"],
         packages=["numpy", "scipy", "librosa", "soundfile"])
