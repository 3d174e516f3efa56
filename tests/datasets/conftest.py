"""Sounds that several tests of the data sets use."""

import json

import numpy as np
import pytest
import soundfile

from helpers import ROOT
from helpers.datasets.twin import unpack
from sounds import DIGIT_SETS, tone


@pytest.fixture(scope="session")
def twins(tmp_path_factory):
    """A folder with the twins of both sets of digits."""
    folder = tmp_path_factory.mktemp("twins")
    for name in DIGIT_SETS:
        (folder / name).mkdir()
        unpack(ROOT / "data" / "bundled" / f"{name}.zip", folder / name)
    return folder


@pytest.fixture(scope="session")
def faults():
    """What was planted into the twin of AudioMNIST, as its manifest says."""
    return json.loads((ROOT / "data" / "bundled" / "audio_mnist.json").read_text())["faults"]


@pytest.fixture
def small(tmp_path):
    """Ten digits by one speaker, each of another pitch, in the layout of the Free Spoken Digit Dataset."""
    (tmp_path / "recordings").mkdir()
    rng = np.random.default_rng(0)
    for digit in range(10):
        seconds = 0.3 + 0.02 * digit
        sound = tone(seconds, pitch=300 + 120 * digit) + 0.05 * rng.standard_normal(int(8000 * seconds))
        soundfile.write(tmp_path / "recordings" / f"{digit}_ann_0.wav", sound, 8000)
    return tmp_path
