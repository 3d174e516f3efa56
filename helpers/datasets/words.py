"""The clips of the spoken words: audit a folder, list its usable clips. Lesson 04 does both by hand first."""

import os
from pathlib import Path

import pandas as pd

from helpers import WORDS
from helpers.datasets.catalogue import speaker_of
from helpers.datasets.download import DatasetError
from helpers.datasets.index import DEEPER, left_out, many, reasons, sound_problem
from helpers.sound_files import find, shown


def audit_words(folder: Path | str) -> pd.DataFrame:
    """Look at every file in the eight word folders.

    Parameters
    ----------
    folder : what `fetch("mini_speech_commands")` gave, or a folder of your own in the same layout

    Returns
    -------
    pandas.DataFrame
        A row per file, sorted by path: path, label, speaker, and problem: why the file cannot be used as
        it is, in words, or "" for a 16 kHz mono 16-bit wav file. A hidden folder is one row, and the
        computer's own files (.DS_Store, desktop.ini) are not listed.

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
    rows = [(shown(path), word, speaker_of(shown(path.name)), passed_over or (
             sound_problem(path, 16000) if path.parent == folder / word else DEEPER))
            for word in WORDS for path, passed_over in find(folder / word)]
    table = pd.DataFrame(rows, columns=["path", "label", "speaker", "problem"])
    return table.sort_values("path", ignore_index=True)


def index(folder: Path | str) -> pd.DataFrame:
    """List the usable clips of the eight words; print in one line how many, what was left out and why.

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
    if nothing := sorted(set(WORDS) - set(good.label)):
        found = reasons(bad.problem)
        raise DatasetError(f"{folder} has no usable clip of: {', '.join(nothing)}. "
                           + (f"Found instead: {found}." if found else "The folders are empty."))
    print(f"{many(len(good), 'usable clip')} of {len(WORDS)} words "
          f"by {many(good.speaker.nunique(), 'speaker')}." + left_out(bad.problem)
          + (" Which? datasets.audit_words(folder) names them." if len(bad) else ""))
    return good.drop(columns="problem").reset_index(drop=True)
