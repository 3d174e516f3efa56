"""Small sounds and folders of words, made for the tests."""

import io
from pathlib import Path

import numpy as np
import soundfile

from helpers import WORDS

DIGIT_SETS = ["audio_mnist", "free_spoken_digits"]
TONE = (0.1 * np.sin(np.arange(16000) * 0.2)).astype("float32")
COUNTS = {f"{word}/*.wav": 3 for word in WORDS}
NAMES = [f"{word}/{speaker}_nohash_0.wav" for word in WORDS for speaker in ("ann", "bob", "cyd")]


def wav(samples=TONE, sample_rate=16000, **more) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, sample_rate, **{"format": "WAV", "subtype": "PCM_16", **more})
    return buffer.getvalue()


def write_words(folder: Path, names=NAMES) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(wav())
    return folder


def tone(seconds=0.5, rate=8000, pitch=300, level=0.3):
    return level * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate)
