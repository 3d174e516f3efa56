"""The drawings: what they say stands in them, and nothing lies outside."""

import matplotlib.pyplot as plt
import pytest

import lesson_files as nb
from helpers import drawings

DRAWN = {"map": drawings.course_map,
         "chain": lambda: drawings.chain([("Flatten", "2,440"), ("Dense", "64"), ("softmax", "8")], "A network")}


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.mark.parametrize("name", DRAWN)
def test_everything_lies_inside_the_axes_and_has_a_title(name):
    ax = DRAWN[name]()
    ax.figure.canvas.draw()
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    assert ax.get_title(loc="left") + ax.get_title()
    for text in ax.texts:
        x, y = text.get_position()
        assert left <= x <= right and low <= y <= high


def test_the_map_has_a_station_for_each_lesson():
    assert [number for number, _ in drawings.STATIONS] == list(nb.lessons())
    assert {text.get_text() for text in drawings.course_map().texts} >= set(nb.lessons())
