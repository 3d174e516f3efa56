"""The live model of lesson 12 on sounds that it has never heard: words, other words, noise, silence, words in noise.

    python -m benchmarks live --seeds 3

The recipes are not copied here: the lessons' own cells are run, those with the tag "recipe". For each seed lesson 05's
network is trained, then lesson 12's from it. The threshold is chosen on the validation speakers, their other words and
one noise, with at most 5 % false alarms; the test speakers, four of the other words and two other noises have had no
part in anything. "Without" is lesson 05's model, its threshold chosen in the same way.
"""

import time
from contextlib import redirect_stdout

import numpy as np

from benchmarks.common import interval, kind_of, networks_of_lesson_05, print_table, spread
from benchmarks.recipe import recipe

THRESHOLDS = np.linspace(0, 0.99, 100)
ALLOWED = 0.05  # as in the lesson
RATIOS = (20, 10, 0)


def arguments(parser):
    parser.set_defaults(first_seed=1)  # as in the lesson


def choose(lesson, model, labels):
    """The smallest threshold with few enough false alarms on the validation sounds."""
    validation = lesson.validation
    _, false_alarms = lesson.error_rates(model, labels, THRESHOLDS, lesson.clips[validation],
                                         lesson.spoken[validation], lesson.no_words)
    return float(THRESHOLDS[np.append(np.flatnonzero(false_alarms <= ALLOWED), -1)[0]])


def measure(lesson, model, labels, threshold):
    """Shares on the test sounds, by name; and for each test clip, whether it was right."""
    test, truth = lesson.test, lesson.spoken[lesson.test]

    def answers(sounds):
        return lesson.answers_of(model.predict(np.asarray(sounds, np.float32), verbose=0), labels, threshold)

    given = answers(lesson.clips[test])
    right = given == truth
    shares = {"right": right.mean(), "unknown": np.mean(given == "unknown"),
              "another word": np.mean(~right & (given != "unknown"))}
    for name, sounds in lesson.test_sounds.items():
        shares[f"false alarms, {name}"] = np.mean(answers(sounds) != "unknown")
    for ratio in RATIOS:
        rng = np.random.default_rng(7)
        noise = lesson.pieces(lesson.noise_parts["test"], len(test), rng)
        given = answers(lesson.add_noise(lesson.clips[test], noise, ratio))
        shares[f"right at {ratio} dB"] = np.mean(given == truth)
        shares[f"another word at {ratio} dB"] = np.mean((given != truth) & (given != "unknown"))
    return shares, right


def run(options):
    with networks_of_lesson_05(options.seeds) as bases:
        lesson = recipe("12")
    words, labels = lesson.words, lesson.labels
    speakers = lesson.table["speaker"].to_numpy()[lesson.test]
    runs, rights = {"without, no threshold": [], "without, with a threshold": [], "with unknown": []}, []
    for seed, base in bases.items():
        start = time.process_time()
        with redirect_stdout(None):
            model = lesson.with_front_end(lesson.fine_tune(lesson.with_unknown(base), seed))
        compared = {"without, no threshold": (base, words, 0),
                    "without, with a threshold": (base, words, choose(lesson, base, words)),
                    "with unknown": (model, labels, choose(lesson, model, labels))}
        for name, (each, names, threshold) in compared.items():
            shares, right = measure(lesson, each, names, threshold)
            runs[name].append({"threshold": threshold, **shares})
        rights.append(right)
        print(f"seed {seed}, {time.process_time() - start:.0f} CPU s: "
              + ", ".join(f"{name} {share:.3f}" for name, share in runs["with unknown"][-1].items()), flush=True)
    others = ", ".join(f"{len(sounds)} {name}" for name, sounds in lesson.test_sounds.items())
    print(f"\n{kind_of(lesson.folder)}, other words: {kind_of(lesson.other_folder)}; test: {len(speakers)} clips, "
          f"{others}; {lesson.training.device()}; right, with unknown: 95 % interval over speakers "
          f"{interval(rights, speakers)}")
    print_table(["", *runs], [[name, *(spread([one[name] for one in each]) for each in runs.values())]
                              for name in runs["with unknown"][0]])
