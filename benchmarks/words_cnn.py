"""The eight words with the four networks of lesson 05: accuracy on speakers whom no network has heard.

    python -m benchmarks words_cnn --seeds 3

The recipe (data, split, networks, training) is not copied here: the lesson's own cells are run, those with
the tag "recipe". The speakers' parts are the same for each seed; the seed changes the first weights, the order of
the clips and the dropout. The interval draws the test speakers again (2,000 times), on each clip's mean over the seeds.
"""

import time
from contextlib import redirect_stdout

import numpy as np

from benchmarks.common import interval, kind_of, print_table, size_of, spread
from benchmarks.recipe import recipe

NETWORKS = {"dense": "build_dense", "first CNN": "build_first_cnn",
            "with dropout": "build_with_dropout", "deep CNN": "build_deep_cnn"}


def arguments(parser):
    parser.set_defaults(first_seed=1)  # as in the lesson
    parser.add_argument("--epochs", type=int, help="epochs of each training (the lesson's)")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS))


def run(options):
    lesson = recipe("05", epochs=options.epochs)
    x, y, validation, test = lesson.x, lesson.y, lesson.validation, lesson.test
    speakers = lesson.table["speaker"].to_numpy()
    print(f"{len(lesson.train)} training, {len(validation)} validation and {len(test)} test clips "
          f"({len(set(speakers[test]))} speakers), {lesson.epochs} epochs, {lesson.training.device()}", flush=True)
    rows = []
    for network in options.networks:
        right, of_validation, seconds = [], [], []
        for seed in options.seeds:
            lesson.training.set_seed(seed)
            model = getattr(lesson, NETWORKS[network])()
            start = time.perf_counter()
            with redirect_stdout(None):  # without a line for each epoch
                lesson.fit(model, network)
            seconds.append(time.perf_counter() - start)
            right.append(model.predict(x[test], verbose=0).argmax(axis=1) == y[test])
            guesses = model.predict(x[validation], verbose=0).argmax(axis=1)
            of_validation.append((guesses == y[validation]).mean())
            print(f"{network}, seed {seed}: validation {of_validation[-1]:.3f}, "
                  f"test {right[-1].mean():.3f}, {seconds[-1]:.0f} s", flush=True)
        rows.append([network, size_of(model), f"{np.mean(of_validation):.3f}", spread(np.mean(right, axis=1)),
                     interval(right, speakers[test]), f"{np.mean(seconds):.0f} s"])
    print_table([f"network ({kind_of(lesson.folder)}, {len(speakers):,} clips)", "trainable parameters", "validation",
                 "test (each seed)", "95 % interval over speakers", "training"], rows)
