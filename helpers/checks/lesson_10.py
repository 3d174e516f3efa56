"""Checks of lesson 10: auditing a data set, and cross-validation."""

import numpy as np

from helpers.checks import Right, close, exercise


@exercise
def exercise_1(before, after):
    """Three frames before, three after, of 10 ms."""
    if close(before, 3) and close(after, 3):
        return "those are frames. A frame lasts 10 ms: give seconds."
    if close(before, 30) and close(after, 30):
        return "those are milliseconds; give seconds."
    if close(before, 0.03) and close(after, 0.08):
        return "the end counts from the end: 12 frames, the last loud one is number 8, counted from 0."
    if close(before, 0.03) and close(after, 0.04):
        return "the silence before is right; after the last loud frame come 12 - 1 - 8 more, for we count from 0."
    if close(before, 0.04):
        return "frame 3 (-38 dB) is loud enough: it is less than 30 dB below -14. Only frames 0, 1 and 2 come before it."
    if close(before, 0) and close(after, 0):
        return "some frames are quieter than the loudest one, -14 dB, minus 30: look for levels above -44."
    if not close(before, 0.03):
        return "the first frame above -14 - 30 = -44 dB is number 3, counted from 0: what comes before it is silence."
    if not close(after, 0.03):
        return "the last frame above -44 dB is number 8 of 0 to 11. How many come after it?"
    return None


@exercise
def exercise_2(kept):
    """None of them: the two names contradict each other."""
    if isinstance(kept, (list, tuple, str)):
        return "answer with a number: how many of the two files?"
    if close(kept, 2):
        return "then the network would be told that one and the same sound is a nine and a one."
    if close(kept, 1):
        return "which one? The two names say different digits, and without listening you cannot know which is true."
    if not close(kept, 0):
        return "there are two files; keep 0, 1 or 2 of them."
    return Right("If you listen, you may keep one: the one whose name tells the truth.")


@exercise
def exercise_3(rooms):
    """Kino, vr-room, library."""
    if isinstance(rooms, (list, tuple, set)) or np.size(rooms) > 1:
        return "give their number; nunique() counts the different values."
    if close(rooms, 7):
        return "that counts each spelling. rooms.str.lower() first."
    if close(rooms, 4):
        return "one slip is left: vr-romm. replace(\"vr-romm\", \"vr-room\") mends it."
    if close(rooms, 6):
        return "the slip is mended; now the capitals: rooms.str.lower()."
    if close(rooms, 8):
        return "that is the number of speakers."
    if not close(rooms, 3):
        return "lower all letters, mend vr-romm, then count the different values with nunique()."
    return None


@exercise
def exercise_4(frames, bands):
    """61, 31, 16, 8, 4 and 40, 20, 10, 5, 3."""
    if close(frames, 3) and close(bands, 4):
        return "the other way round: 61 frames first."
    if close(frames, 3) and close(bands, 2):
        return "you rounded down. With padding=\"same\" each step rounds up: half of 61 becomes 31."
    if close(frames, 61 / 16) or close(bands, 40 / 16):
        return "a picture has whole rows. Round up after each of the four steps."
    if close(frames, 8) and close(bands, 5):
        return "that is after three layers; there are four."
    if not close(frames, 4):
        return "61 becomes 31, then 16, then 8, then ..."
    if not close(bands, 3):
        return "40 becomes 20, then 10, then 5, then ... and it rounds up."
    return Right("Twelve places are left, with 64 channels each: global average pooling takes the mean over the twelve.")


@exercise
def exercise_5(shared_speakers):
    """The size of the intersection of two sets."""
    a, b, c = np.array(["ann", "ann", "bob", "cem"]), np.array(["bob", "bob", "cem", "dia"]), np.array(["eve"])
    answer = shared_speakers(a, b)
    if answer is None:
        return "the function gives nothing back: end it with return."
    if isinstance(answer, (bool, np.bool_)):
        return "that says whether there is a leak. Give the number of speakers."
    if isinstance(answer, (set, list, tuple)) or np.size(answer) > 1:
        return "those are the speakers themselves. Give their number: len(...)."
    if close(answer, 3):
        return "that counts clips: bob has two of them. A set holds each speaker once."
    if close(answer, 4):
        return "that counts all speakers, a | b. Those in both are a & b."
    if not close(answer, 2):
        return f"bob and cem are in both, so it should give 2; yours gives {answer!r}."
    if not close(shared_speakers(a, c), 0):
        return "for two parts without a common speaker it should give 0."
    return None


@exercise
def exercise_6(promised, worst):
    """The mean over persons left out, 0.85, and the lowest score, 0.69."""
    people = np.array([0.91, 0.78, 0.88, 0.93, 0.69, 0.91])
    if close(promised, 0.948, 1e-3):
        return "that is the random mean: its test speakers were in training too."
    if close(promised, people.max()) or close(promised, 0.96):
        return "that is the best fold. One lucky throw is no promise: take the mean."
    if close(promised, np.median(people)) and not close(promised, people.mean(), 1e-3):
        return "that is the median; the question asks for the mean."
    if np.size(promised) > 1:
        return "give one number: the mean."
    if not close(promised, people.mean(), 1e-3):
        return "promise what new people will get: the mean of each_person_left_out."
    if close(worst, 0.94):
        return "the lowest of the random scores is no person: look at each_person_left_out."
    if close(worst, people.argmin()):
        return "that is the position of the person. min() gives the score."
    if not close(worst, people.min(), 1e-3):
        return "the score of the worst understood person is the smallest number of each_person_left_out."
    return Right("Print both on the box: the mean, and how far a single person may fall below it.")
