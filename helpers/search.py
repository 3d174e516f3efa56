"""A search for settings with Ray Tune: ranges that check themselves, a quiet Ray, a scheduler that remembers.

Taught in lesson 09. Importing this module sets Ray's environment variables, so import it before Ray:
nothing is reported to Ray's makers, and nothing is drawn into the notebook.
"""

import difflib
import importlib.util
import logging
import math
import os
import signal
from dataclasses import dataclass
from unittest.mock import patch

from helpers.notebook import CourseError, Line, NotReady, in_notebook

if importlib.util.find_spec("ray") is None:
    raise NotReady("This lesson needs Ray, which the lessons before it do not. Run this in a cell of its own:\n"
                   "    %pip install -r ../requirements-extra.txt -c ../constraints.txt\n"
                   "Then restart the kernel (menu Kernel) and begin again at the top.\n"
                   "`make course` in the course's folder installs it as well.")

os.environ.update({
    "RAY_USAGE_STATS_ENABLED": "0",  # report nothing to anybody
    "RAY_AIR_NEW_OUTPUT": "0", "TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1",  # no tables, no log files
    "RAY_TRAIN_ENABLE_V2_MIGRATION_WARNINGS": "0", "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "TUNE_WARN_EXCESSIVE_EXPERIMENT_CHECKPOINT_SYNC_THRESHOLD_S": "0",
    "RAY_num_workers_soft_limit": "8",  # processes that wait for work are kept, not ended: starting one costs seconds
})
import ray
from ray import tune
from ray.tune.schedulers import ASHAScheduler

# Each trial has one core, so its TensorFlow gets one thread; and no graphics card, which they would have to share.
ONE_THREAD = {"TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "TF_CPP_MIN_LOG_LEVEL": "3",
              "CUDA_VISIBLE_DEVICES": "-1"}


class SpaceError(CourseError, ValueError):
    """A search space that cannot be meant. The message says what is wrong with it, and what to do."""


@dataclass(frozen=True)
class Choice:
    """One of a few options: for sizes that make sense only in steps, and for names."""

    options: tuple

    def __post_init__(self):
        if isinstance(self.options, str) or not isinstance(self.options, (tuple, list)):
            raise SpaceError(f"Choice takes a list of options, such as Choice([32, 64]), not {self.options!r}.")
        object.__setattr__(self, "options", tuple(self.options))
        if len(set(self.options)) < max(2, len(self.options)):
            raise SpaceError(f"Choice({list(self.options)}) needs two or more options, all different: "
                             "with one there is nothing to search.")

    def __contains__(self, value):
        return value in self.options

    def for_tune(self):
        return tune.choice(list(self.options))


@dataclass(frozen=True)
class Integer:
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int

    def __post_init__(self):
        _check_ends(self, whole=True)

    def __contains__(self, value):
        return _is_number(value) and self.low <= value <= self.high and value == int(value)

    def for_tune(self):
        return tune.randint(self.low, self.high + 1)  # Ray's own upper end is not included


@dataclass(frozen=True)
class Uniform:
    """A number from `low` to `high`, each place as likely as any other."""

    low: float
    high: float

    def __post_init__(self):
        _check_ends(self)

    def __contains__(self, value):
        return _is_number(value) and self.low <= value <= self.high

    def for_tune(self):
        return tune.uniform(self.low, self.high)


@dataclass(frozen=True)
class LogUniform(Uniform):
    """A number from `low` to `high`, each *factor* as likely: as many from 0.001 to 0.01 as from 0.01 to 0.1."""

    def __post_init__(self):
        _check_ends(self)
        if self.low <= 0:
            raise SpaceError(f"{self} starts at {self.low}: a range of factors starts above 0, such as 0.0001.")

    def for_tune(self):
        return tune.loguniform(self.low, self.high)


RANGES = (Choice, Integer, Uniform, LogUniform)


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _check_ends(space, whole=False):
    for value in (space.low, space.high):
        if not _is_number(value):
            raise SpaceError(f"{space}: {value!r} is no number.")
        if whole and not isinstance(value, int):
            raise SpaceError(f"{space}: {value} is no whole number. For fractions there is Uniform.")
    if space.low >= space.high:
        advice = "turn the two round" if space.low > space.high else "with one value there is nothing to search"
        raise SpaceError(f"{space}: low must be below high; {advice}.")


def check_space(space, settings, known=None):
    """Make sure, before anything is trained, that a search space fits the network.

    Parameters
    ----------
    space : dict of str to Choice, Integer, Uniform or LogUniform
    settings : iterable of str
        The settings that the network reads.
    known : dict, optional
        Settings that worked; the space must hold them.

    Raises
    ------
    SpaceError
        If a setting is missing, unknown or without a range, or `known` lies outside.
    """
    settings = list(settings)
    for name, values in space.items():
        if name not in settings:
            near = difflib.get_close_matches(name, settings, n=1)
            raise SpaceError(f"The network has no setting {name!r}" + (f": did you mean {near[0]!r}?" if near else
                             f"; it has {', '.join(settings)}."))
        if not isinstance(values, RANGES):
            raise SpaceError(f"{name} is {values!r}: say how to search it, with Choice, Integer, Uniform or "
                             "LogUniform.")
    missing = [name for name in settings if name not in space]
    if missing:
        raise SpaceError(f"The network also needs {', '.join(missing)}: add a range for it.")
    for name, value in (known or {}).items():
        if value not in space[name]:
            raise SpaceError(f"{name}={value} is known to work, but {space[name]} does not hold it: widen it.")


def for_tune(space):
    """The space in Ray Tune's own words."""
    return {name: values.for_tune() for name, values in space.items()}


def connect(address=None, cpus=None):
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
