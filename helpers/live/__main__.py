"""From a sound to a word, with any model of the course: in a terminal, for files, or on a page.

    python -m helpers.live                           listens until Ctrl+C (needs the package sounddevice)
    python -m helpers.live a.wav b.ogg               one line for each file: path, word, probability
    python -m helpers.live --page                    a page in the browser, for this computer alone
    python -m helpers.live --export-page mine.html   the same page as a file, for anybody
    python -m helpers.live --model models/digits.keras ...

Without a network of your own, the one that comes with the course is used.
"""

import argparse
import sys

import soxr

from helpers.audio import AudioError
from helpers.live.recogniser import LiveError, Recogniser, load
from helpers.live.stream import Stream
from helpers.notebook import print_anything
from helpers.sound_files import shown


def recognise_files(recogniser: Recogniser, paths: list[str]) -> int:
    """Print a line for each file: path, word, probability, with tabs between; return the exit code."""
    failed = 0
    for path in paths:
        try:
            heard = recogniser.recognise_file(path)
        except AudioError as problem:
            print(problem, file=sys.stderr)  # it begins with the file's name
            failed = 1
            continue
        print(shown(path), heard.word, f"{heard.probability:.3f}", sep="\t", flush=True)
        if heard.note:
            print(f"{shown(path)}: {heard.note}", file=sys.stderr)
    return failed


def listen(recogniser: Recogniser) -> int:
    """Print each word that the microphone hears, until Ctrl+C; return the exit code."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        why = "its package sounddevice is missing" if isinstance(error, ImportError) else "its library is missing"
        print(f"No microphone from here: {why}. Install it with\n    python -m pip install sounddevice\n"
              "(on Linux also: sudo apt install libportaudio2). Or do without, and use a page or sound files:\n"
              "    python -m helpers.live --page\n    python -m helpers.live a.wav b.ogg", file=sys.stderr)
        return 2
    print(f"{recogniser.name} knows: {', '.join(recogniser.labels)}.\n"
          "It listens all the time; Ctrl+C ends it.", flush=True)
    try:
        rate = int(sounddevice.query_devices(kind="input")["default_samplerate"])
        resampler, stream = soxr.ResampleStream(rate, recogniser.sample_rate, 1), Stream(recogniser)
        with sounddevice.InputStream(samplerate=rate, channels=1, dtype="float32") as microphone:
            while True:
                block, too_late = microphone.read(rate // 10)
                if too_late:
                    print("This computer cannot keep up: some sound was lost.", file=sys.stderr)
                for heard in stream.feed(resampler.resample_chunk(block[:, 0])):
                    print(f"{heard.word}  ({heard.probability:.2f})", flush=True)
    except (sounddevice.PortAudioError, ValueError) as error:
        print(f"The microphone did not work ({error}). Is one plugged in and allowed? Try again.", file=sys.stderr)
        return 2


def main(arguments: list[str] | None = None) -> int:
    """Run the program; return the exit code: 0 all was well, 1 a file could not be read, 2 it could not start."""
    print_anything()
    parser = argparse.ArgumentParser("python -m helpers.live", description="From a sound to a word.")
    parser.add_argument("files", nargs="*", help="sound files; without any, the microphone is used")
    parser.add_argument("--model", help="a .keras file of the course, such as models/live_words.keras")
    parser.add_argument("--threshold", type=float, help="smaller probabilities become unknown (0 to 1)")
    parser.add_argument("--page", action="store_true", help="open a page in the browser, for this computer alone")
    parser.add_argument("--export-page", metavar="FILE", help="write the page into a file that runs in any browser")
    parser.add_argument("--port", type=int, help="with --page: the port on this computer")
    wanted = parser.parse_args(arguments)
    try:
        recogniser = load(wanted.model, wanted.threshold)
        if wanted.export_page:
            from helpers.live import export

            file = export.write(recogniser, wanted.export_page)
            print(f"{recogniser.name} is now in {file.name} ({file.stat().st_size / 1e6:.2f} MB): "
                  "a double click opens it.")
            return 0
        if wanted.page:
            from helpers.live import page

            return page.serve(recogniser, wanted.port)
    except LiveError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return recognise_files(recogniser, wanted.files) if wanted.files else listen(recogniser)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
