"""Exercise checks: each says "not answered yet", what looks wrong and why, or that it is right."""

import copy
import dis
import functools
from pathlib import PurePath

import numpy as np


class Right(str):
    """Returned by a check to add a sentence to its "Right"."""


class OneOf(tuple):
    """Several forms of one right (or wrong) answer: ``right=OneOf(("go", "Go"))``."""


def exercise(look=None, *, right=None, mistakes=(), otherwise=None, praise=None, tries=None, tolerance=1e-6):
    """Turn a description of an exercise into its check.

    The check prints one line and returns nothing. An answer that is still ``...``, or a function
    whose body is still ``...``, is "not answered yet". An error raised while the answer is tried
    becomes one readable line. Two mistakes get the same hint in every exercise: a player in the place
    of a sound, and a comma inside a number.

    Three ways to describe what is right; first comes the function's own `look`, then `right`, then `mistakes`:

    - a table: the answer, or the tuple of answers, is compared with `right` and each of the `mistakes`;
    - a table of functions: what the learner's function returns for all `tries` (tuples of arguments) is
      compared with what `right` and the functions among the `mistakes` return for them (an error that a mistake
      ends with counts too);
    - a function (`look`) that gets the answers and returns a hint, a `Right`, or None to go on.

    Parameters
    ----------
    look : callable
        The decorated function; a body that is only a docstring leaves all to the tables.
    right : object
        The right answer (a tuple if there are several); `OneOf` where it has several forms.
    mistakes : dict of object to str, or list of (object, str)
        The hint for each usual mistake. ``...`` inside a tuple stands for anything.
    otherwise : str or callable
        The hint for any other answer; a callable gets the answers and returns the hint. A table of functions
        needs none: the first of the `tries` that went wrong is shown.
    praise : str or callable, optional
        A sentence after "Right!".
    tries : list of tuple, optional
        Arguments with which the learner's function is tried.
    tolerance : float
        Relative, for numbers.

    Returns
    -------
    callable
        The check. Its attributes ``right_answers``, ``mistakes`` (pairs) and ``tries`` are what the tests feed to it.
    """
    if look is None:
        return functools.partial(exercise, right=right, mistakes=mistakes, otherwise=otherwise, praise=praise,
                                 tries=tries, tolerance=tolerance)
    mistakes = list(mistakes.items() if isinstance(mistakes, dict) else mistakes)

    def judge(answers):
        hint = look(*answers)
        if hint is not None or right is None:
            return hint
        given = answers if len(answers) > 1 else answers[0]
        errors = []
        if tries is not None:
            given = _results(answers[0], tries)
            errors = [result for result in given if isinstance(result, Exception)]
            if all(result is None for result in given):
                return NO_RETURN

        def fits(listed):
            return any(agrees(given, _expected(form, tries), tolerance) for form in forms(listed))

        if not errors and fits(right):
            return Right(_text(praise, answers) or "")
        for wrong, hint in mistakes:
            if fits(wrong):
                return _text(hint, answers)
        if errors:
            raise errors[0]
        if tries is not None and otherwise is None:
            return _example(answers[0], tries, given, _expected(forms(right)[0], tries), tolerance)
        return _text(otherwise, answers) or "that isn't right yet: read the question once more."

    @functools.wraps(look)
    def run(*answers):
        if any(answer is ... or is_stub(answer) for answer in answers):
            print("Not answered yet: replace the three dots, run your cell, then run this one again.")
            return
        try:
            with np.errstate(all="ignore"), np.printoptions(legacy="1.25"):  # print 1.5, not np.float64(1.5)
                hint = judge(answers)
        except Exception as error:  # a learner's function may raise anything
            hint = _what_stopped(error)
        if hint is not None and not isinstance(hint, Right):
            hint = next(filter(None, map(_usual_slip, answers)), hint)
        if hint is None or isinstance(hint, Right):
            print(f"Right! {hint}" if hint else "Right!")
        else:
            print("Not quite:", hint)

    run.right_answers = [] if right is None else forms(right)
    run.mistakes, run.tries = mistakes, tries
    return run


EXACT = (str, bool, np.bool_, type(None), PurePath)
NO_RETURN = "the function gives nothing back: end it with return."


def forms(answer):
    """Return the forms of an answer as a list: those of a `OneOf`, or the answer itself."""
    return list(answer) if isinstance(answer, OneOf) else [answer]


def _text(hint, answers):
    return hint(*answers) if callable(hint) else hint


def _results(function, tries):
    """What a function returns, or the error it raises, for each tuple of arguments; each try gets fresh copies."""
    if not callable(function):
        raise TypeError(f"a function is wanted, not {function!r}")
    results = []
    for arguments in tries:
        try:
            results.append(function(*copy.deepcopy(arguments)))
        except Exception as error:  # a learner's function may raise anything
            results.append(error)
    return results


def _example(function, tries, results, expected, tolerance):
    """A hint that shows the first try for which a function returns something else than expected."""
    arguments, result, wanted = next(each for each in zip(tries, results, expected)
                                     if not agrees(each[1], each[2], tolerance))
    call = f"{getattr(function, '__name__', 'it')}({', '.join(map(_shown, arguments))})"
    return f"{call} should return {_shown(wanted)}, yours returns {_shown(result)}."


def _shown(value):
    """A value as a hint shows it: without NumPy's names, and never long."""
    if isinstance(value, np.ndarray):
        plain = {"float_kind": "{:.6g}".format, "int_kind": str}
        text = np.array2string(value, separator=", ", threshold=12, formatter=plain)
    else:
        text = f"{value:.6g}" if isinstance(value, float) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= 100 else f"{text[:60]} ... {text[-20:]}"


def _expected(form, tries):
    return _results(form, tries) if tries is not None else form


def agrees(answer, expected, tolerance=1e-6):
    """Return whether an answer is the expected one: numbers nearly, everything else exactly.

    ``...`` in `expected` agrees with anything; inside tuples and lists each part is compared. A bool is no number.
    """
    if expected is ...:
        return True
    if isinstance(expected, Exception):
        return type(answer) is type(expected) and str(answer) == str(expected)
    if isinstance(expected, EXACT) or isinstance(answer, EXACT):
        return _kind(answer) is _kind(expected) and bool(answer == expected)
    if isinstance(expected, (set, frozenset)):
        return isinstance(answer, (set, frozenset, list, tuple, np.ndarray)) and set(answer) == expected
    if isinstance(expected, dict):
        return (isinstance(answer, dict) and answer.keys() == expected.keys()
                and all(agrees(answer[key], expected[key], tolerance) for key in expected))
    if isinstance(expected, (tuple, list)):
        return (isinstance(answer, (tuple, list, np.ndarray)) and len(answer) == len(expected)
                and all(agrees(one, other, tolerance) for one, other in zip(answer, expected)))
    return close(answer, expected, tolerance)


def _kind(value):
    return bool if isinstance(value, np.bool_) else str if isinstance(value, str) else type(value)


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
