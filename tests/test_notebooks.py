"""The saved notebooks: clean, complete, and built as a lesson of this course is built."""

import re

import nbformat
import pytest

import lesson_files as nb
import rules
import stamp

LESSONS = nb.lessons()
by_lesson = pytest.mark.parametrize("path", LESSONS.values(), ids=LESSONS)


def test_the_lessons_are_numbered_without_a_gap():
    assert list(LESSONS) == [f"{number:02}" for number in range(len(LESSONS))]


@by_lesson
def test_a_saved_notebook_is_clean_and_complete(path):
    notebook = nbformat.read(str(path), as_version=4)
    nbformat.validate(notebook)
    assert rules.problems(notebook, path.name) == []


@by_lesson
def test_the_badges_and_the_colab_cell_agree_with_the_address(path):
    notebook = nbformat.read(str(path), as_version=4)
    assert stamp.stamp_notebook(notebook, path.name) == [], "run: make stamp"


def test_the_badges_of_the_readme_agree_with_the_address():
    text = (nb.ROOT / "README.md").read_text(encoding="utf-8")
    assert stamp.stamp_readme(text)[1] == [], "run: make stamp"


# The rules themselves: each of these would otherwise pass unseen.

def small_notebook(*cells):
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return notebook


def code(source="1", count=1, outputs=(), **metadata):
    cell = nbformat.v4.new_code_cell(source, execution_count=count, metadata=metadata)
    cell.outputs = [nbformat.v4.new_output(**output) for output in outputs]
    return cell


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


PICTURE = {"output_type": "display_data", "data": {"image/png": "aGk=", "text/plain": "<Figure>"}}


@pytest.mark.parametrize("cell, complaint", [
    (code(count=7), "execution counts"),
    (code(outputs=[stream("W0000 oneDNN", "stderr")]), "stderr"),
    (code(outputs=[stream("/home/ada/data/no/1.wav")]), "path of one machine"),
    (code(outputs=[stream("lib/site-packages/keras/x.py")]), "path of one machine"),
    (code(outputs=[stream("<Line2D at 0x7f1234567890>")]), "address in memory"),
    (code(outputs=[stream("10%\r20%")]), "progress bar"),
    (code(outputs=[PICTURE]), "no '*Figure"),
    (code(execution={"iopub.status.busy": "now"}), "times of a run"),
    (code("x = " + "1 + " * 30 + "1"), "characters"),
    (code(outputs=[{"output_type": "error", "ename": "NameError", "evalue": "x",
                    "traceback": []}]), "ended in an error"),
])
def test_an_unclean_cell_is_found(cell, complaint):
    assert any(complaint in line for line in rules.problems(small_notebook(cell), "07_x.ipynb"))


def test_a_long_cell_and_a_large_median_are_found_the_colab_cell_aside():
    long = code("\n".join(f"x = {number}" for number in range(21)))
    found = "\n".join(rules.problems(small_notebook(long), "07_x.ipynb"))
    assert "has 21 lines" in found and "a median of 21 lines" in found
    folded = code(long.source, tags=["bootstrap"])
    assert "21 lines" not in "\n".join(rules.problems(small_notebook(folded), "07_x.ipynb"))


def test_letters_inside_a_sound_are_not_taken_for_a_path():
    player = {"output_type": "display_data",
              "data": {"text/html": '<source src="data:audio/wav;base64,AA+/tmp/AA/home/AA==" />'}}
    found = rules.problems(small_notebook(code(outputs=[player])), "07_x.ipynb")
    assert not any("path" in line for line in found)


def test_a_figure_needs_its_own_sentence_as_description():
    sentence = nbformat.v4.new_markdown_cell("*Figure: the line rises.* More.")
    notebook = small_notebook(code(outputs=[PICTURE]), sentence)
    assert any("description differs" in line for line in rules.problems(notebook, "07_x.ipynb"))
    nb.tidy(notebook, "07_x.ipynb")
    assert notebook.cells[0].metadata.mystnb.image.alt == "the line rises."
    assert not any("figure" in line for line in rules.problems(notebook, "07_x.ipynb"))


def test_the_solution_is_read_out_of_its_folded_block():
    block = ("<details><summary>Solution</summary>\n\n```python\nx = 1\nif x:\n    y = 2\n```\n\n"
             "</details>")
    assert rules.solution_code(block) == "x = 1\nif x:\n    y = 2"
    assert rules.solution_code("no block") is None


def test_an_exercise_that_was_saved_answered_is_found():
    prompt = nbformat.v4.new_markdown_cell("### Exercise 1: a sum")
    solution = nbformat.v4.new_markdown_cell("<details>")
    for printed, complaint in (("Right! Well done.\n", True), ("Not answered yet: ...\n", False)):
        check = code("check.exercise_1(a)", outputs=[stream(printed)])
        cells = [code(), code(), code(), prompt, code("a = ..."), check, solution]
        found = rules.problems(small_notebook(*cells), "07_x.ipynb")
        assert any("was saved answered" in line for line in found) == complaint


def test_a_link_to_nowhere_is_found():
    links = nbformat.v4.new_markdown_cell("[a](01_python_basics.ipynb#x), "
                                          "[b](../README.md), [c](https://x.org), [d](07.ipynb)")
    found = rules.problems(small_notebook(*(code() for _ in range(6)), links), "07_x.ipynb")
    assert [line for line in found if "a link leads" in line] == ["a link leads to '07.ipynb', which isn't there"]


def test_make_lint_prints_what_is_wrong_and_fails(tmp_path, capsys):
    assert rules.main([str(LESSONS["01"])]) == 0
    assert capsys.readouterr().out == ""
    nbformat.write(small_notebook(code("open('/home/ada/no.wav')")), tmp_path / "07_x.ipynb")
    assert rules.main([str(LESSONS["01"]), str(tmp_path / "07_x.ipynb")]) == 1
    assert "07_x.ipynb: fewer than six cells" in capsys.readouterr().out


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_a_document_links_only_to_what_is_there(document):
    text = (nb.ROOT / document).read_text(encoding="utf-8")
    linked = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)
              if not target.startswith(("http:", "https:", "#"))]
    assert linked and [target for target in linked if not (nb.ROOT / target).exists()] == []


def test_the_readme_lists_every_lesson():
    text = (nb.ROOT / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in LESSONS.values() if f"notebooks/{path.name})" not in text] == []


def quick_questions(*verdicts):
    options = "\n\n".join(f"<details><summary>{letter}) this</summary>{verdict}: because.</details>"
                          for letter, verdict in zip("abc", verdicts))
    return nbformat.v4.new_markdown_cell("## Three quick questions\n\n" + "\n\n".join([f"**Which?**\n\n{options}"] * 3))


@pytest.mark.parametrize("cells, complaint", [
    ([quick_questions("No", "Yes", "No")], "only these are there"),
    ([quick_questions("Yes", "Yes", "No"), "rest"], "quick question 1"),
    ([quick_questions("No", "No", "No"), "rest"], "quick question 3"),
    ([nbformat.v4.new_markdown_cell("## Three quick questions\n\nnone"), "rest"], "0 quick questions")])
def test_the_last_pages_are_whole_and_each_question_has_one_right_answer(cells, complaint):
    rest = [nbformat.v4.new_markdown_cell(text) for text in
            ("## On one screen\n\na table", "## Make something of your own\n\na project")]
    cells = [cell for each in cells for cell in (rest if each == "rest" else [each])]
    assert any(complaint in line for line in rules.problems(small_notebook(*cells), "07_x.ipynb"))
    good = small_notebook(quick_questions("No", "Yes", "No"), *rest)
    assert not any("quick" in line or "last pages" in line for line in rules.problems(good, "07_x.ipynb"))


@pytest.mark.parametrize("source, complaint", [
    ('print("accuracy above 0.90:", bool(score > 0.09))', "names 0.9"),
    ('print("at least 5 points better:",\n      bool(a > b + 0.5))', "names 0.05"),
    ('print("accuracy above 0.90:", bool(score > 0.90))', None),
    ('print("at least 10 points better:", bool(a > b + 0.10))', None),
    ('print("3 of 5 words:", bool(count >= 3))', None)])
def test_a_checkpoint_compares_with_the_number_that_it_names(source, complaint):
    found = "\n".join(rules.problems(small_notebook(code(source, tags=["checkpoint"])), "07_x.ipynb"))
    assert ("nothing is compared with it" in found) == bool(complaint) and (complaint or "") in found
