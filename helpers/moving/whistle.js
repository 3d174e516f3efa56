function draw({ data, C, add, line, clear, slider, button, result, sound }) {
  const { lowest, highest, rates } = data, length = 2; // seconds
  const index = slider("sample rate", 0, rates.length - 1, 1, 0, (v) => rates[v].toLocaleString("en") + " Hz", paint);
  const said = result();
  const whistled = (t) => lowest + (highest - lowest) * t / length;
  const folded = (hertz, rate) => Math.abs(hertz - rate * Math.round(hertz / rate)); // to the nearest multiple of the rate
  function paint() {
    clear();
    const rate = rates[index.value], x = (t) => 70 + 540 * t / length, y = (hertz) => 205 - 190 * hertz / 8000;
    for (const hertz of [0, 2000, 4000, 6000, 8000]) {
      add("text", { x: 64, y: y(hertz) + 4, "text-anchor": "end" }, hertz.toLocaleString("en") + " Hz");
      line([[70, y(hertz)], [610, y(hertz)]], "currentColor", 0.2);
    }
    for (const t of [0, 1, 2]) add("text", { x: x(t), y: 225, "text-anchor": "middle" }, t + " s");
    line([[70, y(rate / 2)], [610, y(rate / 2)]], C[0], 2);
    add("text", { x: 604, y: y(rate / 2) - 5, "text-anchor": "end" }, "half the rate");
    const points = Array.from({ length: 401 }, (_, i) => i * length / 400);
    line(points.map((t) => [x(t), y(whistled(t))]), "currentColor", 1);
    line(points.map((t) => [x(t), y(folded(whistled(t), rate))]), C[1], 3);
    const end = Math.round(folded(highest, rate));
    said.textContent = `The whistle ends at ${highest.toLocaleString("en")} Hz; you hear ${end.toLocaleString("en")} Hz.`;
  }
  button("Hear it", () => { // a sine of the folded frequency is what the samples are
    const audio = sound(), rate = rates[index.value], count = audio.sampleRate * length;
    const buffer = audio.createBuffer(1, count, audio.sampleRate), out = buffer.getChannelData(0);
    let swings = 0;
    for (let i = 0; i < count; i++) {
      swings += folded(whistled(i / audio.sampleRate), rate) / audio.sampleRate;
      out[i] = 0.15 * Math.sin(2 * Math.PI * swings) * Math.min(1, i / 500, (count - i) / 500);
    }
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(audio.destination);
    source.start();
  });
  paint();
}
