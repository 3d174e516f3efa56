"""The live model of lesson 12 on sounds that it has never heard: words, other words, noise, silence, and words in noise.

    python benchmarks/live.py --seeds 3                          # the data that fetch gives
    SOUND_DATA=my/folder python benchmarks/live.py --seeds 3     # full data in another folder

The recipe is not copied here: the lesson's own cells are run, those with the tag "recipe". It starts from lesson 05's
models/speech_commands.keras (SOUND_MODELS names another folder). The threshold is chosen on the validation speakers, half
of the other words and one noise, with at most 10 % false alarms; the test speakers, the other half of the words and two other
noises have had no part in anything. "Without" is lesson 05's model, with a threshold that is chosen in the same way.
"""

import argparse
import time
from contextlib import redirect_stdout

import numpy as np
from recipe import recipe

THRESHOLDS = np.linspace(0, 0.99, 100)
ALLOWED = 0.1
RATIOS = (20, 10, 0)


def choose(lesson, model, labels):
    """The smallest threshold with few enough false alarms on the validation sounds."""
    validation = lesson["validation"]
    _, false_alarms = lesson["error_rates"](model, labels, THRESHOLDS, lesson["clips"][validation],
                                            lesson["spoken"][validation], lesson["no_words"])
    return float(THRESHOLDS[np.append(np.flatnonzero(false_alarms <= ALLOWED), -1)[0]])


def measure(lesson, model, labels, threshold):
    """Shares on the test sounds, by name; and for each test clip, whether it was right."""
    test, truth = lesson["test"], lesson["spoken"][lesson["test"]]

    def answers(sounds):
        return lesson["answers_of"](model.predict(np.asarray(sounds, np.float32), verbose=0), labels, threshold)

    given = answers(lesson["clips"][test])
    right = given == truth
    shares = {"right": right.mean(), "unknown": np.mean(given == "unknown"),
              "another word": np.mean(~right & (given != "unknown"))}
    for name, sounds in lesson["test_sounds"].items():
        shares[f"false alarms, {name}"] = np.mean(answers(sounds) != "unknown")
    for ratio in RATIOS:
        rng = np.random.default_rng(7)
        noise = lesson["pieces"](lesson["noise_parts"]["test"], len(test), rng)
        given = answers(lesson["add_noise"](lesson["clips"][test], noise, ratio))
        shares[f"right at {ratio} dB"] = np.mean(given == truth)
        shares[f"another word at {ratio} dB"] = np.mean((given != truth) & (given != "unknown"))
    return shares, right


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3, help="fine-tunings (3); the lesson uses seed 1")
    parser.add_argument("--first-seed", type=int, default=1)
    wanted = parser.parse_args()
    lesson = recipe("12")
    base, words, labels = lesson["base"], lesson["words"], lesson["labels"]
    old_threshold = choose(lesson, base, words)
    columns = {"without, no threshold": measure(lesson, base, words, 0)[0],
               f"without, threshold {old_threshold:.2f}": measure(lesson, base, words, old_threshold)[0]}
    runs, rights = [], []
    for seed in range(wanted.first_seed, wanted.first_seed + wanted.seeds):
        start = time.perf_counter()
        with redirect_stdout(None):
            network = lesson["fine_tune"](lesson["with_unknown"](base), seed)
        model = lesson["with_front_end"](network.layers)
        threshold = choose(lesson, model, labels)
        shares, right = measure(lesson, model, labels, threshold)
        runs.append({"threshold": threshold, **shares})
        rights.append(right)
        print(f"seed {seed}, {time.perf_counter() - start:.0f} s: "
              + ", ".join(f"{name} {share:.3f}" for name, share in runs[-1].items()), flush=True)
    mean = {name: np.mean([run[name] for run in runs]) for name in runs[0]}
    columns[f"with unknown (mean of {wanted.seeds})"] = mean
    low, high = lesson["training"].bootstrap_interval(
        np.mean(rights, axis=0), lesson["table"]["speaker"].to_numpy()[lesson["test"]])
    kind = "bundled twin (synthetic)" if lesson["datasets"].is_twin(lesson["folder"]) else "recordings"
    print(f"\n{kind}, {len(lesson['test'])} test clips, {lesson['training'].device()}; right, with unknown: 95 % interval "
          f"over speakers {low:.3f} to {high:.3f}\n\n| | {' | '.join(columns)} |\n|---{'|---' * len(columns)}|")
    for name in mean:
        print(f"| {name} | {' | '.join(f'{column[name]:.3f}' if name in column else '' for column in columns.values())} |")


if __name__ == "__main__":
    main()
