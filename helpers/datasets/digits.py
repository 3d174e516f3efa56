"""Spoken digits: the index tables of AudioMNIST and of the Free Spoken Digit Dataset, and AudioMNIST's metadata.

    index(fetch("audio_mnist"))        reads  data/SPEAKER/DIGIT_SPEAKER_N.wav
    index(fetch("free_spoken_digits")) reads  recordings/DIGIT_SPEAKER_N.wav

Lesson 10 uses both; what it looks for in them is in `audit`. It adds `synthetic_voices` in training, and shows what was
`measured` before on the real recordings.
"""

import json
import re
from pathlib import Path

import pandas as pd

from helpers import ROOT
from helpers.datasets.download import DatasetError
from helpers.datasets.index import DEEPER, left_out, many, sound_problem
from helpers.datasets.twin import unpacked_twin
from helpers.sound_files import OTHER, find

DIGITS = [str(digit) for digit in range(10)]
# DIGIT_SPEAKER_N.wav
NAME = re.compile(r"(?P<label>\d)_(?P<speaker>[^_]+)_(?P<take>\d+)\.wav", re.IGNORECASE | re.ASCII)
LAYOUTS = {"data": 3, "recordings": 2}  # how deep the files lie: in AudioMNIST, in the Free Spoken Digit Dataset
MEASURED = ROOT / "benchmarks" / "digits.json"


def index(folder: Path | str) -> pd.DataFrame:
    """List the recordings that can be read; print in one line how many, what was left out and why.

    Parameters
    ----------
    folder : str or Path
        What `fetch("audio_mnist")` or `fetch("free_spoken_digits")` gave.

    Returns
    -------
    pandas.DataFrame
        A row per recording, sorted by path: path, name (the path inside the folder), label ("0" to "9"),
        speaker and take, all three as the file's name says.

    Raises
    ------
    DatasetError
        If there is no such recording, or not every digit has one.
    """
    folder = Path(folder)
    rows, problems = [], []
    for path, problem in sorted(file for place in LAYOUTS for file in find(folder / place)):
        name = NAME.fullmatch(path.name)
        if problem == OTHER:  # a table, a licence
            continue
        if not problem and len(path.relative_to(folder).parts) != LAYOUTS[path.relative_to(folder).parts[0]]:
            problem = DEEPER
        problem = problem or (sound_problem(path, None) if name else "not named DIGIT_SPEAKER_N.wav")
        if problem:
            problems.append(problem)
        else:
            rows.append({"path": str(path), "name": path.relative_to(folder).as_posix(), **name.groupdict()})
    table = pd.DataFrame(rows, columns=["path", "name", "label", "speaker", "take"])
    if missing := sorted(set(DIGITS) - set(table["label"])):
        raise DatasetError(f"{folder.name} has no usable recording of the digits {', '.join(missing)}."
                           + left_out(problems) + " Fetch the data set again.")
    table["take"] = table["take"].astype(int)
    speakers = table["speaker"].nunique()
    print(f"{many(len(table), 'usable recording')} by {many(speakers, 'speaker')}." + left_out(problems))
    return table


def metadata(folder: Path | str) -> pd.DataFrame:
    """Read AudioMNIST's table of the speakers, `data/audioMNIST_meta.txt`, as it is: slips are not mended.

    Parameters
    ----------
    folder : str or Path

    Returns
    -------
    pandas.DataFrame
        A row per speaker, whose number ("01") is the index; columns such as age, accent, gender, recordingroom.

    Raises
    ------
    DatasetError
        If the file is missing or cannot be read.
    """
    path = Path(folder) / "data" / "audioMNIST_meta.txt"
    try:
        people = json.loads(path.read_text(encoding="utf-8"))
        return pd.DataFrame.from_dict(people, orient="index").sort_index()
    except (OSError, ValueError, AttributeError, TypeError) as problem:
        raise DatasetError(f"{path.name} cannot be read ({problem}). Only AudioMNIST has this table; "
                           "fetch that data set again.") from None


def enough_speakers(table: pd.DataFrame, speakers: int = 5) -> bool:
    """Return whether at least so many speakers said every digit: fewer cannot be divided into folds."""
    return int((table.groupby("speaker")["label"].nunique() == len(DIGITS)).sum()) >= speakers


def synthetic_voices(*names: str) -> pd.DataFrame:
    """List the digits of bundled archives, as `index` does: voices that nobody recorded, for training.

    Parameters
    ----------
    *names : str
        ``"audio_mnist"`` (16 voices, with planted faults), ``"free_spoken_digits"`` (6) or ``"digit_voices"`` (98, some
        of them relatives of the other two archives' voices: to be used only where people are tested).

    Returns
    -------
    pandas.DataFrame
    """
    return pd.concat([index(unpacked_twin(name)) for name in names], ignore_index=True)


def measured(path: Path = MEASURED) -> dict[str, dict[str, float]]:
    """Return what `python -m benchmarks digits` found on the real recordings, and print the command.

    Parameters
    ----------
    path : Path
        The file that the benchmark has saved.

    Returns
    -------
    dict
        For each step, the share of right answers (0 to 1) by the person who was tested, a mean over the seeds.
    """
    found = json.loads(path.read_text(encoding="utf-8"))
    print(f"Measured on the real recordings: {found['command']}")
    if few := [f"{name} {many(len(seeds), 'seed')}" for name, seeds in found["steps"].items() if len(seeds) < 3]:
        print(f"So far from fewer seeds: {', '.join(few)}.")
    return {name: pd.DataFrame(seeds).mean(axis=1).to_dict() for name, seeds in found["steps"].items()}
