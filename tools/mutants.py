"""Plant bugs of the kind that people introduce, one at a time, and see which check catches each.

    python tools/mutants.py                 all; about half an hour; writes the table in tests/README.md
    python tools/mutants.py --only fast     those that need no lesson; some minutes
    python tools/mutants.py --only "leak"   those whose name holds this

The repository is copied into a temporary folder, and nothing here is changed. A bug whose place is not found exactly
once is an error: the table has to follow the code.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "tests" / "README.md"
LEFT_OUT = (".git", ".venv", "build", "models", "unpacked", "cache", "__pycache__", ".pytest_cache", ".ruff_cache")


@dataclass(frozen=True)
class Mutant:
    """A bug: in which file which text becomes which, and the tests that ought to turn red."""

    name: str
    file: str
    old: str
    new: str
    check: str


MUTANTS = [
    Mutant("8 kHz is read as 16 kHz", "helpers/audio.py", "if sample_rate != file_rate:", "if False:",
           "tests/test_audio.py"),
    Mutant("only the left channel", "helpers/sound_files.py", "    mixed = samples.mean(axis=1)\n",
           "    mixed = samples[:, 0]\n", "tests/test_sound_files.py tests/test_audio.py"),
    Mutant("silence is put in front", "helpers/audio.py", "np.pad(samples, (0, length - len(samples)))",
           "np.pad(samples, (length - len(samples), 0))", "tests/test_audio.py"),
    Mutant("loud samples wrap instead of being cut", "helpers/audio.py", "return np.clip(samples, -1.0, 1.0).astype",
           "return ((samples + 1) % 2 - 1).astype", "tests/test_audio.py tests/test_sound_files.py"),
    Mutant("the first second instead of the loudest", "helpers/audio.py", "start = best[len(best) // 2]", "start = 0",
           "tests/test_audio.py"),
    Mutant("a seed that is ignored", "helpers/training.py", "keras.utils.set_random_seed(seed)",
           "keras.utils.set_random_seed(0)", "tests/test_training.py"),
    Mutant("an interval over clips instead of people", "helpers/training.py", "np.unique(groups, return_inverse=True)",
           "np.unique(np.arange(len(groups)), return_inverse=True)", "tests/test_training.py"),
    Mutant("masks that show what they should hide", "helpers/training.py", "return tf.where(hidden, mean, pictures)",
           "return tf.where(hidden, pictures, mean)", "tests/test_training.py"),
    Mutant("masks that never reach the end", "helpers/training.py", "0, size - widest + 1, tf.int32)",
           "0, size - widest, tf.int32)", "tests/test_training.py"),
    Mutant("labels saved in another order", "helpers/training.py", 'facts = {"labels": list(labels)',
           'facts = {"labels": list(labels)[::-1]', "tests/test_training.py tests/test_saved_model.py"),
    Mutant("leak: the split takes clips, not speakers", "helpers/datasets/index.py",
           "groups=table.speaker.iloc[rows]", "groups=rows", "tests/datasets"),
    Mutant("the mean over bands instead of over time", "helpers/features.py",
           "return levels - levels.mean(axis=-2, keepdims=True)", "return levels - levels.mean(axis=-1, keepdims=True)",
           "tests/test_features.py"),
    Mutant("a floor for the whole batch, not for each clip", "helpers/features.py",
           "levels.max(axis=(-2, -1), keepdims=True) - QUIETEST", "levels.max() - QUIETEST", "tests/test_features.py"),
    Mutant("another mel scale", "helpers/features.py", "highest = 2595 * np.log10(1 + sample_rate / 2 / 700)",
           "highest = 2595 * np.log10(1 + sample_rate / 2 / 1000)", "tests/test_features.py"),
    Mutant("a window that does not end at zero", "helpers/features.py", "np.hanning(frame_length + 1)[:-1]",
           "np.hamming(frame_length + 1)[:-1]", "tests/test_features.py"),
    Mutant("the front end's floor differs from NumPy's", "helpers/features.py", "loudest - QUIETEST)\n    features",
           "loudest - 40)\n    features", "tests/test_features.py"),
    Mutant("a saved threshold that is ignored", "helpers/live/recogniser.py",
           'chosen = float(about.get("threshold", THRESHOLD))', "chosen = THRESHOLD", "tests/live/test_recogniser.py"),
    Mutant("silence gets a word", "helpers/live/recogniser.py", "if np.abs(clip).max() < SILENT:", "if False:",
           "tests/live/test_recogniser.py"),
    Mutant("a word is said again and again", "helpers/live/stream.py", "if self.labels[best] == UNKNOWN or best == "
           "self.said", "if self.labels[best] == UNKNOWN or False", "tests/live/test_stream.py"),
    Mutant("the page's rule differs from Python's", "helpers/live/stream.js", "this.threshold / 2",
           "this.threshold / 9", "tests/live/test_stream.py tests/live/test_export.py"),
    Mutant("the page's softmax is left out", "helpers/live/network.js", "softmax", "linear",
           "tests/live/test_export.py"),
    Mutant("the ladder is off by one", "helpers/my_voice.py", "zip(WORDS, guesses) if guess != word",
           "zip(WORDS, guesses[1:] + guesses[:1]) if guess != word", "tests/test_my_voice.py"),
    Mutant("the twin is called real", "helpers/datasets/fetching.py", 'print(f"{name}: the bundled twin, ',
           'print(f"{name}: the copy in data/, ', "tests/datasets/test_fetching.py"),
    Mutant("a checksum that nobody compares", "helpers/datasets/download.py", "registry={name: source.sha256}",
           "registry={name: None}",
           "tests/datasets/test_download.py"),
    Mutant("ASHA forgets after an interruption", "helpers/search.py", "def on_trial_add(", "def on_trial_add_not(",
           "tests/test_search.py"),
    Mutant("epochs for real recordings", "notebooks/07_any_sound.ipynb", "(4, 16) if twin else (80, 32)",
           "(4, 16) if twin else (8, 32)", "tests/test_real_settings.py"),
    Mutant("a checkpoint that is loosened", "notebooks/05_a_convolutional_model.ipynb",
           'bool(score[\\"deep CNN\\"] > 0.90)', 'bool(score[\\"deep CNN\\"] > 0.09)', "tests/test_notebooks.py"),
    Mutant("a quick question without a right answer", "notebooks/02_waveforms_and_resampling.ipynb",
           "</summary>Yes: the same samples", "</summary>No: the same samples", "tests/test_notebooks.py"),
    Mutant("lesson: a stale figure in a strict lesson", "notebooks/03_fourier_and_spectrograms.ipynb",
           "3 Hz:   sine 16.0   cosine  0.0", "3 Hz:   sine 15.0   cosine  0.0", "notebooks/03_*.ipynb"),
    Mutant("lesson: leak, the normaliser sees all clips", "notebooks/05_a_convolutional_model.ipynb",
           "normalise.adapt(x[train])", "normalise.adapt(x)", "notebooks/05_*.ipynb"),
    Mutant("lesson: leak, the threshold is chosen on the test", "notebooks/06_class_weights_and_confusion.ipynb",
           'stop_probability = balanced_network.predict(x[validation], verbose=0)',
           'stop_probability = balanced_network.predict(x[test], verbose=0)', "notebooks/06_*.ipynb"),
    Mutant("lesson: leak, fold 5 is in training", "notebooks/07_any_sound.ipynb", "([1, 2, 3], [4], [5])",
           "([1, 2, 3, 5], [4], [5])", "notebooks/07_*.ipynb"),
    Mutant("lesson: leak, final networks learn from the test", "notebooks/08_sequences.ipynb",
           "everybody = np.concatenate([train, validation])", "everybody = np.concatenate([train, validation, test])",
           "notebooks/08_*.ipynb"),
    Mutant("lesson: leak, folds learn from their test part", "notebooks/10_look_before_you_train.ipynb",
           "parts = [(x[rows], y[rows])]", "parts = [(x, y)]", "notebooks/10_*.ipynb"),
    Mutant("lesson: leak, each fold learns from all clips", "notebooks/11_tagging_long_clips.ipynb",
           'build, train, weights=weights', 'build, everything, weights=weights', "notebooks/11_*.ipynb"),
    Mutant("lesson: leak, the live threshold is chosen on the test", "notebooks/12_live.ipynb",
           "choosing = validation", "choosing = test", "notebooks/12_*.ipynb"),
]


def copy_of_the_repository(place: Path) -> Path:
    """Return a copy to work in; the twins are unpacked anew, models are trained anew."""
    copy = place / "course"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    return copy


def plant(copy: Path, mutant: Mutant) -> str:
    """Put the bug into its file; return what was there."""
    path = copy / mutant.file
    before = path.read_text(encoding="utf-8")
    if before.count(mutant.old) != 1 and mutant.file.endswith((".py", ".ipynb")):
        sys.exit(f"{mutant.name}: its text is {before.count(mutant.old)} times in {mutant.file}, it has to be once.")
    path.write_text(before.replace(mutant.old, mutant.new), encoding="utf-8")
    return before


def caught_by(copy: Path, mutant: Mutant) -> str:
    """Return the first test that fails, or "" if all pass."""
    tests = [str(path.relative_to(copy)) for pattern in mutant.check.split() for path in copy.glob(pattern)]
    alone = ["-o", "addopts="] if not mutant.check.startswith("notebooks") else []
    done = subprocess.run([sys.executable, "-m", "pytest", "-x", "-q", "-n", "0" if alone else "1", *alone,
                           "-p", "no:cacheprovider", *tests], cwd=copy, capture_output=True, text=True)
    failed = re.findall(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    if done.returncode and not failed:
        sys.exit(f"{mutant.name}: pytest ended with {done.returncode} and named no test:\n{done.stdout[-2000:]}")
    return failed[0] if failed else ""


def write_table(rows: list[tuple[str, str, str]]) -> None:
    """Put the results into tests/README.md; rows of bugs that were not planted this time stay."""
    text = README.read_text(encoding="utf-8")
    old = dict(re.findall(r"^\| (.+?) \| (.+ \| .+?) \|$", text.split("<!-- mutants -->")[1].split("<!-- end -->")[0],
                          re.MULTILINE))
    new = old | {name: f"`{file}` | {caught}" for name, file, caught in rows}
    lines = [f"| {mutant.name} | {new[mutant.name]} |" for mutant in MUTANTS if mutant.name in new]
    table = "| bug | in | caught by |\n|---|---|---|\n" + "\n".join(lines) + "\n"
    README.write_text(re.sub(r"(<!-- mutants -->\n).*?(<!-- end -->)", lambda found: found[1] + table + found[2], text,
                             count=1, flags=re.DOTALL), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="", help='"fast", or a part of a name')
    only = parser.parse_args().only
    chosen = [mutant for mutant in MUTANTS if (not mutant.name.startswith("lesson:") if only == "fast"
                                               else only in mutant.name)]
    rows = []
    with tempfile.TemporaryDirectory() as place:
        copy = copy_of_the_repository(Path(place))
        for mutant in chosen:
            before, start = plant(copy, mutant), time.perf_counter()
            test = caught_by(copy, mutant)
            (copy / mutant.file).write_text(before, encoding="utf-8")
            rows.append((mutant.name, mutant.file, f"`{test}`" if test else "**nothing: it survives**"))
            print(f"{time.perf_counter() - start:4.0f} s  {mutant.name}: {test or 'SURVIVES'}", flush=True)
    write_table(rows)
    survivors = sum("survives" in caught for _, _, caught in rows)
    print(json.dumps({"planted": len(rows), "caught": len(rows) - survivors, "survived": survivors}))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
