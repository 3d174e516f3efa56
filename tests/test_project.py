"""The project's own files keep their promises: what they explain, name or pin agrees with what is there."""

import re
import tomllib

import nbformat
import pytest
import yaml

import lesson_files as nb
import stamp

SUPPORTED = ["3.11", "3.12", "3.13"]
WORKFLOWS = sorted((nb.ROOT / ".github" / "workflows").glob("*.yml"))
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"]


def read(name):
    return (nb.ROOT / name).read_text(encoding="utf-8")


# --- what CONTRIBUTING explains ---

def used_tags():
    return {tag for path in nb.lessons().values() for cell in nbformat.read(str(path), as_version=4).cells
            for tag in nb.tags(cell)}


def test_every_tag_in_the_notebooks_is_explained():
    explained = re.findall(r"^\| `([a-z-]+)` \|", read("CONTRIBUTING.md"), flags=re.MULTILINE)
    assert len(used_tags()) > 8
    assert used_tags() - set(explained) == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_file_that_a_document_names_is_there(document):
    folders = "helpers|tests|tools|benchmarks|notebooks|data/bundled|\\.github|\\.ci"
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", read(document))
    named += re.findall(r"`([\w.-]+\.(?:txt|toml|cff))`", read(document)) if document != "data/README.md" else []
    assert [name for name in named if not (nb.ROOT / name).exists()] == []


def test_a_section_that_a_document_links_to_is_there():
    for document in DOCUMENTS[:3]:
        for target, section in re.findall(r"\]\(([\w./]*)#([\w-]+)\)", read(document)):
            headings = re.findall(r"^#+ (.+)$", read(target or document), flags=re.MULTILINE)
            anchors = [re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings]
            assert section in anchors, f"{document} links to {target}#{section}"


# --- make ---

def test_make_help_names_every_target():
    makefile = read("Makefile")
    targets = set(re.findall(r"^([a-z]+):(?!=)", makefile, flags=re.MULTILINE)) - {"help"}
    described = set(re.findall(r'@echo "make (\w+) ', makefile))
    phony = set(re.search(r"^\.PHONY: (.+)$", makefile, flags=re.MULTILINE).group(1).split()) - {"help"}
    assert len(targets) > 5
    assert described == targets == phony


def test_the_readme_gives_both_commands_and_ci_runs_lint_and_tests():
    assert "make course" in read("README.md") and "make test" in read("README.md")
    assert [line for line in read(".ci/run").splitlines() if line.startswith("make ")] == [
        "make lint </dev/null", "make test </dev/null || exit"]


# --- GitHub ---

@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_is_valid_and_may_only_read(path):
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    when = {"schedule", "workflow_dispatch"} if path.stem == "elsewhere" else {"push", "pull_request"}
    assert when <= set(workflow[True])  # YAML reads the key "on" as true
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 90
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step)
            for name in re.findall(r"\b(?:tests|tools)/[\w/.]+|\brequirements[\w-]*\.txt", step.get("run", "")):
                assert (nb.ROOT / name).exists(), f"{path.name} names {name}"


def test_the_tests_run_on_every_supported_python_and_system():
    workflow = yaml.safe_load(read(".github/workflows/tests.yml"))
    assert "schedule" in workflow[True]
    for job in workflow["jobs"].values():
        assert job["strategy"]["matrix"]["python"] == SUPPORTED
    systems = {job["runs-on"] for job in workflow["jobs"].values()}
    systems |= set(workflow["jobs"]["macos-and-windows"]["strategy"]["matrix"]["system"])
    assert {"ubuntu-latest", "macos-latest", "windows-latest"} <= systems
    settings = tomllib.loads(read("pyproject.toml"))["tool"]["ruff"]
    assert settings["target-version"] == "py" + SUPPORTED[0].replace(".", "")


def test_each_file_of_versions_is_tried_once_a_week_on_a_supported_python():
    workflow = yaml.safe_load(read(".github/workflows/elsewhere.yml"))
    assert len(workflow[True]["schedule"]) == 1
    tried = workflow["jobs"]["versions"]["strategy"]["matrix"]["include"]
    files = {path.stem for path in (nb.ROOT / "tools" / "versions").glob("*.txt")}
    assert {entry["versions"] for entry in tried} == files and {entry["python"] for entry in tried} <= set(SUPPORTED)
    assert workflow["jobs"]["versions"]["steps"][-1]["run"] == (
        "python tools/elsewhere.py --versions ${{ matrix.versions }}")


def test_lint_on_github_is_make_lint():
    workflow = yaml.safe_load(read(".github/workflows/lint.yml"))
    there = [step["run"] for step in workflow["jobs"]["lint"]["steps"] if "run" in step]
    recipe = re.search(r"^lint:\n((?:\t.+\n)+)", read("Makefile"), flags=re.MULTILINE).group(1)
    for command in re.findall(r"@\$\(VENV\) (-m ruff check|\S+\.py(?: --check)?)", recipe):
        assert any(run.startswith(f"python {command}") for run in there), command


def test_the_form_for_problems_asks_for_lesson_cell_environment_seen_and_expected():
    form = yaml.safe_load(read(".github/ISSUE_TEMPLATE/problem.yml"))
    questions = {part["id"]: part["attributes"] for part in form["body"] if "id" in part}
    assert {"lesson", "cell", "environment", "seen", "expected"} <= set(questions)
    titles = [nb.title(nbformat.read(str(path), as_version=4)) for path in nb.lessons().values()]
    assert [option[:2] for option in questions["lesson"]["options"][:-1]] == [title[:2] for title in titles]


# --- hooks, citation, changes ---

def test_the_hooks_are_known_and_use_the_pinned_ruff():
    repositories = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    hooks = {hook["id"]: (repository, hook) for repository in repositories for hook in repository["hooks"]}
    assert {"ruff-check", "notebook-rules", "end-of-file-fixer", "trailing-whitespace",
            "check-added-large-files"} <= set(hooks)
    assert f"ruff=={hooks['ruff-check'][0]['rev'].removeprefix('v')}\n" in read("constraints.txt")
    for repository, hook in hooks.values():
        if repository["repo"] == "local":
            assert (nb.ROOT / hook["entry"].split()[1]).exists()
            re.compile(hook["files"])


def test_the_citation_has_what_it_needs_and_names_the_same_address():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors", "license", "repository-code",
            "date-released"} <= set(citation)
    assert citation["repository-code"] == stamp.address()
    assert all(set(author) == {"name"} for author in citation["authors"])  # an entity, no invented people
    assert "MIT License" in read("LICENSE") and "CC BY 4.0" in read("LICENSE")
    assert citation["license"] == ["MIT", "CC-BY-4.0"]
    assert f"## {citation['date-released']}\n" in read("CHANGELOG.md")


def test_the_changelog_goes_from_the_unreleased_to_the_oldest():
    versions = re.findall(r"^## (.+)$", read("CHANGELOG.md"), flags=re.MULTILINE)
    dates = versions[1:]
    assert versions[0] == "Unreleased"
    assert dates == sorted(dates, reverse=True) and all(re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates)
