"""How the tests of the live page ask the network inside it, and what they let it hear."""

import base64

import numpy as np


def in_page(samples):
    """float32 samples as base64 text, and the JavaScript that reads them from the argument `text`."""
    return base64.b64encode(np.asarray(samples, "<f4").tobytes()).decode()


SAMPLES = "const samples = new Float32Array(Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);"


def ask(page, samples):
    """The probabilities that the network in a page gives for a second of sound."""
    return np.array(page.evaluate(f"(text) => {{ {SAMPLES} return [...probabilities(samples, ABOUT)]; }}",
                                  in_page(samples)))


def stream_of(sounds, gap=0.8, lead=1.2, rate=16000):
    """Sounds one after the other, with pauses between them, in a room that is never quite silent."""
    pause = np.zeros(int(gap * rate))
    sound = np.concatenate([np.zeros(int(lead * rate)), *[part for one in sounds for part in (one, pause)],
                            np.zeros(rate)])
    return sound + 0.0005 * np.random.default_rng(0).normal(size=len(sound))
