"""Programs that search, for test_search.py: it starts them, kills them, and reads what they print.

    python search_driver.py start FOLDER       a search of small trials; each notes its epochs in FOLDER/epochs.txt
    python search_driver.py restore FOLDER     goes on with it, in another process
    python search_driver.py lesson FOLDER      lesson 09's own search, without and with an interruption
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import nbformat

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import ray
from ray import tune

from helpers import search

ROOT = Path(__file__).resolve().parent.parent
EPOCHS, TRIALS = 8, 10


def small_trial(settings):
    losses = []
    if checkpoint := tune.get_checkpoint():
        with checkpoint.as_directory() as kept:
            losses = json.loads(Path(kept, "losses.json").read_text())
    for epoch in range(len(losses), EPOCHS):
        time.sleep(0.15)
        losses.append(settings["a"] / (epoch + 1))
        with open(settings["log"], "a") as log:
            log.write(f"{settings['a']} {epoch + 1}\n")
        with tempfile.TemporaryDirectory() as kept:
            Path(kept, "losses.json").write_text(json.dumps(losses))
            tune.report({"epoch": epoch + 1, "loss": losses[-1], "losses": losses},
                        checkpoint=tune.Checkpoint.from_directory(kept))


def report(results, **more):
    trials = sorted(results, key=lambda result: result.metrics["trial_id"])
    print("REPORT " + json.dumps({**more, "trials": [
        {"a": one.config.get("a"), "losses": one.metrics["losses"], "machine": one.metrics.get("machine")}
        for one in trials]}))


def start(folder):
    search.connect(cpus=2)
    scheduler = search.ASHA(time_attr="epoch", max_t=EPOCHS, grace_period=2, reduction_factor=2)
    tune.Tuner(
        small_trial, param_space={"a": tune.uniform(1, 2), "log": str(folder / "epochs.txt")},
        tune_config=tune.TuneConfig(metric="loss", mode="min", num_samples=TRIALS, reuse_actors=True,
                                    scheduler=scheduler,
                                    search_alg=tune.search.BasicVariantGenerator(random_state=0)),
        run_config=tune.RunConfig(name="small", storage_path=str(folder), verbose=0,
                                  checkpoint_config=tune.CheckpointConfig(num_to_keep=1))).fit()


def restore(folder):
    search.connect(cpus=2)
    handed_over = []
    remember = search.ASHA.on_trial_add

    def on_trial_add(self, controller, trial):
        remember(self, controller, trial)
        handed_over.append([sorted(losses.values()) for _, losses in self._trial_info[trial.trial_id]._rungs])

    search.ASHA.on_trial_add = on_trial_add
    tuner = tune.Tuner.restore(str(folder / "small"), small_trial)
    report(tuner.fit(), remembered=handed_over[-1] if len(handed_over) < TRIALS else handed_over[TRIALS - 1])


def together(trial, folder):
    """Return the trial with a barrier: it trains when both nodes have one, so that neither can take them all."""
    def trial_on_two_nodes(settings, data):
        (folder / ray.get_runtime_context().get_node_id()).touch()
        end = time.monotonic() + 120
        while len(list(folder.iterdir())) < 2:
            assert time.monotonic() < end, "no trial was started on the other node"
            time.sleep(0.1)
        trial(settings, data)

    folder.mkdir()
    return trial_on_two_nodes


def lesson(folder):
    names = {"__name__": "__main__"}  # as in a notebook: Ray sends functions of the main program along
    notebook = next((ROOT / "notebooks").glob("09_*.ipynb"))
    for cell in nbformat.read(notebook, as_version=4).cells:
        if "recipe" in cell.metadata.get("tags", []):
            exec(compile(cell.source, notebook.name, "exec"), names)
    names["results_folder"], names["fixed"]["epochs"] = folder, 3
    names["trial"] = together(names["trial"], folder / "nodes")
    space, make_tuner = names["space"], names["make_tuner"]
    space["layers"], space["units"] = tune.randint(1, 3), tune.choice([16, 32])
    resources = search.connect()
    report(make_tuner("in one go", 4).fit(), resources=resources)
    make_tuner("interrupted", 4, callbacks=[search.StopButton(after=4)]).fit()
    again = tune.Tuner.restore(str(folder / "interrupted"), tune.with_resources(
        tune.with_parameters(names["trial"], data=names["data"]), {"cpu": 1}))
    report(again.fit())


if __name__ == "__main__":
    {"start": start, "restore": restore, "lesson": lesson}[sys.argv[1]](Path(sys.argv[2]))
