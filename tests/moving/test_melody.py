"""The melody of lesson 01."""

from helpers import moving
from helpers.moving import melody


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(lambda: melody.show([(440, 0.1), (0, 0.05), (660, 0.1)]))


def test_a_note_lights_up_as_it_sounds(opened, press):
    page = opened(melody.show([(440, 20), (660, 20)]))
    bars = page.locator("rect")
    press(page, "Tab")
    press(page, "Enter")
    page.wait_for_function("document.querySelectorAll('rect')[0].getAttribute('fill') === '" + moving.COLOURS[1] + "'")
    assert bars.nth(1).get_attribute("fill") == moving.COLOURS[0]
    press(page, "Tab")
    press(page, "Enter")
    assert bars.nth(0).get_attribute("fill") == moving.COLOURS[0]
