"""The record buttons, pressed for real: a browser with a wav file as its microphone."""

import base64
import io
import os
import shutil
import subprocess
import sys
import types

import numpy as np
import pytest
import soundfile
import soxr

from helpers import ROOT, my_voice
from helpers.datasets import WORDS
from helpers.live import recorder

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None
needs_browser = pytest.mark.skipif(
    not (CHROMIUM and sync_playwright), reason="needs Chromium and the package playwright, to press the buttons")
LAUNCH = """
import sys
from pathlib import Path
sys.path.insert(0, {root!r})
from helpers import my_voice
from helpers.live import recorder
my_voice.FOLDER = Path({folder!r})
recorder.show()
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(my_voice, "FOLDER", tmp_path / "my_voice")
    return tmp_path / "my_voice"


def chirps(rate=48000, seconds=4):
    """A sound that is never the same twice: so that a match can only be the right piece."""
    rng = np.random.default_rng(5)
    noise = rng.standard_normal(rate * seconds)
    smooth = soxr.resample(soxr.resample(noise, rate, 6000), 6000, rate)[:rate * seconds]
    swell = 1 + np.sin(2 * np.pi * np.arange(rate * seconds) / rate)
    return (0.25 * smooth / np.abs(smooth).max() * swell).astype(np.float32)


def best_match(piece, source):
    """The highest correlation of `piece` with any stretch of `source`, which plays in a loop."""
    looped = np.concatenate([source, source[:len(piece)]])
    size = len(looped) + len(piece)
    products = np.fft.irfft(np.fft.rfft(looped, size) * np.conj(np.fft.rfft(piece, size)), size)
    products = products[:len(looped) - len(piece) + 1]
    energy = np.cumsum(np.concatenate([[0], looped ** 2]))
    stretch = energy[len(piece):] - energy[:-len(piece)]
    return np.max(products / np.sqrt(stretch * np.sum(piece ** 2)))


@pytest.fixture
def browser(tmp_path):
    """Chromium that plays a wav file, again and again, as its microphone."""
    microphone = tmp_path / "microphone.wav"
    soundfile.write(microphone, chirps(), 48000, subtype="PCM_16")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=[
            "--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-audio-capture={microphone}", "--autoplay-policy=no-user-gesture-required"])
        yield launched
        launched.close()


def assert_is_what_the_microphone_heard(wav):
    samples, rate = soundfile.read(wav)
    assert rate == 16000 and samples.shape == (16000,)
    assert best_match(soxr.resample(samples, 16000, 48000), chirps()) > 0.99  # finer steps to line them up


# ---- Jupyter


@needs_browser
def test_a_word_recorded_in_jupyterlab_is_saved_as_the_microphone_heard_it(jupyter, browser, folder, tmp_path):
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto(jupyter(LAUNCH.format(root=str(ROOT), folder=str(tmp_path / "my_voice"))), timeout=120_000)
    page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=120_000)
    page.wait_for_timeout(2000)
    page.keyboard.press("Shift+Enter")
    button = page.get_by_role("button", name="Record the word stop")
    button.wait_for(timeout=120_000)
    assert page.get_by_role("button", name="Record the word").count() == len(WORDS)
    button.focus()
    page.keyboard.press("Space")  # by keyboard, and JupyterLab must not take the key for itself
    status = page.locator(".word-recorder [role=status]")
    status.get_by_text("Saved stop").wait_for(timeout=60_000)
    assert_is_what_the_microphone_heard(folder / "stop.wav")
    player = page.get_by_label("Play your stop")
    assert player.is_visible()
    played = base64.b64decode(player.get_attribute("src").split("base64,")[1])
    assert played == (folder / "stop.wav").read_bytes()
    assert page.get_by_role("button", name="Choose a sound file").count() == len(WORDS)
    page.locator("input[type=file]").nth(1).set_input_files(tmp_path / "microphone.wav")
    status.get_by_text("Saved go").wait_for(timeout=60_000)
    assert_is_what_the_microphone_heard(folder / "go.wav")
    page.locator("input[type=file]").nth(1).set_input_files(ROOT / "tests" / "live" / "test_recorder.py")
    status.get_by_text("cannot read this file as a sound").wait_for(timeout=60_000)
    if os.environ.get("RECORDER_PICTURE"):
        page.screenshot(path=os.environ["RECORDER_PICTURE"])


# ---- Colab, with a stand-in for its side of the conversation


class StandIn:
    """What google.colab.output does, with a page of our own."""

    def __init__(self, page):
        self.page, self.functions = page, {}
        page.expose_function("callPython", self.call)
        page.goto("data:text/html,<title>no microphone here</title>")

    def register_callback(self, name, function):
        self.functions[name] = function

    def call(self, name, arguments):
        shown = self.functions[name](*arguments)
        return {"data": {"application/json": shown.data}}

    def eval_js(self, script, ignore_result=False, timeout_sec=None):
        self.page.evaluate("""() => { window.google = {colab: {
            kernel: {invokeFunction: (name, args) => window.callPython(name, args)},
            output: {setIframeHeight: () => {}}}}; }""")
        self.page.evaluate(f"() => {{ {script} }}")


def pretend_colab(monkeypatch, output):
    package, colab = types.ModuleType("google"), types.ModuleType("google.colab")
    colab.output = output
    package.colab = colab
    for name, module in (("google", package), ("google.colab", colab), ("google.colab.output", output)):
        monkeypatch.setitem(sys.modules, name, module)


@pytest.fixture
def colab(browser, monkeypatch, tmp_path):
    """A page that is served from localhost, because only such a page may use the microphone."""
    server = subprocess.Popen([sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1"], cwd=tmp_path,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    port = server.stdout.readline().split(" port ")[1].split()[0]
    page = browser.new_page()
    stand_in = StandIn(page)
    page.goto(f"http://127.0.0.1:{port}/")
    pretend_colab(monkeypatch, stand_in)
    yield page
    server.terminate()
    server.wait(timeout=10)


@needs_browser
def test_a_word_recorded_in_colab_is_saved_as_the_microphone_heard_it(colab, folder, capsys):
    recorder.show()
    assert capsys.readouterr().out == ""
    colab.get_by_role("button", name="Record the word yes").click()
    colab.get_by_text("Saved yes").wait_for(timeout=60_000)
    assert_is_what_the_microphone_heard(folder / "yes.wav")


@needs_browser
def test_without_worklets_the_older_way_records_as_well(colab, folder):
    colab.evaluate("() => { AudioWorklet.prototype.addModule = () => Promise.reject(new Error('not allowed')); }")
    recorder.show()
    colab.get_by_role("button", name="Record the word up").click()
    colab.get_by_text("Saved up").wait_for(timeout=60_000)
    assert_is_what_the_microphone_heard(folder / "up.wav")


@needs_browser
@pytest.mark.parametrize("error, hint", [
    ("NotAllowedError", "was not allowed to use the microphone"), ("NotFoundError", "No microphone was found"),
    ("NotReadableError", "another program may be using it"), ("StrangeError", "It did not work: strange")])
def test_a_microphone_that_is_refused_or_missing_gets_a_message_and_nothing_is_saved(colab, folder, error, hint):
    colab.evaluate("(error) => { navigator.mediaDevices.getUserMedia = () => Promise.reject("
                   "Object.assign(new Error('strange'), {name: error})); }", error)
    recorder.show()
    button = colab.get_by_role("button", name="Record the word up")
    button.click()
    colab.get_by_text(hint).wait_for(timeout=20_000)
    assert button.is_enabled() and not folder.exists()


@needs_browser
def test_a_page_that_may_not_use_a_microphone_is_told_so(browser, monkeypatch, folder):
    page = browser.new_page()
    pretend_colab(monkeypatch, StandIn(page))
    recorder.show()
    page.evaluate("() => { Object.defineProperty(navigator, 'mediaDevices', {value: undefined}); }")
    page.get_by_role("button", name="Record the word up").click()
    page.get_by_text("whose address begins with https://").wait_for(timeout=20_000)


# ---- without a page


def test_in_a_terminal_it_says_how_to_put_files_in_place(capsys, monkeypatch):
    recorder.show()
    said = capsys.readouterr().out
    assert "data/my_voice" in said and "down.wav, go.wav" in said


def test_without_anywidget_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr(recorder, "a_person_is_here", lambda: True)
    monkeypatch.setattr(recorder.importlib.util, "find_spec", lambda name: None)
    recorder.show()
    said = capsys.readouterr().out
    assert "pip install anywidget" in said and "data/my_voice" in said


def test_a_colab_without_a_page_falls_back_to_words(capsys, monkeypatch):
    def no_page(*_, **__):
        raise RuntimeError("no frontend")
    output = types.SimpleNamespace(register_callback=lambda *_: None, eval_js=no_page)
    pretend_colab(monkeypatch, output)
    recorder.show()
    said = capsys.readouterr().out
    assert "cannot be shown here" in said and "data/my_voice" in said


def test_a_notebook_run_by_a_program_shows_words_and_no_widget(tmp_path):
    import nbclient
    import nbformat

    cell = nbformat.v4.new_code_cell(LAUNCH.format(root=str(ROOT), folder=str(tmp_path / "my_voice")))
    notebook = nbformat.v4.new_notebook(cells=[cell])
    nbclient.NotebookClient(notebook, timeout=60).execute()
    assert [output.output_type for output in cell.outputs] == ["stream"]
    assert "run this cell yourself" in cell.outputs[0].text


def test_what_a_page_sends_is_saved_and_comes_back_to_be_played(folder):
    sound = np.round(32767 * chirps(rate=16000, seconds=2)).astype("<i2")
    answer = recorder.receive("left", base64.b64encode(sound.tobytes()).decode(), 16000)
    assert answer["ok"] and answer["message"] == "Saved left."
    played, rate = soundfile.read(io.BytesIO(base64.b64decode(answer["wav"])))
    assert rate == 16000 and np.array_equal(played, soundfile.read(folder / "left.wav")[0])


@pytest.mark.parametrize("word, pcm, rate, hint", [
    ("left", "", 16000, "no usable samples"),
    ("left", base64.b64encode(bytes(32000)).decode(), 16000, "silent"),
    ("../escape", base64.b64encode(b"\x10" * 32000).decode(), 16000, "none of the eight words"),
    ("left", "abc", 16000, "not saved"),
    ("left", base64.b64encode(b"\x10" * 32000).decode(), 0, "not saved"),
    (None, None, None, "not saved")])
def test_a_bad_recording_gets_a_message_and_nothing_is_saved(folder, word, pcm, rate, hint):
    answer = recorder.receive(word, pcm, rate)
    assert not answer["ok"] and hint in answer["message"] and not folder.exists()
