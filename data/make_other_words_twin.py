"""Make the bundled twin of the other words: what a model that knows eight words must refuse.

Only maintainers run this; it needs Debian's espeak-ng and flite, like ``make_bundled.py``, whose rooms,
microphones and noises it shares. ``data/bundled/speech_commands_other_words.json`` names the versions that made
the committed file.

    python data/make_other_words_twin.py          # make the archive and its manifest
    python data/make_other_words_twin.py --check  # compare the archive with the manifest

No voice here is among those of the eight words: other variants of espeak-ng, and flite's voices with other
vocal tracts and pitches.
"""

import argparse
import json
import os
import subprocess
import sys
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor

import make_bundled
import numpy as np
import scipy
import soundfile
from make_bundled import LICENCE, OUT, RATE, encode, sha256

NAME = "speech_commands_other_words"
SEED = 2018
WORDS = ["bed", "bird", "cat", "dog", "eight", "five", "four", "happy", "house", "marvin", "nine", "off", "on", "one",
         "seven", "sheila", "six", "three", "tree", "two", "wow", "zero"]
# base voice, vocal tract, pitch (Hz for flite, 0 to 99 for espeak-ng)
VOICES = {"fliteslt": ("slt", 1.12, 205), "fliteawb": ("awb", 0.93, 115), "flitekal16": ("kal16", 1.17, 150),
          "fliterms": ("rms", 1.3, 120), "espeaksteph2": ("en-us+steph2", 1.0, 60),
          "espeakzac": ("en-gb+zac", 1.05, 35), "espeakanika": ("en-us+anika", 0.95, 55),
          "espeakquincy": ("en-gb-scotland+quincy", 0.9, 40), "espeakmichel": ("en-us+michel", 1.1, 45),
          "espeakshelby": ("en-gb-x-rp+shelby", 1.0, 70)}
LEVEL = 0.96  # libsndfile's compression level for Opus, as for the eight words


def make_clips() -> dict:
    """Every voice says every word once."""
    make_bundled.PHONES.update({word: [""] for word in WORDS})  # spoken as they are written
    noises = make_bundled.clip_noises()
    jobs = []
    for word in WORDS:
        for name, (base, tract, pitch) in VOICES.items():
            rng = np.random.default_rng([SEED, zlib.crc32(name.encode())])
            jobs.append(({"id": name, "engine": "flite" if name.startswith("flite") else "espeak", "base": base,
                          "tract": tract, "pitch": pitch, "pace": rng.uniform(0.9, 1.15)}, word, 0))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        clips = pool.map(lambda job: make_bundled.make_clip(*job, noises), jobs)
        return {f"{word}/{voice['id']}_nohash_0.wav": clip for (voice, word, _), clip in zip(jobs, clips)}


def pack(clips: dict) -> dict:
    """Write the archive, one recording for each word; return its manifest."""
    rows, members = ["path,stream,start,length"], {}
    for word in WORDS:
        group = {path: clip for path, clip in clips.items() if path.startswith(f"{word}/")}
        members[f"{word}.opus"], places = encode(group, RATE, "opus", LEVEL, "float")
        rows += [f"{path},{word}.opus,{start},{length}" for path, (start, length) in zip(group, places)]
    members["clips.csv"] = "\n".join(rows) + "\n"
    members["ABOUT_THIS_TWIN.txt"] = (
        "Synthetic speech in the layout of Speech Commands: WORD/VOICE_nohash_N.wav, 22 words that are none\n"
        "of the course's eight, 16 kHz, 16 bit, mono. No person speaks here.\n\nThis is a bundled twin, not the real "
        f"recordings. The course made it with\ndata/make_other_words_twin.py. Licence: {LICENCE}.\n")
    archive = OUT / f"{NAME}.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        for member, data in members.items():
            info = zipfile.ZipInfo(member, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if member.endswith(".opus") else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            opened.writestr(info, data)
    programs = subprocess.run(["dpkg-query", "-W", "-f", "${Package} ${Version}\n", "espeak-ng", "flite"],
                              capture_output=True, text=True).stdout.split()
    return {"made_by": "python data/make_other_words_twin.py", "sha256": sha256(archive),
            "bytes": archive.stat().st_size, "made_with": {
                "python": sys.version.split()[0], "numpy": np.__version__, "scipy": scipy.__version__,
                "soundfile": soundfile.__version__, "libsndfile": soundfile.__libsndfile_version__,
                **dict(zip(programs[::2], programs[1::2]))},
            "files": len(clips), "words": len(WORDS), "voices": len(VOICES),
            "seconds": round(sum(map(len, clips.values())) / RATE, 1)}


def main() -> None:
    """Make or check the archive."""
    parser = argparse.ArgumentParser(description="Make the bundled twin of the other words.")
    parser.add_argument("--check", action="store_true", help="only compare the archive with its manifest")
    manifest = OUT / f"{NAME}.json"
    if parser.parse_args().check:
        right = sha256(OUT / f"{NAME}.zip") == json.loads(manifest.read_text())["sha256"]
        print(f"{NAME}.zip:", "as the manifest says" if right else "not the file that the manifest describes")
        sys.exit(not right)
    entry = pack(make_clips())
    manifest.write_text(json.dumps(entry, indent=1) + "\n")
    print(f"{NAME}: {entry['files']} files, {entry['bytes']:,} bytes")


if __name__ == "__main__":
    main()
