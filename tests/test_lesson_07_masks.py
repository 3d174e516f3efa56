"""What lesson 07 promises about its masks: any frame and any band may be hidden, and at most as many as it says."""

import nbformat
import numpy as np
import pytest
import tensorflow as tf

import lesson_files as nb
from helpers import training


def hide_stripe():
    """Lesson 07's own function, out of its cell."""
    cells = nbformat.read(str(nb.lessons()["07"]), as_version=4).cells
    cell, = [cell.source for cell in cells if cell.cell_type == "code" and "def hide_stripe" in cell.source]
    names = {"tf": tf}
    exec(cell, names)
    return names["hide_stripe"]


@pytest.mark.parametrize("axis, size, widest", [(1, 12, 5), (2, 9, 3), (1, 4, 4)])
def test_every_place_is_hidden_at_times_the_last_one_too_and_no_stripe_is_too_wide(axis, size, widest):
    shape = (2000, size, 3, 1) if axis == 1 else (2000, 3, size, 1)
    pictures = np.random.default_rng(0).normal(size=shape).astype("float32")
    training.set_seed(0)
    hidden = np.array(hide_stripe()(tf.constant(pictures), axis, widest)) != pictures
    hidden = hidden.all(axis=3).all(axis=3 - axis)  # shape (clips, size)
    assert set(hidden.sum(axis=1)) == set(range(widest + 1))
    assert hidden.any(axis=0).all()


def test_it_does_what_the_helper_does():
    pictures = tf.random.normal((50, 20, 8, 1), seed=1)
    for axis, widest in ((1, 6), (2, 4)):
        training.set_seed(5)
        by_hand = hide_stripe()(pictures, axis, widest)
        training.set_seed(5)
        assert np.array_equal(by_hand, training.hide_stripe(pictures, axis, widest))
