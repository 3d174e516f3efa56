"""Right samples, or one sentence that names the file; a folder's files are sounds, or passed over for a reason."""

import os
import re
import threading
from collections import Counter

import numpy as np
import pytest
import soundfile

from helpers import audio, sound_files, sound_headers
from helpers.datasets.index import sound_problem
from helpers.sound_files import AudioError, find, matching, problem, read
from sounds import TONE, wav
from strange import BAD, DATA, ID3, LONG, MANY, RATE, VOICE, WAV, WHOLE, chunk, coded

on_unix = pytest.mark.skipif(os.name == "nt", reason="links, pipes with names, and names of any bytes")


@pytest.fixture
def make(tmp_path):
    def write(ending, content, name="a"):
        path = tmp_path / f"{name}.{ending}"
        path.write_bytes(content)
        return path
    return write


# --- reading ---

@pytest.mark.parametrize("name", WHOLE)
def test_what_a_strange_but_whole_file_holds_is_read_to_its_end(make, name, capfd):
    path = make(*WHOLE[name])
    samples, rate, notes = read(path)
    assert rate == RATE and samples.shape == (RATE, 1) and notes == []
    assert np.abs(samples[:, 0] - VOICE).max() < 1e-4
    assert problem(path) == (1.0, "")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", LONG)
def test_a_coded_file_is_read_to_its_end_whether_its_header_knows_it_or_not(make, name, capfd):
    path = make(*LONG[name])
    samples, _, notes = read(path)
    assert len(samples) == pytest.approx(len(MANY), abs=0.08 * RATE) and notes == []

    def levels(wave):
        return [np.abs(wave[start:start + RATE // 2]).max() for start in RATE * np.arange(4) + RATE // 4]

    assert levels(samples[:, 0]) == pytest.approx(levels(MANY), rel=0.1, abs=0.01)
    assert problem(path) == (pytest.approx(4, abs=0.08), "")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_used_is_named_in_one_line_and_counted_in_a_few_words(make, name, capfd):
    ending, content, sentence, reason = BAD[name]
    path = make(ending, content)
    for door in (read, audio.load, lambda file: audio.load_clips([file], seconds=5)):
        with pytest.raises(AudioError, match=sentence) as caught:
            door(path)
        assert str(caught.value).startswith(path.name)
        assert "\n" not in str(caught.value) and "None" not in str(caught.value)
    assert problem(path)[1] == reason
    assert capfd.readouterr() == ("", "")


def test_the_beginning_of_a_cut_file_can_be_used(make):
    assert len(audio.load(make("flac", coded("FLAC")[:-5000]), seconds=1)) == RATE


def test_joined_sounds_are_all_read_or_that_is_said(make, capsys):
    assert len(audio.load(make("mp3", coded("MP3") * 2))) == pytest.approx(2 * len(MANY), abs=0.2 * RATE)
    assert capsys.readouterr().out == ""
    for kind in ("FLAC", "OGG"):
        path = make(kind.lower(), coded(kind) * 3)
        assert len(audio.load(path)) == len(MANY)
        assert capsys.readouterr().out == f"{path.name}: 3 sounds are joined in it, of which only the first is read.\n"
        assert problem(path)[1] == "several sounds joined in one file"


def test_tags_in_front_of_other_kinds_do_no_harm(make):
    for kind in ("FLAC", "MP3"):
        assert len(read(make(kind.lower(), ID3 + coded(kind))).samples) == len(MANY)


def test_a_sound_that_is_too_long_for_the_memory_is_refused_but_its_beginning_can_be_had(make, monkeypatch):
    monkeypatch.setattr(sound_files, "MOST", 3 * RATE)
    path = make("wav", wav(MANY))
    with pytest.raises(AudioError, match=r"a.wav is too long to be read at once"):
        audio.load(path)
    assert np.allclose(audio.load(path, seconds=2.5), MANY[:40000], atol=1e-4)
    monkeypatch.setattr(audio, "MOST", 3 * RATE)
    with pytest.raises(AudioError, match="too long for 48000 Hz"):
        audio.load(make("wav", wav(MANY[:40000])), 48000)


@on_unix
def test_a_file_that_is_no_file_is_said_so(tmp_path):
    (tmp_path / "folder.wav").mkdir()
    (tmp_path / "link.wav").symlink_to(tmp_path / "nowhere.wav")
    missing = "There is no file"
    for name, words in {"folder.wav": "is a folder", "link.wav": missing, "nothing.wav": missing}.items():
        with pytest.raises(AudioError, match=words) as caught:
            audio.load(tmp_path / name)
        assert name in str(caught.value)


@on_unix
def test_a_pipe_is_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.wav")
    said = []
    door = threading.Thread(target=lambda: said.append(problem(tmp_path / "a.wav")[1]), daemon=True)
    door.start()
    door.join(20)
    assert said == ["in the table, but not there"]


# --- level and mix ---

@pytest.mark.parametrize("samples, said, right", [
    (VOICE * 5, r"goes beyond full scale \(peak 1.554", VOICE / np.abs(VOICE).max()),
    (np.round(VOICE * 2**15), "numbers are those of 16-bit integers", VOICE),
    (np.round(VOICE.astype(float) * 2**31), "numbers are those of 32-bit integers", VOICE),
])
def test_floats_on_another_scale_are_scaled_and_that_is_said(make, capsys, samples, said, right):
    path = make("wav", wav(samples.astype("float32"), subtype="FLOAT"))
    assert np.allclose(audio.load(path), right, atol=1e-3)
    out = capsys.readouterr().out
    assert out.startswith("a.wav: it") and out.count("\n") == 1
    assert re.search(said, out)


def test_channels_that_cancel_each_other_are_not_taken_for_silence(make, capsys):
    path = make("wav", wav(np.stack([VOICE, -VOICE], axis=1)))
    assert np.allclose(audio.load(path), VOICE, atol=1e-3)
    said = "a.wav: its 2 channels cancel each other (opposite phase), so only channel 1 is used.\n"
    assert capsys.readouterr().out == said
    apart = np.random.default_rng(1).standard_normal((RATE, 8)) * 0.1
    for channels in (np.stack([VOICE, 0.1 * VOICE], axis=1), np.stack([VOICE] * 2, axis=1), apart, 0 * apart):
        mixed, note = sound_files.mono(channels)
        assert note == "" and np.allclose(mixed, channels.mean(axis=1))


def test_what_was_done_to_many_clips_is_said_in_four_lines(make, capsys):
    paths = [make("wav", wav(VOICE * 5, subtype="FLOAT"), name) for name in "abcdefg"]
    audio.load_clips([*paths, make("wav", WAV, "z")])
    lines = capsys.readouterr().out.splitlines()
    assert [line[:2] for line in lines[:3]] == ["a.", "b.", "c."] and lines[3:] == ["... and 4 more such notes."]


# --- listing ---

@on_unix
def test_every_file_of_a_folder_is_a_sound_or_passed_over_for_a_reason(tmp_path):
    for name in ("yes/a.wav", "yes/B.WAV", "yes/c.Flac", "yes/deep/er/d.mp3", "e.wav", ".hidden/f.wav",
                 "__MACOSX/yes/._a.wav", "yes/._a.wav", "yes/g.m4a", "yes/h.webm", "yes/i.raw", "notes.txt",
                 "yes/a.TextGrid", ".DS_Store", "yes/Thumbs.db", "desktop.ini"):
        (tmp_path / "own" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "own" / name).write_bytes(b"x")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "j.wav").write_bytes(b"x")
    (tmp_path / "own" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "own" / "yes" / "round").symlink_to(tmp_path / "own")
    (tmp_path / "own" / "broken.wav").symlink_to(tmp_path / "nowhere")
    (tmp_path / "own" / "line\nbreak.wav").write_bytes(b"x")
    found = {path.relative_to(tmp_path / "own").as_posix(): why for path, why in find(tmp_path / "own")}
    assert [name for name, why in found.items() if not why] == [
        "e.wav", "linked/j.wav", "yes/B.WAV", "yes/a.wav", "yes/c.Flac", "yes/deep/er/d.mp3"]
    assert {name: why for name, why in found.items() if why} == {
        ".hidden": sound_files.HIDDEN, "__MACOSX": sound_files.HIDDEN, "yes/._a.wav": sound_files.HIDDEN,
        "yes/g.m4a": f"{sound_files.NOT_READ} (.m4a)", "yes/h.webm": f"{sound_files.NOT_READ} (.webm)",
        "yes/i.raw": f"{sound_files.NOT_READ} (.raw)", "notes.txt": sound_files.OTHER,
        "yes/a.TextGrid": sound_files.OTHER, "broken.wav": "no file (a link to nothing, perhaps)",
        "line\nbreak.wav": sound_files.NO_TEXT}


@on_unix
def test_a_name_that_is_not_text_is_refused_and_can_be_printed(tmp_path):
    name = os.fsencode(tmp_path) + b"/mod\x85.wav"
    with open(name, "wb") as file:
        file.write(WAV)
    assert [why for _, why in find(tmp_path)] == [sound_files.NO_TEXT]
    with pytest.raises(AudioError, match="Rename it") as caught:
        audio.load(os.fsdecode(name))
    str(caught.value).encode("utf-8")


def test_a_pattern_finds_its_files_whatever_the_case_of_their_endings(tmp_path):
    for name in ("no/a.wav", "no/B.WAV", "no/._a.wav", "no/c.mp3", "no/deep/d.wav", "notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    names = {pattern: [path.name for path in matching(tmp_path, pattern)]
             for pattern in ("no/*.wav", "no/*.*", "*.*", "x/*.*")}
    assert names == {"no/*.wav": ["B.WAV", "a.wav"], "no/*.*": ["B.WAV", "a.wav", "c.mp3"], "*.*": [], "x/*.*": []}


# --- what TensorFlow reads ---

def test_a_file_counts_as_plain_only_if_tensorflow_reads_the_same_samples(make):
    import tensorflow as tf

    from helpers.sound_headers import plain_wav
    cases = [content for ending, content in WHOLE.values() if ending.lower() == "wav"]
    cases += [content for ending, content, *_ in BAD.values() if ending == "wav" and len(content) > 44]
    cases += [WAV + b"\0", WAV + WAV[DATA:], WAV[:28] + bytes(4) + WAV[32:]]
    cases += [WAV[:12] + chunk(b"LIST", b"abcd") + WAV[12:]]
    plain = 0
    for content in cases:
        samples = plain_wav(content)
        if samples is None:
            continue
        plain += 1
        assert np.array_equal(np.round(tf.audio.decode_wav(content)[0].numpy().ravel() * 2**15), samples)
    assert 3 <= plain < len(cases) - 5


def test_a_usual_file_is_read_as_soundfile_reads_it(make):
    for sub in ("PCM_16", "PCM_24", "PCM_U8", "FLOAT", "DOUBLE", "ULAW", "IMA_ADPCM"):
        path = make("wav", wav(np.stack([TONE, 0.5 * TONE], axis=1), subtype=sub))
        assert np.array_equal(read(path).samples, soundfile.read(path, dtype="float32")[0])
        assert problem(path)[1] == ""


# --- strange files that stood on no list ---

def test_a_channel_without_sound_does_not_make_the_mix_softer_and_that_is_said(make, capsys):
    path = make("wav", wav(np.pad(VOICE[:, None], ((0, 0), (0, 15)))))
    assert np.allclose(audio.load(path), VOICE, atol=1e-4)
    assert capsys.readouterr().out == "a.wav: 15 of its 16 channels without any sound took no part in the mix.\n"


def test_samples_around_a_constant_are_named(make, capsys):
    audio.load(make("wav", wav(np.full(RATE, 0.3, dtype="float32"))))
    assert "lie around 0.30 instead of 0" in capsys.readouterr().out


@pytest.mark.parametrize("start, kind", [
    (b"\0\0\0\x18ftypM4A ", "m4a or mp4"), (b"\x1aE\xdf\xa3", "webm or mka"), (b"PK\3\4", "zip archive"),
    ("hello".encode("utf-16"), "its header is damaged, or it is no sound")])
def test_what_a_file_really_is_is_said_and_nothing_untrue(make, start, kind):
    with pytest.raises(AudioError, match=kind) as caught:
        audio.load(make("wav", start + bytes(500)))
    assert "pipe" not in str(caught.value) and "not exist" not in str(caught.value)


@pytest.mark.parametrize("ending, content", [
    ("mp3", b"\xff" * 20_000_000), ("wav", b"RIFF\0\0\0\0WAVE" + bytes(40_000_000)),
    ("wav", WAV[:DATA + 4] + bytes(4) + b"aaaa\0\0\0\0" * 3_000_000), ("wav", WAV + bytes(40_000_000))],
    ids=["ones", "zeros", "empty chunks", "zeros behind"])
def test_megabytes_of_nothing_are_not_walked_through_byte_by_byte(make, ending, content, monkeypatch):
    steps = Counter()
    find = sound_headers._mp3_frame
    monkeypatch.setattr(sound_headers, "_mp3_frame", lambda *place: steps.update("x") or find(*place))
    assert sound_problem(make(ending, content), RATE)
    assert steps.total() <= 200_100
