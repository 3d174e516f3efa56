"""What class weights do for two rare words: recall, precision and macro-F1, over seeds.

    python -m benchmarks class_weights --seeds 5

The recipe (data, split, network, training, cut) is not copied here: lesson 06's own cells are run, those with the tag
"recipe". For each seed two words lose 88 % of their training clips, others with each seed; the plain and the weighted
network then answer for the validation and the test speakers, whom neither has heard. Every setting was chosen on
validation speakers.
"""

from contextlib import redirect_stdout

import numpy as np
from sklearn.metrics import f1_score, precision_score, recall_score
from sklearn.utils.class_weight import compute_class_weight

from benchmarks.common import kind_of, print_table, spread
from benchmarks.recipe import recipe

NETWORKS, PARTS = ("without weights", "with weights"), ("validation", "test")


def arguments(parser):
    parser.set_defaults(seeds=5)
    parser.add_argument("--epochs", type=int, help="epochs of each training (the lesson's)")


def figures(truth, predicted, rare):
    """Recall and precision of rare and common words, macro-F1 and accuracy, by name."""
    recall = recall_score(truth, predicted, average=None)
    precision = precision_score(truth, predicted, average=None, zero_division=0)
    return {"recall, rare": recall[rare].mean(), "recall, common": recall[~rare].mean(),
            "precision, rare": precision[rare].mean(), "precision, common": precision[~rare].mean(),
            "macro-F1": f1_score(truth, predicted, average="macro"), "accuracy": np.mean(truth == predicted)}


def run(options):
    results = {(part, network): [] for part in PARTS for network in NETWORKS}
    for seed in options.seeds:
        lesson = recipe("06", rng=np.random.default_rng(seed), epochs=options.epochs)  # its `rng` draws the cut
        x, y, kept = lesson.x, lesson.y, lesson.imbalanced_train
        rows_of = {"validation": lesson.validation, "test": lesson.test}
        weights = compute_class_weight("balanced", classes=np.arange(len(lesson.labels)), y=y[kept])
        for network, class_weight in zip(NETWORKS, (None, dict(enumerate(weights)))):
            with redirect_stdout(None):  # without a line for each epoch
                model = lesson.train_network(kept, network, class_weight, seed)
            for part, rows in rows_of.items():
                predicted = model.predict(x[rows], verbose=0).argmax(axis=1)
                results[part, network].append(figures(y[rows], predicted, lesson.rare))
                print(f"seed {seed}, {network}, {part}: "
                      + ", ".join(f"{name} {value:.3f}" for name, value in results[part, network][-1].items()),
                      flush=True)
    names = list(results[PARTS[0], NETWORKS[0]][0])
    print(f"\n{', '.join(lesson.rare_words)} cut to {lesson.share_kept:.0%}, {lesson.epochs} epochs, "
          f"{kind_of(lesson.folder)}, {lesson.training.device()}; mean over the seeds (each seed)")
    print_table(["", *(", ".join(pair) for pair in results)],
                [[name, *(spread([one[name] for one in each]) for each in results.values())] for name in names])
    plain, weighted = ([one["recall, rare"] for one in results["test", network]] for network in NETWORKS)
    gain = spread(100 * (np.array(weighted) - plain), digits=1)
    print(f"\ngain in recall of the rare words on the test speakers, in points, mean (each seed): {gain}")
