"""A hundred thousand files that nobody would make: bytes of valid files flipped, cut, joined, overwritten.

Whatever comes, a door gives what is right or one line; no trace, no hang, bounded memory. `make test` tries a small
share; `make soak` tries SOAK files, under a limit on the memory, and writes what it tried into tests/README.md.
"""

import contextlib
import io
import json
import os
import re
import struct
import time
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import ROOT, audio, my_voice, sound_files
from helpers.datasets import DatasetError, arabic_digits, audit, digits, esc50, fsdkaggle, words
from helpers.datasets.index import sound_problem
from helpers.live.recogniser import Recogniser
from helpers.notebook import CourseError
from sounds import wav, write_words
from strange import ID3, chunk, without_first_frame

pytest.importorskip("hypothesis")
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SOAK = int(os.environ.get("SOAK", 0))
SLOWEST = 10         # seconds of processor time for one file at all doors
MEMORY = 2_000_000_000  # bytes on top of what the process has at the beginning
tried, seconds = Counter(), Counter()


def share(part):
    """Try this part of SOAK, or a handful."""
    return settings(max_examples=max(1, int((SOAK or 800) * part)), deadline=None, database=None, derandomize=not SOAK,
                    suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", autouse=True)
def bounded():
    """Limit the memory of a soak, and write its result at the end."""
    if not SOAK:
        yield
        return
    import resource

    import tensorflow as tf

    tf.audio.decode_wav(PLAIN)  # it reserves memory when it starts
    here = int(re.search(r"VmSize:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024
    resource.setrlimit(resource.RLIMIT_AS, (here + MEMORY, resource.RLIM_INFINITY))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    lines = [f"| {door} | {count:,} | {seconds[door]:.0f} s |" for door, count in tried.items()]
    lines.append(f"| together, at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB of memory "
                 f"| {sum(tried[name] for name in seconds):,} | {seconds.total():.0f} s |")
    readme = ROOT / "tests" / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(re.sub(r"(<!-- soak -->\n).*?(<!-- end -->)", lambda found: (
        found[1] + "| door | tried | processor time |\n|---|---|---|\n" + "\n".join(lines) + "\n" + found[2]), text,
        flags=re.DOTALL), encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder on a disk in memory, where there is one: the files are written a hundred thousand times."""
    memory = Path("/dev/shm")
    if not SOAK or not memory.is_dir():
        yield tmp_path_factory.mktemp("soak")
        return
    import tempfile
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@contextlib.contextmanager
def door(name):
    """Count a try, and let no try take long."""
    start = time.process_time()
    tried[name] += 1
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        yield said
    took = time.process_time() - start
    seconds[name] += took
    assert took < SLOWEST


def refused(call, *arguments):
    """Return what a call gives, or the one line of its error; anything but an error for people is a failure."""
    try:
        return call(*arguments)
    except CourseError as error:
        assert "\n" not in str(error) and 10 < len(str(error)) < 2000
        return error


# --- files of sound ---

SHORT = (0.5 * np.sin(np.arange(3000) * 0.3) * np.linspace(0, 1, 3000)).astype("float32")
TWO = np.stack([SHORT, 0.3 * SHORT[::-1]], axis=1)
MP3 = wav(np.tile(SHORT, 3), format="MP3", subtype="MPEG_LAYER_III")
PLAIN = wav(SHORT)
SOUNDS = [
    ("wav", PLAIN), ("wav", wav(SHORT, 44100)), ("wav", wav(TWO, subtype="PCM_24")), ("wav", wav(TWO, subtype="FLOAT")),
    ("wav", wav(SHORT, subtype="PCM_U8")), ("wav", wav(SHORT, subtype="IMA_ADPCM")), ("wav", wav(TWO, format="WAVEX")),
    ("wav", PLAIN[:12] + chunk(b"LIST", b"INFOabcd") + PLAIN[12:]), ("wav", ID3 + PLAIN),
    ("wav", PLAIN[:40] + bytes(4) + PLAIN[44:]),
    ("flac", wav(SHORT, format="FLAC")), ("flac", wav(TWO, format="FLAC", subtype="PCM_24")),
    ("ogg", wav(SHORT, format="OGG", subtype="VORBIS")), ("opus", wav(SHORT, format="OGG", subtype="OPUS")),
    ("mp3", MP3), ("mp3", without_first_frame(MP3)), ("mp3", ID3 + MP3),
    ("aiff", wav(SHORT, format="AIFF")), ("caf", wav(SHORT, format="CAF")),
    ("caf", wav(SHORT, format="CAF", subtype="ALAC_16")),
    ("au", wav(SHORT, format="AU")), ("w64", wav(SHORT, format="W64")), ("rf64", wav(SHORT, format="RF64")),
    ("nist", wav(SHORT, format="NIST")), ("voc", wav(SHORT, format="VOC")),
    ("xi", wav(SHORT, 44100, format="XI", subtype="DPCM_16")),
]
ENDINGS = sorted({ending for ending, _ in SOUNDS} | {"WAV", "raw"})
NUMBERS = [0, 1, 2, 3, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF]


def damaged(contents, header=80):
    """Bytes of one of some valid files, changed once to four times; half of the changes are in its header."""
    def change(random):
        content = bytearray(random.choice(contents))
        for _ in range(random.choice([1, 1, 2, 4])):
            where = random.randint(0, min(header, len(content)) if random.random() < 0.5 else len(content))
            kind = random.choice(["flip", "flip", "number", "cut", "drop", "zeros", "join", "turn"])
            if kind == "flip" and where < len(content):
                content[where] ^= 1 << random.randint(0, 7)
            elif kind == "number":
                content[where:where + 4] = struct.pack(random.choice("<>") + "I", random.choice(NUMBERS))
            elif kind == "cut":
                del content[where:]
            elif kind == "drop":
                del content[where:where + random.randint(1, 64)]
            elif kind == "zeros":
                content[where:where] = bytes(random.randint(1, 64))
            elif kind == "join":
                content[where:where] = random.choice(contents)
            else:
                content = content[where:] + content[:where]
        return bytes(content)
    return st.randoms(use_true_random=True).map(change)


class Likeliest:
    """Stands in for a network: as sure as it can be, whatever it gets."""

    def predict_on_batch(self, clips):
        assert clips.shape == (1, 16000) and np.isfinite(clips).all() and np.abs(clips).max() <= 1
        return np.array([[0.9, 0.1]])


RECOGNISER = Recogniser(Likeliest(), ["a", "b"], 16000, 16000, 0.5, "stand-in")


def live(path):
    """Hear a file as `helpers.live` does: its own door."""
    return RECOGNISER.recognise_file(path)


@share(0.63)
@given(damaged([content for _, content in SOUNDS]), st.sampled_from(ENDINGS))
def test_a_damaged_sound_is_right_samples_or_one_line(place, content, ending):
    path = place / f"a.{ending}"
    path.write_bytes(content)
    with door("audio.load, load_clips, problem, audit, live, my_voice: a sound"):
        length, reason = sound_files.problem(path)
        loaded, beginning = refused(audio.load, path), refused(audio.load, path, 8000, 0.1)
        for samples in (loaded, beginning):
            if isinstance(samples, CourseError):
                assert str(samples).startswith(path.name)
            else:
                assert samples.ndim == 1 and samples.dtype == np.float32 and np.isfinite(samples).all()
                assert 0 < len(samples) <= sound_files.MOST and np.abs(samples).max() <= 1
        assert isinstance(beginning, CourseError) or len(beginning) == 800
        tried["   (of these, read as samples)"] += not isinstance(loaded, CourseError)
        if isinstance(loaded, CourseError):
            assert reason, loaded
        else:
            assert reason in ("", "several sounds joined in one file")
            if not reason:
                assert len(loaded) / 16000 == pytest.approx(length, abs=0.002)
        measured = audit.measure(path)
        assert (measured["problem"] == "") == (not isinstance(loaded, CourseError))
        heard = refused(live, path)
        assert isinstance(heard, CourseError) or heard.clip.shape == (16000,)
        refused(my_voice._read, place, "a")
    path.unlink()


@share(0.1)
@given(damaged([PLAIN, PLAIN, wav(TWO), wav(SHORT, format="WAVEX")], header=50))
def test_a_wav_file_that_passes_as_plain_is_read_by_tensorflow_as_by_everybody(place, content):
    import tensorflow as tf

    path = place / "b.wav"
    path.write_bytes(content)
    with door("index_words: a wav file for TensorFlow"):
        if sound_problem(path, 16000) == "":
            decoded, rate = tf.audio.decode_wav(content)
            assert rate == 16000 and np.array_equal(decoded[:, 0], audio.load(path))
    path.unlink()


# --- tables and texts ---

EVERYDAY = ["1-7-A-0.wav", "2-8-A-0.wav"]
TABLE = "filename,fold,target,category,esc10,src_file,take\n" + "".join(
    f"{name},{row},0,dog,True,{row},A\n" for row, name in enumerate(EVERYDAY, start=1))
VERIFIED = "fname,label,manually_verified\n" + "".join(f"{name},Cello,1\n" for name in EVERYDAY)
SCORED = "fname,label,usage\n" + "".join(f"{name},Cello,Public\n" for name in EVERYDAY)
ARABIC = "".join(" " * 12 + "\n" + (" ".join(["0.5"] * 13) + "\n") * 2 for _ in range(200))


def texts(*contents):
    """Such texts, damaged, in one of several encodings."""
    return damaged([text.encode(coding) for text in contents for coding in ("utf-8", "utf-8-sig", "utf-16", "cp1252")])


@pytest.fixture(scope="module")
def sets(place):
    for name in ("audio", "FSDKaggle2018.audio_train", "FSDKaggle2018.audio_test"):
        for file in EVERYDAY:
            (place / name).mkdir(exist_ok=True)
            (place / name / file).write_bytes(PLAIN)
    for name in ("meta", "FSDKaggle2018.meta", "data"):
        (place / name).mkdir()
    return place


@share(0.15)
@given(texts(TABLE, TABLE.replace(",", ";"), VERIFIED, SCORED))
def test_a_damaged_table_is_read_or_refused_in_one_line(sets, content):
    with door("esc50, fsdkaggle: a table"):
        for file, index, *test in (("meta/esc50.csv", esc50.index),
                                   (f"FSDKaggle2018.meta/{fsdkaggle.TRAIN[1]}", fsdkaggle.index),
                                   (f"FSDKaggle2018.meta/{fsdkaggle.TEST[1]}", fsdkaggle.index, True)):
            (sets / file).write_bytes(content)
            found = refused(index, sets, *test)
            assert isinstance(found, DatasetError) or 0 < len(found) <= 2


@share(0.05)
@given(texts(ARABIC))
def test_a_damaged_text_of_numbers_is_read_or_refused_in_one_line(sets, content):
    for name in arabic_digits.FILES.values():
        (sets / name).write_bytes(content)
    with door("arabic_digits: a text of numbers"):
        found = refused(arabic_digits.load, sets)
        assert isinstance(found, DatasetError) or all(np.isfinite(block).all() for block in found[0])


@share(0.05)
@given(texts(json.dumps({"01": {"age": "30", "accent": "German"}, "02": {"age": 25, "accent": "german"}}),
             json.dumps([{"lesson": "04", "model": "dense", "wrong": ["up (heard go)"]}])))
def test_a_damaged_json_file_is_read_or_refused_in_one_line(sets, content):
    (sets / "data" / "audioMNIST_meta.txt").write_bytes(content)
    (sets / "ladder.json").write_bytes(content)
    with door("digits.metadata, the ladder: a json file"):
        found = refused(digits.metadata, sets)
        assert isinstance(found, (DatasetError, pd.DataFrame))
        assert isinstance(my_voice._rows(sets / "ladder.json"), list)


# --- names ---

NAMES = st.binary(min_size=1, max_size=20) | st.text(min_size=1, max_size=20).map(
    lambda text: text.encode("utf-8", "replace"))


@share(0.02)
@given(st.lists(NAMES, max_size=3), st.sampled_from([b".wav", b".WAV", b".m4a", b"", b".txt"]))
@pytest.mark.skipif(os.name == "nt", reason="file names are always text there")
def test_any_name_is_listed_or_counted(place, names, ending):
    import shutil

    folder = write_words(place / "words")
    try:
        added = set()
        for name in names:
            name = b"_" + name.replace(b"/", b"_").replace(b"\0", b"_") + ending
            with contextlib.suppress(OSError):
                with open(os.path.join(os.fsencode(folder / "no"), name), "wb") as file:
                    file.write(PLAIN)
                added.add(name)
        with door("index_words, audit: names of files") as said:
            table = words.audit_words(folder)
            assert len(table) == 24 + len(added)
            words.index(folder)
            found = audit.measure_all(audit.files(folder))
            audit.show(found, audit.report(found))
            said.getvalue().encode("utf-8")
    finally:
        shutil.rmtree(folder)
