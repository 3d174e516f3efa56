"""Make the bundled twin of the other words: what a model that knows eight words must refuse.

Only maintainers run this; it needs Debian's espeak-ng and flite, like ``make_bundled.py``, whose rooms,
microphones and noises it shares. ``data/bundled/speech_commands_other_words.json`` names the versions that made
the committed file.

    python data/make_other_words_twin.py          # make the archive and its manifest
    python data/make_other_words_twin.py --check  # compare the archive with the manifest

No voice here is among those of the eight words: other variants of espeak-ng, and flite's voices with other
vocal tracts and pitches.
"""

import zlib

import make_bundled
import numpy as np
from make_bundled import RATE
from twin_archive import Twin, in_parallel, main

SEED = 2018
WORDS = ["bed", "bird", "cat", "dog", "eight", "five", "four", "happy", "house", "marvin", "nine", "off", "on", "one",
         "seven", "sheila", "six", "three", "tree", "two", "wow", "zero"]
# base voice, vocal tract, pitch (Hz for flite, 0 to 99 for espeak-ng)
VOICES = {"fliteslt": ("slt", 1.12, 205), "fliteawb": ("awb", 0.93, 115), "flitekal16": ("kal16", 1.17, 150),
          "fliterms": ("rms", 1.3, 120), "espeaksteph2": ("en-us+steph2", 1.0, 60),
          "espeakzac": ("en-gb+zac", 1.05, 35), "espeakanika": ("en-us+anika", 0.95, 55),
          "espeakquincy": ("en-gb-scotland+quincy", 0.9, 40), "espeakmichel": ("en-us+michel", 1.1, 45),
          "espeakshelby": ("en-gb-x-rp+shelby", 1.0, 70)}
LEVEL = 0.96  # libsndfile's compression level for Opus, as for the eight words
ABOUT = """\
Synthetic speech in the layout of Speech Commands: WORD/VOICE_nohash_N.wav, 22 words that are none
of the course's eight, 16 kHz, 16 bit, mono. No person speaks here."""


def make_clips() -> dict:
    """Every voice says every word once."""
    make_bundled.PHONES.update({word: [""] for word in WORDS})  # spoken as they are written
    noises = make_bundled.clip_noises()
    jobs = []
    for word in WORDS:
        for name, (base, tract, pitch) in VOICES.items():
            rng = np.random.default_rng([SEED, zlib.crc32(name.encode())])
            jobs.append(({"id": name, "engine": "flite" if name.startswith("flite") else "espeak", "base": base,
                          "tract": tract, "pitch": pitch, "pace": rng.uniform(0.9, 1.15)}, word, 0))
    clips = in_parallel(lambda job: make_bundled.make_clip(*job, noises), jobs)
    return {f"{word}/{voice['id']}_nohash_0.wav": clip for (voice, word, _), clip in zip(jobs, clips)}


def make_other_words() -> Twin:
    """One recording for each word."""
    clips = make_clips()
    twin = Twin(ABOUT, facts={"files": len(clips), "words": len(WORDS), "voices": len(VOICES),
                              "seconds": round(sum(map(len, clips.values())) / RATE, 1)})
    for word in WORDS:
        of_word = {path: clip for path, clip in clips.items() if path.startswith(f"{word}/")}
        twin.add_recording(f"{word}.opus", of_word, RATE, LEVEL)
    return twin


if __name__ == "__main__":
    main(__file__, __doc__, {"speech_commands_other_words": make_other_words}, programs=["espeak-ng", "flite"])
