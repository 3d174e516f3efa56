"""The clips of the spoken words: audit a folder, list its usable clips, split them by speaker.

Lesson 04 does each of these by hand first; `helpers.datasets` offers them too.
"""

import os
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import soundfile

from helpers.catalogue import WORDS, many, speaker_of
from helpers.download import DatasetError

SAMPLES = {"PCM_U8": "8-bit", "PCM_24": "24-bit", "PCM_32": "32-bit", "FLOAT": "32-bit float",
           "DOUBLE": "64-bit float"}
KINDS = {"MP3": "an MP3", "OGG": "an Ogg file", "FLAC": "a FLAC file", "AIFF": "an AIFF file"}


def audit_words(folder: Path | str) -> pd.DataFrame:
    """Look at every file in the eight word folders.

    Parameters
    ----------
    folder : what `fetch("mini_speech_commands")` gave, or a folder of your own in the same layout

    Returns
    -------
    pandas.DataFrame
        A row per file, sorted by path: path, label, speaker, and problem: why the file cannot be used as
        it is, in words, or "" for a 16 kHz mono 16-bit wav file. Hidden files of the computer's own
        (.DS_Store, desktop.ini) are not listed.

    Raises
    ------
    DatasetError
        If the folder of a word is missing.
    """
    folder = Path(os.path.abspath(folder))
    missing = [word for word in WORDS if not (folder / word).is_dir()]
    if missing:
        raise DatasetError(f"In {folder} the folders of these words are missing: {', '.join(missing)}. "
                           "Put them back, or move the whole folder away and fetch the data set again.")
    hidden = (".", "desktop.ini", "thumbs.db")
    files = [path for word in WORDS for path in (folder / word).iterdir() if path.is_file()
             and (path.suffix.lower() == ".wav" or not path.name.lower().startswith(hidden))]
    rows = [(str(path), path.parent.name, speaker_of(path.name), sound_problem(path, 16000)) for path in files]
    table = pd.DataFrame(rows, columns=["path", "label", "speaker", "problem"])
    return table.sort_values("path", ignore_index=True)


def sound_problem(path: Path, sample_rate: int | None) -> str:
    """Say why a file is no 16-bit mono wav file at this sample rate (None: no readable sound), or "" if it is."""
    if path.stat().st_size == 0:
        return "empty (0 bytes)"
    if path.suffix.lower() != ".wav" and sample_rate:
        return "not a wav file"
    try:
        info = soundfile.info(path)
    except soundfile.SoundFileError:
        return "cannot be read as sound"
    if sample_rate is None:
        return "" if info.frames else "no samples in it"
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


def index_words(folder: Path | str) -> pd.DataFrame:
    """List the usable clips of the eight words, and say in one line how many, what was left out and why.

    Parameters
    ----------
    folder : as for `audit_words`

    Returns
    -------
    pandas.DataFrame
        A row per usable clip, sorted by path: path, label, speaker.

    Raises
    ------
    DatasetError
        If the folder of a word is missing, or has no usable clip.
    """
    table = audit_words(folder)
    bad, good = table[table.problem != ""], table[table.problem == ""]
    reasons = ", ".join(f"{count} × {problem}" for problem, count in sorted(Counter(bad.problem).items()))
    if nothing := sorted(set(WORDS) - set(good.label)):
        raise DatasetError(f"{folder} has no usable clip of: {', '.join(nothing)}. "
                           + (f"Found instead: {reasons}." if reasons else "The folders are empty."))
    print(f"{many(len(good), 'usable clip')} of {len(WORDS)} words "
          f"by {many(good.speaker.nunique(), 'speaker')}."
          + (f" Left out {len(bad):,}: {reasons}. Which? datasets.audit_words(folder) names them." if reasons else ""))
    return good.drop(columns="problem").reset_index(drop=True)


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
