"""The kernel of lesson 05."""

import numpy as np

from helpers.moving import kernel

EDGE = np.array([[-1, -1, -1], [0, 0, 0], [1, 1, 1]])
PICTURE = np.arange(30).reshape(6, 5) ** 2 % 17


def thing():
    return kernel.show(PICTURE, EDGE)


def test_it_is_a_good_thing(holds_what_a_thing_must):
    holds_what_a_thing_must(thing)


def test_the_answers_are_those_of_two_loops():
    by_hand = [[(PICTURE[f:f + 3, b:b + 3] * EDGE).sum() for b in range(3)] for f in range(4)]
    assert kernel.answers(PICTURE, EDGE).tolist() == by_hand


def test_the_kernel_steps_and_the_map_fills(opened, press):
    page = opened(thing())
    full, said = kernel.answers(PICTURE, EDGE), page.locator("p")
    assert said.inner_text().endswith(f"= {full[0, 0]}")
    hidden = page.locator("rect[visibility=hidden]")
    assert hidden.count() == full.size - 1
    press(page, "Tab", 3)
    press(page, "Enter", 5)  # four places in a row, then the next band
    assert said.inner_text().endswith(f"= {full[1, 1]}") and hidden.count() == full.size - 6
    press(page, "Tab")
    press(page, "Enter")
    page.wait_for_function("document.querySelectorAll('rect[visibility=hidden]').length === 0")
    assert said.inner_text().endswith(f"= {full[3, 2]}")


def test_the_nine_products_are_shown_and_add_up_to_the_answer(opened, press):
    page = opened(thing())
    press(page, "Tab", 3)
    press(page, "Enter", 5)  # the second place of the second row
    numbers = [int(text) for text in page.locator("svg text").all_text_contents() if text.lstrip("-").isdigit()]
    patch = PICTURE[1:4, 1:4]
    assert numbers[:9] == patch.ravel().tolist() and numbers[9:18] == EDGE.ravel().tolist()
    assert numbers[18:] == (patch * EDGE).ravel().tolist()
    assert page.locator("p").inner_text().endswith(f"= {sum(numbers[18:])}")
