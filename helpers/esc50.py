"""The table of ESC-50: everyday sounds with a class, an official fold and the recording they were cut from.

Lesson 07 writes the essence of `index` by hand.
"""

from pathlib import Path

import pandas as pd
import soundfile

from helpers.catalogue import many
from helpers.download import DatasetError

COLUMNS = ["filename", "fold", "target", "category", "esc10", "src_file", "take"]


def index(folder, esc10=True):
    """List the usable clips, and say in one line how many, and what was left out and why.

    Parameters
    ----------
    folder : str or Path
        What `fetch("esc50")` gave: with ``audio/`` and ``meta/esc50.csv``.
    esc10 : bool
        Only the ten classes of ESC-10.

    Returns
    -------
    pandas.DataFrame
        A row per clip, sorted by path: path, label, fold (1 to 5), recording (clips cut from one recording
        share it, and its fold).

    Raises
    ------
    DatasetError
        If the table is missing or has other columns, if it names no clip that can be used, or if the clips of a
        recording are in several folds.
    """
    file = Path(folder) / "meta" / "esc50.csv"
    if not file.is_file():
        raise DatasetError(f"There is no meta/esc50.csv in {folder}. Fetch the data set again.")
    table = pd.read_csv(file)
    if missing := [name for name in COLUMNS if name not in table]:
        raise DatasetError(f"{file} has no column {', '.join(missing)}. Fetch the data set again.")
    table = table[table["esc10"]] if esc10 else table
    paths = [Path(folder) / "audio" / name for name in table["filename"]]
    problems = pd.Series([_problem(path) for path in paths], index=table.index, dtype=object)
    found = pd.DataFrame({"path": [str(path) for path in paths], "label": table["category"],
                          "fold": table["fold"], "recording": table["src_file"].astype(str)})
    found, bad = found[problems == ""], problems[problems != ""]
    reasons = ", ".join(f"{count} × {problem}" for problem, count in bad.value_counts().sort_index().items())
    if found.empty:
        raise DatasetError(f"{folder} has no usable clip. " + (f"Found instead: {reasons}." if reasons else ""))
    torn = found.groupby("recording")["fold"].nunique()
    if (torn > 1).any():
        raise DatasetError(f"Clips of the recording {torn.idxmax()} are in several folds: the table was changed.")
    print(f"{many(len(found), 'usable clip')} of {found['label'].nunique()} classes from "
          f"{many(found['recording'].nunique(), 'recording')}, in {found['fold'].nunique()} folds."
          + (f" Left out {len(bad):,}: {reasons}." if reasons else ""))
    return found.sort_values("path", ignore_index=True)


def _problem(path):
    """Why a file cannot be used, in words; "" if it can. Any format, rate and number of channels will do."""
    if not path.is_file():
        return "in the table, but not there"
    try:
        return "" if soundfile.info(path).frames else "no samples in it"
    except soundfile.SoundFileError:
        return "empty (0 bytes)" if path.stat().st_size == 0 else "cannot be read as sound"
