"""Sliders where a person can move them; one plain figure where a program runs the notebook."""

import ipywidgets
import nbclient
import nbformat
import pytest

from helpers import plotting, recorder
from notebooks import ROOT


@pytest.mark.parametrize("person", [True, False])
def test_sliders_are_for_persons(monkeypatch, person):
    drawn, shown = [], []
    monkeypatch.setattr(recorder, "a_person_is_here", lambda: person)
    monkeypatch.setattr(ipywidgets, "interact", lambda draw, **ranges: shown.append(ranges))

    plotting.sliders(lambda height=3: drawn.append(height), height=(0, 10, 1))
    assert (drawn, shown) == (([], [{"height": (0, 10, 1)}]) if person else ([3], []))


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
