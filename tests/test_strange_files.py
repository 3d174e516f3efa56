"""At every door of the course: the strange file is used rightly or named with a reason, and the good ones go on."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import soundfile

from helpers import ROOT, WORDS, audio, datasets, my_voice
from helpers.datasets import DatasetError, audit, digits, esc50, fetching, fsdkaggle
from helpers.datasets.__main__ import main
from helpers.sound_files import HIDDEN
from sounds import write_words
from strange import BAD, LONG, RATE, VOICE, WAV, WHOLE, coded, with_size

STRANGE = {**{name: (ending, content, "") for name, (ending, content) in {**WHOLE, **LONG}.items()},
           **{name: (ending, content, reason) for name, (ending, content, _, reason) in BAD.items()}}
GOOD = sum(not reason for *_, reason in STRANGE.values())


@pytest.fixture
def folder(tmp_path):
    """A folder with every strange file; a file's name is its number."""
    (tmp_path / "own").mkdir()
    for number, (ending, content, _) in enumerate(STRANGE.values()):
        (tmp_path / "own" / f"{number:02}.{ending}").write_bytes(content)
    return tmp_path / "own"


def counted(said):
    """'2 × empty, 1 × cut short' of a printed line, as a dictionary."""
    said = said.partition("Left out ")[2].partition(": ")[2].strip().removesuffix(".")
    return {reason: int(count) for count, reason in (part.split(" × ") for part in said.split(", "))}


def expected(*more):
    reasons = [reason for *_, reason in STRANGE.values() if reason] + list(more)
    return {reason: reasons.count(reason) for reason in reasons}


# --- each door, with all the strange files at once ---

def test_the_audit_of_a_folder_names_each_bad_file_and_looks_at_all(folder, capsys):
    table = audit.measure_all(audit.files(folder))
    assert list(table["problem"]) == [reason for *_, reason in STRANGE.values()]
    findings = audit.report(table)
    audit.show(table, findings)
    said = capsys.readouterr().out
    for reason, count in expected().items():
        assert f"{count} × {reason}: " in " ".join(said.split()), reason
    assert f"{len(STRANGE)} files looked at." in said and "Traceback" not in said


def test_everyday_sounds_go_on_without_the_bad_ones(folder, capsys):
    (folder / "audio").mkdir()
    (folder / "meta").mkdir()
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    for name in names:
        (folder / name).rename(folder / "audio" / name)
    pd.DataFrame([(name, number % 5 + 1, 0, "dog", True, number, "A") for number, name in enumerate(names)],
                 columns=esc50.COLUMNS).to_csv(folder / "meta" / "esc50.csv", index=False)
    assert len(esc50.index(folder)) == GOOD
    assert counted(capsys.readouterr().out) == expected()


def test_general_sounds_go_on_without_the_bad_ones(folder, capsys):
    (folder / "FSDKaggle2018.meta").mkdir()
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    folder.rename(folder.with_name("FSDKaggle2018.audio_train"))
    (folder.parent / "FSDKaggle2018.audio_train" / "FSDKaggle2018.meta").rename(folder.parent / "FSDKaggle2018.meta")
    pd.DataFrame([(name, "Cello", 1) for name in names], columns=fsdkaggle.TRAIN[2]).to_csv(
        folder.parent / "FSDKaggle2018.meta" / fsdkaggle.TRAIN[1], index=False)
    assert len(fsdkaggle.index(folder.parent)) == GOOD
    assert counted(capsys.readouterr().out.replace("labels were verified by people.", "")) == expected()


def test_digits_go_on_without_the_bad_ones(folder, capsys):
    small = write_words(folder.with_name("digits"), [f"recordings/{digit}_ann_0.wav" for digit in range(10)])
    wavs = [(number, reason) for number, (ending, _, reason) in enumerate(STRANGE.values()) if ending.lower() == "wav"]
    for number, _ in wavs:
        path = next(folder.glob(f"{number:02}.*"))
        path.rename(small / "recordings" / f"3_bob_{number}{path.suffix}")
    assert len(digits.index(small)) == 10 + sum(not reason for _, reason in wavs)
    assert sum(counted(capsys.readouterr().out).values()) == sum(bool(reason) for _, reason in wavs)


def test_of_the_words_tensorflow_gets_only_files_that_it_reads_rightly(tmp_path, capsys):
    import tensorflow as tf
    words = write_words(tmp_path / "words")
    for number, (ending, content, _) in enumerate(STRANGE.values()):
        (words / "no" / f"{number}.{ending}").write_bytes(content)
    table = datasets.index_words(words)
    for path in table["path"]:
        decoded = tf.audio.decode_wav(Path(path).read_bytes())[0].numpy().ravel()
        assert np.array_equal(decoded, audio.load(path))
    audited = datasets.audit_words(words)
    assert len(audited) == 24 + len(STRANGE) and len(table) + (audited["problem"] != "").sum() == len(audited)
    stream = audited[audited["path"].str.endswith(f"{os.sep}2.wav")]["problem"].iloc[0]
    assert stream == "an unusual header that TensorFlow does not read (save it again as wav)"
    assert "not a wav file" in capsys.readouterr().out


@pytest.mark.parametrize("name", STRANGE)
def test_one_strange_recording_of_yours_is_used_or_named(tmp_path, monkeypatch, capsys, name):
    monkeypatch.delenv("SOUND_DATA_SOURCE", raising=False)
    monkeypatch.setattr(my_voice, "FOLDER", tmp_path)
    ending, content, reason = STRANGE[name]
    for word in WORDS:
        (tmp_path / f"{word}.wav").write_bytes(WAV)
    (tmp_path / "up.wav").unlink()
    (tmp_path / f"up.{ending}").write_bytes(content)
    clips, _, whose = my_voice.load()
    said = capsys.readouterr().out
    if reason:
        assert whose == "the bundled voice" and f"  - up: up.{ending} " in said
    else:
        assert whose == "your own voice" and np.abs(clips[6]).max() > 0.05
    assert len(said.splitlines()) <= 3


# --- names, links and folders ---

def test_names_in_upper_case_count_for_fetch_verify_and_the_tables(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA", str(tmp_path))
    monkeypatch.setenv("SOUND_DATA_SOURCE", "full")
    folder = write_words(tmp_path / "mini_speech_commands")
    for path in folder.glob("*/bob*.wav"):
        path.rename(path.with_suffix(".WAV"))
    datasets.fetch("mini_speech_commands")
    assert "24 clips by 3 speakers" in capsys.readouterr().out
    assert len(datasets.index_words(folder)) == 24
    for path in folder.glob("*/*.wav"):
        path.unlink()
    assert datasets.fetch("mini_speech_commands") == folder


def test_nested_hidden_and_linked_folders_of_words_are_used_or_counted(tmp_path, capsys):
    folder = write_words(tmp_path / "words")
    (folder / "no").rename(tmp_path / "elsewhere")
    (folder / "no").symlink_to(tmp_path / "elsewhere")
    (folder / "yes" / "yes").mkdir()
    (folder / "yes" / "yes" / "a_nohash_0.wav").write_bytes(WAV)
    (folder / "up" / ".ipynb_checkpoints").mkdir()
    (folder / "up" / ".ipynb_checkpoints" / "a_nohash_0.wav").write_bytes(WAV)
    (folder / "up" / "b.m4a").write_bytes(b"x")
    table = datasets.index_words(folder)
    assert table.groupby("label").size().to_dict() == dict.fromkeys(WORDS, 3)
    assert counted(capsys.readouterr().out.partition(" Which?")[0]) == {
        "in a further folder (move it up)": 1, HIDDEN: 1, "a kind of file that is not read here (.m4a)": 1}
    for path in (folder / "yes").glob("*.wav"):
        path.rename(folder / "yes" / "yes" / path.name)
    with pytest.raises(DatasetError, match=r"no usable clip of: yes. Found instead: .*4 × in a further folder"):
        datasets.index_words(folder)


def test_the_audit_follows_links_and_counts_what_it_passes_over(tmp_path, capsys):
    own = write_words(tmp_path / "own", ["yes/a.wav", "yes/b.WAV"])
    write_words(tmp_path / "elsewhere", ["c.wav"])
    (own / "no").symlink_to(tmp_path / "elsewhere")
    (own / "__MACOSX").mkdir()
    (own / "notes.txt").write_text("x")
    (own / "yes" / "d.aac").write_bytes(b"x")
    assert audit.main([str(own)]) == 0
    said = capsys.readouterr().out
    assert f"1 × {HIDDEN}, 1 × no sound file." in said
    assert "1 × a kind of file that is not read here (.aac): yes/d.aac" in said and "4 files looked at." in said
    assert set(audit.files(own)["label"]) == {"yes", "no"}


@pytest.mark.parametrize("source", ["auto", "full"])
def test_a_folder_of_data_that_is_itself_a_data_set_is_named_with_the_one_above(tmp_path, monkeypatch, source):
    folder = write_words(tmp_path / "mini_speech_commands")
    monkeypatch.setenv("SOUND_DATA", str(folder))
    monkeypatch.setenv("SOUND_DATA_SOURCE", source)
    for name in ("mini_speech_commands", "esc50"):
        with pytest.raises(DatasetError, match=f"itself a data set. Let it name the folder above: {tmp_path}"):
            datasets.fetch(name)
    assert sorted(path.name for path in folder.iterdir()) == WORDS
    write_words(folder / "esc50", ["audio/a.wav"])  # a folder of that name that holds data sets
    assert fetching.fetch("esc50") == folder / "esc50"


def test_verify_names_what_was_cut(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA", str(tmp_path))
    monkeypatch.setenv("SOUND_DATA_SOURCE", "auto")
    write_words(tmp_path / "esc50", ["audio/a.wav"])
    (tmp_path / "esc50" / "audio" / "b.flac").write_bytes(coded("FLAC")[:-5000])
    (tmp_path / "esc50" / "audio" / "c.ogg").write_bytes(coded("OGG")[:-3000])
    (tmp_path / "esc50" / "audio" / "d.wav").write_bytes(WAV[:20000])
    (tmp_path / "esc50" / "audio" / "e.wav").write_bytes(with_size(0xFFFFFFFF))
    assert main(["verify", "esc50"]) == 1
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if line.startswith("audio/") and "of 2,000" not in line] == [
        "audio/b.flac: cut short", "audio/c.ogg: cut short", "audio/d.wav: cut short"]


# --- your own voice ---

def test_a_file_beside_a_recording_that_is_no_sound_does_no_harm(tmp_path, monkeypatch, capsys):
    monkeypatch.delenv("SOUND_DATA_SOURCE", raising=False)
    monkeypatch.setattr(my_voice, "FOLDER", tmp_path)
    for word in WORDS:
        (tmp_path / f"{word}.wav").write_bytes(WAV)
    for name in ("up.TextGrid", "up.txt", "go.m4a"):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (2e9, 2e9))
    assert my_voice.load()[2] == "your own voice"
    assert capsys.readouterr().out.splitlines()[1:] == [
        "  - go.m4a is newer, but cannot be read here: go.wav is used."]


# --- printing ---

@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "ascii"])
def test_a_terminal_that_lacks_letters_gets_the_whole_report(tmp_path, encoding):
    for name in ("ja/\u4e2d\u6587 \u00e9.wav", "ja/b.wav"):
        write_words(tmp_path, [name])
    done = subprocess.run([sys.executable, "-m", "helpers.datasets.audit", tmp_path], cwd=ROOT, capture_output=True,
                          env=dict(os.environ, PYTHONIOENCODING=encoding, PYTHONUTF8="0"), check=False)
    said = done.stdout.decode(encoding)
    assert done.returncode == 0 and b"Traceback" not in done.stderr
    assert "the same sound twice: ja/b.wav, ja/\\u4e2d\\u6587" in said and "2 files looked at." in said


# --- tables ---

@pytest.fixture
def everyday(tmp_path):
    """Four clips and their table; `table(text)` writes it anew."""
    (tmp_path / "meta").mkdir()
    for name in ("1-7-A-0.wav", "2-8-A-0.wav", "3-9-A-0.wav"):
        (tmp_path / "audio").mkdir(exist_ok=True)
        soundfile.write(tmp_path / "audio" / name, VOICE, RATE)

    def table(text, encoding="utf-8"):
        (tmp_path / "meta" / "esc50.csv").write_bytes(text.encode(encoding))
        return esc50.index(tmp_path)
    return table


TABLE = """filename,fold,target,category,esc10,src_file,take
1-7-A-0.wav,1,0,dog,True,7,A
2-8-A-0.wav,2,0,caf\u00e9,True,8,A
3-9-A-0.wav,3,0,dog,False,9,A
"""


@pytest.mark.parametrize("text, encoding", [
    (TABLE, "utf-8"), (TABLE, "utf-8-sig"), (TABLE, "cp1252"), (TABLE, "utf-16"),
    (TABLE.replace("\n", "\r\n"), "utf-8"),
    (TABLE.replace(",", ";").replace("True", "WAHR").replace("False", "FALSCH"), "cp1252"),
    ("sep=;\n" + TABLE.replace(",", ";").replace("True", "VRAI").replace("False", "FAUX"), "utf-8"),
    (TABLE.replace(",", "\t").replace("True", "yes").replace("False", "no"), "utf-8"),
    (TABLE.replace(",1,0", ",1.0,0").replace(",2,0", ', "2,0" ,0'), "utf-8"),
    (TABLE.replace("\n", "\n,,,,,,\n") + "\n\n", "utf-8"),
    (TABLE.replace("filename,fold", " filename , fold"), "utf-8"),
    (TABLE.replace(",True", ",TRUE").replace("A\n", "A,,\n").replace("take\n", "take,,\n"), "utf-8")])
def test_a_table_that_a_spreadsheet_saved_again_is_the_same_table(everyday, text, encoding):
    table = everyday(text, encoding)
    assert list(table["label"]) == ["dog", "caf\u00e9"] and list(table["fold"]) == [1, 2]
    assert list(table["recording"]) == ["7", "8"]


@pytest.mark.parametrize("text, words", [
    (TABLE.replace("A-0.wav,2", "A-0.wav,two"),
     r"esc50\.csv, row 3, column fold: 'two' where there should be whole numbers"),
    (TABLE.replace("A-0.wav,2", "A-0.wav,"), "row 3, column fold: the cell is empty"),
    (TABLE.replace("A-0.wav,2", "A-0.wav,2.5"), "row 3, column fold: '2.5' where"),
    (TABLE.replace("0,dog,False", "0,dog,perhaps"), "row 4, column esc10: 'perhaps' where there should be yes or no"),
    (TABLE.replace(",True,8", ",,8"), "row 3, column esc10: the cell is empty"),
    (TABLE.replace("2-8-A-0.wav", "../../secret.wav"), "row 3, column filename: '../../secret.wav' where"),
    (TABLE.replace("2-8-A-0.wav", "C:\\\\sounds\\\\a.wav"), "row 3, column filename: 'C:"),
    (TABLE.replace("2-8-A-0.wav", "1-7-A-0.wav"), "row 3, column filename: '1-7-A-0.wav' has a row already"),
    (TABLE.replace("8,A", "8,A,B,C"), "row 3: 9 cells under 7 columns"),
    (TABLE.replace("caf\u00e9", ""), "row 3, column category: the cell is empty"),
    (TABLE.replace("fold", "Falte"), "has no column fold"),
    (TABLE.replace("take", "fold"), "has no column fold, take, or has it twice"),
    (TABLE.splitlines()[0], "has no usable clip"), ("", "cannot be read as a table .*empty"), ("PK\3\4", "no column"),
    ("x" * 200_000, "cannot be read as a table|no column"),
])
def test_a_cell_that_makes_no_sense_is_named_with_file_row_and_column(everyday, text, words):
    with pytest.raises(DatasetError, match=words) as caught:
        everyday(text)
    assert "\n" not in str(caught.value)


def test_bytes_that_are_no_table_at_all_are_said_so(tmp_path):
    (tmp_path / "meta").mkdir()
    for content in (bytes(range(256)) * 4, b"\xff\xfe\x00", b"\xff\xff\xff\xff\x00", b"\0" * 100):
        (tmp_path / "meta" / "esc50.csv").write_bytes(content)
        with pytest.raises(DatasetError, match=r"esc50\.csv"):
            esc50.index(tmp_path)


@pytest.mark.parametrize("yes, no", [("1", "0"), ("yes", "no"), ("True", "False"), ("WAHR", "FALSCH"), ("1.0", "0.0")])
def test_verified_labels_are_counted_whatever_yes_is_called(tmp_path, capsys, yes, no):
    for name in ("FSDKaggle2018.meta", fsdkaggle.TRAIN[0]):
        (tmp_path / name).mkdir()
    for name in "abc":
        soundfile.write(tmp_path / fsdkaggle.TRAIN[0] / f"{name}.wav", VOICE, RATE)
    file = tmp_path / "FSDKaggle2018.meta" / fsdkaggle.TRAIN[1]
    file.write_text(f"fname,label,manually_verified\na.wav,Cello,{yes}\nb.wav,Cello,{no}\nc.wav,Oboe,{yes}\n")
    assert fsdkaggle.index(tmp_path)["verified"].tolist() == [True, False, True]
    assert "2 labels were verified" in capsys.readouterr().out
    file.write_text(file.read_text().replace(f"Oboe,{yes}", "Oboe,"))
    with pytest.raises(DatasetError, match="row 4, column manually_verified: the cell is empty"):
        fsdkaggle.index(tmp_path)
