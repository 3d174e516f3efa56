"""What the makers of the bundled twins share: the archive, its manifest and the command line.

A maker fills a `Twin` and hands it to `main`, which writes data/bundled/NAME.zip and, beside it, NAME.json: the
manifest, with the archive's checksum and the versions that made it. `helpers.datasets.twin` unpacks an archive.
"""

import argparse
import hashlib
import importlib.metadata
import io
import json
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

BUNDLED = Path(__file__).resolve().parent / "bundled"
LICENCE = "free to use, change and share, like the course itself"
COLUMNS = ("path", "stream", "start", "length", "sample_rate", "subtype")  # of clips.csv
COMPRESSED = (".opus", ".flac", ".ogg")  # the zip file stores these as they are
SERIAL = 2022  # of every Ogg stream


# ---------------------------------------------------------------- what goes into an archive

@dataclass
class Twin:
    """What goes into an archive.

    Attributes
    ----------
    about : what the twin is, for ABOUT_THIS_TWIN.txt
    facts : what the manifest says about it
    members : the content of each long recording and of each other file, by its name in the archive
    clips : for each file of the unpacked twin, where it is found: (member, start, length); for a wav file that gets a
        sample rate and a subtype of its own, these two follow
    compresslevel : of the members that are text; None is zlib's own default
    """

    about: str
    facts: dict = field(default_factory=dict)
    members: dict[str, bytes] = field(default_factory=dict)
    clips: dict[str, tuple] = field(default_factory=dict)
    compresslevel: int | None = None

    def add_file(self, path: str, data: bytes, member: str = "", target: tuple = ()) -> None:
        """Add a file that is unpacked as it is; `member` is its name in the archive (without: its path)."""
        member = member or path
        self.members[member] = data
        self.clips[path] = (member, 0, len(data), *target)

    def add_recording(self, member: str, clips: dict, rate: int, level: float, into: str = "float",
                      target: tuple = ()) -> None:
        """Join clips to one compressed recording and add it.

        Parameters
        ----------
        member : its name in the archive, which ends in .opus or .flac
        clips : for each path, the samples: full scale 1, shape (samples,)
        rate : Hz
        level : soundfile's compression level (Opus at 0.96: about 14 kbit/s for speech)
        into : what the encoder is given, "float" or "int16"; the bytes depend on it
        target : sample rate and subtype of the unpacked wav files, where they are not the recording's
        """
        parts, position, frame = [], 0, rate // 50
        for path, clip in clips.items():
            self.clips[path] = (member, position, len(clip), *target)
            padded = -(-len(clip) // frame) * frame  # a whole number of Opus frames (20 ms)
            parts += [clip, np.zeros(padded - len(clip))]
            position += padded
        samples = np.concatenate(parts)
        if into == "int16":
            samples = np.round(32767 * samples).astype("int16")
        self.members[member] = compress(samples, rate, level, Path(member).suffix)


def compress(samples: np.ndarray, rate: int, level: float, kind: str = ".opus") -> bytes:
    """Compress samples, shape (samples,) or (samples, channels), as Ogg Opus or as FLAC."""
    form, subtype = {".opus": ("OGG", "OPUS"), ".flac": ("FLAC", "PCM_16")}[kind]
    file, channels = io.BytesIO(), 1 if samples.ndim == 1 else samples.shape[1]
    with soundfile.SoundFile(file, "w", rate, channels, subtype, format=form, compression_level=level) as out:
        for start in range(0, len(samples), rate):
            out.write(samples[start:start + rate])
    return fix_serial(file.getvalue()) if kind == ".opus" else file.getvalue()


def fix_serial(ogg: bytes) -> bytes:
    """Return an Ogg stream with a fixed serial number (libsndfile draws one by the clock) and new checksums."""
    table = []
    for byte in range(256):
        value = byte << 24
        for _ in range(8):
            value = (value << 1) ^ (0x104C11DB7 if value & 0x80000000 else 0)
        table.append(value)
    pages, place = [], 0
    while place < len(ogg):
        segments = ogg[place + 26]
        size = 27 + segments + sum(ogg[place + 27:place + 27 + segments])
        page = bytearray(ogg[place:place + size])
        page[14:18], page[22:26] = struct.pack("<I", SERIAL), bytes(4)
        value = 0
        for byte in page:
            value = ((value << 8) & 0xFFFFFFFF) ^ table[(value >> 24) ^ byte]
        page[22:26] = struct.pack("<I", value)
        pages.append(bytes(page))
        place += size
    return b"".join(pages)


def in_parallel(function: Callable, jobs: Iterable) -> list:
    """Call `function` with each job, on all processors; return the results in the order of the jobs."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(function, jobs))


# ---------------------------------------------------------------- archive and manifest

def write_archive(archive: Path, twin: Twin, maker: str) -> None:
    """Write the zip file; the same twin always gives the same bytes."""
    width = 1 + max(map(len, twin.clips.values()))
    rows = [COLUMNS[:width], *((path, *place) + ("",) * (width - 1 - len(place)) for path, place in twin.clips.items())]
    members = twin.members | {
        "clips.csv": "".join(",".join(map(str, row)) + "\n" for row in rows),
        "ABOUT_THIS_TWIN.txt": f"{twin.about}\n\nThis is a bundled twin, not the real recordings. The course made it "
                               f"with\ndata/{maker}. Licence: {LICENCE}.\n"}
    archive.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(archive, "w") as opened:
        for member, data in members.items():
            info = zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if member.endswith(COMPRESSED) else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            opened.writestr(info, data, compresslevel=twin.compresslevel)


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def versions(packages: Iterable[str], programs: Iterable[str]) -> dict:
    """The versions of what decides about the bytes: Python packages, and programs as Debian packages them."""
    found = {"python": sys.version.split()[0], **{name: importlib.metadata.version(name) for name in packages},
             "libsndfile": soundfile.__libsndfile_version__}
    for name in programs:
        found[name] = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], capture_output=True,
                                     text=True).stdout
    return found


def check(archive: Path) -> bool:
    """Compare an archive with its manifest; print what came out, and return whether it is the same."""
    manifest = archive.with_suffix(".json")
    if not archive.exists():
        print(f"{archive.name} is missing")
        return False
    same = sha256(archive) == json.loads(manifest.read_text())["sha256"]
    print(f"{archive.name}:", f"as {manifest.name} says" if same else f"not the file that {manifest.name} describes")
    return same


def main(maker: str, description: str, twins: dict[str, Callable[[], Twin]], programs: Iterable[str] = (),
         packages: Iterable[str] = ("numpy", "scipy", "soundfile")) -> None:
    """Make or check archives: the command line of every maker.

    Parameters
    ----------
    maker : the maker's file
    description : the maker's docstring; the first line is shown
    twins : for each archive's name, the function that makes what goes into it
    programs, packages : whose versions the manifest names
    """
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only compare the archives with their manifests")
    parser.add_argument("--only", choices=list(twins), nargs="+", default=list(twins), metavar="NAME",
                        help="only these: " + ", ".join(twins))
    parser.add_argument("--into", type=Path, default=BUNDLED, help="the folder (data/bundled)")
    options = parser.parse_args()
    if options.check:
        sys.exit(not all([check(options.into / f"{name}.zip") for name in options.only]))
    for name in options.only:
        twin, archive = twins[name](), options.into / f"{name}.zip"
        write_archive(archive, twin, Path(maker).name)
        manifest = {"made_by": f"python data/{Path(maker).name}", "made_with": versions(packages, programs),
                    "sha256": sha256(archive), "bytes": archive.stat().st_size, **twin.facts}
        archive.with_suffix(".json").write_text(json.dumps(manifest, indent=1) + "\n")
        print(f"{archive.name}: {len(twin.clips):,} files, {archive.stat().st_size:,} bytes")
