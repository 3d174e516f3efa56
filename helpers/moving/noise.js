function draw({ data, C, add, line, clear, slider, button, result, sound }) {
  const { ratios, labels, probabilities, threshold, said, rate } = data;
  const compared = (ratio) => (ratio > 0 ? ratio + " dB below the word" : ratio < 0 ? -ratio + " dB above the word" : "as loud as the word");
  const place = slider("noise", 0, ratios.length - 1, 1, 0, (v) => compared(ratios[v]), paint);
  const heard = result();
  function paint() {
    clear();
    const now = probabilities[place.value], best = now.indexOf(Math.max(...now));
    labels.forEach((label, k) => {
      const y = 5 + 22 * k;
      add("text", { x: 92, y: y + 13, "text-anchor": "end" }, label);
      add("rect", { x: 100, y, width: Math.max(1, 500 * now[k]), height: 16, fill: k === best ? C[1] : C[0] });
    });
    const x = 100 + 500 * threshold, bottom = 22 * labels.length + 5;
    line([[x, 0], [x, bottom]], "currentColor", 2);
    add("text", { x, y: bottom + 16, "text-anchor": "middle" }, "threshold");
    const answer = now[best] >= threshold ? labels[best] : "unknown";
    heard.textContent = `Said: ${said}. Heard: ${answer} (${now[best].toFixed(2)}).`;
  }
  const samples = (text, peak) => Float32Array.from(atob(text), (c) => (c.charCodeAt(0) << 24 >> 24) / 127 * peak);
  button("Hear it", () => {
    const word = samples(data.word, data.peaks[0]), noise = samples(data.noise, data.peaks[1]);
    const gain = data.levels[0] / data.levels[1] / 10 ** (ratios[place.value] / 20);
    const mixed = word.map((v, i) => v + gain * noise[i]), loudest = mixed.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    const audio = sound(), buffer = audio.createBuffer(1, mixed.length, rate);
    buffer.copyToChannel(mixed.map((v) => 0.7 * v / loudest), 0);
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(audio.destination);
    source.start();
  });
  paint();
}
