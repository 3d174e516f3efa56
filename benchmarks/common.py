"""What the benchmarks share: their command line, means with each seed and an interval, tables in Markdown."""

import argparse
import os
import tempfile
from collections.abc import Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import ModuleType

import numpy as np

from helpers import datasets


def options_of(benchmark: ModuleType, arguments: list[str]) -> argparse.Namespace:
    """Read the command line of a benchmark.

    Parameters
    ----------
    benchmark : its module; `arguments(parser)` there adds options of its own
    arguments : what follows the name

    Returns
    -------
    argparse.Namespace
        `seeds` is a range, and begins at `first_seed`.
    """
    parser = argparse.ArgumentParser(
        prog=f"python -m {benchmark.__name__.replace('.', ' ')}", description=benchmark.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=3, help="how often everything is trained (%(default)s)")
    parser.add_argument("--first-seed", type=int, default=0, help="the seed of the first time (%(default)s)")
    benchmark.arguments(parser)
    options = parser.parse_args(arguments)
    options.seeds = range(options.first_seed, options.first_seed + options.seeds)
    return options


def kind_of(folder: Path | str) -> str:
    """Return what the sounds in a folder are, for a table."""
    return "bundled twin (synthetic)" if datasets.is_twin(folder) else "recordings"


def size_of(network) -> str:
    """The number of trainable parameters: "180,170"."""
    return f"{sum(int(np.prod(weight.shape)) for weight in network.trainable_weights):,}"


def spread(scores: Sequence[float], digits: int = 3) -> str:
    """The mean over the seeds, and each seed: "0.890 (0.885 0.891 0.895)"."""
    return f"{np.mean(scores):.{digits}f} ({' '.join(f'{score:.{digits}f}' for score in scores)})"


def interval(right, groups, digits: int = 3) -> str:
    """A 95 % interval of the mean over the seeds, drawing whole groups again 2,000 times: "0.840 to 0.940".

    Parameters
    ----------
    right : was the answer right? Shape (seeds, clips); points instead of yes and no are fine too
    groups : the speaker (or recording) of each clip, shape (clips,)
    """
    from helpers import training  # here, because it imports TensorFlow, which --help does not need

    low, high = training.bootstrap_interval(np.mean(right, axis=0), groups)
    return f"{low:.{digits}f} to {high:.{digits}f}"


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table in Markdown."""
    print("\n| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(row) + " |")


@contextmanager
def networks_of_lesson_05(seeds: Sequence[int]):
    """Train lesson 05's deep network once for each seed; meanwhile the first is where lesson 12 looks for it.

    Yields
    ------
    dict of keras.Model
        For each seed: a waveform in, the probabilities of the eight words out.
    """
    import keras

    from benchmarks.recipe import recipe
    from helpers import features, training

    course, networks, before = recipe("05"), {}, os.environ.get("SOUND_MODELS")
    for seed in seeds:
        training.set_seed(seed)
        network = course.build_deep_cnn()
        with redirect_stdout(None):
            course.fit_deep(network)
        networks[seed] = keras.Sequential([features.speech_front_end(), *network.layers])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SOUND_MODELS"] = folder
        training.save_model(networks[seeds[0]], "speech_commands", course.labels, sample_rate=16000)
        try:
            yield networks
        finally:
            del os.environ["SOUND_MODELS"]
            if before is not None:
                os.environ["SOUND_MODELS"] = before
