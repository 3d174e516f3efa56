"""What the index tables of all data sets share: which files can be used, what was left out, the split by speaker.

    index(folder) -> a table with a row per usable clip, sorted by path, and one printed line

Each data set has its own `index`, in a module of its own; lesson 04 does each of these steps by hand first.
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import soundfile

from helpers.datasets.download import DatasetError

SAMPLES = {"PCM_U8": "8-bit", "PCM_24": "24-bit", "PCM_32": "32-bit", "FLOAT": "32-bit float",
           "DOUBLE": "64-bit float"}
KINDS = {"MP3": "an MP3", "OGG": "an Ogg file", "FLAC": "a FLAC file", "AIFF": "an AIFF file"}


def many(number: int, noun: str) -> str:
    """Count for people: many(2435, 'clip') is '2,435 clips'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def reasons(problems: Iterable[str]) -> str:
    """Count equal problems for people: '2 × empty (0 bytes), 1 × not a wav file'; "" where there are none."""
    return ", ".join(f"{count} × {problem}" for problem, count in sorted(Counter(filter(None, problems)).items()))


def left_out(problems: Iterable[str]) -> str:
    """Return the sentence about what an index left out, with a space in front: ' Left out 2: 2 × empty.', or ""."""
    problems = list(filter(None, problems))
    return f" Left out {len(problems):,}: {reasons(problems)}." if problems else ""


def no_usable_clip(folder: Path | str, problems: Iterable[str]) -> DatasetError:
    """Return the error for a folder of whose clips none can be used."""
    found = reasons(problems)
    return DatasetError(f"{folder} has no usable clip." + (f" Found instead: {found}." if found else ""))


def read_table(file: Path, columns: list[str], advice: str = "Fetch the data set again.") -> pd.DataFrame:
    """Read a data set's own table, a csv file with at least these columns.

    Raises
    ------
    DatasetError
        If it is missing or lacks a column; `advice` says what to do where it is missing.
    """
    if not file.is_file():
        raise DatasetError(f"There is no {file.parent.name}/{file.name} in {file.parent.parent}. {advice}")
    table = pd.read_csv(file)
    if missing := [name for name in columns if name not in table]:
        raise DatasetError(f"{file} has no column {', '.join(missing)}. Fetch the data set again.")
    return table


def look(path: Path) -> tuple[float, str]:
    """Return how long a sound of any kind is in s, and why it cannot be used ("" if it can)."""
    if not path.is_file():
        return 0.0, "in the table, but not there"
    if path.stat().st_size == 0:
        return 0.0, "empty (0 bytes)"
    try:
        seconds = soundfile.info(path).duration
    except soundfile.SoundFileError:
        return 0.0, "cannot be read as sound"
    return seconds, "" if seconds else "no samples in it"


def sound_problem(path: Path, sample_rate: int | None) -> str:
    """Return why a file is no 16-bit mono wav file at this sample rate (None: no readable sound), or "" if it is."""
    if path.stat().st_size == 0:
        return "empty (0 bytes)"
    if sample_rate is None:
        return look(path)[1]
    if path.suffix.lower() != ".wav":
        return "not a wav file"
    try:
        info = soundfile.info(path)
    except soundfile.SoundFileError:
        return "cannot be read as sound"
    if info.format not in ("WAV", "WAVEX"):
        return f"this is {KINDS.get(info.format, info.format)} named .wav"
    problems = ["the extensible kind of wav file"] if info.format == "WAVEX" else []
    if info.subtype != "PCM_16":
        problems.append(f"{SAMPLES.get(info.subtype, info.subtype)} samples instead of 16-bit")
    if info.channels != 1:
        problems.append("stereo" if info.channels == 2 else f"{info.channels} channels")
    if info.samplerate != sample_rate:
        problems.append(f"{info.samplerate} Hz instead of {sample_rate} Hz")
    if info.frames == 0 or re.search(r"^data : .*should be", info.extra_info, re.MULTILINE):
        problems.append("cut short" if info.frames else "no samples in it")
    if info.subtype in ("FLOAT", "DOUBLE") and not np.isfinite(soundfile.read(path)[0]).all():
        problems.append("NaN (not a number) among its samples")
    return ", ".join(problems)


def split_by_speaker(table: pd.DataFrame, validation: float = 0.15, test: float = 0.2,
                     seed: int = 0) -> pd.DataFrame:
    """Divide the speakers among training, validation and test; a speaker is only ever in one part.

    Parameters
    ----------
    table : with a column `speaker`, as from `index_words`
    validation, test : share of the speakers in these parts; the others are for training
    seed : another seed is another division; the order of the rows has no influence

    Returns
    -------
    pandas.DataFrame
        A copy of the table with the column `part`: "train", "validation" or "test".

    Raises
    ------
    DatasetError
        If there are too few speakers for three parts.
    """
    from sklearn.model_selection import GroupShuffleSplit  # takes seconds, and not every lesson splits

    part = np.full(len(table), "train", dtype=object)
    try:
        for name, share in (("test", test), ("validation", validation / (1 - test))):
            rows = np.flatnonzero(part == "train")
            chooser = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
            _, chosen = next(chooser.split(rows, groups=table.speaker.iloc[rows]))
            part[rows[chosen]] = name
    except ValueError:
        raise DatasetError(f"{many(table.speaker.nunique(), 'speaker')} cannot be divided into three parts "
                           f"with validation={validation} and test={test}.") from None
    return table.assign(part=part)
