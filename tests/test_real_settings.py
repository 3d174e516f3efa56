"""The settings that only real recordings get: no test trains with them, so they are compared with what was measured."""

import nbformat
import pytest

import lesson_files as nb

# as in the README's results; whoever changes one measures again
MEASURED = {
    "04": [],  # the same for both
    "05": ["deep_epochs, deep_rate, deep_batch = 40, 0.002, 32"],
    "06": ["epochs, batch_size = (8, 64) if datasets.is_twin(folder) else (40, 32)"],
    "07": ["epochs, batch_size = (4, 16) if twin else (80, 32)"],
    "08": ["junior_epochs, gru_epochs = (20, 8) if twin else (60, 20)",
           "conv_epochs, attention_epochs = (4, 6) if twin else (20, 20)", "batch_size = 32 if twin else 64"],
    "09": ['fixed = {"epochs": 4 if twin else 8,', "draws, more_draws = (6, 8) if twin else (10, 30)"],
    "10": ["epochs = 10 if datasets.is_twin(folders[corpus]) else 16"],
    "11": ["epochs = 8 if twin else 80"],
    "12": ["rounds = 20"],
}


def source_of(lesson: str) -> str:
    cells = nbformat.read(nb.lessons()[lesson], as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "code")


@pytest.mark.parametrize("lesson, line", [(lesson, line) for lesson, lines in MEASURED.items() for line in lines])
def test_real_recordings_get_what_was_measured(lesson, line):
    assert source_of(lesson).count(line) == 1
