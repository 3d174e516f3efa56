"""Listening all the time: long streams of words, other words, noise and pauses, of people whom the network never heard.

    SOUND_DATA=FOLDER python -m benchmarks streams                             # the network that comes with the course
    SOUND_DATA=FOLDER python -m benchmarks streams --model models/live_words.keras    # or one of yours
    SOUND_DATA=FOLDER python -m benchmarks streams --choose                    # on validation speakers: which rule?

Each seed puts the same clips into another order, with other pauses (0.3 to 3 s) and another place in the noise. Three
streams: `talk` has every word of the speakers once, and each other word three times, in noise 30 dB below the speech;
`noisy talk` the same at 10 dB; `no talk` everyday sounds and noise only. A word counts as found if it is said between
its beginning and a second after its clip's end; said there again or said wrong is a mistake; what is said anywhere else
is a false alarm. The delay counts from the end of the word (95 % of its energy) to the end of the second that brought
the answer. Streams are put together here: real conversations are harder, because words run into each other.
"""

import time
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.common import kind_of, print_table, spread
from benchmarks.shipped import pieces
from helpers import audio, datasets
from helpers.audio import SILENT
from helpers.live.stream import SETTINGS, OneAnswerPerWord

RATE = 16000
NOISES = {"validation": ["doing_the_dishes"], "test": ["dude_miaowing", "running_tap"]}  # as data/train_shipped.py
FOLDS = {"validation": "4", "test": "5"}
THRESHOLDS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9)


def arguments(parser):
    parser.add_argument("--model", help="a .keras file; without, the network that comes with the course")
    parser.add_argument("--choose", action="store_true", help="compare rules, on validation speakers")


@dataclass
class Streamed:
    """A stream: samples, and for each clip of speech in it its word ("" if it is no command), begin and end (s)."""

    sound: np.ndarray
    words: np.ndarray
    begins: np.ndarray
    ends: np.ndarray  # of the clip
    fades: np.ndarray  # where 95 % of its energy are over

    @property
    def hours(self):
        return len(self.sound) / RATE / 3600


def clips_of(part):
    """The commands and the other words of a part's speakers: samples, and what they say ("" for other words)."""
    words = datasets.split_by_speaker(datasets.index_words(datasets.fetch("mini_speech_commands")))
    folder = datasets.fetch("speech_commands_other_words")
    others = [path for path in sorted(folder.glob("*/*_nohash_*.wav")) if path.parent.name not in datasets.WORDS]
    people = np.array([path.name.split("_nohash_")[0] for path in others])
    # speakers of both sets belong to the same part; strangers are dealt out as data/train_shipped.py does
    table = pd.DataFrame({"path": others, "label": [path.parent.name for path in others], "speaker": people})
    table["part"] = table.speaker.map(dict(zip(words.speaker, words.part)))
    strangers = table.part.isna()
    table.loc[strangers, "part"] = datasets.split_by_speaker(table[strangers], validation=0.2, test=0.25).part
    words, table = words[words.part == part], table[table.part == part]
    print(f"{kind_of(datasets.fetch('mini_speech_commands'))}, {part}: {len(words)} words by {words.speaker.nunique()} "
          f"people, {len(table)} other words by {table.speaker.nunique()}")
    return ([*audio.load_clips(words.path), *np.repeat(audio.load_clips(table.path), 3, axis=0)],
            [*words.label, *[""] * (3 * len(table))], {*words.speaker, *table.speaker})


def sounds_of(part):
    """Noises and everyday sounds that are not speech: a list of each."""
    from helpers.datasets import esc50

    folder = datasets.fetch("speech_commands_background_noise")
    table = esc50.index(datasets.fetch("esc50"))
    everyday = table.path[table.fold.astype(str) == FOLDS[part]]
    return ([audio.load(path) for path in sorted(folder.glob("*/*.wav")) if path.stem in NOISES[part]],
            [audio.load(path) for path in everyday])


def talk(clips, spoken, noise, decibels, rng):
    """Put clips into a stream in a random order, with pauses between them, above a noise."""
    order, place, parts, begins = rng.permutation(len(clips)), 0, [], []
    fade = np.minimum(1, np.minimum(np.arange(RATE), np.arange(RATE)[::-1]) / 320)  # 20 ms: no clicks
    for number in order:
        pause = np.zeros(int(rng.uniform(0.3, 3) * RATE))
        parts += [pause, clips[number] * fade]
        begins.append((place + len(pause)) / RATE)
        place += len(pause) + RATE
    sound = np.concatenate([*parts, np.zeros(2 * RATE)])
    loud = np.median([np.sqrt(np.mean(clip ** 2)) for clip in clips])
    background = np.concatenate(pieces(noise, len(sound) // RATE + 1, rng))[:len(sound)]
    background *= loud / 10 ** (decibels / 20) / np.sqrt(np.mean(background ** 2))
    begins = np.array(begins)
    over = np.array([np.searchsorted(np.cumsum(clips[number] ** 2), 0.95 * np.sum(clips[number] ** 2)) / RATE
                     for number in order])
    return Streamed(np.clip(sound + background, -1, 1).astype(np.float32), np.array(spoken)[order], begins, begins + 1,
                    begins + over)


def no_talk(sounds, minutes, rng):
    """Everyday sounds and noise, at random levels."""
    parts = [piece * 10 ** rng.uniform(-1.5, 0) for sound in sounds for piece in pieces(sound, 30 * minutes, rng)]
    parts = [parts[number] for number in rng.permutation(len(parts))]
    none = np.zeros(0)
    return Streamed(np.concatenate(parts).astype(np.float32), none.astype(str), none, none, none)


def answers(recogniser, sound, hop):
    """The probabilities of overlapping seconds, shape (seconds, labels), as helpers.live.stream asks for them."""
    step = round(hop * RATE)
    sound = np.concatenate([np.zeros(recogniser.samples - step, np.float32), sound])
    seconds = np.lib.stride_tricks.sliding_window_view(sound, recogniser.samples)[::step]
    given = recogniser.model.predict(seconds, batch_size=64, verbose=0)
    return np.where(np.abs(seconds).max(axis=1, keepdims=True) < SILENT, 0, given)


def heard(recogniser, given, threshold, hop, answers, pause):
    """What the rule makes of probabilities: (word, seconds)."""
    rule = OneAnswerPerWord(recogniser.labels, threshold, answers, round(pause / hop))
    said = [rule.update(one) for one in given]
    return [(one[0], (number + 1) * hop) for number, one in enumerate(said) if one]


def score(stream, said):
    """Shares of found, wrong and repeated words; false alarms per hour; delays in seconds."""
    found, wrong, again, alarms, delays = set(), 0, 0, 0, []
    for word, seconds in said:
        near = np.flatnonzero((stream.begins < seconds) & (seconds <= stream.ends + 1))
        commands = [number for number in near if stream.words[number]]
        right = [number for number in commands if stream.words[number] == word]
        if new := [number for number in right if number not in found]:
            found.add(new[0])
            delays.append(seconds - stream.fades[new[0]])
        elif right:
            again += 1
        elif commands and not any(stream.words[number] == "" for number in near):
            wrong += 1
        else:
            alarms += 1
    count = max(1, np.count_nonzero(stream.words != ""))
    return {"found": len(found) / count, "wrong": wrong / count, "again": again / count,
            "alarms": alarms / stream.hours, "delays": delays}


def choose(recogniser, streams):
    """On validation speakers: hops, answers to average and pauses, at the threshold that allows 30 alarms an hour."""
    rows = []
    for hop in (0.2, 0.25, 0.333):
        given = [[(stream, answers(recogniser, stream.sound, hop)) for stream in some] for some in streams.values()]
        for count in (1, 2, 3):
            for pause in (0.5, 0.75, 1.0):
                for threshold in np.arange(0.2, 0.95, 0.05):
                    scores = [[score(stream, heard(recogniser, one, threshold, hop, count, pause))
                               for stream, one in some] for some in given]
                    quiet, noisy, none = ([np.mean([one[name] for one in some]) for name in
                                           ("found", "alarms", "wrong", "again")] for some in scores)
                    if quiet[1] <= 30:
                        break
                delay = np.median([delay for one in scores[0] for delay in one["delays"]])
                rows.append([hop, count, pause, f"{threshold:.2f}", *(f"{number:.3f}" for number in (
                    quiet[0], quiet[2], quiet[3], noisy[0])), f"{quiet[1]:.0f}", f"{noisy[1]:.0f}", f"{none[1]:.0f}",
                    f"{delay:.2f}"])
    print_table(["hop (s)", "answers", "pause (s)", "threshold", "found", "wrong", "twice", "found, noisy",
                 "alarms per hour", "noisy", "no talk", "delay (s)"], [[str(one) for one in row] for row in rows])


def run(options):
    from helpers.live import recogniser, shipped

    network = recogniser.load(options.model) if options.model else shipped.load()
    part = "validation" if options.choose else "test"
    clips, spoken, speakers = clips_of(part)
    known = speakers & set(shipped.read()[0]["speakers"])
    if known and not options.model:
        print(f"Beware: {network.name} has heard {len(known)} of these people.")
    noise, everyday = sounds_of(part)
    makers = {"talk": lambda rng: talk(clips, spoken, noise, 30, rng),
              "noisy talk": lambda rng: talk(clips, spoken, noise, 10, rng),
              "no talk": lambda rng: no_talk([noise, everyday], 10, rng)}
    streams = {name: [make(np.random.default_rng(seed)) for seed in options.seeds] for name, make in makers.items()}
    print(f"{network.name}; " + ", ".join(f"{name} {60 * some[0].hours:.0f} minutes" for name, some in streams.items())
          + f", {len(options.seeds)} times")
    if options.choose:
        return choose(network, streams)
    start = time.process_time()
    given = {name: [answers(network, stream.sound, SETTINGS["hop"]) for stream in some]
             for name, some in streams.items()}
    hours = sum(stream.hours for some in streams.values() for stream in some)
    print(f"answers in batches: {(time.process_time() - start) / hours / 36:.1f} % of the time that the sound lasts")
    rows = []
    for threshold in sorted({*THRESHOLDS, network.threshold}):
        scores = {name: [score(stream, heard(network, one, threshold, **SETTINGS)) for stream, one in
                         zip(streams[name], given[name])] for name in streams}
        delays = np.concatenate([one["delays"] for one in scores["talk"]])
        rows.append([f"{threshold:.2f}{' (its own)' * (threshold == network.threshold)}"] + [
            spread([one[name] for one in scores["talk"]]) for name in ("found", "wrong", "again")] + [
            spread([one["found"] for one in scores["noisy talk"]])] + [
            spread([one["alarms"] for one in scores[name]], 0) for name in streams] + [
            f"{np.median(delays):.2f}, {np.percentile(delays, 90):.2f}"])
    print_table(["threshold", "found", "wrong", "twice", "found, noisy", "false alarms per hour: talk", "noisy talk",
                 "no talk", "delay: median, 90 % (s)"], rows)
    return None
