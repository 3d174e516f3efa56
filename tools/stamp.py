"""Write the badges and the Colab cell into every notebook and the README.

The repository's address stands in ``tools/repository.txt``, in one line, and nowhere else by hand.
After a change there, ``make stamp`` (or ``python tools/stamp.py``) brings everything in line.
``python tools/stamp.py --check`` only says what is out of line.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent))
from lesson_files import ROOT, lessons, save, tags

BRANCH = "main"
README_START, README_END = "<!-- badges: start -->", "<!-- badges: end -->"

ADDS = {"09": ("ray",)}  # what single lessons need that Colab lacks, besides samplerate

BOOTSTRAP = '''\
# @title For Google Colab: fetch the course, add what Colab lacks. Elsewhere it does nothing.
import os, sys
ADDRESS = "{address}"
if "google.colab" in sys.modules:
    import importlib.util, pathlib, subprocess
    def run(*command):
        return subprocess.run(command, stdout=subprocess.DEVNULL).returncode == 0
    course = pathlib.Path("/content", ADDRESS.split("/")[-1])
    there = course.exists()
    how = ("-C", course, "pull", "--ff-only") if there else ("clone", "--depth=1", ADDRESS, course)
    run("git", *how, "--quiet")
    if not course.exists():
        print("The course could not be fetched. Are you online? Then run this cell again.")
    else:
        os.chdir(course / "notebooks")
        needed = [name for name in {needed} if not importlib.util.find_spec(name)]
        # --no-deps: nothing but these packages, so NumPy and TensorFlow stay as they are.
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        if needed and not run(*pip, "--no-deps", "-c", "../constraints.txt", *needed):
            print("Could not install", *needed, "- wait a minute and run this cell again.")
        else:
            print("The course is ready.")
elif not os.path.isdir("../helpers"):
    print("The course's folder helpers is missing here. Open this in the whole course:", ADDRESS)'''


def address() -> str:
    """The repository's address, without a slash at the end."""
    text = (ROOT / "tools" / "repository.txt").read_text(encoding="utf-8").strip().rstrip("/")
    if not re.fullmatch(r"https://[^\s/]+/[^\s/]+/[^\s/]+", text):
        raise SystemExit(f"tools/repository.txt should hold one line such as "
                         f"https://github.com/you/machine-learning-with-sound, not: {text!r}")
    return text.removesuffix(".git")


def bootstrap(lesson: str = "") -> str:
    """The text of the Colab cell: the same in all notebooks, but for what a lesson adds."""
    needed = ("samplerate", *ADDS.get(lesson, ()))
    return BOOTSTRAP.replace("{address}", address()).replace("{needed}", repr(needed).replace("'", '"'))


def badges(path: str, pictures: bool = False) -> str:
    """Links to Colab, Binder and GitHub for a file of the repository, as Markdown.

    In a notebook they are words: without the internet a picture would be a broken one.
    """
    where = address()
    owner_and_name = where.split("/", 3)[3]
    colab = f"https://colab.research.google.com/github/{owner_and_name}/blob/{BRANCH}/{path}"
    binder = f"https://mybinder.org/v2/gh/{owner_and_name}/{BRANCH}?urlpath=lab/tree/{path}"
    signs = (("![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)",
              "![Open in Binder](https://mybinder.org/badge_logo.svg)") if pictures else
             ("Open in Colab", "Open in Binder"))
    return (f"[{signs[0]}]({colab}){'' if pictures else ' ·'}\n[{signs[1]}]({binder}){'' if pictures else ' ·'}\n"
            f"[View on GitHub]({where}/blob/{BRANCH}/{path}) ·\n"
            f"[Download]({where}/raw/{BRANCH}/{path})")


def stamp_notebook(notebook, name: str) -> list[str]:
    """Fill the badges and bootstrap cells; returns what was missing or different before."""
    different = []
    wanted = {"badges": badges(f"notebooks/{name}"), "bootstrap": bootstrap(name[:2])}
    for tag, text in wanted.items():
        cells = [cell for cell in notebook.cells if tag in tags(cell)]
        if len(cells) != 1:
            different.append(f"{name}: {len(cells)} cells are tagged {tag!r}, there should be one")
        for cell in cells[:1]:
            if cell.source != text:
                different.append(f"{name}: the {tag} cell differs from tools/stamp.py")
                cell.source = text
    return different


def stamp_readme(text: str) -> tuple[str, list[str]]:
    """The README with the badges of the first notebook between its two markers."""
    first = next(iter(lessons().values()), None)
    name = first.name if first else "00_start_here.ipynb"
    block = f"{README_START}\n{badges(f'notebooks/{name}', pictures=True)}\n{README_END}"
    pattern = re.escape(README_START) + ".*?" + re.escape(README_END)
    if not re.search(pattern, text, flags=re.DOTALL):
        return text, [f"README.md: the markers {README_START} and {README_END} are missing"]
    stamped = re.sub(pattern, lambda _: block, text, flags=re.DOTALL)
    return stamped, [] if stamped == text else ["README.md: the badges differ from tools/stamp.py"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, say what differs")
    check = parser.parse_args().check
    different = []
    for path in lessons().values():
        notebook = nbformat.read(str(path), as_version=4)
        found = stamp_notebook(notebook, path.name)
        if found and not check:
            save(notebook, path)
        different += found
    readme = ROOT / "README.md"
    if readme.exists():
        stamped, found = stamp_readme(readme.read_text(encoding="utf-8"))
        if found and not check:
            readme.write_text(stamped, encoding="utf-8")
        different += found
    for line in different:
        print(line if check else f"{line} -> written")
    missing = [line for line in different if "tagged" in line or "markers" in line]
    if not different:
        print("Badges and Colab cells are in line with tools/repository.txt.")
    return 1 if (different if check else missing) else 0


if __name__ == "__main__":
    sys.exit(main())
