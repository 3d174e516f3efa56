"""Make the bundled twin of ESC-50: ten everyday sounds, synthesised, in ESC-50's layout.

Only maintainers run this. Nothing is needed but the course's own packages; ``data/bundled/esc50.json``
names the versions that made the committed file.

    python data/make_esc50_twin.py          # make data/bundled/esc50.zip and esc50.json
    python data/make_esc50_twin.py --check  # compare the archive with esc50.json

Each class has `SOURCES` synthetic "recordings" (a dog, a clock, a place where it rains, with a microphone
and a room of its own). Some give several takes, as in ESC-50; all takes of a recording are in one fold.
"""

import numpy as np
import scipy
from make_bundled import put, unit
from scipy import signal
from twin_archive import Twin, compress, main

RATE = 24000  # of all that is synthesised; unpacking resamples to each file's own rate
SEED = 50
FOLDS = 5
TAKES = [1, 1, 1, 1, 2, 2]  # takes of the six recordings in a fold: eight clips per class and fold
# format, channels, sample rate, bits (0: compressed) and how many of each twenty clips
FORMATS = [("wav", 1, 44100, 16, 6), ("wav", 1, 22050, 16, 2), ("wav", 1, 16000, 16, 2), ("wav", 1, 48000, 24, 2),
           ("wav", 1, 32000, 24, 1), ("wav", 2, 44100, 16, 2), ("wav", 2, 44100, 24, 1), ("wav", 2, 22050, 16, 1),
           ("ogg", 1, 24000, 0, 2), ("ogg", 2, 24000, 0, 1)]
LEVEL = 0.965  # libsndfile's compression level for Opus: about 15 kbit/s and channel
ABOUT = """\
Ten everyday sounds in the layout of ESC-50 (its ESC-10 part): audio/FOLD-RECORDING-TAKE-TARGET.EXT and
meta/esc50.csv. All are synthesised: no dog barked. On purpose the files differ in format: mono and stereo,
16 to 48 kHz, 16 and 24 bit, wav and ogg (Opus), 1 to 7 s."""


# ---------------------------------------------------------------- building blocks

def seconds(duration):
    """Times in s for a sound of this duration."""
    return np.arange(int(RATE * duration)) / RATE


def noise(rng, length, slope=0.0):
    """Noise whose power falls with frequency to the power `slope`; root mean square 1."""
    spectrum = np.fft.rfft(rng.standard_normal(length))
    return unit(np.fft.irfft(spectrum / np.maximum(np.fft.rfftfreq(length, 1 / RATE), 30) ** (slope / 2), length))


def band(samples, low, high):
    """Keep what lies between two frequencies in Hz."""
    return signal.sosfilt(signal.butter(2, [low, min(high, 0.49 * RATE)], "bandpass", fs=RATE, output="sos"), samples)


def curve(rng, length, per_second):
    """A smooth random curve between 0 and 1."""
    points = rng.uniform(0, 1, int(length / RATE * per_second) + 4)
    where = np.linspace(1, len(points) - 2, length)
    return np.clip(scipy.interpolate.CubicSpline(np.arange(len(points)), points)(where), 0, 1)


def contour(points, length):
    """A line through (place between 0 and 1, value), `length` samples long."""
    places, values = np.array(points).T
    return np.interp(np.linspace(0, 1, length), places, values)


def voice(rng, frequency, formants, breath=0.05, rough=0.0):
    """A throat: many harmonics of `frequency` (Hz, per sample), shaped by resonances at `formants` (Hz)."""
    jitter = 1 + 0.012 * (curve(rng, len(frequency), 35) - 0.5) + rough * (curve(rng, len(frequency), 90) - 0.5)
    phase = np.cumsum(frequency * jitter) / RATE
    number = np.arange(1, 41)[:, None]
    harmonics = np.where(number * frequency < 0.45 * RATE, 1 / number ** 0.8, 0) * np.sin(2 * np.pi * number * phase)
    out = harmonics.sum(axis=0) + breath * 6 * rng.standard_normal(len(frequency))
    total = 0.12 * out
    for formant in formants:
        total = total + band(out, formant / 1.3, formant * 1.3)
    return unit(total)


def rings(rng, hertz, decay, loud=None):
    """A struck thing: sines at `hertz` that die away, each `decay` per second."""
    time = seconds(5 / min(decay))
    loud = np.ones(len(hertz)) if loud is None else loud
    return 0 * time + sum(a * np.sin(2 * np.pi * f * time + rng.uniform(0, 6)) * np.exp(-d * time)
               for f, d, a in zip(hertz, decay, loud) if f < 0.48 * RATE)


# ---------------------------------------------------------------- the ten sounds
# Each takes `source` (random numbers that belong to the recording) and `rng` (those of the take).

def dog(source, rng, length):
    small = source.uniform(0, 1)
    pitch, gap = 140 * 4.5 ** small, source.uniform(0.25, 1.2)
    formants = np.array([550, 1300, 2600]) * (0.8 + 0.6 * small)
    growls = source.uniform() < 0.2
    out, place = np.zeros(length), int(RATE * rng.uniform(0.02, 0.4))
    for _ in range(rng.integers(1, 7)):
        size = int(RATE * rng.uniform(0.09, 0.28))
        high = pitch * rng.uniform(0.85, 1.2)
        line = contour([(0, 0.65 * high), (0.25, 1.25 * high), (1, 0.55 * high)], size)
        bark = voice(rng, line, formants, breath=0.15, rough=0.5 if growls else 0.12)
        bark *= contour([(0, 0), (0.06, 1), (0.35, 0.8), (1, 0)], size) ** 1.5
        put(out, bark * rng.uniform(0.6, 1), min(place, length - 1))
        place += size + int(RATE * gap * rng.uniform(0.5, 1.6))
    return out


def rooster(source, rng, length):
    pitch = source.uniform(430, 800)
    formants = np.array([1100, 2300, 3600]) * source.uniform(0.85, 1.2)
    pace = min(source.uniform(0.75, 1.3), 0.42 * length / RATE)
    size = int(RATE * 2.1 * pace)
    line = contour([(0, 0.6), (0.1, 1.0), (0.16, 0.8), (0.2, 1.0), (0.28, 1.05), (0.33, 0.8), (0.38, 1.25),
                    (0.6, 1.2), (0.85, 0.95), (1, 0.55)], size)
    loud = contour([(0, 0), (0.03, 0.8), (0.14, 0.7), (0.17, 0.05), (0.2, 0.8), (0.3, 0.8), (0.33, 0.08),
                    (0.38, 1), (0.7, 0.9), (0.9, 0.5), (1, 0)], size)
    out = np.zeros(length)
    crow = voice(rng, pitch * line * (1 + 0.02 * np.sin(2 * np.pi * 9 * seconds(size / RATE + 1)[:size])),
                 formants, breath=0.04, rough=0.15) * loud
    put(out, crow, int(rng.uniform(0, 0.9) * max(1, length - size)))
    return out


def rain(source, rng, length):
    heavy, low, high = source.uniform(0, 1), source.uniform(300, 1500), source.uniform(5000, 11000)
    out = band(noise(rng, length, source.uniform(0.2, 1.2)), low, high) * (0.85 + 0.15 * curve(rng, length, 2))
    out = unit(out) * (0.3 + heavy)
    drop_hertz = source.uniform(900, 5000)
    for _ in range(int(length / RATE * (25 + 140 * (1 - heavy)))):
        drop = rings(rng, [drop_hertz * np.exp(rng.normal(0, 0.4))], [rng.uniform(150, 700)])
        put(out, drop * np.exp(rng.normal(-0.6, 0.8)), rng.integers(length))
    return out


def sea_waves(source, rng, length):
    period, dull = source.uniform(3.5, 8), source.uniform(400, 1500)
    time = seconds(length / RATE + 1)[:length] + rng.uniform(0, period)
    swell = (0.5 - 0.5 * np.cos(2 * np.pi * (time / period + 0.1 * np.sin(2 * np.pi * time / period / 2.7)))) ** 2
    rumble = band(noise(rng, length, 1.6), 50, dull)
    hiss = band(noise(rng, length, 0.6), dull, source.uniform(4000, 9000))
    return unit(rumble) * (0.35 + 0.65 * swell) + unit(hiss) * (0.08 + swell ** 1.7) * source.uniform(0.6, 1.2)


def crackling_fire(source, rng, length):
    out = unit(band(noise(rng, length, 1.8), 40, source.uniform(300, 1200))) * (0.5 + 0.5 * curve(rng, length, 5))
    out *= source.uniform(0.05, 0.5)
    bright, rate = source.uniform(1500, 5000), source.uniform(8, 35)
    for _ in range(rng.poisson(rate * length / RATE)):
        size = int(RATE * rng.uniform(0.001, 0.014))
        crack = rng.standard_normal(size) * np.exp(-np.arange(size) * 5 / size)
        crack = band(np.pad(crack, (0, 200)), 0.3 * bright, bright * rng.uniform(1, 2.2))
        put(out, crack * np.exp(rng.normal(0, 1.1)), rng.integers(length))
    return out


def crying_baby(source, rng, length):
    pitch, formants = source.uniform(330, 560), np.array([1100, 2900, 4300]) * source.uniform(0.85, 1.15)
    hoarse, out, place = source.uniform(0.02, 0.4), np.zeros(length), int(RATE * rng.uniform(0, 0.3))
    while place < length - RATE // 8:
        size = int(RATE * rng.uniform(0.45, 1.4))
        top = pitch * rng.uniform(0.9, 1.2)
        line = contour([(0, 0.75 * top), (0.2, top), (0.6, 1.03 * top), (1, 0.7 * top)], size)
        line = line * (1 + 0.025 * np.sin(2 * np.pi * rng.uniform(5, 8) * seconds(size / RATE + 1)[:size]))
        wail = voice(rng, line, formants, breath=0.06, rough=hoarse)
        put(out, wail * contour([(0, 0), (0.12, 0.9), (0.7, 1), (1, 0)], size) * rng.uniform(0.6, 1), place)
        place += size
        breath_in = int(RATE * rng.uniform(0.12, 0.35))
        gasp = band(rng.standard_normal(breath_in), 900, 5000) * np.sin(np.linspace(0, np.pi, breath_in))
        put(out, 0.12 * gasp, min(place, length - 1))
        place += breath_in
    return out


def sneezing(source, rng, length):
    pitch = source.uniform(110, 330)
    formants = np.array([750, 1300, 2600]) * (0.8 + pitch / 900)
    voiced, out = source.uniform(0.1, 1), np.zeros(length)
    places = [rng.uniform(0.0, 0.25), rng.uniform(0.55, 0.75)]
    for place in places[:1 + int(rng.uniform() < 0.35 and length > 3 * RATE)]:
        first, burst = int(RATE * rng.uniform(0.15, 0.4)), int(RATE * rng.uniform(0.18, 0.45))
        gasp = voice(rng, contour([(0, pitch), (1, 1.4 * pitch)], first), formants, breath=0.5)
        put(out, 0.3 * gasp * np.linspace(0.1, 1, first) ** 2, int(place * length))
        blow = unit(band(rng.standard_normal(burst), source.uniform(1200, 2500), source.uniform(6000, 11000)))
        falling = contour([(0, 1.8 * pitch), (0.3, 1.3 * pitch), (1, 0.7 * pitch)], burst)
        tail = voice(rng, falling, formants, breath=0.3)
        loud = contour([(0, 0), (0.05, 1), (0.4, 0.7), (1, 0)], burst)
        put(out, (1.3 * blow * loud ** 1.3 + voiced * tail * loud), min(int(place * length) + first, length - 1))
    return out


def clock_tick(source, rng, length):
    period, uneven = source.choice([0.2, 0.25, 0.5, 0.5, 1.0]), source.uniform(0, 0.06)
    hertz, decay = source.uniform(1200, 7000, 4), source.uniform(80, 600, 4)
    second = source.uniform(0.8, 1.2)
    out, place, number = np.zeros(length), rng.uniform(0.0, period), 0
    while place < length / RATE:
        tick = rings(rng, hertz * (second if number % 2 else 1), decay) * (1 - 0.3 * (number % 2))
        put(out, tick * rng.uniform(0.85, 1), int(place * RATE))
        put(out, 0.25 * tick, min(int((place + 0.018) * RATE), length - 1))
        place += period * (1 + uneven * (-1) ** number)
        number += 1
    return out


def helicopter(source, rng, length):
    blades, dull = source.uniform(9, 24), source.uniform(250, 1600)
    time = seconds(length / RATE + 1)[:length]
    phase = 2 * np.pi * (blades * time + rng.uniform())
    chop = np.exp(source.uniform(1.5, 4) * (np.cos(phase) - 1))
    out = unit(band(noise(rng, length, 1.3), 30, dull)) * (0.25 + chop)
    out = out + 0.8 * sum(np.sin(k * phase + k) / k ** 0.7 for k in range(2, 9)) * (0.6 + 0.4 * curve(rng, length, 1))
    whine = source.uniform(600, 3000) * (1 + 0.01 * curve(rng, length, 1))
    out = out + source.uniform(0, 0.25) * np.sin(2 * np.pi * np.cumsum(whine) / RATE)
    return out * contour([(0, rng.uniform(0.3, 1)), (rng.uniform(0.2, 0.8), 1), (1, rng.uniform(0.3, 1))], length)


def chainsaw(source, rng, length):
    idle, full = source.uniform(45, 80), source.uniform(100, 190)
    throttle = curve(rng, length, source.uniform(0.5, 1.5)) ** 0.6
    frequency = idle + (full - idle) * throttle
    engine = voice(rng, frequency, np.array([500, 1500, 3400]) * source.uniform(0.8, 1.3), breath=0.25, rough=0.25)
    rasp = unit(band(rng.standard_normal(length), source.uniform(1500, 3000), 9000))
    teeth = 0.6 + 0.4 * np.sin(2 * np.pi * np.cumsum(frequency) / RATE)
    return engine * (0.5 + 0.5 * throttle) + source.uniform(0.1, 0.6) * rasp * teeth * throttle


SOUNDS = {"dog": (0, dog), "rooster": (1, rooster), "rain": (10, rain), "sea_waves": (11, sea_waves),
          "crackling_fire": (12, crackling_fire), "crying_baby": (20, crying_baby), "sneezing": (21, sneezing),
          "clock_tick": (38, clock_tick), "helicopter": (40, helicopter), "chainsaw": (41, chainsaw)}
WHOLE = {"rain", "sea_waves", "crackling_fire", "helicopter", "chainsaw"}  # sound from beginning to end


# ---------------------------------------------------------------- the recordings

def record(source, rng, sound, category, channels):
    """Put a sound into the recording's place and microphone; return float64 (samples, channels)."""
    length = len(sound)
    if category not in WHOLE:
        echo = source.uniform(0.05, 0.9)
        time = seconds(echo)
        tail = source.standard_normal(len(time)) * np.exp(-6.9 * time / echo)
        tail *= np.exp(source.uniform(np.log(0.05), np.log(0.7))) / np.sqrt(np.sum(tail ** 2))
        tail[0] = 1
        sound = signal.oaconvolve(sound, tail)[:length]
    edges = [0, 150, 500, 1500, 3000, 5000, 8000, RATE / 2]
    level = source.normal(0, 3.5, len(edges)) + source.normal(0, 2) * np.linspace(-1.5, 1.5, len(edges))
    level[0] -= source.uniform(3, 20)
    sound = signal.oaconvolve(sound, signal.firwin2(255, edges, 10 ** (level / 20), fs=RATE), "same")
    loudest = np.sqrt(signal.oaconvolve(sound ** 2, np.ones(RATE // 10) / (RATE // 10), "same").max())
    hush = 10 ** (-source.uniform(18, 55) / 20) * loudest
    colour = source.uniform(0.5, 2)
    if channels == 1:
        out = (sound + hush * noise(rng, length, colour))[:, None]
    else:
        pan = source.choice([0.5, 0.35, 0.65, 0.03])  # the last one: nearly all in one channel
        late = int(source.integers(0, 12))
        out = np.stack([2 * pan * sound, 2 * (1 - pan) * np.roll(sound, late)], axis=1)
        both = noise(rng, length, colour)
        out += hush * np.stack([both, both], axis=1)
    if category not in WHOLE and source.uniform() < 0.3:  # as in ESC-50: cut short, then digital silence
        last = np.flatnonzero(np.abs(sound) > 0.02 * np.abs(sound).max())[-1]
        out[min(length, last + RATE // 10):] = 0
    return out / np.abs(out).max() * np.clip(source.beta(2.5, 1.3), 0.08, 0.98)


def make_clips():
    """Make everything; return rows of ESC-50's table, each with its samples and its format."""
    kinds = [kind[:4] for kind in FORMATS for _ in range(kind[4])]
    rows = []
    for number, (category, (target, make)) in enumerate(SOUNDS.items()):
        order = np.random.default_rng([SEED, 1, number]).permutation(2 * len(kinds))
        for fold in range(1, FOLDS + 1):
            for recording, takes in enumerate(TAKES):
                key = [SEED, 2, target, fold, recording]
                src_file = 900000 + 10000 * number // 10 + 100 * fold + recording
                for take in range(takes):
                    form, channels, rate, bits = kinds[order[len(rows) % 40] % len(kinds)]
                    source, rng = np.random.default_rng(key), np.random.default_rng([*key, take])
                    length = int(RATE * (1 + 6 * rng.beta(1.5, 2.6))) // 480 * 480
                    sound = unit(make(source, rng, length))
                    rows.append({"filename": f"{fold}-{src_file}-{'ABC'[take]}-{target}.{form}", "fold": fold,
                                 "target": target, "category": category, "esc10": True, "src_file": src_file,
                                 "take": "ABC"[take], "rate": rate, "bits": bits,
                                 "samples": record(np.random.default_rng([*key, 99]), rng, sound, category, channels)})
    return rows


# ---------------------------------------------------------------- the archive

def make_esc50() -> Twin:
    """ESC-50's table, the ogg files, and a recording for all wav files of a class with one or two channels."""
    rows = make_clips()
    twin = Twin(ABOUT, facts={
        "files": len(rows), "seconds": round(sum(len(row["samples"]) for row in rows) / RATE, 1),
        "clips_per_class": {category: sum(row["category"] == category for row in rows) for category in SOUNDS},
        "recordings": len({row["src_file"] for row in rows})})
    columns = ["filename", "fold", "target", "category", "esc10", "src_file", "take"]
    table = [",".join(columns)] + [",".join(str(row[column]) for column in columns)
                                   for row in sorted(rows, key=lambda row: row["filename"])]
    twin.add_file("meta/esc50.csv", ("\n".join(table) + "\n").encode())
    streams = {}
    for row in rows:
        path = f"audio/{row['filename']}"
        if not row["bits"]:
            twin.add_file(path, compress(row["samples"], RATE, LEVEL))
            continue
        name = f"{row['category']}_{row['samples'].shape[1]}.opus"
        start = sum(len(part) for part in streams.setdefault(name, []))
        twin.clips[path] = (name, start, len(row["samples"]), row["rate"], f"PCM_{row['bits']}")
        streams[name].append(row["samples"])
    twin.members |= {name: compress(np.concatenate(parts), RATE, LEVEL) for name, parts in streams.items()}
    return twin


if __name__ == "__main__":
    main(__file__, __doc__, {"esc50": make_esc50})
