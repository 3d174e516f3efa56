function draw({ data, C, add, line, clear, slider, result }) {
  const { features, gates, states } = data, frames = features.length, rows = features[0].length, units = gates[0].length;
  const at = slider("frame", 1, frames, 1, 1, (v) => v + " of " + frames, paint);
  const said = result();
  const x = (frame) => 60 + 560 * frame / frames, wide = 560 / frames, tall = 100 / rows;
  const shade = (v) => (v > 0 ? C[3] : C[0]); // red above the mean, blue below it
  function paint() {
    clear();
    const now = at.value - 1;
    features.forEach((frame, i) => frame.forEach((v, k) => add("rect", { x: x(i), y: 100 - (k + 1) * tall, width: wide, height: tall, fill: shade(v), "fill-opacity": Math.abs(v) / 30 })));
    const curve = (values, top, low, high, unit) => line(values.map((each, i) => [x(i + 0.5), top + 85 - 80 * (each[unit] - low) / (high - low)]), C[[0, 1, 2, 4][unit]], 2);
    for (let unit = 0; unit < units; unit += 1) {
      curve(gates, 115, 0, 1, unit);
      curve(states, 225, -1, 1, unit);
    }
    [["MFCC", 50], ["gate 1", 126], ["0", 200], ["state 1", 236], ["-1", 310]].forEach(([text, y]) => add("text", { x: 54, y, "text-anchor": "end" }, text));
    line([[x(now + 0.5), 0], [x(now + 0.5), 312]], "currentColor", 1.5);
    add("text", { x: 340, y: 326, "text-anchor": "middle" }, "time (frames)");
    said.textContent = gates[now].map((gate, unit) => `Unit ${unit + 1} keeps ${Math.round(100 * gate)} %`).join(", ") + ".";
  }
  paint();
}
