"""The course's figures: what is where, in which unit, in which colour."""

from types import SimpleNamespace

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import nbclient
import nbformat
import numpy as np
import pytest

from helpers import ROOT, WORDS, plotting


@pytest.fixture(autouse=True)
def no_figure_left_open():
    yield
    plt.close("all")


def has_title_and_units(ax):
    title = ax.get_title(loc="left") or ax.get_title()
    return bool(title and ax.get_xlabel() and ax.get_ylabel())


def test_every_word_has_a_colour_of_its_own():
    assert list(plotting.LABEL_COLOURS) == WORDS
    assert len(set(plotting.LABEL_COLOURS.values())) == len(WORDS)


def test_a_waveform_is_drawn_over_seconds():
    ax = plotting.waveform(np.zeros(8000), 16000, "Silence", color="red")
    line = ax.get_lines()[0]
    assert line.get_xdata()[-1] == pytest.approx(0.5, abs=1e-3)
    assert line.get_color() == "red" and has_title_and_units(ax) and "(s)" in ax.get_xlabel()


def test_a_spectrum_peaks_at_the_frequency_of_a_sine_at_its_level():
    t = np.arange(16000) / 16000
    ax = plotting.spectrum(np.sin(2 * np.pi * 1000 * t), 16000, "1 kHz")
    frequencies, levels = ax.get_lines()[0].get_data()
    assert frequencies[np.argmax(levels)] == pytest.approx(1000, abs=2)
    assert levels.max() == pytest.approx(20 * np.log10(0.5), abs=0.1)
    assert has_title_and_units(ax) and "Hz" in ax.get_xlabel() and "dB" in ax.get_ylabel()


def test_silence_has_a_spectrum_too():
    levels = plotting.spectrum(np.zeros(1000), 16000, "Silence").get_lines()[0].get_ydata()
    assert np.isfinite(levels).all()


def test_pictures_stand_side_by_side_with_one_scale_of_colours_if_asked():
    one, other = np.full((20, 40), -10.0), np.full((20, 40), -70.0)
    axes = plotting.pictures([("one", one), ("other", other)], 5, "mel band (0 to 39)", levels=(-90, -10))
    assert [ax.get_title(loc="left") or ax.get_title() for ax in axes] == ["one", "other"]
    assert [ax.get_images()[0].get_clim() for ax in axes] == [(-90, -10)] * 2
    assert axes[0].get_images()[0].get_extent() == [0, 5, 0, 40] and has_title_and_units(axes[0])
    assert "(s)" in axes[1].get_xlabel() and not axes[1].get_ylabel(), "the vertical axis is the same for all"


def test_pictures_of_other_sizes_have_their_own_axes_or_a_common_top():
    unlike = {"few": np.zeros((20, 12)), "many": np.zeros((20, 128))}
    tops = [ax.get_ylim()[1] for ax in plotting.pictures(unlike.items(), 2, "band")]
    assert tops == [12, 128]
    tops = [ax.get_ylim()[1] for ax in plotting.pictures(unlike.items(), 2, "band (%)", top=100)]
    assert tops == [100, 100]


def test_pictures_fill_rows_and_show_80_db_at_most():
    quiet = np.full((20, 40), -200.0)
    quiet[0, 0] = 0.0
    axes = plotting.pictures([(str(number), quiet) for number in range(5)], 1, "band", rows=2)
    assert len(axes) == 5 and axes[0].get_images()[0].get_clim() == (-80, 0)


def test_losses_are_drawn_from_epoch_1_with_the_line_of_guessing():
    ax = plotting.losses({"SGD": [2.0, 1.5, 1.2], "Adam": [1.9, 1.0, 0.5]}, "Two optimizers", guessing=np.log(8))
    first, second, guessing = ax.get_lines()
    assert list(first.get_xdata()) == [1, 2, 3] and list(second.get_ydata()) == [1.9, 1.0, 0.5]
    assert guessing.get_ydata()[0] == np.log(8) and has_title_and_units(ax)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["SGD", "Adam", "guessing"]


def test_a_spectrogram_has_time_to_the_right_and_frequency_upwards():
    decibels = np.full((61, 64), -80.0)
    decibels[60, 0] = 0.0  # the end of the sound, the lowest band
    ax = plotting.spectrogram(decibels, 1, 8000, "One spot", colourbar=True)
    image = ax.get_images()[0]
    assert image.get_extent() == [0, 1, 0, 8000] and image.origin == "lower"
    assert image.get_array()[0, 60] == 0.0
    assert has_title_and_units(ax) and len(ax.figure.axes) == 2


def test_a_spectrogram_can_go_without_its_scale_and_into_given_axes():
    figure, axes = plt.subplots(1, 2)
    assert plotting.spectrogram(np.zeros((5, 4)), 1, 8000, "Flat", ax=axes[1], colourbar=False) is axes[1]
    assert len(figure.axes) == 2 and not axes[0].has_data()


def test_learning_curves_show_training_dashed_and_validation_solid():
    history = SimpleNamespace(history={"loss": [2, 1, 0.5], "val_loss": [2, 1.5, 1.6],
                                       "accuracy": [0.2, 0.5, 0.8], "val_accuracy": [0.2, 0.4, 0.4]})
    loss, accuracy = plotting.learning_curves({"dense": history})
    dashed, solid = loss.get_lines()
    assert dashed.get_linestyle() == "--" and list(dashed.get_ydata()) == [2, 1, 0.5]
    assert solid.get_linestyle() == "-" and list(solid.get_ydata()) == [2, 1.5, 1.6]
    assert list(solid.get_xdata()) == [1, 2, 3]
    assert accuracy.get_ylim() == (0, 1) and has_title_and_units(loss) and has_title_and_units(accuracy)
    assert [line.get_label() for line in accuracy.get_lines()] == ["dense, training", "dense, validation"]


def test_two_models_have_two_colours_and_a_single_epoch_is_enough():
    history = SimpleNamespace(history={key: [0.5] for key in ("loss", "val_loss", "accuracy", "val_accuracy")})
    loss, _ = plotting.learning_curves({"one": history, "two": history})
    assert len({str(line.get_color()) for line in loss.get_lines()}) == 2


def test_a_confusion_matrix_has_true_labels_in_rows_and_a_label_without_clips_is_zero():
    ax = plotting.confusion_matrix(["no", "no", "yes"], ["no", "yes", "yes"], ["go", "no", "yes"], "Test")
    numbers = [text.get_text() for text in ax.texts]
    assert numbers == ["0", "0", "0", "0", "1", "1", "0", "0", "1"]
    assert has_title_and_units(ax) and "true" in ax.get_ylabel()


# ---- sliders


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


def test_pictures_of_other_lengths_keep_them_under_one_title():
    named = [(name, np.full((length, 40), -70.0)) for name, length in zip("abc", (61, 61, 30))]
    axes = plotting.pictures(named, [1, 1, 0.5], "mel band", levels=(-70, 0), rows=2, title="Three")
    assert axes[2].get_images()[0].get_extent() == [0, 0.5, 0, 40] and axes[2].get_xlim() == (0, 1)
    assert axes[0].figure.get_suptitle() == "Three" and len([ax for ax in axes[0].figure.axes if ax.axison]) == 3


def test_each_fold_is_a_point_and_a_stroke_marks_the_mean():
    ax = plotting.fold_scores({"random": np.array([0.8, 0.9]), "whole": [0.5, 0.6, 0.7]}, "Folds")
    points, mean, others, other_mean = ax.get_lines()
    assert list(points.get_xdata()) == [0.8, 0.9] and mean.get_xdata() == pytest.approx([0.85])
    assert len(others.get_xdata()) == 3 and other_mean.get_xdata() == pytest.approx([0.6])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["random", "whole"] and has_title_and_units(ax)
