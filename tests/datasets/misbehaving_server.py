"""A real HTTP server on this computer that misbehaves on purpose, for the tests of the downloads."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LOGIN_PAGE = b"\n<!DOCTYPE html><html><title>Hotel Paradise: please log in</title></html>"


class Server(ThreadingHTTPServer):
    """Answers each path as `pages` says, and counts the downloads in `asked`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Callable[[Handler], None]] = {}
        self.asked: list[str] = []
        self.deaf = False
        self.closing = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def handle_error(self, *_: object) -> None:
        """Print nothing when a client has gone away."""


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self) -> None:
        if self.server.deaf:
            self.server.closing.wait(20)
        self.send_response(200)
        self.end_headers()

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        page = self.server.pages.get(self.path)
        page(self) if page else self.send_error(404)

    def begin(self, length: int) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Write no log."""


def whole(body: bytes) -> Callable[[Handler], None]:
    """Send all of it, as a good server does."""
    def page(handler: Handler) -> None:
        handler.begin(len(body))
        handler.wfile.write(body)
    return page


def truncated(body: bytes, promised: int | None = None) -> Callable[[Handler], None]:
    """Send the first half and hang up, having promised all (or `promised` bytes)."""
    def page(handler: Handler) -> None:
        handler.begin(len(body) if promised is None else promised)
        handler.wfile.write(body[:len(body) // 2])
    return page


def stalled(body: bytes) -> Callable[[Handler], None]:
    """Send the first half, then nothing more, with the line open."""
    def page(handler: Handler) -> None:
        handler.begin(len(body))
        handler.wfile.write(body[:len(body) // 2])
        handler.wfile.flush()
        handler.server.closing.wait(20)
    return page


def trickling(body: bytes, pause: float, piece: int) -> Callable[[Handler], None]:
    """Send a little at a time."""
    def page(handler: Handler) -> None:
        handler.begin(len(body))
        for start in range(0, len(body), piece):
            handler.wfile.write(body[start:start + piece])
            handler.wfile.flush()
            if handler.server.closing.wait(pause):
                return
    return page


def failing_first(times: int, then: Callable[[Handler], None]) -> Callable[[Handler], None]:
    """Answer "500 Internal Server Error" so many times before all is well."""
    def page(handler: Handler) -> None:
        if handler.server.asked.count(handler.path) <= times:
            handler.send_error(500)
        else:
            then(handler)
    return page


@contextlib.contextmanager
def running() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(5)


def wait_for(condition: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something has happened, but not for ever."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
