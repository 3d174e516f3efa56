"""Compute the features of a file once, keep them on the disk, and find them there the next time.

Lesson 11 writes the essence of `remember` by hand, and stops it halfway on purpose.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from helpers import ROOT

FOLDER = ROOT / "data" / "cache"  # ignored by git; delete it whenever you like


def remember(compute: Callable, name: str, folder: str | Path | None = None, **settings) -> Callable:
    """Turn a function that computes the features of a file into one that does so only once.

    Each file's features are a file of their own, which is written under another name and renamed when it is
    whole. So an interruption costs what was just being computed and nothing else, and two programs may share a
    cache. A file that was changed, other settings, or a damaged entry: then it is computed again.

    Parameters
    ----------
    compute : callable
        Takes a path, returns a numpy.ndarray.
    name : str
        What is computed, for example "log_mel": entries are in a folder of this name.
    folder : str or Path, optional
        Where the cache is; data/cache, or the computer's folder for temporary files where that cannot be written.
    **settings
        Everything that changes the result, for example ``sample_rate=44100``.

    Returns
    -------
    callable
        Takes a path, returns the array. Its attribute ``computed`` counts what was not in the cache.
    """
    place = _writable(folder) / name
    settings_key = json.dumps(settings, sort_keys=True, default=str)

    def cached(path):
        entry = place / f"{_key(path, settings_key)}.npy"
        try:
            return np.load(entry)
        except (OSError, ValueError, EOFError):  # not there yet, or damaged
            features = compute(path)
            cached.computed += 1
        _write_whole(entry, features)
        return features

    cached.computed = 0
    return cached


def _key(path, settings):
    """Return a name for the entry: another one if the path, the file's size or time, or the settings differ."""
    about = Path(path).stat()
    text = f"{Path(path).resolve()}|{about.st_size}|{about.st_mtime_ns}|{settings}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _write_whole(entry, features):
    """Write under a name of our own, then rename: an entry is there whole or not at all."""
    part = entry.with_name(f".{entry.name}.{os.getpid()}.part")
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "wb") as file:
            np.save(file, features, allow_pickle=False)
        os.replace(part, entry)
    except OSError:
        pass  # a full disk: the features are there all the same, only the next time they are computed again
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _writable(folder):
    """Return the folder, if something can be written there; otherwise one for temporary files."""
    if folder is not None:
        return Path(folder)
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=FOLDER):
            return FOLDER
    except OSError:
        return Path(tempfile.gettempdir()) / "sound_course_cache"
