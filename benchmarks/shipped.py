"""The network that comes with the course, on people it has never heard: words, other words, noise, silence, time.

    SOUND_DATA=FOLDER python -m benchmarks shipped

Nothing is trained here. data/shipped/words.npz names the speakers that it heard; the clips of all others in FOLDER's
mini_speech_commands and speech_commands_other_words are the test. Noise is that which data/train_shipped.py kept for
the test; where esc50 and arabic_speech_commands are, so are everyday sounds (fold 5) and words of another language.
Answers are timed one at a time, on one thread.
"""

import os
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.common import interval, print_table
from helpers import WORDS, audio, datasets

NOISES = ("dude_miaowing", "running_tap")
ARABIC_WORDS, ARABIC_HEARD = ("send", "start", "zoom in"), 14  # the first 14 people were heard, with five other words
SECOND = 16000


def arguments(parser):
    parser.set_defaults(seeds=1)


def level(clips):
    return np.sqrt(np.mean(clips ** 2, axis=1, keepdims=True)) + 1e-5


def pieces(sounds, count, rng):
    """Seconds from random places of random sounds, shape (count, 16000)."""
    sounds = [sound for sound in sounds if len(sound) >= SECOND]
    out = []
    for number in rng.integers(len(sounds), size=count):
        start = rng.integers(len(sounds[number]) - SECOND + 1)
        out.append(sounds[number][start:start + SECOND])
    return np.stack(out)


def later(clips, seconds, noise):
    """Move the word to a later place in its second (earlier, if negative), 30 dB above a noise."""
    shift = int(seconds * SECOND)
    moved = np.zeros_like(clips)
    moved[:, max(shift, 0):SECOND + min(shift, 0)] = clips[:, max(-shift, 0):SECOND - max(shift, 0)]
    return in_noise(moved, noise, 30, clips)


def in_noise(clips, noise, decibels, reference=None):
    loud = level(clips if reference is None else reference) / 10 ** (decibels / 20)
    return np.clip(clips + noise * loud / level(noise), -1, 1).astype(np.float32)


def unheard(name, heard):
    """The clips of a set of Speech Commands by speakers that the network hasn't heard: paths, words, speakers."""
    paths = sorted(datasets.fetch(name).glob("*/*_nohash_*.wav"))
    wanted = np.isin([path.parent.name for path in paths], WORDS) == (name == "mini_speech_commands")
    paths = [path for path, keep in zip(paths, wanted) if keep and path.name.split("_nohash_")[0] not in heard]
    return paths, np.array([path.parent.name for path in paths]), np.array(
        [path.name.split("_nohash_")[0] for path in paths])


def everyday_sounds():
    """What is not speech and was not heard in training: by name, lists of sounds."""
    from helpers.datasets import esc50

    folder = datasets.fetch("speech_commands_background_noise")
    sounds = {f"background noise ({', '.join(NOISES)})": [audio.load(path) for path in sorted(folder.glob("*/*.wav"))
                                                          if path.stem in NOISES]}
    folder = datasets.fetch("esc50")
    if not datasets.is_twin(folder):
        table = esc50.index(folder)
        sounds["everyday sounds (ESC-10, fold 5)"] = [audio.load(path) for path in
                                                      table.path[table.fold.astype(str) == "5"]]
    return sounds


def arabic_words():
    """Other words of another language, by people who were not heard."""
    folder = Path(os.environ.get("SOUND_DATA", "data"), "arabic_speech_commands", "dataset")
    people = sorted({path.name.split("_")[0] for path in folder.glob("*/*.wav")})[ARABIC_HEARD:]
    return [path for word in ARABIC_WORDS for path in sorted((folder / word).glob("*.wav"))
            if path.name.split("_")[0] in people]


def milliseconds(network, clips):
    """How long each answer takes, one clip in, one answer out: by the clock, and of the processor."""
    network.recognise(clips[0], SECOND)
    times = []
    for clip in clips:
        start = time.perf_counter(), time.process_time()
        network.recognise(clip, SECOND)
        times.append((time.perf_counter() - start[0], time.process_time() - start[1]))
    return 1000 * np.array(times).T


def run(options):
    for name in ("TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS", "OMP_NUM_THREADS"):
        os.environ[name] = "1"  # before TensorFlow starts
    from helpers.live import shipped

    network = shipped.load()
    heard = set(shipped.read()[0]["speakers"])
    rng = np.random.default_rng(7)
    if datasets.is_twin(datasets.fetch("mini_speech_commands")):
        sys.exit("The network has heard the twin's voices: name a folder with real recordings in SOUND_DATA.")
    paths, spoken, speakers = unheard("mini_speech_commands", heard)
    other_paths, other_words, other_speakers = unheard("speech_commands_other_words", heard)
    clips, others = audio.load_clips(paths), audio.load_clips(other_paths)
    sounds = everyday_sounds()
    noise = pieces(next(iter(sounds.values())), len(clips), rng)

    def answers(clips):
        probabilities = network.model.predict(np.asarray(clips, np.float32), batch_size=64, verbose=0)
        words = np.array(network.labels)[probabilities.argmax(axis=1)]
        return np.where(probabilities.max(axis=1) >= network.threshold, words, "unknown")

    given = answers(clips)
    right = given == spoken
    print(f"\n{len(clips)} recorded words by {len(set(speakers))} people, {len(others)} other words by "
          f"{len(set(other_speakers))}; threshold {network.threshold:.2f}")
    print(f"right {right.mean():.3f}, 95 % interval over speakers {interval([right], speakers)}; "
          f"unknown {np.mean(given == 'unknown'):.3f}, another word {np.mean(~right & (given != 'unknown')):.3f}")
    print_table(["word", "right", "unknown", "another word"], [
        [word, *(f"{np.mean(share[spoken == word]):.3f}" for share in
                 (right, given == "unknown", ~right & (given != "unknown")))] for word in WORDS])
    changed = {"as recorded": clips, "noise at 20 dB": in_noise(clips, noise, 20),
               "noise at 10 dB": in_noise(clips, noise, 10), "noise at 0 dB": in_noise(clips, noise, 0),
               "a tenth as loud": 0.1 * clips}
    for seconds in (-0.5, -0.25, 0.25, 0.5):
        changed[f"{abs(seconds)} s too {'early' if seconds < 0 else 'late'}"] = later(clips, seconds, noise)
    rows = []
    for name, moved in changed.items():
        given = answers(moved)
        rows.append([name, f"{np.mean(given == spoken):.3f}", f"{np.mean(given == 'unknown'):.3f}",
                     f"{np.mean((given != spoken) & (given != 'unknown')):.3f}"])
    print_table(["words", "right", "unknown", "another word"], rows)
    no_words = {"other words": others, "other words in noise at 10 dB": in_noise(
        others, pieces(next(iter(sounds.values())), len(others), rng), 10)}
    if arabic := arabic_words():
        no_words[f"Arabic words ({', '.join(ARABIC_WORDS)})"] = audio.load_clips(arabic)
    no_words |= {name: pieces(some, 400, rng) for name, some in sounds.items()}
    no_words["silence and faint hiss"] = np.outer([0, 1e-5, 1e-4, 1e-3], np.ones(SECOND)).repeat(25, axis=0) \
        * rng.normal(size=(100, SECOND))
    given = {name: answers(some) for name, some in no_words.items()}
    print_table(["no command", "seconds", "taken for a command"],
                [[name, str(len(some)), f"{np.mean(some != 'unknown'):.3f}"] for name, some in given.items()])
    mistaken = other_words[given["other words"] != "unknown"]
    mistaken = [f"{word} {np.sum(mistaken == word)} of {np.sum(other_words == word)}" for word in sorted(set(mistaken))]
    print("\nother words taken for commands:", ", ".join(mistaken) or "none")
    for name, times in zip(("by the clock", "of the processor"), milliseconds(network, clips)):
        print(f"one answer (loudest second, network, threshold; one thread), {name}: "
              f"median {np.median(times):.1f} ms, 99 % within {np.percentile(times, 99):.1f} ms")
