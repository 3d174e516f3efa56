"""How much a random split flatters lesson 04's models, compared with a split by speaker (and, on the twin, by family).

    SOUND_DATA=FOLDER python -m benchmarks splits --seeds 3

Five folds, so that each clip is scored once under each split, with equal training sizes: the comparison is nearly free
of the luck of which speakers were drawn. The recipe (network, training) is lesson 04's own.
"""

import numpy as np
from sklearn.metrics import pairwise_distances_argmin

from benchmarks.common import kind_of, print_table, spread
from benchmarks.recipe import recipe

FOLDS = 5


def arguments(parser):
    parser.add_argument("--epochs", type=int, default=6, help="epochs of each training (%(default)s)")


def folds_by(groups: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Number the folds so that a group (a speaker) is in one of them; shape ``(clips,)``."""
    names, numbers = np.unique(groups, return_inverse=True)
    return rng.permutation(len(names))[numbers] % FOLDS


def run(options):
    lesson = recipe("04")
    x, y, table = lesson.x, lesson.y, lesson.table
    speakers = table["speaker"].to_numpy()
    ways = {"by speaker": speakers}
    if lesson.datasets.is_twin(lesson.folder):
        ways["by family"] = table["speaker"].str.extract("^(espeak|fliteawb|flitekal|fliterms|fliteslt)")[0].to_numpy()
    gains = {(model, way): [] for model in ("dense", "nearest example") for way in ways}
    for seed in options.seeds:
        for way, groups in ways.items():
            folds = folds_by(groups, np.random.default_rng(seed))
            at_random = np.random.default_rng(seed).permutation(folds)
            for model in ("dense", "nearest example"):
                new, mixed = (np.mean([right for fold in np.unique(division) for right in
                                       scores(lesson, x, y, division == fold, model, seed, options.epochs)])
                              for division in (folds, at_random))
                gains[model, way].append(100 * (mixed - new))
                print(f"seed {seed}, {model}: {way} {new:.3f}, at random {mixed:.3f}", flush=True)
    print_table([f"{kind_of(lesson.folder)}, {len(x):,} clips, {len(set(speakers))} speakers",
                 "a random split flatters by, points (each seed)"],
                [[f"{model}, compared with new voices {way}", spread(points, 1)]
                 for (model, way), points in gains.items()])


def scores(lesson, x, y, held_out, model, seed, epochs):
    """Whether each held-out clip is right; shape ``(clips,)``."""
    if model == "nearest example":
        nearest = pairwise_distances_argmin(x[held_out].reshape(held_out.sum(), -1),
                                            x[~held_out].reshape((~held_out).sum(), -1))
        return y[~held_out][nearest] == y[held_out]
    lesson.training.set_seed(seed)
    network = lesson.build(x[~held_out])
    lesson.compile_model(network)
    network.fit(x[~held_out], y[~held_out], batch_size=128, epochs=epochs, verbose=0)
    return network.predict(x[held_out], verbose=0).argmax(axis=1) == y[held_out]
