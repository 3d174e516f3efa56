function draw({ data, C, add, clear, slider, button, result, sound }) {
  const { depth, seconds, highest, counts, deepest } = data, frames = depth.length, all = depth[0].length;
  const mel = (hertz) => 2595 * Math.log10(1 + hertz / 700), hertz = (m) => 700 * (10 ** (m / 2595) - 1);
  const which = slider("bands", 0, counts.length - 1, 1, 0, (v) => String(counts[v]), paint);
  const said = result();
  // The mean power of neighbouring bands, from 0 to 1; what is `deepest` below the loudest is silent.
  const joined = (count) => depth.map((frame) => Array.from({ length: count }, (_, k) => {
    const part = frame.slice(k * all / count, (k + 1) * all / count);
    return part.reduce((sum, d) => sum + (d >= deepest ? 0 : 10 ** (-d / 10)), 0) / part.length;
  }));
  function paint() {
    clear();
    const count = counts[which.value], w = 560 / frames, h = 220 / count;
    joined(count).forEach((frame, i) => frame.forEach((power, k) => {
      const shade = power > 0 ? Math.max(0, 1 + 10 * Math.log10(power) / deepest) : 0;
      add("rect", { x: 60 + i * w, y: 225 - (k + 1) * h, width: w + 0.3, height: h + 0.3, fill: `hsl(${270 - 220 * shade} 80% ${6 + 62 * shade}%)` });
    }));
    for (const f of [0, 1000, 4000, highest]) add("text", { x: 55, y: Math.max(12, 229 - 220 * mel(f) / mel(highest)), "text-anchor": "end" }, Math.round(f / 1000) + " kHz");
    add("text", { x: 60, y: 243 }, "0 s");
    add("text", { x: 620, y: 243, "text-anchor": "end" }, seconds + " s");
    said.textContent = `${count} ${count === 1 ? "number" : "numbers"} for each frame.`;
  }
  button("Hear it", () => { // a sine in the middle of each of the 40 bands, as loud as the band that it is in
    const audio = sound(), rate = audio.sampleRate, length = Math.round(seconds * rate), count = counts[which.value];
    const power = joined(count), buffer = audio.createBuffer(1, length, rate), out = buffer.getChannelData(0);
    for (let k = 0; k < all; k += 1) {
      const step = 2 * Math.PI * hertz(mel(highest) * (k + 1) / (all + 1)) / rate, band = Math.floor(k * count / all);
      const loud = power.map((frame) => Math.sqrt(frame[band]));
      for (let i = 0; i < length; i += 1) {
        const at = i * (frames - 1) / length, left = Math.floor(at);
        out[i] += (loud[left] + (at - left) * (loud[left + 1] - loud[left])) * Math.sin(step * i + 2.4 * k * k);
      }
    }
    const loudest = out.reduce((most, v) => Math.max(most, Math.abs(v)), 1e-9);
    for (let i = 0; i < length; i += 1) out[i] *= 0.5 / loudest;
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(audio.destination);
    source.start();
  });
  paint();
}
