"""No speaker is in two parts of a split."""

import numpy as np
import pandas as pd
import pytest

from helpers import WORDS
from helpers.datasets import DatasetError, split_by_speaker


@pytest.fixture
def table():
    rng = np.random.default_rng(0)
    speakers = rng.integers(0, 60, size=1000)
    return pd.DataFrame({"path": [f"{i:04}.wav" for i in range(1000)], "label": rng.choice(WORDS, 1000),
                         "speaker": [f"s{speaker:02}" for speaker in speakers]})


def test_no_speaker_is_in_two_parts_and_the_parts_have_the_sizes_asked_for(table):
    split = split_by_speaker(table)
    assert (split.groupby("speaker").part.nunique() == 1).all()
    assert split.groupby("part").speaker.nunique().to_dict() == {"test": 12, "train": 39, "validation": 9}
    assert split.drop(columns="part").equals(table)


def test_the_order_of_the_rows_does_not_matter_but_the_seed_does(table):
    split = split_by_speaker(table, seed=1)
    shuffled = split_by_speaker(table.sample(frac=1, random_state=3), seed=1)
    assert shuffled.sort_index().equals(split)
    assert not split_by_speaker(table, seed=2).part.equals(split.part)


def test_too_few_speakers_for_three_parts_are_said_so(table):
    with pytest.raises(DatasetError, match="1 speaker cannot be divided into three parts"):
        split_by_speaker(table.assign(speaker="me"))
