"""The networks of lesson 08 on the official test of the Spoken Arabic Digit set, over seeds.

    python -m benchmarks arabic_digits --seeds 3
    python -m benchmarks arabic_digits --seeds 3 --tasks "ten digits" --networks convolutions

The recipe (data, networks, training) is not copied here: the lesson's own cells are run, those with the tag
"recipe". Every choice was made on held-out training speakers; here each network learns from all training speakers, and
the test speakers are asked once per seed. The seed changes the first weights, the order, dropout and augmentation. The
interval draws the test speakers again (2,000 times), on each utterance's mean over the seeds. Two tasks, ten digits
and digit and sex (20 classes): their scores must not be compared with each other.
"""

import time

import numpy as np

from benchmarks.common import interval, kind_of, print_table, spread
from benchmarks.recipe import recipe

TASKS = {"ten digits": 10, "digit and sex": 20}
NETWORKS = ["linear on the time mean", "the junior's model", "GRU", "GRU with attention", "convolutions"]


def arguments(parser):
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=NETWORKS)
    parser.add_argument("--tasks", nargs="+", choices=TASKS, default=list(TASKS))


def answers(lesson, network, classes, y, everybody, seed):
    """Train a network on all training speakers; return its answers to the test, its size and the seconds."""
    x, test = lesson.x, lesson.test
    start = time.perf_counter()
    lesson.training.set_seed(seed)
    if network == "linear on the time mean":
        from sklearn.linear_model import LogisticRegression

        means = np.stack([utterance.mean(axis=0) for utterance in lesson.standardised])
        linear = LogisticRegression(max_iter=1000).fit(means[everybody], y[everybody])
        return linear.predict(means[test]), linear.coef_.size + linear.intercept_.size, time.perf_counter() - start
    if network == "convolutions":
        model = lesson.build_conv(classes)
        lesson.fit_well(network, model, lesson.batches(x, y, everybody, lesson.augment), lesson.conv_epochs)
    elif network == "GRU with attention":
        model, _ = lesson.build_attention(classes)
        lesson.fit_well(network, model, lesson.bucketed(y, everybody, lesson.augment), lesson.attention_epochs)
    elif network == "GRU":
        model = lesson.build_gru(64 if lesson.twin else 128, 2, classes=classes)
        lesson.fit(network, model, lesson.bucketed(y, everybody), lesson.gru_epochs)
    else:
        model = lesson.build_mean_model(classes=classes)
        lesson.fit(network, model, lesson.batches(x, y, everybody), lesson.junior_epochs)
    seconds = time.perf_counter() - start
    return model.predict(x[test], verbose=0).argmax(axis=1), model.count_params(), seconds


def run(options):
    lesson = recipe("08", has_tensorboard=False)  # no logs of these runs
    everybody = np.concatenate([lesson.train, lesson.validation])
    test, speakers, kind = lesson.test, lesson.speakers, kind_of(lesson.folder)
    print(f"{kind}: {len(everybody)} training and {len(test)} test utterances "
          f"({len(set(speakers[test]))} speakers), {lesson.training.device()}", flush=True)
    rows = []
    for task in options.tasks:
        y = lesson.digit if task == "ten digits" else lesson.digit_and_sex
        for network in options.networks:
            right, seconds = [], []
            for seed in options.seeds:
                guess, size, took = answers(lesson, network, TASKS[task], y, everybody, seed)
                right.append(guess == y[test])
                seconds.append(took)
                print(f"{task}, {network}, seed {seed}: {right[-1].mean():.4f} ({took:.0f} s)", flush=True)
            rows.append([task, network, f"{size:,}", spread(np.mean(right, axis=1), 4),
                         interval(right, speakers[test], 4), f"{np.mean(seconds):.0f} s"])
    print_table([f"task ({kind})", "network", "parameters", "test (each seed)", "95 % interval over speakers",
                 "training"], rows)
