"""Exercise checks: each says "not answered yet", what looks wrong and why, or that it is right."""

import contextlib
import copy
import dis
import functools
import inspect
import io
import warnings

import numpy as np

from helpers.checks import hints
from helpers.checks.agreement import OneOf, agrees, close, forms
from helpers.checks.hints import a_kind, no_number, no_numbers
from helpers.skipped import explain_missing_names

__all__ = ["OneOf", "Right", "a_kind", "agrees", "changes_its_input", "close", "exercise", "forms", "no_number",
           "no_numbers"]


class Right(str):
    """Returned by a check to add a sentence to its "Right"."""


class _Guess(str):
    """A hint that no table names, so that more may be said with it."""


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
    names = list(inspect.signature(look).parameters)

    def judge(answers):
        if tries is not None and (hint := hints.no_such_function(answers[0], tries[0])):
            return hint
        hint = look(*answers)
        if hint is not None or right is None:
            return hint
        given = answers if len(answers) > 1 else answers[0]
        wanted = _expected(forms(right)[0], tries)
        strange = []
        if tries is not None:
            given = _results(answers[0], tries)
            if all(result is None for result in given):
                return hints.gives_nothing(answers[0])
        elif len(answers) > 1:
            strange = [hints.strange(*each, shapes=not callable(otherwise)) for each in zip(answers, wanted, names)]
        else:
            strange = [hints.strange(given, wanted, shapes=not callable(otherwise))]
        if any(agrees(given, _expected(form, tries), tolerance) for form in forms(right)):
            return Right((praise(*answers) if callable(praise) else praise) or "")
        for wrong, said in mistakes:
            for form in forms(wrong):
                if agrees(given, _expected(form, tries), tolerance) and not _leaves_open(form, answers):
                    return said(*answers) if callable(said) else said
        if tries is not None:
            for error in given:
                if isinstance(error, Exception):
                    raise error
            shapes = None if callable(otherwise) else 0 if otherwise else 8
            hint = hints.strange_result(given, wanted, tries, tolerance, shapes)
            if hint is None and otherwise is None:
                hint = hints.difference(given, wanted, tries, tolerance)
        else:
            hint = next(filter(None, strange), None)
            if hint is None and otherwise is None:
                hint = "look at it once more."
        return _Guess(hint or (otherwise(*answers) if callable(otherwise) else otherwise))

    @functools.wraps(look)
    def run(*answers):
        if any(map(is_open, answers)):
            print("Not answered yet: replace the three dots, run your cell, then run this one again.")
            return
        answers = tuple(map(_on_copies, answers))
        with (np.errstate(all="ignore"), np.printoptions(legacy="1.25"),  # prints 1.5, not np.float64(1.5)
              warnings.catch_warnings(action="ignore"), contextlib.redirect_stdout(io.StringIO())):
            try:  # what a learner's function prints is not shown: it is called many times
                hint = judge(answers)
            except Exception as error:  # and it may raise anything
                hint = _Guess(hints.what_stopped(error, any(map(callable, answers))))
        if isinstance(hint, _Guess):
            hint = " ".join([hint, *filter(None, map(hints.borrowed, answers))])
        if hint is not None and not isinstance(hint, Right):
            wanted = forms(right)[0] if right is not None else None
            hint = next(filter(None, (hints.usual_slip(answer, wanted) for answer in answers)), hint)
        if hint is None or isinstance(hint, Right):
            print(f"Right! {hint}" if hint else "Right!")
        else:
            print("Not quite:", " ".join(hint.split()))

    run.right_answers = [] if right is None else forms(right)
    run.mistakes, run.tries = mistakes, tries
    return run


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


def _leaves_open(form, answers):
    """Whether a mistake says nothing (...) about an answer that is a text, or nothing, or a function."""
    return (isinstance(form, tuple) and len(form) == len(answers) and any(
        part is ... and (isinstance(answer, (str, type(None))) or callable(answer))
        for part, answer in zip(form, answers)))


def _on_copies(answer):
    """A learner's function, but one that can't change what it is given: the next check gets it as well."""
    if not callable(answer) or isinstance(answer, type):
        return answer

    def on_copies(*arguments):
        return answer(*copy.deepcopy(arguments))

    on_copies.__wrapped__ = answer
    return on_copies


def changes_its_input(function, *arguments):
    """Return whether a function changes the arrays that it is given, as ``samples *= gain`` does."""
    given = copy.deepcopy(arguments)
    try:
        inspect.unwrap(function)(*given)
    except Exception:  # the tries will meet it again, and tell
        return False
    return not all(np.array_equal(one, other) for one, other in zip(given, arguments))


def is_open(answer):
    """Return whether an answer still is, or holds, the three dots of the starter."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    holds = isinstance(answer, (list, tuple)) and any(part is ... for part in answer)
    return answer is ... or holds or is_stub(answer)


def is_stub(answer):
    """True for a function whose body is nothing but ``...`` or ``pass``."""
    if not callable(answer) or not hasattr(answer, "__code__"):
        return False
    return _steps(answer) in (_steps(_stub), _steps(lambda: ...))


def _steps(function):
    # the values too: `return 5` has the same steps as `...`, which returns None
    return [(step.opname, step.argval) for step in dis.get_instructions(function)]


def _stub():
    ...


explain_missing_names()  # each lesson imports its checks first of all
