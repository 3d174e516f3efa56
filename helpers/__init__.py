"""The small shared package of the course: each module is explained by the lesson that first needs it.

A few rooms, one above the other; a module imports only from its own room and from those below:

    live/        a finished network meets a microphone
    checks/      what the answers to the exercises must satisfy
    drive        in Colab: recordings and models in your own Drive, if you ask for it
    my_voice     your own recordings and their ladder
    datasets/    fetch a data set, list its clips, split them, look them over
    features, training, plotting, players, search, feature_cache
    audio        files to samples
    sound_files  what is in a folder or a file of yours, and what is wrong with it (with sound_headers)
    start, notebook, skipped, memory
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent  # of the repository
WORDS = ["down", "go", "left", "no", "right", "stop", "up", "yes"]  # alphabetical, like the columns of every model
