"""The checks of lesson 00, Start here."""

import numpy as np

from helpers.checks import Right, close, exercise, no_numbers
from helpers.datasets import is_twin

SAMPLE_RATE = 16000


@exercise(right=24, otherwise="eight words, and each of them three times: multiply.", mistakes={
    11: "that is the sum. Three times eight: multiply with *.",
    8: "that is each word once. You say each of them three times."})
def exercise_1(seconds):
    """Eight words, three times each, one second long."""


@exercise
def exercise_2(high):
    """A tone of 880 Hz instead of 440 Hz."""
    if no_numbers(high, "high") or np.ndim(high) != 1 or np.size(high) < 1000:
        return "the answer should be the whole sound: copy the line that makes the tone, and change its number."
    samples = np.asarray(high, dtype=float)
    if samples.size != SAMPLE_RATE:
        return "your tone should last one second, like the first one. Change only the 440."
    strengths = np.abs(np.fft.rfft(samples))
    frequency = np.argmax(strengths) * SAMPLE_RATE / samples.size
    if frequency == 0:
        return "that isn't a tone: it doesn't swing up and down."
    if np.sum(strengths > 0.2 * strengths.max()) > 1:
        return "there is more than one tone in it. Change the number in the line; add nothing."
    if frequency == 440 and np.abs(samples).max() > 0.31:
        return "your tone is louder, not higher. The frequency is the 440 inside the brackets."
    if frequency == 440:
        return "your tone still has 440 Hz. Change the 440 inside the brackets, but leave the 2 * np.pi before it."
    if frequency == 220:
        return "your tone has 220 Hz: lower. Twice as many swings per second are 880."
    if frequency != 880:
        return f"your tone has {frequency:.0f} Hz. It should be 880."
    return Right("Twice the frequency is one octave higher.")


@exercise
def exercise_3(quiet, tone):
    """Half as loud: each sample times 0.5."""
    if quiet is tone:
        return ("that is the tone as it was, under a second name: what changes one changes the other. Run the cell "
                "that makes the tone again, then multiply it by a number.")
    if no_numbers(quiet, "quiet", np.shape(tone)):
        whole = isinstance(quiet, np.ndarray) and quiet.shape == np.shape(tone)
        if whole:
            return no_numbers(quiet, "quiet")
        return "the answer should be the whole sound: calculate with tone."
    samples, tone = np.asarray(quiet, dtype=float), np.asarray(tone, dtype=float)
    if close(samples, tone):
        return "that is the tone as it was. Multiply it by a number."
    if close(samples, tone * 2):
        return "that is twice as loud. Half is times 0.5, or divided by 2."
    if close(samples - samples.mean(), tone):
        return "you moved every sample by the same amount, but the swings are as large as before. Multiply."
    if not np.any(samples):
        return "that is silence: nothing is left of the tone. Which number makes half of it?"
    if not close(samples, tone / 2):
        return "the samples are not half of what they were. Which number makes half of each?"
    return None


@exercise(right=40, otherwise="10 is doubled, and then doubled again.", mistakes={
    10: "that was the first value. The second cell has changed it since.",
    20: "that is after the second cell has run once. What does it do the second time?",
    30: "the cell doubles whatever is there: 20 becomes ..."},
    praise="The order in which you run cells counts, not the order in which they stand.")
def exercise_4(value):
    """A cell that doubles a variable, run twice."""


@exercise
def exercise_5(kind, folder):
    """Which of the two fetch gave: the full data set or the twin."""
    said = kind.strip().lower() if isinstance(kind, str) else None
    if said not in ("twin", "full"):
        return 'write "twin" or "full", with quotation marks.'
    if is_twin(folder) and said == "full":
        return "look at the line that fetch printed: it speaks of the bundled twin."
    if not is_twin(folder) and said == "twin":
        return "look at the line that fetch printed: it does not speak of a twin. You have the real recordings."
    return None
