"""The two networks of lesson 11 on FSDKaggle2018, stratified 4-fold, over seeds; and what unverified labels do.

    python benchmarks/tagging.py --seeds 3                           # the data that fetch gives
    SOUND_DATA=my/folder python benchmarks/tagging.py --seeds 3      # a copy in another folder
    python benchmarks/tagging.py --labels                            # trusted, half weight, left out, on all folds

The recipe (features, cache, augmentation, networks, training, prediction, score) is not copied here: the lesson's own
cells are run, those with the tag "recipe". Each seed divides the clips into folds anew and starts from other weights;
each clip is predicted once per seed, by a network that has not seen it. Only clips with verified labels are scored.

While the recipe was developed only half A of the clips was scored (of each class every other clip, sorted by
file name); half B was not looked at. So both halves are reported beside the whole. The intervals draw the clips
again (2,000 times), on each clip's mean over the seeds.
"""

import argparse
import time

import numpy as np
from recipe import recipe

NETWORKS = {"2-D CNN": "build_cnn", "Conv1D + LSTM": "build_lstm"}


def divide(names, seed):
    """Divide the clips into the folds of this seed; seed 0 gives those of the lesson."""
    from sklearn.model_selection import StratifiedKFold

    names["folds"] = list(StratifiedKFold(4, shuffle=True, random_state=seed).split(names["paths"], names["y"]))


def score(names, answers, rows):
    """For some clips: is the first guess right, and how many points do three guesses get?"""
    guesses = names["three_guesses"](answers[rows])
    truth = names["y"][rows]
    return guesses[:, 0] == truth, np.array([names["points"](*pair) for pair in zip(guesses, truth)])


def compare_networks(names, options):
    """Cross-validate each network with each seed; print a table."""
    verified, table = names["verified"], names["table"]
    half_a = (table.groupby("label").cumcount() % 2 == 0).to_numpy()
    scored = np.flatnonzero(verified)
    kind = "bundled twin (synthetic)" if names["twin"] else "recordings"
    lines = []
    for name in options.networks:
        right, points = np.zeros((2, options.seeds, len(scored)))
        folds, start = [], time.perf_counter()
        for seed in range(options.seeds):
            divide(names, seed)
            answers, networks = names["cross_validate"](name, names[NETWORKS[name]], seed=seed)
            right[seed], points[seed] = score(names, answers, scored)
            for _, test in names["folds"]:
                one, three = score(names, answers, test[verified[test]])
                folds.append((one.mean(), three.mean()))
            print(f"{name}, seed {seed}: accuracy {right[seed].mean():.3f}, MAP@3 {points[seed].mean():.3f}", flush=True)
        seconds = (time.perf_counter() - start) / options.seeds
        cells = [name, f"{sum(int(np.prod(w.shape)) for w in networks[0].trainable_weights):,}"]
        for measure, by_fold in ((right, [one for one, _ in folds]), (points, [three for _, three in folds])):
            low, high = names["training"].bootstrap_interval(measure.mean(axis=0), scored)
            each = measure.mean(axis=1)
            cells += [f"{each.mean():.3f} ({each.min():.3f} to {each.max():.3f})", f"{low:.3f} to {high:.3f}",
                      f"{np.std(by_fold, ddof=1):.3f}",
                      f"{measure[:, half_a[scored]].mean():.3f}, {measure[:, ~half_a[scored]].mean():.3f}"]
        lines.append("| " + " | ".join(cells + [f"{seconds:.0f} s"]) + " |")
    head = ["mean (seeds)", "95 % interval", "deviation over folds", "half A, half B"]
    heads = [f"{kind}, {len(scored)} clips scored", "trainable parameters", *(f"accuracy: {one}" for one in head),
             *(f"MAP@3: {one}" for one in head), "four folds"]
    print(f"\n{names['epochs']} epochs, {options.seeds} seeds, {names['training'].device()}\n")
    print("| " + " | ".join(heads) + " |\n|" + "---|" * len(heads))
    print("\n".join(lines))


def compare_labels(names, options):
    """Train the CNN with unverified labels trusted, at half weight, and left out; print a table.

    Where all labels are verified, 40 % are called unverified, and about a third of these are made wrong, in training.
    """
    y, verified, labels = names["y"], names["verified"], names["labels"]
    told, checked, rng = y.copy(), verified.copy(), np.random.default_rng(0)
    if planted := verified.all():
        checked = rng.random(len(y)) > 0.4
        wrong = ~checked & (rng.random(len(y)) < 0.35)
        told[wrong] = rng.integers(len(labels), size=wrong.sum())
    weights = {"trusted": np.ones(len(y)), "half weight": np.where(checked, 1, 0.5), "left out": None}
    means = {name: [] for name in weights}
    for seed in range(options.seeds):
        divide(names, seed)
        for name, weight in weights.items():
            answers = np.zeros((len(y), len(labels)))
            for number, (train, test) in enumerate(names["folds"]):
                rows = train[checked[train]] if weight is None else train
                network = names["train_network"](f"{name}, seed {seed}, fold {number + 1}", names["build_cnn"], rows,
                                                 told, weight, seed=10 * seed + number)
                answers[test] = names["predict"](network, test)
            means[name].append([part.mean() for part in score(names, answers, np.flatnonzero(verified))])
    print(f"\n{np.sum(~checked)} of {len(y)} labels unverified"
          + (f", {np.sum(told != y)} of them made wrong on purpose\n" if planted else "\n"))
    print("| unverified labels | accuracy (each seed) | MAP@3 (each seed) |\n|---|---|---|")
    for name, rows in means.items():
        columns = [f"{np.mean(column):.3f} ({' '.join(f'{one:.3f}' for one in column)})" for column in zip(*rows)]
        print(f"| {name} | {columns[0]} | {columns[1]} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="times that all folds are trained (3)")
    parser.add_argument("--epochs", type=int, help="epochs of each training (as in the lesson)")
    parser.add_argument("--networks", nargs="+", default=list(NETWORKS), choices=list(NETWORKS))
    parser.add_argument("--labels", action="store_true", help="compare what to do with unverified labels")
    options = parser.parse_args()
    names = recipe("11")
    names["epochs"] = options.epochs or names["epochs"]
    (compare_labels if options.labels else compare_networks)(names, options)


if __name__ == "__main__":
    main()
