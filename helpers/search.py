"""A search for settings with Ray Tune: a space that is checked, a quiet Ray, a scheduler that remembers.

Taught in lesson 09. Importing this module sets Ray's environment variables, so import it before Ray:
nothing is reported to Ray's makers, and nothing is drawn into the notebook.
"""

import difflib
import functools
import importlib.util
import logging
import math
import os
import signal
from unittest.mock import patch

from helpers import plotting  # noqa: F401  (importing it sets the style of the course's figures)
from helpers.notebook import CourseError, Line, NotReady, in_colab, in_notebook

if not all(map(importlib.util.find_spec, ("ray", "pydantic"))):
    raise NotReady("This lesson needs Ray and pydantic, which the lessons before it don't. "
                   + ("Run the first cell again: it installs them." if in_colab() else "Run this in a cell:\n"
                      "    %pip install -r ../requirements-extra.txt -c ../constraints.txt\n"
                      "Then restart the kernel (menu Kernel) and begin again at the top.\n"
                      "`make course` in the course's folder installs it as well."))

os.environ.update({
    "RAY_USAGE_STATS_ENABLED": "0",  # report nothing to anybody
    "RAY_AIR_NEW_OUTPUT": "0", "TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1",  # no tables, no log files
    "RAY_TRAIN_ENABLE_V2_MIGRATION_WARNINGS": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "TUNE_WARN_EXCESSIVE_EXPERIMENT_CHECKPOINT_SYNC_THRESHOLD_S": "0",
    "RAY_num_workers_soft_limit": "8",  # processes that wait for work are kept, not ended: starting one costs seconds
})
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pydantic
import ray  # after its settings
from ray import tune
from ray.tune.schedulers import ASHAScheduler
from ray.tune.search import sample

# Each trial has one core, so its TensorFlow gets one thread; and no graphics card, which they would have to share.
ONE_THREAD = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3",
              "CUDA_VISIBLE_DEVICES": "-1"}


class SpaceError(CourseError, ValueError):
    """A search space that cannot be meant. The message says what is wrong with it, and what to do."""


def _in_one_line(make):
    """Return one of Ray's ranges, but what is wrong with its numbers is one line, and not Ray's calls above it."""
    @functools.wraps(make)
    def made(*values, **named):
        try:
            return make(*values, **named)
        except (TypeError, ValueError) as error:
            written = ", ".join([*map(repr, values), *(f"{name}={value!r}" for name, value in named.items())])
            ends = [value for value in (*values, *named.values()) if isinstance(value, (int, float))]
            name = make.__name__
            why = ("it goes by factors, and no factor leads away from 0, so both ends must be above 0: the lower one "
                   "0.0001, say." if name == "loguniform" and len(ends) == 2 and min(ends) <= 0 else
                   "it needs a list, [16, 32]." if name == "choice" else "it needs two numbers, the lower one first.")
            raise SpaceError(f"tune.{name}({written}): {why}") from error
    return made


for _range in (tune.choice, tune.randint, tune.uniform, tune.loguniform):
    setattr(tune, _range.__name__, _in_one_line(_range))


def check_space(space: dict, settings: type[pydantic.BaseModel], known: dict | None = None) -> None:
    """Make sure, before anything is trained, that a search space fits the network.

    Parameters
    ----------
    space : dict
        For each setting what `tune.choice`, `tune.randint`, `tune.uniform` or `tune.loguniform` returns.
    settings : type
        A pydantic model: the names, types and bounds of the network's settings.
    known : dict, optional
        Settings that worked; the space must hold them.

    Raises
    ------
    SpaceError
        If a setting is missing, unknown or without a range, if a range reaches beyond the model's bounds or has
        nothing to search, or if `known` lies outside.
    """
    ends = {name: _ends(name, domain) for name, domain in space.items()}
    lowest = {name: values[0] for name, values in ends.items()}
    for name, values in ends.items():
        for value in values:
            _validate(settings, {**lowest, name: value})
    _validate(settings, {**lowest, **(known or {})})
    for name, value in (known or {}).items():
        options = isinstance(space[name], sample.Categorical)
        if not (value in ends[name] if options else ends[name][0] <= value <= ends[name][1]):
            raise SpaceError(f"{name}={value} is known to work, but the space doesn't hold it: widen its range.")


def _ends(name, domain):
    """Return the lowest and the highest value that can be drawn; of a choice, all options."""
    if isinstance(domain, sample.Categorical):
        if len(set(map(repr, domain.categories))) < max(2, len(domain.categories)):
            raise SpaceError(f"{name}: a choice of {domain.categories} needs two or more options, all different: "
                             "with one there is nothing to search.")
        return domain.categories
    if not isinstance(domain, (sample.Integer, sample.Float)):
        raise SpaceError(f"{name} is {domain!r}: say how to search it, with tune.choice, tune.randint, tune.uniform "
                         "or tune.loguniform.")
    whole = isinstance(domain, sample.Integer)
    if whole and not (isinstance(domain.lower, int) and isinstance(domain.upper, int)):
        raise SpaceError(f"{name}: tune.randint({domain.lower!r}, {domain.upper!r}) needs two whole numbers.")
    low, high = (domain.lower, domain.upper - 1) if whole else (float(domain.lower), float(domain.upper))
    if not low < high:
        raise SpaceError(f"{name} goes from {low} to {high}: the first must be below the second."
                         + " (The upper end of tune.randint isn't included.)" * whole)
    return low, high


def _validate(settings, values):
    try:
        settings.model_validate(values, strict=True)  # strict: True is no number, and neither is "3"
    except pydantic.ValidationError as error:
        raise SpaceError(" ".join(_what_is_wrong(one, settings) for one in error.errors())) from None


def _what_is_wrong(error, settings):
    name = error["loc"][0]
    if error["type"] == "missing":
        return f"The network also needs {name}: add a range for it."
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, settings.model_fields, n=1)
        return f"The network has no setting {name!r}" + (
            f": did you mean {near[0]!r}?" if near else f"; it has {', '.join(settings.model_fields)}.")
    return f"{name}={error['input']!r} can't be: {error['msg'].replace('Input', 'it')}."


def connect(address: str | None = None, cpus: int | None = None) -> dict:
    """Start Ray on this machine, or connect to a cluster that is running.

    Parameters
    ----------
    address : str, optional
        Such as "192.168.1.10:6379", as `ray start --head` prints it. Without it, the environment variable
        RAY_ADDRESS decides; without that, Ray starts here.
    cpus : int, optional
        How many trials at once on this machine: by default one per core, at most 4.

    Returns
    -------
    dict
        ``machines``, and ``cpus`` and ``memory`` (bytes) of all of them together.
    """
    if ray.is_initialized():
        ray.shutdown()
    address = address or os.environ.get("RAY_ADDRESS") or "local"
    quiet = {"log_to_driver": False, "logging_level": logging.CRITICAL}
    if address != "local":
        ray.init(address=address, runtime_env={"env_vars": ONE_THREAD}, **quiet)
    else:
        with patch.dict(os.environ, ONE_THREAD):  # inherited; a runtime_env would delay each process by seconds
            ray.init(address=address, num_cpus=cpus or min(os.cpu_count(), 4), include_dashboard=False,
                     object_store_memory=200_000_000, **quiet)
    logging.getLogger("ray.tune").setLevel(logging.CRITICAL)  # an interrupted search is no error here
    resources = ray.cluster_resources()
    return {"machines": sum(node["Alive"] for node in ray.nodes()), "cpus": int(resources["CPU"]),
            "memory": resources["memory"]}


class ASHA(ASHAScheduler):
    """Ray's ASHA, which also knows after `Tuner.restore` what it had seen before.

    Ray restores the trials, but not what its scheduler remembers of them
    (https://github.com/ray-project/ray/issues/30838): each trial is then compared only with those that report
    later. Here a trial reports its `losses` of all epochs so far, and these are handed to the scheduler again.
    """

    def on_trial_add(self, controller, trial):
        super().on_trial_add(controller, trial)
        for epoch, loss in enumerate((trial.last_result or {}).get("losses", []), start=1):
            self._trial_info[trial.trial_id].on_result(trial, epoch, self._metric_op * loss)


class Progress(tune.Callback):
    """One line that is rewritten with each report of a trial."""

    def __init__(self, name):
        self.name, self.best, self.line = name, math.inf, Line()

    def on_trial_result(self, iteration, trials, trial, result, **info):
        self.best = min(self.best, result["loss"])
        self._show(sum(one.is_finished() for one in trials))

    def on_trial_complete(self, iteration, trials, trial, **info):
        self._show(sum(one.is_finished() or one is trial for one in trials))

    def _show(self, done):
        if in_notebook():
            self.line.show(f"{self.name}: {done} trials done, lowest loss {self.best:.3f}")


class StopButton(tune.Callback):
    """Presses the notebook's stop button once, after some reports: so that a lesson can show what happens."""

    def __init__(self, after):
        self.after, self.reports = after, 0

    def on_trial_result(self, iteration, trials, trial, result, **info):
        self.reports += 1
        if self.reports == self.after:
            signal.raise_signal(signal.SIGINT)

    def get_state(self):  # Ray keeps it with the search: after a restart it is not pressed again
        return {"reports": self.reports}

    def set_state(self, state):
        self.reports = state["reports"]


def plot_trials(results: tune.ResultGrid, title: str) -> None:
    """Draw each trial's losses, coloured by its learning rate: a dot where it ended, a cross where it was stopped."""
    ax = plt.subplots(figsize=(8, 3.6))[1]
    begun = [result for result in results if result.metrics.get("losses")]
    rates = [result.config["learning_rate"] for result in begun]
    colours = plt.cm.ScalarMappable(plt.matplotlib.colors.LogNorm(min(rates), max(rates)), "viridis")
    for result in begun:
        losses, to_the_end = result.metrics["losses"], len(result.metrics["losses"]) == result.config["epochs"]
        ax.plot(range(1, len(losses) + 1), losses, color=colours.to_rgba(result.config["learning_rate"]),
                marker="o" if to_the_end else "X", markevery=[-1], markersize=7)
    ax.figure.colorbar(colours, ax=ax, label="learning rate (per step)")
    ax.locator_params(axis="x", integer=True)
    ax.set(title=title, xlabel="epoch (dot: trained to the end, cross: stopped)", yscale="log",
           ylabel="validation loss (nats)")


def plot_parallel(table: pd.DataFrame, loss: pd.Series, space: dict, title: str) -> None:
    """Draw a line per trial over an axis per setting, coloured by the rank of its loss: bright is best.

    Parameters
    ----------
    table : pandas.DataFrame
        A row per trial, with a column for each setting of the space.
    loss : pandas.Series
    space : dict
    title : str
    """
    ax = plt.subplots(figsize=(9, 4))[1]
    heights = {}
    for place, (name, domain) in enumerate(space.items()):
        ends, by_factors = _ends(name, domain), isinstance(domain.sampler, sample.LogUniform)
        label = name.replace("_", " ") + (" (log)" if by_factors else "")
        if isinstance(domain, sample.Categorical):
            heights[label] = [ends.index(value) / (len(ends) - 1) for value in table[name]]
        else:
            scale = np.log if by_factors else np.asarray
            low, high = scale(ends)
            heights[label] = (scale(table[name]) - low) / (high - low)
        ax.axvline(place, color="black", linewidth=1)
        for height, value in ((1.04, ends[-1]), (-0.09, ends[0])):
            ax.text(place, height, f"{value:g}", ha="center", backgroundcolor="white")
    rank = (loss.rank(ascending=False) / len(loss)).to_numpy()  # 1: the lowest loss
    lines = np.transpose(list(heights.values()))
    for trial in rank.argsort():  # the best on top
        ax.plot(lines[trial], color=plt.cm.viridis(rank[trial]), linewidth=2.2, alpha=0.85)
    ax.set(title=title, xticks=range(len(heights)), xticklabels=list(heights), yticks=[], ylim=(-0.17, 1.15),
           xlabel="setting", ylabel="low to high")
    ax.grid(False)
