"""How much memory there is, how much a pipeline takes, and what happens where it runs out: lessons 07 and 11.

    python -m helpers.memory 200      collects pictures until 200 MB more are in use, then says what stopped it
"""

import subprocess
import sys
import time
from collections.abc import Iterable

import numpy as np
import psutil

from helpers import ROOT

FRAMES, BANDS = 2584, 128  # a log-mel picture of 30 seconds, as lesson 11 makes them: 1.3 MB


def total() -> float:
    """Return how much memory this computer has, in gigabytes."""
    return psutil.virtual_memory().total / 1e9


def watch(batches: Iterable) -> dict[str, float]:
    """Go through all batches once, and note the largest memory that this program had, and the time.

    Parameters
    ----------
    batches : iterable
        For example a ``tf.data.Dataset``.

    Returns
    -------
    dict
        ``"largest memory (MB)"`` and ``"seconds"``.
    """
    peak, start = 0, time.perf_counter()
    for _ in batches:
        peak = max(peak, psutil.Process().memory_info().rss / 1e6)
    return {"largest memory (MB)": round(peak), "seconds": round(time.perf_counter() - start, 2)}


def run_into_the_wall(megabytes: int) -> str:
    """Let a second Python collect pictures until its memory is used up, and return its last words.

    A second one, because a kernel that runs out of memory may be ended by the system, with all its variables.

    Parameters
    ----------
    megabytes : int
        How much the second Python may use for its pictures.

    Returns
    -------
    str
    """
    command = [sys.executable, "-m", "helpers.memory", str(megabytes)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def limit(allowed: int) -> bool:
    """Allow this program so many bytes more; return whether the operating system will see to that (Linux does)."""
    try:
        import resource

        used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + allowed, used + allowed))
    except (ImportError, OSError, ValueError):  # elsewhere the program must count for itself
        return False
    return True


def collect(allowed: int, counts_itself: bool) -> tuple[int, MemoryError]:
    """Keep pictures until there's no room for another one; return how many there were, and the error."""
    pictures = []
    try:
        while True:
            if counts_itself and FRAMES * BANDS * 4 * (len(pictures) + 1) > allowed:
                raise MemoryError("the next picture would be too much")
            pictures.append(np.ones((FRAMES, BANDS), dtype="float32"))
    except MemoryError as problem:
        number = len(pictures)
        pictures.clear()  # makes room for what is said next
        return number, problem


if __name__ == "__main__":
    allowed = 1_000_000 * int(sys.argv[1])
    limited = limit(allowed)
    number, problem = collect(allowed, counts_itself=not limited)
    guard = "the operating system" if limited else "its own count"
    print(f"Stopped by {guard} after {number} pictures. MemoryError: {problem}")
