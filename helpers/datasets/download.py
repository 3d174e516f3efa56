"""Download, verify, unpack and place a data set, so that only a whole one is ever found.

Everything happens in a hidden folder beside the destination, which is renamed at the very end.
Whatever goes wrong on the way (a broken connection, a full disk, a stopped kernel) leaves nothing
behind that looks like a data set, and is said in plain words: see `DatasetError`.
"""

import contextlib
import errno
import io
import os
import shutil
import stat
import sys
import tarfile
import tempfile
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import filelock
import pooch
import requests
from tqdm import tqdm

from helpers.notebook import CourseError, Line, in_notebook

pooch.get_logger().setLevel("WARNING")  # it writes to stderr; what people should know is printed here

ANSWER_WITHIN = 5.0    # seconds for a server to answer at all, before we say that there is no network
TIMEOUT = (5.0, 10.0)  # seconds to connect, and to wait for the next bytes
RETRIES = 2            # further attempts after a broken, damaged or stalled download
SLOWEST = 100_000      # bytes per second: a slower connection is given up ...
PATIENCE = 20.0        # ... after so many seconds
SWELLING = 30          # times its size: sounds and texts unpack to less than ten times
LOCK_WAIT = 3600.0     # seconds to wait for another kernel that prepares the same data set


class DatasetError(CourseError):
    """Something about a data set that a person can put right. The message says what, where and how."""


class ReadOnlyError(DatasetError):
    """A folder in which nothing can be written."""


@dataclass(frozen=True)
class Source:
    """A file to download.

    Attributes
    ----------
    url : address of a .zip, of a .tar.gz, or of a single file that is kept as it is
    size : bytes; people are told before the download starts
    sha256 : checksum, or None where none is published
    exact : False where the size is only known roughly and cannot be verified
    inside, into : the archive's folder `inside` becomes the data set's folder `into`, and nothing else
        is unpacked; "" is the whole archive, and the data set's folder itself
    """

    url: str
    size: int
    sha256: str | None = None
    exact: bool = True
    inside: str = ""
    into: str = ""

    @property
    def name(self) -> str:
        """The file's name, from the address."""
        return PurePosixPath(unquote(urlsplit(self.url).path)).name

    @property
    def host(self) -> str:
        """The server's name, for people."""
        return urlsplit(self.url).netloc


def reachable(url: str) -> bool:
    """Return, within ANSWER_WITHIN seconds whether the server answers (without a network, even asking can hang)."""
    answered = threading.Event()

    def ask() -> None:
        with contextlib.suppress(Exception):
            requests.head(url, timeout=ANSWER_WITHIN, allow_redirects=True)
            answered.set()

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(ANSWER_WITHIN)
    return answered.is_set()


def install(sources: Sequence[Source], destination: Path, check: Callable[[Path], None]) -> None:
    """Download `sources` into the new folder `destination`, or raise and leave nothing.

    Parameters
    ----------
    sources : what to download
    destination : the folder to make; where it is there by now (another kernel was quicker), it is left alone
    check : gets the unpacked folder and raises DatasetError if the contents are not as published

    Raises
    ------
    DatasetError
        With a message for people, whatever went wrong.
    """
    with plain_words(destination), locked(destination):
        if destination.exists():
            return
        with placed(destination) as folder:
            for source in sources:
                file = _download(source, folder.parent)
                target = folder / source.into
                target.mkdir(exist_ok=True)
                if file.name.endswith((".zip", ".tar.gz")):
                    for item in unpack(file, folder.parent / "unpacked", source.inside):
                        os.replace(item, target / item.name)
                    file.unlink()
                else:
                    os.replace(file, target / file.name)
            check(folder)


@contextlib.contextmanager
def placed(destination: Path) -> Iterator[Path]:
    """Yield an empty folder that becomes `destination` if all goes well, and vanishes otherwise."""
    hidden = Path(tempfile.mkdtemp(prefix=f".{destination.name}-", suffix=".partial", dir=destination.parent))
    try:
        (hidden / "new").mkdir()
        yield hidden / "new"
        if destination.exists():
            os.replace(destination, hidden / "old")
        os.replace(hidden / "new", destination)
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


@contextlib.contextmanager
def locked(destination: Path, quietly_for: float = 1.0) -> Iterator[None]:
    """Let one kernel at a time make `destination`; others wait, and say so after `quietly_for` seconds."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(destination.parent / f".{destination.name}.lock")
    try:
        lock.acquire(timeout=quietly_for)
    except filelock.Timeout:
        print(f"Another notebook is just preparing {destination.name}: waiting for it.", flush=True)
        try:
            lock.acquire(timeout=LOCK_WAIT)
        except filelock.Timeout:
            raise DatasetError(f"Another program has been preparing {destination.name} for very long. Shut "
                               "down the other notebooks and try again.") from None
    try:
        for left_over in destination.parent.glob(f".{destination.name}-*.partial"):
            shutil.rmtree(left_over, ignore_errors=True)  # of a kernel that was killed
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def plain_words(destination: Path) -> Iterator[None]:
    """Turn the operating system's errors into a DatasetError that says what to do."""
    try:
        yield
    except OSError as problem:
        if problem.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DatasetError(f"The disk is full: there is no room for {destination}. Free some space, or let "
                               "SOUND_DATA name a folder on a larger disk.") from None
        if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise ReadOnlyError(f"Nothing can be written into the folder {destination.parent}. Change its "
                                "permissions, or let SOUND_DATA name a folder of your own.") from None
        raise DatasetError(f"{destination} could not be made: {problem.strerror or problem}.") from None


def _download(source: Source, folder: Path) -> Path:
    """Download one file into `folder` and verify it; return where it is."""
    name, attempts = source.name, 0
    if shutil.disk_usage(folder).free < 2.5 * source.size:  # the archive, and what comes out of it
        raise OSError(errno.ENOSPC, "not enough room")

    def attempt(url: str, output_file: str, _: object) -> None:
        nonlocal attempts
        attempts += 1
        with contextlib.closing(_Progress(name, source.size)) as progress:
            pooch.HTTPDownloader(progress, chunk_size=2**14, timeout=TIMEOUT)(url, output_file, None)
        with open(output_file, "rb") as file:
            if file.read(100).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                raise DatasetError(f"Instead of {name} the network sent a web page. It may want you to log in: "
                                   "open any page in a browser, log in, and try again.")
        if source.exact and os.path.getsize(output_file) != source.size:
            raise ValueError("wrong size")  # like a wrong checksum: pooch tries again

    downloads = pooch.create(folder, base_url="", registry={name: source.sha256}, urls={name: source.url},
                             retry_if_failed=RETRIES)
    try:
        return Path(downloads.fetch(name, downloader=attempt))
    except requests.HTTPError as problem:
        reason = f"{source.host} answered: {problem.response.status_code} {problem.response.reason}"
    except requests.RequestException:
        reason = f"the connection to {source.host} broke or stalled"
    except ValueError:
        reason = "what arrived is not the published file (its size or checksum is wrong)"
    raise DatasetError(f"{name} could not be downloaded in {attempts} attempts: {reason}. Nothing was kept. "
                       "Try again later, or on another network.")


def unpack(archive: Path, folder: Path, inside: str = "") -> list[Path]:
    """Unpack a zip or tar.gz archive into the folder `folder`, and nowhere else.

    Parameters
    ----------
    archive, folder : what to unpack, and where
    inside : unpack only what is in this folder of the archive

    Returns
    -------
    list of Path
        What is in `folder / inside` then.

    Raises
    ------
    DatasetError
        If the archive is damaged, or holds a link or a path that leads out of the folder.
    """
    def wanted(name: str, plain: bool) -> bool:
        path = PurePosixPath(name)
        if not plain or path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
            raise DatasetError(f"{archive.name} is not safe: {name!r} in it leads out of its folder. "
                               "Nothing was kept. Please tell the makers of the course.")
        return path.is_relative_to(inside) and "__MACOSX" not in path.parts and not path.name.startswith(".")

    def refuse_if_it_swells(sizes: Iterable[int]) -> None:
        total = sum(sizes)
        if total > SWELLING * archive.stat().st_size + 1e6:
            raise DatasetError(f"{archive.name} would swell to {total / 1e6:,.0f} MB, which no sounds do. Nothing was "
                               "kept. Please tell the makers of the course.")

    try:
        if archive.suffix == ".zip":
            with zipfile.ZipFile(archive) as opened:  # compares each file's own checksum, too
                refuse_if_it_swells(info.file_size for info in opened.infolist())
                opened.extractall(folder, [info for info in opened.infolist() if wanted(
                    info.filename, not stat.S_ISLNK(info.external_attr >> 16))])
        else:
            with tarfile.open(archive) as opened:
                refuse_if_it_swells(info.size for info in opened)
                opened.extraction_filter = getattr(tarfile, "data_filter", None)
                opened.extractall(folder, (info for info in opened if wanted(
                    info.name, info.isreg() or info.isdir())))
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, RuntimeError):
        raise DatasetError(f"{archive.name} is damaged and cannot be unpacked. Nothing was kept. Try again, "
                           "or tell the makers of the course.") from None
    return sorted((folder / inside).glob("*"))


class _Progress:
    """A progress bar for pooch, on one line that is replaced: a saved notebook stays clean."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.total, self.done, self.start = name, size, 0, time.monotonic()
        place = {"file": _NotebookLine(), "disable": False} if in_notebook() else {"file": sys.stdout, "disable": None}
        self.bar = tqdm(desc=name, total=size, unit="B", unit_scale=True, ncols=79, ascii=os.name == "nt", **place)

    def update(self, count: int) -> None:
        self.done += count
        self.bar.update(count)
        seconds = time.monotonic() - self.start
        if seconds > PATIENCE and self.done < SLOWEST * seconds:
            raise DatasetError(f"The network is too slow: {self.done / 1e6:.1f} of {self.total / 1e6:.0f} MB "
                               f"of {self.name} in {seconds:.0f} s. Nothing was kept. Try another network.")

    def reset(self) -> None:
        self.done = 0
        self.bar.reset()

    def close(self) -> None:
        self.bar.close()


class _NotebookLine(io.TextIOBase):
    """What tqdm writes to in a notebook: the newest line replaces the one before."""

    def __init__(self) -> None:
        self.line = Line()

    def write(self, text: str) -> int:
        if text.strip():
            self.line.show(text.strip())
        return len(text)
