function draw({ data, C, add, line, clear, slider, result }) {
  const sound = data.sound, N = sound.length, total = result();
  const hertz = slider("frequency", 0, N / 2, 0.5, 5, (v) => v + " Hz", paint);
  const phase = slider("phase", 0, 360, 15, 0, (v) => v + "° of a swing", paint);
  function paint() {
    clear();
    const probe = (t) => Math.sin(2 * Math.PI * (+hertz.value * t + phase.value / 360));
    const x = (n) => 20 + 600 * n / N, fine = [];
    for (let n = 0; n <= N; n += 0.125) fine.push([x(n), 65 - 32 * probe(n / N)]);
    line([[20, 65], [620, 65]], "currentColor", 0.5);
    line(fine, C[1], 2);
    line(sound.map((v, n) => [x(n), 65 - 32 * v]), "currentColor", 2);
    add("text", { x: 20, y: 13 }, "sound (text colour) and probe (orange)");
    add("text", { x: 20, y: 135 }, "sound times probe");
    line([[20, 190], [620, 190]], "currentColor", 0.5);
    let sum = 0;
    sound.forEach((v, n) => {
      const p = v * probe(n / N), h = 30 * Math.abs(p);
      sum += p;
      add("rect", { x: x(n) - 6, y: p > 0 ? 190 - h : 190, width: 12, height: h, fill: p > 0 ? C[0] : C[1] });
    });
    total.textContent = "The sum is " + (Math.abs(sum) < 0.05 ? 0 : sum).toFixed(1);
  }
  paint();
}
