"""The gates of lesson 08."""

import numpy as np

from helpers.moving import gate

GATES = [[0.1, 0.9], [0.5, 0.25], [1, 0]]


def thing():
    return gate.show(np.zeros((3, 13)), GATES, np.zeros((3, 2)))


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_the_frame_moves_and_the_gates_are_read_aloud(opened, press):
    page = opened(thing())
    said = page.locator("p")
    assert said.inner_text() == "Unit 1 keeps 10 %, Unit 2 keeps 90 %."
    press(page, "Tab")
    press(page, "ArrowRight", 2)
    assert said.inner_text() == "Unit 1 keeps 100 %, Unit 2 keeps 0 %."
