"""Strange files, made byte by byte: each with the samples that are in it, or what must be said about it."""

import struct

import numpy as np

from sounds import wav

RATE = 16000
VOICE = (0.3 * np.sin(2 * np.pi * 300 * np.arange(RATE) / RATE) * np.hanning(RATE)
         + 0.005 * np.random.default_rng(0).standard_normal(RATE)).astype("float32")
WAV = wav(VOICE)
DATA = WAV.index(b"data")
ID3 = b"ID3\3\0\0\0\0\1\0" + bytes(128)  # the tags of a music program, empty
# loud and soft, so that the frames of an mp3 file differ in size
MANY = np.tile(VOICE, 4) * np.repeat([1, 0.02, 0.3, 0.6], RATE).astype("float32")


def coded(kind, samples=MANY, **more):
    subtype = {"OGG": "VORBIS", "MP3": "MPEG_LAYER_III"}.get(kind, "PCM_16")
    return wav(samples, format=kind, **{"subtype": subtype, **more})


def with_size(size):
    """VOICE with another size in the header of its data."""
    return WAV[:DATA + 4] + struct.pack("<I", size) + WAV[DATA + 8:]


def chunk(name, content):
    return name + struct.pack("<I", len(content)) + content


def without_first_frame(mp3):
    """An mp3 file without the frame that says how long it is."""
    return mp3[mp3.index(mp3[:2], 4):]


# a file's ending and bytes, and the samples that are in it
WHOLE = {
    "plain": ("wav", WAV),
    "upper case": ("WAV", WAV),
    "a stream, as ffmpeg writes it": ("wav", with_size(0xFFFFFFFF)),
    "a stream, as sox writes it": ("wav", with_size(0x7FFFF000)),
    "a stream, as espeak writes it": ("wav", with_size(0x7FFFFFFF)),
    "a recorder that never came back": ("wav", with_size(0)),
    "a size that counts the header, too": ("wav", with_size(2 * RATE + 44)),
    "tags in front": ("wav", ID3 + WAV),
    "tags in front of a stream": ("wav", ID3 + with_size(0)),
    "tags at the end": ("wav", WAV + b"TAG" + bytes(125)),
    "an odd chunk": ("wav", WAV[:12] + chunk(b"LIST", b"abc") + b"\0" + WAV[12:]),
    "24 bits": ("wav", wav(VOICE, subtype="PCM_24")),
    "extensible": ("wav", wav(VOICE, format="WAVEX")),
    "the highest byte first": ("wav", wav(VOICE, endian="BIG")),
    "flac": ("flac", coded("FLAC", VOICE)),
    "aiff": ("aif", coded("AIFF", VOICE)),
    "caf": ("caf", coded("CAF", VOICE)),
    "named like another kind": ("mp3", coded("FLAC", VOICE)),
}
FLAC = bytearray(coded("FLAC"))
FLAC[21:26] = bytes([FLAC[21] & 0xF0, 0, 0, 0, 0])  # a stream: its length was not known when it began
LONG = {  # the same for MANY
    "a stream in flac": ("flac", bytes(FLAC)),
    "mp3": ("mp3", coded("MP3", bitrate_mode="VARIABLE")),
    "mp3 without a length": ("mp3", without_first_frame(coded("MP3", bitrate_mode="VARIABLE"))),
    "ogg": ("ogg", coded("OGG")),
}
# a file's ending and bytes, and what is wrong with it: in a sentence, and to be counted
BAD = {
    "nothing": ("wav", b"", "is empty", "empty (0 bytes)"),
    "text": ("wav", b"Shall I compare thee", "cannot be read as a sound", "cannot be read as sound"),
    "half a header": ("wav", WAV[:30], "cannot be read as a sound", "cannot be read as sound"),
    "a headerless recording": ("raw", WAV[44:], "kind that is not read here",
                               "a kind of file that is not read here (.raw)"),
    "from a phone": ("m4a", b"\0\0\0\x18ftypM4A " + bytes(50), "Save it as wav",
                     "a kind of file that is not read here (.m4a)"),
    "a pointer": ("wav", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "git lfs pull",
                  "only a git-lfs pointer (git lfs pull fetches the sound)"),
    "a web page": ("wav", b"\n<!DOCTYPE html><html><title>404</title>", "holds a web page", "a web page"),
    "no samples": ("wav", wav(VOICE[:0]), "holds no samples", "no samples in it"),
    "no samples, but a list": ("wav", wav(VOICE[:0]) + chunk(b"LIST", b"abcd"), "holds no samples", "no samples in it"),
    "three samples": ("wav", wav(VOICE[:3]), r"too short for a sound \(0.19 ms\)", "shorter than 10 ms"),
    "cut at 60 %": ("wav", WAV[:len(WAV) * 6 // 10], "promises 1.00 s, but only 0.60 s", "cut short"),
    "cut behind its header": ("wav", WAV[:44], "its end is missing", "cut short"),
    "cut flac": ("flac", coded("FLAC")[:-5000], "promises 4.00 s", "cut short"),
    "cut ogg": ("ogg", coded("OGG")[:-3000], "its end is missing", "cut short"),
    "cut opus": ("opus", coded("OGG", subtype="OPUS")[:-3000], "its end is missing", "cut short"),
    "cut mp3": ("mp3", coded("MP3")[:-8000], "promises 4.00 s", "cut short"),
    "cut aiff": ("aif", coded("AIFF")[:-50000], "promises 4.00 s", "cut short"),
    "a hole in flac": ("flac", coded("FLAC")[:20000] + bytes(3000) + coded("FLAC")[23000:], "cut short or damaged",
                       "cut short"),
    "not a number": ("wav", wav(VOICE * np.nan, subtype="FLOAT"), "not numbers",
                     "NaN (not a number) among its samples"),
    "3 Hz": ("wav", wav(VOICE, sample_rate=3), "3 Hz is no sample rate", "3 Hz as its sample rate"),
}
