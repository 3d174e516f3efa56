"""Look before you train: measure every file of a folder of sounds, and report what deserves a second look.

    python -m helpers.datasets.audit FOLDER      a folder of your own; a file's label is the name of its folder

Lesson 10 writes each of these measurements by hand first. A finding is no verdict: look, listen, then decide.
"""

import difflib
import hashlib
import itertools
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from helpers import audio, features
from helpers.notebook import print_anything
from helpers.sound_files import NOT_READ, AudioError, find, mono, read, reasons, shown

QUIET = 30  # dB below the loudest 10 ms: what lies lower at the ends of a clip counts as silence
SILENT = 0.002  # a peak below this (full scale: 1) is no recording of anything
COMPARE_RATE = 8000  # Hz, for the search for near duplicates
COLUMNS = ["sample_rate", "channels", "seconds", "peak", "level", "clipped", "before", "after", "sha1", "note",
           "problem"]


def files(folder: str | Path) -> pd.DataFrame:
    """List the sounds in a folder of your own, and in the folders in it; print what was passed over.

    Returns
    -------
    pandas.DataFrame
        path, name (the path inside the folder) and label (the name of the folder that the file is in).
    """
    folder, found, others = Path(folder), [], []
    for path, passed_over in find(folder):
        if not passed_over or passed_over.startswith(NOT_READ):  # to be named in the report
            found.append(path)
        else:
            others.append(passed_over)
    if others:
        print(f"Passed over in {shown(folder.resolve().name)}: {reasons(others)}.")  # a saved page shows no path
    return pd.DataFrame({"path": [str(path) for path in found],
                         "name": [path.relative_to(folder).as_posix() for path in found],
                         "label": [path.parent.name for path in found]})


def frame_levels(samples: np.ndarray, sample_rate: int) -> np.ndarray:
    """Return the level of each 10 ms in dB (full scale: 0), shape ``(frames,)``."""
    length = max(1, sample_rate // 100)
    frames = samples[:max(length, len(samples) // length * length)]
    frames = np.pad(frames, (0, -len(frames) % length)).reshape(-1, length)
    return 10 * np.log10(np.maximum((frames ** 2).mean(axis=1), 1e-10))


def measure(path: str | Path) -> dict:
    """Measure one file.

    Returns
    -------
    dict
        sample_rate (Hz), channels, seconds, peak (full scale: 1), level (dB, root mean square), clipped (samples in
        runs of three or more at full scale), before and after (silence at the ends, s), sha1 (the same for
        the same samples), note (what was done to read it, "" usually) and problem ("" if the file can be read).
    """
    try:
        samples, rate, notes = read(path)
    except AudioError as error:
        return dict.fromkeys(COLUMNS) | {"note": "", "problem": error.reason}
    full = (np.abs(samples) >= 0.999).all(axis=1)
    runs = full[:-2] & full[1:-1] & full[2:]
    one, note = mono(samples)
    levels = frame_levels(one, rate)
    loud = np.flatnonzero(levels > levels.max() - QUIET)
    return {"sample_rate": rate, "channels": samples.shape[1], "seconds": len(samples) / rate,
            "peak": float(np.abs(samples).max()), "level": float(10 * np.log10(max((one ** 2).mean(), 1e-10))),
            "clipped": int(runs.sum()), "before": loud[0] / 100, "after": (len(levels) - 1 - loud[-1]) / 100,
            "sha1": hashlib.sha1(samples.tobytes()).hexdigest(), "note": "; ".join(filter(None, [*notes, note])),
            "problem": ""}


def measure_all(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy of an index table (with a column `path`) with a column for each measurement."""
    rows = pd.DataFrame([measure(path) for path in table["path"]], columns=COLUMNS, index=table.index)
    return pd.concat([table.drop(columns=[name for name in COLUMNS if name in table]), rows], axis=1)


def same_sounds(table: pd.DataFrame) -> list[list]:
    """List groups of rows whose samples are exactly the same, as lists of row labels."""
    known = table[table["problem"] == ""]
    return [list(group.index) for _, group in known.groupby("sha1") if len(group) > 1]


def fingerprint(path: str | Path, frames: int = 16, bands: int = 20) -> tuple[np.ndarray, np.ndarray]:
    """Return a small picture of a sound: the same for a softer, a later or a slightly noisy copy of it.

    Returns
    -------
    tuple of numpy.ndarray
        The picture, shape ``(frames * bands,)``, mean 0 and length 1; and the samples without the silence at the
        ends, at 8 kHz.
    """
    samples, _ = audio.load_with_notes(path, COMPARE_RATE)
    levels = frame_levels(samples, COMPARE_RATE)
    loud = np.flatnonzero(levels > levels.max() - QUIET)
    samples = samples[loud[0] * 80:(loud[-1] + 1) * 80]
    padded = np.pad(samples, (0, max(0, 256 - len(samples))))
    mel = features.log_mel(padded, COMPARE_RATE, bands, 256, 64)
    mel = np.maximum(mel, mel.max() - 60)
    places = np.linspace(0, len(mel) - 1, frames).round().astype(int)
    small = mel[places] - mel[places].mean()
    return small.ravel() / max(np.sqrt((small ** 2).sum()), 1e-9), samples


def likeness(first: np.ndarray, second: np.ndarray) -> float:
    """Return the largest correlation of two waveforms, at any shift: 1 for a copy, whatever its volume."""
    size = len(first) + len(second)
    product = np.fft.rfft(first, size) * np.conj(np.fft.rfft(second, size))
    scale = np.sqrt((first ** 2).sum() * (second ** 2).sum())
    return float(np.abs(np.fft.irfft(product, size)).max() / max(scale, 1e-12))


def near_duplicates(table: pd.DataFrame, alike: float = 0.93, copy: float = 0.93) -> pd.DataFrame:
    """Find pairs of sounds that are copies of each other, but not exactly.

    First the small pictures of all pairs are compared, which is quick; then the waveforms of the pairs whose
    pictures correlate by more than `alike`. Two recordings of one word hardly ever reach `copy`.

    Parameters
    ----------
    table : what `measure_all` returned; silent and unreadable files, and exact copies, are left out

    Returns
    -------
    pandas.DataFrame
        first, second (row labels of the table) and likeness (0 to 1), the most alike first.
    """
    known = table[(table["problem"] == "") & (table["peak"] >= SILENT)].drop_duplicates("sha1")
    drawn = [fingerprint(path) for path in known["path"]]
    pictures = np.array([small for small, _ in drawn])
    pairs = []
    for start in range(0, len(pictures), 1000):
        for row, column in zip(*np.nonzero(pictures[start:start + 1000] @ pictures.T > alike)):
            if start + row < column:
                same = likeness(drawn[start + row][1], drawn[column][1])
                if same > copy:
                    pairs.append((known.index[start + row], known.index[column], same))
    return pd.DataFrame(pairs, columns=["first", "second", "likeness"]).sort_values("likeness", ascending=False)


def two_spellings(values: Iterable) -> list[tuple[str, str]]:
    """Find values that are probably one: they differ in upper case, or by a letter or two.

    Returns
    -------
    list of tuple of str
    """
    names = sorted({str(value) for value in values})
    return [(first, second) for first, second in itertools.combinations(names, 2)
            if first.lower() == second.lower()
            or difflib.SequenceMatcher(None, first.lower(), second.lower()).ratio() >= 0.85]


def report(table: pd.DataFrame) -> pd.DataFrame:
    """Return what deserves a second look, and in which files.

    Parameters
    ----------
    table : an index table with `path` and `name`, and `label` and `speaker` where they exist; from `files`, say

    Returns
    -------
    pandas.DataFrame
        finding, files (how many) and rows (their row labels in the table), a row per finding; empty if all is well.
    """
    if len(table) == 0:
        return pd.DataFrame(columns=["finding", "files", "rows"])
    if "sha1" not in table:
        table = measure_all(table)
    good = table[table["problem"] == ""]
    notes = good["note"].str.replace(r" \([^)]*\)", "", regex=True)  # without the numbers of each file
    usual, seconds = good["sample_rate"].mode(), good["seconds"]
    found = {problem: list(group.index) for problem, group in table.groupby("problem") if problem}

    def note(finding, rows):
        found.update({finding: list(good.index[rows])} if rows.any() else {})

    if len(good):
        note(f"another sample rate than {usual[0]:.0f} Hz", good["sample_rate"] != usual[0])
        note("another number of channels than most", good["channels"] != good["channels"].mode()[0])
        note("over three times as long as the middle one", seconds > 3 * seconds.median())
        note("less than a third as long as the middle one", seconds < seconds.median() / 3)
        note(f"silent (peak below {SILENT})", good["peak"] < SILENT)
        note("clipped (three or more samples in a row at full scale)", good["clipped"] > 0)
        for text in sorted(set(notes) - {""}):
            note(text, notes == text)
        note("more silence at the ends than sound", good["before"] + good["after"] > seconds / 2)
    copies = same_sounds(table)
    for column, what in (("label", "labels"), ("speaker", "speakers")):
        if column in table:
            torn = [rows for rows in copies if table.loc[rows, column].nunique() > 1]
            copies = [rows for rows in copies if rows not in torn]
            if torn:
                found[f"the same sound under two {what}"] = list(itertools.chain.from_iterable(torn))
    if copies:
        found["the same sound twice"] = list(itertools.chain.from_iterable(copies))
    pairs = near_duplicates(table)
    if len(pairs):
        found["nearly the same sound"] = list(dict.fromkeys(pairs[["first", "second"]].to_numpy().ravel()))
    if "label" in table:
        counts = table["label"].value_counts()
        if len(rare := counts[counts < counts.mean() / 2]):
            found[f"labels with less than half of the usual number: {', '.join(map(str, rare.index))}"] = list(
                table.index[table["label"].isin(rare.index)])
    return pd.DataFrame([(finding, len(rows), rows) for finding, rows in found.items()],
                        columns=["finding", "files", "rows"])


def show(table: pd.DataFrame, findings: pd.DataFrame, most: int = 3) -> None:
    """Print a report: each finding, with the names of a few of its files."""
    for finding, count, rows in findings.itertuples(index=False):
        names = ", ".join(table.loc[rows[:most], "name"]) + (", ..." if count > most else "")
        print(f"{count:5} × {finding}: {names}")
    print(f"{len(table)} files looked at." + ("" if len(findings) else " Nothing found."))


def main(arguments: list[str] | None = None) -> int:
    """Run `python -m helpers.datasets.audit FOLDER`; return the exit code."""
    print_anything()
    arguments = sys.argv[1:] if arguments is None else arguments
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m helpers.datasets.audit FOLDER", file=sys.stderr)
        return 2
    table = files(arguments[0])
    if len(table) == 0:
        print(f"There is no sound file in {shown(arguments[0])}.", file=sys.stderr)
        return 1
    show(table, report(table))
    return 0


if __name__ == "__main__":
    sys.exit(main())
