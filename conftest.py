"""How the tests run: on the bundled sounds, away from your own models, notebooks in parallel.

It stands here and not in tests/ because pytest asks it about the notebooks too.
"""

import os
import shutil
import tempfile

import pytest

STRICT = ("01", "02", "03")  # every output is compared; in the others only the checkpoints

# What takes long starts first, so that no worker sits idle at the end.
SLOW_FIRST = ("/05_", "TestLesson05", "/06_", "TestLesson06", "/04_", "TestLesson04",
              "test_bootstrap", "TestLesson", ".ipynb")


def pytest_configure(config):
    """Kernels inherit these; each worker has its own folder for models."""
    os.environ["SOUND_DATA_SOURCE"] = "bundled"
    os.environ.pop("SOUND_DATA", None)
    os.environ["SOUND_MODELS"] = tempfile.mkdtemp(prefix="sound-models-")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def pytest_unconfigure(config):
    shutil.rmtree(os.environ.get("SOUND_MODELS", ""), ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path, parent):
    collectors = yield
    if file_path.suffix == ".ipynb":
        found = collectors if isinstance(collectors, list) else [collectors]
        for collector in found:
            if hasattr(collector, "compare_outputs"):
                collector.compare_outputs = file_path.name[:2] in STRICT
    return collectors


def _place(item) -> int:
    for place, words in enumerate(SLOW_FIRST):
        if words in item.nodeid:
            return place
    return len(SLOW_FIRST)


def pytest_collection_modifyitems(items):
    items.sort(key=_place)
