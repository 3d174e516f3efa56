"""What the tests of moving things share: a browser, and what every thing must hold."""

import re
import shutil

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
LARGEST = 40_000  # characters of one thing, its still picture included


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright, to press keys")
    if not CHROMIUM:
        pytest.skip("needs Chromium, to press keys")
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def opened(browser):
    """Put a thing into a page; any error of its script fails the test."""
    page = browser.new_page(viewport={"width": 720, "height": 480})
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)

    def put(thing):
        page.set_content("<!doctype html><body>" + thing.data)
        return page

    yield put
    page.close()
    assert errors == []


@pytest.fixture
def holds_what_a_thing_must():
    def check(make):
        first, second = make().data, make().data
        assert first == second and len(first) < LARGEST
        for pattern in (r'<svg role="img" aria-label="[^"]{20,}"', r'role="group" aria-label="[^"]+"',
                        r'<img alt="[^"]{20,}" src="data:image/png;base64,'):
            assert re.search(pattern, first)
        assert not re.search(r"https?:|fetch\(|src=(?!\"data:)|import ", first)
    return check


@pytest.fixture
def press():
    def keys(page, key, times=1):
        for _ in range(times):
            page.keyboard.press(key)
    return keys
