"""What the headers of sound files say, where libsndfile would believe something wrong.

`mended` gives soundfile the same sound under a header that says how long it really is; `promised` reads how long a file
should be; `joined` and `ended` look for what lies behind the first sound; `plain_wav` is what TensorFlow can read.
"""

import contextlib
import io
import mmap
import re
import struct
from pathlib import Path

import numpy as np
import soundfile

LARGEST = 256_000_000  # bytes: what is mended in memory
CHUNKS = 1000          # of a wav file: more are damage
STREAM = 0x7FFF0000    # bytes: a program that cannot know the length yet writes at least this much
STARTS = {"FLAC": b"fLaC\0\0\0\x22", "OGG": b"OggS\0\x02"}  # how a sound begins that is read as these formats
BITRATES = ((32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),  # kbit/s of MPEG 1, layer III
            (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160))      # of MPEG 2 and 2.5


def mended(path: Path) -> str | io.BytesIO:
    """Return what soundfile should open: the path, or the same sound in memory under a better header.

    - A wav file behind the tags of a music program (ID3): libsndfile would lose as many bytes at its end.
    - A wav file whose data have the size 0, because its recorder never came back to write it.
    - An mp3 file that does not say how long it is (then libsndfile guesses, and cuts), or of several that were joined.
    """
    with path.open("rb") as file:
        start = file.read(12)
        tags = 10 + sum(byte << shift for byte, shift in zip(start[6:10], (21, 14, 7, 0))) if start[:3] == b"ID3" else 0
        file.seek(tags)
        inner = file.read(12)
        is_wav = inner[:4] == b"RIFF" and inner[8:] == b"WAVE"
        if path.stat().st_size <= LARGEST and (tags or is_wav or inner[:1] == b"\xff"):
            file.seek(tags)
            if is_wav and (tags or _data_size(file) == 0):
                file.seek(tags)
                return io.BytesIO(_with_its_size(bytearray(file.read())))
            if not is_wav and (content := _mp3_with_its_length(file.read())):
                return io.BytesIO(content)
    return str(path)


def promised(file: soundfile.SoundFile, path: Path) -> float:
    """Return how many samples the header says; 0 where it says nothing, infinity for "more than there are"."""
    frames = file.frames if file.frames < 2**40 else 0
    if "truncated file" in file.extra_info or (file.format == "OGG" and not _ended(path)):
        return np.inf
    for said, there in re.findall(r"(?:data|SSND|Data Size|[Rr]iff size|riff) *: (\d+) \(should be (\d+)\)",
                                  file.extra_info):
        if int(said) < STREAM and int(said) > int(there):
            frames = max(frames, file.frames * int(said) // int(there)) if file.frames and int(there) else np.inf
    if file.format == "NIST":
        with path.open("rb") as raw:
            frames = max([frames, *map(int, re.findall(rb"sample_count -i (\d{1,12})", raw.read(1024)))])
    return frames


def joined(path: Path, kind: str) -> int:
    """Count the sounds that were joined in a file of this format (of which soundfile reads the first)."""
    if kind not in STARTS:
        return 1
    with _mapped(path) as content:
        count, place = 0, content.find(STARTS[kind], 0, LARGEST)
        while place >= 0:
            count, place = count + 1, content.find(STARTS[kind], place + 1, LARGEST)
        return max(1, count)


def plain_wav(content: bytes) -> np.ndarray | None:
    """Return the samples of a 16-bit wav file as TensorFlow reads it; None for a file that it refuses.

    It wants the format first, knows no padding byte, and follows every chunk to the end of the file
    (tensorflow/core/lib/wav/wav_io.cc).
    """
    size = int.from_bytes(content[16:20], "little")
    if content[:4] != b"RIFF" or content[8:16] != b"WAVEfmt " or size not in (16, 18) or len(content) < 44:
        return None
    kind, channels, rate, per_second, per_sample, bits = struct.unpack("<HHIIHH", content[20:36])
    if (kind, bits, per_sample, per_second) != (1, 16, 2 * channels, 2 * channels * rate):
        return None
    place, samples, chunks = 20 + size, None, 0
    while place < len(content):
        name, size = content[place:place + 4], int.from_bytes(content[place + 4:place + 8], "little")
        place, chunks = place + 8 + size, chunks + 1
        if place > len(content) or chunks > CHUNKS or (name == b"data" and (samples is not None or size % 2)):
            return None
        if name == b"data":
            samples = np.frombuffer(content[place - size:place], "<i2")
    return samples


@contextlib.contextmanager
def _mapped(path):
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        yield content


def _ended(path):
    """Return whether the last page of an Ogg file is marked as the last, and whole."""
    with _mapped(path) as content:
        place = content.rfind(b"OggS")
        page = content[place:place + 27 + 255]
        return len(page) >= 27 and bool(page[5] & 4) and (
            place + 27 + page[26] + sum(page[27:27 + page[26]]) <= len(content))


def _data_size(file):
    """Return the size that a wav file's data chunk says, of a file that stands at its beginning; None without one."""
    file.seek(12, 1)
    for _ in range(CHUNKS):
        if len(head := file.read(8)) < 8:
            break
        size = int.from_bytes(head[4:], "little")
        if head[:4] == b"data":
            return size
        file.seek(size + size % 2, 1)
    return None


def _with_its_size(content):
    """Return a wav file, where its data have the size 0 and are not followed by further chunks, with the true size."""
    place = 12
    for _ in range(CHUNKS):
        size = int.from_bytes(content[place + 4:place + 8], "little")
        if content[place:place + 4] == b"data" and size == 0:
            following = place + 8
            for _ in range(CHUNKS):
                if following + 8 <= len(content) and content[following:following + 4].isalnum():
                    following += 8 + int.from_bytes(content[following + 4:following + 8], "little")
            if following != len(content):
                content[place + 4:place + 8] = (len(content) - place - 8).to_bytes(4, "little")
            break
        place += 8 + size + size % 2
    return content


def _mp3_frame(content, place):
    """Return the length in bytes of the mp3 frame at a place; 0 where there is none."""
    head = content[place:place + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2:  # eleven ones, and layer III
        return 0
    version, bitrate, rate = head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3  # version: 3 is MPEG 1, 2 is 2, 0 is 2.5
    if version == 1 or rate == 3 or not 0 < bitrate < 15:
        return 0
    rate = (44100, 48000, 32000)[rate] // {3: 1, 2: 2, 0: 4}[version]
    return (144 if version == 3 else 72) * BITRATES[version != 3][bitrate - 1] * 1000 // rate + (head[2] >> 1 & 1)


def _mp3_with_its_length(content):
    """Return an mp3 file with the true number of frames in its header; None if it says that already, or is none."""
    frames, said, place, lost = [], None, 0, 0
    while place < len(content) - 4 and lost < 100 * CHUNKS:
        length = _mp3_frame(content, place)
        if not length or place + length > len(content) or not (
                _mp3_frame(content, place + length) or len(content) - place - length < 4 or frames):
            place, lost = content.find(b"\xff", place + 1), lost + 1
            if place < 0:
                break
            continue
        about = re.search(rb"(?:Xing|Info)\0\0\0(.)(....)", content[place:place + 60], re.DOTALL)
        if not about:
            frames.append(content[place:place + length])
        elif said is None:
            said = int.from_bytes(about[2], "big") if about[1][0] & 1 else 0
        place += length
    if len(frames) < 3 or sum(map(len, frames)) < len(content) // 2 or (said is not None and said >= len(frames)):
        return None
    head = bytearray(frames[0][:4])
    head[1], head[2] = head[1] | 1, 0xA0 | head[2] & 0x0C  # without a checksum; large enough for what follows
    first = bytearray(_mp3_frame(head, 0))
    beside = (17, 32) if head[1] >> 3 & 3 == 3 else (9, 17)  # bytes of side information: mono, stereo
    place = 4 + beside[head[3] >> 6 != 3]
    first[:4], first[place:place + 12] = head, b"Xing\0\0\0\1" + len(frames).to_bytes(4, "big")
    return bytes(first) + b"".join(frames)
