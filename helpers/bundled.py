"""Unpack a bundled twin: a small archive of synthetic sounds becomes ordinary wav files.

An archive in ``data/bundled/`` is a zip file. It holds a few long compressed recordings (Ogg Opus or
FLAC; other files stay what they are), ``clips.csv``, which says which stretch of which recording belongs
in which wav file, and ``ABOUT_THIS_TWIN.txt``. Where the table also names a sample rate and a subtype, the
wav file gets these. ``data/make_bundled.py`` makes it; ``helpers.datasets.fetch`` unpacks it.
"""

import csv
import io
import shutil
import wave
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import soundfile
import soxr

MARKER = "ABOUT_THIS_TWIN.txt"
REPAIR = "Get it back with: git checkout -- data/bundled"
DAMAGE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, soundfile.SoundFileError)


class BundledError(Exception):
    """A bundled archive is missing or damaged, or its wav files cannot be written."""


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
