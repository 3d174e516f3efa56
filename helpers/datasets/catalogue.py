"""The catalogue: where each data set is published, how its clips are named, and how many there are.

A further data set is a further entry in `CATALOGUE`, and its twin an archive in data/bundled/ that is
called like the entry's folder. `helpers.datasets` does the rest.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pooch

from helpers import WORDS
from helpers.datasets import arabic_digits
from helpers.datasets.download import Source
from helpers.datasets.esc50 import ESC_10
from helpers.datasets.index import many
from helpers.datasets.twin import is_twin
from helpers.sound_files import matching


def speaker_of(name: str) -> str:
    """Take the speaker from a file name: '01bb6a2a_nohash_0.wav' is of '01bb6a2a'; another name, itself."""
    speaker, found, _ = name.partition("_nohash_")
    return speaker if found else name


def digit_speaker_of(name: str) -> str:
    """Take the speaker from DIGIT_SPEAKER_N.wav: '7_george_12.wav' is of 'george'; another name, itself."""
    parts = name.split("_")
    return parts[1] if len(parts) == 3 else name


@dataclass(frozen=True)
class DataSet:
    """An entry of the catalogue.

    Attributes
    ----------
    folder : the data set's folder, and the name of its twin's archive
    sources : what to download
    counts : for each pattern of file names, how many clips the published set has
    sample_rate : of the published wav files, in Hz; None where files may be of any kind
    speaker : takes the speaker from a clip's file name; None where clips have no speakers
    inside : counts the clips in a file; None where each file is one clip, a wav file
    noun : what a clip is called
    checksums : SHA-256 of files that come in an archive
    clips_checksum : the same for all clips together: of their SHA-256 in hex digits, sorted and joined; "" if unknown
    part_of : a larger set that holds the same clips in a layout of its own: a copy of that serves as well as one of
        this, and so does its twin; "" where there is none
    """

    folder: str
    sources: tuple[Source, ...]
    counts: dict[str, int]
    sample_rate: int | None
    licence: str
    citation: str
    speaker: Callable[[str], str] | None = None
    inside: Callable[[Path], int] | None = None
    noun: str = "clip"
    checksums: dict[str, str] = field(default_factory=dict)
    clips_checksum: str = ""
    part_of: str = ""

    @property
    def size(self) -> int:
        """The size of the download in bytes."""
        return sum(source.size for source in self.sources)

    @property
    def published(self) -> str:
        """The number of clips that the published set has, for people: '8,000'."""
        return f"{sum(self.counts.values()):,}"

    def clips(self, folder: Path) -> list[Path]:
        """List the clips in a folder (or the files that hold them), sorted."""
        return sorted(path for pattern in self.counts for path in matching(folder, pattern))

    def count(self, paths: list[Path]) -> int:
        """Count the clips in some files."""
        return sum(map(self.inside, paths)) if self.inside else len(paths)

    def describe(self, folder: Path) -> str:
        """Describe what is in a folder, for example '2,435 clips by 174 speakers'."""
        clips, twin = self.clips(folder), is_twin(folder)
        text = many(self.count(clips), f"synthetic {self.noun}" if twin else self.noun)
        if self.speaker:
            speakers = {self.speaker(path.name) for path in clips}
            text += " by " + many(len(speakers), "voice" if twin else "speaker")
        return text

    def differences(self, folder: Path) -> list[str]:
        """Return where the number of clips is not the published one, for example 'no/*.wav: 999 of 1,000'."""
        found = {pattern: self.count(matching(folder, pattern)) for pattern in self.counts}
        return [f"{pattern}: {found[pattern]:,} of {count:,}" for pattern, count in self.counts.items()
                if found[pattern] != count]

    def wrong_files(self, folder: Path) -> list[str]:
        """Return which files that were published with a checksum are others here."""
        files = {folder / source.into / source.name: source.sha256 for source in self.sources}
        files |= {folder / name: checksum for name, checksum in self.checksums.items()}
        wrong = [f"{file.name}: not the published file (another checksum)" for file, checksum in files.items()
                 if checksum and file.is_file() and pooch.file_hash(file) != checksum]
        if self.clips_checksum and not self.differences(folder):  # with a clip too few it cannot be right
            together = "".join(sorted(map(pooch.file_hash, self.clips(folder))))
            if hashlib.sha256(together.encode()).hexdigest() != self.clips_checksum:
                wrong.append("not all clips are the published ones (another checksum)")
        return wrong


SPEECH_COMMANDS = ("P. Warden (2018), Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition, "
                   "arXiv:1804.03209")
# words that are none of the eight, and how often each was recorded
OTHER_WORDS = {"bed": 2014, "bird": 2064, "cat": 2031, "dog": 2128, "eight": 3787, "five": 4052, "four": 3728,
               "happy": 2054, "house": 2113, "marvin": 2100, "nine": 3934, "off": 3745, "on": 3845, "one": 3890,
               "seven": 3998, "sheila": 2022, "six": 3860, "three": 3727, "tree": 1759, "two": 3880, "wow": 2123,
               "zero": 4052}
ESC = ("K. J. Piczak (2015), ESC: Dataset for Environmental Sound Classification, Proc. ACM Multimedia, "
       "doi:10.1145/2733373.2806390")
ESC_10_COMMIT = "553c8f1743b9dba6b282e1323c3ca8fa76923448"  # the branch itself was emptied later
STORAGE = "https://storage.googleapis.com/download.tensorflow.org/data/"
ZENODO = "https://zenodo.org/records/2552860/files/"
CATALOGUE = {
    "congratulations": DataSet(
        folder="ghw-2022-12",
        sources=(Source("https://raw.githubusercontent.com/wlifferth/ghw-2022-12/main/congratulations.wav",
                        419_250, "b0c38357df23b8a4ebb0118fcd8502ae6da10729e547dca57c298aee52e02ad5"),),
        counts={"congratulations.wav": 1}, sample_rate=48000, licence="none stated",
        citation="W. Lifferth (2022), github.com/wlifferth/ghw-2022-12"),
    "mini_speech_commands": DataSet(
        folder="mini_speech_commands",
        sources=(Source(STORAGE + "mini_speech_commands.zip", 182_082_353, inside="mini_speech_commands"),),
        counts={f"{word}/*.wav": 1000 for word in WORDS}, sample_rate=16000, licence="CC BY 4.0",
        citation=SPEECH_COMMANDS, speaker=speaker_of),
    "speech_commands_background_noise": DataSet(
        folder="speech_commands_background_noise",
        sources=(Source(STORAGE + "speech_commands_v0.02.tar.gz", 2_428_923_189,
                        "af14739ee7dc311471de98f5f9d2c9191b18aedfe957f4a6ff791c709868ff58",
                        inside="_background_noise_", into="_background_noise_"),),
        counts={"_background_noise_/*.wav": 6}, sample_rate=16000, licence="CC BY 4.0",
        citation=SPEECH_COMMANDS),
    "speech_commands_other_words": DataSet(
        folder="speech_commands_other_words",  # the published archive holds the eight words too
        sources=(Source(STORAGE + "speech_commands_v0.02.tar.gz", 2_428_923_189,
                        "af14739ee7dc311471de98f5f9d2c9191b18aedfe957f4a6ff791c709868ff58"),),
        counts={f"{word}/*.wav": count for word, count in OTHER_WORDS.items()}, sample_rate=16000,
        licence="CC BY 4.0", citation=SPEECH_COMMANDS, speaker=speaker_of),
    "spoken_arabic_digit": DataSet(
        folder="spoken_arabic_digit",
        # The archive's exact size is not published: what is in it is checked instead.
        sources=(Source("https://archive.ics.uci.edu/static/public/195/spoken+arabic+digit.zip",
                        14_800_000, exact=False),),
        counts={"Train_Arabic_Digit.txt": 6600, "Test_Arabic_Digit.txt": 2200}, sample_rate=11025,
        licence="CC BY 4.0", inside=arabic_digits.count_utterances, noun="utterance",
        citation=("M. Bedda and N. Hammami (2010), Spoken Arabic Digit, UCI Machine Learning Repository, "
                  "archive.ics.uci.edu/dataset/195"),
        checksums={"Train_Arabic_Digit.txt": "cecd3ee9951658e5391f0342e9b6467ba7c0e7ecff5c9012b9c1ed9f81b97bc6",
                   "Test_Arabic_Digit.txt": "de40eac66ce18fca8924bad592002ee7ef646fc84d48b065ce21ac9f88946922"}),
    "esc50": DataSet(
        folder="esc50",
        # An archive that GitHub makes anew: neither its size nor its checksum is fixed.
        sources=(Source("https://github.com/karolpiczak/ESC-50/archive/master.zip", 600_000_000, exact=False,
                        inside="ESC-50-master"),),
        counts={"audio/*.*": 2000}, sample_rate=None, licence="CC BY-NC 3.0; ESC-10: CC BY 3.0", citation=ESC),
    "esc10": DataSet(
        folder="esc10", part_of="esc50",
        # Made anew by GitHub too, from a fixed commit: so the clips in it are always the same.
        sources=(Source(f"https://github.com/karolpiczak/ESC-10/archive/{ESC_10_COMMIT}.zip", 42_000_000,
                        exact=False, inside=f"ESC-10-{ESC_10_COMMIT}"),),
        counts={f"{name}/*.ogg": 40 for name in ESC_10}, sample_rate=None, licence="CC BY 3.0", citation=ESC,
        clips_checksum="8a2d0b985a272f9df254cb222ff2e60cb084e19c3275f7ccc08e1ddc849e7171"),
    "audio_mnist": DataSet(
        folder="audio_mnist",
        sources=(Source("https://github.com/soerenab/AudioMNIST/archive/refs/heads/master.zip", 950_000_000,
                        exact=False, inside="AudioMNIST-master"),),
        counts={f"data/{speaker:02}/*.wav": 500 for speaker in range(1, 61)}, sample_rate=48000, licence="MIT",
        citation=("S. Becker et al. (2018), Interpreting and Explaining Deep Neural Networks for Classification of "
                  "Audio Signals, arXiv:1807.03418"),
        speaker=digit_speaker_of, noun="recording"),
    "free_spoken_digits": DataSet(
        folder="free_spoken_digits",
        sources=(Source("https://github.com/Jakobovski/free-spoken-digit-dataset/archive/refs/tags/v1.0.10.zip",
                        16_000_000, exact=False, inside="free-spoken-digit-dataset-1.0.10"),),
        counts={f"recordings/{digit}_*.wav": 300 for digit in range(10)}, sample_rate=8000,
        licence="CC BY-SA 4.0",
        citation=("Z. Jackson et al., Free Spoken Digit Dataset, version 1.0.10, "
                  "github.com/Jakobovski/free-spoken-digit-dataset"),
        speaker=digit_speaker_of, noun="recording"),
    "fsdkaggle2018": DataSet(
        folder="fsdkaggle2018",
        # Three archives; each holds one folder of this name. Their sizes are rounded: the counts are checked instead.
        sources=(Source(ZENODO + "FSDKaggle2018.audio_train.zip", 4_200_000_000, exact=False),
                 Source(ZENODO + "FSDKaggle2018.audio_test.zip", 800_000_000, exact=False),
                 Source(ZENODO + "FSDKaggle2018.meta.zip", 200_000, exact=False)),
        counts={"FSDKaggle2018.audio_train/*.*": 9473, "FSDKaggle2018.audio_test/*.*": 1600}, sample_rate=None,
        licence="CC BY or CC0, per clip",
        citation=("E. Fonseca et al. (2018), General-purpose Tagging of Freesound Audio with AudioSet Labels: Task "
                  "Description, Dataset, and Baseline, Proc. DCASE Workshop, arXiv:1807.09902")),
}
