"""The eight words with the four networks of lesson 05: accuracy on speakers whom no network has heard.

    python benchmarks/words_cnn.py --seeds 3                          # the data that fetch gives
    SOUND_DATA=my/folder python benchmarks/words_cnn.py --seeds 3     # full data in another folder

The recipe (data, split, networks, training) is not copied here: the lesson's own cells are run, those with
the tag "recipe". The speakers' parts are the same for each seed; the seed changes the first weights, the order of
the clips and the dropout. The interval draws the test speakers again (2,000 times), on each clip's mean over the seeds.
"""

import argparse
import time
from contextlib import redirect_stdout

import numpy as np
from recipe import recipe

NETWORKS = {"dense": "build_dense", "first CNN": "build_first_cnn",
            "with dropout": "build_with_dropout", "deep CNN": "build_deep_cnn"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="trainings of each network (3)")
    parser.add_argument("--first-seed", type=int, default=1, help="the lesson uses 1")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS))
    wanted = parser.parse_args()
    names = recipe("05")
    table, x, y, train, test = (names[name] for name in ("table", "x", "y", "train", "test"))
    validation, set_seed = names["validation"], names["training"].set_seed
    speakers = table["speaker"].to_numpy()
    print(f"{len(train)} training, {len(validation)} validation and {len(test)} test clips "
          f"({len(set(speakers[test]))} speakers), {names['epochs']} epochs, "
          f"{names['training'].device()}", flush=True)
    rows = []
    for network in wanted.networks:
        right, of_validation, seconds = [], [], []
        for seed in range(wanted.first_seed, wanted.first_seed + wanted.seeds):
            set_seed(seed)
            model = names[NETWORKS[network]]()
            start = time.perf_counter()
            with redirect_stdout(None):  # without a line for each epoch
                names["fit"](model, network)
            seconds.append(time.perf_counter() - start)
            right.append(model.predict(x[test], verbose=0).argmax(axis=1) == y[test])
            guesses = model.predict(x[validation], verbose=0).argmax(axis=1)
            of_validation.append((guesses == y[validation]).mean())
            print(f"{network}, seed {seed}: validation {of_validation[-1]:.3f}, "
                  f"test {right[-1].mean():.3f}, {seconds[-1]:.0f} s", flush=True)
        low, high = names["training"].bootstrap_interval(np.mean(right, axis=0), speakers[test])
        size = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
        each = " ".join(f"{one.mean():.3f}" for one in right)
        rows.append(f"| {network} | {size:,} | {np.mean(of_validation):.3f} | {np.mean(right):.3f} "
                    f"| {low:.3f} to {high:.3f} | {each} | {np.mean(seconds):.0f} s |")
    kind = "bundled twin (synthetic)" if names["datasets"].is_twin(names["folder"]) else "recordings"
    print(f"\n| network ({kind}, {len(table):,} clips) | trainable parameters | validation | test "
          "| 95 % interval over speakers | each seed | training |\n|---|---|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
