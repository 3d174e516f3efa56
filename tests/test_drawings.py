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


def test_a_division_has_a_square_for_each_clip_in_the_colour_of_its_part():
    speakers = ["ann"] * 3 + ["bob"] * 2
    parts = ["train", "test", "train", "validation", "validation"]
    figure = drawings.split(speakers, {"mixed": parts, "whole": ["train"] * 3 + ["test"] * 2})
    mixed, whole = figure.axes
    assert [ax.get_title(loc="left") + ax.get_title() for ax in figure.axes] == ["mixed", "whole"]
    assert [len(row.get_offsets()) for row in mixed.collections] == [3, 2]
    assert [len({tuple(colour) for colour in row.get_facecolors()}) for row in mixed.collections] == [2, 1]
    assert [len({tuple(colour) for colour in row.get_facecolors()}) for row in whole.collections] == [1, 1]


def test_of_many_people_and_clips_a_division_shows_some():
    speakers = [f"{person:03}" for person in range(100) for _ in range(40)]
    ax, = drawings.split(speakers, {"all": ["train"] * 4000}, people=12, clips=16).axes
    assert [len(row.get_offsets()) for row in ax.collections] == [16] * 12
