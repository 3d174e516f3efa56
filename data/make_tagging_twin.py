"""Make the bundled twin of FSDKaggle2018: ten instruments, synthesised, in that set's layout.

Only maintainers run this. Nothing is needed but the course's own packages; ``data/bundled/fsdkaggle2018.json``
names the versions that made the committed file.

    python data/make_tagging_twin.py          # make data/bundled/fsdkaggle2018.zip and fsdkaggle2018.json
    python data/make_tagging_twin.py --check  # compare the archive with fsdkaggle2018.json

On purpose the classes are unequally large, the lengths go from 0.3 to 20 s, silence stands before and after
some sounds, four of ten labels are "not verified", and about a third of these are wrong.
"""

import hashlib

import numpy as np
from make_bundled import put, unit
from make_esc50_twin import LEVEL, RATE, band, contour, curve, record
from twin_archive import Twin, compress, main

SEED = 2018
FILE_RATE = 44100
UNVERIFIED, WRONG = 0.4, 0.35  # share of all labels, and share of those that are unverified
GAP = 1920  # samples
COMMON = [0.6, 1.5, 3.0]  # lengths in s that come again and again, as in collections made with one program
ABOUT = """\
Ten instruments in the layout of FSDKaggle2018: FSDKaggle2018.audio_train/HEX.wav (44.1 kHz, mono, 16 bit) and
FSDKaggle2018.meta/train_post_competition.csv. All are synthesised: no strings were plucked. On purpose the
classes are unequally large, lengths go from 0.3 to 20 s, and some labels that are not verified are wrong."""


# ---------------------------------------------------------------- building blocks

def tone(rng, hertz, loudness, vibrato=0.0, wobble=0.003, stretch=0.0, fades=None):
    """A row of harmonics of `hertz` (per sample), as loud as `loudness`; they may die away at rates `fades`."""
    length = len(hertz)
    time = np.arange(length) / RATE
    swing = vibrato * np.sin(2 * np.pi * rng.uniform(4.5, 6.5) * time + rng.uniform(0, 6)) * np.minimum(1, 2 * time)
    phase = 2 * np.pi * np.cumsum(hertz * (1 + swing + wobble * (curve(rng, length, 8) - 0.5))) / RATE
    out = np.zeros(length)
    for number, loud in enumerate(loudness, start=1):
        times = number * np.sqrt(1 + stretch * number ** 2)
        if times * hertz.min() > 0.47 * RATE:
            break
        fade = 1 if fades is None else np.exp(-fades[number - 1] * time)
        out += np.where(times * hertz < 0.47 * RATE, loud, 0) * fade * np.sin(times * phase + rng.uniform(0, 6))
    return out


def through(samples, resonances, width=1.25, dry=0.25):
    """A body that resonates at some frequencies (Hz)."""
    return dry * samples + sum(band(samples, one / width, one * width) for one in resonances)


def melody(rng, length, low, high, pace, play, gaps=0.0):
    """Notes of a scale one after the other; `play(hertz, size)` gives one note."""
    steps = np.array([0, 2, 4, 5, 7, 9, 11, 12])
    home = rng.uniform(np.log2(low), np.log2(high) - 0.3)
    out, place = np.zeros(length), 0
    while place < length - RATE // 20:
        size = min(int(RATE * pace * rng.choice([0.5, 1, 1, 2]) * rng.uniform(0.9, 1.1)), length - place)
        step = rng.choice(steps) / 12 * rng.choice([1, -1], p=[0.7, 0.3])
        pitch = 2 ** np.clip(home + step, np.log2(low), np.log2(high))
        note = play(pitch, max(size, RATE // 20))[:length - place]
        put(out, note * rng.uniform(0.6, 1), place)
        place += int(size * (1 + gaps * rng.uniform(0, 1)))
    return out


def hits(rng, length, gap, strike):
    """Strokes at more or less regular distances (s); `strike(strength)` gives one."""
    out, place = np.zeros(length), 0
    while place < length - RATE // 50:
        put(out, strike(rng.uniform(0.5, 1)), place)
        place += int(RATE * gap * rng.choice([0.5, 1, 1, 1, 2]) * rng.uniform(0.97, 1.03))
    return out


def falling(length, rate):
    """A curve that dies away, `rate` per second."""
    return np.exp(-rate * np.arange(length) / RATE)


# ---------------------------------------------------------------- the ten instruments

def bowed(rng, length, low, high, body):
    number = np.arange(1, 41)
    loud = number ** -rng.uniform(0.8, 1.3) * np.exp(rng.normal(0, 0.35, 40))
    scrape, vibrato = rng.uniform(0.02, 0.12), rng.uniform(0, 0.012)
    resonances = np.array(body) * np.exp(rng.normal(0, 0.08, len(body)))

    def play(hertz, size):
        slide = contour([(0, rng.uniform(0.98, 1.02)), (0.1, 1), (1, 1)], size) * hertz
        swell = contour([(0, 0), (rng.uniform(0.05, 0.3), 1), (0.8, rng.uniform(0.5, 1)), (1, 0.05)], size)
        rosin = band(rng.standard_normal(size), 1500, 7000) * scrape
        return (unit(through(tone(rng, slide, loud, vibrato), resonances)) + rosin) * swell
    return melody(rng, length, low, high, rng.uniform(0.4, 2.5), play)


def cello(rng, length):
    return bowed(rng, length, 65, 390, [110, 190, 420, 1100])


def violin(rng, length):
    return bowed(rng, length, 196, 1300, [290, 480, 1100, 2800])


def blown(rng, length, low, high, loud, resonances, breath, vibrato, rasp=0.0):
    def play(hertz, size):
        line = contour([(0, rng.uniform(0.94, 1)), (0.08, 1), (1, rng.uniform(0.985, 1))], size) * hertz
        swell = contour([(0, 0), (rng.uniform(0.02, 0.12), 1), (0.85, rng.uniform(0.6, 1)), (1, 0)], size)
        air = unit(band(rng.standard_normal(size), hertz * 0.9, min(6 * hertz, 9000))) * breath
        reed = unit(through(tone(rng, line, loud, vibrato, wobble=0.004 + rasp), resonances)) if len(resonances) else \
            unit(tone(rng, line, loud, vibrato))
        trembling = 1 + 12 * vibrato * np.sin(2 * np.pi * 5.2 * np.arange(size) / RATE + rng.uniform(0, 6))
        return (reed * trembling + air) * swell
    return melody(rng, length, low, high, rng.uniform(0.3, 2.2), play, gaps=0.15)


def flute(rng, length):
    loud = np.exp(-np.arange(12) * rng.uniform(0.9, 1.5)) * np.exp(rng.normal(0, 0.3, 12))
    return blown(rng, length, 262, 1900, loud, [], rng.uniform(0.05, 0.35), rng.uniform(0.002, 0.012))


def clarinet(rng, length):
    number = np.arange(1, 26)
    loud = np.where(number % 2, 1, rng.uniform(0.02, 0.15)) * number ** -rng.uniform(0.8, 1.4)
    return blown(rng, length, 147, 950, loud, [1500 * rng.uniform(0.9, 1.1)], rng.uniform(0.01, 0.06),
                 rng.uniform(0, 0.002))


def saxophone(rng, length):
    number = np.arange(1, 36)
    loud = number ** -rng.uniform(0.3, 0.8) * np.exp(rng.normal(0, 0.3, 35))
    formants = np.array([520, 1250, 2500]) * rng.uniform(0.8, 1.3)
    return blown(rng, length, 105, 700, loud, formants, rng.uniform(0.05, 0.25), rng.uniform(0.001, 0.008),
                 rasp=rng.uniform(0, 0.03))


def plucked(rng, length, low, high, dull, die, body, pace, chords):
    number = np.arange(1, 31)
    where, stiff = rng.uniform(0.08, 0.35), rng.uniform(0.00002, 0.0004)
    loud = np.abs(np.sin(np.pi * number * where)) * number ** -dull
    resonances = np.array(body) * np.exp(rng.normal(0, 0.1, len(body)))

    def play(hertz, size):
        size = max(size, RATE // 3)
        fades = die * rng.uniform(0.7, 1.4) * (1 + 0.25 * number)
        strings = hertz * np.array([1, 1.5, 2, 2.52][:rng.integers(1, 5) if chords else 1])
        out = np.zeros(size)
        for place, one in enumerate(strings):
            put(out, tone(rng, np.full(size, one), loud, stretch=stiff, fades=fades), int(0.02 * place * RATE))
        thump = band(rng.standard_normal(size), 80, 2500) * falling(size, 120) * rng.uniform(0.1, 0.6)
        return unit(through(out, resonances, dry=0.7)) * contour([(0, 0), (0.004, 1), (1, 1)], size) + thump
    return melody(rng, length, low, high, pace, play)


def acoustic_guitar(rng, length):
    return plucked(rng, length, 82, 520, rng.uniform(0.5, 1.1), rng.uniform(0.7, 1.8), [105, 210, 420],
                   rng.uniform(0.2, 1.6), chords=rng.uniform() < 0.6)


def double_bass(rng, length):
    return plucked(rng, length, 41, 150, rng.uniform(0.9, 1.6), rng.uniform(1.0, 3.0), [62, 110, 230],
                   rng.uniform(0.4, 1.5), chords=False)


def bass_drum(rng, length):
    low, drop, decay = rng.uniform(38, 75), rng.uniform(1.5, 5), rng.uniform(5, 20)
    beater = rng.uniform(0.02, 0.5)

    def strike(strength):
        size = int(RATE * 5 / decay)
        time = np.arange(size) / RATE
        skin = np.sin(2 * np.pi * np.cumsum(low * (1 + drop * np.exp(-time * 45))) / RATE) * falling(size, decay)
        return strength * (skin + beater * band(rng.standard_normal(size), 700, 5000) * falling(size, 180))
    return hits(rng, length, rng.uniform(0.35, 1.1), strike)


def snare_drum(rng, length):
    skin, decay, bright = rng.uniform(160, 330), rng.uniform(9, 25), rng.uniform(3500, 9000)
    wires = rng.uniform(0.5, 1.5)

    def strike(strength):
        size = int(RATE * 6 / decay)
        time = np.arange(size) / RATE
        out = sum(np.sin(2 * np.pi * skin * ratio * time) * falling(size, 1.7 * decay * ratio)
                  for ratio in (1, 1.6, 2.3))
        return strength * (out + wires * band(rng.standard_normal(size), 900, bright) * falling(size, decay))
    return hits(rng, length, rng.choice([0.07, 0.25, 0.5, 0.9]), strike)


def hi_hat(rng, length):
    metal = rng.uniform(3000, 11000, 24)
    decay, low = rng.choice([rng.uniform(25, 70), rng.uniform(2.5, 8)]), rng.uniform(3500, 7000)

    def strike(strength):
        size = int(RATE * 6 / decay)
        time = np.arange(size) / RATE
        ring = np.sin(2 * np.pi * metal[:, None] * time + rng.uniform(0, 6, (24, 1))).sum(axis=0) / 5
        hiss = band(rng.standard_normal(size), low, 11500)
        return strength * (0.5 * ring + hiss) * falling(size, decay)
    return hits(rng, length, rng.uniform(0.15, 0.6), strike)


# label: (maker, clips, typical length in s)
INSTRUMENTS = {
    "Acoustic_guitar": (acoustic_guitar, 28, 3.5), "Bass_drum": (bass_drum, 24, 0.9), "Cello": (cello, 36, 3.5),
    "Clarinet": (clarinet, 26, 3.0), "Double_bass": (double_bass, 18, 2.2), "Flute": (flute, 32, 3.5),
    "Hi-hat": (hi_hat, 20, 0.9), "Saxophone": (saxophone, 30, 3.0), "Snare_drum": (snare_drum, 16, 0.8),
    "Violin_or_fiddle": (violin, 34, 3.0)}


def seconds_of(rng, typical):
    """A length between 0.3 and 9 s; some lengths are more common than others."""
    if rng.uniform() < 0.25:
        return float(rng.choice(COMMON))
    return float(np.clip(typical * np.exp(rng.normal(0, 0.6)), 0.3, 9))


def make_clips():
    """Make everything; return rows of the table, each with its samples."""
    rows, names = [], list(INSTRUMENTS)
    for number, (label, (_, count, typical)) in enumerate(INSTRUMENTS.items()):
        unverified = round(UNVERIFIED * count)
        wrong = round(WRONG * unverified)
        for clip in range(count):
            rng = np.random.default_rng([SEED, number, clip])
            length = seconds_of(rng, typical)
            if typical > 2 and clip == count // 2:  # one long clip of each that plays melodies
                length = rng.uniform(10, 20)
            length = int(length * RATE) // 480 * 480
            # a wrong label: the clip is called `label`, but another instrument plays
            played = label if clip >= wrong else str(rng.choice([name for name in names if name != label]))
            sound = unit(INSTRUMENTS[played][0](rng, length))
            fade = np.minimum(1, np.arange(length, 0, -1) / (0.02 * RATE))
            sound = record(rng, rng, sound * fade, played, 1)[:, 0]
            if rng.uniform() < 0.3:  # silence that trimming finds
                before, after = (int(RATE * rng.uniform(0, 0.6)) // 480 * 480 for _ in range(2))
                sound = np.pad(sound, (before, after))
            key = hashlib.sha256(f"{SEED} {label} {clip}".encode()).hexdigest()[:8]
            rows.append({"fname": f"{key}.wav", "label": label, "manually_verified": int(clip >= unverified),
                         "freesound_id": 90000000 + 100 * number + clip, "license": "synthetic", "played": played,
                         "samples": sound})
    return sorted(rows, key=lambda row: row["fname"])


# ---------------------------------------------------------------- the archive

def make_instruments() -> Twin:
    """The set's table, and a recording for each class."""
    rows = make_clips()
    seconds = [len(row["samples"]) / RATE for row in rows]
    twin = Twin(ABOUT, facts={
        "files": len(rows), "seconds": round(sum(seconds), 1), "shortest": round(min(seconds), 2),
        "longest": round(max(seconds), 2),
        "clips_per_class": {label: sum(row["label"] == label for row in rows) for label in INSTRUMENTS},
        "verified": sum(row["manually_verified"] for row in rows),
        "wrong_labels": sum(row["label"] != row["played"] for row in rows)})
    columns = ["fname", "label", "manually_verified", "freesound_id", "license"]
    table = [",".join(columns)] + [",".join(str(row[column]) for column in columns) for row in rows]
    twin.add_file("FSDKaggle2018.meta/train_post_competition.csv", ("\n".join(table) + "\n").encode())
    streams = {}
    for row in rows:
        stream = streams.setdefault(f"{row['label']}.opus", [])
        start = sum(len(part) for part in stream)  # a gap after each clip: Opus lets sound leak into its neighbour
        twin.clips[f"FSDKaggle2018.audio_train/{row['fname']}"] = (
            f"{row['label']}.opus", start, len(row["samples"]), FILE_RATE, "PCM_16")
        stream += [row["samples"], np.zeros(GAP)]
    twin.members |= {name: compress(np.concatenate(parts), RATE, LEVEL) for name, parts in streams.items()}
    return twin


if __name__ == "__main__":
    main(__file__, __doc__, {"fsdkaggle2018": make_instruments})
