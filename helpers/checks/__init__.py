"""Exercise checks: each says "not answered yet", what looks wrong and why, or that it is right."""

import dis
import functools

import numpy as np


class Right(str):
    """Returned by a check to add a sentence to its "Right"."""


def exercise(check):
    """Turn a function that returns a hint (or None when the answer is right) into a check.

    The check prints one line and returns nothing. An answer that is still ``...``, or a function
    whose body is still ``...``, is "not answered yet". An error raised while the answer is tried
    becomes one readable line.
    """
    @functools.wraps(check)
    def run(*answers):
        if any(answer is ... or is_stub(answer) for answer in answers):
            print("Not answered yet: replace the three dots, run your cell, then run this one again.")
            return
        try:
            hint = check(*answers)
        except Exception as error:  # a learner's function may raise anything
            hint = f"your answer stopped with {type(error).__name__}: {error}"
        if hint is None or isinstance(hint, Right):
            print(f"Right! {hint}" if hint else "Right!")
        else:
            print("Not quite:", hint)
    return run


def is_stub(answer):
    """True for a function whose body is nothing but ``...`` or ``pass``."""
    if not callable(answer) or not hasattr(answer, "__code__"):
        return False
    return _steps(answer) == _steps(_stub)


def _steps(function):
    # the values too: `return 5` has the same steps as `...`, which returns None
    return [(step.opname, step.argval) for step in dis.get_instructions(function)]


def _stub():
    ...


def close(answer, expected, tolerance=1e-6):
    """True if two numbers, or two arrays of the same shape, agree to a relative `tolerance`.

    Text, None, complex numbers and other things are simply not close: never an error.
    """
    try:
        if np.iscomplexobj(answer):
            return False
        answer, expected = np.asarray(answer, dtype=float), np.asarray(expected, dtype=float)
    except (TypeError, ValueError):
        return False
    return answer.shape == expected.shape and np.allclose(answer, expected, tolerance, tolerance)
