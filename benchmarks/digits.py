"""Spoken digits: random folds, folds of whole speakers, and the remedies; over seeds; and from one corpus to the other.

    python -m benchmarks digits --seeds 3                                 # the Free Spoken Digit Dataset
    python -m benchmarks digits --seeds 3 --save benchmarks/digits.json   # keep the figures that lesson 10 shows
    python -m benchmarks digits --corpus audio_mnist --seeds 3            # whole speakers in 5 folds

The recipe (audit, preparation v3, network, training, remedies) is not copied here: the lesson's own cells are run,
those with the tag "recipe". Nothing is chosen while it trains: each fold is measured once, after the last epoch. The
interval draws the speakers again (2,000 times), on each clip's mean over the seeds; with six it is a rough one.
"""

import contextlib
import json
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.common import interval, kind_of, print_table, spread
from benchmarks.recipe import recipe

SHOCK = ["random folds", "one person left out"]
REMEDIES = ["each band's mean removed", "a larger network", "speed and noise varied", "synthetic voices added"]


def arguments(parser):
    parser.add_argument("--corpus", default="free_spoken_digits", choices=["free_spoken_digits", "audio_mnist"])
    parser.add_argument("--epochs", type=int, help="epochs of each training without remedies (the lesson's)")
    parser.add_argument("--steps", nargs="+", metavar="STEP",
                        help="only these: " + ", ".join(f"'{name}'" for name in [*SHOCK, *REMEDIES, "elsewhere"]))
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the figures there; seeds that are there stay")


def elsewhere(lesson, away, there_y, seed):
    """Train on the whole corpus with v3, without remedies; return the share of the other corpus that is right.

    It is the mean over the digits, because their numbers may differ there.
    """
    network = lesson.train(lesson.pictures_of(lesson.waves, "v3", seed), lesson.y, seed=seed)
    right = network.predict(away, verbose=0).argmax(axis=1) == there_y
    return np.mean([right[there_y == digit].mean() for digit in np.unique(there_y)])


def steps_of(lesson, seed, voices):
    """What is measured: for each name the pictures, the folds, and what `cross_validate` gets beside them.

    Each remedy keeps those before it. `voices` are the synthetic ones: waveforms and digits.
    """
    plain = lesson.pictures_of(lesson.waves, "v3", seed)
    random, people = lesson.random_folds(lesson.y), lesson.speaker_folds(lesson.y, lesson.speaker)
    yield SHOCK[0], plain, random, {}
    yield SHOCK[1], plain, people, {}
    x = lesson.centre(plain)
    yield REMEDIES[0], x, people, {"middle": 0}
    yield REMEDIES[1], x, people, lesson.larger | {"epochs": 9}  # each clip as often as with three sets
    sets = lesson.varied_sets(lesson.waves, seed)

    def varied(rows):
        return [(pictures[rows], lesson.y[rows]) for pictures in sets]

    settings = lesson.larger | {"epochs": 3}
    yield REMEDIES[2], x, people, settings | {"more": varied}
    voice_sets = [*lesson.varied_sets(voices[0], seed), lesson.centre(lesson.pictures_of(voices[0], "v3", seed))]

    def with_voices(rows):
        return varied(rows) + [(pictures, voices[1]) for pictures in voice_sets]

    yield REMEDIES[3], x, people, settings | {"more": with_voices}


def synthetic(lesson):
    """The waveforms and the digits of voices that nobody recorded; none is a relative of a tested one."""
    names = {"audio_mnist", "free_spoken_digits"} - {lesson.corpus}
    if not lesson.datasets.is_twin(lesson.folders[lesson.corpus]):
        names = {"digit_voices", "free_spoken_digits"}
    table = lesson.digits.synthetic_voices(*sorted(names))
    return [lesson.load(path) for path in table["path"]], table["label"].astype(int).to_numpy()


def save(path, corpus, speakers, right):
    """Write each person's share for each step and seed; what the file holds of other steps and seeds stays."""
    old = json.loads(path.read_text(encoding="utf-8"))["steps"] if path.exists() else {}
    for name, of_seed in right.items():
        for seed, each in of_seed.items():
            of_people = {who: round(float(each[speakers == who].mean()), 4) for who in sorted(set(speakers))}
            old.setdefault(name, {})[str(seed)] = of_people
    steps = {name: dict(sorted(old[name].items())) for name in [*SHOCK, *REMEDIES] if name in old}
    facts = {"command": f"python -m benchmarks digits --corpus {corpus} --seeds 3", "corpus": corpus, "steps": steps}
    path.write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


def run(options):
    with contextlib.redirect_stdout(sys.stderr):
        lesson = recipe("10", corpus=options.corpus, epochs=options.epochs)
    y, speaker, wanted = lesson.y, lesson.speaker, options.steps or [*SHOCK, *REMEDIES, "elsewhere"]
    voices = synthetic(lesson)
    right, seconds, shares = {name: {} for name in [*SHOCK, *REMEDIES] if name in wanted}, {}, []
    for seed in options.seeds:
        for name, x, folds, settings in steps_of(lesson, seed, voices):
            if name not in wanted:
                continue
            start = time.process_time()
            answers, leaked = lesson.cross_validate(x, y, folds, seed, **settings)
            right[name][seed], seconds[name] = answers == y, time.process_time() - start
            print(f"seed {seed}, {name}: {right[name][seed].mean():.4f}, {leaked} test clips in training, "
                  f"{seconds[name]:.0f} CPU s", flush=True)
            if options.save:
                save(options.save, options.corpus, speaker, {name: {seed: right[name][seed]}})
        if "elsewhere" in wanted:
            there = lesson.tidy(lesson.other)
            there_y = there["label"].astype(int).to_numpy()
            away = lesson.pictures_of([lesson.load(path) for path in there["path"]], "v3")
            shares.append(elsewhere(lesson, away, there_y, seed))
    rows = [[name, spread([each.mean() for each in of_seed.values()]), interval(list(of_seed.values()), speaker),
             f"{seconds[name]:.0f} s"] for name, of_seed in right.items()]
    if shares:
        rows.append([f"v3 without remedies, trained on all of it, tested on {len(there_y)} clips of {lesson.other}, "
                     "mean over digits", spread(shares), "", ""])
    print(f"\n{lesson.corpus}, {kind_of(lesson.folders[lesson.corpus])}, {len(y)} clips by "
          f"{len(set(speaker))} speakers; {lesson.training.device()}")
    print_table(["folds", "right (each seed)", "95 % interval over speakers", "CPU time of a seed"], rows)
    for name, of_seed in right.items():
        of_clip = np.mean(list(of_seed.values()), axis=0)
        print(f"\n{name}:", " ".join(f"{who} {of_clip[speaker == who].mean():.3f}" for who in sorted(set(speaker))))
