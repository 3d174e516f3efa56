"""A folder in the learner's Google Drive for what is to outlive a session in Colab: recordings and trained models.

Lesson 00 offers it. Nothing is opened, and nothing leaves the session's machine, before somebody runs `keep`.
"""

import os
import shutil
from pathlib import Path

from helpers import ROOT, my_voice
from helpers.notebook import in_colab

MOUNT = Path("/content/drive")
NAME = "machine-learning-with-sound"
STAYS = "Your recordings and models stay on this session's machine, and are deleted with it."


def keep() -> None:
    """Keep recordings and models in a folder of your Google Drive from now on, and use those that are there.

    Colab asks whether it may open the Drive. What was recorded or trained before in this session is copied into the
    folder, unless a file of that name is there already. Elsewhere than in Colab there is nothing to do, and a line says
    so.
    """
    if not in_colab():
        print("This isn't Colab: your recordings and models stay in the course's own folder anyway.")
        return
    from google.colab import drive

    try:
        drive.mount(str(MOUNT))
    except Exception as error:  # Colab has several kinds: the person said no, a window was closed, no network
        print(f"Your Drive wasn't opened ({str(error).splitlines()[0] if str(error) else type(error).__name__}).\n"
              f"{STAYS} To try again, run this cell again.")
        return
    folder = MOUNT / "MyDrive" / NAME
    voice, models = folder / "my_voice", folder / "models"
    try:
        _copy_what_is_missing(my_voice.FOLDER, voice)
        _copy_what_is_missing(ROOT / os.environ.get("SOUND_MODELS", "models"), models)
    except OSError as error:
        print(f"Your Drive was opened, but can't be written to ({error.strerror or error}). Is it full?\n{STAYS}")
        return
    my_voice.FOLDER, my_voice.FOLDER_NAME = voice, f"My Drive/{NAME}/my_voice"
    os.environ["SOUND_MODELS"] = str(models)
    print(f"From now on, your recordings and models are kept in the folder {NAME} of your Drive. There now:\n"
          f"  recordings: {', '.join(my_voice.recorded()) or 'none yet'}\n"
          f"  models: {', '.join(sorted(path.stem for path in models.glob('*.keras'))) or 'none yet'}\n"
          "Run this cell in each lesson where you want them. Delete the folder, and they are gone.")


def _copy_what_is_missing(old, new):
    new.mkdir(parents=True, exist_ok=True)
    for path in sorted(old.glob("*")) if old != new else []:
        if path.is_file() and not path.name.startswith(".") and not (new / path.name).exists():
            shutil.copyfile(path, new / path.name)
