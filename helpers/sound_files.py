"""What is in a folder of sounds, and what is in a file: right samples, or one sentence that says why not.

Every part of the course that meets a file of yours asks here: `find` lists, `read` reads, `problem` says why a file
cannot be used. A header is not believed: what is really there is decoded and compared with what the header promises.
`helpers.audio.load` makes of this what lesson 02 teaches.
"""

import contextlib
import fnmatch
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import soundfile

from helpers import sound_headers
from helpers.notebook import CourseError, no_messages

ENDINGS = {f".{kind.lower()}" for kind in soundfile.available_formats()} - {".raw"} | {
    ".aif", ".aifc", ".bwf", ".mp2", ".oga", ".opus", ".snd", ".sph", ".wave"}
OTHER_ENDINGS = {".raw", ".pcm", ".m4a", ".aac", ".mp4", ".mov", ".3gp", ".amr", ".wma", ".webm", ".mka", ".mkv",
                 ".ac3", ".ape", ".wv", ".dsf"}  # sounds as well, but nothing here can read them
KINDS = [(4, b"ftyp", "a file of the m4a or mp4 kind"), (0, b"\x1aE\xdf\xa3", "a webm or mka file"),
         (0, b"0&\xb2u\x8ef\xcf\x11", "a wma file"), (0, b"#!AMR", "an amr file"), (0, b"PK\3\4", "a zip archive"),
         (0, b"\x1f\x8b", "a gzip archive")]  # how files begin that nothing here can read
FLOATS = ("FLOAT", "DOUBLE")
AS_THEY_ARE = ("PCM_S8", "PCM_U8", "PCM_16", "PCM_24", "PCM_32", "ULAW", "ALAW")  # nothing to decode, and no NaN
MOST = 64_000_000       # values that are read at once (256 MB): 11 minutes of stereo at 48 kHz, an hour of speech
SHORTEST = 0.01         # seconds: less is no sound
RATES = 1_000, 1_000_000  # Hz; a header that says anything else is damaged
NO_NUMBERS = "NaN (not a number) among its samples"
NOT_READ = "a kind of file that is not read here"
NO_TEXT = "a name that is not plain text (rename it)"
OTHER = "no sound file"
HIDDEN = "hidden (like .name or __MACOSX)"
OWN_FILES = (".ds_store", "desktop.ini", "thumbs.db",  # the computer's own, and what a bundled twin adds
             ".unpacked_from", "about_this_twin.txt")


class AudioError(CourseError):
    """A sound that cannot be used; the message says which file, what is wrong and what to do.

    Attributes
    ----------
    reason : str, what is wrong in a few words, to be counted: "empty (0 bytes)"
    """

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason or message


class Sound(NamedTuple):
    """What is in a file: samples (float32, shape ``(samples, channels)``), rate (Hz), and what a person should know."""

    samples: np.ndarray
    sample_rate: int
    notes: list[str]


def shown(path: str | Path) -> str:
    """Return a path as one line of text: bytes that are none, line breaks and the like become question marks."""
    text = os.fsencode(path).decode("utf-8", "replace")
    return "".join("?" if unicodedata.category(letter) == "Cc" else letter for letter in text)


# --- a folder ---

def find(folder: str | Path) -> list[tuple[Path, str]]:
    """List every file below a folder, sorted, each with why it is passed over, "" for a sound.

    Links to folders are followed. Only the computer's own files (.DS_Store, desktop.ini) and a twin's own are not
    listed; a hidden folder is one row.
    """
    found, been = [], set()

    def cannot(error):
        if not isinstance(error, FileNotFoundError):
            found.append((Path(error.filename), "a folder that cannot be opened"))

    for place, folders, names in os.walk(folder, onerror=cannot, followlinks=True):
        here = os.stat(place)
        if (here.st_dev, here.st_ino) in been:  # a link that leads back up
            folders.clear()
            continue
        been.add((here.st_dev, here.st_ino))
        hidden = [name for name in folders if is_hidden(name)]
        folders[:] = sorted(set(folders) - set(hidden))
        found += [(Path(place, name), HIDDEN) for name in hidden]
        found += [(Path(place, name), _passed_over(Path(place, name))) for name in names
                  if name.lower() not in OWN_FILES]
    return sorted(found)


def matching(folder: Path, pattern: str) -> list[Path]:
    """List the files that a data set's pattern such as ``no/*.wav`` names, sorted; ``*.*`` is every sound.

    Upper and lower case of a name's ending are the same; hidden files are none of them.
    """
    *inner, name = pattern.split("/")
    places = folder.glob("/".join(inner)) if inner else [folder]
    return sorted(path for place in places if place.is_dir() for path in place.iterdir()
                  if fnmatch.fnmatch(path.name.lower(), name.lower()) and path.is_file() and not is_hidden(path.name)
                  and (not name.endswith(".*") or path.suffix.lower() in ENDINGS))


def is_hidden(name: str) -> bool:
    """Return whether a file or folder is one that the computer hides, or that macOS puts into archives."""
    return name.startswith(".") or name == "__MACOSX"


def _passed_over(path):
    ending = path.suffix.lower()
    if ending not in ENDINGS | OTHER_ENDINGS:
        return OTHER
    if is_hidden(path.name):
        return HIDDEN
    if shown(path) != str(path):
        return NO_TEXT
    if not path.is_file():
        return "no file (a link to nothing, perhaps)"
    return f"{NOT_READ} ({ending})" if ending in OTHER_ENDINGS else ""


def reasons(problems: Iterable[str]) -> str:
    """Count equal problems for people: '2 × empty (0 bytes), 1 × not a wav file'; "" where there are none."""
    return ", ".join(f"{count} × {problem}" for problem, count in sorted(Counter(filter(None, problems)).items()))


# --- a file ---

def read(path: str | Path, seconds: float | None = None) -> Sound:
    """Read a sound file of any kind, in blocks, to its end whatever its header says.

    Parameters
    ----------
    path : str or Path
    seconds : float, optional
        Stop after so many seconds. Without it, a sound that is too long for the memory is an error.

    Raises
    ------
    AudioError
        If the file is missing, empty, damaged, cut short, or no sound.
    """
    path = Path(path)
    with _opened(path) as file:
        rate, most = file.samplerate, MOST // file.channels
        wanted = most if seconds is None else min(most, round(seconds * rate))
        blocks = [np.zeros((0, file.channels), dtype=np.float32), *_blocks(file, wanted + 1)]
        samples, promised = np.concatenate(blocks), sound_headers.promised(file, path)
        if len(samples) > most and wanted == most:
            raise _error(path, f"is too long to be read at once (over {most // rate // 60} minutes). Cut out the part "
                         "that you need.", "too long to be read at once")
        if len(samples) <= wanted:
            _require_whole(path, len(samples), promised, rate)
        if not np.isfinite(samples).all():
            raise _error(path, "holds values that are not numbers (NaN or infinity). Export it again, for example as "
                         "16-bit wav.", NO_NUMBERS)
        samples, note = _at_full_scale(samples[:wanted], file.subtype)
        notes = [note] if note else []
        if (offset := abs(float(samples.mean()))) > max(0.02, 0.5 * float(samples.std())):
            notes.append(f"its samples lie around {offset:.2f} instead of 0 (a fault of the microphone or its cable)")
        if (count := sound_headers.joined(path, file.format)) > 1:
            notes.append(f"{count} sounds are joined in it, of which only the first is read")
        return Sound(samples, rate, notes)


def problem(path: str | Path) -> tuple[float, str]:
    """Return how long a sound of any kind is in s, and why it cannot be used, in a few words ("" if it can)."""
    path = Path(path)
    try:
        with _opened(path) as file:
            rate, frames = file.samplerate, file.frames
            if file.format == "FLAC" or file.subtype not in AS_THEY_ARE:
                frames = 0
                for block in _blocks(file, None):
                    frames += len(block)
                    if not np.isfinite(block).all():
                        return frames / rate, NO_NUMBERS
            _require_whole(path, frames, sound_headers.promised(file, path), rate)
            several = sound_headers.joined(path, file.format) > 1
            return frames / rate, "several sounds joined in one file" if several else ""
    except AudioError as error:
        return 0.0, error.reason


def mono(samples: np.ndarray) -> tuple[np.ndarray, str]:
    """Mix the channels of shape ``(samples, channels)`` in equal parts; return one, and what a person should know.

    A channel without any sound would only make the mix softer, and channels in opposite phase would silence each
    other: the first take no part, and of the others one stands for all.
    """
    count = samples.shape[1]
    powers = np.square(samples, dtype=np.float64).mean(axis=0)
    sounding = np.flatnonzero(powers > 1e-8 * powers.max())
    if count == 1 or len(sounding) == 0:
        return samples.mean(axis=1), ""
    note = ""
    if len(sounding) < count:
        samples, powers = samples[:, sounding], powers[sounding]
        note = f"{count - len(sounding)} of its {count} channels without any sound took no part in the mix"
    mixed = samples.mean(axis=1)
    if np.square(mixed, dtype=np.float64).mean() < 0.1 * powers.mean() / len(powers):
        first = int(np.argmax(powers > 0.9 * powers.max()))
        return samples[:, first], (f"its {len(powers)} channels cancel each other (opposite phase), so only channel "
                                   f"{sounding[first] + 1} is used")
    return mixed, note


def _error(path, sentence, reason):
    return AudioError(f"{shown(path.name)} {sentence}", reason)


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[soundfile.SoundFile]:
    """Open a sound file, its header mended where that is needed; whatever goes wrong is an AudioError."""
    name = shown(path.name)
    if path.is_dir():
        raise _error(path.resolve(), "is a folder. Name a file in it.", "a folder")
    if not path.is_file():
        raise AudioError(f"There is no file {name} in the folder {shown(path.parent)}. Check the spelling, and whether "
                         "the sound was downloaded.", "in the table, but not there")
    if shown(path) != str(path):
        raise _error(path, "has a name (or lies in a folder with one) that is not plain text. Rename it.", NO_TEXT)
    try:
        if path.stat().st_size == 0:
            raise _error(path, "is empty (0 bytes). Record or download it again.", "empty (0 bytes)")
        source = sound_headers.mended(path)
        with no_messages(), soundfile.SoundFile(source) as file:  # the decoder of mp3 files complains to the terminal
            if not RATES[0] <= file.samplerate <= RATES[1]:
                raise _error(path, f"has a damaged header: {file.samplerate} Hz is no sample rate of a sound. Save it "
                             "again.", f"{file.samplerate} Hz as its sample rate")
            yield file
    except (soundfile.SoundFileError, OSError, ValueError, TypeError, MemoryError) as error:
        raise _what_it_is(path, error) from None


def _what_it_is(path, error):
    """Return the error for a file that cannot be opened: what it is instead of a sound, if that can be seen."""
    try:
        with path.open("rb") as file:
            start = file.read(200)
    except OSError:
        start = b""
    if start.startswith(b"version https://git-lfs"):
        return _error(path, "is only a pointer of git-lfs to a sound. Fetch the sound itself with: git lfs pull",
                      "only a git-lfs pointer (git lfs pull fetches the sound)")
    if start.lower().lstrip().startswith((b"<!doctype", b"<html", b"<?xml")):
        return _error(path, "holds a web page, not a sound. Download it again.", "a web page")
    if path.suffix.lower() in OTHER_ENDINGS:
        kind = path.suffix.lower()
        return _error(path, f"is of a kind that is not read here ({kind}). Save it as wav, flac, ogg or mp3.",
                      f"{NOT_READ} ({kind})")
    if kind := next((kind for place, letters, kind in KINDS if start[place:place + len(letters)] == letters), None):
        return _error(path, f"is really {kind}, whatever its name says. Save it as wav, flac, ogg or mp3.",
                      f"{kind} under another name")
    why = getattr(error, "error_string", None) or getattr(error, "strerror", None) or "its contents are damaged"
    if str(why).startswith(("File does not exist", "Internal error")):  # what libsndfile says of any bytes
        why = "its header is damaged, or it is no sound"
    return _error(path, f"cannot be read as a sound ({str(why).rstrip('.')}). Open it in a player, or save it again as "
                  "a wav file.", "cannot be read as sound")


def _blocks(file, most):
    """Yield float32 blocks of shape ``(samples, channels)`` until the end, or until there are `most` samples."""
    length, done = max(1, 2**18 // file.channels), 0
    block = np.empty((length, file.channels), dtype=np.float32)
    while most is None or done < most:
        block[:] = np.nan
        try:
            count = len(file.read(out=block[:length if most is None else min(length, most - done)]))
        except soundfile.SoundFileError:  # the end came before that in the header; what was decoded is in the block
            filled = np.flatnonzero(~np.isnan(block[:, 0]))
            count, most = (filled[-1] + 1 if len(filled) else 0), 0
        if count == 0:
            return
        done += count
        yield block[:count].copy()


def _require_whole(path, frames, promised, rate):
    if promised - frames > SHORTEST * rate:
        there = f"its header promises {promised / rate:.2f} s, but only {frames / rate:.2f} s of it can be read"
        raise _error(path, "is cut short or damaged: " + (there if np.isfinite(promised) else "its end is missing")
                     + ". Copy, download or record it again.", "cut short")
    if frames == 0:
        raise _error(path, "holds no samples. Record or download it again.", "no samples in it")
    if frames < SHORTEST * rate:
        raise _error(path, f"is too short for a sound ({frames / rate * 1000:.2g} ms). Record or download it again.",
                     f"shorter than {SHORTEST * 1000:.0f} ms")


def _at_full_scale(samples, subtype):
    """Return samples in [-1, 1], and what was done: a float file may hold any numbers."""
    peak = float(np.abs(samples).max(initial=0))
    if subtype not in FLOATS or peak <= 1:
        return samples, ""
    whole = next((bits for bits in (16, 24, 32) if peak <= 2 ** (bits - 1)), None)
    if peak > 16 and whole and not np.any(samples % 1):
        return samples / np.float32(2 ** (whole - 1)), f"its numbers are those of {whole}-bit integers: scaled to 1"
    return samples / np.float32(peak), f"it goes beyond full scale (peak {peak:.4g}), so all of it was made softer"
