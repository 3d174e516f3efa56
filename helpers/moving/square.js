function draw({ data, C, line, clear, slider, button, sound }) {
  const count = slider("sines", 1, 15, 1, 1, (v) => v + (v === 1 ? " sine" : " sines") + ", up to " + (2 * v - 1) * data.hertz + " Hz", paint);
  const at = (t) => { let y = 0; for (let k = 1; k < 2 * count.value; k += 2) y += Math.sin(2 * Math.PI * k * t) / k; return y * 4 / Math.PI; };
  function paint() {
    clear();
    const x = (t) => 20 + 300 * t, points = [];
    line([[20, 120], [620, 120]], "currentColor", 0.5);
    line([0, 0, 0.5, 0.5, 1, 1, 1.5, 1.5, 2, 2].map((t, i) => [x(t), [120, 50, 50, 190, 190, 50, 50, 190, 190, 120][i]]), C[7], 1.5);
    for (let i = 0; i <= 1200; i++) points.push([x(i / 600), 120 - 70 * at(i / 600)]);
    line(points, C[0], 2.5);
  }
  button("Hear it", () => {
    const audio = sound(), buffer = audio.createBuffer(1, audio.sampleRate, audio.sampleRate), out = buffer.getChannelData(0);
    for (let i = 0; i < out.length; i++) out[i] = 0.12 * at(data.hertz * i / audio.sampleRate) * Math.min(1, i / 500, (out.length - i) / 500);
    const source = audio.createBufferSource();
    source.buffer = buffer;
    source.connect(audio.destination);
    source.start();
  });
  paint();
}
