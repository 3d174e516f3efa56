"""How the tests run: on the bundled sounds, away from your own models, notebooks in parallel.

It stands here and not in tests/ because pytest asks it about the notebooks too.
"""

import os
import shutil
import tempfile

pytest_plugins = ["lesson_tests"]  # tools/lesson_tests.py

# What takes long starts first, so that no worker sits idle at the end.
SLOW_FIRST = ("/10_", "/09_", "/05_", "/11_", "/12_", "/08_", "/06_", "/07_", "test_bootstrap", "/04_", ".ipynb",
              "test_page", "test_search")


def pytest_configure(config):
    """Kernels inherit these; each worker has its own folder for models."""
    os.environ["SOUND_DATA_SOURCE"] = "bundled"
    os.environ.pop("SOUND_DATA", None)
    os.environ["SOUND_MODELS"] = tempfile.mkdtemp(prefix="sound-models-")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def pytest_unconfigure(config):
    shutil.rmtree(os.environ.get("SOUND_MODELS", ""), ignore_errors=True)


def _place(item) -> int:
    for place, words in enumerate(SLOW_FIRST):
        if words in item.nodeid:
            return place
    return len(SLOW_FIRST)


def pytest_collection_modifyitems(items):
    items.sort(key=_place)
