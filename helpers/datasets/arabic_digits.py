"""The Spoken Arabic Digit set: its two text files become utterances and an index table. Taught in lesson 08.

    load(fetch("spoken_arabic_digit")) -> utterances, table
    index(folder)                      -> the table alone
    pad(utterances)                    -> features, float32, shape (utterances, frames, coefficients)
"""

import math
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.datasets.download import DatasetError

FILES = {"train": "Train_Arabic_Digit.txt", "test": "Test_Arabic_Digit.txt"}
COEFFICIENTS = 13  # mel-frequency cepstral coefficients (MFCCs) in each frame
DIGITS, SEXES = 10, ["male", "female"]  # the file's order: a digit's men come before its women
REPETITIONS = 10  # utterances of one digit by one speaker, one after the other
FRAMES = 96  # what `pad` makes of each utterance; the longest published one has 93


def read_utterances(path: Path | str) -> list[np.ndarray]:
    """Read one of the two text files: a line of 13 numbers per frame, a blank line before each utterance.

    Parameters
    ----------
    path : for example ``folder / "Train_Arabic_Digit.txt"``

    Returns
    -------
    list of numpy.ndarray
        float32, shape ``(frames, 13)`` each: utterances differ in length.

    Raises
    ------
    DatasetError
        If the file is missing, or a line does not hold 13 numbers, or one of them is no number.
    """
    path, blocks, block = Path(path), [], None
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                values = [float(value) for value in line.split()]
                if not all(map(math.isfinite, values)):
                    raise ValueError(f"line {number} holds a value that is not a number")
                if not values:
                    block = None
                elif len(values) != COEFFICIENTS:
                    raise ValueError(f"line {number} has {len(values)} numbers instead of {COEFFICIENTS}")
                else:
                    if block is None:
                        blocks.append(block := [])
                    block.append(values)
    except (OSError, ValueError) as problem:
        raise DatasetError(f"{path.name} cannot be read ({problem}). Delete its folder so that it can be "
                           "downloaded again, or set SOUND_DATA_SOURCE=bundled.") from None
    return [np.array(block, dtype=np.float32) for block in blocks]


def count_utterances(path: Path | str) -> int:
    """Count the blocks of a text file without reading its numbers."""
    count, blank = 0, True
    with Path(path).open("rb") as lines:
        for line in lines:
            blank_before, blank = blank, not line.strip()
            count += blank_before and not blank
    return count


def describe_blocks(lengths: list[int], part: str) -> pd.DataFrame:
    """Return which utterance is what: it follows from its position in the file alone.

    That each ten consecutive blocks are one speaker is an assumption: the set's documentation names the
    numbers (ten utterances of each digit by each speaker), not the order. Lesson 08 tests it.

    Parameters
    ----------
    lengths : frames of each utterance, in the file's order
    part : "train" or "test", for the column of that name

    Returns
    -------
    pandas.DataFrame
        A row per utterance: part, digit, sex, speaker (such as "train-male-07"), repetition, frames.
    """
    whole = DIGITS * len(SEXES) * REPETITIONS
    if not lengths or len(lengths) % whole:
        raise DatasetError(f"{FILES[part]} holds {len(lengths):,} utterances; a whole file holds a multiple of "
                           f"{whole}. Part of it is missing: delete its folder and fetch it again.")
    block = np.arange(len(lengths))
    per_sex = len(lengths) // (DIGITS * len(SEXES))  # 330 and 110 in the published files
    sex = np.array(SEXES)[block // per_sex % len(SEXES)]
    number = block % per_sex // REPETITIONS + 1
    speaker = [f"{part}-{one}-{person:02}" for one, person in zip(sex, number)]
    return pd.DataFrame({"part": part, "digit": block // (per_sex * len(SEXES)), "sex": sex, "speaker": speaker,
                         "repetition": block % REPETITIONS + 1, "frames": lengths})


def load(folder: Path | str) -> tuple[list[np.ndarray], pd.DataFrame]:
    """Read both files, training before test: the utterances, and the table with a row for each."""
    utterances, tables = [], []
    for part, name in FILES.items():
        blocks = read_utterances(Path(folder) / name)
        tables.append(describe_blocks([len(block) for block in blocks], part))
        utterances += blocks
    return utterances, pd.concat(tables, ignore_index=True)


def index(folder: Path | str) -> pd.DataFrame:
    """List the utterances of both files, a row each; see `describe_blocks`."""
    return load(folder)[1]


def pad(utterances: list[np.ndarray], frames: int = FRAMES) -> np.ndarray:
    """Put zeros after each utterance; return float32, shape ``(utterances, frames, coefficients)``.

    What is longer than `frames` loses its end. Standardise first: then a zero is an average value, and a
    frame of nothing but zeros is padding.
    """
    padded = np.zeros((len(utterances), frames, utterances[0].shape[1]), dtype=np.float32)
    for row, utterance in zip(padded, utterances):
        row[:len(utterance)] = utterance[:frames]
    return padded
