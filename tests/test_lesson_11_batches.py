"""What lesson 11 promises: no clip lost or repeated, a cache that survives, MAP@3 as in known cases."""

import ast
import math
from pathlib import Path

import keras
import nbformat
import numpy as np
import pytest

NOTEBOOK = Path(__file__).resolve().parents[1] / "notebooks" / "11_tagging_long_clips.ipynb"


def taught(*wanted, **names):
    """Run only these functions and classes of the lesson, with the names that they need."""
    for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
        if cell.cell_type == "code":
            for node in ast.parse(cell.source).body:
                if getattr(node, "name", None) in wanted:
                    exec(compile(ast.Module([node], []), NOTEBOOK.name, "exec"), names)
    return [names[name] for name in wanted]


# ---------------------------------------------------------------- the last batch

@pytest.mark.parametrize("clips, batch_size", [(70, 32), (64, 32), (5, 32), (33, 32), (1, 1), (100, 7)])
def test_the_lessons_batches_lose_no_clip_and_repeat_none(clips, batch_size):
    names = {"math": math, "np": np, "keras": keras, "paths": np.arange(clips), "y": np.arange(clips), "frames": 4,
             "crop": lambda picture, start: picture}
    for kind in ("Batches", "TrainingBatches"):
        Batches, Training = taught("Batches", "TrainingBatches", **names, labels=range(clips),
                                   change=lambda picture, rng: picture,
                                   mix=lambda pictures, wanted, rng: (pictures, wanted))
        rows = np.arange(clips)

        def read(path):
            return np.zeros((4, 2))
        data = Batches(rows, read, batch_size) if kind == "Batches" else Training(rows, read, rows, np.ones(clips), 0)
        data.batch_size = batch_size
        for _ in range(2):
            answers = [data[number][1] for number in range(len(data))]
            answers = answers if kind == "Batches" else [wanted.argmax(axis=1) for wanted in answers]
            assert sorted(np.concatenate(answers)) == list(range(clips)), kind
            data.on_epoch_end()


def test_keras_asks_for_each_clip_once_per_epoch_and_predicts_each_once():
    seen = []
    (Batches,) = taught("Batches", math=math, np=np, keras=keras, paths=np.arange(70), y=np.zeros(70), frames=4,
                        crop=lambda picture, start: picture)
    data = Batches(np.arange(70), lambda path: seen.append(path) or np.full((4, 2), float(path)), 32)
    network = keras.Sequential([keras.Input((4, 2, 1)), keras.layers.GlobalMaxPooling2D(), keras.layers.Rescaling(1.0)])
    answers = network.predict(data, verbose=0)[:, 0]
    assert list(answers) == list(range(70)), "one answer for each clip, in order"
    assert len(set(seen)) == 70


# ---------------------------------------------------------------- MAP@3

def test_map_at_3_gives_the_points_of_known_cases():
    points, _, map_at_3 = taught("points", "three_guesses", "map_at_3", np=np)
    assert [points(["a", "b", "c", "d"], truth) for truth in "abcde"] == [1, 1 / 2, 1 / 3, 0, 0]
    probabilities = np.array([[0.5, 0.3, 0.15, 0.05]] * 4)
    assert map_at_3(probabilities, [0, 0, 0, 0]) == 1
    assert map_at_3(probabilities, [0, 1, 2, 3]) == pytest.approx((1 + 1 / 2 + 1 / 3) / 4)
    assert map_at_3(probabilities, [3, 3, 3, 3]) == 0
    assert map_at_3(np.eye(4), [0, 1, 2, 3]) == 1


def test_guessing_ten_classes_at_random_gives_the_map_that_the_lesson_says():
    (_, _, map_at_3), rng = taught("points", "three_guesses", "map_at_3", np=np), np.random.default_rng(0)
    score = map_at_3(rng.random((20000, 10)), rng.integers(10, size=20000))
    assert score == pytest.approx((1 + 1 / 2 + 1 / 3) / 10, abs=0.01)
