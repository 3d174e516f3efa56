"""The weight of lesson 04 on its loss curve."""

import numpy as np

from helpers.moving import descent

WEIGHTS = np.linspace(-2, 6, 401)


def thing():
    return descent.show(WEIGHTS, (WEIGHTS - 2) ** 2 / 8, start=0)


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_a_step_goes_down_and_with_too_large_a_rate_up(opened, press):
    page = opened(thing())
    said = page.locator("p")
    assert said.inner_text() == "Step 0: weight 0.00, loss 0.500"
    press(page, "Tab", 2)  # past the learning rate, 2; a little right of 0 the slope is -0.4975
    press(page, "Enter")
    assert said.inner_text() == "Step 1: weight 1.00, loss 0.126"
    press(page, "Shift+Tab")
    press(page, "End")
    press(page, "Tab")
    press(page, "Enter", 2)
    assert "off the picture" in said.inner_text()
    press(page, "Tab")
    press(page, "Enter")
    assert said.inner_text() == "Step 0: weight 0.00, loss 0.500"
