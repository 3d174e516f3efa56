"""What class weights do for two rare words: recall, precision and macro-F1, over seeds.

    python benchmarks/class_weights.py --seeds 5

The same network, cut and weights as in lesson 06, on the data that `fetch` finds (SOUND_DATA names a
folder of your own). For each seed two words lose 88 % of their training clips; the plain and the weighted
network then answer for the validation and the test speakers, whom neither has heard. Every setting was chosen on
validation speakers.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import keras  # noqa: E402
from sklearn.metrics import f1_score, precision_score, recall_score  # noqa: E402
from sklearn.utils.class_weight import compute_class_weight  # noqa: E402

from helpers import audio, datasets, features, training  # noqa: E402

RARE_WORDS, SHARE_KEPT = ["no", "up"], 0.12
RARE = np.array([word in RARE_WORDS for word in datasets.WORDS])


def build_network(x_train):
    """The network of lesson 06."""
    normalise = keras.layers.Normalization()
    normalise.adapt(x_train)
    layers = [keras.layers.Input(x_train.shape[1:]), normalise, keras.layers.Reshape((*x_train.shape[1:], 1))]
    for channels in (24, 48, 64, 96):
        layers += [keras.layers.Conv2D(channels, 3, padding="same", use_bias=False),
                   keras.layers.BatchNormalization(momentum=0.9), keras.layers.ReLU(),
                   keras.layers.MaxPooling2D(2)]
    layers += [keras.layers.GlobalAveragePooling2D(), keras.layers.Dropout(0.3),
               keras.layers.Dense(len(datasets.WORDS), activation="softmax")]
    return keras.Sequential(layers)


def train(x, y, rows, seed, epochs, class_weight):
    """Train one network on `rows`; return it."""
    training.set_seed(seed)
    network = build_network(x[rows])
    rate = keras.optimizers.schedules.CosineDecay(2e-3, decay_steps=epochs * int(np.ceil(len(rows) / 32)))
    network.compile(optimizer=keras.optimizers.Adam(rate), loss="sparse_categorical_crossentropy",
                    metrics=["accuracy"])
    network.fit(x[rows], y[rows], epochs=epochs, batch_size=32, class_weight=class_weight, verbose=0)
    return network


def cut(y, rows, seed):
    """Rows with the rare words cut down, in random order."""
    rng = np.random.default_rng(seed)
    kept = []
    for number, rare in enumerate(RARE):
        of_word = rows[y[rows] == number]
        kept.extend(rng.choice(of_word, round(SHARE_KEPT * len(of_word)), replace=False) if rare else of_word)
    return rng.permutation(kept)


def figures(y, predicted):
    """Recall and precision of rare and common words, and macro-F1."""
    recall = recall_score(y, predicted, average=None)
    precision = precision_score(y, predicted, average=None, zero_division=0)
    return {"recall_rare": recall[RARE].mean(), "recall_common": recall[~RARE].mean(),
            "precision_rare": precision[RARE].mean(), "precision_common": precision[~RARE].mean(),
            "macro_f1": f1_score(y, predicted, average="macro"), "accuracy": np.mean(y == predicted)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=5, help="how many seeds (default 5)")
    parser.add_argument("--epochs", type=int, default=25, help="epochs of each training (default 25)")
    options = parser.parse_args()

    table = datasets.split_by_speaker(datasets.index_words(datasets.fetch("mini_speech_commands")))
    x = features.log_spectrogram(audio.load_clips(table["path"]))
    y = np.array([datasets.WORDS.index(label) for label in table["label"]])
    part = {name: np.flatnonzero(table["part"] == name) for name in ("train", "validation", "test")}

    rows = []
    for seed in range(options.seeds):
        kept = cut(y, part["train"], seed)
        weights = compute_class_weight("balanced", classes=np.arange(len(RARE)), y=y[kept])
        for name, class_weight in (("plain", None), ("weighted", dict(enumerate(weights)))):
            start = time.perf_counter()
            network = train(x, y, kept, seed, options.epochs, class_weight)
            seconds = time.perf_counter() - start
            for place in ("validation", "test"):
                predicted = network.predict(x[part[place]], verbose=0).argmax(axis=1)
                rows.append({"network": name, "part": place, "seed": seed, "seconds": seconds,
                             **figures(y[part[place]], predicted)})
            print(pd.DataFrame(rows[-2:]).round(3).to_string(index=False), flush=True)

    results = pd.DataFrame(rows)
    summary = results.drop(columns="seed").groupby(["part", "network"]).agg(["mean", "std"])
    print("\nmean and standard deviation over", options.seeds, "seeds")
    print(summary.stack(level=0, future_stack=True).unstack([0, 1]).round(3).to_string())
    test = results[results["part"] == "test"].pivot(index="seed", columns="network", values="recall_rare")
    gain = 100 * (test["weighted"] - test["plain"])
    print(f"\ngain in recall of the rare words on the test speakers, points per seed: {gain.round(1).tolist()}, "
          f"mean {gain.mean():.1f}")


if __name__ == "__main__":
    main()
