"""Make the bundled twin of the other words: what a model that knows eight words must refuse.

Only maintainers run this; it needs Debian's espeak-ng and flite, like ``make_bundled.py``, whose rooms,
microphones and noises it shares. ``data/bundled/speech_commands_other_words.json`` names the versions that made
the committed file.

    python data/make_other_words_twin.py          # make the archive and its manifest
    python data/make_other_words_twin.py --check  # compare the archive with the manifest

The voices are those of the eight words, under the same names. With voices of their own, a network could learn to refuse
the voice and not the word; and one split by speaker keeps a voice in one part, whatever it says.
"""

import make_bundled
from make_bundled import RATE
from twin_archive import Twin, in_parallel, main

WORDS = ["bed", "bird", "cat", "dog", "eight", "five", "four", "happy", "house", "marvin", "nine", "off", "on", "one",
         "seven", "sheila", "six", "three", "tree", "two", "wow", "zero"]
LEVEL = 0.96  # libsndfile's compression level for Opus, as for the eight words
ABOUT = """\
Synthetic speech in the layout of Speech Commands: WORD/VOICE_nohash_N.wav, 22 words that are none
of the course's eight, 16 kHz, 16 bit, mono. No person speaks here."""


def make_clips() -> dict:
    """Every voice says every second word once: the next voice the others."""
    make_bundled.PHONES.update({word: [""] for word in WORDS})  # spoken as they are written
    noises, voices = make_bundled.clip_noises(), make_bundled.make_voices()
    jobs = [(voice, word, 0) for w, word in enumerate(WORDS) for v, voice in enumerate(voices) if (v + w) % 2 == 0]
    clips = in_parallel(lambda job: make_bundled.make_clip(*job, noises), jobs)
    return {f"{word}/{voice['id']}_nohash_0.wav": clip for (voice, word, _), clip in zip(jobs, clips)}


def make_other_words() -> Twin:
    """One recording for each word."""
    clips = make_clips()
    twin = Twin(ABOUT, facts={"files": len(clips), "words": len(WORDS), "voices": len(make_bundled.make_voices()),
                              "seconds": round(sum(map(len, clips.values())) / RATE, 1)})
    for word in WORDS:
        of_word = {path: clip for path, clip in clips.items() if path.startswith(f"{word}/")}
        twin.add_recording(f"{word}.opus", of_word, RATE, LEVEL)
    return twin


if __name__ == "__main__":
    main(__file__, __doc__, {"speech_commands_other_words": make_other_words}, programs=["espeak-ng", "flite"])
