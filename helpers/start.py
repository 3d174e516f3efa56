"""The first look of lesson 00: is this the right Python, are the packages here, which lessons exist?

Needs nothing but Python itself, so that it can say what is missing.
"""

import platform
import re
import sys
from importlib import metadata
from typing import TYPE_CHECKING

from helpers import ROOT
from helpers.notebook import NotReady, in_colab

if TYPE_CHECKING:
    from IPython.display import Markdown

OLDEST, NEWEST = (3, 11), (3, 13)
ONLY_OUTSIDE_COLAB = ("jupyter", "anywidget")  # Colab is a notebook already, and has its own way
INSTALL = ("Run this in a cell of its own:\n"
           "    %pip install -r ../requirements.txt\n"
           "Then restart the kernel (menu Kernel, in Colab: Runtime), and begin again at the top.\n"
           "`make lab` in the course's folder does all of this for you.")
INSTALL_IN_COLAB = ("Run the first cell again (it is folded away): it installs what Colab lacks, and nothing else.\n"
                    "Doesn't that help? Menu Runtime, Disconnect and delete runtime; then begin again at the top.")
LESSONS = (  # number, title, what happens in it
    ("00", "Start here", "check the machine, record your voice"),
    ("01", "Python basics", "from the first variable to the labels in file names"),
    ("02", "Waveforms and resampling", "sound as numbers; what goes wrong when you drop some"),
    ("03", "Fourier transforms and spectrograms", "which frequencies, and when"),
    ("04", "A dense model", "the first network that knows eight words"),
    ("05", "A convolutional model", "a better one, faster on a GPU"),
    ("06", "Class weights and the confusion matrix", "which words it mixes up; rare words"),
    ("07", "Any sound", "mel spectrograms, augmentation, pipelines"),
    ("08", "Sequences", "recurrent networks and attention"),
    ("09", "Searching for better settings", "on one machine or many"),
    ("10", "Look before you train", "auditing a data set, honest cross-validation"),
    ("11", "Tagging long clips", "more sound than memory"),
    ("12", "Live", "a program that understands your voice"),
)


def look() -> None:
    """Print where this runs, with which Python and packages.

    Raises
    ------
    NotReady
        If the Python is too old or too new, or packages are missing or have the wrong version.
    """
    wanted = requirements()
    if in_colab():
        wanted = {name: ranges for name, ranges in wanted.items() if name not in ONLY_OUTSIDE_COLAB}
    found = {name: installed(name) for name in wanted}
    problem = python_problem(sys.version_info[:2], found.get("tensorflow")) or package_problem(wanted, found)
    if problem:
        raise NotReady(problem)
    where = "Google Colab" if in_colab() else f"this computer ({platform.system()})"
    print(f"Python {platform.python_version()} on {where}, with")
    for name, version in found.items():
        print(f"  {name:13} {version}")
    print("All that the course needs is here.")


def requirements() -> dict[str, str]:
    """Return the packages that the course needs.

    Returns
    -------
    dict of str to str
        The range of versions, such as ``">=2.0,<3"``, by the name of the package.
    """
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Za-z][\w.-]*)(?:\[\w+\])?[ ]*([^#\s]*)", text, flags=re.MULTILINE))


def installed(name: str) -> str | None:
    """Return the version of an installed package, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def python_problem(version: tuple[int, int], tensorflow: str | None) -> str | None:
    """Return what is wrong with a Python, or None.

    Parameters
    ----------
    version : tuple of int
        For example ``(3, 12)``.
    tensorflow : str or None
        The version of TensorFlow, if it is installed.
    """
    if OLDEST <= version <= NEWEST or (version > NEWEST and tensorflow):
        return None
    is_wrong = "too old for" if version < OLDEST else "newer than TensorFlow supports, which is at the heart of"
    return (f"This notebook runs on Python {version[0]}.{version[1]}, which is {is_wrong} this course.\n"
            "Python 3.11, 3.12 or 3.13 is needed: get one from https://www.python.org/downloads and run\n"
            "`make lab` in the course's folder. Or open the notebook in Colab: the badge is above.")


def package_problem(wanted: dict[str, str], found: dict[str, str | None]) -> str | None:
    """Return what is wrong with the packages, or None.

    Parameters
    ----------
    wanted : dict of str to str
        As from `requirements`.
    found : dict of str to (str or None)
        The installed version of each.
    """
    missing = [name for name in wanted if found[name] is None]
    wrong = []
    try:
        from packaging.specifiers import SpecifierSet

        wrong = [f"{name} {found[name]} (needed: {ranges})" for name, ranges in wanted.items()
                 if found[name] and not SpecifierSet(ranges).contains(found[name], prereleases=True)]
    except ImportError:  # then the versions go unchecked
        pass
    if not missing and not wrong:
        return None
    lines = [f"Not installed yet: {', '.join(missing)}."] if missing else []
    lines += [f"Of another version: {', '.join(wrong)}."] if wrong else []
    return "\n".join([*lines, INSTALL_IN_COLAB if in_colab() else INSTALL])


def course_map() -> "Markdown":
    """Return the lessons, with links to those that are here.

    Returns
    -------
    IPython.display.Markdown
    """
    from IPython.display import Markdown

    rows = ["| | lesson | what you do |", "|---|---|---|"]
    for number, title, summary in LESSONS:
        here = sorted((ROOT / "notebooks").glob(f"{number}_*.ipynb"))
        title = f"[{title}]({here[0].name})" if here else f"{title} *(coming)*"
        rows.append(f"| {number} | {title} | {summary} |")
    return Markdown("\n".join(rows))
