"""The race of lesson 09."""

from helpers.moving import race

LOSSES = [[2.0, 1.0, 0.5, 0.2], [1.5, 1.4], [1.8, 0.9, 0.8]]


def thing():
    return race.show(LOSSES, 4, ["slow", "early", "middling"])


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_trials_drop_out_and_the_leader_changes(opened, press):
    page = opened(thing())
    said = page.locator("p")
    assert said.inner_text() == "After epoch 1: 3 of 3 still in the race; early leads."
    press(page, "Tab")
    press(page, "ArrowRight")
    assert said.inner_text() == "After epoch 2: 2 of 3 still in the race; middling leads."
    press(page, "End")
    assert said.inner_text() == "After epoch 4: 1 of 3 still in the race; slow leads."
    press(page, "Tab")
    press(page, "Enter")
    page.wait_for_function("document.querySelector('output').textContent === '4 of 4'")
