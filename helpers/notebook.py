"""Where the code runs, one line of progress that is rewritten, and the errors that are meant for people.

First met in lesson 00, without being seen.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Iterator


class CourseError(Exception):
    """Something that a person can put right. The message says what is wrong, in which file, and what to do."""

    def _render_traceback_(self) -> list[str]:
        """In a notebook, show the message alone, without the calls that led to it."""
        return [f"{type(self).__name__}: {self}"]


class NotReady(CourseError):
    """Something is missing before a lesson can begin."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def in_colab() -> bool:
    """Return whether this is Google Colab."""
    return "google.colab" in sys.modules


def in_notebook() -> bool:
    """Return whether cells of a notebook are running, whoever runs them: a person, nbclient or nbval."""
    return _kernel() is not None


def a_person_is_here() -> bool:
    """Return whether somebody looks at the notebook's page; not so in a terminal, or under nbclient or nbval.

    A page tells the kernel that it can ask the person for input; a program does not.
    """
    return bool(getattr(_kernel(), "_allow_stdin", False))


def _kernel():
    """Return the kernel that this code runs in, or None."""
    shell = sys.modules.get("IPython") and sys.modules["IPython"].get_ipython()
    return getattr(shell, "kernel", None)


_MUTED = threading.RLock()


@contextlib.contextmanager
def no_messages() -> Iterator[None]:
    """Keep what C and C++ code prints to the terminal out of the notebook while it runs."""
    # libraries write to file descriptor 2, past Python's sys.stderr; two threads must not both put it back
    with _MUTED:
        try:
            saved = os.dup(2)
        except OSError:  # there is no terminal
            yield
            return
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
            try:
                yield
            finally:
                os.dup2(saved, 2)
                os.close(saved)


def print_anything() -> None:
    """Let a terminal or pipe that lacks a letter (in cp1252, say) show it as \\u4e2d instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


class Line:
    """One line of text below a cell that is rewritten each time; elsewhere, a line of its own each time."""

    def __init__(self) -> None:
        self.handle = None

    def show(self, text: str) -> None:
        """Put `text` in the place of what was shown before."""
        if not in_notebook():
            print(text)
            return
        from IPython.display import display

        content = {"text/plain": text}
        if self.handle is None:
            self.handle = display(content, raw=True, display_id=True)
        else:
            self.handle.update(content, raw=True)
