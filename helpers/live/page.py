"""The page of `helpers.live`: it listens all the time, shows what it hears, and has a maze to be steered by voice.

The page is the one that `export` makes: the network runs inside it, in the browser. Here it is shown in a notebook, or
served on this computer, because browsers lend the microphone to `localhost`. First used in lessons 00 and 12.
"""

import html
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from helpers import audio, datasets
from helpers.live import export
from helpers.live.recogniser import LiveError, Recogniser
from helpers.notebook import a_person_is_here, in_colab

CLIPS = ("yes", "left", "go", "stop", "right")  # by the bundled voice, which is in no training set


class Server(ThreadingHTTPServer):
    """One page at http://127.0.0.1:PORT/, for this computer alone, until `close`.

    Raises
    ------
    LiveError
        If the port is in use.
    """

    daemon_threads = True

    def __init__(self, text: str, port: int | None = None):
        content = text.encode()

        class Page(BaseHTTPRequestHandler):
            def do_GET(self):
                found = self.path == "/"
                self.send_response(200 if found else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(content) if found else 0))
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                if found:
                    self.wfile.write(content)

            def log_message(self, *_):
                """Nobody wants to read about each request."""

        try:
            super().__init__(("127.0.0.1", port or 0), Page)
        except (OSError, OverflowError) as error:
            raise LiveError(f"The page could not be opened ({error}). Choose another port with --port.") from None
        self.address = f"http://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End it."""
        self.shutdown()
        self.server_close()


def serve(recogniser: Recogniser, port: int | None = None) -> int:
    """Open the page and keep it open until Ctrl+C; return the exit code."""
    server = Server(export.page(recogniser), port)
    print(f"{recogniser.name}: open {server.address} in a browser on this computer. Ctrl+C ends it.", flush=True)
    try:
        threading.Event().wait()
    finally:
        server.close()
    return 0


def show(recogniser: Recogniser) -> None:
    """Show the page inside a notebook; where a program runs the notebook, say how to open it."""
    if not in_colab() and not a_person_is_here():
        print("This was run by a program, which has no voice: run this cell yourself to see the page, or open it with\n"
              "    python -m helpers.live --page")
        return
    _display(export.page(recogniser))


def say_a_word() -> None:
    """Show, in a notebook, a page that understands eight words: the network that comes with the course runs in it.

    It works in the saved notebook as well, without a kernel. If you have no microphone, play one of a few bundled
    clips.
    """
    from helpers.live import shipped

    voice = datasets.unpacked_twin("my_voice")
    clips = [(f"clip {number}", word, audio.load(voice / f"{word}.wav", seconds=1.0))
             for number, word in enumerate(CLIPS, 1)]
    _display(export.page(shipped.load(), clips, game=False))


def _display(text):
    from IPython.display import HTML, display

    # srcdoc: a page within the page, of the same origin, so it may use the microphone that the outer one may use
    display(HTML(f'<div><iframe srcdoc="{html.escape(text)}" allow="microphone" title="Say a word" '
                 'style="width: 100%; height: 48em; border: 1px solid gray; border-radius: 6px"></iframe></div>'))
