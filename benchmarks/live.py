"""The live model of lesson 12 on sounds that it has never heard: words, other words, noise, silence, words in noise.

    python -m benchmarks live --seeds 3

The recipe is not copied here: the lesson's own cells are run, those with the tag "recipe". It starts from lesson 05's
models/speech_commands.keras (SOUND_MODELS names another folder). The threshold is chosen on the validation speakers,
half of the other words and one noise, with at most 10 % false alarms; the test speakers, the other half of the words
and two other noises have had no part in anything. "Without" is lesson 05's model, its threshold chosen in the same way.
"""

import time
from contextlib import redirect_stdout

import numpy as np

from benchmarks.common import interval, kind_of, print_table, spread
from benchmarks.recipe import recipe

THRESHOLDS = np.linspace(0, 0.99, 100)
ALLOWED = 0.1
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
    lesson = recipe("12")
    base, words, labels = lesson.base, lesson.words, lesson.labels
    speakers = lesson.table["speaker"].to_numpy()[lesson.test]
    old_threshold = choose(lesson, base, words)
    plain, _ = measure(lesson, base, words, 0)
    careful, _ = measure(lesson, base, words, old_threshold)
    runs, rights = [], []
    for seed in options.seeds:
        start = time.perf_counter()
        with redirect_stdout(None):
            network = lesson.fine_tune(lesson.with_unknown(base), seed)
        model = lesson.with_front_end(network.layers)
        threshold = choose(lesson, model, labels)
        shares, right = measure(lesson, model, labels, threshold)
        runs.append({"threshold": threshold, **shares})
        rights.append(right)
        print(f"seed {seed}, {time.perf_counter() - start:.0f} s: "
              + ", ".join(f"{name} {share:.3f}" for name, share in runs[-1].items()), flush=True)
    plain["threshold"], careful["threshold"] = 0, old_threshold
    print(f"\n{kind_of(lesson.folder)}, {len(speakers)} test clips, {lesson.training.device()}; "
          f"right, with unknown: 95 % interval over speakers {interval(rights, speakers)}")
    print_table(["", "without, no threshold", "without, with a threshold", "with unknown (each seed)"],
                [[name, f"{plain[name]:.3f}", f"{careful[name]:.3f}", spread([one[name] for one in runs])]
                 for name in runs[0]])
