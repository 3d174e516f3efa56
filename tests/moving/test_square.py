"""The square wave of lesson 03."""

from helpers.moving import square


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(square.show)


def test_the_square_wave_grows_and_can_be_heard(opened, press):
    page = opened(square.show())
    before = page.locator("polyline").last.get_attribute("points")
    press(page, "Tab")
    press(page, "End")
    assert page.locator("output").inner_text() == "15 sines, up to 3190 Hz"
    assert page.locator("polyline").last.get_attribute("points") != before
    press(page, "Tab")
    press(page, "Enter")
