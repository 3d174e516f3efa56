// Sound into the browser: from a microphone as it is, or from a file; one channel, and another sample rate.
// The recorder of lesson 00 and the page of lesson 12 begin with these functions.

const SILENT = 0.003; // peak, where full scale is 1: as in helpers/audio.py

const TAP = `registerProcessor("tap", class extends AudioWorkletProcessor {
  process(inputs) {
    if (inputs[0].length) this.port.postMessage([inputs[0][0].slice(), currentTime]);
    return true;
  }
});`;

// A node that calls `take` with each block of samples, and how many seconds late it arrives.
async function tap(context, take) {
  try { // a data: address also works in a page that was opened from a file
    await context.audioWorklet.addModule(`data:text/javascript,${encodeURIComponent(TAP)}`);
    const node = new AudioWorkletNode(context, "tap");
    node.port.onmessage = ({ data: [block, time] }) => take(block, context.currentTime - time);
    return node;
  } catch { // an old browser, or a page that allows no worklets
    const node = context.createScriptProcessor(4096, 1, 1);
    node.onaudioprocess = (event) => take(event.inputBuffer.getChannelData(0).slice(), 0);
    return node;
  }
}

const peak = (data) => data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const wait = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

// Open the microphone as it is (the networks were trained without the browser's clean-up of speech). `take` is called
// as by `tap`, `lost` when the microphone is unplugged. Promises { rate, close }.
async function openMicrophone(take, lost = () => {}) {
  if (!navigator.mediaDevices?.getUserMedia) throw { name: "InsecureError" };
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  });
  const context = new AudioContext();
  let open = true;
  const close = () => { // give the microphone back
    open = false;
    stream.getTracks().forEach((track) => track.stop());
    context.close();
  };
  try {
    await context.resume();
    let first;
    const started = new Promise((done) => { first = done; });
    const node = await tap(context, (block, late) => {
      first(true);
      if (open) take(block, late); // some arrive after the end
    });
    context.createMediaStreamSource(stream).connect(node).connect(context.destination);
    stream.getTracks().forEach((track) => { track.onended = lost; });
    if (!(await Promise.race([started, wait(5)]))) throw { name: "NotReadableError" };
    return { rate: context.sampleRate, close };
  } catch (problem) {
    close();
    throw problem;
  }
}

// A sound file in any format that the browser plays (phones write m4a), as one channel: { samples, rate }.
async function decode(file, longest) {
  if (file.size < 100) throw { message: "This file is empty: there is no sound in it. Choose another one." };
  if ((await duration(file)) > longest) throw { name: "TooLong" };
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(await file.arrayBuffer());
    if (sound.duration > longest) throw { name: "TooLong" };
    const samples = new Float32Array(sound.length);
    for (let c = 0; c < sound.numberOfChannels; c++) {
      sound.getChannelData(c).forEach((value, i) => { samples[i] += value / sound.numberOfChannels; });
    }
    return { samples, rate: sound.sampleRate };
  } finally { context.close(); }
}

// How long a file lasts, before all of it is decoded: an hour of sound would fill the memory. 0: nobody knows.
function duration(file) {
  const known = new Promise((done) => {
    const player = new Audio();
    player.preload = "metadata";
    player.onloadedmetadata = () => done(player.duration);
    player.onerror = () => done(0); // decoding says what is wrong
    player.src = URL.createObjectURL(file);
  });
  return Promise.race([known, wait(5).then(() => 0)]);
}

// From one sample rate to another, block by block: each new sample is a sum of its neighbours, weighted by a windowed
// sinc that lets nothing pass above half of the lower rate.
class Resampler {
  constructor(from, to) {
    Object.assign(this, { from, to, kept: new Float32Array(0), place: 0, weights: new Map() });
    this.pass = 0.94 * Math.min(1, to / from);
    this.width = Math.ceil(24 / this.pass);
  }

  weightsAt(fraction) { // few different ones: 1 from 48,000 to 16,000 Hz, 160 from 44,100
    const key = Math.round(1e6 * fraction);
    if (!this.weights.has(key)) {
      this.weights.set(key, Float64Array.from({ length: 2 * this.width + 1 }, (_, i) => {
        const t = i - this.width - fraction, x = Math.PI * this.pass * t;
        const hann = Math.abs(t) > this.width ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * t / this.width);
        return this.pass * hann * (x ? Math.sin(x) / x : 1);
      }));
    }
    return this.weights.get(key);
  }

  feed(block) {
    if (this.from === this.to) return block;
    const samples = new Float32Array(this.kept.length + block.length), made = [];
    samples.set(this.kept);
    samples.set(block, this.kept.length);
    for (; this.place + this.width < samples.length; this.place += this.from / this.to) {
      const middle = Math.floor(this.place), weights = this.weightsAt(this.place - middle);
      let sum = 0;
      for (let i = Math.max(0, this.width - middle); i < weights.length && middle - this.width + i < samples.length; i++) {
        sum += weights[i] * samples[middle - this.width + i];
      }
      made.push(sum);
    }
    const done = Math.max(0, Math.floor(this.place) - this.width);
    this.kept = samples.slice(done);
    this.place -= done;
    return Float32Array.from(made);
  }
}

function resample(samples, from, to) {
  const resampler = new Resampler(from, to);
  const made = [resampler.feed(samples), resampler.feed(new Float32Array(from === to ? 0 : resampler.width + 1))];
  return Float32Array.from([...made[0], ...made[1]].slice(0, Math.round(samples.length * to / from)));
}

const PROBLEMS = {
  NotAllowedError: "The browser was not allowed to use the microphone. Click the symbol beside the page's " +
    "address, allow the microphone, and press the button again. Or choose a file.",
  NotFoundError: "No microphone was found. Plug one in and press the button again, or choose a file.",
  NotReadableError: "The microphone gives no sound; another program may be using it. Close that program, or choose a file.",
  InsecureError: "Browsers lend the microphone only to pages whose address begins with https:// or " +
    "http://localhost. Choose a file instead.",
  EncodingError: "The browser cannot read this file as a sound. Save it as wav, mp3 or m4a.",
};
