"""The page of the live program, in a real browser with a wav file as its microphone.

Chromium reads the microphone's file anew whenever a microphone is opened, from its beginning.
"""

import base64
import io
import os

import numpy as np
import pytest
import scipy
import soundfile
import soxr

from helpers import ROOT
from helpers.live import __main__ as program
from helpers.live import export
from helpers.live import page as live_page
from helpers.live.recogniser import LiveError
from helpers.live.stream import Stream
from tests.live.pages import stream_of


@pytest.fixture(scope="module")
def server(ear):
    opened = live_page.Server(export.page(ear, [("clip 1", "hum", 0.1 * np.sin(np.arange(16000) / 20))]))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def page(opened, server):
    page = opened(server.address)
    page.evaluate("() => { ABOUT.latest = 60; }")  # a busy machine may take its time: no test fails by the clock
    return page


@pytest.fixture(scope="module")
def words(ear, recordings):
    """Of each word the clip of which the network is surest: what is tested here is the page."""
    def sure(one):
        return ear.recognise(one[1], 16000).probabilities[one[0]]

    surest = {}
    for word in sorted({word for word, _ in recordings}):
        surest[word] = max((one for one in recordings if one[0] == word), key=sure)[1]
        assert ear.recognise(surest[word], 16000).word == word
    return surest


def status(page, text):
    page.locator("#status").get_by_text(text).wait_for(timeout=30_000)


def listen(page):
    page.get_by_role("button", name="Start listening").click()
    status(page, "Listening")


def stop(page):
    page.get_by_role("button", name="Stop listening").click()
    status(page, "Press the button")


def choose(page, file):
    page.get_by_label("Or choose a sound file").set_input_files(file)


def answer(page):
    status(page, "Done.")
    word = page.locator("#word").inner_text()
    page.evaluate("document.querySelector('#status').textContent = ''")
    return word


# ---- it listens all the time


def test_each_word_of_a_stream_is_said_once_and_as_in_python(page, microphone, words, ear):
    said = ["right", "up", "no", "left", "stop", "yes", "down", "go"]
    sound = stream_of([words[word] for word in said])
    expected = [heard.word for heard in Stream(ear).feed(np.float32(sound))]
    assert sum(word in expected for word in said) >= 7
    microphone[1](sound)
    listen(page)
    page.wait_for_function("(count) => document.querySelector('#heard span').textContent.split(', ').length >= count",
                           arg=len(expected) - 1, timeout=60_000)
    page.wait_for_timeout(1000)
    assert page.locator("#word").inner_text() in ear.labels and "sure" in page.locator("#sure").inner_text()
    stop(page)
    heard = page.locator("#heard span").inner_text().split(", ")
    # the stream may begin some milliseconds earlier or later there than here
    assert len(heard) <= len(said) + 1 and sum(word in heard for word in said) >= len(said) - 1, (heard, expected)
    assert page.errors == []


def test_silence_and_noise_say_nothing(opened, server, microphone):
    page = opened(server.address)  # nothing was heard on it yet
    rng = np.random.default_rng(3)
    for sound in (np.zeros(3 * 16000), 0.1 * rng.normal(size=4 * 16000)):
        microphone[1](sound)
        listen(page)
        page.wait_for_timeout(4000)
        assert page.locator("#picture").get_attribute("aria-label") == "Waveform and spectrogram of the last 3 seconds"
        stop(page)
    assert page.locator("#word").inner_text() == "" and page.locator("#heard").is_hidden()


def test_the_keyboard_starts_and_stops_it(page, microphone):
    microphone[1](np.zeros(16000))
    button = page.get_by_role("button", name="Start listening")
    button.focus()
    page.keyboard.press("Enter")
    status(page, "Listening")
    page.keyboard.press("Space")
    status(page, "Press the button")
    assert button.evaluate("one => one === document.activeElement")


def test_a_screen_reader_is_told(page, ear):
    assert page.locator("#answer").get_attribute("role") == "status"
    assert page.locator("#answer").get_attribute("aria-atomic") == "true"
    assert page.locator("#status").get_attribute("role") == "status"
    assert page.locator("#bars li").count() == len(ear.labels)
    unnamed = page.evaluate("""() => [...document.querySelectorAll("button, input, meter, canvas, svg, audio")]
        .filter((one) => !(one.textContent.trim() || one.ariaLabel || one.labels?.length)).map((one) => one.id)""")
    assert unnamed == ["map"]  # it is named once the maze is opened


@pytest.mark.parametrize("error, hint", [
    ("NotAllowedError", "was not allowed to use the microphone"), ("NotFoundError", "No microphone was found"),
    ("NotReadableError", "another program may be using it")])
def test_a_microphone_that_is_refused_or_missing_gets_a_message(page, tmp_path, words, error, hint):
    soundfile.write(tmp_path / "word.wav", words["yes"], 16000)
    choose(page, tmp_path / "word.wav")
    assert answer(page) == "yes"
    page.evaluate("""(error) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(Object.assign(new Error('no'), {name: error})); }""",
                  error)
    page.get_by_role("button", name="Start listening").click()
    status(page, hint)
    assert page.locator("#word").inner_text() == ""  # an old answer is never left under a new problem
    page.evaluate("delete navigator.mediaDevices.getUserMedia")  # the browser's own is behind it
    listen(page)
    stop(page)


def test_a_microphone_that_is_unplugged_is_said(page, microphone):
    microphone[1](np.zeros(16000))
    page.evaluate("""() => { const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (wish) => (window.opened = await real(wish)); }""")
    listen(page)
    page.evaluate("window.opened.getTracks()[0].dispatchEvent(new Event('ended'))")
    status(page, "No microphone was found")
    assert page.get_by_role("button", name="Start listening").is_visible()
    page.evaluate("delete navigator.mediaDevices.getUserMedia")


# ---- files and clips


def test_a_file_gets_the_word_that_the_program_gives_it(page, recordings, ear, tmp_path):
    count = int(os.environ.get("SOUND_PAGE_FILES", 16))
    same = 0
    for (_, samples), rate in zip(recordings[::len(recordings) // count], 50 * [8000, 44100, 48000]):
        sound = np.concatenate([np.zeros(rate), soxr.resample(samples, 16000, rate), np.zeros(rate // 2)])
        soundfile.write(tmp_path / "word.wav", np.stack([sound, sound], axis=1), rate)
        choose(page, tmp_path / "word.wav")
        same += answer(page) == ear.recognise_file(tmp_path / "word.wav").word
        assert likeness(got(page), soxr.resample(soxr.resample(samples, 16000, rate), rate, 16000)) > 0.95
    assert same >= count - 1


def got(page):
    """The second of sound that the page's model got."""
    sound = page.locator("#player").evaluate("player => player.src")
    return soundfile.read(io.BytesIO(base64.b64decode(sound.split(",")[1])))[0]


def likeness(heard, said):
    """The largest correlation over all shifts: 1 if all of one sound is in the other."""
    products = scipy.signal.correlate(heard, said, method="fft")
    return np.abs(products).max() / np.sqrt((heard ** 2).sum() * (said ** 2).sum())


def test_silence_and_noise_in_a_file_are_unknown(page, tmp_path):
    rng = np.random.default_rng(3)
    for sound in (np.zeros(16000), 0.1 * rng.normal(size=16000)):
        soundfile.write(tmp_path / "quiet.wav", sound, 16000)
        choose(page, tmp_path / "quiet.wav")
        assert answer(page) == "unknown"
    soundfile.write(tmp_path / "quiet.wav", np.zeros(16000), 16000)
    choose(page, tmp_path / "quiet.wav")
    answer(page)
    assert "It was silent" in page.locator("#note").inner_text()


def test_a_bad_file_gets_a_message_no_answer_stays_under_it_and_the_page_goes_on(page, words, tmp_path):
    soundfile.write(tmp_path / "word.ogg", soxr.resample(words["left"], 16000, 44100), 44100)
    (tmp_path / "poem.wav").write_text("Shall I compare thee to a summer's day? " * 10)
    (tmp_path / "empty.wav").touch()
    soundfile.write(tmp_path / "hour.flac", np.zeros(3600 * 8000, dtype=np.int16), 8000)
    soundfile.write(tmp_path / "none.wav", np.zeros(0), 16000)
    for bad, hint in (("poem.wav", "cannot read this file as a sound"), ("empty.wav", "This file is empty"),
                      ("hour.flac", "longer than 60 seconds"), ("none.wav", "no sound in it")):
        choose(page, tmp_path / "word.ogg")
        assert answer(page) == "left"
        choose(page, tmp_path / bad)
        status(page, hint)
        assert page.locator("#word").inner_text() == page.locator("#sure").inner_text() == ""
        assert page.locator("#player").is_hidden() and "left" not in page.locator("#answer").inner_text()


def test_a_clip_can_be_played_instead_of_speaking(page):
    page.get_by_role("button", name="clip 1").click()
    assert answer(page) == "unknown"
    assert "Somebody says “hum”." in page.locator("#note").inner_text()
    assert page.locator("#player").is_visible()


# ---- the maze


def open_maze(page):
    page.get_by_text("A maze for your voice").click()
    page.locator("#story").get_by_text("top left").wait_for()
    page.wait_for_function("() => document.activeElement.id === 'maze'")


def story(page):
    return page.locator("#story").inner_text()


def test_the_maze_is_won_by_keyboard(opened, server):
    page = opened(server.address)
    open_maze(page)
    assert "top left" in story(page) and "Maze of 5 by 5" in page.locator("#map").get_attribute("aria-label")
    doors = 0
    for _ in range(60):
        if "You are out" in story(page):
            break
        if "A door!" in story(page):
            page.keyboard.press("ArrowUp")
            assert "Yes or no?" in story(page)
            page.keyboard.press("y")
            doors += 1
            continue
        before = page.locator("#map").get_attribute("aria-label")
        page.keyboard.press(next_step(page))
        assert "A door!" in story(page) or page.locator("#map").get_attribute("aria-label") != before
    assert doors == 1 and "Another maze? Say yes or no." in story(page)
    page.keyboard.press("y")
    assert "Maze 2" in story(page) and page.errors == []


def next_step(page):
    """The key for the next step out of the maze, found from the walls that are drawn."""
    return page.evaluate("""() => {
        const walls = new Set([...document.querySelectorAll("#map .wall")].map((wall) =>
            ["x1", "y1", "x2", "y2"].map((name) => wall.getAttribute(name)).join()));
        const size = Math.round(document.querySelector("#map").viewBox.baseVal.width - 0.2);
        const [row, column] = document.querySelector("#map").getAttribute("aria-label")
            .match(/row (\\d+), column (\\d+)/).slice(1).map((one) => one - 1);
        const sides = (r, c) => ({ ArrowUp: [c, r, c + 1, r], ArrowLeft: [c, r, c, r + 1],
            ArrowDown: [c, r + 1, c + 1, r + 1], ArrowRight: [c + 1, r, c + 1, r + 1] });
        const moves = { ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowRight: [0, 1] };
        const out = (r, c, seen) => {
            if (r === size - 1 && c === size - 1) return [];
            for (const [key, [down, right]] of Object.entries(moves)) {
                const there = [r + down, c + right];
                if (walls.has(sides(r, c)[key].join()) || seen.includes(there.join())) continue;
                const rest = out(...there, [...seen, there.join()]);
                if (rest) return [key, ...rest];
            }
            return null;
        };
        return out(row, column, [`${row},${column}`])[0];
    }""")


def test_the_maze_is_steered_by_voice(opened, server, microphone, words):
    page = opened(server.address)
    open_maze(page)
    page.evaluate("() => { ABOUT.latest = 60; }")
    microphone[1](stream_of([words[word] for word in ("right", "right", "left", "yes")], gap=1.2))
    listen(page)
    page.wait_for_function("() => document.querySelector('#heard span').textContent.includes('yes')", timeout=60_000)
    heard = page.locator("#heard span").inner_text().split(", ")
    stop(page)
    assert "Nobody asked anything" in story(page)
    column = 1 + heard.count("right") - heard.count("left")
    assert f"row 1, column {column}." in page.locator("#map").get_attribute("aria-label") and column > 1


def test_go_runs_until_stop_and_buttons_do_as_well(opened, server):
    page = opened(server.address)
    open_maze(page)
    commands = page.locator("#commands")
    commands.get_by_role("button", name="go", exact=True).click()
    assert "You run" in story(page)
    page.wait_for_function("() => !document.querySelector('#map').ariaLabel.includes('column 2')", timeout=20_000)
    commands.get_by_role("button", name="stop", exact=True).click()
    assert "You stop" in story(page) or "Open:" in story(page)
    place = page.locator("#map").get_attribute("aria-label")
    page.wait_for_timeout(1500)
    assert page.locator("#map").get_attribute("aria-label") == place


# ---- around it


@pytest.fixture
def shown(monkeypatch):
    """The HTML of what a notebook would show."""
    import IPython.display

    texts = []
    monkeypatch.setattr(IPython.display, "display", lambda one: texts.append(one.data))
    return texts


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone(opened, server, scheme):
    phone = opened(server.address, 390, 844, color_scheme=scheme)
    open_maze(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert all(button.bounding_box()["height"] >= 44 for button in phone.get_by_role("button").all())


def test_nothing_is_asked_of_any_other_computer(page, server):
    assert {address.split("/")[2] for address in page.requests if address.startswith("http")} == {
        server.address.split("/")[2]}


def test_only_this_computer_can_open_it_and_there_is_nothing_else_to_see(server, opened):
    assert server.address.startswith("http://127.0.0.1:") and server.server_address[0] == "127.0.0.1"
    page = opened(server.address)
    assert page.evaluate("async () => (await fetch('/etc/passwd').catch(() => 'refused'))") == "refused"


def test_a_port_in_use_is_said(server, capsys, ear, monkeypatch):
    with pytest.raises(LiveError, match="--port"):
        live_page.Server("<p>", server.server_port)
    monkeypatch.setattr(program, "load", lambda *_: ear)
    assert program.main(["--page", "--port", str(server.server_port)]) == 2
    assert "Choose another port" in capsys.readouterr().err


def test_lesson_00_has_a_page_that_understands_its_clips_without_a_kernel(opened, tmp_path, shown):
    live_page.say_a_word()
    live_page.say_a_word()
    assert shown[0] == shown[1] and len(shown[0].encode()) < 1_500_000
    (tmp_path / "saved.html").write_text(f"<!DOCTYPE html>{shown[0]}", encoding="utf-8")  # as a saved notebook has it
    frame = opened((tmp_path / "saved.html").as_uri()).frame_locator("iframe")
    for number, word in enumerate(live_page.CLIPS, 1):
        frame.get_by_role("button", name=f"clip {number}").click()
        frame.locator("#note").get_by_text(f"Somebody says “{word}”.").wait_for()
        assert frame.locator("#word").inner_text() == word
    assert frame.locator("#game").is_hidden()


def test_in_jupyterlab_it_hears_the_microphone(jupyter, opened, microphone, words):
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r})\nfrom helpers.live import page\npage.say_a_word()"
    page = opened(jupyter(code))
    page.locator(".jp-Notebook .jp-CodeCell").first.click(timeout=120_000)
    page.wait_for_timeout(2000)
    page.keyboard.press("Shift+Enter")
    frame = page.frame_locator(".jp-OutputArea iframe")
    frame.get_by_role("button", name="Start listening").wait_for(timeout=120_000)
    microphone[1](stream_of([words["left"], words["left"]]))
    listen(frame)
    frame.locator("#word").get_by_text("left", exact=True).wait_for(timeout=60_000)
    if os.environ.get("PAGE_PICTURE"):
        page.screenshot(path=os.environ["PAGE_PICTURE"])


def test_in_a_notebook_it_stands_in_a_frame_as_high_as_the_page(opened, monkeypatch, ear, shown):
    monkeypatch.setattr(live_page, "a_person_is_here", lambda: True)
    live_page.show(ear)
    notebook = live_page.Server(f"<!DOCTYPE html>{shown[0]}")
    page = opened(notebook.address)
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Start listening").wait_for()
    assert page.locator("iframe").get_attribute("allow") == "microphone"
    listen(frame)
    stop(frame)
    height = page.locator("iframe").bounding_box()["height"]
    assert abs(height - frame.locator("html").evaluate("html => html.offsetHeight")) < 12
    notebook.close()
