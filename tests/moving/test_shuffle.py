"""The deal of lesson 10."""

import re

from helpers.moving import shuffle

SPEAKERS = [name for name in ("ann", "bob", "cem", "dee", "eve", "fin", "gil", "hal") for _ in range(5)]


def thing():
    return shuffle.show(SPEAKERS)


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_random_clips_leak_and_whole_speakers_do_not(opened, press):
    page = opened(thing())
    said, places = page.locator("p"), set()
    for key in ("Tab", "Tab"):
        press(page, key)
        for _ in range(3):
            press(page, "Enter")
            known, test = map(int, re.search(r"(\d+) of (\d+) test", said.inner_text()).groups())
            places.add(page.locator("svg").inner_html())
            assert test == 10
            assert known == 0 if said.inner_text().startswith("Whole speakers") else known > 5
    assert said.inner_text().startswith("Whole speakers") and len(places) > 2
