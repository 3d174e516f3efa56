"""Checks of lesson 10: auditing a data set, and cross-validation."""

import numpy as np

from helpers.checks import OneOf, exercise


@exercise(
    right=(0.03, 0.03), mistakes={
        OneOf(((3, 3), (3, 8), (3, 4))): "those are frames. A frame lasts 10 ms: answer in seconds.",
        (30, 30): "those are milliseconds; answer in seconds.",
        (0.03, 0.08): "the end counts from the end: 12 frames, the last loud one is number 8, counted from 0.",
        (0.03, 0.04): "the silence before is right; of frames 0 to 11 count those after number 8, the last loud one.",
        (0.04, ...): "frame 3 (-38 dB) is loud enough: it is less than 30 dB below -14. What comes before it?",
        (0, 0): "some frames are quieter than the loudest one, -14 dB, minus 30: look for levels above -44.",
        (0.03, ...): "the last frame above -44 dB is number 8 of 0 to 11. How many come after it?",
    },
    otherwise="the first frame above -14 - 30 = -44 dB is number 3, counted from 0: what comes before it is silence.")
def exercise_1(before, after):
    """Three frames before, three after, of 10 ms."""


@exercise(
    right=0, praise="If you listen, you may keep one: the one whose name tells the truth.", mistakes={
        2: "then the network would be told that one and the same sound is a nine and a one.",
        1: "which one? The two names say different digits, and without listening you can't know which is true.",
    }, otherwise="answer with a number: how many of the two files do you keep, 0, 1 or 2?")
def exercise_2(kept):
    """None of them: the two names contradict each other."""


@exercise(
    right=3, mistakes={
        7: "that counts each spelling. rooms.str.lower() first.",
        4: "one slip is left: replace mends vr-romm.",
        6: "the slip is mended; now the capitals: rooms.str.lower().",
        8: "that is the number of speakers.",
        frozenset({"kino", "vr-room", "library"}): "those are the rooms. Give their number: nunique() counts them.",
    }, otherwise="give the number of different rooms that are left when capitals and slip are mended (nunique).")
def exercise_3(rooms):
    """Kino, vr-room, library."""


@exercise(
    right=(4, 3),
    praise="Twelve places are left, with 64 channels each: global average pooling takes the mean over the twelve.",
    mistakes={
        (3, 4): "the other way round: the frames first.",
        (3, 2): 'you rounded down. With padding="same" each step rounds up: half of 61 becomes 31.',
        OneOf(((61 / 16, ...), (..., 40 / 16))): "a picture has whole rows. Round up after each of the four steps.",
        (8, 5): "that is after three layers; there are four.",
        (4, ...): "the frames are right. 40 becomes 20, then ... and it rounds up.",
    }, otherwise="61 becomes 31, then 16, then ...")
def exercise_4(frames, bands):
    """61, 31, 16, 8, 4 and 40, 20, 10, 5, 3."""


A, B = np.array("ann ann bob bob bob cem eve".split()), np.array("bob cem bob dia".split())


@exercise(
    right=OneOf((lambda a, b: len(set(a) & set(b)), lambda a, b: np.intersect1d(a, b).size)),
    tries=[(A, B), (A, np.array(["fay"])), (B, B)], mistakes=[
        (lambda a, b: bool(set(a) & set(b)), "that says whether there is a leak. Return the number of speakers."),
        (lambda a, b: set(a) & set(b), "those are the speakers themselves. Return their number: len(...)."),
        (OneOf((lambda a, b: np.isin(a, b).sum(), lambda a, b: len([clip for clip in b if clip in a]),
                lambda a, b: sum(one == other for one in a for other in b))),
         "that counts clips, and a shared speaker may have several of them. A set holds each speaker once."),
        (lambda a, b: len(set(a) | set(b)), "that counts all speakers, a | b. Those in both are a & b."),
        (lambda a, b: len(a & b), "& tells what two *sets* share: make a set of each first."),
    ])
def exercise_5(shared_speakers):
    """The size of the intersection of two sets."""


PEOPLE = np.array([0.91, 0.78, 0.88, 0.93, 0.69, 0.91])


@exercise(
    right=(PEOPLE.mean(), 0.69), tolerance=1e-3,
    praise="Print both on the box: the mean, and how far a single person may fall below it.", mistakes={
        OneOf(((0.948, ...), (0.95, ...))): "that is from random_scores: their test speakers were in training too.",
        OneOf(((0.93, ...), (0.96, ...))): "that is the best fold. One lucky throw is no promise: take the mean.",
        (np.median(PEOPLE), ...): "that is the median; the question asks for the mean.",
        (PEOPLE.mean(), 0.94): "the lowest of the random scores is no person: look at each_person_left_out.",
        (PEOPLE.mean(), 4): "that is the position of the person. min() gives the score.",
        (PEOPLE.mean(), ...): "what is the score of the worst understood person, the smallest one?",
    }, otherwise="promise one number, a mean: which of the two rows shows what new people will get?")
def exercise_6(promised, worst):
    """The mean over persons left out, 0.85, and the lowest score, 0.69."""


@exercise(
    right=(1000, 0.4), tolerance=1e-3,
    praise="Faster, higher, and a shorter throat: that is why one number makes another person of a voice, nearly.",
    mistakes={
        (640, 0.625): "that is slower: played faster, the word is over sooner, and all frequencies rise.",
        (1000, 0.625): "the formant is right. What is played faster takes less time.",
        (640, 0.4): "the length is right. Each vibration is over sooner too: is that a higher or a lower frequency?",
        (800, 0.4): "that would be another pace only. Resampling moves every frequency, the formants too.",
        (1000, 0.5): "the formant is right. Does the word still take as long, played faster?",
        (1000, ...): "the formant is right. The word takes 1 / 1.25 of its time.",
        (..., 0.4): "the length is right. All frequencies are multiplied by the speed.",
    }, otherwise="played 1.25 times as fast, the word takes 1 / 1.25 of its time, and each vibration too.")
def exercise_7(formant, seconds):
    """800 Hz times 1.25, and 0.5 s divided by 1.25."""
