"""Train a network on the bundled twin alone and test it on real people.

The proof of a good twin: nobody speaks in it, yet what learned from it understands real recordings.

    SOUND_DATA=FOLDER python -m benchmarks twin_to_real --seeds 3

FOLDER holds the real `mini_speech_commands/`. Training and validation use synthetic voices only; the
real clips are opened once per seed, after training. The twin's maker was developed with a look at the
real speakers of half A (chosen by a stable hash of their name), so the figure to quote is that of half B.
"""

import os
import sys
import tempfile
import time
import zlib
from pathlib import Path

import keras
import librosa
import numpy as np
import soundfile

from benchmarks.common import interval, print_table, spread
from helpers import ROOT, WORDS, training
from helpers.datasets.twin import MARKER, unpack

RATE, BANDS, FRAMES = 16000, 40, 49


# ---------------------------------------------------------------- features

def mel_power(clips: np.ndarray) -> np.ndarray:
    """Mel spectrogram, twice as fine in time and frequency as the network needs.

    Parameters
    ----------
    clips : float32, (clips, 16000)

    Returns
    -------
    float32, (clips, 101, 80): power in 80 mel bands, every 10 ms
    """
    bank = librosa.filters.mel(sr=RATE, n_fft=512, n_mels=2 * BANDS, fmin=60, fmax=7600).T
    window = np.hanning(481)[:480].astype("float32")
    out = np.empty((len(clips), 101, 2 * BANDS), "float32")
    for n, clip in enumerate(clips):
        frames = np.lib.stride_tricks.sliding_window_view(np.pad(clip, 240), 480)[::160]
        out[n] = np.abs(np.fft.rfft(frames * window, 512)) ** 2 @ bank
    return out


def features(power: np.ndarray, rng=None) -> np.ndarray:
    """Log-mel features without the microphone's colour; with `rng` also changed at random.

    Parameters
    ----------
    power : float32, (clips, 101, 80)
    rng : numpy Generator or None
        For training: reverberation, a pace and a vocal tract that change within the clip (about 15 %),
        shift by 0.1 s, loudness that wavers, noise, and masks.

    Returns
    -------
    float32, (clips, 49, 40, 1): each band has mean 0 over each clip
    """
    count = len(power)
    pace, shift, tract = np.ones((count, FRAMES)), np.zeros((count, 1)), np.ones((count, BANDS))
    if rng is not None:
        power = reverberate(power, rng)
        pace = np.exp(rng.normal(0, 0.1, (count, 1)) + curves(rng, count, FRAMES, 7, 0.3))
        shift = rng.uniform(-10, 10, (count, 1))
        tract = np.exp(rng.normal(0, 0.07, (count, 1)) + curves(rng, count, BANDS, 4, 0.06))
    when = 2 * np.cumsum(pace, axis=1)
    when += 50 - when[:, FRAMES // 2:FRAMES // 2 + 1] + shift
    hertz = librosa.mel_frequencies(2 * BANDS + 2, fmin=60, fmax=7600)[1:-1]
    wanted = (hertz[0::2] + hertz[1::2]) / 2
    band = np.interp(wanted * tract, hertz, np.arange(2 * BANDS))
    out = pick(pick(power, when, 1), band, 2)
    if rng is not None:
        out = out * 10 ** (curves(rng, count, FRAMES, 9, 4.0)[..., None] / 10)
    out = out / (out.max(axis=(1, 2), keepdims=True) + 1e-9)
    if rng is not None:
        out = out + noise(rng, count)
    out = np.log(out + 1e-6)
    out = out - out.mean(axis=1, keepdims=True)
    if rng is not None:
        mask(out, rng)
    return (out / 3).astype("float32")[..., None]


def curves(rng, count: int, length: int, knots: int, size: float) -> np.ndarray:
    """Smooth random curves around 0, shape (count, length)."""
    points = rng.normal(0, size, (count, knots, 1)).astype("float32")
    return pick(points, np.tile(np.linspace(0, knots - 1, length), (count, 1)), 1)[..., 0]


def pick(values: np.ndarray, place: np.ndarray, axis: int) -> np.ndarray:
    """Read values between the grid points along one axis (linear interpolation)."""
    place = np.clip(place, 0, values.shape[axis] - 1.001)
    low = place.astype(int)
    shape = (len(values), -1, 1) if axis == 1 else (len(values), 1, -1)
    low, part = low.reshape(shape), (place - low).astype("float32").reshape(shape)
    return (np.take_along_axis(values, low, axis) * (1 - part)
            + np.take_along_axis(values, low + 1, axis) * part)


def reverberate(power: np.ndarray, rng) -> np.ndarray:
    """Let the energy of each frame fade into the next ones, for half of the clips."""
    count = len(power)
    amount = (rng.uniform(0, 0.25, count) * (rng.uniform(size=count) < 0.5))[:, None].astype("float32")
    fade = np.exp(-13.8 * 0.01 / rng.uniform(0.1, 0.6, count))[:, None].astype("float32")
    out, tail = power.copy(), np.zeros_like(power[:, 0])
    for frame in range(power.shape[1]):
        out[:, frame] += amount * tail
        tail = fade * (tail + power[:, frame])
    return out


def noise(rng, count: int) -> np.ndarray:
    """Noise power of a smooth random colour and a slowly changing level, 12 to 60 dB below the peak."""
    colour = np.cumsum(rng.normal(0, 2.0, (count, 1, BANDS)), axis=2)
    colour -= colour.max(axis=2, keepdims=True)
    change = np.cumsum(rng.normal(0, 0.5, (count, FRAMES, 1)), axis=1)
    decibels = -rng.uniform(12, 60, (count, 1, 1)) + np.maximum(colour, -30) + change
    grain = rng.gamma(3, 1 / 3, (count, FRAMES, BANDS))
    return 10 ** (np.minimum(decibels, 0) / 10) * grain


def mask(out: np.ndarray, rng) -> None:
    """Hide one stretch of time and one of frequency in each clip."""
    for clip in out:
        start, width = rng.integers(FRAMES), rng.integers(9)
        clip[start:start + width] = 0
        start, width = rng.integers(BANDS), rng.integers(7)
        clip[:, start:start + width] = 0


# ---------------------------------------------------------------- data and model

def read_folder(folder: Path) -> tuple:
    """Read every clip of the eight words: (clips, 16000) float32, labels, speakers."""
    paths = [path for word in WORDS for path in sorted((folder / word).glob("*_nohash_*.wav"))]
    clips = np.zeros((len(paths), RATE), "float32")
    for clip, path in zip(clips, paths):
        samples = soundfile.read(path, dtype="float32")[0][:RATE]
        clip[:len(samples)] = samples
    labels = np.array([WORDS.index(path.parent.name) for path in paths])
    return clips, labels, np.array([path.name.split("_nohash_")[0] for path in paths])


def by_hash(names: np.ndarray, parts: int) -> np.ndarray:
    """Sort names into parts, always the same ones."""
    return np.array([zlib.crc32(name.encode()) % parts for name in names])


def build_model() -> keras.Model:
    """Convolutions with batch normalisation, average and maximum of the whole, 8 probabilities."""
    layers = keras.layers
    x = inputs = layers.Input((FRAMES, BANDS, 1))
    for filters, pool in [(32, True), (64, True), (96, False), (96, True), (128, False)]:
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))
        x = layers.MaxPooling2D(2)(x) if pool else x
    x = layers.Concatenate()([layers.GlobalAveragePooling2D()(x), layers.GlobalMaxPooling2D()(x)])
    x = layers.Dropout(0.3)(x)
    return keras.Model(inputs, layers.Dense(len(WORDS), activation="softmax")(x))


def train(power, labels, seed: int, epochs: int) -> keras.Model:
    """Train on newly changed copies in every epoch."""
    training.set_seed(seed)
    rng = np.random.default_rng(seed)
    steps = epochs * -(-len(power) // 64)
    schedule = keras.optimizers.schedules.CosineDecay(
        1e-4, steps - steps // 10, warmup_target=3e-3, warmup_steps=steps // 10)
    model = build_model()
    model.compile(keras.optimizers.AdamW(schedule, weight_decay=1e-3, use_ema=True, ema_momentum=0.995),
                  keras.losses.CategoricalCrossentropy(label_smoothing=0.1))
    model.fit(changed_batches(power, labels, rng), steps_per_epoch=steps // epochs, epochs=epochs,
              shuffle=False, verbose=0)  # the batches come shuffled
    return model


def changed_batches(power, labels, rng, size: int = 64):
    """Yield batches for ever: the clips in a new order, each newly changed."""
    targets = np.eye(len(WORDS), dtype="float32")[labels]
    while True:
        order = rng.permutation(len(power))
        for start in range(0, len(order), size):
            chosen = order[start:start + size]
            yield features(power[chosen], rng), targets[chosen]


def arguments(parser):
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--archive", type=Path, default=ROOT / "data/bundled/mini_speech_commands.zip")


def run(options):
    """Train with several seeds and print what they reach."""
    real_folder = ROOT / (os.environ.get("SOUND_DATA") or "data") / "mini_speech_commands"
    if not real_folder.is_dir() or (real_folder / MARKER).exists():
        sys.exit(f"No real recordings in {real_folder}: set SOUND_DATA to the folder that holds the full "
                 "mini_speech_commands. On the twin alone this measurement means nothing.")
    with tempfile.TemporaryDirectory() as folder:
        unpack(options.archive, Path(folder))
        clips, labels, voices = read_folder(Path(folder))
    held_out = by_hash(voices, 8) == 0
    power = mel_power(clips)
    real_clips, real_labels, people = read_folder(real_folder)
    real, half_b = features(mel_power(real_clips)), by_hash(people, 2) == 1
    print(f"Training: {np.sum(~held_out):,} synthetic clips by {len(set(voices[~held_out]))} voices; "
          f"validation: {held_out.sum()} by {len(set(voices[held_out]))} other voices")
    print(f"Test: {len(real):,} real clips by {len(set(people))} people "
          f"(half B: {half_b.sum():,} clips, {len(set(people[half_b]))} people)", flush=True)

    right = []
    for seed in options.seeds:
        begin = time.time()
        model = train(power[~held_out], labels[~held_out], seed, options.epochs)
        valid = np.mean(model.predict(features(power[held_out]), verbose=0).argmax(1) == labels[held_out])
        right.append(model.predict(real, verbose=0).argmax(1) == real_labels)
        print(f"seed {seed}: held-out voices {valid:.3f}, real {right[-1].mean():.3f} "
              f"(half A {right[-1][~half_b].mean():.3f}, half B {right[-1][half_b].mean():.3f}), "
              f"{model.count_params():,} parameters, {time.time() - begin:.0f} s", flush=True)
    right = np.array(right)
    print_table(["real clips", "right (each seed)", "95 % interval over people"],
                [[name, spread(right[:, rows].mean(axis=1)), interval(right[:, rows], people[rows])] for name, rows in
                 (("all", np.full(len(real), True)), ("half A", ~half_b), ("half B", half_b))])
    print("\nrecall per word:", ", ".join(f"{word} {right[:, real_labels == number].mean():.2f}"
                                         for number, word in enumerate(WORDS)))
