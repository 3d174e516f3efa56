"""The data sets of the course: `fetch` one by its name, list its clips, split them by speaker.

    fetch(name) -> a folder on disk -> index_words(folder) -> a table with a row per clip -> split_by_speaker(table)

`fetching` decides what you get; `catalogue` says where each set is published, `download` gets it, `twin` unpacks the
synthetic stand-in. `index` holds what the tables of all sets share; each set's own is in the module of its name.
`audit` looks a folder over. First used in lesson 02.
"""

from helpers import WORDS
from helpers.datasets.catalogue import CATALOGUE
from helpers.datasets.download import DatasetError
from helpers.datasets.fetching import fetch, overview, verify
from helpers.datasets.index import split_by_speaker
from helpers.datasets.twin import is_twin, unpacked_twin
from helpers.datasets.words import audit_words
from helpers.datasets.words import index as index_words

__all__ = ["CATALOGUE", "WORDS", "DatasetError", "audit_words", "fetch", "index_words", "is_twin", "overview",
           "split_by_speaker", "unpacked_twin", "verify"]
