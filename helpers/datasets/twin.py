"""Unpack a bundled twin: a small archive of synthetic sounds becomes ordinary wav files.

An archive in ``data/bundled/`` is a zip file. It holds a few long compressed recordings (Ogg Opus or
FLAC; other files stay what they are), ``clips.csv``, which says which stretch of which recording belongs
in which wav file, and ``ABOUT_THIS_TWIN.txt``. Where the table also names a sample rate and a subtype, the
wav file gets these. The makers in ``data/`` write it; ``helpers.datasets.fetch`` unpacks it.
"""

import csv
import io
import shutil
import tempfile
import wave
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pooch
import soundfile
import soxr

from helpers import ROOT
from helpers.datasets.download import DatasetError, ReadOnlyError, locked, placed, plain_words
from helpers.notebook import CourseError

BUNDLED = ROOT / "data" / "bundled"
UNPACKED = ROOT / "data" / "unpacked"
STAMP = ".unpacked_from"  # in an unpacked twin: the checksum of its archive, and how many files it holds
MARKER = "ABOUT_THIS_TWIN.txt"
REPAIR = "Get it back with: git checkout -- data/bundled"
DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, soundfile.SoundFileError)


class BundledError(CourseError):
    """A bundled archive is missing or damaged, or its wav files cannot be written."""


def is_twin(folder: Path | str) -> bool:
    """Return whether a folder is a bundled twin (synthetic) and not the real data set."""
    return (Path(folder) / MARKER).is_file()


def unpacked_twin(name: str) -> Path:
    """Return the folder of a bundled twin; it is unpacked once, and again when its archive has changed.

    Parameters
    ----------
    name : the archive's name in data/bundled without ".zip"

    Returns
    -------
    Path
        data/unpacked/NAME, or a folder in the user's cache where data/ cannot be written to.
    """
    archive = BUNDLED / f"{name}.zip"
    if not archive.is_file():
        raise DatasetError(f"The bundled archive data/bundled/{archive.name} is missing. {REPAIR}")
    checksum = pooch.file_hash(archive)
    for place in (UNPACKED, Path(pooch.os_cache("sound_course")), Path(tempfile.gettempdir(), "sound_course")):
        try:
            return _unpack_once(archive, checksum, place / name)
        except ReadOnlyError as problem:
            failure = problem
    raise failure


def _unpack_once(archive: Path, checksum: str, folder: Path) -> Path:
    """Unpack a twin unless `folder` holds all of it already."""
    def complete() -> bool:
        try:
            stamp, count = (folder / STAMP).read_text().split()
        except (OSError, ValueError):
            return False
        return stamp == checksum and sum(1 for _ in folder.rglob("*")) > int(count)

    if complete():
        return folder
    with plain_words(folder), locked(folder, quietly_for=120):
        if not complete():
            with placed(folder) as new:
                try:
                    unpack(archive, new)
                except BundledError as problem:
                    if isinstance(problem.__cause__, OSError):  # a full disk or a read-only folder
                        raise problem.__cause__ from None
                    raise DatasetError(str(problem)) from None
                (new / STAMP).write_text(f"{checksum} {sum(1 for _ in new.rglob('*'))}")
    return folder


def unpack(archive: Path, destination: Path) -> None:
    """Write the sounds of a bundled twin as 16-bit wav files, in the real data set's layout.

    The marker ``ABOUT_THIS_TWIN.txt`` is written last: a folder that has it is complete.

    Parameters
    ----------
    archive : Path
        For example ``data/bundled/mini_speech_commands.zip``.
    destination : Path
        An existing, empty folder. After an error it is empty again.

    Raises
    ------
    BundledError
        If the archive is missing or damaged, or the folder is not empty or cannot be written.
    """
    archive, destination = Path(archive), Path(destination)
    if not destination.is_dir() or any(destination.iterdir()):
        raise BundledError(f"{destination} must be an existing, empty folder. Empty it and try again.")
    if not archive.is_file():
        raise BundledError(f"{archive} is missing. {REPAIR}")
    try:
        with zipfile.ZipFile(archive) as opened:  # reading checks each member's CRC
            members = {name: opened.read(name) for name in opened.namelist()}
        clips = {}
        for row in csv.DictReader(io.StringIO(members["clips.csv"].decode())):
            clips.setdefault(row["stream"], []).append(row)
        with ThreadPoolExecutor(max_workers=4) as pool:
            jobs = [pool.submit(_write_clips, members[stream], rows, destination)
                    for stream, rows in clips.items()]
        for job in jobs:
            job.result()  # raises what went wrong in the thread
        (destination / MARKER).write_bytes(members[MARKER])
    except DAMAGE as problem:
        _empty(destination)
        raise BundledError(f"{archive} is damaged ({problem}). {REPAIR}") from problem
    except OSError as problem:
        _empty(destination)
        raise BundledError(f"Could not unpack {archive} into {destination}: {problem}. "
                           "Is the disk full, or the folder read-only?") from problem


def _write_clips(recording: bytes, rows: list, destination: Path) -> None:
    """Decode one long recording and write each of its clips; other files are written as they are."""
    samples, sample_rate = recording, None
    if rows[0]["stream"].endswith((".opus", ".flac")):
        samples, sample_rate = soundfile.read(io.BytesIO(recording), dtype="int16")
    for row in rows:
        start, length = int(row["start"]), int(row["length"])
        if start + length > len(samples) or ".." in Path(row["path"]).parts:
            raise ValueError(f"{row['stream']} does not hold {row['path']}")
        target = destination / row["path"]
        target.parent.mkdir(parents=True, exist_ok=True)
        if sample_rate is None:
            target.write_bytes(samples[start:start + length])
            continue
        if row.get("subtype"):
            clip = soxr.resample(samples[start:start + length] / 32768, sample_rate, int(row["sample_rate"]))
            soundfile.write(target, clip, int(row["sample_rate"]), row["subtype"])
            continue
        with wave.open(str(target), "wb") as wav:
            wav.setparams((1, 2, sample_rate, length, "NONE", ""))
            wav.writeframes(samples[start:start + length].astype("<i2").tobytes())


def _empty(folder: Path) -> None:
    """Take away everything in a folder."""
    for item in folder.iterdir():
        shutil.rmtree(item) if item.is_dir() else item.unlink()
