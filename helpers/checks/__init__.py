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
    becomes one readable line. Two mistakes get the same hint in every exercise: a player in the place
    of a sound, and a comma inside a number.
    """
    @functools.wraps(check)
    def run(*answers):
        if any(answer is ... or is_stub(answer) for answer in answers):
            print("Not answered yet: replace the three dots, run your cell, then run this one again.")
            return
        try:
            hint = check(*answers)
        except Exception as error:  # a learner's function may raise anything
            hint = _what_stopped(error)
        if hint is not None and not isinstance(hint, Right):
            hint = next(filter(None, map(_usual_slip, answers)), hint)
        if hint is None or isinstance(hint, Right):
            print(f"Right! {hint}" if hint else "Right!")
        else:
            print("Not quite:", hint)
    return run


def _what_stopped(error):
    """A hint from an error that the answer raised: what Python says, and what to look for."""
    kind, text = type(error).__name__, " ".join(str(error).split()).rstrip(".")
    hint = f"your answer stopped with {kind}: {text}."
    if isinstance(error, UnboundLocalError):
        return f"{hint} The function uses a name before it has given it a value."
    if isinstance(error, NameError):
        return f"{hint} The function uses a name that it was not given: look at the names in its brackets."
    if isinstance(error, (AttributeError, IndexError, KeyError, TypeError, ValueError)):
        return f"{hint} What a {kind} is, the table of errors in lesson 01 tells."
    return hint


def _usual_slip(answer):
    """A hint for a wrong answer that is a player, or a number written with a comma, else None."""
    if type(answer).__name__ == "Audio":
        return ("that is a player, not a sound. First make the sound and give it its name, then play it in a "
                "line of its own.")
    if isinstance(answer, tuple) and len(answer) > 1:
        first, *others = answer  # 1,25 or tone * 0,5 or 16,000
        if (isinstance(first, (int, float, np.ndarray)) and not isinstance(first, bool)
                and all(type(each) is int and each >= 0 for each in others)):
            return "a comma makes several values of it. Python writes 1.25 with a point, and 16000 without a comma."
    return None


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


def _texts(answer):
    """What may be text in an answer: NumPy would turn "40" into the number."""
    values = np.asarray(answer)
    return values.flat if values.dtype.kind in "USO" else ()


def close(answer, expected, tolerance=1e-6):
    """True if two numbers, or two arrays of the same shape, agree to a relative `tolerance`.

    Text, None, complex numbers and other things are simply not close: never an error.
    """
    try:
        if np.iscomplexobj(answer) or any(isinstance(each, (str, bytes)) for each in _texts(answer)):
            return False
        answer, expected = np.asarray(answer, dtype=float), np.asarray(expected, dtype=float)
    except (TypeError, ValueError):
        return False
    return answer.shape == expected.shape and np.allclose(answer, expected, tolerance, tolerance)
