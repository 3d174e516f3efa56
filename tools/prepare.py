"""Make the course's own environment in ``.venv`` and install what it needs.

    python3.12 tools/prepare.py requirements.txt
    python3.12 tools/prepare.py --lessons "04 05"     what these lessons need; without any: what all need

Quick when all is there already: a note inside ``.venv`` says what was installed, and it is done
again only when the requirements have changed. Needs nothing but Python itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NOTE = "course-installed.json"
CORE, EXTRA = "requirements.txt", "requirements-extra.txt"
FIRST_WITH_EXTRA = 9  # lessons from this one on need packages of EXTRA


def venv_python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def version_of(python: Path) -> str:
    """``"3.12"``, or nothing if it does not start."""
    if not python.exists():
        return ""
    question = "import sys, pip; print('%d.%d' % sys.version_info[:2])"
    answer = subprocess.run([str(python), "-c", question], capture_output=True, text=True)
    return answer.stdout.strip() if answer.returncode == 0 else ""


def wanted(names: list[str]) -> dict[str, str]:
    """A checksum for each file of requirements, over all that it depends on."""
    sums = {}
    for name in names:
        text = (ROOT / name).read_text(encoding="utf-8")
        included = [line.split()[1] for line in text.splitlines() if line.startswith("-r ")]
        sums.update(wanted(included))
        parts = [text, (ROOT / "constraints.txt").read_text(encoding="utf-8"),
                 *(sums[other] for other in included)]
        sums[name] = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return sums


def files_for(lessons: str) -> list[str]:
    """The files of requirements for lessons such as ``"04 05"``; an empty text means all lessons."""
    numbers = [int(number) for number in re.findall(r"\d+", lessons)]
    return [CORE] if numbers and max(numbers) < FIRST_WITH_EXTRA else [CORE, EXTRA]


def own_version() -> str:
    """The Python that runs this, such as ``"3.12"``."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def create() -> None:
    version = own_version()
    print(f"Making .venv with Python {version} ...", flush=True)
    if VENV.exists():
        shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode or not version_of(venv_python()):
        shutil.rmtree(VENV, ignore_errors=True)
        raise SystemExit(
            f"Python {version} could not make the environment .venv:\n"
            f"{(done.stdout + done.stderr).strip()[-600:]}\n"
            f"On Debian and Ubuntu, install what is missing: sudo apt install python{version}-venv\n"
            "Otherwise see that the disk is not full and that you may write in this folder.")


def install(names: list[str]) -> None:
    print(f"Installing {' and '.join(names)}: some minutes and about 3 GB the first time ...",
          flush=True)
    command = [str(venv_python()), "-m", "pip", "install", "--no-input", "--progress-bar", "off",
               "--disable-pip-version-check", "-c", str(ROOT / "constraints.txt")]
    for name in names:
        command += ["-r", str(ROOT / name)]
    settings = {key: value for key, value in os.environ.items()
                if key not in ("PIP_USER", "PYTHONPATH", "PYTHONHOME")}
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                           stdin=subprocess.DEVNULL, cwd=ROOT, env=settings, errors="replace")
    said, seen = [], 0
    for line in pip.stdout:
        said.append(line.rstrip())
        if line.startswith("Collecting "):
            seen += 1
            if sys.stdout.isatty():
                print(f"\r  package {seen}: {line.split()[1][:50]:50}", end="", flush=True)
        elif line.startswith("Installing collected"):
            print(f"{chr(13) if sys.stdout.isatty() else ''}  {seen} packages here, unpacking"
                  f"{' ' * 40}".rstrip(), flush=True)
    if pip.wait():
        raise SystemExit(
            "\n".join(said[-15:]) + "\n\npip could not install what the course needs (its last "
            "lines are above).\nThe usual reasons: no network (try again later; what was fetched "
            "is kept), a full disk (it needs\nabout 3 GB), or no package for this machine (an "
            "Intel Mac, a 32-bit Python): then use Google Colab.")


def main(names: list[str]) -> int:
    if names[:1] == ["--lessons"]:
        names = files_for(" ".join(names[1:]))
    names = names or [CORE]
    python = venv_python()
    own = Path(sys.prefix).resolve() == VENV.resolve()  # we run inside .venv already
    have = own_version() if own else version_of(python)
    chosen = not own and bool(os.environ.get("PYTHON"))
    if have not in ("3.11", "3.12", "3.13") or (chosen and have != own_version()):
        create()
    note = VENV / NOTE
    try:
        installed = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        installed = {}
    sums = wanted(names)
    if all(installed.get(name) == value for name, value in sums.items()):
        return 0
    note.unlink(missing_ok=True)  # until pip is through, nothing counts as installed
    install(names)
    note.write_text(json.dumps({**installed, **sums}, indent=1), encoding="utf-8")
    print("The environment .venv is ready.", flush=True)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit("\nStopped. The same command goes on where this left off.")
