"""Train the networks of lessons 05 and 12 on the bundled twins alone and test them on real people.

The proof of a good twin: nobody speaks in it, yet what learned from it understands real recordings.

    SOUND_DATA=FOLDER python -m benchmarks twin_to_real --seeds 3

FOLDER holds the real `mini_speech_commands/`, `speech_commands_other_words/` and `speech_commands_background_noise/`.
The recipes are not copied here: the lessons' own cells are run, on the twins. Training, validation and the threshold
see synthetic voices only; the real sounds are opened once per seed, after that. The twin's maker was developed with a
look at the real speakers of half A (chosen by a stable hash of their name): the figures to quote are those of half B.
"""

import os
import sys
import tempfile
import time
import zlib
from contextlib import redirect_stdout
from pathlib import Path

import numpy as np

from benchmarks.common import interval, networks_of_lesson_05, print_table, spread
from benchmarks.live import choose
from benchmarks.recipe import recipe
from helpers import ROOT, WORDS
from helpers.datasets import CATALOGUE
from helpers.datasets.catalogue import speaker_of
from helpers.datasets.twin import MARKER

NAMES = ("mini_speech_commands", "speech_commands_other_words", "speech_commands_background_noise")


def arguments(parser):
    parser.set_defaults(first_seed=1)  # as in the lesson


def real_folders() -> list:
    """The folders of the real recordings; ends the program where one is missing."""
    folders = [ROOT / (os.environ.get("SOUND_DATA") or "data") / CATALOGUE[name].folder for name in NAMES]
    for folder in folders:
        if not folder.is_dir() or (folder / MARKER).exists():
            sys.exit(f"No real recordings in {folder}: set SOUND_DATA to the folder that holds them. "
                     "On the twin alone this measurement means nothing.")
    return folders


def read_words(folder: Path, words) -> tuple:
    """The clips, shape (clips, 16000), float32; and of each clip its word and the name of who says it."""
    from helpers import audio

    paths = [path for word in words for path in sorted((folder / word).glob("*_nohash_*.wav"))]
    return (audio.load_clips(paths), np.array([path.parent.name for path in paths]),
            np.array([speaker_of(path.name) for path in paths]))


def in_half_b(names: np.ndarray) -> np.ndarray:
    """Which of these people belong to half B: always the same ones."""
    return np.array([zlib.crc32(name.encode()) % 2 == 1 for name in names])


def run(options):
    """Train with several seeds and print what they reach."""
    words_folder, others_folder, noise_folder = real_folders()
    from helpers import audio

    clips, spoken, people = read_words(words_folder, WORDS)
    other_clips, other_words, other_people = read_words(
        others_folder, sorted({path.parent.name for path in others_folder.glob("*/*_nohash_*.wav")} - set(WORDS)))
    print(f"Test: {len(clips):,} real clips by {len(set(people))} people, {len(other_clips)} of "
          f"{len(set(other_words))} other words by {len(set(other_people))}", flush=True)
    os.environ["SOUND_DATA_SOURCE"] = "bundled"  # the lessons get the twins ...
    with tempfile.TemporaryDirectory() as empty:
        os.environ["SOUND_DATA"] = empty  # ... even where recordings are at hand
        with networks_of_lesson_05(options.seeds) as bases:
            lesson = recipe("12")
    for name in lesson.noise_parts["test"]:  # which no training heard
        lesson.noises[name] = audio.load(noise_folder / "_background_noise_" / f"{name}.wav")
    noisy = lesson.add_noise(clips, lesson.pieces(lesson.noise_parts["test"], len(clips), np.random.default_rng(7)), 10)
    new = np.isin(other_words, lesson.other_words[lesson.never_learned])
    half_b, others_b = in_half_b(people), in_half_b(other_people)

    figures, rights = [], {"05": [], "12": []}
    for seed, base in bases.items():
        start = time.process_time()
        with redirect_stdout(None):
            model = lesson.with_front_end(lesson.fine_tune(lesson.with_unknown(base), seed))
        seconds = time.process_time() - start
        threshold = choose(lesson, model, lesson.labels)

        def answer(sounds, limit, model=model):
            return lesson.answers_of(model.predict(sounds, verbose=0), lesson.labels, limit)

        words_05 = lesson.answers_of(base.predict(clips, verbose=0), lesson.words, 0)
        given, given_others = answer(clips, threshold), answer(other_clips, threshold)
        rights["05"].append(words_05 == spoken)
        rights["12"].append(given == spoken)
        alarms = given_others != "unknown"
        figures.append({
            "threshold": threshold, "right, lesson 05": np.mean(words_05 == spoken),
            "right, lesson 12": np.mean(given == spoken), "of half B": np.mean((given == spoken)[half_b]),
            "another word": np.mean((given != spoken) & (given != "unknown")),
            "other words taken for commands": alarms.mean(), "by people of half B": alarms[others_b].mean(),
            "words never learned": alarms[new].mean(),
            "right at 10 dB": np.mean(answer(noisy, threshold) == spoken),
            **{f"right, {word}": np.mean((given == spoken)[spoken == word]) for word in WORDS}})
        print(f"seed {seed}, {seconds:.0f} CPU seconds: "
              + ", ".join(f"{name} {share:.3f}" for name, share in figures[-1].items()), flush=True)
    print_table(["trained on the bundled twins, tested on real people", "each seed"],
                [[name, spread([one[name] for one in figures])] for name in figures[0]])
    for name, right in rights.items():
        of_b = np.array(right)[:, half_b]
        print(f"\nright, lesson {name}: 95 % interval over people {interval(right, people)}; "
              f"half B {of_b.mean():.3f}, {interval(of_b, people[half_b])}")
