"""The eight words with the four networks of lesson 05: accuracy on speakers whom no network has heard.

    python -m benchmarks words_cnn --seeds 3
    python -m benchmarks words_cnn --seeds 5 --people FOLDER   # trained on the twin, tested on the real clips there too

The recipe (data, split, networks, training) is not copied here: the lesson's own cells are run, those with
the tag "recipe". The speakers' parts are the same for each seed; the seed changes the first weights, the order of
the clips and the dropout. `--people` also tests on all clips of another folder in the set's layout, which have no
part in any choice. The interval draws the test speakers again (2,000 times), on each clip's mean over the seeds.
"""

import time
from contextlib import redirect_stdout

import numpy as np

from benchmarks.common import interval, kind_of, print_table, size_of, spread
from benchmarks.recipe import recipe

NETWORKS = {"dense": "build_dense", "first CNN": "build_first_cnn",
            "with dropout": "build_with_dropout", "deep CNN": "build_deep_cnn"}


def arguments(parser):
    parser.set_defaults(first_seed=1)  # as in the lesson
    parser.add_argument("--epochs", type=int, help="epochs of each training (the lesson's)")
    parser.add_argument("--people", metavar="FOLDER", help="real mini_speech_commands to test on as well")
    parser.add_argument("--networks", nargs="+", choices=NETWORKS, default=list(NETWORKS))


def run(options):
    lesson = recipe("05", epochs=options.epochs)
    x, y, validation, test = lesson.x, lesson.y, lesson.validation, lesson.test
    speakers = lesson.table["speaker"].to_numpy()
    print(f"{len(lesson.train)} training, {len(validation)} validation and {len(test)} test clips "
          f"({len(set(speakers[test]))} speakers), {lesson.epochs} epochs ({lesson.deep_epochs} for the deep CNN), "
          f"{lesson.training.device()}", flush=True)
    if options.people:
        people = lesson.datasets.index_words(options.people)
        x_people = lesson.features.speech_features(lesson.audio.load_clips(people["path"]))
        y_people = np.array([lesson.labels.index(label) for label in people["label"]])
    rows = []
    for network in options.networks:
        train = lesson.fit_deep if network == "deep CNN" else lesson.fit
        right, of_validation, of_people, seconds, lowest = [], [], [], [], []
        for seed in options.seeds:
            lesson.training.set_seed(seed)
            model = getattr(lesson, NETWORKS[network])()
            start = time.process_time()
            with redirect_stdout(None):  # without a line for each epoch
                losses = train(model, network).history["val_loss"]
            seconds.append(time.process_time() - start)
            lowest.append(int(np.argmin(losses)) + 1)
            right.append(model.predict(x[test], verbose=0).argmax(axis=1) == y[test])
            guesses = model.predict(x[validation], verbose=0).argmax(axis=1)
            of_validation.append((guesses == y[validation]).mean())
            line = f"{network}, seed {seed}: validation {of_validation[-1]:.3f}, test {right[-1].mean():.3f}"
            if options.people:
                of_people.append((model.predict(x_people, verbose=0).argmax(axis=1) == y_people).mean())
                line += f", real people {of_people[-1]:.3f}"
            print(f"{line}, smallest validation loss in epoch {lowest[-1]} of {len(losses)}, "
                  f"{seconds[-1]:.0f} CPU seconds", flush=True)
        rows.append([network, size_of(model), f"{np.mean(of_validation):.3f}", spread(np.mean(right, axis=1)),
                     interval(right, speakers[test]), spread(of_people) if of_people else "-",
                     f"{np.mean(seconds):.0f} s"])
    print_table([f"network ({kind_of(lesson.folder)}, {len(speakers):,} clips)", "trainable parameters", "validation",
                 "test (each seed)", "95 % interval over speakers", "real people", "training, CPU"], rows)
