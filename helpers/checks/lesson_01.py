"""The checks of lesson 01, Python basics."""

from pathlib import Path

import numpy as np

from helpers.checks import OneOf, close, exercise


@exercise(right=1.25, otherwise="how many times do 16,000 samples fit into 20,000?", mistakes={
    20000 * 16000: "that is the product. The more samples per second, the shorter: divide.",
    16000 / 20000: "the division is the wrong way round: divide the samples by the sample rate.",
    1: "the fraction of a second is lost. Divide with /, and leave the result as it is: it needn't be a whole number."})
def exercise_1(duration):
    """The duration of 20,000 samples at 16,000 samples per second."""


@exercise(right="01bb6a2a", mistakes={
    "1bb6a2a_": "one too far to the right. Python counts from 0, so the n of no has index 0.",
    "01bb6a2": "the last character is missing. A slice stops before its second number.",
    OneOf(("/01bb6a2", "/01bb6a2a", "/01bb6a2a_nohash_0.wav")): "the slash is still there. The code begins one "
                                                                "character later.",
    OneOf(("01bb6a2a_", "01bb6a2a_nohash_0.wav")): "it begins well but goes on too long. The code has eight "
                                                   "characters."},
          otherwise=lambda speaker: f"you cut out {speaker!r}. Count from 0: n is 0, o is 1, / is 2.")
def exercise_2(speaker):
    """The speaker's code, cut out with a slice."""
    if not isinstance(speaker, str):
        return "the answer should be a piece of text: file_name[from:to]."


@exercise(right="no lasts 1.67 s",
          otherwise=lambda line: f"your text is {line!r}, it should be 'no lasts 1.67 s', with the same spaces.")
def exercise_3(line):
    """An f-string with a rounded number."""
    if isinstance(line, tuple):
        return "commas made several values of it. Write one f-string: f\"... {word} ...\"."
    if not isinstance(line, str):
        return "the answer should be a text: f\"...\"."
    if "{" in line:
        return "the braces are still in the text. Put an f before the first quotation mark."
    if "1.6667" in line:
        return "the duration has too many digits. Write {duration:.2f}."
    if "1.7" in line:
        return "there should be two digits after the point. Without the f, .2 counts all digits: {duration:.2f}."
    if "1.67" not in line:
        return "the duration 1.67 is missing. Write {duration:.2f}."


@exercise
def exercise_4(first, second, third, fourth):
    """At least 0.4 s and a wav file: of 0.4 s; of 0.4 s but an mp3; of 0.3 s; of 1.5 s."""
    answers = (first, second, third, fourth)
    if any(isinstance(answer, str) for answer in answers):
        return "that is a text. True and False stand without quotation marks, and Python finds the answer."
    if not all(isinstance(answer, (bool, np.bool_)) for answer in answers):
        return "each answer should be True or False: join two questions with and."
    if first and third and not fourth:
        return "0.3 s gets through and 1.5 s doesn't: turn the sign round. 'At least' is >=."
    if first and not fourth:
        return "1.5 s is long enough, too: 'at least' is >=, not ==."
    if not first:
        return "0.4 s is just long enough: 'at least' is >=, and the name ends with '.wav', with its point."
    if second and third:
        return "with or, one of the two is enough; both are needed: and."
    if second:
        return "an mp3 is not usable, and yours lets it through. Ask for the end of file_name as well, with and."
    if third:
        return "0.3 s is too short, and yours lets it through. Ask for the duration as well, with and."


@exercise(right=0.8, otherwise="add all the durations up with sum; how many there are, len tells.", mistakes={
    3.2: "that is the sum. Divide it by how many recordings there are.",
    4 / 3.2: "the division is the wrong way round: divide the sum by the number of recordings.",
    4: "that is how many recordings there are. Divide their sum by it."})
def exercise_5(mean_duration):
    """The mean of a list."""


@exercise(right=3 * 44100, otherwise="look one second of CD up in sample_rates; then think of three.", mistakes={
    44100: "that is one second. How many samples do three have?",
    44100 / 3: "three seconds have more samples than one: multiply.",
    OneOf((3 * 48000, 3 * 16000, 3 * 8000)): "that is another sample rate. The key is \"CD\"."})
def exercise_6(samples):
    """Three seconds at the sample rate of a CD, by looking it up."""


@exercise(right=3, otherwise="ask of each duration whether it is < 1.0, and add 1 if so.", mistakes=[
    (list, "that is a list. Count with a number: begin with count = 0."),
    (0, "count ends at 0. Is count = 0 inside the loop, so that each round begins anew? It belongs before it."),
    (1, "count ends at 1. Does each short one add 1 to it, inside the if, eight spaces in: count = count + 1?"),
    (2, "that is fewer than there are. Which sign asks for less than a second: <, > or ==?"),
    (4, "those are the others, which last a second or longer. Which sign asks for less: < or >=?"),
    (5, "that is more than there are: a second itself isn't less than a second. Which sign is it: <, <= or !=?"),
    (7, "you counted all of them. Put count = count + 1 inside an if that asks for < 1.0."),
    (2.2, "you added up the durations. Add 1 for each short recording.")])
def exercise_7(count):
    """How many durations are below one second."""


@exercise(right=lambda duration, sample_rate: round(duration * sample_rate),
          tries=[(0.5, 16000), (0.5, 48000), (0.3, 22050), (0.7, 44100)],
          mistakes={
    OneOf((lambda duration, sample_rate: duration / sample_rate, lambda duration, sample_rate: sample_rate / duration,
           lambda duration, sample_rate: round(duration / sample_rate),
           lambda duration, sample_rate: round(sample_rate / duration))):
        "do not divide: each second has sample_rate samples.",
    lambda duration, sample_rate: round(duration * 16000):
        "your function always uses 16,000. Use the sample_rate that it is given.",
    lambda duration, sample_rate: int(duration * sample_rate):
        "int cuts off what is behind the point, and makes 30,869 of 30,869.99999. round goes to the nearest number."})
def exercise_8(samples_of):
    """A function that returns a whole number of samples."""
    if callable(samples_of) and isinstance(samples_of(0.5, 16000), float) and close(samples_of(0.3, 22050), 6615):
        return f"it returns {samples_of(0.5, 16000)}, with a point: round it to a whole number."


@exercise(right="TypeError", praise="A text cannot be divided.", otherwise=lambda kind: (
    f"it is not {kind!r}. Take the # away, run the cell, and read the first word of the last line."))
def exercise_9(kind):
    """The kind of an error that the learner caused."""
    if isinstance(kind, type):
        return f"that is the error itself. Write its name as a text, between quotation marks: {kind.__name__!r}."
    if not isinstance(kind, str):
        return "write the kind of the error as a text, between quotation marks."
    if "unsupported" in kind:
        return "that is the detail. The kind is the one word before the colon."
    if kind != "TypeError" and kind.strip(": ").lower() == "typeerror":
        return "the right word, but write it exactly as Python does."


@exercise(right=32000, otherwise="first make a number of the text, then think of two seconds.", mistakes={
    "1600016000": "that is the text twice. Turn it into a number first, with int(...).",
    1600016000: "the text was doubled, then made a number. Do the second thing first.",
    "32000": "the right digits, but still a text. Leave out the quotation marks, calculate."})
def exercise_10(samples):
    """A text that must become a number first."""


def _speaker(path):
    return path.stem.split("_nohash_")[0]


@exercise(right=OneOf((lambda path: (path.parent.name, _speaker(path)), lambda path: (path.parts[-2], _speaker(path)))),
          tries=[(Path("data") / "yes" / "c0ffee12_nohash_3.wav",), (Path("no") / "ann_b_nohash_12.wav",)],
          praise="You have read your first data set.",
          mistakes={
    lambda path: path.split("_nohash_"): "a Path is not a text and cannot be split. Its name without the ending is: "
                                         "path.stem.",
    OneOf((lambda path: path.parent.name, _speaker)): "your function should return two things, with a comma between.",
    lambda path: (_speaker(path), path.parent.name): "the two are the wrong way round: the label comes first.",
    OneOf((lambda path: (path.parent, ...), lambda path: (path, ...))):
        "the label is a whole path. Of its last part you want the name.",
    OneOf((lambda path: (path.parts[0], ...), lambda path: (path.parent.parent.name, ...))):
        "that is the first folder of the path. The label is the name of the parent, the last folder.",
    OneOf((lambda path: (path.name, ...), lambda path: (path.stem, ...))):
        "the label is not in the file's own name: it is the name of the path's parent.",
    OneOf((lambda path: (..., path.stem.split("_nohash_")), lambda path: (..., path.name.split("_nohash_")))):
        "split gives a list of parts. The speaker is the first one, with index 0.",
    OneOf((lambda path: (..., path.stem), lambda path: (..., path.name))):
        "that is the whole file name. Cut it with .split(\"_nohash_\") and take the first part.",
    OneOf((lambda path: (..., path.stem.split("_nohash_")[1]), lambda path: (..., path.name.split("_nohash_")[1]))):
        "that is the number at the end. The speaker is the first part, with index 0.",
    OneOf((lambda path: (path.parent.name, path.stem[:8]), lambda path: (path.parent.name, path.stem.split("_")[0]))):
        "it works for some names only. Speakers' codes differ in length: cut at \"_nohash_\"."})
def exercise_11(label_and_speaker):
    """Label and speaker from a path."""
