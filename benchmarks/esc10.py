"""ESC-10 on its five official folds, with and without augmentation; and the memory of the pipeline.

    python benchmarks/esc10.py --seeds 3                             # the data that fetch gives
    SOUND_DATA=my/folder python benchmarks/esc10.py --seeds 3        # full data in another folder
    python benchmarks/esc10.py --memory                              # peak memory at 1x and 10x

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
from recipe import recipe


def accuracy(options):
    """Train on four folds and test on the fifth, for each fold, seed and variant; print a table."""
    names = recipe("07")
    table, y, fold = names["table"], names["y"], names["fold"]
    names["epochs"] = options.epochs
    rows = []
    for variant in options.variants:
        right = np.full((options.seeds, len(table)), np.nan)
        seconds = []
        for seed in range(options.seeds):
            for tested in options.folds:
                train, test = np.flatnonzero(fold != tested), np.flatnonzero(fold == tested)
                rate = 0.001 if variant == "constant rate" else names["one_cycle"](train)
                start = time.perf_counter()
                network, _ = names["train_network"](f"{variant}, seed {seed}, fold {tested}", rate, train,
                                                    augment=variant != "no augmentation", seed=seed)
                seconds.append(time.perf_counter() - start)
                answers = network.predict(names["pipeline"](test), verbose=0).argmax(axis=1)
                right[seed, test] = answers == y[test]
                print(f"{variant}, seed {seed}, fold {tested}: {right[seed, test].mean():.4f} "
                      f"({seconds[-1]:.0f} s)", flush=True)
        done = ~np.isnan(right[0])
        low, high = names["training"].bootstrap_interval(
            right[:, done].mean(axis=0), table["recording"].to_numpy()[done])
        each = [np.nanmean(one) for one in right]
        by_fold = [right[:, fold == tested].mean() for tested in options.folds]
        size = sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)
        rows.append(f"| {variant} | {size:,} | {np.mean(each):.3f} | {low:.3f} to {high:.3f} "
                    f"| {' '.join(f'{one:.3f}' for one in each)} | {' '.join(f'{one:.3f}' for one in by_fold)} "
                    f"| {np.mean(seconds):.0f} s |")
    kind = "bundled twin (synthetic)" if names["datasets"].is_twin(names["folder"]) else "recordings"
    print(f"\n{options.epochs} epochs, {names['training'].device()}\n\n"
          f"| {kind}, {len(table)} clips | trainable parameters | mean of the folds | 95 % interval over recordings "
          "| each seed | each fold | training of one fold |\n|---|---|---|---|---|---|---|")
    print("\n".join(rows))


def measure(times, cache):
    """Run the lesson's pipeline once over the set, listed `times` times; print the peak memory in MB."""
    import resource

    names = recipe("07")
    rows = np.tile(np.arange(len(names["table"])), times)
    for batch in names["pipeline"](rows, augment=True, cache=cache):
        pass
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"peak {peak / (1e6 if sys.platform == 'darwin' else 1024):.0f}")


def memory():
    """Measure in a process of its own for each case; print a table, and say whether memory stays flat."""
    peaks = {}
    for name, times, cache in (("1x", 1, False), ("10x", 10, False), ("1x, cached", 1, True),
                               ("10x, cached", 10, True)):
        done = subprocess.run([sys.executable, __file__, "--measure", str(times)] + ["--cached"] * cache,
                              capture_output=True, text=True, check=True)
        peaks[name] = int(done.stdout.split("peak")[-1])
        print(f"{name}: {peaks[name]} MB", flush=True)
    growth = 100 * (peaks["10x"] / peaks["1x"] - 1)
    print(f"ten times the set, without a cache: {growth:+.1f} % ({'at most' if growth <= 10 else 'MORE THAN'} 10 %)")
    return growth <= 10


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="trainings of each fold and variant (3)")
    parser.add_argument("--epochs", type=int, default=80, help="epochs of each training (80)")
    parser.add_argument("--folds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--variants", nargs="+", default=["augmentation", "no augmentation"],
                        choices=["augmentation", "no augmentation", "constant rate"])
    parser.add_argument("--memory", action="store_true", help="measure the pipeline's memory, train nothing")
    parser.add_argument("--measure", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--cached", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure, options.cached)
    elif options.memory:
        sys.exit(not memory())
    else:
        accuracy(options)


if __name__ == "__main__":
    main()
