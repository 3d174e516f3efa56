"""The table of ESC-50: everyday sounds with a class, an official fold and the recording they were cut from.

Lesson 07 writes the essence of `index` by hand.
"""

from pathlib import Path

import pandas as pd

from helpers.datasets.download import DatasetError
from helpers.datasets.index import left_out, look, many, no_usable_clip, read_column, read_table

COLUMNS = ["filename", "fold", "target", "category", "esc10", "src_file", "take"]


def index(folder: Path | str, esc10: bool = True) -> pd.DataFrame:
    """List the usable clips; print in one line how many, and what was left out and why.

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
    table = read_table(file, COLUMNS)
    table = table[read_column(table, "esc10", "yes or no", file)] if esc10 else table
    paths = [Path(folder) / "audio" / name for name in read_column(table, "filename", "file names", file)]
    problems = pd.Series([look(path)[1] for path in paths], index=table.index, dtype=object)
    found = pd.DataFrame({"path": [str(path) for path in paths], "label": read_column(table, "category", "texts", file),
                          "fold": read_column(table, "fold", "whole numbers", file),
                          "recording": read_column(table, "src_file", "texts", file)})
    found, bad = found[problems == ""], problems[problems != ""]
    if found.empty:
        raise no_usable_clip(folder, bad)
    torn = found.groupby("recording")["fold"].nunique()
    if (torn > 1).any():
        raise DatasetError(f"Clips of the recording {torn.idxmax()} are in several folds: the table was changed.")
    print(f"{many(len(found), 'usable clip')} of {found['label'].nunique()} classes from "
          f"{many(found['recording'].nunique(), 'recording')}, in {found['fold'].nunique()} folds."
          + left_out(bad))
    return found.sort_values("path", ignore_index=True)
