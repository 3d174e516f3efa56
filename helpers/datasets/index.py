"""What the index tables of all data sets share: which files can be used, what was left out, the split by speaker.

    index(folder) -> a table with a row per usable clip, sorted by path, and one printed line

Each data set has its own `index`, in a module of its own; lesson 04 does each of these steps by hand first.
"""

import contextlib
import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import soundfile

from helpers import sound_files, sound_headers
from helpers.datasets.download import DatasetError
from helpers.sound_files import reasons

SAMPLES = {"PCM_U8": "8-bit", "PCM_24": "24-bit", "PCM_32": "32-bit", "FLOAT": "32-bit float",
           "DOUBLE": "64-bit float"}
KINDS = {"MP3": "an MP3", "OGG": "an Ogg file", "FLAC": "a FLAC file", "AIFF": "an AIFF file"}

DEEPER = "in a further folder (move it up)"
UNUSUAL = "an unusual header that TensorFlow does not read (save it again as wav)"
MEND = "Mend the table, or fetch the data set again."
YES = "true t yes y 1 1.0 wahr ja vrai oui verdadero verdadeiro vero".split()  # as spreadsheets write them
NO = dict.fromkeys("false f no n 0 0.0 falsch nein faux non falso".split(), False)


def many(number: int, noun: str) -> str:
    """Count for people: many(2435, 'clip') is '2,435 clips'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def left_out(problems: Iterable[str]) -> str:
    """Return the sentence about what an index left out, with a space in front: ' Left out 2: 2 × empty.', or ""."""
    problems = list(filter(None, problems))
    return f" Left out {len(problems):,}: {reasons(problems)}." if problems else ""


def no_usable_clip(folder: Path | str, problems: Iterable[str]) -> DatasetError:
    """Return the error for a folder of whose clips none can be used."""
    found = reasons(problems)
    return DatasetError(f"{folder} has no usable clip." + (f" Found instead: {found}." if found else ""))


def read_table(file: Path, columns: list[str], advice: str = "Fetch the data set again.") -> pd.DataFrame:
    """Read a data set's own table, a csv file with at least these columns, also after a spreadsheet has saved it anew.

    Returns
    -------
    pandas.DataFrame
        Texts, without spaces at their ends; the row labels are the lines of the file.

    Raises
    ------
    DatasetError
        If it is missing, cannot be read, or lacks a column; `advice` says what to do where it is missing.
    """
    if not file.is_file():
        raise DatasetError(f"There is no {file.parent.name}/{file.name} in {file.parent.parent}. {advice}")
    try:
        header, *lines = _lines(file.read_bytes())
    except (OSError, ValueError, csv.Error) as problem:
        raise DatasetError(f"{file} cannot be read as a table ({problem}). {advice}") from None
    header = [name.strip() for name in header[1]]
    if missing := [name for name in columns if header.count(name) != 1]:
        raise DatasetError(f"{file} has no column {', '.join(missing)}, or has it twice. Fetch the data set again.")
    for row, cells in lines:
        if len(cells) > len(header):
            raise DatasetError(f"{file}, row {row}: {len(cells)} cells under {len(header)} columns. {MEND}")
        cells += [""] * (len(header) - len(cells))
    return pd.DataFrame({name: [cells[header.index(name)].strip() for _, cells in lines] for name in columns},
                        index=[row for row, _ in lines], dtype=object)


def _lines(content):
    """Return the lines of a csv file that hold anything, as (number, cells), whatever program saved it."""
    for coding in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252", "latin-1"):
        with contextlib.suppress(UnicodeDecodeError):
            text = content.decode(coding)
            break
    else:
        raise ValueError("its encoding is unknown")
    if text.startswith("sep="):  # for Excel
        text = text.partition("\n")[2]
    rows = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=text.partition("\n")[0].count),
                      skipinitialspace=True)
    lines = [(rows.line_num, cells) for cells in rows if any(map(str.strip, cells))]
    if not lines:
        raise ValueError("it is empty")
    return lines


def read_column(table: pd.DataFrame, name: str, what: str, file: Path) -> pd.Series:
    """Return a column of `read_table` as what it should hold.

    That is "whole numbers", "yes or no", "file names", "texts", or certain words: "Public, Private or Ignored".

    Raises
    ------
    DatasetError
        At the first cell that holds anything else; it names the file, the row and the column.
    """
    words = {word.lower(): word for word in re.split(", | or ", what)} if "," in what else {}

    def read(cell):
        if words:
            return words[cell.lower()]
        if what == "whole numbers":
            return int(re.fullmatch(r"(-?\d{1,15})([.,]0*)?", cell)[1])
        if what == "yes or no":
            return (cell.lower() in YES) or NO[cell.lower()]
        if not cell or (what == "file names" and re.search(r"^\.|[\0/\\:]", cell)):
            raise ValueError
        return cell

    for row, cell in table[name].items():
        place = f"{file}, row {row}, column {name}"
        try:
            read(cell)
        except (ValueError, KeyError, TypeError):
            raise DatasetError(f"{place}: " + (f"{cell!r} where there should be {what}" if cell else
                                               "the cell is empty") + f". {MEND}") from None
    if what == "file names" and len(twice := table[name][table[name].duplicated()]):
        raise DatasetError(f"{file}, row {twice.index[0]}, column {name}: {twice.iloc[0]!r} has a row already. {MEND}")
    return pd.Series(map(read, table[name]), table.index, bool if what == "yes or no" else None, name)


def look(path: Path) -> tuple[float, str]:
    """Return how long a sound of any kind is in s, and why it cannot be used ("" if it can)."""
    return sound_files.problem(path)


def sound_problem(path: Path, sample_rate: int | None) -> str:
    """Return why a file is no 16-bit mono wav file at this sample rate (None: no readable sound), or "" if it is.

    Such a file is also one that TensorFlow reads like everybody else.
    """
    problem = sound_files.problem(path)[1]
    if sample_rate is None or problem == "empty (0 bytes)":
        return problem
    if path.suffix.lower() != ".wav":
        return "not a wav file"
    try:
        info = soundfile.info(path)
    except (soundfile.SoundFileError, OSError, ValueError):
        return problem or "cannot be read as sound"
    if info.format not in ("WAV", "WAVEX"):
        return f"this is {KINDS.get(info.format, info.format)} named .wav"
    problems = ["the extensible kind of wav file"] if info.format == "WAVEX" else []
    if info.subtype != "PCM_16":
        problems.append(f"{SAMPLES.get(info.subtype, info.subtype)} samples instead of 16-bit")
    if info.channels != 1:
        problems.append("stereo" if info.channels == 2 else f"{info.channels} channels")
    if info.samplerate != sample_rate:
        problems.append(f"{info.samplerate} Hz instead of {sample_rate} Hz")
    problems += [problem] * bool(problem)
    if not problems and path.stat().st_size > sound_headers.LARGEST:
        return "too long to be read at once"
    if not problems:
        samples = sound_headers.plain_wav(path.read_bytes())
        if samples is None or not np.array_equal(samples, soundfile.read(path, dtype="int16")[0]):
            return UNUSUAL
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
