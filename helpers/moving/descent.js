function draw({ data, C, add, line, clear, slider, button, result }) {
  const { low, high, losses, start } = data, last = losses.length - 1, width = (high - low) / last;
  const rates = [0.5, 1, 2, 4, 8, 16, 32], most = Math.max(...losses), least = Math.min(...losses);
  const place = (w) => Math.min(Math.max(Math.floor((w - low) / width), 0), last - 1);
  const slope = (w) => (losses[place(w) + 1] - losses[place(w)]) / width; // of the piece of the curve under the weight
  const loss = (w) => losses[place(w)] + (w - low - place(w) * width) * slope(w);
  let weight = start, steps = 0, trail = [start];
  const rate = slider("learning rate", 0, rates.length - 1, 1, 2, (v) => rates[v], () => {});
  const said = result();
  function paint() {
    clear();
    const x = (w) => 20 + 600 * (w - low) / (high - low), y = (l) => 200 - 170 * (l - least) / (most - least);
    line(losses.map((l, i) => [x(low + i * width), y(l)]), C[0], 2);
    line([[20, 205], [620, 205]], "currentColor", 0.5);
    for (let w = Math.ceil(low); w <= high; w += 1) add("text", { x: x(w), y: 220, "text-anchor": "middle" }, w);
    add("text", { x: 320, y: 235, "text-anchor": "middle" }, "weight");
    add("text", { x: 4, y: 14 }, "loss (nats)");
    const inside = weight >= low && weight <= high;
    line(trail.slice(-12).filter((w) => w >= low && w <= high).map((w) => [x(w), y(loss(w))]), C[1], 1);
    if (inside) {
      const run = 0.06 * (high - low);
      line([-run, run].map((d) => [x(weight + d), y(loss(weight) + d * slope(weight))]), "currentColor", 1.5);
      add("circle", { cx: x(weight), cy: y(loss(weight)), r: 9, fill: C[1] });
    }
    said.textContent = `Step ${steps}: weight ${weight.toFixed(2)}` + (inside ? `, loss ${loss(weight).toFixed(3)}` : ", off the picture");
  }
  button("One step", () => {
    weight -= rates[rate.value] * slope(weight);
    steps += 1;
    trail.push(weight);
    paint();
  });
  button("Start again", () => { weight = start; steps = 0; trail = [start]; paint(); });
  paint();
}
