"""Find, run and tidy the notebooks. Used by the other tools and by the tests, not by the lessons."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
FOLDED = {"jupyter": {"source_hidden": True}, "cellView": "form"}  # a cell's code is hidden: in Jupyter, in Colab


def lessons(folder: Path = NOTEBOOKS) -> dict[str, Path]:
    """The lessons in their order: ``{"00": .../00_start_here.ipynb, ...}``."""
    return {path.name[:2]: path for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}


def title(notebook) -> str:
    """The first heading of a notebook, without the ``#``."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and cell.source.startswith("# "):
            return cell.source.splitlines()[0][2:].strip()
    return "(no title)"


def tags(cell) -> list[str]:
    return cell.metadata.get("tags", [])


def environment(data: str, models: Path | str, **more: str) -> dict[str, str]:
    """What a kernel sees: which data a lesson gets, and where it leaves its models.

    ``data`` is ``"bundled"``, ``"full"`` or ``"auto"``, as the lessons' ``fetch`` understands it.
    """
    seen = dict(os.environ, SOUND_DATA_SOURCE=data, SOUND_MODELS=str(models), **more)
    seen.pop("MPLBACKEND", None)  # the notebook's own (inline) backend
    return seen


@dataclass
class Run:
    """What happened when a notebook ran."""

    seconds: float = 0.0
    cell_seconds: dict[int, float] = field(default_factory=dict)  # by cell number, the first is 1
    failed_cell: int | None = None
    error: str = ""  # a few lines
    details: str = ""  # the few lines of the reader's own cell around it

    @property
    def ok(self) -> bool:
        return not self.error

    @property
    def slowest(self) -> tuple[int, float]:
        """Number and seconds of the slowest cell."""
        return max(self.cell_seconds.items(), key=lambda item: item[1], default=(0, 0.0))


def execute(notebook, env: dict[str, str], folder: Path = NOTEBOOKS, on_cell=None,
            cell_timeout: int | None = 1800) -> Run:
    """Run a notebook in a fresh kernel; its outputs are put into ``notebook`` itself.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Executed up to the first cell that fails.
    env : dict
        The kernel's environment variables, see `environment`.
    folder : Path
        The kernel's working folder.
    on_cell : callable, optional
        Called with the number of each cell (from 1) when it starts.
    cell_timeout : int
        Seconds after which one cell counts as hanging.

    Returns
    -------
    Run
        Never raises for an error inside the notebook.
    """
    run, started = Run(), {}

    def cell_starts(cell, cell_index):
        started[cell_index] = time.perf_counter()
        if on_cell:
            on_cell(cell_index + 1)

    def cell_ends(cell, cell_index, **_):
        run.cell_seconds[cell_index + 1] = time.perf_counter() - started[cell_index]

    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata.pop("widgets", None)
    notebook.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python",
                                       "name": "python3"}
    client = NotebookClient(
        notebook, timeout=cell_timeout, kernel_name="python3", record_timing=False,
        coalesce_streams=True, on_cell_start=cell_starts, on_cell_executed=cell_ends,
        shutdown_kernel="immediate",  # taking TensorFlow apart lasts two seconds, and nobody needs it
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}})
    start = time.perf_counter()
    try:
        client.execute(env=env)
    except CellExecutionError as error:
        run.error = "\n".join(f"{error.ename}: {error.evalue}".strip().splitlines()[:4])
    except CellTimeoutError:
        run.error = f"one cell took more than {cell_timeout} seconds; stopped"
    except DeadKernelError:
        run.error = "the kernel died (often: the machine ran out of memory)"
    except Exception as error:  # the kernel did not start, or the connection was lost
        run.error = f"could not be run: {type(error).__name__}: {error}".splitlines()[0]
    run.seconds = time.perf_counter() - start
    if run.error and started:
        last = max(started)
        run.failed_cell = last + 1
        run.cell_seconds.setdefault(last + 1, time.perf_counter() - started[last])
        run.details = _where(notebook.cells[run.failed_cell - 1])
    return run


def _where(cell) -> str:
    """The line of the cell at which the error was raised, or the start of the cell."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            plain = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(output.traceback))
            arrows = re.findall(r"^-+> *\d+ .*$", plain, flags=re.MULTILINE)
            if arrows:
                return arrows[0].strip()
    return "\n".join(cell.source.strip().splitlines()[:3])


def tidy(notebook, name: str) -> None:
    """Make a saved notebook the same on every machine: ids, metadata, figure descriptions.

    ``name`` is the file's name; cell ids are made from it and from each cell's own text.
    """
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python",
                          "pygments_lexer": "ipython3"},
        **{key: notebook.metadata[key] for key in ("widgets",) if key in notebook.metadata}})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    used = set()
    for number, cell in enumerate(notebook.cells):
        text, copy = cell.source, 0
        if set(tags(cell)) & {"badges", "bootstrap"}:
            text = tags(cell)[0]  # these are rewritten when the address changes; the id stays
        while True:
            key = f"{name}|{cell.cell_type}|{text}|{copy}"
            cell.id = hashlib.sha256(key.encode()).hexdigest()[:8]
            if cell.id not in used:
                break
            copy += 1
        used.add(cell.id)
        keep = {key: cell.metadata[key] for key in ("tags", "jupyter") if cell.metadata.get(key)}
        if "bootstrap" in tags(cell):
            keep |= FOLDED
        if "checkpoint" in tags(cell) and "nbval-check-output" not in keep["tags"]:
            keep["tags"] = [*keep["tags"], "nbval-check-output"]
        following = notebook.cells[number + 1] if number + 1 < len(notebook.cells) else None
        if cell.cell_type == "code" and (alt := caption(following)):
            keep["mystnb"] = {"image": {"alt": alt}}
        cell.metadata = nbformat.from_dict(keep)
        for output in cell.get("outputs", []):
            if output.output_type in ("display_data", "execute_result"):
                output.metadata = nbformat.from_dict(
                    {k: v for k, v in output.metadata.items() if k != "needs_background"})
    _steady_widget_ids(notebook, name)


def caption(cell) -> str | None:
    """The sentence of a figure: what stands between ``*Figure: `` and the closing ``*``."""
    if cell is None or cell.cell_type != "markdown":
        return None
    found = re.match(r"\*Figure:\s+(.+?)\*(?=\s|$)", cell.source, flags=re.DOTALL)
    return " ".join(found.group(1).split()) if found else None


def _steady_widget_ids(notebook, name: str) -> None:
    """Widgets get random ids in each run: number them instead, so that a new run is no new file."""
    state = notebook.metadata.get("widgets", {}).get(
        "application/vnd.jupyter.widget-state+json", {}).get("state", {})
    if not state:
        return
    order = [view["model_id"] for cell in notebook.cells for output in cell.get("outputs", [])
             if (view := output.get("data", {}).get("application/vnd.jupyter.widget-view+json"))]
    reached, text = [], {key: json.dumps(value) for key, value in state.items()}

    def visit(key):
        if key in state and key not in reached:
            reached.append(key)
            for child in re.findall(r"IPY_MODEL_([0-9a-f]{32})", text[key]):
                visit(child)
    for key in order:
        visit(key)
    for key in [key for key in state if key not in reached]:
        del state[key]
    whole = nbformat.writes(notebook)
    for number, key in enumerate(reached):
        whole = whole.replace(key, hashlib.md5(f"{name}|widget|{number}".encode()).hexdigest())
    notebook.update(nbformat.reads(whole, as_version=4))


def save(notebook, path: Path) -> None:
    """Write a notebook; the file is complete or not there at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    nbformat.write(notebook, str(part))
    os.replace(part, path)
