"""What lessons 07 and 11 measure of the memory, and the wall that lesson 11 runs into."""

import re

import numpy as np

from helpers import memory


def test_watching_goes_through_every_batch_once_and_reports_memory_and_time():
    seen = []
    report = memory.watch(seen.append(number) for number in range(5))
    assert seen == [0, 1, 2, 3, 4]
    assert set(report) == {"largest memory (MB)", "seconds"}
    assert 10 < report["largest memory (MB)"] < 1000 * memory.total()


def test_watching_sees_the_memory_of_what_is_kept():
    kept = []
    small = memory.watch(range(3))["largest memory (MB)"]
    large = memory.watch(kept.append(np.ones(12_500_000)) for _ in range(3))["largest memory (MB)"]  # 3 x 100 MB
    assert large - small > 200


def test_a_second_python_runs_into_the_wall_and_this_one_lives_on():
    words = memory.run_into_the_wall(megabytes=100)
    stopped = re.match(r"Stopped by (?:the operating system|its own count) after (\d+) pictures\. MemoryError: ", words)
    assert stopped, words
    assert 30 < int(stopped[1]) <= 75  # 100 MB hold 75 pictures


def test_where_the_system_sets_no_limit_the_program_counts_for_itself():
    number, problem = memory.collect(10_000_000, counts_itself=True)
    assert number == 10_000_000 // (memory.FRAMES * memory.BANDS * 4)
    assert "too much" in str(problem)
