"""The probe of lesson 03."""

import numpy as np

from helpers.moving import probe

TIME = np.arange(32) / 32
TINY = np.sin(2 * np.pi * 3 * TIME) + 0.5 * np.cos(2 * np.pi * 8 * TIME)


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(lambda: probe.show(TINY))


def test_the_probe_finds_the_sine_of_3_hz_and_the_cosine_only_with_its_phase(opened, press):
    page = opened(probe.show(TINY))
    total = page.locator("p")
    assert total.inner_text() == "The sum is 0.0"
    press(page, "Tab")
    press(page, "ArrowLeft", 4)  # from 5 Hz to 3 Hz
    assert total.inner_text() == "The sum is 16.0"
    press(page, "ArrowRight", 10)  # 8 Hz
    assert total.inner_text() == "The sum is 0.0"
    press(page, "Tab")
    press(page, "ArrowRight", 6)  # a quarter of a swing: a cosine
    assert total.inner_text() == "The sum is 8.0"
