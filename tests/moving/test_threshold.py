"""The threshold of lesson 06."""

from helpers.moving import threshold

PROBABILITIES, SAID = [0.9, 0.6, 0.3, 0.7, 0.2, 0.1], [True, True, True, False, False, False]


def thing():
    return threshold.show(PROBABILITIES, SAID, "up")


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_precision_and_recall_follow_the_threshold(opened, press):
    page = opened(thing())
    said = page.locator("p")
    assert said.inner_text() == "Precision 0.67, recall 0.67"
    press(page, "Tab")
    press(page, "ArrowRight", 13)  # 0.76
    assert said.inner_text() == "Precision 1.00, recall 0.33"
    press(page, "Home")
    assert said.inner_text() == "Precision 0.50, recall 1.00"
    press(page, "End")
    assert said.inner_text() == "Precision not defined, recall 0.00"
