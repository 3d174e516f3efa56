"""The requirements admit what people have: Google Colab's packages, and the versions we test with."""

import re

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import lesson_files as nb

# Colab as of August 2026, and the oldest runtime that can still be chosen there.
COLAB = {"tensorflow": "2.20.0", "keras": "3.13.2", "numpy": "2.1.3", "scipy": "1.16.3",
         "librosa": "0.11.0", "matplotlib": "3.10.0", "seaborn": "0.13.2", "pandas": "2.2.3"}
OLDER_COLAB = {"tensorflow": "2.19.0", "numpy": "2.0.2"}
MISSING_IN_COLAB = {"samplerate"}


def requirements(name):
    """``{"numpy": Requirement("numpy>=2.0,<3"), ...}`` of one file, without what it includes."""
    lines = (nb.ROOT / name).read_text(encoding="utf-8").splitlines()
    lines = [line.split("#")[0].strip() for line in lines]
    found = [Requirement(line) for line in lines if line and not line.startswith("-")]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def pins():
    return {name: str(requirement.specifier).removeprefix("==")
            for name, requirement in requirements("constraints.txt").items()}


@pytest.mark.parametrize("runtime", [COLAB, OLDER_COLAB], ids=["current", "older"])
def test_the_ranges_admit_what_colab_has(runtime):
    ours = requirements("requirements.txt")
    for name, version in runtime.items():
        assert ours[name].specifier.contains(version), f"{ours[name]} refuses Colab's {version}"


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
