"""The rising noise of lesson 12."""

import base64

import numpy as np

from helpers.moving import noise

WORD = (0.3 * np.sin(2 * np.pi * 440 * np.arange(16000) / 16000)).astype(np.float32)
NOISE = (0.1 * np.random.default_rng(0).normal(size=16000)).astype(np.float32)


def thing():
    return noise.show(WORD, NOISE, [30, 10, -10], ["no", "unknown", "yes"],
                      [[0.1, 0.1, 0.8], [0.2, 0.3, 0.5], [0.7, 0.1, 0.2]], 0.6, "yes")


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_the_sound_in_the_page_is_the_word():
    there = np.frombuffer(base64.b64decode(noise._bytes(WORD)), np.int8) / 127 * 0.3
    assert len(there) == 8000 and np.abs(there - WORD[::2]).max() < 0.02


def test_the_answer_becomes_unknown_and_then_wrong(opened, press):
    page = opened(thing())
    said = page.locator("p")
    assert said.inner_text() == "Said: yes. Heard: yes (0.80)."
    press(page, "Tab")
    press(page, "ArrowRight")
    assert said.inner_text() == "Said: yes. Heard: unknown (0.50)."
    press(page, "ArrowRight")
    assert said.inner_text() == "Said: yes. Heard: no (0.70)."
    press(page, "Tab")
    press(page, "Enter")


def test_the_slider_says_which_of_the_two_is_louder(opened, press):
    page = opened(noise.show(WORD, NOISE, [10, 0, -10], ["no", "yes"], [[0, 1], [0.4, 0.6], [1, 0]], 0.6, "yes"))
    said = [page.locator("output").inner_text()]
    press(page, "Tab")
    for _ in range(2):
        press(page, "ArrowRight")
        said.append(page.locator("output").inner_text())
    assert said == ["10 dB below the word", "as loud as the word", "10 dB above the word"]


def test_probabilities_of_a_network_are_written_with_three_digits():
    probabilities = np.array([[0.123456, 0.876544]], np.float32)
    assert "[[0.123, 0.877]]" in noise.show(WORD, NOISE, [10], ["no", "yes"], probabilities, 0.6, "yes").data
