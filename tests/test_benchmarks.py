"""The benchmarks run the lessons' recipe cells: what they want of a lesson must be defined there."""

import ast
import subprocess
import sys

import nbformat
import pytest

from benchmarks import __main__, common, recipe
from helpers import ROOT

BENCHMARKS = list(__main__.benchmarks())


def source(name):
    return (ROOT / "benchmarks" / f"{name}.py").read_text(encoding="utf-8")


def calls(name):
    """The calls of `recipe` in a benchmark: the number of the lesson and the names that get other values."""
    return [(node.args[0].value, {keyword.arg for keyword in node.keywords})
            for node in ast.walk(ast.parse(source(name))) if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name) and node.func.id == "recipe"]


WITH_RECIPE = [name for name in BENCHMARKS if calls(name)]


def cells(lesson):
    """The recipe cells of a lesson."""
    notebook, = (ROOT / "notebooks").glob(f"{lesson}_*.ipynb")
    return [cell.source for cell in nbformat.read(notebook, as_version=4).cells
            if "recipe" in cell.metadata.get("tags", [])]


def defined(lesson):
    """The names that the recipe cells of a lesson define."""
    names = {"display"}
    for cell in cells(lesson):
        for node in ast.walk(ast.parse(cell)):
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                names.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.alias):
                names.add((node.asname or node.name).split(".")[0])
    return names


def wanted(name):
    """The names that a benchmark takes from its lesson, or changes there."""
    names = set()
    for node in ast.walk(ast.parse(source(name))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "lesson":
            assert isinstance(node.ctx, ast.Load), f"line {node.lineno}: use change(lesson, {node.attr}=...)"
            names.add(node.attr)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "change":
            names |= {keyword.arg for keyword in node.keywords}
    return names


def test_the_benchmarks_are_found():
    assert len(WITH_RECIPE) >= 7


@pytest.mark.parametrize("name", WITH_RECIPE)
def test_a_benchmark_wants_only_what_its_lesson_defines(name):
    lesson, = {lesson for lesson, _ in calls(name)}
    assert cells(lesson), f'lesson {lesson} has no cell with the tag "recipe"'
    assert len(wanted(name)) > 3
    assert wanted(name) - defined(lesson) == set()


@pytest.mark.parametrize("name", WITH_RECIPE)
def test_a_benchmark_gives_other_values_only_to_what_its_lesson_assigns(name):
    for lesson, overrides in calls(name):
        override = recipe.Override(overrides)
        for cell in cells(lesson):
            override.visit(ast.parse(cell))
        assert overrides - override.found == set()


@pytest.mark.parametrize("name", BENCHMARKS)
def test_a_benchmark_says_how_to_run_it(name):
    shown = subprocess.run([sys.executable, "-m", "benchmarks", name, "--help"], cwd=ROOT, capture_output=True,
                           text=True, timeout=120)
    assert shown.returncode == 0, shown.stderr
    assert "--seeds" in shown.stdout and f"python -m benchmarks {name}" in shown.stdout.split("options:")[-2]


def test_without_a_name_the_benchmarks_are_listed(capsys):
    __main__.main([])
    listed = capsys.readouterr().out
    assert all(name in listed for name in BENCHMARKS)
    with pytest.raises(SystemExit, match="There is no benchmark nothing"):
        __main__.main(["nothing", "--seeds", "1"])


# --- the recipe ---

@pytest.fixture
def lesson(tmp_path, monkeypatch):
    """Write lesson 99 with some cells; those that begin with "# not" are not of its recipe."""
    def write(*sources):
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(
            text, metadata={} if text.startswith("# not") else {"tags": ["recipe"]}) for text in sources])
        nbformat.write(notebook, tmp_path / "99_lesson.ipynb")

    monkeypatch.setattr(recipe, "NOTEBOOKS", tmp_path)
    return write


def test_a_recipe_runs_the_cells_with_its_tag_and_no_others(lesson):
    lesson("def twice(number):\n    return 2 * number", "# not this\nraise ValueError", "four = twice(2)")
    assert recipe.recipe("99").four == 4


def test_a_name_gets_its_value_wherever_the_lesson_assigns_it(lesson):
    lesson("epochs, size = (4, 16)", "half = epochs // 2",
           "if size > 8:\n    epochs = 5\nelse:\n    epochs = 6", "def fit():\n    return epochs")
    changed = recipe.recipe("99", epochs=20, size=None)
    assert (changed.half, changed.epochs, changed.size, changed.fit()) == (10, 20, 16, 20)
    assert recipe.recipe("99").epochs == 5


def test_the_names_inside_a_function_stay_its_own(lesson):
    lesson("seed = 1", "def draw():\n    seed = 2\n    return seed")
    assert recipe.recipe("99", seed=3).draw() == 2


def test_a_name_that_the_lesson_never_assigns_is_an_error_that_names_it(lesson):
    lesson("epochs = 4", "def fit():\n    rate = 1", "pairs = [rate for rate in (1, 2)]", "raise ValueError('it ran')")
    with pytest.raises(recipe.RecipeError, match="lesson 99 never assigns rate, rounds"):
        recipe.recipe("99", epochs=1, rounds=2, rate=3)


def test_a_lesson_without_a_recipe_is_an_error(lesson):
    lesson("# not this\nepochs = 4")
    with pytest.raises(recipe.RecipeError, match="Lesson 99 has no cell"):
        recipe.recipe("99")


def test_a_change_after_the_run_reaches_the_functions_and_an_unknown_name_is_an_error(lesson):
    lesson("folds = 4\ndef count():\n    return folds")
    names = recipe.recipe("99")
    recipe.change(names, folds=5)
    assert names.count() == 5
    with pytest.raises(recipe.RecipeError, match="does not define parts"):
        recipe.change(names, parts=5)


# --- what the benchmarks share ---

def test_scores_are_shown_with_each_seed_an_interval_and_a_table(capsys):
    right = [[1, 1, 0, 1], [1, 0, 0, 1]]
    assert common.spread([0.75, 0.5]) == "0.625 (0.750 0.500)"
    low, high = map(float, common.interval(right, ["a", "a", "b", "b"]).split(" to "))
    assert 0.5 <= low < 0.625 < high <= 0.75
    common.print_table(["network", "right"], [["small", "0.625"]])
    assert capsys.readouterr().out == "\n| network | right |\n|---|---|\n| small | 0.625 |\n"


def test_seeds_begin_where_the_benchmark_says():
    from benchmarks import words_cnn

    assert list(common.options_of(words_cnn, ["--seeds", "2"]).seeds) == [1, 2]
    assert list(common.options_of(words_cnn, ["--first-seed", "7"]).seeds) == [7, 8, 9]
