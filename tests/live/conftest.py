"""What the tests of the live page share: a network, clips, and a browser with a wav file as its microphone."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import numpy as np
import pytest
import soundfile
import soxr

from helpers import audio, datasets
from helpers.live import recogniser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MICROPHONE_RATE = 48000


@pytest.fixture(scope="session")
def ear():
    """The model that SOUND_PAGE_MODEL names; or the one that comes with the course."""
    if os.environ.get("SOUND_PAGE_MODEL"):
        return recogniser.load(os.environ["SOUND_PAGE_MODEL"])
    from helpers.live import shipped

    return shipped.load()


@pytest.fixture(scope="session")
def recordings():
    """(word, samples): each word by several speakers, the twin's or those that SOUND_PAGE_DATA names."""
    folder = Path(os.environ.get("SOUND_PAGE_DATA") or datasets.unpacked_twin("mini_speech_commands"))
    table = datasets.audit_words(folder)
    chosen = table[table.problem == ""].groupby("label").sample(13, random_state=2)
    return [(row.label, audio.load(row.path, seconds=1.0)) for row in chosen.itertuples()]


@pytest.fixture(scope="session")
def microphone(tmp_path_factory):
    """The file that the browser hears when a microphone is opened, and a function that puts a sound into it."""
    file = tmp_path_factory.mktemp("microphone") / "microphone.wav"

    def put(samples, rate=16000):
        soundfile.write(file, np.clip(soxr.resample(samples, rate, MICROPHONE_RATE), -1, 1), MICROPHONE_RATE,
                        subtype="PCM_16")

    put(np.zeros(16000))
    return file, put


@pytest.fixture(scope="module")
def browser(microphone):
    """Chromium; where it or playwright is missing, the tests that need it are skipped."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright, to press buttons")
    if not CHROMIUM:
        pytest.skip("needs Chromium, to press buttons")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=[
            "--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-audio-capture={microphone[0]}%noloop",
            "--autoplay-policy=no-user-gesture-required"])
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def opened(browser):
    """A function that opens an address and notes what the page asks of others, and what goes wrong in it."""
    pages = []

    def open_page(address, width=1280, height=900, **more):
        page = browser.new_page(viewport={"width": width, "height": height}, **more)
        page.requests, page.errors = [], []
        page.on("request", lambda request: page.requests.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
        page.goto(str(address))
        pages.append(page)
        return page

    yield open_page
    for page in pages:
        page.close()


@pytest.fixture
def jupyter(tmp_path):
    """A function that starts a JupyterLab with a notebook of one cell; it gives the notebook's address."""
    started = []

    def start(code):
        place = tmp_path / "lab"
        place.mkdir()
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}), place / "try.ipynb")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = os.environ | {name: str(tmp_path / name) for name in (
            "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
        with open(tmp_path / "lab.log", "w") as log:
            started.append(subprocess.Popen(
                [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
                 "--ip=127.0.0.1", "--IdentityProvider.token=", "--ServerApp.password=",
                 f"--ServerApp.root_dir={place}"], env=environment, stdout=log, stderr=subprocess.STDOUT))
        address = f"http://127.0.0.1:{port}"
        for _ in range(240):
            try:
                urllib.request.urlopen(f"{address}/api", timeout=1)
                return f"{address}/lab/tree/try.ipynb?reset"
            except OSError:
                time.sleep(0.5)
        return pytest.fail("JupyterLab did not start: " + (tmp_path / "lab.log").read_text()[-1000:])

    yield start
    for server in started:
        server.terminate()
        server.wait(timeout=30)
