"""`fetch` gives a folder and says which, the index lists what is usable, and no speaker is in two parts."""

import csv
import dataclasses
import errno
import fnmatch
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import wave
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import nbformat
import pytest
import soundfile

import lesson_files as nb
from helpers import ROOT, datasets
from helpers.datasets import (
    CATALOGUE,
    DatasetError,
    catalogue,
    download,
    esc50,
    fetch,
    fetching,
    is_twin,
)
from helpers.datasets import twin as twin_module
from helpers.datasets.__main__ import main
from misbehaving_server import LOGIN_PAGE, running, stalled, truncated, whole
from sounds import COUNTS, NAMES, TONE, wav, write_words


def write_twin(archive: Path, names: list[str]) -> None:
    """Make a bundled archive as the makers in data/ do, with a tone for each name."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["path", "stream", "start", "length"])
    rows.writerows([name, "all.flac", 0, 16000] for name in names)
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr("all.flac", wav(format="FLAC"))
        opened.writestr("clips.csv", table.getvalue())
        opened.writestr("ABOUT_THIS_TWIN.txt", "not real")


def words_zip(names=NAMES) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(f"mini_speech_commands/{name}", wav())
    return buffer.getvalue()


@pytest.fixture
def server():
    with running() as server:
        yield server


@pytest.fixture
def home(tmp_path, monkeypatch, server):
    """A course folder of our own, whose server has the words, and whose twin is one speaker of each word."""
    monkeypatch.delenv("SOUND_DATA", raising=False)
    monkeypatch.delenv("SOUND_DATA_SOURCE", raising=False)
    monkeypatch.setattr(fetching, "ROOT", tmp_path)
    monkeypatch.setattr(twin_module, "BUNDLED", tmp_path / "data" / "bundled")
    monkeypatch.setattr(twin_module, "UNPACKED", tmp_path / "data" / "unpacked")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("pooch.core.time", SimpleNamespace(sleep=lambda seconds: None))
    write_twin(tmp_path / "data" / "bundled" / "mini_speech_commands.zip", NAMES[::3])
    body = words_zip()
    server.pages["/mini_speech_commands.zip"] = whole(body)
    publish(monkeypatch, url=server.url("/mini_speech_commands.zip"), size=len(body))
    return tmp_path


def publish(monkeypatch, **changes) -> None:
    """Change where the catalogue says that the words are published."""
    entry = CATALOGUE["mini_speech_commands"]
    source = dataclasses.replace(entry.sources[0], **changes)
    monkeypatch.setitem(CATALOGUE, "mini_speech_commands",
                        dataclasses.replace(entry, sources=(source,), counts=COUNTS))


THE_TWIN = ("mini_speech_commands: the bundled twin, 8 synthetic clips by 1 voice; the published set has 24, "
            "all real.\n")
THE_COPY = "mini_speech_commands: the copy in data/, 24 clips by 3 speakers; the published set has 24.\n"


# --- fetch: which folder, and what it says ---

def test_the_full_set_is_downloaded_and_the_size_is_said_first(home, capsys):
    folder = fetch("mini_speech_commands")
    assert folder == home / "data" / "mini_speech_commands"
    assert not is_twin(folder)
    first, said = capsys.readouterr().out.splitlines(keepends=True)
    assert first.startswith("Downloading mini_speech_commands (0.3 MB) from 127.0.0.1")
    assert said == THE_COPY


def test_a_second_time_nothing_is_downloaded(home, server, capsys):
    fetch("mini_speech_commands")
    capsys.readouterr()
    fetch("mini_speech_commands")
    assert capsys.readouterr().out == THE_COPY
    assert len(server.asked) == 1


def test_bundled_gives_the_twin_even_beside_a_full_copy_and_asks_no_server(home, server, monkeypatch, capsys):
    write_words(home / "data" / "mini_speech_commands")
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    for _ in range(2):  # unpacked now, or unpacked before: the same line
        folder = fetch("mini_speech_commands")
        assert capsys.readouterr().out == THE_TWIN
    assert is_twin(folder)
    assert soundfile.info(folder / "no" / "ann_nohash_0.wav").subtype == "PCM_16"
    assert server.asked == []


def test_without_a_network_the_twin_comes_quickly_and_it_is_said_what_differs(home, monkeypatch, capsys):
    publish(monkeypatch, url="http://127.0.0.1:1/mini_speech_commands.zip")
    assert is_twin(fetch("mini_speech_commands"))
    said = capsys.readouterr().out
    assert said == ("No internet (127.0.0.1:1 does not answer), so here is the bundled twin: everything runs, with "
                    "synthetic sounds.\n" + THE_TWIN)


def test_with_full_and_no_network_there_is_a_clear_error_and_no_twin(home, monkeypatch):
    publish(monkeypatch, url="http://127.0.0.1:1/mini_speech_commands.zip")
    monkeypatch.setenv("SOUND_DATA_SOURCE", "full")
    with pytest.raises(DatasetError, match=r"No internet.*Connect to the internet"):
        fetch("mini_speech_commands")


@pytest.mark.parametrize("page, reason", [
    (whole(LOGIN_PAGE), "log in"),
    (stalled(words_zip()), "broke or stalled"),
    (lambda handler: handler.send_error(404), "404 Not Found"),
], ids=["login page", "stalled", "404"])
def test_a_failed_download_gives_the_twin_and_the_reason(home, server, monkeypatch, capsys, page, reason):
    monkeypatch.setattr(download, "TIMEOUT", (5, 0.3))
    server.pages["/mini_speech_commands.zip"] = page
    assert is_twin(fetch("mini_speech_commands"))
    said = capsys.readouterr().out
    assert reason in said and said.endswith(THE_TWIN)
    assert not (home / "data" / "mini_speech_commands").exists()


def test_an_archive_with_too_few_clips_is_refused_and_leaves_nothing_behind(home, server, monkeypatch):
    body = words_zip(NAMES[:-1])
    server.pages["/mini_speech_commands.zip"] = whole(body)
    publish(monkeypatch, size=len(body))
    monkeypatch.setenv("SOUND_DATA_SOURCE", "full")
    with pytest.raises(DatasetError, match=r"not the published mini_speech_commands \(yes/\*.wav: 2 of 3\)"):
        fetch("mini_speech_commands")
    assert not (home / "data" / "mini_speech_commands").exists()


def test_a_large_download_is_not_started_unasked(home, server, monkeypatch, capsys):
    monkeypatch.setattr(fetching, "AUTO_LIMIT", 10)
    assert is_twin(fetch("mini_speech_commands"))
    assert "too large to start unasked (SOUND_DATA_SOURCE=full" in capsys.readouterr().out
    assert server.asked == []
    monkeypatch.setenv("SOUND_DATA_SOURCE", "full")
    assert not is_twin(fetch("mini_speech_commands"))


def test_the_stop_button_during_a_download_keeps_nothing_and_gives_no_twin(home, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(download._Progress, "update", stop)
    with pytest.raises(DatasetError, match="was stopped; nothing was kept"):
        fetch("mini_speech_commands")
    assert not (home / "data" / "mini_speech_commands").exists()


def test_a_folder_of_the_user_is_used_and_described_as_it_is(home, monkeypatch, capsys):
    write_words(home / "mine" / "mini_speech_commands", NAMES[:20])
    monkeypatch.setenv("SOUND_DATA", "mine")  # relative: from the course's own folder
    monkeypatch.chdir("/")
    assert fetch("mini_speech_commands") == home / "mine" / "mini_speech_commands"
    assert capsys.readouterr().out == (
        "mini_speech_commands: the copy in SOUND_DATA, 20 clips by 3 speakers; the published set has 24.\n")


@pytest.mark.parametrize("names, words", [
    ([], "holds no sound where down/.*move the folder away"),
    (["holiday.jpg"], "holds no sound where"),
    (["down/notes.txt", "down/._ann_nohash_0.wav"], "holds no sound where"),
    (["mini/" + name for name in NAMES], "one folder too deep: move what is in mini/ up"),
], ids=["empty", "foreign", "no wav", "too deep"])
def test_a_folder_without_the_data_set_is_refused_and_left_as_it_is(home, server, names, words):
    folder = home / "data" / "mini_speech_commands"
    folder.mkdir()
    write_words(folder, names)
    with pytest.raises(DatasetError, match=words):
        fetch("mini_speech_commands")
    assert sum(path.is_file() for path in folder.rglob("*")) == len(names)
    assert server.asked == []


def test_a_file_in_the_place_of_the_folder_is_refused(home):
    (home / "data" / "mini_speech_commands").write_text("not a folder")
    with pytest.raises(DatasetError, match="holds no sound where"):
        fetch("mini_speech_commands")


@pytest.mark.parametrize("variable, value, words", [
    ("SOUND_DATA_SOURCE", "twin", "SOUND_DATA_SOURCE is 'twin'; it can be auto, bundled or full"),
    ("SOUND_DATA", "no/such/folder", "SOUND_DATA names the folder no/such/folder, which is not there"),
])
def test_a_wrong_setting_is_said_so(home, monkeypatch, variable, value, words):
    monkeypatch.setenv(variable, value)
    with pytest.raises(DatasetError, match=words):
        fetch("mini_speech_commands")


def test_an_unknown_name_is_answered_with_those_that_there_are():
    with pytest.raises(DatasetError, match=r"no data set called 'mini'.*congratulations, mini_speech_commands"):
        fetch("mini")


def test_colab_fetches_up_to_a_gigabyte_unasked(home, server, monkeypatch, capsys):
    assert (fetching.AUTO_LIMIT, fetching.COLAB_LIMIT) == (250_000_000, 1_000_000_000)
    monkeypatch.setattr(fetching, "AUTO_LIMIT", 10)
    assert is_twin(fetch("mini_speech_commands"))
    with monkeypatch.context() as colab:
        colab.setitem(sys.modules, "google.colab", ModuleType("google.colab"))
        assert not is_twin(fetch("mini_speech_commands"))
        assert "too large" in capsys.readouterr().out.splitlines()[0]  # the first time; not in Colab
        shutil.rmtree(home / "data" / "mini_speech_commands")
        colab.setattr(fetching, "COLAB_LIMIT", 10)
        assert is_twin(fetch("mini_speech_commands"))
    assert server.asked == ["/mini_speech_commands.zip"]


# --- a set that is part of a larger one, ESC-10 of ESC-50; and two sets out of one archive ---

RAIN = [f"002 - Rain/{fold}-{100 + fold}-A.ogg" for fold in range(1, 6)]
DOGS = [f"001 - Dog bark/{fold}-{200 + fold}-A.ogg" for fold in range(1, 6)]


@pytest.fixture
def esc10(home, server, monkeypatch):
    """Publish five rains and five dogs as ESC-10; give a function that publishes something else."""
    contents = {name: wav(format="OGG", subtype="VORBIS", samples=TONE[:3000 + 100 * number])
                for number, name in enumerate(RAIN + DOGS)}
    digests = "".join(sorted(hashlib.sha256(content).hexdigest() for content in contents.values()))

    def serve(contents, page=whole):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, content in contents.items():
                archive.writestr(f"ESC-10-{catalogue.ESC_10_COMMIT}/{name}", content)
            archive.writestr(f"ESC-10-{catalogue.ESC_10_COMMIT}/README.md", "about it")
        server.pages["/esc10.zip"] = page(buffer.getvalue())

    serve(contents)
    write_twin(home / "data" / "bundled" / "esc50.zip", [f"audio/{number}.wav" for number in range(4)])
    source = dataclasses.replace(CATALOGUE["esc10"].sources[0], url=server.url("/esc10.zip"), size=50_000)
    monkeypatch.setitem(CATALOGUE, "esc10", dataclasses.replace(
        CATALOGUE["esc10"], sources=(source,), counts={"001 - Dog bark/*.ogg": 5, "002 - Rain/*.ogg": 5},
        clips_checksum=hashlib.sha256(digests.encode()).hexdigest()))
    return SimpleNamespace(contents=contents, serve=serve, folder=home / "data" / "esc10")


def test_esc10_is_fetched_unasked_and_its_table_is_made_from_the_names(esc10, server, capsys):
    folder = fetch("esc10")
    assert folder == esc10.folder and (folder / "README.md").is_file()
    assert capsys.readouterr().out.endswith("esc10: the copy in data/, 10 clips; the published set has 10.\n")
    table = esc50.index(folder)
    assert table.groupby(["label", "fold"]).size().tolist() == [1] * 10 and sorted(set(table.label)) == ["dog", "rain"]
    fetch("esc10")
    assert server.asked == ["/esc10.zip"]
    assert main(["verify", "esc10"]) == 0


@pytest.mark.parametrize("spoil, words", [
    (lambda contents: contents | {RAIN[0]: contents[RAIN[1]]}, "not all clips are the published ones"),
    (lambda contents: {name: contents[name] for name in contents if name != DOGS[2]}, r"001 - Dog bark/\*.ogg: 4 of 5"),
    (lambda contents: {f"wrong/{name}": contents[name] for name in contents}, r"0 of 5"),
], ids=["another sound", "one missing", "another layout"])
def test_another_esc10_than_the_published_one_is_refused_and_the_twin_serves(esc10, capsys, spoil, words):
    esc10.serve(spoil(esc10.contents))
    assert is_twin(fetch("esc10"))
    said = capsys.readouterr().out
    assert re.search(words, said) and said.endswith(
        "esc10: the bundled twin, 4 synthetic clips; the published set has 10, all real.\n")
    assert not esc10.folder.exists()


@pytest.mark.parametrize("page", [truncated, stalled, lambda body: whole(LOGIN_PAGE)],
                         ids=["truncated", "stalled", "login page"])
def test_a_failed_download_of_esc10_gives_the_twin_and_the_next_one_can_succeed(esc10, monkeypatch, capsys, page):
    monkeypatch.setattr(download, "TIMEOUT", (5, 0.3))
    esc10.serve(esc10.contents, page)
    assert is_twin(fetch("esc10")) and not esc10.folder.exists()
    assert "Here is the bundled twin" in capsys.readouterr().out
    esc10.serve(esc10.contents)
    assert fetch("esc10") == esc10.folder


def test_a_copy_of_esc50_is_used_before_esc10_is_fetched_or_looked_for(esc10, home, server, capsys):
    write_words(esc10.folder, RAIN)
    write_words(home / "data" / "esc50", ["audio/1-7-A-0.wav", "audio/1-8-A-0.wav"])
    assert fetch("esc10") == home / "data" / "esc50"
    assert capsys.readouterr().out == "esc50: the copy in data/, 2 clips; the published set has 2,000.\n"
    assert server.asked == []
    assert main(["verify", "esc10"]) == 1
    assert "audio/*.*: 2 of 2,000" in capsys.readouterr().out


def test_an_empty_folder_in_the_place_of_esc50_is_refused_for_esc10_as_well(esc10, home):
    (home / "data" / "esc50").mkdir()
    with pytest.raises(DatasetError, match="holds no sound where"):
        fetch("esc10")


def test_bundled_gives_the_twin_of_the_larger_set_and_verify_is_content(esc10, server, monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    assert fetch("esc10").name == "esc50"
    assert main(["verify", "esc10"]) == 0 and server.asked == []
    assert "esc10: bundled twin, 4 synthetic clips; the published set has 10." in capsys.readouterr().out


def test_noises_that_came_with_the_other_words_are_not_downloaded_again(home, capsys):
    """Both sets come out of one archive of 2.4 GB."""
    other_words = home / "data" / "speech_commands_other_words"
    noises = [f"_background_noise_/{number}.wav" for number in range(6)]
    write_words(other_words, ["bed/ann_nohash_0.wav", *noises])
    assert fetch("speech_commands_background_noise") == other_words
    assert capsys.readouterr().out == ("speech_commands_background_noise: the copy in data/, 6 clips; the published "
                                       "set has 6.\n")
    assert fetch("speech_commands_other_words") == other_words
    write_words(home / "data" / "speech_commands_background_noise", noises[:1])
    assert fetch("speech_commands_background_noise") == home / "data" / "speech_commands_background_noise"


# --- the twins ---

def test_a_twin_is_unpacked_again_when_its_archive_changed_or_files_are_missing(home):
    folder = datasets.unpacked_twin("mini_speech_commands")
    (folder / "no" / "ann_nohash_0.wav").unlink()
    assert (datasets.unpacked_twin("mini_speech_commands") / "no" / "ann_nohash_0.wav").is_file()
    write_twin(twin_module.BUNDLED / "mini_speech_commands.zip", ["no/new_nohash_0.wav"])
    datasets.unpacked_twin("mini_speech_commands")
    assert [path.name for path in folder.glob("*/*.wav")] == ["new_nohash_0.wav"]


def test_a_missing_or_damaged_archive_is_named_with_the_way_to_get_it_back(home):
    with pytest.raises(DatasetError, match=r"data/bundled/drums.zip is missing. Get it back with: git checkout"):
        datasets.unpacked_twin("drums")
    (twin_module.BUNDLED / "drums.zip").write_bytes(b"PK, but no more")
    with pytest.raises(DatasetError, match=r"drums.zip is damaged.*Get it back with: git checkout"):
        datasets.unpacked_twin("drums")
    assert not (twin_module.UNPACKED / "drums").exists()


def refusing(number: int, where: str):
    """Stand in for an operation of the system that fails below a folder."""
    def refuse(path, *arguments, real=os.mkdir, **more):
        if where in str(path):
            raise OSError(number, os.strerror(number), str(path))
        return real(path, *arguments, **more)
    return refuse


def test_where_data_cannot_be_written_the_twin_is_unpacked_in_the_users_cache(home, monkeypatch, capsys):
    monkeypatch.setenv("SOUND_DATA_SOURCE", "bundled")
    monkeypatch.setattr(os, "mkdir", refusing(errno.EROFS, f"{os.sep}data{os.sep}unpacked"))
    folder = fetch("mini_speech_commands")
    assert folder == home / "cache" / "sound_course" / "mini_speech_commands"
    assert is_twin(folder)
    assert capsys.readouterr().out == THE_TWIN


def test_a_full_disk_leaves_no_half_twin_behind(home, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(wave, "open", full)
        with pytest.raises(DatasetError, match="disk is full"):
            datasets.unpacked_twin("mini_speech_commands")
    assert [path.name for path in twin_module.UNPACKED.iterdir()] == [".mini_speech_commands.lock"]
    assert is_twin(datasets.unpacked_twin("mini_speech_commands"))


# Twins that leave whole folders of the real set out: 44 of its 60 speakers; its test part, which has no folds.
PARTS_OF_THE_REAL_SET = {"audio_mnist", "fsdkaggle2018"}


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_data_set_has_a_twin_in_its_own_layout(name):
    entry = CATALOGUE[CATALOGUE[name].part_of or name]
    with zipfile.ZipFile(twin_module.BUNDLED / f"{entry.folder}.zip") as opened:
        paths = [row["path"] for row in csv.DictReader(io.TextIOWrapper(opened.open("clips.csv")))]
    there = [pattern for pattern in entry.counts if fnmatch.filter(paths, pattern)]
    assert there == list(entry.counts) or (name in PARTS_OF_THE_REAL_SET and there)
    assert all(any(fnmatch.fnmatch(path, pattern) for pattern in entry.counts) for path in paths
               if Path(path).suffix in (".wav", ".ogg"))


# --- the README's table of what each lesson fetches ---

def fetched_in(lesson: str) -> set[str]:
    """The data sets of the catalogue whose names stand in quotes in a lesson's code; a twin is there already."""
    code = "\n".join(cell.source for cell in nbformat.read(str(nb.lessons()[lesson]), as_version=4).cells
                     if cell.cell_type == "code")
    code = re.sub(r'unpacked_twin\("\w+"\)', "", code)
    return {name for name in CATALOGUE if f'"{name}"' in code}


def megabytes(entry) -> str:
    size = entry.size / 1e6
    return f"{size:,.0f} MB" if size > 1 else f"{size:.1f} MB"


def test_the_readme_says_what_each_lesson_fetches_how_large_it_is_and_what_must_be_asked_for():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d, ]+) \| (`.+?) \| .+? \|$", readme, flags=re.MULTILINE)
    rows = {lesson: sets for lessons, sets in rows for lesson in lessons.split(", ")}
    assert sorted(rows) == sorted(nb.lessons())
    for lesson, sets in rows.items():
        named = dict(re.findall(r"`(\w+)` (\(.+?\)\*?)", sets))
        large = {name: "*" if CATALOGUE[name].size > fetching.AUTO_LIMIT else "" for name in fetched_in(lesson)}
        assert named == {name: f"({megabytes(CATALOGUE[name])}){star}" for name, star in large.items()}, lesson


# --- the command line ---

def test_list_says_what_is_here(home, capsys):
    write_words(home / "data" / "mini_speech_commands", NAMES[:20])
    assert main(["list"]) == 0
    said = capsys.readouterr().out
    assert "copy: 20 clips by 3 speakers" in said and "CC BY 4.0" in said and "nothing" in said


def test_verify_compares_with_what_was_published_and_its_exit_code_says_the_result(home, capsys):
    assert main(["verify", "mini_speech_commands"]) == 0
    assert "bundled twin, 8 synthetic clips" in capsys.readouterr().out
    folder = write_words(home / "data" / "mini_speech_commands")
    assert main(["verify", "mini_speech_commands"]) == 0
    assert capsys.readouterr().out.endswith("All is well.\n")
    (folder / "no" / "ann_nohash_0.wav").write_bytes(b"")
    (folder / "yes" / "bob_nohash_0.wav").unlink()
    assert main(["verify", "mini_speech_commands"]) == 1
    said = capsys.readouterr().out
    assert "no/ann_nohash_0.wav: empty (0 bytes)\nyes/*.wav: 2 of 3\n" in said


def test_verify_knows_a_published_file_by_its_checksum(home, capsys):
    (home / "data" / "ghw-2022-12").mkdir()
    (home / "data" / "ghw-2022-12" / "congratulations.wav").write_bytes(wav(sample_rate=48000))
    assert main(["verify", "congratulations"]) == 1
    assert "congratulations.wav: not the published file" in capsys.readouterr().out


def test_an_error_on_the_command_line_is_one_line():
    done = subprocess.run([sys.executable, "-m", "helpers.datasets", "fetch", "nonsense"], cwd=ROOT, text=True,
                          capture_output=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("error: There is no data set called 'nonsense'")
    assert done.stderr.count("\n") == 1
