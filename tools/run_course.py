"""Run the lessons in order, each in a fresh kernel, and say how it went.

    python tools/run_course.py                          all lessons, on the bundled sounds
    python tools/run_course.py --lessons "04 05" --data full

The notebooks in ``notebooks/`` are not touched (except with ``--save``): the executed copies, a
summary and the models that the lessons train go to ``build/course/``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent))
import lesson_files as nb
import rules
import stamp


def choose(wanted: str, there: dict[str, Path]) -> list[str]:
    """The numbers of the lessons to run; ends with a message if one does not exist."""
    if not there:
        raise SystemExit("There are no notebooks to run.")
    numbers = [word.zfill(2) for word in re.split(r"[\s,]+", wanted.strip()) if word]
    unknown = [number for number in numbers if number not in there]
    if unknown:
        raise SystemExit(f"There is no lesson {', '.join(unknown)}. The lessons are: "
                         f"{' '.join(there)}. Example: make course LESSONS=\"04 05\"")
    return sorted(set(numbers)) or list(there)


def run_lesson(number: str, path: Path, out: Path, data: str, save: bool) -> dict:
    """Run one lesson, show its progress, leave the executed copy; returns what happened."""
    notebook = nbformat.read(str(path), as_version=4)
    if save:
        stamp.stamp_notebook(notebook, path.name)
    title = nb.title(notebook)
    live, cells = sys.stdout.isatty(), len(notebook.cells)
    start = f"{title[:46]:46}" if title.startswith(number) else f"{number} {title[:43]:43}"
    print(start, end=" ", flush=True)

    def show(cell_number):
        if live:
            print(f"\r{start} cell {cell_number}/{cells} ", end="", flush=True)

    env = nb.environment(data, (out / "models").resolve())
    run = nb.execute(notebook, env, folder=path.parent, on_cell=show)
    nb.tidy(notebook, path.name)
    nb.save(notebook, out / f"{number}.ipynb")
    cell, seconds = run.slowest
    if live:
        print(f"\r{start}", end=" ")
    if run.ok:
        print(f"ok     {run.seconds:6.1f} s   (slowest: cell {cell}, {seconds:.1f} s)", flush=True)
    else:
        where = f"at cell {run.failed_cell}" if run.failed_cell else "before its first cell"
        print(f"FAILED {run.seconds:6.1f} s   {where}", flush=True)
        for line in [*run.details.splitlines(), *run.error.splitlines()]:
            print(f"     {line[:110]}")
        print(f"     see {_short(out / f'{number}.ipynb')}", flush=True)
    found = []
    if save and run.ok:
        found = rules.problems(notebook, path.name)
        for line in found:
            print(f"     - {line}")
        nb.save(notebook, path)
    return {"lesson": number, "title": title, "ok": run.ok, "seconds": round(run.seconds, 1),
            "slowest_cell": cell, "slowest_seconds": round(seconds, 1), "problems": found,
            "failed_cell": run.failed_cell, "error": run.error, "data": data}


def _short(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def write_summary(results: list[dict], out: Path, data: str) -> None:
    """``summary.md`` to read and ``summary.json`` for programs."""
    failed = [result for result in results if not result["ok"]]
    total = sum(result["seconds"] for result in results)
    lines = ["# The course, run from top to bottom", "",
             f"{len(results)} lessons, {len(failed)} failed, {total:.0f} s in all. "
             f"Data: {data}. Python {platform.python_version()}, {os.cpu_count()} cores, "
             f"{platform.system()}.", "",
             "| lesson | result | seconds | slowest cell |", "|---|---|---:|---|"]
    for result in results:
        how = "ok" if result["ok"] else (
            f"**failed** at cell {result['failed_cell']}: "
            + result["error"].replace("|", "\\|").replace("\n", " "))
        lines.append(f"| {result['title']} | {how} | {result['seconds']:.1f} | "
                     f"{result['slowest_cell']} ({result['slowest_seconds']:.1f} s) |")
    (out / "summary.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (out / "summary.json").write_text(json.dumps(
        {"data": data, "seconds": round(total, 1), "failed": len(failed), "lessons": results},
        indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lessons", default="", help='such as "04 05"; all if left out')
    parser.add_argument("--data", default="bundled", choices=["bundled", "full", "auto"],
                        help="the bundled sounds, the full data sets, or what is there")
    parser.add_argument("--save", action="store_true",
                        help="save the outputs in notebooks/ (for contributors)")
    parser.add_argument("--notebooks", type=Path, default=nb.NOTEBOOKS, help="their folder")
    parser.add_argument("--out", type=Path, default=nb.ROOT / "build" / "course",
                        help="where the executed copies go")
    chosen = parser.parse_args(arguments)
    if chosen.save and chosen.data != "bundled":
        parser.error("the saved outputs are always those of the bundled sounds")
    there = nb.lessons(chosen.notebooks)
    numbers = choose(chosen.lessons, there)
    (chosen.out / "models").mkdir(parents=True, exist_ok=True)
    results = []
    for number in numbers:
        results.append(run_lesson(number, there[number], chosen.out, chosen.data, chosen.save))
        write_summary(results, chosen.out, chosen.data)
        if results[-1]["error"].startswith("KeyboardInterrupt"):
            print("Stopped.")
            return 130
    failed = [result["lesson"] for result in results if not result["ok"]]
    total = sum(result["seconds"] for result in results)
    print(f"{len(results) - len(failed)} of {len(results)} lessons ran in {total:.0f} s. "
          f"Summary: {_short(chosen.out / 'summary.md')}")
    if failed:
        print(f"Failed: {' '.join(failed)}")
    return 1 if failed or any(result["problems"] for result in results) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nStopped.")
