"""Spoken digits: random folds against folds of whole speakers, over seeds; and from one corpus to the other.

    python -m benchmarks digits --seeds 3                         # the Free Spoken Digit Dataset
    python -m benchmarks digits --corpus audio_mnist --seeds 3    # 5 folds of whole speakers, where there are ten

The recipe (audit, preparation v3, network, training) is not copied here: the lesson's own cells are run, those with
the tag "recipe". Nothing is chosen while it trains: each fold is measured once, after the last epoch. The interval
draws the speakers again (2,000 times), on each clip's mean over the seeds; with six speakers it is a rough one.
"""

import contextlib
import sys
import time

import numpy as np

from benchmarks.common import interval, kind_of, print_table, size_of, spread
from benchmarks.recipe import recipe


def arguments(parser):
    parser.add_argument("--corpus", default="free_spoken_digits", choices=["free_spoken_digits", "audio_mnist"])
    parser.add_argument("--epochs", type=int, help="epochs of each training (the lesson's)")
    parser.add_argument("--versions", nargs="+", default=["v3"], choices=["v1", "v2", "v3"])


def predictions(lesson, x, y, folds, seed):
    """The answer for each clip, from the training in which the clip was in the test fold; and the last network."""
    answers = np.full(len(y), -1)
    for rows, test in folds:
        network = lesson.train(x[rows], y[rows], seed=seed)
        answers[test] = network.predict(x[test], verbose=0).argmax(axis=1)
    return answers, network


def elsewhere(lesson, version, away, there_y, seeds):
    """Train on the whole corpus; with each seed, the share of the other corpus that is right.

    It is the mean over the digits, because their numbers may differ there.
    """
    shares = []
    for seed in seeds:
        x = lesson.pictures_of(lesson.waves, version, seed)
        network = lesson.train(x, lesson.y, seed=seed)
        right = network.predict(away, verbose=0).argmax(axis=1) == there_y
        shares.append(np.mean([right[there_y == digit].mean() for digit in np.unique(there_y)]))
    return shares


def run(options):
    with contextlib.redirect_stdout(sys.stderr):
        lesson = recipe("10", corpus=options.corpus, epochs=options.epochs)
    y, speaker, waves = lesson.y, lesson.speaker, lesson.waves
    there = lesson.tidy(lesson.other)
    there_waves, there_y = [lesson.load(path) for path in there["path"]], there["label"].astype(int).to_numpy()
    rows, people = [], {}
    for version in options.versions:
        away = lesson.pictures_of(there_waves, version)
        for folds_name, folds in (("random", lesson.random_folds(y)),
                                  ("speakers whole", lesson.speaker_folds(y, speaker))):
            right, start = [], time.perf_counter()
            for seed in options.seeds:
                x = lesson.pictures_of(waves, version, seed)
                answers, network = predictions(lesson, x, y, folds, seed)
                right.append(answers == y)
                print(f"{version}, {folds_name}, seed {seed}: {right[-1].mean():.4f}", flush=True)
            seconds = (time.perf_counter() - start) / len(options.seeds) / len(folds)
            rows.append([f"{version}, {folds_name} ({len(folds)} folds)", spread(np.mean(right, axis=1)),
                         interval(right, speaker), f"{seconds:.0f} s"])
            of_clip = np.mean(right, axis=0)
            people[f"{version}, {folds_name}"] = " ".join(
                f"{name} {of_clip[speaker == name].mean():.3f}" for name in sorted(set(speaker)))
        rows.append([f"{version}, trained on all of it, tested on {len(there_y)} clips of {lesson.other}, mean over "
                     "digits", spread(elsewhere(lesson, version, away, there_y, options.seeds)), "", ""])
    kind = kind_of(lesson.folders[lesson.corpus])
    print(f"\n{lesson.corpus}, {kind}, {len(y)} clips by {len(set(speaker))} speakers; "
          f"{size_of(network)} trainable parameters, {lesson.epochs} epochs, {lesson.training.device()}")
    print_table(["folds", "right (each seed)", "95 % interval over speakers", "one training"], rows)
    print("", *(f"{name}: {each}" for name, each in people.items()), sep="\n")
