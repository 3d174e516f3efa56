"""The mel bands of lesson 07."""

import numpy as np

from helpers.moving import bands

LEVELS = -np.abs(np.arange(20)[:, None] - np.arange(40)) * 3.0


def thing():
    return bands.show(LEVELS, 1.0, 11025)


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_the_bands_become_fewer(opened, press):
    page = opened(thing())
    assert page.locator("p").inner_text() == "40 numbers for each frame."
    assert page.locator("rect").count() == 20 * 40
    press(page, "Tab")
    press(page, "End")
    assert page.locator("p").inner_text() == "1 number for each frame." and page.locator("rect").count() == 20
    press(page, "Tab")
    press(page, "Enter")
