"""The requirements admit what people have: Google Colab's packages, and the versions we test with."""

import re

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import lesson_files as nb

MISSING_IN_COLAB = {"samplerate"}


def requirements(name):
    """``{"numpy": Requirement("numpy>=2.0,<3"), ...}`` of one file, without what it includes."""
    lines = (nb.ROOT / name).read_text(encoding="utf-8").splitlines()
    lines = [line.split("#")[0].strip() for line in lines]
    found = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def pins(name="constraints.txt"):
    return {name: str(requirement.specifier).removeprefix("==") for name, requirement in requirements(name).items()}


@pytest.mark.parametrize("versions", ["colab", "lowest"])
def test_the_ranges_admit_what_colab_has_and_what_is_tried_once_a_week(versions):
    ours, theirs = requirements("requirements.txt"), pins(f"tools/versions/{versions}.txt")
    assert {"tensorflow", "keras", "numpy", "pandas"} <= theirs.keys()
    for name in ours.keys() & theirs.keys():
        assert ours[name].specifier.contains(theirs[name]), f"{ours[name]} refuses {theirs[name]}"


def test_the_low_end_that_is_tried_once_a_week_is_the_low_end_of_the_ranges():
    ours = requirements("requirements.txt")
    for name, version in pins("tools/versions/lowest.txt").items():
        lowest = next(spec.version for spec in ours[name].specifier if spec.operator == ">=")
        assert version.startswith(f"{lowest}."), f"{ours[name]}, but {version} is tried"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-extra.txt",
                                  "requirements-dev.txt"])
def test_the_ranges_admit_our_pins_and_each_has_one(name):
    exact = pins()
    for package, requirement in requirements(name).items():
        assert package in exact, f"constraints.txt has no pin for {package}"
        assert requirement.specifier.contains(exact[package]), f"{requirement}: {exact[package]}"


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-extra.txt",
                                  "requirements-dev.txt"])
def test_each_range_has_a_lower_and_an_upper_bound(name):
    for requirement in requirements(name).values():
        signs = {spec.operator for spec in requirement.specifier}
        assert {">=", "<"} <= signs, f"{name}: {requirement}"


def test_every_pin_is_exact_and_from_a_package_index():
    for line in (nb.ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line), line


def test_conda_and_binder_install_the_same_requirements():
    recipe = yaml.safe_load((nb.ROOT / "environment.yml").read_text(encoding="utf-8"))
    pip = next(entry["pip"] for entry in recipe["dependencies"] if isinstance(entry, dict))
    assert pip == ["-r requirements.txt"]
    python = next(e for e in recipe["dependencies"] if isinstance(e, str) and e.startswith("python="))
    assert python.removeprefix("python=") in ("3.11", "3.12", "3.13")


def test_the_colab_cell_installs_just_what_colab_lacks():
    import stamp

    def listed(lesson):
        return set(re.findall(r'"(\w+)"', re.search(r"for name in \((.*?)\) if", stamp.bootstrap(lesson)).group(1)))

    assert listed("04") == listed("") == MISSING_IN_COLAB
    assert listed("09") == {*MISSING_IN_COLAB, "ray"}
