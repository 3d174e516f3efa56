// The page around a network: listen all the time, or to a file; show the sound, the word, and how sure it is.

const LONGEST_FILE = 60; // seconds
const LATEST = 1.5; // seconds: a device that computes more slowly than you speak leaves out some sound
const SHOWN = 3; // seconds of sound in the picture while listening
const VIRIDIS = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]]; // dark to bright

// The second with the most energy, the word in its middle: as loudest_second of helpers/audio.py.
function loudestSecond(samples, length) {
  const second = new Float32Array(length);
  if (samples.length <= length) {
    second.set(samples);
    return second;
  }
  const total = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) total[i + 1] = total[i] + samples[i] ** 2;
  const energy = total.subarray(length).map((sum, i) => sum - total[i]);
  const most = largest(energy), nearlyBest = [];
  energy.forEach((value, i) => { if (value >= 0.99 * most) nearlyBest.push(i); });
  const from = nearlyBest[nearlyBest.length >> 1];
  return samples.slice(from, from + length);
}

// One second: { word, probability, probabilities, note }, as Recogniser.recognise in recogniser.py.
function recognise(samples, about) {
  const second = loudestSecond(samples, about.samples).map((value) => Math.max(-1, Math.min(1, value)));
  const answers = probabilities(second, about), probability = largest(answers), best = answers.indexOf(probability);
  const silent = peak(second) < SILENT;
  const word = silent || probability < about.threshold ? "unknown" : about.labels[best];
  return { second, word, likeliest: about.labels[best], probability, probabilities: answers,
    note: silent ? "It was silent. Is the right microphone chosen, and not muted?" : "" };
}

function wav(samples, rate) { // as a data: address
  const bytes = new DataView(new ArrayBuffer(44 + 2 * samples.length)), text = (at, letters) =>
    [...letters].forEach((letter, i) => bytes.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF"); text(8, "WAVEfmt "); text(36, "data");
  for (const [at, value] of [[4, 36 + 2 * samples.length], [16, 16], [24, rate], [28, 2 * rate], [40, 2 * samples.length]]) {
    bytes.setUint32(at, value, true);
  }
  for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]]) bytes.setUint16(at, value, true);
  samples.forEach((value, i) => bytes.setInt16(44 + 2 * i, Math.max(-32768, Math.min(32767, 32768 * value)), true));
  let letters = "";
  for (let i = 0; i < bytes.byteLength; i++) letters += String.fromCharCode(bytes.getUint8(i));
  return `data:audio/wav;base64,${btoa(letters)}`;
}

const fromMuLaw = (text) => Float32Array.from(atob(text), (letter) => { // see mu_law in export.py
  const value = (letter.charCodeAt(0) - 128) / 127;
  return Math.sign(value) * (256 ** Math.abs(value) - 1) / 255;
});

// The waveform above the spectrogram, in the canvas.
function drawSound(canvas, samples, about) {
  const scale = window.devicePixelRatio || 1, width = canvas.width = canvas.clientWidth * scale;
  const height = canvas.height = canvas.clientHeight * scale, pen = canvas.getContext("2d"), middle = 0.2 * height;
  pen.strokeStyle = getComputedStyle(canvas).color;
  pen.beginPath();
  for (let x = 0; x < width; x++) { // from the smallest to the largest sample of each column
    const part = samples.subarray(Math.floor(x * samples.length / width), Math.floor((x + 1) * samples.length / width));
    const high = largest(part), low = -largest(part.map((value) => -value));
    pen.moveTo(x + 0.5, middle * (1 - high) - 0.5);
    pen.lineTo(x + 0.5, middle * (1 - low) + 0.5);
  }
  pen.stroke();
  const { shape: [frames, bands], data } = levels(samples, about), top = Math.max(largest(data), -60);
  const image = new ImageData(frames, bands);
  data.forEach((value, i) => {
    const bright = 4 * Math.max(0, Math.min(0.999, 1 + (value - top) / 65)), low = Math.floor(bright);
    const place = 4 * ((bands - 1 - i % bands) * frames + Math.floor(i / bands)); // low frequencies at the bottom
    VIRIDIS[low].forEach((from, c) => { image.data[place + c] = from + (bright - low) * (VIRIDIS[low + 1][c] - from); });
    image.data[place + 3] = 255;
  });
  const small = Object.assign(document.createElement("canvas"), { width: frames, height: bands });
  small.getContext("2d").putImageData(image, 0, 0);
  pen.drawImage(small, 0, 2.2 * middle, width, height - 2.2 * middle);
}

function start(about) {
  const find = (name) => document.getElementById(name);
  const say = (text) => { find("status").textContent = text; };
  const percent = (share) => (share > 0.995 ? "more than 99 %" : `${Math.round(100 * share)} %`);
  const words = ["left", "right", "up", "down", "go", "stop", "yes", "no"];
  const play = about.game && words.every((word) => about.labels.includes(word)) ? showGame(find("game"), words) : () => {};
  let microphone = null, busy = false, heard = [];

  find("bars").replaceChildren(...about.labels.map((label) => {
    const row = document.createElement("li");
    row.innerHTML = '<span lang="en"></span><div aria-hidden="true"><i style="width:0"></i></div><span>–</span>';
    row.firstChild.textContent = label;
    return row;
  }));
  function bars(answers) {
    [...find("bars").children].forEach((row, i) => {
      row.querySelector("i").style.width = `${100 * (answers?.[i] ?? 0)}%`;
      row.lastChild.textContent = answers ? `${Math.round(100 * answers[i])} %` : "–";
    });
  }

  function show(word, sure, note = "") {
    find("word").textContent = word;
    find("word").classList.toggle("unknown", word === "unknown");
    find("sure").textContent = sure;
    find("note").textContent = note;
  }

  function picture(samples, what) {
    drawSound(find("picture"), samples, about);
    find("picture").setAttribute("aria-label", `Waveform and spectrogram of ${what}`);
    find("caption").textContent = `Above the waveform of ${what}, below its spectrogram: time from left to right, ` +
      `${Math.round(about.sample_rate / 2000)} kHz at the top on the mel scale, brighter is louder.`;
  }

  function clear() { // an old answer must not stand under a new message
    show("", "");
    bars(null);
    find("player").hidden = true;
    find("picture").setAttribute("aria-label", "No sound yet");
    find("picture").getContext("2d").clearRect(0, 0, find("picture").width, find("picture").height);
    find("caption").textContent = "";
  }

  function problem(error) {
    clear();
    const own = { TooLong: `This file is longer than ${LONGEST_FILE} seconds. Cut out the word first.` };
    say(own[error.name] ?? PROBLEMS[error.name] ?? error.message ?? String(error));
  }

  // ---- the microphone

  function remember(word) {
    heard = [...heard, word].slice(-12);
    find("heard").hidden = false;
    find("heard").lastElementChild.textContent = heard.join(", ");
  }

  async function listen() {
    let shown = new Float32Array(SHOWN * about.sample_rate), resampler = null;
    const stream = new Stream(about, (second, answers, said) => {
      bars(answers);
      picture(shown, `the last ${SHOWN} seconds`);
      if (!said) return;
      show(said[0], `${percent(said[1])} sure`);
      remember(said[0]);
      play(said[0]);
    });
    const blocks = [];
    say("If the browser asks, allow the microphone.");
    microphone = await openMicrophone((block, late) => {
      find("level").value = peak(block);
      blocks.push(block);
      if (!microphone || blocks.length < 8) return;
      resampler ??= new Resampler(microphone.rate, about.sample_rate);
      for (const one of blocks.splice(0)) {
        const samples = resampler.feed(one), longer = new Float32Array(shown.length + samples.length);
        longer.set(shown);
        longer.set(samples, shown.length);
        shown = longer.slice(samples.length);
        stream.feed(samples, late < (about.latest ?? LATEST));
      }
    }, () => { stop(); problem({ name: "NotFoundError" }); });
    find("listen").textContent = "Stop listening";
    find("listen").classList.add("on");
    say("Listening: say one of the words.");
  }

  function stop() {
    microphone?.close();
    microphone = null;
    find("listen").textContent = "Start listening";
    find("listen").classList.remove("on");
    find("level").value = 0;
    say("Press the button, and speak.");
  }

  // ---- one sound: a file, or a clip of the page

  function answer(samples, what, more = "") {
    const { second, word, likeliest, probability, probabilities: answers, note } = recognise(samples, about);
    bars(answers);
    picture(second, `the loudest second of ${what}`);
    find("player").src = wav(second, about.sample_rate);
    find("player").hidden = false;
    const sure = word !== "unknown" ? `${percent(probability)} sure` : likeliest === "unknown" || note
      ? "none of the words that I know" : `perhaps ${likeliest}, but only ${percent(probability)} sure`;
    show(word, sure, `${note} ${more}`.trim());
    say("Done.");
  }

  async function run(sound) {
    if (busy) return;
    busy = true;
    if (microphone) stop();
    clear();
    try { await sound(); } catch (error) { problem(error); }
    busy = false;
  }

  find("listen").addEventListener("click", () => (microphone ? stop() : run(listen)));
  find("file").addEventListener("change", async () => {
    const chosen = find("file").files[0];
    if (!chosen) return;
    await run(async () => {
      say("Reading the file …");
      const { samples, rate } = await decode(chosen, LONGEST_FILE);
      if (!samples.length) throw { message: "This file is empty: there is no sound in it. Choose another one." };
      answer(resample(samples, rate, about.sample_rate), chosen.name);
    });
    find("file").value = "";
  });
  for (const [name, word, sound] of about.clips) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: `▶ ${name}` });
    button.addEventListener("click", () => run(async () => {
      const samples = fromMuLaw(sound);
      answer(samples, name, `(Somebody says “${word}”.)`);
      find("player").play().catch(() => {}); // where the browser does not allow it, the player is there to press
    }));
    find("clips").append(button);
    find("clips").hidden = false;
  }
  if (window.frameElement) { // in a notebook: a frame as high as the page
    new ResizeObserver(() => { window.frameElement.style.height = `${document.documentElement.offsetHeight + 4}px`; })
      .observe(document.documentElement);
  }
}
