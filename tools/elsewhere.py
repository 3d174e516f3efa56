"""Run lessons with other versions than those of constraints.txt, each alone in an empty folder, as in Google Colab.

    python3.13 tools/elsewhere.py                                            Colab's versions, all lessons
    python3.12 tools/elsewhere.py --versions lowest --lessons "00 05 12"     the oldest that the course admits

Any Python from 3.11 to 3.13 will do, with nothing installed. The script makes an environment of its own from
``tools/versions/NAME.txt``. Each lesson then gets an empty folder in the place of Colab's ``/content``, and a kernel
in which a module ``google.colab`` is loaded; its own first cell fetches the course (the last commit here) and installs
what is missing. A lesson passes if it runs to its end and its checkpoints print what is saved in the notebook.
Everything is made in ``build/elsewhere``, the executed notebooks too. Exit status 1: a lesson failed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = Path(sys.prefix).parent  # when the environment runs this: where all that it makes goes
COLAB_LACKS = ("jupyter", "anywidget", "samplerate")
COLAB_ALSO_HAS = ("ipykernel", "nbclient", "click", "pydantic", "pyarrow", "fsspec", "tensorboardX", "jsonschema",
                  "msgpack", "pyyaml", "tensorboard")  # lessons 09 to 12 use them
# nbclient waits for ever for the sliders that these show in Colab (https://github.com/jupyter/nbclient/issues/312)
WITHOUT_STAND_IN = ("03",)
STAND_IN = '''"""As much of google.colab as the lessons use, where nobody looks at a page."""
import sys, types
output = types.ModuleType("google.colab.output")
output.register_callback = output.eval_js = lambda *arguments, **options: None
sys.modules["google.colab.output"] = output
'''


def make_environment(versions: str) -> Path:
    """Return the Python of an environment with these versions; it is made only if it is not there as wanted."""
    folder = ROOT / "build" / "elsewhere" / f"{versions}-{sys.version_info.major}.{sys.version_info.minor}" / "env"
    pins = ROOT / "tools" / "versions" / f"{versions}.txt"
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = [line.split("#")[0].strip() for line in lines if not line.startswith(("#", *COLAB_LACKS))]
    wanted = [*filter(None, wanted), *COLAB_ALSO_HAS]
    key = hashlib.sha256("\n".join([*wanted, pins.read_text(encoding="utf-8")]).encode()).hexdigest()
    python, note = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"), folder / "made-from"
    if not note.exists() or note.read_text() != key:
        print(f"Making an environment from {pins.name}: some minutes and about 2.5 GB ...", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                        "-c", str(pins), *wanted], check=True)
        note.write_text(key)
    return python


def run_lesson(number: str, path: Path, published: Path) -> list[str]:
    """Run one lesson in an empty folder; return what went wrong."""
    import nbformat

    import lesson_files as nb
    import stamp

    content, stand_in = PLACE / "content", PLACE / "stand-in"
    for folder in (content, stand_in):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    saved, notebook = (nbformat.read(str(path), as_version=4) for _ in range(2))
    env = {**os.environ, "SOUND_DATA_SOURCE": "bundled", "JUPYTER_PREFER_ENV_PATH": "1",
           "PYDEVD_DISABLE_FILE_VALIDATION": "1"}  # the last keeps a warning of the debugger away
    for name in ("MPLBACKEND", "SOUND_DATA", "SOUND_MODELS"):
        env.pop(name, None)
    if number in WITHOUT_STAND_IN:
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", published.as_uri(), content / published.name],
                       check=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check",
                        "-c", str(ROOT / "constraints.txt"), "samplerate"], check=True)
        folder = content / published.name / "notebooks"
    else:
        folder = content
        (stand_in / "google" / "colab").mkdir(parents=True)
        (stand_in / "google" / "colab" / "__init__.py").write_text(STAND_IN)
        env["PYTHONPATH"] = str(stand_in)
        cell = next(cell for cell in notebook.cells if "bootstrap" in nb.tags(cell))
        cell.source = "import google.colab\n" + cell.source.replace(stamp.address(), published.as_uri()).replace(
            '"/content"', repr(str(content)))
    run = nb.execute(notebook, env, folder=folder)
    nb.save(notebook, PLACE / f"{number}.ipynb")
    if not run.ok:
        return [f"cell {run.failed_cell}: {run.details}", *run.error.splitlines()]
    if number not in WITHOUT_STAND_IN and not (content / published.name / "notebooks").is_dir():
        return ["its first cell did not fetch the course"]
    return differences(saved, notebook)


def differences(saved, notebook) -> list[str]:
    """Return the checkpoints that print something else than what is saved in the notebook."""
    import rules

    found, compared = [], 0
    for number, (before, after) in enumerate(zip(saved.cells, notebook.cells, strict=True), 1):
        if "checkpoint" in rules.tags(before):
            compared += 1
            texts = ["".join(map(rules.output_text, cell.outputs)) for cell in (before, after)]
            if texts[0] != texts[1]:
                found += [f"checkpoint in cell {number}, saved:", *texts[0].splitlines(), "here:",
                          *texts[1].splitlines()]
    return found if compared else ["it has no checkpoint to compare"]


def run_lessons(chosen: str) -> int:
    """Run the lessons, inside the environment, and say of each how it went; return the exit status."""
    import lesson_files as nb
    import run_course
    import stamp

    published = PLACE / "published" / stamp.address().split("/")[-1]
    shutil.rmtree(published, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--bare", str(ROOT), str(published)], check=True)
    there = nb.lessons()
    failed = []
    for number in run_course.choose(chosen, there):
        problems = run_lesson(number, there[number], published)
        where = ", without google.colab (nbclient would wait for ever)" if number in WITHOUT_STAND_IN else ""
        print(f"{number}: {'FAILED' if problems else 'ran, all checkpoints as saved'}{where}", flush=True)
        for line in problems:
            print(f"    {line}", flush=True)
        failed += [number] * bool(problems)
    print(f"Failed: {' '.join(failed)}" if failed else "All passed.")
    return 1 if failed else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--versions", default="colab", choices=sorted(
        path.stem for path in (ROOT / "tools" / "versions").glob("*.txt")), help="a file in tools/versions")
    parser.add_argument("--lessons", default="", help='such as "04 05"; all if left out')
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)  # for the environment itself
    chosen = parser.parse_args()
    if chosen.inside:
        return run_lessons(chosen.lessons)
    python = make_environment(chosen.versions)
    print(f"Python {platform.python_version()} with the versions of {chosen.versions}.txt", flush=True)
    return subprocess.run([str(python), __file__, "--inside", "--lessons", chosen.lessons]).returncode


if __name__ == "__main__":
    sys.exit(main())
