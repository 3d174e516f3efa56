"""The table of FSDKaggle2018: general sounds with a label, and whether a person has verified it.

Lesson 11 writes the essence of `index` by hand.
"""

from pathlib import Path

import pandas as pd

from helpers.datasets.index import left_out, look, many, no_usable_clip, read_column, read_table

TRAIN = ("FSDKaggle2018.audio_train", "train_post_competition.csv", ["fname", "label", "manually_verified"])
TEST = ("FSDKaggle2018.audio_test", "test_post_competition_scoring_clips.csv", ["fname", "label", "usage"])


def index(folder: Path | str, test: bool = False) -> pd.DataFrame:
    """List the usable clips; print in one line how many, and what was left out and why.

    Parameters
    ----------
    folder : str or Path
        What `fetch("fsdkaggle2018")` gave: with ``FSDKaggle2018.audio_train/`` and ``FSDKaggle2018.meta/``.
    test : bool
        The test clips instead of those for training, where the copy has them.

    Returns
    -------
    pandas.DataFrame
        A row per clip, sorted by path: path, label, verified (did a person check the label?), seconds. With
        `test` also usage: "Public" or "Private", the half of the competition's ranking that the clip belonged to.

    Raises
    ------
    DatasetError
        If the table is missing or has other columns, or if it names no clip that can be used.
    """
    sounds, name, columns = TEST if test else TRAIN
    file = Path(folder) / "FSDKaggle2018.meta" / name
    table = read_table(file, columns, "This copy has no test part." if test else "Fetch the data set again.")
    if test:  # a few clips were only there to make cheating harder: they have no label
        table["usage"] = read_column(table, "usage", "Public, Private or Ignored", file)
        table = table[table["usage"] != "Ignored"]
    labels = read_column(table, "label", "texts", file).to_numpy()
    paths = [Path(folder) / sounds / one for one in read_column(table, "fname", "file names", file)]
    looks = [look(path) for path in paths]
    found = pd.DataFrame({"path": [str(path) for path in paths], "label": labels,
                          "verified": True if test else read_column(table, columns[2], "yes or no", file).to_numpy(),
                          "seconds": [seconds for seconds, _ in looks]})
    if test:
        found["usage"] = table["usage"].to_numpy()
    problems = pd.Series([problem for _, problem in looks], dtype=object)
    found, bad = found[problems == ""], problems[problems != ""]
    if found.empty:
        raise no_usable_clip(folder, bad)
    print(f"{many(len(found), 'usable clip')} of {found['label'].nunique()} classes; "
          f"{found['verified'].sum():,} labels were verified by people."
          + left_out(bad))
    return found.sort_values("path", ignore_index=True)
