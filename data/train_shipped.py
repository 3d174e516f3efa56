"""Train the network that comes with the course (data/shipped/words.npz) on real recordings and the twins.

Only maintainers run this. It needs espeak-ng and flite for synthetic other words, and a folder with
mini_speech_commands, speech_commands_other_words and speech_commands_background_noise (whole or in part);
esc50 and arabic_speech_commands are used where they are.

    SOUND_DATA=FOLDER python data/train_shipped.py              # 20 % of the people kept for the test, 15 % to choose
    SOUND_DATA=FOLDER python data/train_shipped.py --final 2.3  # once all is chosen: the latter train, too
    SOUND_DATA=FOLDER python -m benchmarks shipped              # how good the file is on people it never heard

Recordings are only read: the file holds weights, and the names of the speakers that were heard.
"""

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import make_bundled
import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from helpers import WORDS, audio, datasets, features  # noqa: E402  (after the path)
from helpers.datasets import esc50  # noqa: E402
from helpers.datasets.catalogue import speaker_of  # noqa: E402
from helpers.live import shipped  # noqa: E402
from helpers.training import keras, set_seed  # noqa: E402

RATE = SAMPLES = 16000
LABELS = sorted([*WORDS, "unknown"])
UNKNOWN = LABELS.index("unknown")
NOISES = {"train": ["exercise_bike", "pink_noise", "white_noise"], "validation": ["doing_the_dishes"],
          "test": ["dude_miaowing", "running_tap"]}
ARABIC_PEOPLE, ARABIC_WORDS = 14, ["cancel", "close", "next", "open", "rotate"]  # the others are for the test
AVERAGED = 4  # the weights after so many last epochs are averaged
ALLOWED = 0.04  # false alarms on the validation speakers' other words, when the bias of "unknown" is chosen
THRESHOLD, SHARPNESS = 0.5, 2.0
OTHER_WORDS = ("bed bird cat dog eight five four happy house marvin nine off on one seven sheila six three tree two "
               "wow zero").split()
MORE_WORDS = (
    "dawn town gown noun done round brown dough though toe goat ghost gold girl lift loft lab chess note nose snow "
    "night light ride rice bright fight top shop step stock stuff cup pub app hub yet yeah guess less dress apple "
    "water music hello please open close start play pause next back red blue green black white yellow home time day "
    "week people money table window door phone lamp kitchen coffee tea milk book paper morning evening thanks maybe "
    "never always because about question answer computer number ten eleven twelve hundred forward backward follow "
    "learn visual and the what that with have this will your from good man world hand eye life place work").split()
# One sound away from a command: a network that is to refuse these refuses the commands, too.
TOO_ALIKE = (
    "dawn town gown noun done brown dough though toe goat ghost gold lift loft chess note nose snow light ride rice "
    "bright top shop step stock cup pub app hub yet yeah guess close forward backward").split()
# how many clips of each kind make an epoch; None: all there are
EPOCH = {"words": None, "twin words": 500, "other words": 250, "synthetic other words": 450, "Arabic words": 100,
         "joined": 150, "backwards": 80, "cut off": 150, "noise": 120}


# ---------------------------------------------------------------- what there is to learn from

def real_parts() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the real clips, words and other words, each with its part; a speaker has the same part in both."""
    folders = [datasets.fetch(f"{name}") for name in ("mini_speech_commands", "speech_commands_other_words")]
    if any(map(datasets.is_twin, folders)):
        sys.exit("Real recordings are needed: name a folder that holds them in SOUND_DATA.")
    words = datasets.split_by_speaker(datasets.index_words(folders[0]))
    paths = [path for path in sorted(folders[1].glob("*/*_nohash_*.wav")) if path.parent.name in OTHER_WORDS]
    others = pd.DataFrame({"path": map(str, paths), "label": [path.parent.name for path in paths],
                           "speaker": [speaker_of(path.name) for path in paths]})
    others["part"] = others.speaker.map(dict(zip(words.speaker, words.part)))
    strangers = others.part.isna()
    others.loc[strangers, "part"] = datasets.split_by_speaker(others[strangers], validation=0.2, test=0.25).part
    return words, others


def synthetic_other_words(cache: Path) -> np.ndarray:
    """Return other words by the voices of the twin's eight words, so that the voice is no clue; int16."""
    if not cache.is_file():
        voices, noises = make_bundled.make_voices(), make_bundled.clip_noises()
        make_bundled.PHONES.update({word: [""] for word in OTHER_WORDS + MORE_WORDS})  # spoken as they are written
        rng = np.random.default_rng(7)
        jobs = [(voice, word) for word in OTHER_WORDS for voice in voices]
        some = {word: rng.choice(len(voices), 10, replace=False) for word in MORE_WORDS}
        jobs += [(voices[i], word) for word in MORE_WORDS if word not in TOO_ALIKE for i in some[word]]
        with ThreadPoolExecutor(2) as pool:
            clips = pool.map(lambda job: audio.fit_length(make_bundled.make_clip(*job, 0, noises), SAMPLES), jobs)
            cache.parent.mkdir(parents=True, exist_ok=True)
            np.savez(cache, c=np.stack([np.round(clip * 32767).astype(np.int16) for clip in clips]))
    return np.load(cache)["c"]


def noise_pool(part: str, rng) -> np.ndarray:
    """Return minutes of sound without speech, joined: noises of this part, everyday sounds, music, hum."""
    sounds = []
    for folder in (datasets.fetch("speech_commands_background_noise"),
                   datasets.unpacked_twin("speech_commands_background_noise")):
        files = [path for path in sorted(Path(folder).glob("*/*.wav")) if path.stem in NOISES[part]]
        sounds += [audio.load(path) for path in files]
    folder = datasets.fetch("esc50")
    table = esc50.index(folder)
    folds = {"train": ["1", "2", "3"], "validation": ["4"], "test": ["5"]}[part]
    sounds += [audio.load(path) for path in table.path[table.fold.astype(str).isin(folds)]]
    if part == "train":
        sounds += [audio.load(path) for path in
                   sorted(datasets.unpacked_twin("fsdkaggle2018").glob("*.audio_train/*.wav"))[::3]]
        sounds += [make_bundled.coloured_noise(rng, 30 * RATE, slope) for slope in (0, 0.5, 1, 1.5, 2)]
        sounds += [make_bundled.hum(rng, 10 * RATE) for _ in range(2)]
    loud = [sound / max(np.abs(sound).max(), 1e-3) for sound in sounds]
    return (0.5 * np.concatenate(loud)).astype(np.float32)


# ---------------------------------------------------------------- how it varies

def level(clips):
    return np.sqrt(np.mean(np.square(clips), axis=1, keepdims=True)) + 1e-5


def pieces(pool, count, rng):
    """Return seconds from random places of a long sound, shape (count, 16000)."""
    return np.lib.stride_tricks.sliding_window_view(pool, SAMPLES)[rng.integers(len(pool) - SAMPLES, size=count)]


def add_noise(clips, noise, decibels):
    """Put a noise under each clip, so many decibels fainter than the clip."""
    noise = noise * (level(clips) / 10 ** (np.reshape(decibels, (-1, 1)) / 20) / level(noise)).astype(np.float32)
    return np.clip(clips + noise, -1, 1)


def energy_so_far(clips):
    """Return the share of each clip's energy, above its background, before each hundredth of a second: (clips, 101)."""
    power = np.mean(clips.reshape(len(clips), 100, -1).astype(np.float32) ** 2, axis=2)
    power = np.maximum(power - 2 * np.percentile(power, 20, axis=1, keepdims=True), 0) + 1e-9
    return np.pad(np.cumsum(power, axis=1) / power.sum(axis=1, keepdims=True), ((0, 0), (1, 0)))


def shifts_that_keep_the_word(clips, rng, widest=0.28):
    """Return a shift for each clip, in samples: up to `widest` s, but less if a tenth of the word would be lost."""
    before, rows = energy_so_far(clips), np.arange(len(clips))
    shift = np.round(100 * np.where(rng.uniform(size=len(clips)) < 0.5, 0.1, widest)
                     * rng.uniform(-1, 1, len(clips))).astype(int)
    for _ in range(4):
        kept = np.where(shift > 0, before[rows, np.minimum(100 - shift, 100)], 1 - before[rows, np.maximum(-shift, 0)])
        shift = np.where(kept < 0.9, shift // 2 + (shift < 0), shift)
    return 160 * shift + rng.integers(-80, 80, len(clips))


def shifts_that_lose_the_word(clips, rng):
    """Return a shift for each clip after which at most 0.15 of the word's energy is left: its beginning or its end."""
    before, left = energy_so_far(clips), rng.uniform(0.01, 0.15, (len(clips), 1))
    ends = 100 - (before < left).sum(axis=1)  # the clip moves to the right: only the word's beginning stays
    begins = -(before < 1 - left).sum(axis=1)
    return 160 * np.where(rng.uniform(size=len(clips)) < 0.5, ends, begins)


def move(clips, shifts, speeds):
    """Play each clip faster or slower about its middle (pitch and formants follow), and later by so many samples."""
    time, out = np.arange(SAMPLES), np.empty((len(clips), SAMPLES), np.float32)
    for row, clip in enumerate(clips):
        out[row] = np.interp((time - shifts[row] - 8000) * speeds[row] + 8000, time, clip, left=0, right=0)
    return out


def vary(clips, shifts, pool, rng, neighbours=None):
    """Change pace, place and background; with `neighbours`, a tenth of the clips hear a piece of another word, too."""
    out = move(clips, shifts, np.exp(rng.uniform(np.log(0.82), np.log(1.22), len(clips))))
    if neighbours is not None:
        rows = np.flatnonzero(rng.uniform(size=len(clips)) < 0.1)
        other = neighbours[rng.integers(len(neighbours), size=len(rows))]
        aside = rng.integers(10000, 14000, len(rows)) * rng.choice([-1, 1], len(rows))
        other = move(other, aside, np.ones(len(rows)))
        out[rows] += other * level(out[rows]) / (level(other) + level(out[rows]))
    decibels = np.where(rng.uniform(size=len(clips)) < 0.8, rng.uniform(0, 35, len(clips)), 60)
    return add_noise(out, pieces(pool, len(clips), rng), decibels)


KNOTS = np.array([[max(0, 1 - abs(band / 39 * 5 - knot)) for band in range(40)] for knot in range(6)], np.float32)


def stretched(x, rng, time=0.1, pitch=0.05):
    """Stretch features about the middle of their time, and move their bands up or down, each on its own."""
    count, frames, bands = x.shape
    scale = np.exp(rng.uniform(-time, time, (count, 1)))
    x = between(x, (np.arange(frames) - frames // 2) * scale + frames // 2)
    return between(x.swapaxes(1, 2), np.arange(bands) * np.exp(rng.uniform(-pitch, pitch, (count, 1)))).swapaxes(1, 2)


def between(x, places):
    """Interpolate along axis 1 at these places, shape (clips, places)."""
    places = np.clip(places, 0, x.shape[1] - 1).astype(np.float32)
    low = np.minimum(places.astype(int), x.shape[1] - 2)
    share, rows = (places - low).astype(np.float32)[:, :, None], np.arange(len(x))[:, None]
    return x[rows, low] * (1 - share) + x[rows, low + 1] * share


def change_features(x, rng, decibels=4.0, widest=8):
    """Change features a little: a smooth equaliser, a hidden stripe of bands and of frames, sometimes no treble."""
    count, frames, bands = x.shape
    start, width = rng.integers(0, bands, (count, 1)), rng.integers(0, widest + 1, (count, 1))
    dull = np.where(rng.uniform(size=(count, 1)) < 0.1, rng.integers(28, bands, (count, 1)), bands)
    places = np.arange(bands)
    hidden_bands = ((places >= start) & (places < start + width)) | (places >= dull)
    start, width = rng.integers(0, frames, (count, 1)), rng.integers(0, widest + 3, (count, 1))
    places = np.arange(frames)
    hidden_frames = (places >= start) & (places < start + width)
    equaliser = rng.normal(0, decibels, (count, 6)).astype(np.float32) @ KNOTS
    return np.where(hidden_bands[:, None, :] | hidden_frames[:, :, None], 0, x + equaliser[:, None, :])


class Epochs:
    """Clips for one epoch after the other, each time varied anew."""

    def __init__(self, pools: dict, noise: np.ndarray, counts: dict, rng) -> None:
        self.pools, self.noise, self.counts, self.rng = pools, noise, counts, rng

    def pick(self, name, count=None):
        clips, labels = self.pools[name]
        rows = np.arange(len(clips))
        if count is not None:
            rows = self.rng.choice(len(clips), count, replace=count > len(clips))
        return clips[rows].astype(np.float32) / 32767, labels[rows]

    def spoken(self, count):
        """Return words of both kinds, mostly real ones, to make other sounds of."""
        real, twin = self.pick("words", 2 * count // 3), self.pick("twin words", count - 2 * count // 3)
        order = self.rng.permutation(count)
        return np.concatenate([real[0], twin[0]])[order], np.concatenate([real[1], twin[1]])[order]

    def next(self) -> tuple[np.ndarray, np.ndarray]:
        """Return features and the numbers of their labels."""
        rng, x, y = self.rng, [], []
        everybody = self.pick("words", 400)[0]
        for name, count in self.counts.items():
            if name in self.pools:
                clips, labels = self.pick(name, count)
            elif name == "noise":
                clips = pieces(self.noise, count, rng)
            else:
                clips, labels = self.spoken(count)
            if name == "joined":
                second, others = self.spoken(count)
                alike = (labels == others) | np.isin(labels, SOUND_ALIKE) & np.isin(others, SOUND_ALIKE)
                cut = rng.integers(6500, 9500, (count, 1))
                clips = np.where(np.arange(SAMPLES) < cut, clips, second)[~alike]
            elif name == "backwards":
                clips = clips[:, ::-1]
            if name not in ("words", "twin words"):
                labels = np.full(len(clips), UNKNOWN)
            if name == "noise":
                sounds = clips * 10 ** (rng.uniform(-40, 6, (count, 1)) / 20)
                sounds = np.clip(sounds + 1e-4 * rng.normal(size=sounds.shape), -1, 1)
                sounds[:count // 20] = 0
            elif name == "cut off":
                sounds = vary(clips, shifts_that_lose_the_word(clips, rng), self.noise, rng)
            else:
                sounds = vary(clips, shifts_that_keep_the_word(clips, rng), self.noise, rng,
                              neighbours=everybody if name in ("words", "other words") else None)
            x.append(features.speech_features(sounds.astype(np.float32)))
            y.append(labels)
        return change_features(stretched(np.concatenate(x), rng), rng).astype(np.float32), np.concatenate(y)


SOUND_ALIKE = [LABELS.index("go"), LABELS.index("no")]  # g-o and n-o joined in the middle would be "go" again


# ---------------------------------------------------------------- the network

def build_network() -> keras.Sequential:
    """Features in, probabilities out; 418 thousand weights."""
    layers = [keras.Input((61, 40)), keras.layers.Rescaling(1 / 13), keras.layers.Reshape((61, 40, 1))]
    for channels, size, stride, pool in ((32, 5, 2, False), (64, 3, 1, True), (96, 3, 1, False), (96, 3, 1, True),
                                         (128, 3, 1, False), (128, 3, 1, False)):
        layers += [keras.layers.Conv2D(channels, size, strides=stride, padding="same", use_bias=False),
                   keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU()]
        layers += [keras.layers.MaxPooling2D(2)] if pool else []
    return keras.Sequential([*layers, keras.layers.GlobalAveragePooling2D(), keras.layers.Dropout(0.3),
                             keras.layers.Dense(len(LABELS), activation="softmax")])


def train(network, epochs: Epochs, count: int, batch: int, highest: float, after_epoch) -> None:
    """AdamW with a warm-up and a cosine, label smoothing; new variants in each epoch; the last weights averaged."""
    x, y = epochs.next()
    steps = count * -(-len(y) // batch)
    warm = steps // 10
    rate = keras.optimizers.schedules.CosineDecay(highest / 20, steps - warm, warmup_target=highest, warmup_steps=warm)
    network.compile(keras.optimizers.AdamW(rate, weight_decay=1e-3),
                    keras.losses.CategoricalCrossentropy(label_smoothing=0.1))
    last = []
    for epoch in range(count):
        network.fit(x, np.eye(len(LABELS), dtype=np.float32)[y], batch_size=batch, verbose=0)
        last = [*last, network.get_weights()][-AVERAGED:]
        after_epoch(epoch)
        if epoch < count - 1:
            x, y = epochs.next()
    network.set_weights([np.mean(weights, axis=0) for weights in zip(*last)])


def false_alarms(probabilities, threshold):
    return np.mean((probabilities.argmax(axis=1) != UNKNOWN) & (probabilities.max(axis=1) >= threshold))


def rightness(probabilities, labels, threshold):
    return (probabilities.argmax(axis=1) == labels) & (probabilities.max(axis=1) >= threshold)


def sharpen(network, bias: float, undo: bool = False) -> None:
    """Multiply what goes into the softmax, and favour "unknown" by a bias, so that 0.5 is a good threshold.

    The likeliest command then has to beat "unknown" by so much, whatever the others get: on validation speakers that
    finds more words at as many false alarms than a threshold for the likeliest alone.
    """
    kernel, biases = network.layers[-1].get_weights()
    favour = bias * np.eye(len(LABELS), dtype=np.float32)[UNKNOWN]
    if undo:
        network.layers[-1].set_weights([kernel / SHARPNESS, (biases - favour) / SHARPNESS])
    else:
        network.layers[-1].set_weights([kernel * SHARPNESS, biases * SHARPNESS + favour])


def sharpened(probabilities, bias):
    """Return what the probabilities of a network are after `sharpen`."""
    powers = probabilities.astype(np.float64) ** SHARPNESS
    powers[:, UNKNOWN] *= np.exp(bias)
    return powers / powers.sum(axis=1, keepdims=True)


class Validation:
    """Words and other words of the validation speakers: what every choice is made on."""

    def __init__(self, words, labels, others, noise) -> None:
        rng = np.random.default_rng(5)
        # Other words are few: each is heard five times, a little differently, which steadies the threshold.
        many = np.concatenate([others] + [move(others, rng.integers(-1600, 1600, len(others)),
                                               rng.uniform(0.92, 1.08, len(others))) for _ in range(4)])
        sounds = pieces(noise, 200, rng)
        self.labels, self.x = labels, {
            "words": words, "other words": many, "noise": sounds,
            "10 dB": add_noise(words, pieces(noise, len(words), rng), 10)}
        for seconds in (0.25, 0.5, 0.75):
            for sign in (-1, 1):
                shifted = move(words, np.full(len(words), sign * seconds * RATE), np.ones(len(words)))
                self.x[f"{sign * seconds:+.2f} s"] = add_noise(shifted, pieces(noise, len(words), rng), 30)
        self.x = {name: features.speech_features(np.float32(clips)) for name, clips in self.x.items()}

    def bias(self, network) -> float:
        """Return the smallest bias of "unknown" with few enough false alarms."""
        heard = network.predict(self.x["other words"], verbose=0)
        return next(bias for bias in np.round(np.arange(-5, 15, 0.1), 1)
                    if false_alarms(sharpened(heard, bias), THRESHOLD) <= ALLOWED)

    def report(self, network, bias=None) -> str:
        """Say how good a network is that has not been sharpened."""
        bias = self.bias(network) if bias is None else bias
        heard = {name: sharpened(network.predict(x, verbose=0), bias) for name, x in self.x.items()}
        commands = np.delete(heard["words"], UNKNOWN, axis=1).argmax(axis=1) == [
            WORDS.index(LABELS[label]) for label in self.labels]
        line = f"eight words {commands.mean():.3f}, bias {bias:.1f}: false alarms"
        line += "".join(f", {name} {false_alarms(heard[name], THRESHOLD):.3f}" for name in ("other words", "noise"))
        for name, p in heard.items():
            if name not in ("other words", "noise"):
                right = rightness(p, self.labels, THRESHOLD)
                wrong = ~right & (p.argmax(axis=1) != UNKNOWN) & (p.max(axis=1) >= THRESHOLD)
                line += f" | {name} right {right.mean():.3f} wrong {wrong.mean():.3f}"
        return line


def gather(heard: list[str], rng) -> tuple[dict, np.ndarray, Validation, list[str]]:
    """Return all that is learned from, the noise that lies under it, the validation, and the speakers."""
    words, others = real_parts()
    for name, table in (("words", words), ("other words", others)):
        print(name, {part: (int((table.part == part).sum()), table.speaker[table.part == part].nunique())
                     for part in ("train", "validation", "test")}, "(clips, speakers)")

    def clips_of(paths):
        return np.round(audio.load_clips(paths) * 32767).astype(np.int16)

    def unknown(clips):
        return clips, np.full(len(clips), UNKNOWN)

    def numbers(table):
        return np.array([LABELS.index(label) for label in table.label])

    twin = datasets.index_words(datasets.unpacked_twin("mini_speech_commands"))
    twin_others = sorted(datasets.unpacked_twin("speech_commands_other_words").glob("*/*_nohash_*.wav"))
    synthetic = synthetic_other_words(ROOT / "build" / "shipped_other_words.npz")
    used_words, used_others = words[words.part.isin(heard)], others[others.part.isin(heard)]
    pools = {"words": (clips_of(used_words.path), numbers(used_words)),
             "twin words": (clips_of(twin.path), numbers(twin)),
             "other words": unknown(clips_of(used_others.path)),
             "synthetic other words": unknown(np.concatenate([synthetic, clips_of(twin_others)]))}
    arabic = Path(os.environ.get("SOUND_DATA", "data"), "arabic_speech_commands", "dataset")
    arabic = [path for word in ARABIC_WORDS for path in sorted((arabic / word).glob("*.wav"))]
    people = sorted({path.name.split("_")[0] for path in arabic})[:ARABIC_PEOPLE]
    if arabic := [path for path in arabic if path.name.split("_")[0] in people]:
        pools["Arabic words"] = unknown(clips_of(arabic))
    chosen = [table[table.part == "validation"] for table in (words, others)]
    validation = Validation(audio.load_clips(chosen[0].path), numbers(chosen[0]), audio.load_clips(chosen[1].path),
                            noise_pool("validation", rng))
    return pools, noise_pool("train", rng), validation, sorted({*used_words.speaker, *used_others.speaker})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--epochs", type=int, default=50)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=4e-3, help="the highest learning rate (%(default)s)")
    parser.add_argument("--start", help="go on from a file that this program wrote")
    parser.add_argument("--final", type=float, metavar="BIAS", help="the validation speakers train, too")
    parser.add_argument("--into", default=shipped.FILE, help="the file to write (%(default)s)")
    options = parser.parse_args()
    set_seed(options.seed)
    rng = np.random.default_rng(options.seed)
    heard = ["train"] if options.final is None else ["train", "validation"]
    pools, noise, validation, speakers = gather(heard, rng)
    counts = {name: count for name, count in EPOCH.items() if name != "Arabic words" or name in pools}
    epochs = Epochs(pools, noise, counts, rng)
    print({name: len(clips) for name, (clips, _) in pools.items()}, f"noise: {len(noise) / RATE:.0f} s")
    network = build_network()
    if options.start:
        about, weights = shipped.read(options.start)
        network.set_weights([weight.astype(np.float32) for weight in weights])
        if "bias" in about:
            sharpen(network, about["bias"], undo=True)
    start = time.process_time()

    def after_epoch(epoch):
        if epoch % 5 == 4:
            print(f"epoch {epoch + 1}, {time.process_time() - start:.0f} CPU s, validation: "
                  + validation.report(network, options.final), flush=True)

    if options.epochs:
        train(network, epochs, options.epochs, options.batch, options.rate, after_epoch)
    print("validation:" if options.final is None else "validation speakers, who were heard:",
          validation.report(network, options.final), flush=True)
    bias = float(validation.bias(network) if options.final is None else options.final)
    sharpen(network, bias)
    Path(options.into).parent.mkdir(parents=True, exist_ok=True)
    shipped.save(options.into, network, LABELS, THRESHOLD, bias=bias, speakers=speakers)
    print(f"{options.into}: {Path(options.into).stat().st_size:,} bytes, {network.count_params():,} parameters, "
          f"{time.process_time() - start:.0f} CPU s")


if __name__ == "__main__":
    main()
