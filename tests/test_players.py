"""Players and the audible confusion matrix: plain HTML, every sound inside, nothing from outside."""

import base64
import html.parser
import io
import re

import numpy as np
import soundfile

from helpers import players

RATE = 22050
TONE = (0.5 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.float32)
TRUE, GUESS, LABELS = ["dog", "dog", "rain", "rain", "rain"], ["dog", "rain", "rain", "rain", "rain"], ["dog", "rain"]


def matrix(title="Test clips", **more):
    clips = np.stack([TONE * (number + 1) / 5 for number in range(5)])
    return players.confusion_matrix(TRUE, GUESS, LABELS, clips, RATE, title, **more).data


def sounds(page):
    for data in re.findall(r"data:audio/mpeg;base64,([^\"]+)", page):
        samples, rate = soundfile.read(io.BytesIO(base64.b64decode(data)))
        assert rate == RATE
        yield samples


def test_a_player_keeps_the_sound_and_its_level_and_is_small():
    player = players.player(TONE, RATE)
    samples, = sounds(player)
    assert abs(len(samples) - RATE) < 0.1 * RATE
    assert 0.48 < samples[5000:15000].std() * 2 ** 0.5 < 0.52
    assert len(player) < 16_000


def test_captions_stand_beside_their_players_and_are_only_text():
    page = players.players([("a <b>dog</b>", TONE), ("rain", 3 * TONE)], RATE).data
    assert "a &lt;b&gt;dog&lt;/b&gt;" in page and page.index("rain") > page.index("audio/mpeg")
    assert len(list(sounds(page))) == 2


def test_each_cell_shows_its_count_and_leads_to_its_clips():
    page = matrix(most=2)
    counts = re.findall(r'<label for="([^"]+)" title="([^"]+)">(\d+)</label>', page)
    assert [(title, count) for _, title, count in counts] == [
        ("dog, taken for dog: 1", "1"), ("dog, taken for rain: 1", "1"), ("rain, taken for rain: 3", "3")]
    for name, _, _ in counts:
        assert f'id="{name}"' in page and f'id="{name}p"' in page and f"#{name}:checked~#{name}p{{" in page
    levels = [samples[5000:15000].std() * 2 ** 0.5 for samples in sounds(page)]
    np.testing.assert_allclose(levels, [0.1, 0.2, 0.3, 0.4], atol=0.02)  # of three, only two clips


def test_nothing_comes_from_outside_and_nothing_is_a_program():
    page = matrix()
    assert "<script" not in page and "http" not in page and "onclick" not in page


def test_every_tag_is_closed():
    class Balance(html.parser.HTMLParser):
        def __init__(self):
            super().__init__()
            self.open = []

        def handle_starttag(self, tag, attributes):
            if tag not in ("input", "br"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            assert self.open.pop() == tag

    parser = Balance()
    parser.feed(matrix())
    assert parser.open == []


def test_two_matrices_on_one_page_do_not_answer_to_each_others_clicks():
    first, second = matrix("first"), matrix("second")
    names = [set(re.findall(r'id="([^"]+)"', page)) for page in (first, second)]
    assert not names[0] & names[1]
    assert matrix("first") == first
