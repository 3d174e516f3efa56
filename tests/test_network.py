"""A lesson asks for nothing from a network but the sounds that it fetches, and not even those with the bundled ones."""

import nbformat
import pytest

import lesson_files as nb
from helpers.datasets.catalogue import CATALOGUE

# Python imports a module of this name before anything else, in the kernel and in every process that it starts.
HOOK = '''
import sys

def watch(event, arguments):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    elif event in ("socket.connect", "socket.sendto") and isinstance(arguments[1], tuple):  # a text is a Unix socket
        host = arguments[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host and host != "localhost" and not host.startswith("127.") and host != "::1":
        with open({log!r}, "a") as log:
            print(host, file=log)
        raise ConnectionRefusedError(111, "not in a test")  # before anything is sent

sys.addaudithook(watch)
'''


@pytest.fixture
def hosts(tmp_path):
    """Runs a notebook and returns the hosts that it tried to reach; none of them is reached."""
    log = tmp_path / "hosts.txt"
    (tmp_path / "sitecustomize.py").write_text(HOOK.format(log=str(log)))

    def run(notebook, data):
        done = nb.execute(notebook, nb.environment(data, tmp_path / "models", PYTHONPATH=str(tmp_path)))
        assert done.ok, done.error
        return log.read_text().split() if log.exists() else []

    return run


def test_an_attempt_is_noticed_wherever_it_is_made(hosts):
    code = ("import socket, subprocess, sys, urllib.request\n"
            "tries = ['urllib.request.urlopen(\"https://example.org\")',\n"
            "         'socket.create_connection((\"192.0.2.1\", 80))',\n"
            "         'socket.socket(type=socket.SOCK_DGRAM).sendto(b\"x\", (\"192.0.2.2\", 53))']\n"
            "for attempt in tries:\n    try:\n        exec(attempt)\n    except OSError:\n        pass\n"
            "subprocess.run([sys.executable, '-c', 'import socket; ' + tries[1]], stderr=subprocess.DEVNULL)\n"
            "server = socket.create_server(('127.0.0.1', 0))\nsocket.create_connection(server.getsockname())")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    assert set(hosts(notebook, "bundled")) == {"example.org", "192.0.2.1", "192.0.2.2"}


@pytest.mark.parametrize("number", ["00", "01"])
def test_a_lesson_on_the_bundled_sounds_asks_no_network(hosts, number):
    assert hosts(nbformat.read(str(nb.lessons()[number]), as_version=4), "bundled") == []


def test_otherwise_it_asks_only_for_the_sounds_that_it_fetches_and_goes_on_without_them(hosts, tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("SOUND_DATA", str(tmp_path / "data"))
    host = CATALOGUE["mini_speech_commands"].sources[0].host
    assert set(hosts(nbformat.read(str(nb.lessons()["01"]), as_version=4), "auto")) == {host}
