"""The page of `helpers.live`: hold a button, say a word, and see what the model heard.

Gradio serves it, on this computer alone unless asked to share, and without telemetry. The page itself is
`page.js` with the recording functions of lesson 00's `recorder.js`. First used in lesson 12.
"""

import base64
import html
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from helpers import audio, features, plotting
from helpers.audio import AudioError
from helpers.live.recogniser import UNKNOWN, LiveError, Recogniser, Recognition
from helpers.notebook import a_person_is_here, in_colab

if TYPE_CHECKING:
    import gradio

HERE = Path(__file__).resolve().parent
LONGEST = 30  # seconds that the page may send
INSTALL = ("The page needs the package gradio. Install it with\n    python -m pip install \"gradio>=6.7,<7\"\n"
           "or use files and the terminal: python -m helpers.live a.wav")
PAGE = """
<div class="live">
  <h1>Say a word</h1>
  <p>This model knows: <b>{labels}</b>.</p>
  <button type="button" class="live-hold" aria-describedby="live-how">Hold and speak</button>
  <p id="live-how" class="live-how">Hold the button (or, with the keyboard, the space bar) while you speak.
    A short press listens for two seconds.</p>
  <meter class="live-meter" min="0" max="1" high="0.98" value="0" aria-label="Level of the microphone"></meter>
  <p class="live-status" role="status"></p>
  <div class="live-answer" role="status" aria-atomic="true">
    <p class="live-word" lang="en"></p>
    <p class="live-sure"></p>
    <p class="live-note"></p>
  </div>
  <div class="live-details">
    <section><h2>Probabilities</h2><ul class="live-bars"></ul></section>
    <section><h2>What the model got</h2><img class="live-picture" alt=""><audio class="live-player" controls
      aria-label="Play what the model got"></audio></section>
  </div>
  <p class="live-choose"><label>Or choose a sound file: <input type="file" class="live-file"
    accept="audio/*,video/mp4"></label></p>
  <p class="live-how">Nothing that you say is stored. It goes from this page to the program that opened it, and
    nowhere else.</p>
</div>
"""
STYLE = """
.gradio-container .main { padding: 0.5rem; }
.live { max-width: 60rem; margin: 0 auto; padding: 0.5rem; font-size: 1rem; text-align: center; }
.live h1 { font-size: 1.6rem; font-weight: 700; margin: 0.3rem 0; }
.live h2 { font-size: 1rem; font-weight: 700; margin: 0.5rem 0; }
.live p { margin: 0.4rem 0; }
.live-hold { font-size: 1.3rem; font-weight: 600; padding: 1.1rem 1.5rem; width: min(100%, 22rem); color: #fff;
  background: #0072b2; border: 0; border-radius: 0.8rem; cursor: pointer; touch-action: none; user-select: none;
  -webkit-user-select: none; -webkit-touch-callout: none; }
.live-hold:focus-visible { outline: 4px solid #e69f00; outline-offset: 3px; }
.live-listening .live-hold { background: #b33c00; }
.live-meter { width: min(100%, 22rem); height: 0.8rem; }
.live-how { font-size: 0.9rem; opacity: 0.85; }
.live-status { min-height: 1.5em; font-weight: 600; }
.live-answer { min-height: 8.5rem; }
.live-word { font-size: clamp(3.5rem, 16vw, 6rem); font-weight: 700; line-height: 1.1; overflow-wrap: anywhere; }
.live-word.live-unknown { font-weight: 400; font-style: italic; opacity: 0.75; }
.live-details { display: none; gap: 1.5rem; text-align: left; grid-template-columns: minmax(0, 1fr) minmax(0, 1.4fr); }
.live-answered .live-details { display: grid; }
.live-bars { list-style: none; margin: 0; padding: 0; }
.live-bars li { display: grid; grid-template-columns: 5.5rem 1fr 3.5rem; gap: 0.5rem; align-items: center;
  margin: 0.25rem 0; padding: 0; }
.live-label { text-align: right; } .live-percent { text-align: right; font-variant-numeric: tabular-nums; }
.live-bar { background: rgba(128, 128, 128, 0.25); height: 1rem; border-radius: 0.2rem; overflow: hidden; }
.live-bar span { display: block; height: 100%; background: #0072b2; }
.live-picture { width: 100%; height: auto; background: #fff; border-radius: 0.3rem; }
.live-player { width: 100%; margin-top: 0.5rem; }
@media (max-width: 640px) { .live-details { grid-template-columns: minmax(0, 1fr); } }

"""


def picture(recognition: Recognition) -> str:
    """Draw the waveform and the spectrogram of what was heard; return a PNG as a data address."""
    from matplotlib.figure import Figure  # not pyplot: answers come from several threads

    figure = Figure(figsize=(6, 4.4), dpi=110)
    top, bottom = figure.subplots(2, 1, sharex=True)
    seconds = len(recognition.clip) / recognition.sample_rate
    plotting.waveform(recognition.clip, recognition.sample_rate, "Waveform", ax=top, linewidth=0.6)
    top.set_xlabel("")
    decibels = audio.decibels(features.spectrogram(recognition.clip))
    plotting.spectrogram(decibels, seconds, recognition.sample_rate / 2, "Spectrogram", ax=bottom, colourbar=False)
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


def sound(recognition: Recognition) -> str:
    """Return what was heard as a wav file in a data address."""
    file = io.BytesIO()
    soundfile.write(file, recognition.clip, recognition.sample_rate, format="WAV", subtype="PCM_16")
    return "data:audio/wav;base64," + base64.b64encode(file.getvalue()).decode()


def answer(recogniser: Recogniser, pcm: str, rate: int) -> dict:
    """Answer the page.

    Parameters
    ----------
    recogniser : the model
    pcm : 16-bit samples, lowest byte first, as base64 text
    rate : samples per second (Hz)

    Returns
    -------
    dict
        What `show` in page.js wants; or ``problem``, for the person at the page.
    """
    try:
        samples, rate = np.frombuffer(base64.b64decode(pcm), dtype="<i2"), int(rate)
        if len(samples) > LONGEST * rate:
            return {"problem": f"This recording is longer than {LONGEST} seconds. Cut out the word first."}
        recognition = recogniser.recognise(samples, rate)
    except AudioError as problem:
        return {"problem": str(problem)}
    except Exception as error:  # whatever happened, the page must go on
        return {"problem": f"This recording could not be used ({type(error).__name__}). Record it again."}
    likeliest = max(recognition.probabilities, key=recognition.probabilities.get)
    if recognition.word != UNKNOWN:
        sure = f"{recognition.probability:.0%} sure" if recognition.probability < 0.995 else "more than 99% sure"
    elif likeliest == UNKNOWN or recognition.note:
        sure = "none of the words that I know"
    else:
        sure = f"perhaps {likeliest}, but only {recognition.probability:.0%} sure"
    loudest = 20 * np.log10(max(float(np.abs(recognition.clip).max()), 1e-5))
    seconds = len(recognition.clip) / recognition.sample_rate
    return {"word": recognition.word, "unknown": recognition.word == UNKNOWN, "sure": sure.replace("%", " %"),
            "note": recognition.note, "probabilities": list(recognition.probabilities.items()),
            "picture": picture(recognition), "sound": sound(recognition),
            "description": f"Waveform and spectrogram of the {seconds:.2g} s that the model got; "
                           f"the loudest sample is at {loudest:.0f} dB of full scale."}


def page(recogniser: Recogniser) -> "gradio.Blocks":
    """Return the page, not opened yet."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_RUN_HISTORY"] = "False"  # the browser need not keep what you said either
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    import gradio

    def hear(recording):
        return answer(recogniser, recording.get("pcm"), recording.get("rate"))

    recorder = (HERE / "recorder.js").read_text(encoding="utf-8").replace("export default", "const recorder =")
    functions = (f"(() => {{ {recorder}\nreturn "
                 "{ tap, wait, decode, base64, make: element, PROBLEMS, LONGEST_FILE }; })()")
    start = (HERE / "page.js").read_text(encoding="utf-8")
    body = PAGE.format(labels=html.escape(", ".join(label for label in recogniser.labels if label != UNKNOWN)))
    with gradio.Blocks(title="Say a word", analytics_enabled=False) as blocks:
        begin = f"const start =\n{start};\nstart(element.querySelector('.live'), server, {functions});"
        gradio.HTML(body, js_on_load=begin, server_functions=[hear], apply_default_css=False)
    return blocks


def launch(recogniser: Recogniser, share: bool = False, port: int | None = None) -> "gradio.Blocks":
    """Open the page on this computer's own address (and, if asked for, on a public one); return at once.

    Returns
    -------
    gradio.Blocks
        With `local_url`, `share_url` and `close()`.

    Raises
    ------
    LiveError
        If gradio is missing, or the port is in use.
    """
    try:
        blocks = page(recogniser)
    except ImportError:
        raise LiveError(INSTALL) from None
    from gradio.themes import Default

    plain = ["system-ui", "sans-serif"]  # no fonts from elsewhere
    try:
        blocks.launch(server_name="127.0.0.1", server_port=port, share=bool(share), quiet=True,
                      prevent_thread_lock=True, footer_links=[], css=STYLE, ssr_mode=False,
                      theme=Default(font=plain, font_mono=["monospace"]), max_file_size="5mb")
    except OSError as error:
        raise LiveError(f"The page could not be opened ({error}). Choose another port with --port.") from None
    return blocks


def serve(recogniser: Recogniser, share: bool = False, port: int | None = None) -> int:
    """Open the page and keep it open until Ctrl+C; return the exit code."""
    blocks = launch(recogniser, share, port)
    print(f"{recogniser.name}: open {blocks.local_url} in a browser on this computer. Ctrl+C ends it.", flush=True)
    if share and blocks.share_url:
        print(f"Whoever has this address can use it too: {blocks.share_url}", flush=True)
    try:
        blocks.block_thread()
    finally:
        blocks.close(verbose=False)
    return 0


def show(recogniser: Recogniser) -> None:
    """Show the page inside a notebook; where a program runs the notebook, say how to open it."""
    if not in_colab() and not a_person_is_here():
        print("This was run by a program, which has no voice: run this cell yourself to see the page, or open it with\n"
              "    python -m helpers.live --page")
        return
    try:
        launch(recogniser)
    except LiveError as problem:
        print(problem)
