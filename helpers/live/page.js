// The page of page.py: hold to speak, then see and hear what the model heard.
// It runs inside Gradio's HTML component; page.py hands it the page's root, Gradio's `server`, and the
// functions of recorder.js.

(root, server, { tap, wait, decode, base64, make, PROBLEMS, LONGEST_FILE }) => {
  const LONGEST_HOLD = 10; // seconds; then it stops by itself
  const SHORT_PRESS = 2; // seconds that it listens after a short press
  const find = (name) => root.querySelector(`.live-${name}`);
  const hold = find("hold"), meter = find("meter"), file = find("file"), status = find("status");
  let busy = false, release = () => {};

  const say = (text) => { status.textContent = text; };

  // Record from the microphone, as it is (the model was trained without the browser's clean-up of speech),
  // until `released` resolves, or for SHORT_PRESS seconds if that was at once.
  async function listen(released) {
    if (!navigator.mediaDevices?.getUserMedia) throw { name: "InsecureError" };
    say("If the browser asks, allow the microphone.");
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    const context = new AudioContext();
    const blocks = [];
    let open = true;
    try {
      await context.resume();
      const first = Promise.withResolvers?.() ?? deferred();
      const node = await tap(context, (block) => {
        if (!open) return; // blocks arrive late
        blocks.push(block);
        first.resolve(true);
        meter.value = block.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
      });
      context.createMediaStreamSource(stream).connect(node).connect(context.destination);
      if (!(await Promise.race([first.promise, wait(5)]))) throw { name: "NotReadableError" };
      say("Speak now!");
      root.classList.add("live-listening");
      const opened = performance.now();
      const seconds = () => (performance.now() - opened) / 1000;
      await Promise.race([released, wait(LONGEST_HOLD)]);
      if (seconds() < 0.4) await wait(SHORT_PRESS - seconds());
      else if (seconds() >= LONGEST_HOLD) say(`${LONGEST_HOLD} seconds are enough.`);
      await wait(0.15); // the last sound is still on its way
      const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
      let start = 0;
      for (const block of blocks) { samples.set(block, start); start += block.length; }
      return { samples, rate: context.sampleRate };
    } finally { // give the microphone back, whatever happened
      open = false;
      root.classList.remove("live-listening");
      stream.getTracks().forEach((track) => track.stop());
      context.close();
      meter.value = 0;
    }
  }

  function deferred() {
    const made = {};
    made.promise = new Promise((done) => { made.resolve = done; });
    return made;
  }

  // How long a file lasts, before all of it is decoded: an hour of sound would fill the memory.
  function duration(chosen) {
    const known = new Promise((done) => {
      const player = new Audio();
      player.preload = "metadata";
      player.onloadedmetadata = () => done(player.duration);
      player.onerror = () => done(0); // decode() says what is wrong
      player.src = URL.createObjectURL(chosen);
    });
    return Promise.race([known, wait(5).then(() => 0)]);
  }

  async function open(chosen) {
    if (chosen.size < 100) throw { message: "This file is empty: there is no sound in it. Choose another one." };
    say("Reading the file …");
    if ((await duration(chosen)) > LONGEST_FILE) throw { name: "TooLong" };
    return decode(chosen);
  }

  const OWN_PROBLEMS = {
    NoAnswer: "The program did not answer. Is it still running? Then try again.",
    TypeError: "The program cannot be reached. Start it again, and reload this page.",
  };

  function show(answer) {
    find("word").textContent = answer.word;
    find("word").classList.toggle("live-unknown", answer.unknown);
    find("sure").textContent = answer.sure;
    find("note").textContent = answer.note;
    const list = find("bars");
    list.replaceChildren();
    for (const [label, share] of answer.probabilities) {
      const row = make("li", {}, list);
      make("span", { className: "live-label", textContent: label }, row);
      const bar = make("span", { className: "live-bar" }, row);
      bar.setAttribute("aria-hidden", "true");
      make("span", {}, bar).style.width = `${100 * share}%`;
      make("span", { className: "live-percent", textContent: `${Math.round(100 * share)} %` }, row);
    }
    find("picture").src = answer.picture;
    find("picture").alt = answer.description;
    find("player").src = answer.sound;
    root.classList.add("live-answered");
  }

  async function run(sound) {
    if (busy) return;
    busy = true;
    try {
      const { samples, rate } = await sound();
      say("Thinking …");
      const answer = await Promise.race([server.hear({ pcm: base64(samples), rate }), wait(60)]);
      if (!answer) throw { name: "NoAnswer" };
      if (answer.problem) throw { message: answer.problem };
      show(answer);
      say("Done. Hold the button for the next word.");
    } catch (problem) {
      say(OWN_PROBLEMS[problem.name] ?? PROBLEMS[problem.name] ?? problem.message ?? String(problem));
    }
    busy = false;
  }

  function press() {
    if (busy) return;
    run(() => listen(new Promise((done) => { release = done; })));
  }

  hold.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    hold.setPointerCapture(event.pointerId);
    press();
  });
  for (const end of ["pointerup", "pointercancel", "blur"]) hold.addEventListener(end, () => release());
  hold.addEventListener("contextmenu", (event) => event.preventDefault()); // a long touch
  hold.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) press();
  });
  hold.addEventListener("keyup", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    release();
  });
  hold.addEventListener("click", (event) => { // a screen reader presses without holding
    if (event.detail === 0) { press(); release(); }
  });
  file.addEventListener("change", () => {
    if (file.files.length) run(() => open(file.files[0])).then(() => { file.value = ""; });
  });
}
