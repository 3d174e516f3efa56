"""The table of FSDKaggle2018: general sounds with a label, and whether a person has verified it.

Lesson 11 writes the essence of `index` by hand.
"""

from pathlib import Path

import pandas as pd
import soundfile

from helpers.catalogue import many
from helpers.download import DatasetError

TRAIN = ("FSDKaggle2018.audio_train", "train_post_competition.csv", ["fname", "label", "manually_verified"])
TEST = ("FSDKaggle2018.audio_test", "test_post_competition_scoring_clips.csv", ["fname", "label", "usage"])


def index(folder, test=False):
    """List the usable clips, and say in one line how many, and what was left out and why.

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
    if not file.is_file():
        raise DatasetError(f"There is no FSDKaggle2018.meta/{name} in {folder}. "
                           + ("This copy has no test part." if test else "Fetch the data set again."))
    table = pd.read_csv(file)
    if missing := [column for column in columns if column not in table]:
        raise DatasetError(f"{file} has no column {', '.join(missing)}. Fetch the data set again.")
    if test:  # a few clips were only there to make cheating harder: they have no label
        table = table[table["usage"].isin(["Public", "Private"])]
    paths = [Path(folder) / sounds / one for one in table["fname"]]
    looks = [_look(path) for path in paths]
    found = pd.DataFrame({"path": [str(path) for path in paths], "label": table["label"].to_numpy(),
                          "verified": True if test else table["manually_verified"].to_numpy() == 1,
                          "seconds": [seconds for seconds, _ in looks]})
    if test:
        found["usage"] = table["usage"].to_numpy()
    problems = pd.Series([problem for _, problem in looks], dtype=object)
    found, bad = found[problems == ""], problems[problems != ""]
    reasons = ", ".join(f"{count} × {problem}" for problem, count in bad.value_counts().sort_index().items())
    if found.empty:
        raise DatasetError(f"{folder} has no usable clip. " + (f"Found instead: {reasons}." if reasons else ""))
    print(f"{many(len(found), 'usable clip')} of {found['label'].nunique()} classes; "
          f"{found['verified'].sum():,} labels were verified by people."
          + (f" Left out {len(bad):,}: {reasons}." if reasons else ""))
    return found.sort_values("path", ignore_index=True)


def _look(path):
    """How long a clip is in s, and why it cannot be used, in words ("" if it can)."""
    if not path.is_file():
        return 0.0, "in the table, but not there"
    try:
        seconds = soundfile.info(path).duration
        return seconds, "" if seconds else "no samples in it"
    except soundfile.SoundFileError:
        return 0.0, "empty (0 bytes)" if path.stat().st_size == 0 else "cannot be read as sound"
