"""Whatever the network, the archive or the disk does, `download` leaves a whole data set or nothing."""

import contextlib
import errno
import hashlib
import io
import os
import shutil
import signal
import stat
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import IPython.display
import numpy as np
import pooch
import pytest
import requests

from helpers import ROOT
from helpers.datasets import download
from helpers.datasets.download import DatasetError, ReadOnlyError, Source, install
from misbehaving_server import LOGIN_PAGE, failing_first, running, stalled, trickling, truncated, wait_for, whole

FILES = {"set/no/a.wav": b"a" * 50_000, "set/no/b.wav": os.urandom(50_000), "set/yes/c.wav": b"c"}


def zipped(files: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def tarred(files: dict[str, bytes], link: tuple[str, str] | None = None) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        if link:
            info = tarfile.TarInfo(link[0])
            info.type, info.linkname = tarfile.SYMTYPE, link[1]
            archive.addfile(info)
    return buffer.getvalue()


BODY = zipped(FILES)


def check(folder: Path) -> None:
    if not (folder / "no" / "a.wav").is_file():
        raise DatasetError("a.wav is missing")


@pytest.fixture
def server():
    with running() as server:
        yield server


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    """Do not pause between two attempts."""
    monkeypatch.setattr("pooch.core.time", SimpleNamespace(sleep=lambda seconds: None))


@pytest.fixture
def try_it(server, tmp_path):
    """Serve a page, install it as data/set, and give what is in data/ afterwards."""
    def attempt(page, body=BODY, name="set.zip", inside="set", **more):
        server.pages[f"/{name}"] = page
        source = Source(server.url(f"/{name}"), len(body), inside=inside, **more)
        install([source], tmp_path / "data" / "set", check)
    return attempt


def visible(folder: Path) -> dict[str, bytes]:
    """All files in a folder, but for the locks."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix != ".lock"}


def test_a_good_download_is_unpacked_into_its_folder_and_leaves_nothing_beside_it(try_it, tmp_path):
    try_it(whole(BODY))
    assert visible(tmp_path / "data") == FILES


def test_a_single_file_is_kept_as_it_is(server, tmp_path):
    server.pages["/some%20dir/hello.wav"] = whole(b"RIFF1234")
    source = Source(server.url("/some%20dir/hello.wav"), 8, hashlib.sha256(b"RIFF1234").hexdigest())
    install([source], tmp_path / "data" / "one", lambda folder: None)
    assert visible(tmp_path / "data") == {"one/hello.wav": b"RIFF1234"}


def test_several_files_make_one_data_set(server, tmp_path):
    server.pages |= {"/set.zip": whole(BODY), "/set.csv": whole(b"1,2")}
    sources = [Source(server.url("/set.zip"), len(BODY), inside="set", into="audio"),
               Source(server.url("/set.csv"), 3, into="meta")]
    install(sources, tmp_path / "data" / "set", lambda folder: None)
    assert sorted(visible(tmp_path / "data" / "set")) == [
        "audio/no/a.wav", "audio/no/b.wav", "audio/yes/c.wav", "meta/set.csv"]


def test_only_the_wanted_folder_of_a_large_archive_is_unpacked(try_it, tmp_path):
    body = tarred({"./no/a.wav": b"a", "./other/b.wav": b"b", "./README.md": b"r"})
    try_it(whole(body), body, "all.tar.gz", inside="no", into="no")
    assert visible(tmp_path / "data") == {"set/no/a.wav": b"a"}


def test_what_a_mac_or_windows_leaves_in_an_archive_is_not_unpacked(try_it, tmp_path):
    body = zipped({**FILES, "set/no/.DS_Store": b"x", "__MACOSX/set/no/._a.wav": b"x", "set/no/._a.wav": b"x"})
    try_it(whole(body), body)
    assert visible(tmp_path / "data") == FILES


def test_a_data_set_that_is_there_is_not_downloaded_again(try_it, server):
    try_it(whole(BODY))
    try_it(whole(BODY))
    assert len(server.asked) == 1


@pytest.mark.parametrize("page, words", [
    (truncated(BODY), "broke or stalled"),
    (truncated(BODY, promised=len(BODY) // 2), "size or checksum is wrong"),
    (whole(BODY[:-30] + bytes(30)), "is damaged"),
    (whole(bytes(len(BODY))), "is damaged"),
    (whole(b""), "size or checksum is wrong"),
    (whole(LOGIN_PAGE), "log in"),
    (lambda handler: handler.send_error(404), "404 Not Found"),
    (lambda handler: handler.send_error(503), "503 Service Unavailable"),
], ids=["truncated", "honestly too short", "end overwritten", "only zeros", "empty",
        "login page", "404", "503"])
def test_a_bad_download_is_refused_and_leaves_nothing_behind(try_it, tmp_path, page, words):
    with pytest.raises(DatasetError, match=words) as caught:
        try_it(page)
    assert "set.zip" in str(caught.value)
    assert visible(tmp_path / "data") == {}
    assert [path.name for path in (tmp_path / "data").iterdir()] == [".set.lock"]


def test_a_silent_server_is_given_up_and_nothing_is_left_behind(try_it, server, monkeypatch, tmp_path):
    monkeypatch.setattr(download, "TIMEOUT", (5, 0.3))
    with pytest.raises(DatasetError, match=r"in 3 attempts: the connection to 127.0.0.1:.* broke or stalled"):
        try_it(stalled(BODY))
    assert visible(tmp_path / "data") == {}


def test_a_damaged_file_in_the_archive_is_found_by_its_own_checksum(try_it, tmp_path):
    body = BODY.replace(b"a" * 50_000, b"a" * 49_999 + b"x")
    with pytest.raises(DatasetError, match="damaged"):
        try_it(whole(body), body)
    assert visible(tmp_path / "data") == {}


def test_a_download_with_another_checksum_is_refused_and_leaves_nothing_behind(try_it, server, tmp_path):
    with pytest.raises(DatasetError, match=r"in 3 attempts.*checksum is wrong"):
        try_it(whole(BODY), sha256=hashlib.sha256(b"another file").hexdigest())
    assert visible(tmp_path / "data") == {}
    assert len(server.asked) == 3


def test_other_contents_are_refused_and_leave_nothing_behind(try_it, tmp_path):
    body = zipped({"set/maybe/a.wav": b"a"})
    with pytest.raises(DatasetError, match=r"a.wav is missing"):
        try_it(whole(body), body)
    assert visible(tmp_path / "data") == {}


def test_a_server_that_fails_twice_is_asked_again(try_it, server, tmp_path):
    try_it(failing_first(2, whole(BODY)))
    assert visible(tmp_path / "data") == FILES
    assert len(server.asked) == 3


def test_a_very_slow_download_is_given_up_and_says_how_slow(try_it, monkeypatch, tmp_path):
    monkeypatch.setattr(download, "PATIENCE", 0.3)
    with pytest.raises(DatasetError, match=r"too slow: 0.0 of 0 MB of set.zip in"):
        try_it(trickling(BODY, pause=0.05, piece=2000))
    assert visible(tmp_path / "data") == {}


@pytest.mark.parametrize("name", ["../evil", "/evil", "set/../../evil", "C:\\evil", "..\\evil"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_no_path_in_an_archive_leads_out_of_the_folder(try_it, tmp_path, pack, name):
    body = pack({**FILES, name: b"evil"})
    with pytest.raises(DatasetError, match="not safe"):
        try_it(whole(body), body, "set.zip" if pack is zipped else "set.tar.gz")
    assert visible(tmp_path) == {}


def test_no_link_is_unpacked(try_it, tmp_path):
    info = zipfile.ZipInfo("set/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    buffer = io.BytesIO(BODY)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(info, "/etc/passwd")
    tar = tarred(FILES, link=("set/link", "/etc/passwd"))
    for body, name in ((buffer.getvalue(), "set.zip"), (tar, "set.tar.gz")):
        with pytest.raises(DatasetError, match="not safe"):
            try_it(whole(body), body, name)
        assert visible(tmp_path) == {}


def test_a_full_disk_is_noticed_before_the_download(try_it, server, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=1000))
    with pytest.raises(DatasetError, match=r"disk is full.*Free some space"):
        try_it(whole(BODY))
    assert server.asked == []


@pytest.mark.parametrize("where", ["download", "unpack"])
def test_a_disk_that_fills_up_is_said_so_and_nothing_is_left(try_it, monkeypatch, tmp_path, where):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((pooch.HTTPDownloader, "__call__") if where == "download" else
                          (zipfile.ZipFile, "extractall")), full)
    with pytest.raises(DatasetError, match="disk is full"):
        try_it(whole(BODY))
    assert visible(tmp_path / "data") == {}


@contextlib.contextmanager
def read_only(folder: Path):
    """Make a folder look read-only, also for the superuser, whom no permission stops."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("open", "mkdir"):
            def refuse(path, *arguments, real=getattr(os, name), **more):  # noqa: B008 (each keeps its own)
                if str(path).startswith(f"{folder}{os.sep}"):
                    raise PermissionError(errno.EACCES, "Permission denied", str(path))
                return real(path, *arguments, **more)
            patch.setattr(os, name, refuse)
        yield


def test_a_read_only_folder_is_said_so_and_nothing_is_downloaded(try_it, server, tmp_path):
    (tmp_path / "data").mkdir()
    with read_only(tmp_path / "data"), pytest.raises(ReadOnlyError, match=r"Nothing can be written.*data"):
        try_it(whole(BODY))
    assert server.asked == []


PROGRAM = """
import sys
from pathlib import Path
from helpers.datasets.download import Source, install
url, size, folder = sys.argv[1:]
install([Source(url, int(size), inside="set")], Path(folder), lambda folder: None)
print("done")
"""


def start_another(url: str, folder: Path) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-c", PROGRAM, url, str(len(BODY)), str(folder)], cwd=ROOT,
                            text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_four_kernels_at_once_download_once_and_all_get_it(server, tmp_path):
    server.pages["/set.zip"] = trickling(BODY, pause=0.15, piece=10_000)
    kernels = [start_another(server.url("/set.zip"), tmp_path / "data" / "set") for _ in range(4)]
    outputs = [process.communicate(timeout=60) for process in kernels]
    assert [out.splitlines()[-1] for out, _ in outputs] == ["done"] * 4
    assert [err for _, err in outputs] == [""] * 4
    assert server.asked == ["/set.zip"]
    assert visible(tmp_path / "data") == FILES


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_an_interrupted_download_looks_not_whole_and_can_be_repeated(server, try_it, tmp_path, end):
    server.pages["/set.zip"] = stalled(BODY)
    process = start_another(server.url("/set.zip"), tmp_path / "data" / "set")
    wait_for(lambda: list((tmp_path / "data").glob(".set-*.partial/tmp*")))
    process.send_signal(end)
    process.communicate(timeout=60)
    assert not (tmp_path / "data" / "set").exists()
    try_it(whole(BODY))
    assert visible(tmp_path / "data") == FILES


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can copy a running process")
def test_killed_at_twenty_moments_it_is_whole_or_nothing_and_the_next_call_succeeds(server, tmp_path):
    server.pages["/set.zip"] = trickling(BODY, pause=0.01, piece=5_000)
    source, folder = Source(server.url("/set.zip"), len(BODY), inside="set"), tmp_path / "data" / "set"
    moments, killed = np.random.default_rng(0).uniform(0, 0.3, 20), 0
    for moment in moments:
        shutil.rmtree(tmp_path / "data", ignore_errors=True)
        child = os.fork()
        if child == 0:
            with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
                install([source], folder, check)
            os._exit(0)
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
        there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert there in (set(), {"no/a.wav", "no/b.wav", "yes/c.wav"})
        install([source], folder, check)
        assert visible(tmp_path / "data") == FILES
    assert killed >= 10  # otherwise the moments were too late to prove anything


@pytest.mark.parametrize("pack, name", [(lambda files: zipped(files, zipfile.ZIP_DEFLATED), "set.zip"),
                                        (tarred, "set.tar.gz")], ids=["zip", "tar.gz"])
def test_an_archive_that_would_swell_is_refused_before_it_is_unpacked(try_it, tmp_path, monkeypatch, pack, name):
    body = pack(FILES | {"set/no/bomb.wav": bytes(30_000_000)})
    monkeypatch.setattr(shutil, "copyfileobj", None)  # nobody may begin to unpack
    with pytest.raises(DatasetError, match="would swell to"):
        try_it(whole(body), body, name)
    assert visible(tmp_path / "data") == {}


def test_a_kernel_that_waits_for_another_says_so_and_not_for_ever(try_it, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(download, "LOCK_WAIT", 0.1)
    with download.locked(tmp_path / "data" / "set"), pytest.raises(DatasetError, match="Shut down the other"):
        try_it(whole(BODY))
    assert capsys.readouterr().out == "Another notebook is just preparing set: waiting for it.\n"


def test_no_network_is_found_out_quickly(server, monkeypatch):
    assert download.reachable(server.url("/set.zip"))
    assert not download.reachable("http://127.0.0.1:1/set.zip")
    monkeypatch.setattr(download, "ANSWER_WITHIN", 0.5)
    server.deaf = True  # as behind a firewall: the connection stands, but no answer comes
    assert not download.reachable(server.url("/set.zip"))
    monkeypatch.setattr(requests, "head", lambda *_, **__: time.sleep(5))  # its own time limit does not help
    start = time.monotonic()
    assert not download.reachable(server.url("/set.zip"))
    assert time.monotonic() - start < 3


def test_nothing_is_written_to_stderr(try_it, capfd):
    try_it(failing_first(1, whole(BODY)))
    assert capfd.readouterr() == ("", "")


def test_in_a_notebook_a_download_is_one_line_that_is_replaced(try_it, monkeypatch, capfd):
    shown = []
    handle = SimpleNamespace(update=lambda data, raw: shown.append(data["text/plain"]))
    monkeypatch.setattr(IPython, "get_ipython", lambda: SimpleNamespace(kernel="a kernel"))
    monkeypatch.setattr(IPython.display, "display", lambda *_, **__: handle)
    try_it(whole(BODY))
    assert shown[-1].startswith("set.zip: 100%")
    assert not any("\r" in line or "\n" in line for line in shown)
    assert capfd.readouterr() == ("", "")


def test_in_a_notebook_an_error_is_its_message_alone():
    assert DatasetError("the disk is full")._render_traceback_() == ["DatasetError: the disk is full"]
