"""Spoken digits: random folds against folds of whole speakers, over seeds; and from one corpus to the other.

    python benchmarks/digits.py --seeds 3                         # the Free Spoken Digit Dataset that fetch gives
    SOUND_DATA=my/folder python benchmarks/digits.py --seeds 3    # full data in another folder
    python benchmarks/digits.py --corpus audio_mnist --seeds 3    # 5 folds of whole speakers, where there are ten

The recipe (audit, preparation v3, network, training) is not copied here: the lesson's own cells are run, those with
the tag "recipe". Nothing is chosen while it trains: each fold is measured once, after the last epoch. The interval
draws the speakers again (2,000 times), on each clip's mean over the seeds; with six speakers it is a rough one.
"""

import argparse
import contextlib
import sys
import time

import numpy as np
from recipe import recipe


def predictions(names, x, y, folds, seed):
    """The answer for each clip, from the training in which the clip was in the test fold; and the last network."""
    network = names["new_network"](x.shape[1], len(folds[0][0]))
    answers = np.full(len(y), -1)
    for rows, test in folds:
        names["train"](network, x[rows], y[rows], seed=seed)
        answers[test] = network.predict(x[test], verbose=0).argmax(axis=1)
    return answers, network


def elsewhere(names, version, away, there_y, seeds):
    """Train on the whole corpus; with each seed, the share of the other corpus that is right.

    It is the mean over the digits, because their numbers may differ there.
    """
    shares = []
    for seed in range(seeds):
        x = names["pictures_of"](names["waves"], version, seed)
        network = names["new_network"](x.shape[1], len(x))
        names["train"](network, x, names["y"], seed=seed)
        right = network.predict(away, verbose=0).argmax(axis=1) == there_y
        shares.append(np.mean([right[there_y == digit].mean() for digit in np.unique(there_y)]))
    return shares


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", default="free_spoken_digits", choices=["free_spoken_digits", "audio_mnist"])
    parser.add_argument("--seeds", type=int, default=3, help="trainings of each fold (3)")
    parser.add_argument("--epochs", type=int, help="epochs of each training (the lesson's)")
    parser.add_argument("--versions", nargs="+", default=["v3"], choices=["v1", "v2", "v3"])
    options = parser.parse_args()
    with contextlib.redirect_stdout(sys.stderr):
        names = recipe("10", change=lambda source: source.replace(
            'corpus = "audio_mnist"', f'corpus = "{options.corpus}"'))
    names["epochs"] = options.epochs or names["epochs"]
    y, speaker, waves = names["y"], names["speaker"], names["waves"]
    kind = "bundled twin (synthetic)" if names["datasets"].is_twin(names["folders"][names["corpus"]]) else "recordings"
    there = names["tidy"](names["other"])
    there_waves, there_y = [names["load"](path) for path in there["path"]], there["label"].astype(int).to_numpy()
    rows, people = [], {}
    for version in options.versions:
        away = names["pictures_of"](there_waves, version)
        for folds_name, folds in (("random", names["random_folds"](y)),
                                  ("speakers whole", names["speaker_folds"](y, speaker))):
            right, means, start = [], [], time.perf_counter()
            for seed in range(options.seeds):
                x = names["pictures_of"](waves, version, seed)
                answers, network = predictions(names, x, y, folds, seed)
                right.append(answers == y)
                means.append(right[-1].mean())
                print(f"{version}, {folds_name}, seed {seed}: {means[-1]:.4f}", flush=True)
            seconds = (time.perf_counter() - start) / options.seeds / len(folds)
            right = np.mean(right, axis=0)
            low, high = names["training"].bootstrap_interval(right, speaker)
            rows.append(f"| {version}, {folds_name} ({len(folds)} folds) | {np.mean(means):.3f} | {low:.3f} to {high:.3f} "
                        f"| {' '.join(f'{mean:.3f}' for mean in means)} | {seconds:.0f} s |")
            people[f"{version}, {folds_name}"] = " ".join(
                f"{name} {right[speaker == name].mean():.3f}" for name in sorted(set(speaker)))
        each = elsewhere(names, version, away, there_y, options.seeds)
        rows.append(f"| {version}, trained on all of it, tested on {len(there_y)} clips of {names['other']}, mean over digits "
                    f"| {np.mean(each):.3f} | | {' '.join(f'{one:.3f}' for one in each)} | |")
    size = sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)
    print(f"\n{names['corpus']}, {kind}, {len(y)} clips by {len(set(speaker))} speakers; {size:,} trainable parameters, "
          f"{names['epochs']} epochs, {names['training'].device()}\n\n"
          "| folds | right | 95 % interval over speakers | each seed | one training |\n|---|---|---|---|---|")
    print("\n".join(rows), "", *(f"{name}: {each}" for name, each in people.items()), sep="\n")


if __name__ == "__main__":
    main()
