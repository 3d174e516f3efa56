"""Checks of lesson 11: tagging long clips."""

import numpy as np

from helpers.checks import Right, close, exercise


@exercise
def exercise_1(lost, silence):
    """Of 12 s, 5.5 s are kept: 6.5 / 12 is lost; of 8 s that are stored, 2.5 s are silence."""
    if close(lost, 100 * 6.5 / 12, 0.01) or close(silence, 31.25, 0.01):
        return "give shares between 0 and 1, not per cent."
    if close([lost, silence], [2.5 / 8, 6.5 / 12], 0.003):
        return "both numbers are right, but swapped: the lost share first."
    if close(lost, 5.5 / 12, 0.003):
        return "that is the share of the sound that is kept; the rest is lost."
    if close(lost, 6.5 / 8, 0.003):
        return "6.5 s are lost, but of the sound that was there before: 12 s."
    if close(lost, 0.5):
        return "half of the *clips* are cut. Asked is the share of the *sound*: seconds of seconds."
    if not close(lost, 6.5 / 12, 0.003):
        return "0.5, 1, 2 and 2 s are kept of 0.5, 1, 2.5 and 8 s. How many seconds are lost, of how many?"
    if close(silence, 5.5 / 8, 0.003):
        return "the lost share is right. The other one is the share of sound in what you store; the rest is silence."
    if close(silence, 2.5 / 12, 0.003):
        return "the lost share is right. 2.5 s are silence, but of what you store: 4 clips of 2 s."
    if not close(silence, 2.5 / 8, 0.003):
        return "the lost share is right. You store 4 x 2 s; 1.5 + 1 s of it are silence."
    return Right("Both at once: no size is free of charge.")


@exercise
def exercise_2(frames, numbers):
    """1 + 132300 // 512 = 259 frames; 128 times that."""
    if close(frames, 173):
        return "that is two seconds. Asked are three."
    if close(frames, 258):
        return "nearly: there is one frame more, the one at sample 0."
    if close(frames, 260) or close(frames, 259.5):
        return "173 is already rounded: count the samples of three seconds first, then the frames."
    if close(frames, 1 + 3 * 44100 / 512, 1e-5) or close(frames, 3 * 44100 / 512, 1e-5):
        return "frames are whole: // divides and drops the remainder."
    if not close(frames, 259):
        return "three seconds are 3 * 44100 samples; put that into 1 + samples // 512."
    if close(numbers, 259):
        return "the frames are right. Each frame has 128 numbers."
    if close(numbers, 128 * 259 * 4):
        return "the frames are right. That is the number of bytes; asked is how many numbers."
    if not close(numbers, 128 * 259):
        return "the frames are right. The spectrogram has 128 rows and as many columns as frames: multiply."
    return None


@exercise
def exercise_3(float32, float16):
    """500 MB divided by 128 x 173 x 4 and x 2 bytes: 5644 and 11289."""
    if close(float32, 500_000_000 // (128 * 173)):
        return "you counted numbers: each of them takes 4 bytes."
    if close([float32, float16], [11289, 5644]):
        return "swapped: a float16 takes half the room, so twice as many of them fit."
    if close(float32, 500 / (128 * 173 * 4), 0.01):
        return "500 MB are 500,000,000 bytes."
    if close(float32, 500_000_000 / (128 * 173 * 4), 1e-5) and float32 != 5644:
        return "part of a picture is of no use: whole numbers, with //."
    if not close(float32, 5644):
        return "a picture takes 128 * 173 * 4 bytes as float32. How many of these are in 500,000,000?"
    if close(float16, 2 * 5644):
        return "nearly: do not double the rounded number, divide again, by 128 * 173 * 2."
    if close(float16, 2822):
        return "float32 is right. float16 takes half the room: more fit, not fewer."
    if close(float16, 500_000_000 / (128 * 173 * 2), 1e-5) and float16 != 11289:
        return "part of a picture is of no use: whole numbers, with //."
    if not close(float16, 11289):
        return "float32 is right. For float16 divide by 128 * 173 * 2."
    return Right("So of the 9,473 training clips about 60 % fit at full precision, and all of them at half of it.")


@exercise
def exercise_4(rows_of_batch):
    """Each clip in exactly one batch; the last one may be smaller."""
    last = rows_of_batch(70, 32, 2)
    if last is None:
        return "the function gives nothing back: end it with return."
    if np.ndim(last) == 0:
        return "give all rows of the batch, as a list or an array, not one number."
    last = [int(row) for row in last]
    first = [int(row) for row in rows_of_batch(70, 32, 0)]
    if first[:1] == [32]:
        return "batches are counted from 0: the first one begins with row 0."
    if first == list(range(33)):
        return "the first batch has 33 rows: the end is one too far."
    if first != list(range(32)):
        return f"of 70 clips the first 32 should be rows 0 to 31; yours has {len(first)} rows: {first[:3]} ..."
    if not last:
        return "the last six of 70 clips are lost: the third batch is empty."
    if len(last) == 32 and max(last) >= 70:
        return f"the last batch asks for row {max(last)}, and there are only 70 clips. Cut it."
    if len(last) == 32 and last[6:] == list(range(26)):
        return "the last batch is filled up from the beginning: these clips are repeated. Cut it instead."
    if len(last) == 32:
        return "the last batch is filled up with clips that were in another batch already. Cut it instead."
    if last != list(range(64, 70)):
        return f"of 70 clips the third batch should be rows 64 to 69; yours is {last}."
    for number, size in ((64, 32), (20, 8), (5, 8), (33, 32), (7, 1)):
        for batch in range(-(-number // size)):
            rows = [int(row) for row in rows_of_batch(number, size, batch)]
            if rows != list(range(batch * size, min((batch + 1) * size, number))):
                return (f"70 clips in batches of 32 are right; of {number} clips in batches of {size}, batch {batch} "
                        f"has {len(rows)} rows: {rows[:3]} ...")
    return Right("No clip lost, none repeated.")


@exercise
def exercise_5(score):
    """(1/3 + 1 + 0) / 3."""
    if close(score, 4 / 3, 0.003):
        return "that is the sum. MAP@3 is the mean over the three clips."
    if close(score, 1 / 3, 0.003):
        return "that is the accuracy of the first guesses. The cello was guessed too, in third place."
    if close(score, 2 / 3, 0.003):
        return ("two of three were guessed, but not both at once: the cello's third place gives 1/3 of a point. (Or "
                "did you divide by two? The violin counts as well.)")
    if close(score, 0.5, 0.003):
        return "the cello stands in third place: that gives 1/3 of a point."
    if close(score, 100 * 4 / 9, 0.01):
        return "give a number between 0 and 1, not per cent."
    if not close(score, 4 / 9, 0.003):
        return "give each clip its points: 1 for the first guess, 1/2, 1/3, or nothing. Then take the mean."
    return None


@exercise
def exercise_6(chosen, promise, public, private):
    """The place of the best public score, and its private score."""
    right = int(np.argmax(public))
    if close(chosen, np.max(public)) and not close(chosen, right):
        return "that is the best public score itself. At which place does it stand? argmax tells."
    if close(chosen, int(np.argmax(private))):
        return "nobody knows the private scores when choosing: take the best *public* one."
    if not close(chosen, right):
        return "the place of the largest number in public: argmax."
    if close(promise, private[right]):
        return Right("Chosen on one part, scored on another.")
    if close(promise, np.max(public)):
        return "that one was chosen because it was lucky there. Which of its scores had no part in the choice?"
    if close(promise, np.max(private)):
        return "that is the best private score, of another submission, chosen by luck again."
    if close(promise, np.mean(private)):
        return "that is the mean of all submissions, a good guess here; asked is the score of the one that you chose."
    return "promise what the chosen one got on clips that had no part in the choice: private[chosen]."
