"""The networks of lesson 11 on FSDKaggle2018, stratified 4-fold, over seeds; and what unverified labels do.

    python -m benchmarks tagging --seeds 3
    python -m benchmarks tagging --labels        # trusted, half weight, left out, on all folds

The recipe (features, cache, augmentation, networks, training, prediction, score) is not copied here: the lesson's own
cells are run, those with the tag "recipe". Each seed divides the clips into folds anew and starts from other weights;
each clip is predicted once per seed, by a network that has not seen it. Only clips with verified labels are scored.

While the recipe was developed only half A of the clips was scored (of each class every other clip, sorted by
file name); half B was not looked at. So both halves are reported beside the whole. The intervals draw the clips
again (2,000 times), on each clip's mean over the seeds.
"""

import time

import numpy as np

from benchmarks.common import interval, kind_of, print_table, size_of, spread
from benchmarks.recipe import change, recipe

NETWORKS = {"2-D CNN": "build_cnn", "Conv1D + LSTM": "build_lstm",
            "Conv1D + LSTM, from the end": "build_lstm_from_the_end"}


def arguments(parser):
    parser.add_argument("--epochs", type=int, help="epochs of each training (the lesson's)")
    parser.add_argument("--networks", nargs="+", default=list(NETWORKS), choices=list(NETWORKS))
    parser.add_argument("--labels", action="store_true", help="compare what to do with unverified labels")


def folds_of(lesson, seed):
    """Divide the clips into the folds of this seed; seed 0 gives those of the lesson."""
    from sklearn.model_selection import StratifiedKFold

    return list(StratifiedKFold(4, shuffle=True, random_state=seed).split(lesson.paths, lesson.y))


def score(lesson, answers, rows):
    """For some clips: is the first guess right, and how many points do three guesses get?"""
    guesses, truth = lesson.three_guesses(answers[rows]), lesson.y[rows]
    return guesses[:, 0] == truth, np.array([lesson.points(*pair) for pair in zip(guesses, truth)])


def compare_networks(lesson, options):
    """Cross-validate each network with each seed; print a table."""
    verified = lesson.verified
    half_a = (lesson.table.groupby("label").cumcount() % 2 == 0).to_numpy()
    scored = np.flatnonzero(verified)
    rows = []
    for name in options.networks:
        right, points = np.zeros((2, len(options.seeds), len(scored)))
        by_fold, start = [], time.perf_counter()
        for row, seed in enumerate(options.seeds):
            folds = folds_of(lesson, seed)
            change(lesson, folds=folds)
            answers, networks = lesson.cross_validate(name, getattr(lesson, NETWORKS[name]), seed=seed)
            right[row], points[row] = score(lesson, answers, scored)
            for _, test in folds:
                by_fold.append([part.mean() for part in score(lesson, answers, test[verified[test]])])
            print(f"{name}, seed {seed}: accuracy {right[row].mean():.3f}, MAP@3 {points[row].mean():.3f}", flush=True)
        seconds = (time.perf_counter() - start) / len(options.seeds)
        cells = [name, size_of(networks[0])]
        for measure, deviation in zip((right, points), np.std(by_fold, axis=0, ddof=1)):
            cells += [spread(measure.mean(axis=1)), interval(measure, scored), f"{deviation:.3f}",
                      f"{measure[:, half_a[scored]].mean():.3f}, {measure[:, ~half_a[scored]].mean():.3f}"]
        rows.append([*cells, f"{seconds:.0f} s"])
    head = ["mean (each seed)", "95 % interval", "deviation over folds", "half A, half B"]
    print(f"\n{lesson.epochs} epochs, {len(options.seeds)} seeds, {lesson.training.device()}")
    print_table([f"{kind_of(lesson.folder)}, {len(scored)} clips scored", "trainable parameters",
                 *(f"accuracy: {one}" for one in head), *(f"MAP@3: {one}" for one in head), "four folds"], rows)


def compare_labels(lesson, options):
    """Train the CNN with unverified labels trusted, at half weight, and left out; print a table.

    Where all labels are verified, 40 % are called unverified, and about a third of these are made wrong, in training.
    """
    y, verified, labels = lesson.y, lesson.verified, lesson.labels
    told, checked, rng = y.copy(), verified.copy(), np.random.default_rng(0)
    if planted := verified.all():
        checked = rng.random(len(y)) > 0.4
        wrong = ~checked & (rng.random(len(y)) < 0.35)
        told[wrong] = rng.integers(len(labels), size=wrong.sum())
    weights = {"trusted": np.ones(len(y)), "half weight": np.where(checked, 1, 0.5), "left out": None}
    means = {name: [] for name in weights}
    for seed in options.seeds:
        folds = folds_of(lesson, seed)
        for name, weight in weights.items():
            answers = np.zeros((len(y), len(labels)))
            for number, (train, test) in enumerate(folds):
                rows = train[checked[train]] if weight is None else train
                network = lesson.train_network(f"{name}, seed {seed}, fold {number + 1}", lesson.build_cnn, rows,
                                               told, weight, seed=10 * seed + number)
                answers[test] = lesson.predict(network, test)
            means[name].append([part.mean() for part in score(lesson, answers, np.flatnonzero(verified))])
    print(f"\n{np.sum(~checked)} of {len(y)} labels unverified"
          + (f", {np.sum(told != y)} of them made wrong on purpose" if planted else ""))
    print_table(["unverified labels", "accuracy (each seed)", "MAP@3 (each seed)"],
                [[name, *(spread(column) for column in zip(*each))] for name, each in means.items()])


def run(options):
    lesson = recipe("11", epochs=options.epochs)
    (compare_labels if options.labels else compare_networks)(lesson, options)
