"""The tables of ESC-50 and ESC-10: everyday sounds with a class, an official fold and the recording they were cut from.

ESC-50 brings a table; ESC-10, its ten-class part alone, has the same facts in the names of its folders and files:

    audio/1-100032-A-0.ogg and a row in meta/esc50.csv        001 - Dog bark/1-100032-A.ogg

Lesson 07 writes the essence of `metadata` and `index` by hand.
"""

import re
from pathlib import Path

import pandas as pd

from helpers.datasets.download import DatasetError
from helpers.datasets.index import left_out, look, many, no_usable_clip, read_column, read_table

COLUMNS = ["filename", "fold", "target", "category", "esc10", "src_file", "take"]
KINDS = {"filename": "file names", "fold": "whole numbers", "category": "texts", "esc10": "yes or no",
         "src_file": "texts"}
# the folders of ESC-10, and what ESC-50 calls these classes
ESC_10 = {"001 - Dog bark": "dog", "002 - Rain": "rain", "003 - Sea waves": "sea_waves",
          "004 - Baby cry": "crying_baby", "005 - Clock tick": "clock_tick", "006 - Person sneeze": "sneezing",
          "007 - Helicopter": "helicopter", "008 - Chainsaw": "chainsaw", "009 - Rooster": "rooster",
          "010 - Fire crackling": "crackling_fire"}
NAME = re.compile(r"(?P<fold>[1-5])-(?P<src_file>\d+)-(?P<take>[A-Z])")  # of a file of ESC-10, without its ending


def metadata(folder: Path | str) -> pd.DataFrame:
    """Return what is known about each clip, whichever of the two layouts the folder has.

    Parameters
    ----------
    folder : str or Path
        What `fetch("esc10")` or `fetch("esc50")` gave.

    Returns
    -------
    pandas.DataFrame
        A row per clip: filename (ESC-50: in ``audio/``; ESC-10: in the folder itself), fold (1 to 5), category (the
        class), src_file (the recording) and take. ESC-50's own table has more columns. A file of ESC-10 with a
        name of another form has the fold 0.

    Raises
    ------
    DatasetError
        If the folder has neither layout, or if ESC-50's table is missing or has other columns.
    """
    folder = Path(folder)
    if not _is_esc10(folder):
        file = folder / "meta" / "esc50.csv"
        table = read_table(file, COLUMNS)
        for column, kind in KINDS.items():
            table[column] = read_column(table, column, kind, file)
        return table
    rows = []
    for path in sorted(folder.glob("*/*.ogg")):
        if path.parent.name in ESC_10 and not path.name.startswith("."):
            parts = NAME.fullmatch(path.stem)
            facts = parts.groupdict() if parts else {"fold": 0, "src_file": 0, "take": ""}
            rows.append({"filename": f"{path.parent.name}/{path.name}", "fold": int(facts["fold"]),
                         "category": ESC_10[path.parent.name], "src_file": int(facts["src_file"]),
                         "take": facts["take"]})
    return pd.DataFrame(rows, columns=["filename", "fold", "category", "src_file", "take"])


def _is_esc10(folder: Path) -> bool:
    """Return whether a folder has ESC-10's layout: no table, but one of its class folders."""
    return not (folder / "meta" / "esc50.csv").exists() and any((folder / name).is_dir() for name in ESC_10)


def index(folder: Path | str, esc10: bool = True) -> pd.DataFrame:
    """List the usable clips; print in one line how many, and what was left out and why.

    Parameters
    ----------
    folder : str or Path
        What `fetch("esc10")` or `fetch("esc50")` gave.
    esc10 : bool
        Only the ten classes of ESC-10.

    Returns
    -------
    pandas.DataFrame
        A row per clip, sorted by the file's name (the same order in both layouts): path, label, fold (1 to 5),
        recording (clips cut from one recording share it, and its fold).

    Raises
    ------
    DatasetError
        If the table is missing or has other columns, if it names no clip that can be used, or if the clips of a
        recording are in several folds.
    """
    folder = Path(folder)
    table = metadata(folder)
    table = table[table["esc10"]] if esc10 and "esc10" in table else table
    home = folder if _is_esc10(folder) else folder / "audio"
    paths = [home / name for name in table["filename"]]
    problems = pd.Series([look(path)[1] for path in paths], index=table.index, dtype=object)
    if _is_esc10(folder):
        problems[table["fold"] == 0] = "not named FOLD-RECORDING-TAKE.ogg"
    found = pd.DataFrame({"path": [str(path) for path in paths], "label": table["category"],
                          "fold": table["fold"], "recording": table["src_file"].astype(str)})
    found, bad = found[problems == ""], problems[problems != ""]
    if found.empty:
        raise no_usable_clip(folder, bad)
    torn = found.groupby("recording")["fold"].nunique()
    if (torn > 1).any():
        raise DatasetError(f"Clips of the recording {torn.idxmax()} are in several folds: the table was changed.")
    print(f"{many(len(found), 'usable clip')} of {found['label'].nunique()} classes from "
          f"{many(found['recording'].nunique(), 'recording')}, in {found['fold'].nunique()} folds."
          + left_out(bad))
    return found.sort_values("path", key=lambda paths: paths.map(lambda path: Path(path).name), ignore_index=True)
