"""The crops of lesson 11."""

import numpy as np

from helpers.moving import crops

PROBABILITIES = [[0.6, 0.4], [0.1, 0.9], [0.2, 0.8]]


def thing():
    return crops.show(np.linspace(0, 1, 50), 10, 2, ["Cello", "Snare_drum"], PROBABILITIES)


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_the_window_slides_and_the_mean_changes_its_mind(opened, press):
    page = opened(thing())
    said = page.locator("p")
    assert said.inner_text() == "This crop: Cello 0.60. Mean of the first 1: Cello 0.60 (orange)."
    before = page.locator("rect").first.get_attribute("x")
    press(page, "Tab")
    press(page, "ArrowRight")
    assert said.inner_text() == "This crop: Snare drum 0.90. Mean of the first 2: Snare drum 0.65 (orange)."
    assert page.locator("output").inner_text() == "from 4.0 s"
    assert float(page.locator("rect").first.get_attribute("x")) > float(before)
