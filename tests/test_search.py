"""Lesson 09's search: its space explains itself, a killed one goes on, a cluster of two nodes shares it.

The cluster is a real one, made by Ray's own command on this machine, with ports and folders of its own.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import psutil
import pytest

pytest.importorskip("ray", reason="requirements-extra.txt is not installed")

from pydantic import BaseModel, Field
from ray import tune

from helpers import search

ROOT = Path(__file__).resolve().parent.parent
DRIVER = Path(__file__).with_name("search_driver.py")


class Settings(BaseModel, extra="forbid"):
    layers: int = Field(ge=1, le=8)
    units: int = Field(ge=2, multiple_of=2)
    learning_rate: float = Field(gt=0, le=1)


GOOD = {"layers": tune.randint(1, 5), "units": tune.choice([16, 32]), "learning_rate": tune.loguniform(1e-4, 1e-2)}


# The space

@pytest.mark.parametrize("change, known, said", [
    ({"layers": tune.randint(4, 1)}, None, "must be below"),
    ({"layers": tune.randint(2, 3)}, None, "upper end of tune.randint isn't included"),
    ({"layers": tune.randint(1, 2.5)}, None, "whole numbers"),
    ({"layers": tune.randint("1", 2)}, None, "whole numbers"),
    ({"layers": tune.randint(True, 4)}, None, "layers=True"),
    ({"layers": tune.randint(0, 4)}, None, "layers=0 can't be: it should be greater than or equal to 1"),
    ({"layers": tune.randint(1, 12)}, None, "layers=11 can't be: it should be less than or equal to 8"),
    ({"layers": tune.uniform(1, 4)}, None, "layers=1.0 can't be: it should be a valid integer"),
    ({"layers": 3}, None, "layers is 3: say how to search it"),
    ({"layers": tune.grid_search([1, 3])}, None, "say how to search it"),
    ({"learning_rate": tune.loguniform(0.1, 0.001)}, None, "must be below"),
    ({"learning_rate": tune.uniform(0, 1)}, None, "learning_rate=0.0 can't be: it should be greater than 0"),
    ({"learning_rate": tune.choice(["0.1", "0.2"])}, None, "'0.1' can't be: it should be a valid number"),
    ({"units": tune.choice([64])}, None, "two or more options"),
    ({"units": tune.choice([64, 64])}, None, "all different"),
    ({"units": tune.choice([16, 33])}, None, "units=33 can't be: it should be a multiple of 2"),
    ({"units": tune.choice("abc")}, None, "units='a' can't be"),
    ({"learningrate": tune.uniform(0, 1)}, None, "did you mean 'learning_rate'"),
    ({"colour": tune.uniform(0, 1)}, None, "it has layers, units, learning_rate"),
    ({}, {"units": 64}, "units=64 is known to work"),
    ({}, {"learning_rate": 0.1}, "widen"),
    ({}, {"layers": 5}, "layers=5 is known to work"),
    ({}, {"layers": 2.5}, "layers=2.5 can't be"),
    ({}, {"colour": 1}, "no setting 'colour'"),
])
def test_a_space_that_does_not_fit_the_network_is_refused_and_says_why(change, known, said):
    with pytest.raises(search.SpaceError, match=said):
        search.check_space({**GOOD, **change}, Settings, known)


@pytest.mark.parametrize("make, said", [
    (lambda: tune.loguniform(0, 0.1), r"tune.loguniform\(0, 0.1\): .* both ends must be above 0"),
    (lambda: tune.loguniform(lower=-1.0, upper=1), r"loguniform\(lower=-1.0, upper=1\): .* above 0"),
    (lambda: tune.loguniform(0.1, 0), "above 0"), (lambda: tune.loguniform("0.1", 1), "two numbers"),
    (lambda: tune.loguniform(0.1), "two numbers"),
    (lambda: tune.uniform("a", "b"), r"tune.uniform\('a', 'b'\): it needs two"),
    (lambda: tune.choice(16), r"tune.choice\(16\): it needs a list"), (lambda: tune.choice(16, 32), "a list"),
])
def test_a_range_that_ray_refuses_is_one_line_for_people(make, said):
    with pytest.raises(search.SpaceError, match=said) as error:
        make()
    assert len(error.value._render_traceback_()) == 1


def test_a_forgotten_setting_is_named():
    with pytest.raises(search.SpaceError, match="also needs learning_rate"):
        search.check_space({name: GOOD[name] for name in ("layers", "units")}, Settings)


def test_a_good_space_passes_with_known_settings_at_its_ends():
    search.check_space(GOOD, Settings, known={"layers": 4, "units": 16, "learning_rate": 1e-2})
    search.check_space(GOOD, Settings, known={"layers": 1, "units": 32, "learning_rate": 1e-4})


def test_the_axes_of_the_parallel_figure_run_from_end_to_end_and_learning_rates_go_by_factors():
    trials = pd.DataFrame({"layers": [1, 4], "units": [16, 32], "learning_rate": [1e-3, 1e-2]})
    search.plot_parallel(trials, pd.Series([0.5, 0.1]), GOOD, "two trials")
    ax = plt.gca()
    lines = [line.get_ydata() for line in ax.lines if len(line.get_ydata()) == 3]
    assert lines == [pytest.approx([0, 0, 0.5]), pytest.approx([1, 1, 1])]  # the best trial is drawn last
    assert [label.get_text() for label in ax.get_xticklabels()] == ["layers", "units", "learning rate (log)"]
    plt.close()


def test_a_wrong_space_shows_one_line_in_a_notebook():
    with pytest.raises(search.SpaceError) as error:
        search.check_space({**GOOD, "layers": 3}, Settings)
    assert len(error.value._render_traceback_()) == 1


def test_without_ray_the_first_cell_says_what_to_install():
    hide = ("import importlib.util as u, sys; find = u.find_spec\n"
            "u.find_spec = lambda name, *more: None if name == 'ray' else find(name, *more)\n"
            "from helpers.notebook import NotReady\n"
            "try:\n    from helpers import search\n"
            "except NotReady as error:\n    print(error._render_traceback_()[0])\n")
    done = subprocess.run([sys.executable, "-c", hide], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "needs Ray" in done.stdout and "requirements-extra.txt" in done.stdout


# Searches in processes of their own

def drive(mode, folder, **env):
    settings = {key: value for key, value in os.environ.items() if key != "RAY_ADDRESS"}
    return subprocess.Popen([sys.executable, str(DRIVER), mode, str(folder)], cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**settings, **env})


def reports(process, seconds):
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        process.kill()
    assert process.returncode == 0, out + err
    return [json.loads(line.removeprefix("REPORT ")) for line in out.splitlines() if line.startswith("REPORT ")]


def trains(process):
    """Is this one of Ray's workers, or the process that starts them?"""
    try:
        command = " ".join(process.cmdline())
    except psutil.Error:  # it has ended
        return False
    return (command.startswith("ray::") and "Agent" not in command) or "raylet/raylet" in command


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.skipif(os.name == "nt", reason="a signal of Unix")
def test_a_killed_search_goes_on_and_trains_nothing_twice(tmp_path):
    log = tmp_path / "epochs.txt"

    def epochs():
        return log.read_text().split("\n")[:-1] if log.exists() else []

    first = drive("start", tmp_path)
    try:
        assert wait_for(lambda: len(epochs()) >= 25 or first.poll() is not None, 180)
        started = psutil.Process(first.pid).children(recursive=True)
        training = [one for one in started if trains(one)]
    finally:
        first.kill()  # SIGKILL: no time for a last word
        first.communicate()
    before = epochs()
    assert 25 <= len(before) < 60, "it was to be killed in the middle"
    # What trains ends by itself within seconds; Ray's monitors wait a minute for their server, so they are ended here.
    still = psutil.wait_procs(training, timeout=60)[1]
    for one in started:
        if one.is_running():
            one.kill()
    assert not still, "the trials go on although their program was killed"

    report, = reports(drive("restore", tmp_path), 180)
    after, trials = epochs(), report["trials"]
    assert len(trials) == 10 and after[:len(before)] == before
    for trial in trials:
        assert trial["losses"] == [trial["a"] / (epoch + 1) for epoch in range(len(trial["losses"]))]
    twice = [line for line in set(after) if after.count(line) > 1]
    assert len(twice) <= 2, f"at most the epoch that each of two trials was in: {twice}"
    done = {line for line in before if line.endswith(" 8")}
    assert done and all(after.count(line) == 1 for line in done)  # what had ended, was not touched
    # The scheduler was told the losses of the trials from before: those on its lowest rung, after 2 epochs.
    seen = sorted(-float(line.split()[0]) / 2 for line in set(before) if line.endswith(" 2"))
    assert len(seen) >= 3
    missing = [loss for loss in seen if not any(abs(loss - one) < 1e-9 for one in report["remembered"][-1])]
    assert len(missing) <= 2, "the losses of those that were in the middle may be one report behind"


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture
def two_nodes():
    """A cluster of two nodes with a core each, made by `ray start`; gives its address."""
    folder = Path(tempfile.mkdtemp(prefix="ray", dir="/tmp"))  # short: a socket's path has at most 107 letters
    port, client = free_ports(2)
    command = [sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--block",
               "--num-cpus=1", "--object-store-memory=100000000", "--disable-usage-stats",
               "--node-ip-address=127.0.0.1", "--min-worker-port=0", "--max-worker-port=0"]
    address = f"127.0.0.1:{port}"
    roles = [["--head", f"--port={port}", f"--temp-dir={folder}", "--include-dashboard=false",
              f"--ray-client-server-port={client}"], [f"--address={address}"]]
    nodes = []
    # Without a token: Ray keeps one for its user once it has run here, and with it the second node was refused.
    settings = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled"}
    settings.pop("RAY_ADDRESS", None)
    try:
        for role in roles:
            log = folder / f"node{len(nodes)}.txt"
            with open(log, "w") as written:
                node = subprocess.Popen(command + role, stdout=written, stderr=written, start_new_session=True,
                                        env={**settings, "RAY_USAGE_STATS_ENABLED": "0", "RAY_AUTH_MODE": "disabled"})
            nodes.append(node)
            running = wait_for(lambda log=log, node=node: "Ray runtime started" in log.read_text()
                               or node.poll() is not None, 120)
            said = log.read_text()
            assert running and nodes[-1].poll() is None, said
        yield address
    finally:
        family = [child for node in nodes if node.poll() is None
                  for child in psutil.Process(node.pid).children(recursive=True)]
        for node in nodes:  # `ray stop` would stop other people's Ray as well
            node.send_signal(signal.SIGTERM)
        for node in nodes:
            try:
                node.wait(30)
            except subprocess.TimeoutExpired:
                node.kill()
        for child in psutil.wait_procs(family, timeout=10)[1]:
            child.kill()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Ray tests several nodes on Linux only")
def test_the_lessons_search_runs_on_two_nodes_and_an_interruption_changes_nothing(two_nodes, tmp_path):
    in_one_go, interrupted = reports(drive("lesson", tmp_path, RAY_ADDRESS=two_nodes, RAY_AUTH_MODE="disabled"), 400)
    assert in_one_go["resources"]["machines"] == 2 and in_one_go["resources"]["cpus"] == 2
    for report in (in_one_go, interrupted):
        assert len(report["trials"]) == 4
        assert all(len(trial["losses"]) == 3 for trial in report["trials"])
    # The driver lets the first trial on a node wait for one on the other: without it, a busy machine ran all on one.
    assert len({trial["machine"] for trial in in_one_go["trials"]}) == 2
    for one, other in zip(in_one_go["trials"], interrupted["trials"]):
        assert other["losses"] == pytest.approx(one["losses"], rel=1e-4)
