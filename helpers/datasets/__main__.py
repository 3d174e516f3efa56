"""The data sets from a terminal: what there is, fetch one, compare it with what was published.

    python -m helpers.datasets list | fetch NAME | verify NAME
"""

import argparse
import sys

from helpers.datasets.fetching import fetch, overview, verify
from helpers.notebook import CourseError, print_anything


def main(arguments: list[str] | None = None) -> int:
    """Run `python -m helpers.datasets list | fetch NAME | verify NAME`; return the exit code."""
    parser = argparse.ArgumentParser("python -m helpers.datasets", description="The data sets of the course.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="what there is, and what of it is here")
    commands.add_parser("fetch", help="download it, or unpack its bundled twin").add_argument("name")
    commands.add_parser("verify", help="compare what is here with what was published").add_argument("name")
    chosen = parser.parse_args(arguments)
    print_anything()
    try:
        if chosen.command == "verify":
            return 0 if verify(chosen.name) else 1
        print(fetch(chosen.name)) if chosen.command == "fetch" else overview()
        return 0
    except CourseError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
