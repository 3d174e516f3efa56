"""From a sound to a word, with any model of the course: in a terminal, for files, or on a page.

    python -m helpers.live                     r records, q quits (needs the package sounddevice)
    python -m helpers.live a.wav b.ogg         one line for each file: path, word, probability
    python -m helpers.live --page              a page in the browser (needs the package gradio)
    python -m helpers.live --model models/digits.keras ...
"""

import argparse
import sys

from helpers.audio import AudioError
from helpers.live.recogniser import LiveError, Recogniser, load

SECONDS = 2.0  # recorded in a terminal at a time


def recognise_files(recogniser: Recogniser, paths: list[str]) -> int:
    """Print a line for each file: path, word, probability, with tabs between; return the exit code."""
    failed = 0
    for path in paths:
        try:
            heard = recogniser.recognise_file(path)
        except AudioError as problem:
            print(f"{path}: {problem}", file=sys.stderr)
            failed = 1
            continue
        print(path, heard.word, f"{heard.probability:.3f}", sep="\t", flush=True)
        if heard.note:
            print(f"{path}: {heard.note}", file=sys.stderr)
    return failed


def pressed_key() -> str:
    """Wait for a key; where that cannot be done, for a line. The end of the input counts as q."""
    try:
        import termios
        import tty

        before = termios.tcgetattr(sys.stdin)
        try:
            tty.setcbreak(sys.stdin)
            return sys.stdin.read(1).lower() or "q"
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
    except ImportError:  # Windows
        import msvcrt

        return msvcrt.getwch().lower()
    except (OSError, ValueError, termios.error):  # no terminal: a pipe, a notebook
        return (sys.stdin.readline() or "q").strip().lower()[:1]


def listen(recogniser: Recogniser) -> int:
    """Record from the microphone at each press of r, until q; return the exit code."""
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        why = "its package sounddevice is missing" if isinstance(error, ImportError) else "its library is missing"
        print(f"No microphone from here: {why}. Install it with\n    python -m pip install sounddevice\n"
              "(on Linux also: sudo apt install libportaudio2). Or do without, and name sound files:\n"
              "    python -m helpers.live a.wav b.ogg", file=sys.stderr)
        return 2
    print(f"{recogniser.name} knows: {', '.join(recogniser.labels)}.\n"
          f"r records {SECONDS:g} seconds, q quits.", flush=True)
    while (key := pressed_key()) != "q":
        if key != "r":
            continue
        print("Speak now ...", flush=True)
        try:
            rate = int(sounddevice.query_devices(kind="input")["default_samplerate"])
            samples = sounddevice.rec(int(SECONDS * rate), samplerate=rate, channels=1, dtype="float32", blocking=True)
            heard = recogniser.recognise(samples, rate)
        except (sounddevice.PortAudioError, ValueError, AudioError) as error:
            print(f"That did not work ({error}). Is a microphone plugged in and allowed? r tries again, q quits.")
            continue
        print(f"{heard.word}  ({heard.probability:.2f})  {heard.note}", flush=True)
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run the program; return the exit code: 0 all was well, 1 a file could not be read, 2 it could not start."""
    parser = argparse.ArgumentParser("python -m helpers.live", description="From a sound to a word.")
    parser.add_argument("files", nargs="*", help="sound files; without any, the microphone is used")
    parser.add_argument("--model", help="a .keras file of the course, such as models/live_words.keras")
    parser.add_argument("--threshold", type=float, help="smaller probabilities become unknown (0 to 1)")
    parser.add_argument("--page", action="store_true", help="open a page in the browser, for this computer alone")
    parser.add_argument("--share", action="store_true",
                        help="with --page: also make a public address, by way of gradio.live")
    parser.add_argument("--port", type=int, help="with --page: the port on this computer")
    wanted = parser.parse_args(arguments)
    try:
        if wanted.page:
            from helpers.live import page

            return page.serve(load(wanted.model, wanted.threshold), wanted.share, wanted.port)
        recogniser = load(wanted.model, wanted.threshold)
    except LiveError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 2
    return recognise_files(recogniser, wanted.files) if wanted.files else listen(recogniser)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
