"""Which copy of a data set you get: `fetch` decides, `overview` lists what is here, `verify` compares.

Every data set has a bundled twin: a small, synthetic stand-in with the same folders, for days without
a network. Two environment variables decide: SOUND_DATA (where your full copies are; data/ unless you
say otherwise) and SOUND_DATA_SOURCE (auto, bundled or full). First used in lesson 02.
"""

import os
from pathlib import Path

from helpers import ROOT
from helpers.datasets import twin
from helpers.datasets.catalogue import CATALOGUE, DataSet
from helpers.datasets.download import DatasetError, install, reachable
from helpers.datasets.index import sound_problem
from helpers.datasets.twin import is_twin, unpacked_twin
from helpers.notebook import in_colab

AUTO_LIMIT = 250_000_000  # bytes; a larger download has to be asked for with SOUND_DATA_SOURCE=full
COLAB_LIMIT = 1_000_000_000  # the same in Google Colab, where the network is fast


class NoNetworkError(DatasetError):
    """The server does not answer."""

    def __init__(self, host: str, name: str) -> None:
        super().__init__(f"No internet: {host} does not answer, so {name} cannot be downloaded. Connect to the "
                         "internet and try again; SOUND_DATA_SOURCE=bundled does without.")
        self.short = f"No internet ({host} does not answer)"


def fetch(name: str) -> Path:
    """Return the folder of a data set, a full copy or the bundled twin; print in one line which.

    Parameters
    ----------
    name : a name in the catalogue, for example "mini_speech_commands"

    Returns
    -------
    Path
        A folder in the published set's own layout (or in that of a larger set that it is part of).

    Raises
    ------
    DatasetError
        If there is no such data set, or it cannot be had as asked for; the message says what to do.
    """
    entry, source = _entry(name), _source()
    if source != "bundled":
        name, entry, folder = _place(name)
        try:
            if not folder.exists():
                _download(name, entry, folder, asked=source == "full")
            _require_clips(entry, folder)
            place = "SOUND_DATA" if os.environ.get("SOUND_DATA") else "data/"
            print(f"{name}: the copy in {place}, {entry.describe(folder)}; "
                  f"the published set has {entry.published}.")
            return folder
        except KeyboardInterrupt:
            raise DatasetError(f"The download of {name} was stopped; nothing was kept. Run the cell again to "
                               "start anew, or set SOUND_DATA_SOURCE=bundled for the synthetic twin.") from None
        except DatasetError as problem:
            if source == "full" or folder.exists():
                raise
            before = f"{problem.short}, so here" if isinstance(problem, NoNetworkError) else f"{problem} Here"
            print(f"{before} is the bundled twin: everything runs, with synthetic sounds.")
    twin_entry = _twin_of(entry)
    folder = unpacked_twin(twin_entry.folder)
    print(f"{name}: the bundled twin, {twin_entry.describe(folder)}; "
          f"the published set has {entry.published}, all real.")
    return folder


def _download(name: str, entry: DataSet, folder: Path, asked: bool) -> None:
    """Download a data set into the new folder `folder`, or raise DatasetError."""
    host = entry.sources[0].host
    if entry.size > (COLAB_LIMIT if in_colab() else AUTO_LIMIT) and not asked:
        raise DatasetError(f"The full {name} is a download of {entry.size / 1e6:,.0f} MB, too large to start "
                           "unasked (SOUND_DATA_SOURCE=full asks for it).")
    if not reachable(entry.sources[0].url):
        raise NoNetworkError(host, name)
    print(f"Downloading {name} ({entry.size / 1e6:,.1f} MB) from {host}.", flush=True)

    def check(unpacked: Path) -> None:
        if wrong := entry.differences(unpacked) + entry.wrong_files(unpacked):
            raise DatasetError(f"What came from {host} is not the published {name} ({'; '.join(wrong)}). "
                               "Nothing was kept. Please tell the makers of this course.")

    install(entry.sources, folder, check)


def _entry(name: str) -> DataSet:
    if name not in CATALOGUE:
        raise DatasetError(f"There is no data set called {name!r}. There are: {', '.join(CATALOGUE)}.")
    return CATALOGUE[name]


def _place(name: str) -> tuple[str, DataSet, Path]:
    """Return where the copy of a data set is, or would be: the name and the entry that describe it, and its folder.

    A copy of the larger set that a set is part of comes first; last, one that came out of the same archive.
    """
    home, entry = _home(), _entry(name)
    if entry.part_of and (home / CATALOGUE[entry.part_of].folder).exists():
        name, entry = entry.part_of, CATALOGUE[entry.part_of]
    folder = home / entry.folder
    if not folder.exists():
        for other in CATALOGUE.values():
            if other.sources[0].url == entry.sources[0].url and not entry.differences(home / other.folder):
                return name, entry, home / other.folder
    return name, entry, folder


def _twin_of(entry: DataSet) -> DataSet:
    """Return the entry that describes a data set's twin: that of the larger set, if it is part of one."""
    return CATALOGUE[entry.part_of] if entry.part_of else entry


def _source() -> str:
    source = os.environ.get("SOUND_DATA_SOURCE") or "auto"
    if source not in ("auto", "bundled", "full"):
        raise DatasetError(f"SOUND_DATA_SOURCE is {source!r}; it can be auto, bundled or full.")
    return source


def _home() -> Path:
    """Return the folder of the full copies; a relative SOUND_DATA counts from the repository's root."""
    named = os.environ.get("SOUND_DATA")
    home = Path(os.path.normpath(ROOT / Path(named or "data").expanduser()))
    if named and not home.is_dir():
        raise DatasetError(f"SOUND_DATA names the folder {named}, which is not there. Make it, or correct "
                           "SOUND_DATA (a relative path counts from the course's own folder).")
    sets = [entry.folder for entry in CATALOGUE.values()]
    if named and home.name in sets and not any((home / one).is_dir() for one in sets):
        raise DatasetError(f"SOUND_DATA names {named}, which is itself a data set. Let it name the folder above: "
                           f"{home.parent}")
    return home


def _require_clips(entry: DataSet, folder: Path) -> None:
    """Refuse a folder that is there but holds nothing of the data set."""
    if not any(path.stat().st_size for path in entry.clips(folder)):
        deeper = [path.name for path in folder.glob("*/") if entry.clips(path)] if folder.is_dir() else []
        hint = (f"It lies one folder too deep: move what is in {deeper[0]}/ up." if deeper else
                "Put the data set there, or move the folder away so that it can be downloaded.")
        raise DatasetError(f"{folder} is there, but holds no sound where {', '.join(entry.counts)} should be. "
                           + hint)


def verify(name: str) -> bool:
    """Print what is here of a data set beside what was published; return whether all is well."""
    entry, folder = _entry(name), None
    if _source() != "bundled" and _place(name)[2].exists():
        name, entry, folder = _place(name)
        _require_clips(entry, folder)
    published = entry.published
    if folder is None:
        entry = _twin_of(entry)
        folder = unpacked_twin(entry.folder)
    sounds = [] if entry.inside else entry.clips(folder)
    problems = [f"{path.relative_to(folder).as_posix()}: {problem}" for path in sounds
                if (problem := sound_problem(path, entry.sample_rate))]
    if not is_twin(folder):
        problems += entry.differences(folder) + entry.wrong_files(folder)
    print(f"{name}: {'bundled twin' if is_twin(folder) else 'copy'}, {entry.describe(folder)}; "
          f"the published set has {published}.",
          *problems, "This is not as published." if problems else "All is well.", sep="\n")
    return not problems


def overview() -> None:
    """Print the data sets of the course: what of each is here, how large the download is, and its licence."""
    print(f"{'name':34}{'here now':38}{'download':>10}  licence")
    for name, entry in CATALOGUE.items():
        (_, found, folder), here = _place(name), "nothing"
        if folder.exists():
            here = f"copy: {found.describe(folder)}"
        elif (twin.BUNDLED / f"{_twin_of(entry).folder}.zip").exists():
            here = "bundled twin"
        print(f"{name:34}{here:38}{entry.size / 1e6:>7,.1f} MB  {entry.licence}\n    {entry.citation}")
