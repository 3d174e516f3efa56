"""For the tests of the models that lessons save: a lesson's network, sounds, and a file asked with Keras alone."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import numpy as np

ROOT = Path(__file__).resolve().parent.parent

ONLY_KERAS = """
import os, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np
model = keras.saving.load_model(sys.argv[1], safe_mode=True)
clips = np.load(sys.argv[2])
np.save(sys.argv[3], [model.predict(clips, verbose=0),
                      model.predict(clips, batch_size=3, verbose=0),
                      np.concatenate([model.predict(clip[None], verbose=0) for clip in clips])])
assert not [name for name in sys.modules if name.split(".")[0] == "helpers"]
print("input", model.input_shape, model.inputs[0].dtype, "output", model.output_shape)
"""


def run_cells(lesson, tag, names, containing=""):
    """Run the cells of a lesson that have a tag (and contain some text), with these names."""
    path, = (ROOT / "notebooks").glob(f"{lesson}_*.ipynb")
    cells = [cell for cell in nbformat.read(path, as_version=4).cells
             if tag in cell.metadata.get("tags", []) and containing in cell.source]
    assert cells, f"no cell of {path.name} has the tag {tag!r}"
    for cell in cells:
        exec(compile(cell.source, path.name, "exec"), names)


def sounds(rate):
    """Silence, noises from very quiet to loud, tones, a click, and a sound that ends in silence: a second of each."""
    rng = np.random.default_rng(0)
    time = np.arange(rate) / rate
    rows = [np.zeros(rate)]
    rows += [level * rng.normal(size=rate) for level in (1e-4, 1e-3, 0.01, 0.1, 0.3)]
    rows += [np.sin(2 * np.pi * pitch * time) for pitch in (0, 100, 1000, rate / 2 - 10)]
    rows += [np.eye(1, rate, rate // 2)[0], 0.3 * rng.normal(size=rate) * (time < 0.6)]
    return np.clip(rows, -1, 1).astype(np.float32)


def check_with_keras_alone(file, model, clips, folder):
    """The file loads in safe mode, without the course, and answers as the model did, in whatever batches."""
    np.save(folder / "clips.npy", clips)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    ran = subprocess.run([sys.executable, "-c", ONLY_KERAS, file, "clips.npy", "answers.npy"],
                         cwd=folder, env=environment, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr[-2000:]
    outputs = model.output_shape[1]
    assert ran.stdout.strip().endswith(f"input (None, {clips.shape[1]}) float32 output (None, {outputs})")
    together, threes, alone = np.load(folder / "answers.npy")
    assert together.shape == (len(clips), outputs)
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    assert np.abs(together - alone).max() < 1e-5
    assert np.abs(together - threes).max() < 1e-5
    assert np.abs(together - model.predict(clips, verbose=0)).max() < 1e-5
    assert np.ptp(together, axis=0).max() > 0.01  # different sounds, different answers


def check_a_broken_write(save, folder, capsys):
    """Where the disk is full, saving says so, leaves what was there and nothing else."""
    class FullDisk:
        input_shape = (None, 16000)

        def save(self, path):
            Path(path).write_bytes(b"half a model")
            raise OSError(28, "No space left on device")

    def there():
        return {path.name: path.read_bytes() for path in folder.iterdir()}

    before = there()
    save(FullDisk(), folder)
    assert "could not be saved" in capsys.readouterr().out
    assert there() == before


def count(weights):
    return sum(int(np.prod(weight.shape)) for weight in weights)
