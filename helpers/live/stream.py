"""Listening all the time: overlapping seconds, their answers smoothed, and each word said once.

A network answers for one second, and nobody who speaks waits for a second to begin. So a new second is looked at every
quarter of a second; each word is in several of them, and a rule makes one answer of many. `stream.js` is the same for
the page. First used in lesson 12.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from helpers.audio import SILENT
from helpers.live.recogniser import UNKNOWN, Recogniser

# Chosen on streams of validation speakers: python -m benchmarks streams --choose
SETTINGS = {"hop": 0.25, "answers": 2, "pause": 0.5}


@dataclass(frozen=True)
class Spoken:
    """A word that was heard in a stream.

    Attributes
    ----------
    word : one of the labels
    seconds : since the beginning of the stream, when the answer came
    probability : the mean over the smoothed answers
    """

    word: str
    seconds: float
    probability: float


class OneAnswerPerWord:
    """The rule: from the probabilities of overlapping seconds to words, each said once.

    1. The last few answers are averaged: a single odd one does not count.
    2. A label whose average reaches the threshold is said.
    3. The same label is not said again before its average has fallen below half the threshold, and nothing at all
       during a short pause.

    Parameters
    ----------
    labels : the names of the probabilities, "unknown" perhaps among them
    threshold : an average that is reached (0 to 1)
    answers : how many answers are averaged
    pause : how many answers long nothing is said after a word
    """

    def __init__(self, labels: list[str], threshold: float, answers: int, pause: int):
        self.labels, self.threshold, self.pause = labels, max(threshold, 0.01), pause  # of silence nothing is likely
        self.recent = deque([np.zeros(len(labels))] * answers, maxlen=answers)
        self.said, self.waiting = None, 0

    def update(self, probabilities: np.ndarray) -> tuple[str, float] | None:
        """Take the next answer, shape ``(labels,)``; return a word and its average, or None."""
        self.recent.append(np.asarray(probabilities, dtype=float))
        average = sum(self.recent) / len(self.recent)
        if self.said is not None and average[self.said] < self.threshold / 2:
            self.said = None
        if self.waiting:
            self.waiting -= 1
            return None
        best = int(np.argmax(average))
        if self.labels[best] == UNKNOWN or best == self.said or average[best] < self.threshold:
            return None
        self.said, self.waiting = best, self.pause
        return self.labels[best], float(average[best])


class Stream:
    """Sound comes in, in blocks of any length; words come out.

    Parameters
    ----------
    recogniser : a model with its labels; see `helpers.live.recogniser.load`
    threshold : None is the recogniser's own
    hop : seconds from the start of one second to the start of the next
    answers : how many answers are averaged
    pause : seconds for which nothing is said after a word
    """

    def __init__(self, recogniser: Recogniser, threshold: float | None = None, hop: float = SETTINGS["hop"],
                 answers: int = SETTINGS["answers"], pause: float = SETTINGS["pause"]):
        self.recogniser = recogniser
        self.step = round(hop * recogniser.sample_rate)
        threshold = recogniser.threshold if threshold is None else threshold
        self.rule = OneAnswerPerWord(recogniser.labels, threshold, answers, round(pause / hop))
        self.sound = np.zeros(recogniser.samples - self.step, dtype=np.float32)  # so that the first answer comes soon
        self.samples = 0  # looked at so far

    def feed(self, samples: np.ndarray) -> Iterator[Spoken]:
        """Take the next block of sound and yield each word that was heard.

        Parameters
        ----------
        samples : float32, shape ``(samples,)``, in [-1, 1], at the recogniser's rate
        """
        self.sound = np.concatenate([self.sound, samples.astype(np.float32)])
        while len(self.sound) >= self.recogniser.samples:
            second, self.sound = self.sound[:self.recogniser.samples], self.sound[self.step:]
            self.samples += self.step
            heard = self.rule.update(self.answer(second))
            if heard:
                yield Spoken(heard[0], self.samples / self.recogniser.sample_rate, heard[1])

    def answer(self, second: np.ndarray) -> np.ndarray:
        """Return the model's probabilities for one second; of silence none is likely."""
        if np.abs(second).max() < SILENT:
            return np.zeros(len(self.recogniser.labels))
        return self.recogniser.model.predict_on_batch(second[None])[0]
