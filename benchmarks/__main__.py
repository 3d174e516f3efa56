"""Run a benchmark, or list them all.

    python -m benchmarks                                          # what there is
    python -m benchmarks words_cnn --seeds 3                      # the data that fetch gives
    SOUND_DATA=my/folder python -m benchmarks words_cnn           # full data in another folder
    python -m benchmarks words_cnn --help                         # its options
"""

import ast
import importlib
import sys
from pathlib import Path

from benchmarks import common

SHARED = {"__init__", "__main__", "common", "recipe"}


def benchmarks() -> dict[str, str]:
    """The benchmarks in this folder: the first line of what each says about itself, by its name."""
    paths = sorted(path for path in Path(__file__).parent.glob("*.py") if path.stem not in SHARED)
    return {path.stem: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).splitlines()[0] for path in paths}


def main(arguments: list[str]) -> None:
    """Run the benchmark that the first argument names, with the other arguments as its options."""
    there = benchmarks()
    if not arguments or arguments[0] in ("-h", "--help"):
        print("python -m benchmarks NAME [--seeds N] [--help]\n")
        for name, about in there.items():
            print(f"{name:14} {about}")
        return
    name, *options = arguments
    if name not in there:
        sys.exit(f"There is no benchmark {name}. The benchmarks are: {', '.join(there)}")
    benchmark = importlib.import_module(f"benchmarks.{name}")
    benchmark.run(common.options_of(benchmark, options))


if __name__ == "__main__":
    main(sys.argv[1:])
