"""Your own voice: eight recordings that the lessons try to recognise, and the ladder of results.

Lesson 00 records them (`live.recorder`). They stay in ``data/my_voice`` on the machine that runs the
notebook; git ignores that folder. Without them, a bundled synthetic voice takes their place.
"""

import contextlib
import io
import json
import os
from collections.abc import Sequence

import filelock
import numpy as np
import soundfile
import soxr
from numpy.typing import ArrayLike

from helpers import ROOT, WORDS, audio, datasets, sound_files
from helpers.audio import CLIPPED, QUIET, SAMPLE_RATE, SILENT, AudioError

FOLDER_NAME = "data/my_voice"
FOLDER = ROOT / FOLDER_NAME  # `drive.keep` changes both, where a learner asks for it


def load() -> tuple[np.ndarray, list[str], str]:
    """Return your eight words, or those of the bundled voice; print which, and what is wrong with yours.

    Returns
    -------
    clips : numpy.ndarray
        float32, shape ``(8, 16000)``: one second each at 16 kHz, in alphabetical order.
    words : list of str
    whose : str, ``"your own voice"`` or ``"the bundled voice"``
    """
    folder, whose, problems = _voice()
    if problems:
        print(f"Your own voice is not complete (lesson 00 records it into {FOLDER_NAME}):")
        print("\n".join(f"  - {problem}" for problem in problems))
    print("Your own voice: eight recordings." if folder == FOLDER else
          "The bundled voice: a synthetic speaker who is in no training set.")
    read = [_read(folder, word) for word in WORDS]
    if folder == FOLDER:
        print("".join(f"  - {remark}\n" for _, remarks in read for remark in remarks), end="")
    return np.stack([clip for clip, _ in read]), list(WORDS), whose


def recorded() -> list[str]:
    """Return the words of which you have a file."""
    return [word for word in WORDS if _newest(FOLDER, word)]


def save_recording(word: str, samples: ArrayLike, sample_rate: int) -> tuple[np.ndarray | None, str]:
    """Keep the second that holds the word, as a 16-bit wav file at 16 kHz.

    An earlier recording is replaced only when the new one is safely on the disk.

    Parameters
    ----------
    word : str, one of the eight
    samples : array_like, shape ``(samples,)`` or ``(samples, channels)``, full scale at -1 and 1
    sample_rate : int, samples per second (Hz)

    Returns
    -------
    kept : numpy.ndarray, float32, shape ``(16000,)``; None if nothing was saved
    message : str, how it went, for the person who spoke
    """
    if word not in WORDS:
        return None, f"{word!r} is none of the eight words: {', '.join(WORDS)}."
    samples = np.asarray(samples, dtype=np.float32)
    samples = samples.mean(axis=1) if samples.ndim == 2 else samples
    if samples.size == 0 or not np.isfinite(samples).all():
        return None, f"The recording of {word} holds no usable samples. Record it again."
    clipped = _at_full_scale(samples)
    kept = audio.loudest_second(soxr.resample(samples, sample_rate, SAMPLE_RATE))
    peak = np.abs(kept).max()
    if peak < SILENT:
        return None, (f"The recording of {word} is silent, so it was not saved. Check that the right "
                      "microphone is chosen and not muted, then record it again.")
    wav = io.BytesIO()  # written by Python: libsndfile says "System error" for a full disk and a read-only folder alike
    soundfile.write(wav, kept, SAMPLE_RATE, subtype="PCM_16", format="WAV")
    path = FOLDER / f"{word}.wav"
    try:
        FOLDER.mkdir(parents=True, exist_ok=True)
        _replace(path, lambda part: part.write_bytes(wav.getvalue()))
    except OSError as error:
        before = "; the recording from before is still there" if path.is_file() else ""
        return None, (f"{path.name} could not be written into {FOLDER_NAME} ({error.strerror or error}){before}. Is "
                      "the folder read-only, or the disk full? Fix that and record it again.")
    if clipped:
        return kept, f"Saved {word}, but it is too loud: its peaks are cut off. Move back and record it again."
    if peak < QUIET:
        return kept, f"Saved {word}, but it is very quiet. Move closer and record it again."
    return kept, f"Saved {word}."


def ladder(lesson: str | int, model_name: str, guesses: Sequence[str]) -> None:
    """Add what a model guessed for the eight words to the ladder, and print it up to this lesson.

    Parameters
    ----------
    lesson : str or int, for example ``"04"``
    model_name : str, short; running a lesson again replaces the row of the same lesson and name
    guesses : sequence of str, the model's word for each clip of `load`, in the same order
    """
    guesses = [str(guess) for guess in guesses]
    if len(guesses) != len(WORDS):
        print(f"The ladder needs a guess for each of the {len(WORDS)} words; here are {len(guesses)}.")
        return
    folder, whose, _ = _voice()
    path = folder / "ladder.json" if folder == FOLDER else folder.with_name("my_voice_ladder.json")
    row = {"lesson": f"{int(lesson):02}", "model": model_name, "wrong": [
        f"{word} (heard {guess})" for word, guess in zip(WORDS, guesses) if guess != word]}
    try:
        with _locked(path):
            rows = _with(row, _rows(path))
            _replace(path, lambda part: part.write_text(json.dumps(rows, indent=1), encoding="utf-8"))
    except (OSError, filelock.Timeout) as error:
        print(f"The ladder could not be saved ({getattr(error, 'strerror', None) or error}); here it is all the same.")
        rows = _with(row, _rows(path))
    rows = [each for each in rows if each["lesson"] <= row["lesson"]]
    width = max(len("model"), *(len(each["model"]) for each in rows))
    print(f"The ladder of {whose}:\nlesson  {'model':{width}}  right   wrong")
    for each in rows:
        right = f"{len(WORDS) - len(each['wrong'])} of {len(WORDS)}"
        print(f"{each['lesson']:6}  {each['model']:{width}}  {right}  {', '.join(each['wrong']) or '-'}")


def _voice():
    """Return the folder of the voice in use, whose it is, and what is wrong with the learner's own files."""
    problems = []
    if os.environ.get("SOUND_DATA_SOURCE") != "bundled" and recorded():
        for word in WORDS:
            try:
                _read(FOLDER, word)
            except AudioError as error:
                problems.append(f"{word}: {error}")
        if not problems:
            return FOLDER, "your own voice", []
    return datasets.unpacked_twin("my_voice"), "the bundled voice", problems


def _newest(folder, word, endings=sound_files.ENDINGS | sound_files.OTHER_ENDINGS):
    """Return the newest sound that is named like the word; None if there is none."""
    found = [path for path in folder.glob("*.*") if path.stem.lower() == word and path.suffix.lower() in endings
             and path.is_file()]
    return max(found, key=lambda path: path.stat().st_mtime, default=None)


def _at_full_scale(samples):
    return np.count_nonzero(np.abs(samples) >= CLIPPED) > 3


def _read(folder, word):
    """Return the second of a word, and what a person should know about it."""
    newest = _newest(folder, word)
    path = _newest(folder, word, sound_files.ENDINGS) or newest
    if path is None:
        raise AudioError(f"there is no file {word}.wav yet.")
    if path.suffix.lower() in sound_files.OTHER_ENDINGS and path.stat().st_size:
        raise AudioError(f"{path.name} is of a kind that only the browser can read: use 'Choose a file' in lesson 00, "
                         "or save it as wav or mp3.")
    remarks = [f"{newest.name} is newer, but cannot be read here: {path.name} is used."] * (newest != path)
    channels, rate, notes = sound_files.read(path)
    samples, note = sound_files.mono(channels)  # at the file's own rate: resampling would round cut-off peaks
    clip = audio.loudest_second(soxr.resample(samples, rate, SAMPLE_RATE))
    if np.ptp(clip) / 2 < SILENT:  # whatever constant it lies around
        raise AudioError(f"{path.name} is silent. Record it again.")
    remarks += [f"{path.name}: {each}." for each in [*notes, note] if each]
    if _at_full_scale(samples):
        remarks.append(f"{word} is too loud: its peaks are cut off. Move back and record it again.")
    elif np.abs(clip).max() < QUIET:
        remarks.append(f"{word} is very quiet. Move closer and record it again.")
    return clip, remarks


def _replace(path, write):
    """Write a file whole or not at all: `write` fills another one, which then takes its name."""
    part = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


@contextlib.contextmanager
def _locked(path):
    """Keep other notebooks from writing a file; a folder that knows no locks (a Drive, say) has one notebook only."""
    lock = filelock.FileLock(path.with_name(f".{path.stem}.lock"), timeout=10)
    with contextlib.suppress(NotImplementedError):
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _with(row, rows):
    others = [each for each in rows if (each["lesson"], each["model"]) != (row["lesson"], row["model"])]
    return sorted([*others, row], key=lambda each: each["lesson"])


def _rows(path):
    try:
        return [{"lesson": str(row["lesson"]), "model": str(row["model"]), "wrong": list(map(str, row["wrong"]))}
                for row in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (ValueError, TypeError, KeyError):
        print("The ladder's file was damaged: it is kept as ladder_damaged.json, and a new ladder begins.")
        path.replace(path.with_name("ladder_damaged.json"))
        return []
