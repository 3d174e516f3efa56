"""Sliders where a person can move them; one plain figure where a program runs the notebook."""

import nbclient
import nbformat
import pytest

from helpers import plotting
from notebooks import ROOT


@pytest.fixture
def shown(monkeypatch):
    """What is displayed as output of a cell."""
    displayed = []
    monkeypatch.setattr("IPython.display.display", lambda *things, **_: displayed.extend(things))
    return displayed


def test_a_person_gets_sliders_that_draw_when_they_are_let_go(monkeypatch, shown):
    drawn = []
    monkeypatch.setattr(plotting, "a_person_is_here", lambda: True)
    plotting.sliders(lambda height=3, width=0.5: drawn.append((height, width)), height=(0, 10, 1), width=(0, 1, 0.1))

    height, width, _ = shown[0].children
    assert (height.value, height.max, width.step) == (3, 10, 0.1)
    assert not height.continuous_update and not width.continuous_update
    height.value = 7
    assert drawn[-1] == (7, 0.5)


def test_a_program_gets_one_drawing_and_no_sliders(monkeypatch, shown):
    drawn = []
    monkeypatch.setattr(plotting, "a_person_is_here", lambda: False)
    plotting.sliders(lambda height=3: drawn.append(height), height=(0, 10, 1))
    assert drawn == [3] and not shown


def test_a_saved_notebook_holds_the_figure_and_no_dead_sliders():
    source = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from helpers import plotting
def draw(height=3):
    print("height", height)
plotting.sliders(draw, height=(0, 10, 1))"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    nbclient.NotebookClient(notebook, timeout=120).execute()
    assert [output.text for output in notebook.cells[0].outputs] == ["height 3\n"]
    assert "widgets" not in notebook.metadata
