"""When an answer agrees with what is expected: numbers nearly, everything else exactly."""

from pathlib import Path

import numpy as np


class OneOf(tuple):
    """Several forms of one right (or wrong) answer: ``right=OneOf(("go", "Go"))``."""


def forms(answer):
    """Return the forms of an answer as a list: those of a `OneOf`, or the answer itself."""
    return list(answer) if isinstance(answer, OneOf) else [answer]


def agrees(answer, expected, tolerance=1e-6):
    """Return whether an answer is the expected one: numbers nearly, everything else exactly.

    ``...`` in `expected` agrees with anything, a type with each value of it; inside tuples and lists each part is
    compared. A bool is no number; a set agrees with any row of the same things.
    """
    if expected is ...:
        return True
    if isinstance(expected, type):
        return isinstance(answer, expected)
    if isinstance(expected, EXACT) or isinstance(answer, EXACT):
        return _kind(answer) is _kind(expected) and bool(answer == expected)
    if isinstance(expected, Exception):
        return type(answer) is type(expected) and str(answer) == str(expected)
    if isinstance(expected, (set, frozenset)):
        return not isinstance(answer, (str, bytes, dict)) and as_set(answer) == expected
    if isinstance(expected, dict):
        return (isinstance(answer, dict) and answer.keys() == expected.keys()
                and all(agrees(answer[key], expected[key], tolerance) for key in expected))
    if isinstance(expected, np.ndarray) and expected.dtype.kind in "USO":
        expected = expected.tolist()  # words are compared one by one
    if isinstance(expected, (tuple, list)):
        return (isinstance(answer, (tuple, list, np.ndarray)) and len(answer) == len(expected)
                and all(agrees(one, other, tolerance) for one, other in zip(answer, expected)))
    return close(answer, expected, tolerance)


EXACT = (str, bool, np.bool_, type(None), Path)


def _kind(value):
    return bool if isinstance(value, np.bool_) else str if isinstance(value, str) else type(value)


def as_set(answer):
    """Return the things in an answer as a set, or None if it is no row of things, or one of lists."""
    try:
        return set(answer)
    except TypeError:
        return None


def _texts(answer):
    """What may be text in an answer: NumPy would turn "40" into the number."""
    values = np.asarray(answer)
    return values.flat if values.dtype.kind in "USO" else ()


def close(answer, expected, tolerance=1e-6):
    """True if two numbers, or two arrays of the same shape, agree to a relative `tolerance`.

    Text, None, complex numbers (unless they are expected) and other things are simply not close: never an error.
    """
    try:
        if (np.iscomplexobj(answer) is not np.iscomplexobj(expected)
                or any(isinstance(each, (str, bytes)) for each in _texts(answer))):
            return False
        numbers = complex if np.iscomplexobj(expected) else float
        answer, expected = np.asarray(answer, dtype=numbers), np.asarray(expected, dtype=numbers)
    except (TypeError, ValueError):
        return False
    return answer.shape == expected.shape and np.allclose(answer, expected, tolerance, tolerance, equal_nan=True)
