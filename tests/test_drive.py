"""A folder in Google Drive, asked for in Colab: what is kept there, and what is said when it can't be."""

import os
import sys
from types import ModuleType

import numpy as np
import pytest

from helpers import ROOT, drive, my_voice
from helpers.training import models_folder


@pytest.fixture
def session(tmp_path, monkeypatch):
    """A session in Colab: an empty machine, and a Drive that is there after `mount`; a new call is a new session."""
    colab = ModuleType("google.colab")
    colab.drive = ModuleType("google.colab.drive")
    for name, module in (("google.colab", colab), ("google.colab.drive", colab.drive)):
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(drive, "MOUNT", tmp_path / "drive")
    monkeypatch.delenv("SOUND_DATA_SOURCE", raising=False)
    monkeypatch.setattr(my_voice, "FOLDER_NAME", my_voice.FOLDER_NAME)
    asked = []

    def mount(path):
        asked.append(path)
        (tmp_path / "drive" / "MyDrive").mkdir(parents=True, exist_ok=True)

    def begin(number):
        colab.drive.mount = mount
        monkeypatch.setattr(my_voice, "FOLDER", tmp_path / f"machine-{number}" / "my_voice")
        monkeypatch.setenv("SOUND_MODELS", str(tmp_path / f"machine-{number}" / "models"))
        return colab.drive

    begin.asked, begin.folder = asked, tmp_path / "drive" / "MyDrive" / drive.NAME
    return begin


def record(word):
    assert my_voice.save_recording(word, np.random.default_rng(0).normal(0, 0.1, 16000), 16000)[0] is not None


def test_recordings_and_models_of_one_session_are_there_in_the_next(session, capsys):
    session(1)
    record("go")  # before the Drive was asked for
    (models_folder() / "speech_commands.keras").write_text("a model")
    drive.keep()
    record("stop")
    (models_folder() / "live_words.keras").write_text("another")
    assert "recordings: go" in capsys.readouterr().out

    session(2)
    assert my_voice.recorded() == [] and list(models_folder().iterdir()) == []
    drive.keep()
    said = capsys.readouterr().out
    assert "recordings: go, stop\n  models: live_words, speech_commands\n" in said and drive.NAME in said
    assert my_voice.recorded() == ["go", "stop"]
    assert (models_folder() / "speech_commands.keras").read_text() == "a model"
    assert {path.name for path in session.folder.iterdir()} == {"my_voice", "models"}
    assert session.asked == [str(drive.MOUNT)] * 2


def test_the_ladder_and_the_messages_name_the_drive(session, capsys):
    session(1)
    drive.keep()
    for word in my_voice.WORDS:
        record(word)
    my_voice.ladder("04", "dense", my_voice.WORDS)
    assert (session.folder / "my_voice" / "ladder.json").is_file()
    (session.folder / "my_voice" / "up.wav").unlink()
    my_voice.load()
    assert f"records it into My Drive/{drive.NAME}/my_voice" in capsys.readouterr().out


def test_what_is_in_the_drive_is_never_replaced_by_what_was_there_before_it_was_asked(session):
    session(1)
    drive.keep()
    record("go")
    kept = (session.folder / "my_voice" / "go.wav").read_bytes()
    session(2)
    my_voice.save_recording("go", np.full(16000, 0.3) * np.sin(np.arange(16000)), 16000)
    drive.keep()
    drive.keep()  # a second time is no harm
    assert (session.folder / "my_voice" / "go.wav").read_bytes() == kept
    assert my_voice.FOLDER == session.folder / "my_voice"


@pytest.mark.parametrize("error", [ValueError("mount failed"), RuntimeError(), OSError(5, "Input/output error")])
def test_whoever_says_no_goes_on_as_before(session, capsys, error):
    def refuse(path):
        raise error

    session(1).mount = refuse
    before = my_voice.FOLDER, my_voice.FOLDER_NAME, models_folder()
    drive.keep()
    assert "wasn't opened" in capsys.readouterr().out
    assert (my_voice.FOLDER, my_voice.FOLDER_NAME, models_folder()) == before


def test_a_full_drive_is_said_and_the_session_s_own_folders_are_used(session, capsys, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    session(1)
    record("go")
    before = my_voice.FOLDER, models_folder()
    monkeypatch.setattr(drive.shutil, "copyfile", refuse)
    drive.keep()
    assert "can't be written to (No space left on device)" in capsys.readouterr().out
    assert (my_voice.FOLDER, models_folder()) == before


def test_elsewhere_nothing_happens(capsys, monkeypatch):
    monkeypatch.delitem(sys.modules, "google.colab", raising=False)
    before = my_voice.FOLDER, os.environ.get("SOUND_MODELS")
    drive.keep()
    assert "isn't Colab" in capsys.readouterr().out
    assert (my_voice.FOLDER, os.environ.get("SOUND_MODELS")) == before and before[0] == ROOT / "data" / "my_voice"


@pytest.mark.parametrize("lesson", ["00", "12"])
def test_the_call_that_a_lesson_offers_works_once_the_sign_is_taken_away(lesson, capsys):
    import nbformat

    import lesson_files as nb

    cells = [cell.source for cell in nbformat.read(nb.lessons()[lesson], as_version=4).cells
             if "# drive.keep()" in cell.source and cell.cell_type == "code"]
    assert len(cells) == 1
    exec(cells[0].replace("# drive", "drive"), {})
    assert "This isn't Colab" in capsys.readouterr().out
