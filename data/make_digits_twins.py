"""Make the bundled twins of AudioMNIST and of the Free Spoken Digit Dataset, and more voices: ten digits, synthetic.

Only maintainers run this. It needs Debian's espeak-ng and flite; the .json files beside the archives name the
versions that made the committed files.

    python data/make_digits_twins.py          # make the three archives and their .json files
    python data/make_digits_twins.py --check  # compare the archives with the .json files

The voices of the two twins are different ones. Each voice has a vocal tract, a pitch, a pace, a room, a microphone
and a background noise of its own, as a person has who sits down once and records all takes: clips of one voice
resemble each other. In the twin of AudioMNIST there are faults on purpose, for lesson 10's audit to find.

The third archive, digit_voices, is a twin of nothing: the voices of the eight words (make_bundled.py) say the digits,
so that lesson 10 can add them to real people's. Some are relatives of the twins' voices: never test a twin with them.
"""

import io
import json
import zlib

import numpy as np
import soundfile
from make_bundled import RATE, coloured_noise, lengthen_closures, make_voices, put, speak, trim, waver
from scipy import signal
from twin_archive import Twin, in_parallel, main

WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
SEED = 10
LEVEL = 0.955  # libsndfile's compression level for Opus: about 15 kbit/s for speech
# base voice, length of the vocal tract (1: as it is), pitch (flite: Hz, espeak-ng: 0 to 99), pace, sex, accent
MNIST_VOICES = [
    ("awb", 0.92, 105, 1.00, "male", "Scottish"), ("en-us+m3", 1.00, 40, 1.05, "male", "American"),
    ("en-gb+f2", 1.05, 60, 0.95, "female", "British"), ("kal16", 0.90, 100, 0.95, "male", "American"),
    ("en-gb-scotland+m7", 0.95, 35, 1.10, "male", "Scottish"), ("en-us+Annie", 1.00, 55, 1.00, "female", "American"),
    ("awb", 1.18, 175, 0.92, "female", "Scottish"), ("en-029+Marco", 1.00, 45, 1.00, "male", "Caribbean"),
    ("en-gb-x-rp+klatt2", 0.98, 40, 1.08, "male", "British"), ("kal16", 1.15, 170, 1.05, "female", "American"),
    ("en-us-nyc+Denis", 1.02, 30, 0.95, "male", "American"), ("en-gb+linda", 1.08, 65, 1.02, "female", "British"),
    ("awb", 1.04, 130, 1.10, "male", "Scottish"), ("en-gb-x-gbclan+f4", 0.97, 50, 1.00, "female", "British"),
    ("kal16", 1.02, 125, 1.12, "male", "American"), ("en-us+Storm", 1.03, 50, 0.98, "male", "American")]
FREE_VOICES = {
    "rms": ("rms", 1.05, 110, 1.00), "slt": ("slt", 1.00, 190, 1.00), "max": ("en-gb+max", 1.00, 40, 1.05),
    "belinda": ("en-us+belinda", 1.04, 60, 0.98), "gene": ("en-us+Gene", 0.94, 45, 1.00),
    "steph": ("en-gb-x-rp+steph", 1.06, 65, 1.06)}
MNIST_TAKES, FREE_TAKES, MORE_TAKES = 4, 6, 2
ABOUT_FREE = """\
The digits 0 to 9 in the layout of the Free Spoken Digit Dataset: recordings/DIGIT_VOICE_N.wav, 8 kHz,
16 bit, mono. Six voices of speech synthesisers; none of them is in the twin of AudioMNIST. No person
speaks here."""
ABOUT_MORE = """\
The digits 0 to 9 by many voices of speech synthesisers, named as in the Free Spoken Digit Dataset:
recordings/DIGIT_VOICE_N.wav, 8 kHz, 16 bit, mono. To be added to real people's in training. No person
speaks here."""
ABOUT_MNIST = """\
The digits 0 to 9 in the layout of AudioMNIST: data/SPEAKER/DIGIT_SPEAKER_N.wav, 48 kHz, 16 bit, mono, and
data/audioMNIST_meta.txt. Sixteen voices of speech synthesisers. There are faults on purpose, for lesson 10's
audit to find; ages, dates and rooms are invented. No person speaks here."""


def make_voice(base, tract, pitch, pace):
    """A voice as `speak` wants it."""
    engine = "espeak" if base.startswith("en-") else "flite"
    return {"engine": engine, "base": base, "tract": tract, "pitch": pitch, "pace": pace}


def warp(rng, samples):
    """Let pace and pitch drift within the word, as they do when a person says it again."""
    points = np.cumsum(np.exp(rng.normal(0, 0.05, 9)))
    places = np.interp(np.linspace(0, 8, 400), np.arange(9), points)
    places = signal.sosfiltfilt(signal.butter(1, 0.05, output="sos"), places)
    places = (places - places[0]) / (places[-1] - places[0]) * (len(samples) - 1)
    where = np.interp(np.arange(len(samples)), np.linspace(0, len(samples) - 1, 400), places)
    fine = signal.resample_poly(samples, 4, 1)  # so that a straight line between two samples does no harm
    return np.interp(4 * where, np.arange(len(fine)), fine)


def make_take(voice, name, digit, take, silence, hush):
    """Speak a digit once; return samples at 16 kHz, full scale 1.

    `silence` is the longest silence before and after the word in s; `hush` how far the noise lies below it in dB.
    """
    own = np.random.default_rng([SEED, zlib.crc32(name.encode())])  # what the voice keeps from take to take
    rng = np.random.default_rng([SEED, zlib.crc32(f"{name}/{digit}/{take}".encode())])
    text = WORDS[digit] + rng.choice([".", ".", "!", "?", ","])
    said = speak(voice, text, np.exp(rng.normal(0, 0.13)), np.exp(rng.normal(0, 0.06)), rng.uniform(0.6, 1.6))
    if digit in (2, 6, 8) and rng.uniform() < 0.5:
        said = lengthen_closures(rng, said)
    said = waver(rng, warp(rng, said))
    # Its room and its microphone: the same ones in every take.
    echo = own.uniform(0.05, 0.35)
    time = np.arange(int(RATE * echo)) / RATE
    tail = own.standard_normal(len(time)) * np.exp(-6.9 * time / echo) * (time > 0.002)
    tail *= np.exp(own.uniform(np.log(0.1), np.log(0.7))) / np.sqrt(np.sum(tail ** 2))
    tail[0] = 1
    edges = [0, 200, 500, 1000, 2000, 3000, 4500, 6000, 8000]
    colour = own.normal(0, 4, len(edges)) + own.normal(0, 2) * np.linspace(-2, 2, len(edges))
    microphone = signal.firwin2(255, edges, 10 ** (colour / 20), fs=RATE)
    said = np.convolve(trim(np.convolve(said, tail), 0.02), microphone, "same")
    said = said[:int(1.15 * RATE)]
    loud, quiet = own.uniform(*hush), own.uniform(0, 2)
    level = np.clip(own.uniform(0.15, 0.6) * np.exp(rng.normal(0, 0.25)), 0.05, 0.95)
    before, after = (rng.uniform(0.1, 1, 2) * silence * RATE).astype(int)
    clip = coloured_noise(rng, before + len(said) + after, quiet)
    clip *= np.sqrt(np.mean(said ** 2)) * 10 ** (-loud / 20)
    put(clip, said, before)
    return clip / np.abs(clip).max() * level


def make_takes(voices, takes, silence, hush):
    """Every voice says every digit several times: samples by (voice, digit, take)."""
    jobs = [(name, digit, take) for name in voices for digit in range(10) for take in range(takes)]
    return dict(zip(jobs, in_parallel(lambda job: make_take(voices[job[0]], *job, silence, hush), jobs)))


# ---------------------------------------------------------------- the archives

def flac(samples, rate):
    """Store samples, one or two channels, without loss."""
    file = io.BytesIO()
    soundfile.write(file, samples, rate, "PCM_16", format="FLAC")
    return file.getvalue()


def make_free():
    """Six voices at 8 kHz, cut close to the word, as in the Free Spoken Digit Dataset."""
    return close_cut({name: make_voice(*settings) for name, settings in FREE_VOICES.items()}, FREE_TAKES, ABOUT_FREE)


def make_more():
    """The voices of the eight words say the digits, in the same form."""
    return close_cut({voice["id"]: voice for voice in make_voices()}, MORE_TAKES, ABOUT_MORE)


def close_cut(voices, number, about):
    """A twin in the layout of the Free Spoken Digit Dataset; so many takes of each digit by each voice."""
    takes = make_takes(voices, number, silence=0.03, hush=(22, 45))
    twin = Twin(about, facts={"files": len(takes), "voices": len(voices)})
    for name in voices:
        mine = {f"recordings/{digit}_{name}_{take}.wav": signal.resample_poly(clip, 1, 2)
                for (voice, digit, take), clip in takes.items() if voice == name}
        twin.add_recording(f"{name}.opus", mine, 8000, LEVEL, target=("", ""))
    return twin


def metadata():
    """The voices' table in AudioMNIST's form, with slips. Ages, dates and rooms are invented."""
    people = {}
    for number, (base, _, _, _, sex, accent) in enumerate(MNIST_VOICES, start=1):
        rng = np.random.default_rng([SEED, 2, number])
        people[f"{number:02}"] = {
            "accent": accent, "age": str(rng.integers(19, 60)), "gender": sex, "native speaker": "yes",
            "origin": f"a speech synthesiser, voice {base}",
            "recordingdate": f"26-11-{rng.integers(2, 28):02}-{rng.integers(9, 18)}-{rng.integers(10, 60)}-00",
            "recordingroom": str(rng.choice(["library", "vr-room"]))}
    people["01"]["age"] = int(people["01"]["age"])  # a number, where the others are text
    people["06"]["age"] = "1234"
    people["09"]["accent"] = "british"
    people["11"]["recordingroom"] = "vr-romm"
    people["17"] = people.pop("15") | {"recordingroom": "library"}  # a voice without a row, a row without a voice
    slips = {"impossible age": "06", "age is a number, not text": "01", "accent spelled in two ways": "09",
             "room spelled in two ways": "11", "no row": "15", "no recordings": "17"}
    return people, slips


def make_mnist():
    """Sixteen voices at 48 kHz with silence around the word, as in AudioMNIST, and the faults."""
    voices = {f"{number:02}": make_voice(*settings[:4]) for number, settings in enumerate(MNIST_VOICES, start=1)}
    takes = make_takes(voices, MNIST_TAKES, silence=0.16, hush=(35, 60))
    rng = np.random.default_rng([SEED, 3])
    near = 0.55 * np.roll(takes["10", 2, 1], 64)  # softer, and 4 ms later
    takes["10", 2, 3] = near + 0.0005 * rng.standard_normal(len(near))
    other = 0.8 * takes["02", 5, 0][160:]  # 10 ms cut off, in another voice's folder
    takes["06", 5, 3] = other + 0.0003 * rng.standard_normal(len(other))
    hush = takes["04", 6, 2][-400:]
    takes["04", 6, 2] = np.concatenate([takes["04", 6, 2], 0.02 * coloured_noise(rng, int(3.4 * RATE), 1)
                                        * np.sqrt(np.mean(hush ** 2) + 1e-6) * 50])
    twin = Twin(ABOUT_MNIST)
    for name in voices:
        mine = {f"data/{name}/{digit}_{name}_{take}.wav": clip
                for (voice, digit, take), clip in takes.items() if voice == name}
        twin.add_recording(f"{name}.opus", mine, RATE, LEVEL, target=(48000, "PCM_16"))
    rows = twin.clips

    def copy(source, target):
        rows[target] = rows[source]

    copy("data/05/4_05_1.wav", "data/05/4_05_2.wav")  # the same bytes twice
    copy("data/03/7_03_1.wav", "data/11/7_11_0.wav")  # ... as two speakers
    copy("data/08/9_08_0.wav", "data/08/1_08_3.wav")  # ... as two digits
    loud = signal.resample_poly(takes["07", 3, 2], 3, 1)
    twin.members["clipped.flac"] = flac(np.clip(12 * loud / np.abs(loud).max(), -1, 1), 48000)
    rows["data/07/3_07_2.wav"] = ("clipped.flac", 0, len(loud), 48000, "PCM_16")
    silent = 0.0001 * rng.standard_normal(31000)
    twin.members["silent.flac"] = flac(silent, 48000)
    rows["data/12/0_12_1.wav"] = ("silent.flac", 0, len(silent), 48000, "PCM_16")
    both = np.stack([takes["10", 8, 0], np.roll(takes["10", 8, 0], 5)], axis=1)
    twin.members["stereo.flac"] = flac(both, RATE)
    rows["data/10/8_10_0.wav"] = ("stereo.flac", 0, len(both), 48000, "PCM_16")
    rows["data/02/5_02_3.wav"] = (*rows["data/02/5_02_3.wav"][:3], 16000, "PCM_16")
    rows["data/13/9_12_7.wav"] = rows.pop("data/13/9_13_3.wav")  # its name says 12, its folder 13
    twin.add_file("data/09/6_09_3.wav", b"This was to be a sound, but the disk was full.", "broken.txt")
    people, slips = metadata()
    twin.add_file("data/audioMNIST_meta.txt", (json.dumps(people, indent=4) + "\n").encode(), "audioMNIST_meta.txt")
    faults = {
        "cannot be read as sound": ["data/09/6_09_3.wav"],
        "exact duplicates": [["data/05/4_05_1.wav", "data/05/4_05_2.wav"],
                             ["data/03/7_03_1.wav", "data/11/7_11_0.wav"],
                             ["data/08/1_08_3.wav", "data/08/9_08_0.wav"]],
        "near duplicates": [["data/10/2_10_1.wav", "data/10/2_10_3.wav"], ["data/02/5_02_0.wav", "data/06/5_06_3.wav"]],
        "clipped": ["data/07/3_07_2.wav"], "silent": ["data/12/0_12_1.wav"], "stereo": ["data/10/8_10_0.wav"],
        "another sample rate": ["data/02/5_02_3.wav"], "very long": ["data/04/6_04_2.wav"],
        "name and folder disagree": ["data/13/9_12_7.wav"], "metadata": slips}
    twin.facts = {"files": sum(path.endswith(".wav") for path in rows), "voices": len(voices), "faults": faults}
    return twin


if __name__ == "__main__":
    main(__file__, __doc__, {"free_spoken_digits": make_free, "audio_mnist": make_mnist, "digit_voices": make_more},
         programs=["espeak-ng", "flite"])
