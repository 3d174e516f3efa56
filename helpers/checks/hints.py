"""Hints that every exercise shares: an answer of another kind than what is wanted, an error, a name from elsewhere.

Each is said only of an answer that no table of the exercise names.
"""

import contextlib
import dis
import inspect
import textwrap
import types
from pathlib import Path

import numpy as np

from helpers.checks.agreement import EXACT, agrees

NUMBER, ROW = (int, float, np.number), (list, tuple, np.ndarray)
NO_RETURN = "the function gives nothing back: end it with return. (A print only shows the value.)"
NEVER_REACHED = ("the function gives nothing back: it ends without coming to its return. Does that stand inside an if, "
                 "or a loop?")


# What a value is

def a_kind(value):
    """Return what a value is, with its article: "a list", "an int"."""
    if callable(value):
        return "a type" if isinstance(value, type) else "a function"
    name = type(value).__name__
    return {"ndarray": "a NumPy array", "NoneType": "None", "str": "a text"}.get(name) or _with_article(name)


def _with_article(name):
    return f"{'an' if name[0].lower() in 'aeio' else 'a'} {name}"


def short(value):
    """Return a value as a short text."""
    if hasattr(value, "columns"):
        text = f"a table of {len(value)} rows"
    elif isinstance(value, np.ndarray) and value.ndim > 1 and value.size > 12:
        text = f"an array of the shape {value.shape}"
    elif isinstance(value, np.ndarray):
        text = np.array2string(value, separator=", ", threshold=8, formatter={"float_kind": "{:.4g}".format})
    elif isinstance(value, (float, np.floating)):
        text = f"{value:.6g}"
    else:
        text = str(value) if isinstance(value, (Path, np.generic)) else repr(value)
    return textwrap.shorten(text, 80, placeholder=" ...")


def _shape(value):
    """The shape of an array, a list or a number; None for rows of different lengths."""
    with contextlib.suppress(ValueError):
        return np.shape(value)


def _how_many(value):
    shape = _shape(value)
    return f"{len(value)} values" if shape is None or len(shape) == 1 else f"an array of the shape {shape}"


# Answers that are values

def no_number(answer, name=None):
    """Return a hint if an answer is no single number, else None.

    Parameters
    ----------
    answer : object
    name : str, optional
        What the answer is called, if there are several.
    """
    which = f"{name}: " if name else ""
    if isinstance(answer, str):
        return f"{which}that is a text. Write the number, or the calculation, without quotation marks."
    if answer is None:
        return f"{which}a single number is wanted, and that is None. (A print shows a value, and gives back nothing.)"
    if callable(answer) and not isinstance(answer, type):
        return (f"{which}a single number is wanted, and that is a function itself, not what it gives back. Call it: "
                "round brackets come after its name.")
    if isinstance(answer, EXACT) or not (isinstance(answer, NUMBER) or _one_number(answer)):
        return f"{which}a single number is wanted, and that is {a_kind(answer)}."
    return None


def _one_number(answer):
    return isinstance(answer, np.ndarray) and answer.shape == () and answer.dtype.kind in "iuf"


def no_numbers(answer, what, shape=None):
    """Return a hint if an answer is no array (or list) of real numbers of this shape, else None.

    Parameters
    ----------
    answer : object
    what : str
        What the answer is called.
    shape : tuple of int, optional
    """
    values = np.asarray(None if _shape(answer) is None else answer)
    if isinstance(answer, ROW) and values.dtype.kind not in "biufc":
        return f"{what} should hold numbers only, in rows of the same length."
    if values.dtype.kind == "c":
        return f"{what} holds complex numbers; real ones are wanted."
    if values.dtype.kind not in "biuf":
        return f"{what} should be a NumPy array, and yours is {a_kind(answer)}."
    if shape is not None and values.shape != shape:
        if values.ndim == 0:
            return f"{what} should be an array of {' times '.join(map(str, shape))} numbers, yours is a single number."
        if len(shape) == values.ndim == 1:
            return f"{what} should have {shape[0]} numbers, yours has {len(values)}."
        return f"{what} should have the shape {shape}, yours has {values.shape}."
    if not np.isfinite(values.astype(float)).all():
        return f"{what} holds values that are no numbers (nan or inf). Was something divided by 0?"
    return None


def strange(answer, wanted, name=None, shapes=True):
    """Return a hint if an answer is of another kind than what is wanted, else None: a text for a number, say.

    Parameters
    ----------
    answer, wanted : object
    name : str, optional
        What the answer is called, if there are several.
    shapes : bool
        Whether an array of another shape is told, too.
    """
    if isinstance(wanted, str):
        if isinstance(answer, ROW) and np.size(answer) == 1 and np.ravel(answer)[0] == wanted:
            return f"the right word, but inside {a_kind(answer)}: write it alone."
        nearly = isinstance(answer, str) and answer.strip().casefold() == wanted.casefold()
        return f"nearly! Write it exactly so: {wanted!r}." if nearly and answer != wanted else None
    if isinstance(wanted, np.ndarray) and wanted.dtype.kind in "iuf":
        return no_numbers(answer, name or "your answer", wanted.shape if shapes else None)
    if isinstance(wanted, EXACT) or not isinstance(wanted, NUMBER):
        return None
    return no_number(answer, name)


def usual_slip(answer, wanted):
    """Return a hint for a wrong answer that is a player, or a number written with a comma, else None.

    Parameters
    ----------
    answer : object
    wanted : object
        The right answer; None if it is not known.
    """
    if type(answer).__name__ == "Audio":
        return ("that is a player, not a sound. First make the sound and give it its name, then play it in a "
                "line of its own.")
    if isinstance(answer, tuple) and len(answer) > 1:  # 1,25 or tone * 0,5 or 0,5 * tone or 16,000
        sounds = sum(isinstance(part, np.ndarray) for part in answer)
        numbers = [part for part in answer if isinstance(part, (int, float)) and not isinstance(part, bool)]
        whole = all(type(part) is int and part >= 0 for part in (numbers if sounds else numbers[1:]))
        several = isinstance(wanted, (np.ndarray, dict, set, str)) and not sounds
        if sounds < 2 and sounds + len(numbers) == len(answer) and whole and not several:
            return "a comma makes several values of it. Python writes 1.25 with a point, and 16000 without a comma."
    return None


# Answers that are functions

def no_such_function(answer, arguments):
    """Return a hint if an answer is no function, or one that takes another number of arguments, else None."""
    if not callable(answer):
        return f"that is {a_kind(answer)}, and a function is wanted: it begins with def."
    with contextlib.suppress(ValueError):  # one of NumPy's own, which does not tell what it takes
        try:
            inspect.signature(answer).bind(*arguments)
        except TypeError:
            count = f"{len(arguments)} thing{'s' * (len(arguments) > 1)}"
            return (f"the check gives your function {count}, and its brackets take another number of them. Leave the "
                    "first line, the one with def, as it was.")
    return None


def _instructions(code):
    """The instructions of a function's code, those of the loops in square brackets included."""
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _instructions(constant)
    yield from dis.get_instructions(code)


def gives_nothing(function):
    """Return the hint for a function that never gives anything back."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    steps = list(dis.get_instructions(code)) if code else []
    ends = [step.argval if step.opname == "RETURN_CONST" else before.argval if before.opname == "LOAD_CONST" else ...
            for before, step in zip([None, *steps], steps) if step.opname.startswith("RETURN_")
            and step.opname != "RETURN_GENERATOR"]
    return NEVER_REACHED if None in ends and any(end is not None for end in ends) else NO_RETURN


def borrowed(function):
    """Return a sentence on the values from earlier cells that a function uses, or None if it has only its own."""
    own = inspect.unwrap(function) if callable(function) else None
    if not hasattr(own, "__code__"):
        return None
    used = {step.argval for step in _instructions(own.__code__) if step.opname in ("LOAD_GLOBAL", "LOAD_NAME")}
    values = sorted(name for name in used & own.__globals__.keys() if not callable(own.__globals__[name])
                    and not isinstance(own.__globals__[name], types.ModuleType))
    if not values:
        return None
    return (f"(It uses {', '.join(values)}, which {'comes' if len(values) == 1 else 'come'} from an earlier cell: use "
            "what the function is given, in its brackets.)")


def strange_result(given, wanted, tries, tolerance, shapes=None):
    """Return a hint if a function's first wrong result is of another kind than it should be, else None.

    Parameters
    ----------
    given, wanted : list
        The results for all `tries`.
    tries : list of tuple
    tolerance : float
    shapes : int, optional
        Tell an array of another shape if it or the right one has more values than this. None: never.
    """
    arguments, one, other = next(each for each in zip(tries, given, wanted) if not agrees(*each[1:], tolerance))
    where = f"for {', '.join(map(short, arguments))}"
    if callable(one):
        return "it returns a function that was not called: are its round brackets missing?"
    if one is None:
        return f"{where} it returns nothing (None). Is there a return for that case, too?"
    single = isinstance(other, (str, *NUMBER)) and not isinstance(other, bool)
    if single and isinstance(one, str):
        nearly = isinstance(other, str) and one.strip().casefold() == other.casefold()
        return (f"{where} it returns a text, {short(one)}, and a number is wanted." if not isinstance(other, str) else
                f"{where} it returns {one!r}: write it exactly so, {other!r}." if nearly else None)
    if single and isinstance(one, ROW):
        if _shape(one) and np.size(one) == 1 and agrees(np.ravel(one)[0], other, tolerance):
            return f"{where} it returns the right thing, but inside {a_kind(one)}: take it out."
        thing = "word" if isinstance(other, str) else "number"
        return f"{where} it returns {_how_many(one)}, and a single {thing} is wanted."
    if isinstance(other, np.ndarray) and shapes is not None:
        if isinstance(one, NUMBER) and other.size > shapes:
            return f"{where} it returns a single number, and {_how_many(other)} are wanted."
        if isinstance(one, ROW) and _shape(one) != other.shape and max(np.size(other), len(one)) > shapes:
            return f"{where} it returns {_how_many(one)}, and {_how_many(other)} are wanted."
    return None


def difference(given, wanted, tries, tolerance):
    """Return a hint: the first try for which a function returns something else."""
    arguments, one, other = next(each for each in zip(tries, given, wanted) if not agrees(*each[1:], tolerance))
    where = f"for {', '.join(map(short, arguments))}"
    if short(one) == short(other) and _shape(one) == _shape(other) != ():  # the middle of a long row is not shown
        place = next(n for n, pair in enumerate(zip(one, other)) if not agrees(*pair, tolerance))
        return (f"{where}, value {place} of what it returns (counted from 0) is {short(one[place])}, not "
                f"{short(other[place])}.")
    return f"{where} it returns {short(one)}, not {short(other)}."


# Errors

IMPORTED = ("math", "random", "np", "pd", "plt", "tf", "keras", "scipy", "librosa")
LENGTHS = "Two arrays of different lengths met: which of them should be longer, or shorter?"
ZERO = "Something is divided by a number that can be 0."
POWER = "Python writes a power with **, not with ^."
SIGNS = {  # what Python or NumPy says: what to look for
    "only integer scalar arrays can be converted":
        "Does np.concatenate get its arrays in square brackets, as one list: np.concatenate([a, b])?",
    "broadcast": LENGTHS, "boolean index did not match": LENGTHS,
    "mismatch in its core dimension":
        "For a @ b, the last axis of a must be as long as the first axis of b: which of the two goes first?",
    "negative dimensions": "An array can't have less than 0 numbers: is the longer length taken from the shorter one?",
    "can't contain negative values": "Nothing is less than 0 long: is the longer length taken from the shorter one?",
    "inhomogeneous shape": "Rows of different lengths make no array.",
    "cannot be interpreted as an integer":
        "A whole number is wanted there: len(...) counts things, int(...) makes a whole number.",
    "only integers, slices": "In square brackets stands a position, a whole number: np.min gives the smallest value, "
                             "np.argmin the position of it.",
    "too many indices": "In square brackets a colon, not a comma, goes from one position to another.",
    "is not callable": "Round brackets behind something call it. To multiply, write *; for a part of an array, take "
                       "square brackets.",
    "'NoneType' object is not subscriptable":
        "Something gave back None: sort() and append() change a list, and give back nothing.",
    "is not subscriptable": "Square brackets take a part of a list or an array; round ones call a function.",
    "for ^": POWER, "bitwise_xor": POWER,
    "did not contain a loop with signature matching types": "Is one of the two a text, and the other a number?",
    "out of bounds for axis": "There is no such position: they are counted from 0, so the last is the size minus 1.",
    "out of bounds for array of dimension":
        "Axes are counted from 0: a row of numbers has only axis 0, a table has 0 and 1.",
    "division": ZERO, "modulo": ZERO, "maximum recursion depth": "The function calls itself again and again."}


def what_stopped(error, in_function):
    """Return a hint from an error that an answer raised: what Python says, and what to look for.

    Parameters
    ----------
    error : Exception
    in_function : bool
        Whether an answer is a function.
    """
    kind = next(known.__name__ for known in type(error).__mro__ if known.__module__ == "builtins")  # no UFuncTypeError
    text = " ".join(str(error).split()).rstrip(".")
    hint = f"your answer stopped with {kind}: {text}." if text else f"your answer stopped with {kind}."
    if isinstance(error, UnboundLocalError):
        return f"{hint} The function uses a name before it has given it a value."
    if isinstance(error, NameError):
        if error.name in IMPORTED:
            return f"{hint} It has to be imported first."
        return (f"{hint} The function uses a name that it was not given: look at the names in its brackets. (Is it "
                "meant as a text? Then it needs quotation marks.)")
    if in_function and "truth value of an array" in text:
        return ("an array stands where one yes or no, or one number, is wanted: behind an if, perhaps. Ask about a "
                "single number, such as the largest; or calculate with the whole array, without an if.")
    for sign, look_for in SIGNS.items():
        if sign in text:
            return f"{hint} {look_for}"
    if isinstance(error, (AttributeError, IndexError, KeyError, TypeError, ValueError)):
        return f"{hint} What {_with_article(kind)} is, the table of errors in lesson 01 tells."
    return hint
