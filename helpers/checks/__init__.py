"""Exercise checks: each says "not answered yet", what looks wrong and why, or that it is right."""

import copy
import dis
import functools
import textwrap
from pathlib import Path

import numpy as np


class Right(str):
    """Returned by a check to add a sentence to its "Right"."""


class OneOf(tuple):
    """Several forms of one right (or wrong) answer: ``right=OneOf(("go", "Go"))``."""


def exercise(look=None, *, right=None, mistakes=(), otherwise=None, praise=None, tries=None, tolerance=1e-6):
    """Turn a description of an exercise into its check.

    The check prints one line and returns nothing. An answer that is still ``...``, or a function
    whose body is still ``...``, is "not answered yet". An error raised while the answer is tried
    becomes one readable line. Some mistakes get the same hint in every exercise: a player in the place
    of a sound, a comma inside a number, a text or a list in the place of a number.

    Three ways to describe what is right; first comes the function's own `look`, then `right`, then `mistakes`:

    - a table: the answer, or the tuple of answers, is compared with `right` and each of the `mistakes`;
    - a table of functions: what the learner's function returns for all `tries` (tuples of arguments) is
      compared with what `right` and the functions among the `mistakes` return for them; an error that such a
      function raises counts as its result, so that a mistake may be one that stops;
    - a function (`look`) that gets the answers and returns a hint, a `Right`, or None to go on.

    Parameters
    ----------
    look : callable
        The decorated function; a body that is only a docstring leaves all to the tables.
    right : object
        The right answer (a tuple if there are several); `OneOf` where it has several forms.
    mistakes : dict of object to str, or list of (object, str)
        The hint for each usual mistake. ``...`` inside a tuple stands for anything, a type for any value of it.
    otherwise : str or callable, optional
        The hint for any other answer; a callable gets the answers and returns the hint. Without it, the hint
        tells for which of the `tries` the function returns something else.
    praise : str or callable, optional
        A sentence after "Right!".
    tries : list of tuple, optional
        Arguments with which the learner's function is tried.
    tolerance : float
        Relative, for numbers.

    Returns
    -------
    callable
        The check. Its attributes ``right_answers`` and ``mistakes`` (pairs) are what the tests feed to it.
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
        wanted = _expected(forms(right)[0], tries)
        if tries is not None:
            if not callable(answers[0]):
                return f"that is {a_kind(answers[0])}, and a function is wanted: it begins with def."
            given = _results(answers[0], tries)
            if all(result is None for result in given):
                return NO_RETURN
        if any(agrees(given, _expected(form, tries), tolerance) for form in forms(right)):
            return Right((praise(*answers) if callable(praise) else praise) or "")
        for wrong, said in mistakes:
            if any(agrees(given, _expected(form, tries), tolerance) for form in forms(wrong)):
                return said(*answers) if callable(said) else said
        if tries is not None:
            for error in given:
                if isinstance(error, Exception):
                    raise error
        else:
            hint = next(filter(None, map(_no_number, answers, wanted if len(answers) > 1 else [wanted])), None)
        if hint is None and otherwise is None:
            hint = _difference(tries, given, wanted, tolerance) if tries is not None else "look at it once more."
        return hint or (otherwise(*answers) if callable(otherwise) else otherwise)

    @functools.wraps(look)
    def run(*answers):
        if any(answer is ... or is_stub(answer) for answer in answers):
            print("Not answered yet: replace the three dots, run your cell, then run this one again.")
            return
        try:
            with np.errstate(all="ignore"), np.printoptions(legacy="1.25"):  # print 1.5, not np.float64(1.5)
                hint = judge(answers)
        except Exception as error:  # a learner's function may raise anything
            hint = _what_stopped(error, any(map(callable, answers)))
        if hint is not None and not isinstance(hint, Right):
            hint = next(filter(None, map(_usual_slip, answers)), hint)
        if hint is None or isinstance(hint, Right):
            print(f"Right! {hint}" if hint else "Right!")
        else:
            print("Not quite:", " ".join(hint.split()))

    run.right_answers = [] if right is None else forms(right)
    run.mistakes, run.tries = mistakes, tries
    return run


NO_RETURN = "the function gives nothing back: end it with return. (A print only shows the value.)"


def forms(answer):
    """Return the forms of an answer as a list: those of a `OneOf`, or the answer itself."""
    return list(answer) if isinstance(answer, OneOf) else [answer]


def _results(function, tries):
    """What a function returns, or the error that it raises, for each tuple of arguments; each try gets fresh copies."""
    results = []
    for arguments in tries:
        try:
            with np.errstate(all="ignore"):
                results.append(function(*copy.deepcopy(arguments)))
        except Exception as error:  # a learner's function may raise anything
            results.append(error)
    return results


def _expected(form, tries):
    return _results(form, tries) if tries is not None else form


def _difference(tries, given, wanted, tolerance):
    """A hint: the first try for which a function returns something else."""
    for arguments, one, other in zip(tries, given, wanted):
        if not agrees(one, other, tolerance):
            return f"for {', '.join(map(_short, arguments))} it returns {_short(one)}, not {_short(other)}."


def _short(value):
    if isinstance(value, np.ndarray):
        text = np.array2string(value, separator=", ", threshold=8, formatter={"float_kind": "{:.4g}".format})
    elif isinstance(value, (float, np.floating)):
        text = f"{value:.6g}"
    else:
        text = str(value) if isinstance(value, (Path, np.generic)) else repr(value)
    return textwrap.shorten(text, 80, placeholder=" ...")


def changes_its_input(function, *arguments):
    """Return whether a function changes the arrays that it is given, as ``samples *= gain`` does."""
    given = copy.deepcopy(arguments)
    try:
        function(*given)
    except Exception:  # the tries will meet it again, and tell
        return False
    return not all(np.array_equal(one, other) for one, other in zip(given, arguments))


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
        return isinstance(answer, (set, frozenset, list, tuple, np.ndarray)) and set(answer) == expected
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


def a_kind(value):
    """Return what a value is, with its article: "a list", "an int"."""
    name = type(value).__name__
    return {"ndarray": "a NumPy array", "NoneType": "None", "str": "a text"}.get(name) or _with_article(name)


def _with_article(name):
    return f"{'an' if name[0].lower() in 'aeio' else 'a'} {name}"


def _no_number(answer, wanted):
    """A hint if a number is wanted and the answer is none, else None."""
    if isinstance(wanted, EXACT) or not isinstance(wanted, (int, float, np.number)):
        return None
    if isinstance(answer, str):
        return "that is a text. Write the number, or the calculation, without quotation marks."
    if isinstance(answer, EXACT) or not isinstance(answer, (int, float, np.number)):
        return f"a single number is wanted, and that is {a_kind(answer)}."
    return None


def _what_stopped(error, in_function):
    """A hint from an error that the answer raised: what Python says, and what to look for."""
    kind, text = type(error).__name__, " ".join(str(error).split()).rstrip(".")
    hint = f"your answer stopped with {kind}: {text}."
    if isinstance(error, UnboundLocalError):
        return f"{hint} The function uses a name before it has given it a value."
    if isinstance(error, NameError):
        return f"{hint} The function uses a name that it was not given: look at the names in its brackets."
    if in_function and "truth value of an array" in text:
        return ("an if wants one yes or no, but a comparison with an array gives one for each number in it. Ask about "
                "a single number, such as the largest.")
    if "only integer scalar arrays can be converted" in text:
        return (f"{hint} Does np.concatenate get its arrays in square brackets, as one list: np.concatenate([a, b])?")
    if in_function and "broadcast" in text:
        return (f"{hint} Two arrays of different lengths met. Does your function use something from an earlier cell? "
                "Use only what it is given, in its brackets.")
    if isinstance(error, (AttributeError, IndexError, KeyError, TypeError, ValueError)):
        return f"{hint} What {_with_article(kind)} is, the table of errors in lesson 01 tells."
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
