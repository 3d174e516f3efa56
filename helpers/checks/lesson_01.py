"""The checks of lesson 01, Python basics."""

from pathlib import Path

from helpers.checks import Right, close, exercise


@exercise
def exercise_1(duration):
    """The duration of 20,000 samples at 16,000 samples per second."""
    if isinstance(duration, str):
        return "your answer is a text. Write the calculation without quotation marks."
    if close(duration, 20000 * 16000):
        return "that is the product. The more samples per second, the shorter: divide."
    if close(duration, 16000 / 20000):
        return "the division is the wrong way round: divide the samples by the sample rate."
    if close(duration, 1):
        return "// drops what is left over. Divide with / to keep the fraction of a second."
    if not close(duration, 1.25):
        return f"20,000 samples do not last {duration} s. Divide samples by sample_rate."
    return None


@exercise
def exercise_2(speaker):
    """The speaker's code, cut out with a slice."""
    if not isinstance(speaker, str):
        return "the answer should be a piece of text: file_name[from:to]."
    if speaker == "1bb6a2a_":
        return "one too far to the right. Python counts from 0, so the n of no has index 0."
    if speaker == "01bb6a2":
        return "the last character is missing. A slice stops before its second number."
    if speaker.startswith("/"):
        return "the slash is still there. The code begins one character later."
    if speaker.startswith("01bb6a2a") and len(speaker) > 8:
        return "it begins well but goes on too long. The code has eight characters."
    if speaker != "01bb6a2a":
        return f"you cut out {speaker!r}. Count from 0: n is 0, o is 1, / is 2."
    return None


@exercise
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
    if line != "no lasts 1.67 s":
        return f"your text is {line!r}, it should be 'no lasts 1.67 s', with the same spaces."
    return None


@exercise
def exercise_4(first, second, third):
    """At least 0.4 s and a wav file: of 0.4 s, of 0.4 s but an mp3, and of 0.3 s."""
    answers = (first, second, third)
    if any(isinstance(answer, str) for answer in answers):
        return "that is a text. True and False stand without quotation marks, and Python finds the answer."
    if not all(isinstance(answer, bool) for answer in answers):
        return "each answer should be True or False: join two questions with and."
    if answers == (True, True, True):
        return "with or, one of the two is enough; both are needed: and."
    if answers == (True, True, False):
        return "an mp3 is not usable, and yours lets it through. Ask for the end of file_name as well, with and."
    if answers == (True, False, True):
        return "0.3 s is too short, and yours lets it through. Ask for the duration as well, with and."
    if not first:
        return "0.4 s is just long enough: 'at least' is >=, and the name ends with '.wav', with its point."
    if second or third:
        return "the first recording is right, the others are not. Put the same line in all three places."
    return Right("Only the first of the three is usable.")


@exercise
def exercise_5(mean_duration):
    """The mean of a list."""
    if close(mean_duration, 3.2):
        return "that is the sum. Divide it by how many recordings there are."
    if close(mean_duration, 4 / 3.2):
        return "the division is the wrong way round: divide the sum by the number of recordings."
    if close(mean_duration, 4):
        return "that is how many recordings there are. Divide their sum by it."
    if not close(mean_duration, 0.8):
        return "use sum(durations) / len(durations)."
    return None


@exercise
def exercise_6(samples):
    """Three seconds at the sample rate of a CD, by looking it up."""
    if isinstance(samples, str):
        return "that is a text. Look the number up with sample_rates[\"CD\"]."
    if close(samples, 44100):
        return "that is one second. How many samples do three have?"
    if close(samples, 44100 / 3):
        return "three seconds have more samples than one: multiply."
    if close(samples, 3 * 48000) or close(samples, 3 * 16000) or close(samples, 3 * 8000):
        return "that is another sample rate. The key is \"CD\"."
    if not close(samples, 3 * 44100):
        return "multiply the number of seconds by sample_rates[\"CD\"]."
    return None


@exercise
def exercise_7(count):
    """How many durations are below one second."""
    if isinstance(count, list):
        return "that is a list. Count with a number: begin with count = 0."
    if close(count, 0):
        return "count is still 0. Is count = count + 1 inside the if, moved in by eight spaces?"
    if close(count, 6):
        return "you counted all of them. Put count = count + 1 inside an if, and ask for <, not <=."
    if close(count, 1):
        return "only one was counted. Is count = 0 inside the loop? It belongs before it."
    if close(count, 2.2):
        return "you added up the durations. Add 1 for each short recording."
    if not close(count, 3):
        return "ask if duration < 1.0 for each duration, and add 1 if so."
    return None


@exercise
def exercise_8(samples_of):
    """A function that returns a whole number of samples."""
    if not callable(samples_of):
        return "samples_of should be a function: it begins with def."
    answer = samples_of(0.5, 16000)
    if answer is None:
        return "your function gives nothing back. Does it print? It should return."
    if close(answer, 0.5 / 16000) or close(answer, 16000 / 0.5):
        return "do not divide: each second has sample_rate samples."
    if not close(answer, 8000):
        return f"half a second at 16,000 samples per second has 8,000 samples, not {answer}."
    if close(samples_of(0.5, 48000), 8000):
        return "your function always uses 16,000. Use the sample_rate that it is given."
    answer = samples_of(0.3, 22050)
    if answer != 6615 or not isinstance(answer, int):
        return f"for 0.3 s at 22,050 samples per second it gives {answer}; round it to the whole number 6615."
    return None


@exercise
def exercise_9(kind):
    """The kind of an error that the learner caused."""
    if isinstance(kind, type):
        return f"that is the error itself. Write its name as a text, between quotation marks: {kind.__name__!r}."
    if not isinstance(kind, str):
        return "write the kind of the error as a text, between quotation marks."
    if "unsupported" in kind:
        return "that is the detail. The kind is the one word before the colon."
    if kind.strip(": ").lower() != "typeerror":
        return f"it is not {kind!r}. Take the # away, run the cell, and read the first word of the last line."
    if kind != "TypeError":
        return "the right word, but write it exactly as Python does: TypeError."
    return Right("A text cannot be divided.")


@exercise
def exercise_10(samples):
    """A text that must become a number first."""
    if samples == "1600016000":
        return "that is the text twice. Turn it into a number first: int(rate_from_file)."
    if samples == 1600016000:
        return "the text was doubled, then made a number. First int(...), then * 2."
    if samples == "32000":
        return "the right digits, but still a text. Leave out the quotation marks, calculate."
    if not close(samples, 32000):
        return "two seconds have twice as many samples as one: int(rate_from_file) * 2."
    return None


@exercise
def exercise_11(label_and_speaker):
    """Label and speaker from a path."""
    if not callable(label_and_speaker):
        return "label_and_speaker should be a function: it begins with def."
    try:
        answer = label_and_speaker(Path("data") / "yes" / "c0ffee12_nohash_3.wav")
    except AttributeError as error:
        if "Path' object has no attribute 'split'" in str(error):
            return "a Path is not a text and cannot be split. Its name without the ending is: path.stem."
        raise
    if answer is None:
        return "your function gives nothing back. Does it print? It should return label, speaker."
    if not isinstance(answer, tuple) or len(answer) != 2:
        return "your function should return two things: return label, speaker."
    label, speaker = answer
    if label == "c0ffee12" and speaker == "yes":
        return "the two are the wrong way round: the label comes first."
    if isinstance(label, Path):
        return "the label is a whole path. Its last part is path.parent.name."
    if label in ("data", "c0ffee12_nohash_3.wav", "c0ffee12_nohash_3"):
        return f"the label of data/yes/c0ffee12_nohash_3.wav is 'yes', not {label!r}: path.parent.name."
    if isinstance(speaker, list):
        return "split gives a list of parts. The speaker is the first one, with index 0."
    if speaker in ("c0ffee12_nohash_3.wav", "c0ffee12_nohash_3"):
        return "that is the whole file name. Cut it with .split(\"_nohash_\") and take the first part."
    if speaker == "3":
        return "that is the number at the end. The speaker is the first part, with index 0."
    if (label, speaker) != ("yes", "c0ffee12"):
        return f"for data/yes/c0ffee12_nohash_3.wav it gives {label!r} and {speaker!r}, not 'yes' and 'c0ffee12'."
    if label_and_speaker(Path("no") / "ann_b_nohash_12.wav") != ("no", "ann_b"):
        return "it works for some names only. Speakers' codes differ in length: cut at \"_nohash_\"."
    return Right("You have read your first data set.")
