"""The rooms of helpers/: a module imports from its own room and from those below it, never from one above."""

import ast
from pathlib import Path

import pytest

from helpers import ROOT

HELPERS = ROOT / "helpers"
ROOMS = [["", "notebook", "skipped", "memory"], ["start"], ["sound_headers"], ["sound_files"], ["audio"],
         ["features", "training", "plotting", "players", "search", "feature_cache"], ["moving", "drawings"],
         ["datasets"], ["my_voice"], ["drive"], ["checks"], ["live"]]  # from the bottom to the top
FLOOR = {name: floor for floor, names in enumerate(ROOMS) for name in names}
MODULES = sorted(HELPERS.rglob("*.py"))


def room_of(module: str) -> str:
    """The room of "helpers.datasets.twin" is "datasets"; that of "helpers" itself is ""."""
    return [*module.split("."), ""][1]


def imported(path: Path) -> list[str]:
    """Everything of ours that a module imports, wherever in it: "helpers.audio", ..."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}: imports are written in full"
            found += [f"{node.module}.{alias.name}" if node.module == "helpers" and alias.name.islower()
                      else node.module for alias in node.names]
    return [name for name in found if name.split(".")[0] == "helpers"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HELPERS).as_posix())
def test_no_module_imports_from_a_room_above_its_own(path):
    own = FLOOR[room_of(".".join(path.relative_to(ROOT).with_suffix("").parts).replace(".__init__", ""))]
    above = [name for name in imported(path) if FLOOR[room_of(name)] > own]
    assert above == []


def test_a_climbing_import_would_be_found(tmp_path):
    module = tmp_path / "audio.py"
    module.write_text("def late():\n    from helpers import ROOT, my_voice\n"
                      "    from helpers.live.recogniser import load\n")
    assert imported(module) == ["helpers", "helpers.my_voice", "helpers.live.recogniser"]
    assert FLOOR[room_of("helpers.my_voice")] > FLOOR["audio"] and room_of("helpers") == ""
