"""ESC-10 on its five official folds, with and without augmentation; and the memory of the pipeline.

    python -m benchmarks esc10 --seeds 3
    python -m benchmarks esc10 --memory       # peak memory at 1x and 10x

The recipe (pre-processing, pipeline, network, training) is not copied here: the lesson's own cells are run, those
with the tag "recipe". Each fold is the test part once; the network learns from the other four and is measured
after its last epoch, so no fold is used for any choice while it trains. The interval draws the recordings again
(2,000 times), on each clip's mean over the seeds.
"""

import argparse
import subprocess
import sys
import time

import numpy as np

from benchmarks.common import interval, kind_of, print_table, size_of, spread
from benchmarks.recipe import recipe
from helpers import ROOT


def arguments(parser):
    parser.add_argument("--epochs", type=int, help="epochs of each training (the lesson's)")
    parser.add_argument("--folds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--variants", nargs="+", default=["augmentation", "no augmentation"],
                        choices=["augmentation", "no augmentation", "constant rate"])
    parser.add_argument("--memory", action="store_true", help="measure the pipeline's memory, train nothing")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--cached", action="store_true", help=argparse.SUPPRESS)


def accuracy(options):
    """Train on four folds and test on the fifth, for each fold, seed and variant; print a table."""
    lesson = recipe("07", epochs=options.epochs)
    y, fold, recordings = lesson.y, lesson.fold, lesson.table["recording"].to_numpy()
    rows = []
    for variant in options.variants:
        right = np.full((len(options.seeds), len(y)), np.nan)
        seconds = []
        for row, seed in enumerate(options.seeds):
            for tested in options.folds:
                train, test = np.flatnonzero(fold != tested), np.flatnonzero(fold == tested)
                rate = 0.001 if variant == "constant rate" else lesson.one_cycle(train)
                start = time.perf_counter()
                network, _ = lesson.train_network(f"{variant}, seed {seed}, fold {tested}", rate, train,
                                                  augment=variant != "no augmentation", seed=seed)
                seconds.append(time.perf_counter() - start)
                right[row, test] = network.predict(lesson.pipeline(test), verbose=0).argmax(axis=1) == y[test]
                print(f"{variant}, seed {seed}, fold {tested}: {right[row, test].mean():.4f} "
                      f"({seconds[-1]:.0f} s)", flush=True)
        done = np.isin(fold, options.folds)
        by_fold = " ".join(f"{right[:, fold == tested].mean():.3f}" for tested in options.folds)
        rows.append([variant, size_of(network), spread(right[:, done].mean(axis=1)),
                     interval(right[:, done], recordings[done]), by_fold, f"{np.mean(seconds):.0f} s"])
    print(f"\n{lesson.epochs} epochs, {lesson.training.device()}")
    print_table([f"{kind_of(lesson.folder)}, {len(y)} clips", "trainable parameters", "mean of the folds (each seed)",
                 "95 % interval over recordings", "each fold", "training of one fold"], rows)


def measure(times, cache):
    """Run the lesson's pipeline once over the set, listed `times` times; print the peak memory in MB."""
    import resource

    lesson = recipe("07")
    rows = np.tile(np.arange(len(lesson.table)), times)
    for _ in lesson.pipeline(rows, augment=True, cache=cache):
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak {peak / (1e6 if sys.platform == 'darwin' else 1024):.0f}")


def memory():
    """Measure in a process of its own for each case; print a table, and say whether memory stays flat."""
    peaks = {}
    for name, times, cache in (("1x", 1, False), ("10x", 10, False), ("1x, cached", 1, True),
                               ("10x, cached", 10, True)):
        command = [sys.executable, "-m", "benchmarks", "esc10", "--measure", str(times)] + ["--cached"] * cache
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        peaks[name] = int(done.stdout.split("peak")[-1])
        print(f"{name}: {peaks[name]} MB", flush=True)
    growth = 100 * (peaks["10x"] / peaks["1x"] - 1)
    print(f"ten times the set, without a cache: {growth:+.1f} % ({'at most' if growth <= 10 else 'MORE THAN'} 10 %)")
    return growth <= 10


def run(options):
    if options.measure:
        measure(options.measure, options.cached)
    elif options.memory:
        sys.exit(not memory())
    else:
        accuracy(options)
