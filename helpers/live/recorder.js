// The recorder of lesson 00: a panel with one button per word.
// recorder.py puts microphone.js before it. Jupyter loads it through anywidget (`render`), Colab by itself (`colab`).

const COUNTDOWN = 2; // seconds between pressing the button and speaking
const LONGEST_FILE = 20; // seconds of a file that somebody chooses instead

// Record `seconds` from the microphone, after a countdown.
async function record(seconds, tell, level) {
  const blocks = [];
  let recording = false, length = 0, full, rate = Infinity;
  const complete = new Promise((done) => { full = done; });
  tell("If the browser asks, allow the microphone.");
  const microphone = await openMicrophone((block) => {
    level(peak(block));
    if (!recording) return;
    blocks.push(block);
    length += block.length;
    if (length >= seconds * rate) full(true);
  });
  rate = microphone.rate;
  try {
    for (let left = COUNTDOWN; left > 0; left--) {
      tell(`Get ready: ${left}`);
      await wait(1);
    }
    tell("Speak now!");
    recording = true;
    if (!(await Promise.race([complete, wait(seconds + 4)]))) throw { name: "NotReadableError" };
    const samples = new Float32Array(length);
    let start = 0;
    for (const block of blocks) { samples.set(block, start); start += block.length; }
    return { samples, rate };
  } finally {
    microphone.close();
    level(0);
  }
}

function base64(samples) { // as 16-bit integers, lowest byte first
  const bytes = new DataView(new ArrayBuffer(2 * samples.length));
  samples.forEach((value, i) => {
    bytes.setInt16(2 * i, Math.max(-32768, Math.min(32767, Math.round(32768 * value))), true);
  });
  let text = "";
  for (let i = 0; i < bytes.byteLength; i += 8192) {
    text += String.fromCharCode(...new Uint8Array(bytes.buffer, i, Math.min(8192, bytes.byteLength - i)));
  }
  return btoa(text);
}

const OWN_PROBLEMS = {
  ...PROBLEMS,
  TooLong: `This file is longer than ${LONGEST_FILE} seconds. Cut out the word first.`,
  NoAnswer: "The notebook did not answer. If a cell is still running, wait for it; if the kernel was " +
    "restarted, run this cell again. Then press the button again.",
};

function element(kind, properties, parent) {
  const made = Object.assign(document.createElement(kind), properties);
  parent?.append(made);
  return made;
}

// The panel. `save(word, pcm, rate)` promises {ok, message, wav}.
function panel(root, { words, seconds, recorded, save }) {
  const box = element("div", { className: "word-recorder" }, root);
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Record your eight words");
  box.dataset.lmSuppressShortcuts = "true"; // JupyterLab: keys pressed here are for the buttons
  box.style.cssText = "max-width: 46em; padding: 8px; border: 1px solid gray; border-radius: 6px";
  const say = element("p", { textContent: "Press a button, wait for “Speak now!”, and say the word." }, box);
  say.setAttribute("role", "status"); // a screen reader reads each new text
  say.style.cssText = "margin: 0 0 6px; font-weight: bold; min-height: 2.6em";
  const meter = element("meter", { max: 1, high: 0.98, value: 0 }, box);
  meter.setAttribute("aria-label", "Level of the microphone");
  meter.style.cssText = "width: 100%; height: 12px";
  const buttons = [];
  const busy = (yes) => buttons.forEach((button) => { button.disabled = yes; });

  for (const word of words) {
    const row = element("div", {}, box);
    row.style.cssText = "display: flex; gap: 8px; align-items: center; margin: 4px 0; min-height: 32px";
    const press = element("button", { textContent: `● ${word}`, type: "button" }, row);
    press.setAttribute("aria-label", `Record the word ${word}`);
    press.style.cssText = "width: 7em; text-align: left; padding: 4px 8px";
    const pick = element("button", { textContent: "choose a file", type: "button" }, row);
    pick.setAttribute("aria-label", `Choose a sound file for the word ${word}`);
    const input = element("input", { type: "file", accept: "audio/*,video/mp4", hidden: true }, row);
    const player = element("audio", { controls: true, hidden: true }, row);
    player.setAttribute("aria-label", `Play your ${word}`);
    player.style.cssText = "height: 30px; width: 14em";
    const state = element("span", { textContent: recorded.includes(word) ? "recorded before" : "not recorded yet" }, row);
    buttons.push(press, pick);

    const run = async (button, sound) => {
      busy(true);
      try {
        const { samples, rate } = await sound();
        say.textContent = "Saving …";
        const answer = await Promise.race([save(word, base64(samples), rate), wait(30)]);
        if (!answer) throw { name: "NoAnswer" };
        say.textContent = answer.message;
        if (answer.ok) {
          state.textContent = "recorded";
          player.src = `data:audio/wav;base64,${answer.wav}`;
          player.hidden = false;
        }
      } catch (problem) {
        say.textContent = OWN_PROBLEMS[problem.name] ?? `It did not work: ${problem.message ?? problem}`;
      }
      busy(false);
      button.focus();
    };
    press.onclick = () => run(press, () => record(
      seconds, (text) => { say.textContent = `${word}: ${text}`; }, (peak) => { meter.value = peak; }));
    pick.onclick = () => input.click();
    input.onchange = () => input.files.length && run(pick, () => decode(input.files[0], LONGEST_FILE));
  }
}

// Jupyter: anywidget calls this; sound and answer travel as messages, so nothing of your voice
// is stored in the notebook.
function render({ model, el }) {
  const waiting = new Map();
  model.on("msg:custom", (answer) => waiting.get(answer.id)?.(answer));
  const save = (word, pcm, rate) => new Promise((done) => {
    const id = Math.random().toString(36);
    waiting.set(id, done);
    model.send({ id, word, pcm, rate });
  });
  panel(el, { words: model.get("words"), seconds: model.get("seconds"), recorded: model.get("recorded"), save });
}

// Colab: sound and answer travel through the function that recorder.py has registered.
function colab(settings) {
  const save = async (word, pcm, rate) => {
    const answer = await google.colab.kernel.invokeFunction("save_word", [word, pcm, rate], {});
    return answer.data["application/json"];
  };
  panel(document.body, { ...settings, save });
  google.colab.output?.setIframeHeight?.(document.documentElement.scrollHeight, true);
}

export default { render, colab };
