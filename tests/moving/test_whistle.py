"""The whistle of lesson 02."""

import numpy as np

from helpers.moving import whistle


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(whistle.show)


def test_the_formula_says_what_samples_really_show():
    rate, count = 8000, 8000
    for hertz in (1000, 3999, 5000, 7500, 9000):
        samples = np.cos(2 * np.pi * hertz * np.arange(count) / rate)
        assert np.abs(np.fft.rfft(samples)).argmax() == whistle.folded(hertz, rate)


def test_the_whistle_folds_as_the_rate_falls(opened, press):
    page = opened(whistle.show())
    said = page.locator("p")
    assert said.inner_text() == "The whistle ends at 7,500 Hz; you hear 7,500 Hz."
    press(page, "Tab")
    press(page, "ArrowRight", 3)
    assert page.locator("output").inner_text() == "8,000 Hz"
    assert said.inner_text() == "The whistle ends at 7,500 Hz; you hear 500 Hz."
    press(page, "Tab")
    press(page, "Enter")
