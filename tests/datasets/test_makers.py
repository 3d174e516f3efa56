"""The makers of the twins: archives in order, the same bytes from the same twin, and all named in data/README.md."""

import json
import re
import subprocess
import sys
import zipfile

import numpy as np
import pytest
import soundfile

from helpers import ROOT
from helpers.datasets.catalogue import CATALOGUE
from helpers.datasets.twin import unpack

DATA = ROOT / "data"
MAKERS = sorted(path.name for path in DATA.glob("make_*.py"))
ARCHIVES = sorted(path.stem for path in (DATA / "bundled").glob("*.zip"))
README = (DATA / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def twin_archive(monkeypatch):
    """The module that the makers share."""
    monkeypatch.syspath_prepend(DATA)
    import twin_archive

    return twin_archive


@pytest.mark.parametrize("maker", MAKERS)
def test_a_maker_finds_its_archives_in_order(maker):
    done = subprocess.run([sys.executable, DATA / maker, "--check"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    made = {line.split(".zip")[0] for line in done.stdout.splitlines()}
    assert made == {name for name in ARCHIVES if maker in (DATA / "bundled" / f"{name}.json").read_text()}


def test_a_changed_or_missing_archive_is_found(twin_archive, tmp_path, capsys):
    archive = tmp_path / "sounds.zip"
    archive.with_suffix(".json").write_text(json.dumps({"sha256": "0" * 64}))
    assert not twin_archive.check(archive)
    archive.write_bytes(b"something else")
    assert not twin_archive.check(archive)
    assert capsys.readouterr().out == ("sounds.zip is missing\n"
                                       "sounds.zip: not the file that sounds.json describes\n")


def test_what_a_maker_puts_in_comes_out_again_and_twice_the_same_bytes(twin_archive, tmp_path):
    rng = np.random.default_rng(0)
    clips = {f"word/{number}.wav": 0.5 * rng.uniform(-1, 1, 500 * number) for number in (1, 2)}
    for name in ("first", "second"):
        twin = twin_archive.Twin("Two noises.")
        twin.add_recording("noises.flac", clips, 16000, level=1.0, into="int16")
        twin.add_recording("word.opus", {"word/3.wav": np.zeros(700)}, 16000, level=0.9, target=(22050, "PCM_24"))
        twin.add_file("meta/list.csv", b"1,2\n", "list.csv")
        twin_archive.write_archive(tmp_path / f"{name}.zip", twin, "make_noises.py")
        (tmp_path / name).mkdir()
        unpack(tmp_path / f"{name}.zip", tmp_path / name)
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()
    for path, clip in clips.items():
        samples, rate = soundfile.read(tmp_path / "first" / path)
        assert rate == 16000 and np.abs(samples - clip).max() < 1e-4, path
    assert soundfile.info(tmp_path / "first" / "word" / "3.wav").samplerate == 22050
    assert (tmp_path / "first" / "meta" / "list.csv").read_bytes() == b"1,2\n"
    with zipfile.ZipFile(tmp_path / "first.zip") as archive:
        assert "data/make_noises.py" in archive.read("ABOUT_THIS_TWIN.txt").decode()


def test_the_readme_names_every_maker_and_every_archive():
    assert [name for name in (*MAKERS, *ARCHIVES) if f"`{name}" not in README] == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_card_has_the_licence_and_the_citation_of_the_catalogue(name):
    card, = re.findall(rf"^### [^\n]*\(`{name}`\)\n(.*?)(?=^### |\Z)", README, re.DOTALL | re.MULTILINE)
    card = " ".join(card.replace("*", "").split())
    assert f"Cite: {CATALOGUE[name].citation}" in card
    assert f"Licence: {CATALOGUE[name].licence}" in card
