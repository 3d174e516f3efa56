"""The networks of lesson 08 on the official test of the Spoken Arabic Digit set, over seeds.

    python benchmarks/arabic_digits.py --seeds 3                          # the data that fetch gives
    SOUND_DATA=my/folder python benchmarks/arabic_digits.py --seeds 3     # a copy in another folder

The recipe (data, networks, training) is not copied here: the lesson's own cells are run, those with the tag
"recipe". Every choice was made on held-out training speakers; here each network learns from all training speakers, and
the test speakers are asked once per seed. The seed changes the first weights, the order, dropout and augmentation. The
interval draws the test speakers again (2,000 times), on each utterance's mean over the seeds. Two tasks, ten digits
and digit and sex (20 classes): their scores must not be compared with each other.
"""

import argparse
import time

import numpy as np
from recipe import recipe

TASKS = {"ten digits": 10, "digit and sex": 20}
NETWORKS = ["linear on the time mean", "the junior's model", "GRU", "GRU with attention", "convolutions"]


def answers(names, network, task, seed):
    """Train a network on all training speakers; give its answers to the test, its size and the seconds."""
    x, test, everybody = names["x"], names["test"], names["everybody"]
    y = names["digit"] if task == "ten digits" else names["digit_and_sex"]
    start = time.perf_counter()
    names["training"].set_seed(seed)
    if network == "linear on the time mean":
        from sklearn.linear_model import LogisticRegression

        means = np.stack([utterance.mean(axis=0) for utterance in names["standardised"]])
        linear = LogisticRegression(max_iter=1000).fit(means[everybody], y[everybody])
        return linear.predict(means[test]), linear.coef_.size + linear.intercept_.size, time.perf_counter() - start
    if network == "convolutions":
        model = names["build_conv"](TASKS[task])
        data = names["batches"](x, y, everybody, names["augment"])
        names["fit_well"](network, model, data, names["conv_epochs"])
    elif network == "GRU with attention":
        model, _ = names["build_attention"](TASKS[task])
        names["fit_well"](network, model, names["bucketed"](y, everybody, names["augment"]),
                          names["attention_epochs"])
    elif network == "GRU":
        model = names["build_gru"](64 if names["twin"] else 128, 2, classes=TASKS[task])
        names["fit"](network, model, names["bucketed"](y, everybody), names["gru_epochs"])
    else:
        model = names["build_mean_model"](classes=TASKS[task])
        names["fit"](network, model, names["batches"](x, y, everybody), names["junior_epochs"])
    seconds = time.perf_counter() - start
    return model.predict(x[test], verbose=0).argmax(axis=1), model.count_params(), seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="trainings of each network (3)")
    parser.add_argument("--first-seed", type=int, default=0, help="the lesson uses 0")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=NETWORKS)
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS))
    wanted = parser.parse_args()
    names = recipe("08")
    names["has_tensorboard"] = False  # no logs of these runs
    names["everybody"] = np.concatenate([names["train"], names["validation"]])
    test, speakers, interval = names["test"], names["speakers"], names["training"].bootstrap_interval
    kind = "bundled twin (synthetic)" if names["twin"] else "recordings"
    print(f"{kind}: {len(names['everybody'])} training and {len(test)} test utterances "
          f"({len(set(speakers[test]))} speakers), {names['training'].device()}", flush=True)
    rows = []
    for task in wanted.tasks:
        truth = (names["digit"] if task == "ten digits" else names["digit_and_sex"])[test]
        for network in wanted.networks:
            right, seconds = [], []
            for seed in range(wanted.first_seed, wanted.first_seed + wanted.seeds):
                guess, size, took = answers(names, network, task, seed)
                right.append(guess == truth)
                seconds.append(took)
                print(f"{task}, {network}, seed {seed}: {right[-1].mean():.4f} ({took:.0f} s)", flush=True)
            low, high = interval(np.mean(right, axis=0), speakers[test])
            each = " ".join(f"{one.mean():.4f}" for one in right)
            rows.append(f"| {task} | {network} | {size:,} | {np.mean(right):.4f} | {low:.4f} to {high:.4f} "
                        f"| {each} | {np.mean(seconds):.0f} s |")
    print(f"\n| task ({kind}) | network | parameters | test | 95 % interval over speakers | each seed | training |"
          "\n|---|---|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
