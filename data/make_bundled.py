"""Make the bundled twins of the eight words, the background noise, congratulations.wav and your own voice.

Only maintainers run this. It needs Debian's espeak-ng, flite, festival, festvox-kdlpc16k and
festvox-us-slt-hts; the .json files beside the archives name the versions that made the committed files.

    python data/make_bundled.py                  # make all four archives and their .json files
    python data/make_bundled.py --only my_voice  # make one of them
    python data/make_bundled.py --check          # compare the archives with the .json files
"""

import subprocess
import sys
import tempfile
import zlib
from fractions import Fraction
from pathlib import Path

import numpy as np
import soundfile
from scipy import signal
from twin_archive import Twin, in_parallel, main

WORDS = ["down", "go", "left", "no", "right", "stop", "up", "yes"]
RATE = 16000
SEED = 2022
CLIPS_PER_VOICE_AND_WORD = {"flite": 6, "espeak": 5}
ABOUT_WORDS = """\
Synthetic speech in the layout of Mini Speech Commands: WORD/VOICE_nohash_N.wav, eight words,
16 kHz, 16 bit, mono. Each VOICE is a speech synthesiser's voice with a vocal tract, pitch and
pace of its own. No person speaks here."""
ABOUT_NOISE = "Six synthetic noises in the layout of Speech Commands' _background_noise_ folder, 16 kHz."
ABOUT_CONGRATULATIONS = "congratulations.wav: a synthetic voice, bells, a cymbal and applause; 48 kHz, 16 bit, mono."
ABOUT_MY_VOICE = """\
The eight words by one synthetic voice that is in no training set, for whoever does not want
to record their own: WORD.wav, 16 kHz, one second each."""


# ---------------------------------------------------------------- voices

ESPEAK_ACCENTS = ["en-us", "en-gb", "en-us", "en-gb-x-rp", "en-us-nyc", "en-gb-scotland", "en-us",
                  "en-029", "en-us", "en-gb-x-gbclan"]
ESPEAK_VARIANTS = ["m1", "f1", "m2", "f2", "m3", "f3", "m4", "f4", "m5", "f5", "m6", "klatt", "m7",
                   "klatt2", "m8", "klatt3", "Alex", "Alicia", "Andrea", "Annie", "belinda", "boris",
                   "caleb", "david", "Denis", "ed", "edward", "Gene", "gustave", "john", "linda",
                   "max", "Michael", "steph", "Storm", "travis", "Marco", "Mike", "paul", "victor"]
FLITE_VOICES = {"awb": 16, "slt": 16, "kal16": 14, "rms": 12}

# Other ways to say the words, in the phones of the CMU dictionary (for flite) ...
PHONES = {"down": ["d aw n", "d aw1 n", "d ae uh n"], "go": ["g ow", "g ow1", "g ow uh", "g ah uh"],
          "left": ["l eh f t", "l eh1 f t", "l ae f t", "l eh f"], "no": ["n ow", "n ow1", "n ow uh", "n ah uh"],
          "right": ["r ay t", "r ay1 t", "r ay"], "stop": ["s t aa p", "s t aa1 p", "s t ao p"],
          "up": ["ah p", "ah1 p", "ah p"], "yes": ["y eh s", "y eh1 s", "y ae s"]}
# ... and with the stress that these words have when they stand alone: in a sentence they have little.
STRESSED = {"flite": {"down": "downe", "go": "goe", "up": "upp"},
            "espeak": {"down": "[[d'aUn]]", "go": "[[g'oU]]", "up": "[['Vp]]"}}


def make_voices() -> list:
    """List the speakers: a base voice with a vocal-tract scale, a pitch and a habitual rate of its own."""
    voices = []
    for base, count in FLITE_VOICES.items():
        for number in range(count):
            rng = np.random.default_rng([SEED, 1, zlib.crc32(base.encode()), number])
            # Evenly spread over the voices of one base, so that none is much like another.
            tract = 0.8 * (1.25 / 0.8) ** ((number + rng.uniform(0, 1)) / count)
            if base == "rms":  # flite gives no control over its pitch: it moves with the tract
                tract = 0.95 * (1.7 / 0.95) ** ((number + rng.uniform(0, 1)) / count)
            # Shorter vocal tracts belong to higher voices, but not strictly.
            pitch = float(np.clip(130 * tract ** 1.6 * np.exp(rng.normal(0, 0.22)), 75, 320))
            voices.append({"id": f"flite{base}{number + 1:02d}", "engine": "flite", "base": base,
                           "tract": tract, "pitch": pitch, "pace": rng.uniform(0.9, 1.15)})
    for number, variant in enumerate(ESPEAK_VARIANTS):
        rng = np.random.default_rng([SEED, 2, number])
        voices.append({"id": f"espeak{variant.lower()}{number + 1:02d}", "engine": "espeak",
                       "base": f"{ESPEAK_ACCENTS[number % len(ESPEAK_ACCENTS)]}+{variant}",
                       "tract": np.exp(rng.uniform(np.log(0.85), np.log(1.18))),
                       "pitch": rng.uniform(20, 85), "pace": rng.uniform(0.9, 1.15)})
    return voices


def run(command: list) -> None:
    """Run a synthesiser; show its messages if it fails."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    except FileNotFoundError:
        sys.exit(f"{command[0]} is missing. On Debian: apt-get install {command[0]}")
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr}")


def speak(voice: dict, text: str, slowness=1.0, pitch_factor=1.0, liveliness=1.0, phones="") -> np.ndarray:
    """Speak a text (or, with flite, phones) with a voice; return the samples at 16 kHz, without silence.

    `slowness` stretches the time, `pitch_factor` multiplies the voice's pitch, `liveliness` (around 1)
    widens the intonation. The vocal tract is scaled by playing faster or slower; time and pitch are
    asked for accordingly, so that only the formants move.
    """
    tract = voice["tract"]
    with tempfile.TemporaryDirectory() as folder:
        wav = Path(folder) / "word.wav"
        if voice["engine"] == "flite":
            pitch = voice["pitch"] * pitch_factor / tract
            said = ["-p", f"pau {phones} pau"] if phones else ["-t", text]
            run(["flite", "-voice", voice["base"], *said, "-o", wav,
                 "--setf", f"duration_stretch={slowness * voice['pace'] * tract:.3f}",
                 "--setf", f"int_f0_target_mean={pitch:.1f}",
                 "--setf", f"int_f0_target_stddev={0.11 * liveliness * pitch:.1f}"])
        else:
            run(["espeak-ng", "-v", voice["base"], "-w", wav,
                 "-s", round(float(np.clip(150 / (slowness * voice["pace"] * tract), 85, 300))),
                 "-p", round(float(np.clip(voice["pitch"] * pitch_factor, 0, 99))), text])
        samples, rate = soundfile.read(wav)
    ratio = Fraction(RATE / rate / tract).limit_denominator(200)
    samples = signal.sosfilt(signal.butter(2, 60, "highpass", fs=RATE, output="sos"),
                             signal.resample_poly(samples, ratio.numerator, ratio.denominator))
    # flite's recorded voices hiss: what is no louder than their first 60 ms is silence.
    hiss = 2 * np.abs(samples[:960]).max() / np.abs(samples).max() if voice["engine"] == "flite" else 0
    return trim(samples, max(0.004, min(hiss, 0.05)))


def trim(samples: np.ndarray, level: float = 0.004) -> np.ndarray:
    """Cut off what is below a small part of the peak before and after the word."""
    loud = np.flatnonzero(np.abs(samples) > level * np.abs(samples).max())
    return samples[loud[0]:loud[-1] + 1]


# ---------------------------------------------------------------- noise and rooms

def coloured_noise(rng, length: int, slope: float) -> np.ndarray:
    """Noise whose power falls with frequency to the power `slope` (0 white, 1 pink, 2 brown)."""
    spectrum = np.fft.rfft(rng.standard_normal(length))
    frequency = np.maximum(np.fft.rfftfreq(length, 1 / RATE), 30)
    return unit(np.fft.irfft(spectrum / frequency ** (slope / 2), length))


def unit(samples: np.ndarray) -> np.ndarray:
    """Scale to a root mean square of 1."""
    return samples / max(np.sqrt(np.mean(samples ** 2)), 1e-9)


def band(samples: np.ndarray, low: float, high: float, rate: int = RATE) -> np.ndarray:
    """Keep what lies between two frequencies in Hz."""
    sections = signal.butter(2, [low, min(high, 0.49 * rate)], "bandpass", fs=rate, output="sos")
    return signal.sosfilt(sections, samples)


def hum(rng, length: int) -> np.ndarray:
    """Mains hum, 50 or 60 Hz and some multiples."""
    time = np.arange(length) / RATE
    base = rng.choice([50, 60])
    return unit(sum(rng.uniform(0, 1) / k * np.sin(2 * np.pi * (base * k * time + rng.uniform()))
                    for k in range(1, 9)) + 1e-3)


def dishes(rng, length: int) -> np.ndarray:
    """Plates and cutlery: short ringing strokes over splashing water."""
    out = 0.08 * band(coloured_noise(rng, length, 0.5), 400, 4000) * slow_curve(rng, length, 3)
    for _ in range(rng.poisson(3.5 * length / RATE)):
        time = np.arange(int(RATE * rng.uniform(0.05, 0.4))) / RATE
        stroke = sum(rng.uniform(0.2, 1) * np.sin(2 * np.pi * rng.uniform(900, 7500) * time)
                     * np.exp(-time * rng.uniform(15, 120)) for _ in range(6))
        put(out, stroke * np.exp(rng.normal(-1.5, 0.8)), rng.integers(length))
    return unit(out)


def bike(rng, length: int) -> np.ndarray:
    """An exercise bike: a whirring flywheel and a pedal stroke a little over once a second."""
    time = np.arange(length) / RATE
    phase = 2 * np.pi * (1.3 * time + 0.08 * np.sin(2 * np.pi * 0.11 * time))
    whirr = sum(np.sin(k * 28 * phase + rng.uniform(0, 6)) / k for k in range(1, 9))
    push = (0.5 + 0.5 * np.sin(phase)) ** 3
    return unit(coloured_noise(rng, length, 1.3) * (0.4 + push) + 0.35 * whirr * (0.7 + 0.3 * push))


def tap(rng, length: int) -> np.ndarray:
    """A running tap: hiss that wavers, and bubbles."""
    out = band(coloured_noise(rng, length, 0.3), 500, 7500) * (0.7 + 0.3 * slow_curve(rng, length, 6))
    for _ in range(rng.poisson(40 * length / RATE)):
        time = np.arange(int(RATE * 0.03)) / RATE
        start = rng.uniform(500, 2200)
        put(out, rng.uniform(0.3, 2.5) * np.sin(2 * np.pi * (start * time + 6 * start * time ** 2))
            * np.exp(-time * 120), rng.integers(length))
    return unit(out)


def miaows(rng, length: int) -> np.ndarray:
    """A man who imitates a cat, again and again."""
    out = 0.01 * coloured_noise(rng, length, 1)
    place = 0
    while place < length:
        man = {"engine": "flite", "base": "awb", "tract": 1.0, "pace": 1.0, "pitch": rng.uniform(120, 260)}
        cat = speak(man, rng.choice(["meow.", "miaow?", "meow meow!"]), rng.uniform(1.2, 2.4), 1.0, 2.0)
        put(out, unit(cat) * rng.uniform(0.4, 1), place)
        place += len(cat) + int(RATE * rng.uniform(0.2, 1.0))
    return unit(out)


def slow_curve(rng, length: int, per_second: float) -> np.ndarray:
    """A smooth random curve between 0 and 1."""
    points = rng.uniform(0, 1, int(length / RATE * per_second) + 3)
    return np.interp(np.linspace(0, len(points) - 1, length), np.arange(len(points)), points)


def put(out: np.ndarray, piece: np.ndarray, start: int) -> None:
    """Add a piece at a place; what does not fit is left out."""
    piece = piece[:len(out) - start]
    out[start:start + len(piece)] += piece


def room(rng, samples: np.ndarray) -> np.ndarray:
    """Place the word in a random room: the direct sound, then a decaying tail of echoes."""
    seconds = rng.uniform(0.08, 0.5)
    time = np.arange(int(RATE * seconds)) / RATE
    tail = rng.standard_normal(len(time)) * np.exp(-6.9 * time / seconds) * (time > 0.002)
    tail *= np.exp(rng.uniform(np.log(0.1), np.log(0.9))) / np.sqrt(np.sum(tail ** 2))
    tail[0] = 1.0
    return np.convolve(samples, tail)


def microphone(rng, samples: np.ndarray) -> np.ndarray:
    """Colour the sound like a random microphone: cut lows, perhaps highs, and a smooth tilt."""
    edges = np.array([0, 200, 500, 1000, 2000, 3000, 4500, 6000, 8000])
    decibels = rng.normal(0, 3, len(edges)) + rng.normal(0, 1.5) * np.linspace(-2, 2, len(edges))
    decibels[0] -= rng.uniform(5, 30)
    if rng.uniform() < 0.3:
        decibels[-1 - rng.integers(1, 4):] -= rng.uniform(5, 25)
    response = signal.firwin2(255, edges, 10 ** (decibels / 20), fs=RATE)
    return np.convolve(samples, response, "same")


def waver(rng, samples: np.ndarray) -> np.ndarray:
    """Let the loudness change within the word by some decibels."""
    decibels = rng.normal(0, 4, 7)
    return samples * 10 ** (np.interp(np.linspace(0, 6, len(samples)), np.arange(7), decibels) / 20)


def lengthen_closures(rng, samples: np.ndarray) -> np.ndarray:
    """Hold the silence before a t or p for up to 80 ms longer: synthesisers hurry over it, people do not."""
    power = np.mean(samples[:len(samples) // 80 * 80].reshape(-1, 80) ** 2, axis=1)  # every 5 ms
    decibels = 10 * np.log10(power / power.max() + 1e-6)
    places, _ = signal.find_peaks(-np.convolve(decibels, np.ones(3) / 3, "same"), prominence=8)
    pieces = np.split(samples, places * 80 + 40)
    for number in range(len(pieces) - 1):
        pieces[number] = np.append(pieces[number], np.zeros(rng.integers(int(0.08 * RATE))))
    return np.concatenate(pieces)


def gate(rng, samples: np.ndarray) -> np.ndarray:
    """Weaken what is quiet, as telephones and noise suppressors do."""
    power = signal.sosfiltfilt(signal.butter(1, 30, fs=RATE, output="sos"), samples ** 2)
    threshold = power.max() * 10 ** (-rng.uniform(15, 35) / 10)
    return samples * (np.maximum(power, 0) / (np.maximum(power, 0) + threshold)) ** rng.uniform(0.3, 1)


# ---------------------------------------------------------------- the words

def make_clip(voice: dict, word: str, number: int, noises: dict) -> np.ndarray:
    """Make one recording of a word: how it is said, where, and into which microphone."""
    rng = np.random.default_rng([SEED, 3, zlib.crc32(f"{voice['id']}/{word}/{number}".encode())])
    text = STRESSED[voice["engine"]].get(word, word) if rng.uniform() < 0.75 else word
    text += rng.choice([".", "!", "?", ",", "."])
    phones = rng.choice(PHONES[word]) if rng.uniform() < 0.4 else ""
    samples = speak(voice, text, np.exp(rng.normal(0, 0.2)), np.exp(rng.normal(0, 0.1)),
                    rng.uniform(0.4, 2.2), phones)
    samples = samples / np.abs(samples).max()
    if word in ("left", "right", "stop", "up") and rng.uniform() < 0.7:
        samples = lengthen_closures(rng, samples)
    if rng.uniform() < 0.7:
        samples = room(rng, samples)
        samples = trim(samples, 0.01)
    samples = microphone(rng, waver(rng, samples))
    if rng.uniform() < 0.15:
        samples = gate(rng, samples)
    length = RATE
    if rng.uniform() < 0.1:  # as in the real set, some recordings are short
        length = int(np.clip(len(samples) * rng.uniform(1.0, 1.4), 0.4 * RATE, 0.95 * RATE))
    clip = np.zeros(length)
    spare = length - len(samples)
    if rng.uniform() < 0.05 and spare > 0:  # the recording began too late
        put(clip, samples[rng.integers(0, len(samples) // 6):], 0)
    elif spare >= 0:  # mostly in the middle, sometimes at the edge
        put(clip, samples, int(spare * np.clip(rng.normal(0.5, 0.22), 0, 1)))
    else:  # too long: the end is cut off, or both ends
        start = int(-spare * rng.uniform(0, 0.5))
        clip[:] = samples[start:start + length]
    noise = noises[rng.choice(list(noises))]
    start = rng.integers(len(noise) - length)
    decibels = -rng.uniform(14, 65)
    clip = clip / np.sqrt(np.mean(samples ** 2)) + noise[start:start + length] * 10 ** (decibels / 20)
    peak = np.clip(1.1 * rng.beta(2.0, 1.4), 0.05, 1.1)  # the loudest few are clipped
    return np.clip(clip / np.abs(clip).max() * peak, -0.999, 0.999)


def clip_noises() -> dict:
    """Half a minute of each noise that can lie under a word."""
    rng = np.random.default_rng([SEED, 4])
    length = 30 * RATE
    people = [v for v in make_voices() if v["engine"] == "flite"][::6]
    babble = np.zeros(length)
    for _ in range(60):
        said = speak(people[rng.integers(len(people))], "one two three, what a day it was")
        put(babble, unit(said) * rng.uniform(0.2, 1), rng.integers(length))
    return {"white": coloured_noise(rng, length, 0), "pink": coloured_noise(rng, length, 1),
            "brown": coloured_noise(rng, length, 2), "hum": hum(rng, length),
            "dishes": dishes(rng, length), "bike": bike(rng, length), "tap": tap(rng, length),
            "babble": unit(babble)}


def make_words() -> Twin:
    """Every voice says every word several times; one recording for each word."""
    noises, voices = clip_noises(), make_voices()
    jobs = [(voice, word, number) for word in WORDS for voice in voices
            for number in range(CLIPS_PER_VOICE_AND_WORD[voice["engine"]])]
    clips = {f"{word}/{voice['id']}_nohash_{number}.wav": clip for (voice, word, number), clip in
             zip(jobs, in_parallel(lambda job: make_clip(*job, noises), jobs))}
    lengths = [len(clip) for clip in clips.values()]
    twin = Twin(ABOUT_WORDS, facts={
        "sample_rate": RATE, "files": len(clips), "seconds": round(sum(lengths) / RATE, 1),
        "clips_per_word": {word: sum(path.startswith(word + "/") for path in clips) for word in WORDS},
        "voices": len(voices), "shorter_than_a_second": sum(length < RATE for length in lengths)})
    for word in WORDS:
        of_word = {path: clip for path, clip in clips.items() if path.startswith(f"{word}/")}
        twin.add_recording(f"{word}.opus", of_word, RATE, level=0.96)
    return twin


# ---------------------------------------------------------------- the other twins

def single_recordings(about: str, clips: dict, rate: int, kind: str, level: float) -> Twin:
    """A twin in which each clip is a compressed recording of its own."""
    lengths = {path: len(clip) for path, clip in clips.items()}
    twin = Twin(about, facts={"sample_rate": rate, "files": len(clips),
                              "seconds": round(sum(lengths.values()) / rate, 1), "lengths": lengths})
    for path, clip in clips.items():
        twin.add_recording(f"{Path(path).stem}.{kind}", {path: clip}, rate, level, into="int16")
    return twin


def make_background_noise() -> Twin:
    """Six noises of different kinds, 20 s each."""
    rng, length = np.random.default_rng([SEED, 5]), 20 * RATE
    sounds = {"doing_the_dishes": 0.1 * dishes(rng, length), "dude_miaowing": 0.1 * miaows(rng, length),
              "exercise_bike": 0.15 * bike(rng, length), "pink_noise": 0.15 * coloured_noise(rng, length, 1),
              "running_tap": 0.1 * tap(rng, length), "white_noise": 0.25 * coloured_noise(rng, length, 0)}
    clips = {f"_background_noise_/{name}.wav": np.clip(sound, -0.999, 0.999) for name, sound in sounds.items()}
    return single_recordings(ABOUT_NOISE, clips, RATE, "opus", level=0.9)


def festival(voice: str, text: str, stretch: float = 1.0) -> tuple:
    """Speak a text with a festival voice; return the samples and their rate."""
    with tempfile.TemporaryDirectory() as folder:
        script, wav = Path(folder) / "say.scm", Path(folder) / "word.wav"
        script.write_text(f"(voice_{voice})\n(Parameter.set 'Duration_Stretch {stretch})\n"
                          f'(set! u (SynthText "{text}"))\n(utt.save.wave u "{wav}" \'riff)\n')
        run(["festival", "-b", script])
        return soundfile.read(wav)


def make_my_voice() -> Twin:
    """Eight words by a voice that no training set holds."""
    clips = {}
    for word in WORDS:
        rng = np.random.default_rng([SEED, 6, zlib.crc32(word.encode())])
        text = STRESSED["flite"].get(word, word)  # festival shares flite's way to read them
        said, _ = festival("ked_diphone", f"{text}.", rng.uniform(1.15, 1.35))
        said = microphone(rng, trim(said))
        clip = 10 ** (-50 / 20) * coloured_noise(rng, RATE, 1) * np.sqrt(np.mean(said ** 2))
        put(clip, said[:RATE], max(0, int((RATE - len(said)) * rng.uniform(0.35, 0.65))))
        clips[f"{word}.wav"] = clip / np.abs(clip).max() * rng.uniform(0.4, 0.8)
    return single_recordings(ABOUT_MY_VOICE, clips, RATE, "flac", level=1.0)


def make_congratulations() -> Twin:
    """A voice, bells, applause and a cymbal: 48 kHz, with content up to 20 kHz."""
    rate, rng = 48000, np.random.default_rng([SEED, 7])
    out = np.zeros(int(4.2 * rate))
    said, voice_rate = festival("cmu_us_slt_arctic_hts", "congratulations!", 1.15)
    said = trim(signal.resample_poly(said, 3, voice_rate // 16000))
    breath = band(rng.standard_normal(len(said)), 7000, 15000, rate)
    high = np.abs(band(said, 3500, 7500, rate))  # the sibilants' upper part, which the voice lacks
    said = said + 0.9 * breath * signal.sosfiltfilt(signal.butter(2, 40, fs=rate, output="sos"), high)
    put(out, 0.5 * said / np.abs(said).max(), int(0.25 * rate))
    time = np.arange(int(2.4 * rate)) / rate
    for start, note in zip([1.75, 1.9, 2.05, 2.2], [1046.5, 1318.5, 1568.0, 2093.0]):
        bell = sum(np.sin(2 * np.pi * note * partial * time + rng.uniform(0, 6)) * loud
                   * np.exp(-time * decay) for partial, loud, decay in
                   [(1, 1, 2.2), (2.76, 0.55, 4), (5.4, 0.35, 7), (8.9, 0.22, 11)] if note * partial < 21000)
        put(out, 0.09 * bell, int(start * rate))
    cymbal = band(rng.standard_normal(len(time)), 5000, 20000, rate) * np.exp(-time * 2.5)
    put(out, 0.035 * cymbal, int(1.75 * rate))
    for _ in range(420):  # applause: many short claps
        place = rng.triangular(1.9, 2.8, 4.15)
        clap_time = np.arange(int(0.02 * rate)) / rate
        clap = band(rng.standard_normal(len(clap_time)), rng.uniform(700, 1500), rng.uniform(4000, 16000), rate)
        put(out, clap * np.exp(-clap_time * rng.uniform(150, 400)) * rng.uniform(0.01, 0.05), int(place * rate))
    out += 0.0004 * rng.standard_normal(len(out))
    fade = np.minimum(1, np.arange(len(out))[::-1] / (0.3 * rate))
    out *= fade
    clips = {"congratulations.wav": 0.85 * out / np.abs(out).max()}
    return single_recordings(ABOUT_CONGRATULATIONS, clips, rate, "flac", level=1.0)


if __name__ == "__main__":
    main(__file__, __doc__, {"mini_speech_commands": make_words,
                             "speech_commands_background_noise": make_background_noise,
                             "ghw-2022-12": make_congratulations, "my_voice": make_my_voice},
         programs=["espeak-ng", "festival", "festvox-kdlpc16k", "festvox-us-slt-hts", "flite"])
