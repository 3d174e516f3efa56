function draw({ data, C, add, line, clear, slider, button, result, calm }) {
  const { losses, epochs, names } = data, flat = losses.flat().map(Math.log), low = Math.min(...flat), high = Math.max(...flat);
  const at = slider("epoch", 1, epochs, 1, 1, (v) => v + " of " + epochs, paint);
  const said = result();
  let timer = null;
  function paint() {
    clear();
    const now = +at.value, x = (epoch) => 50 + 380 * (epoch - 1) / Math.max(1, epochs - 1), y = (loss) => 205 - 180 * (Math.log(loss) - low) / (high - low || 1);
    for (let epoch = 1; epoch <= epochs; epoch += 1) add("text", { x: x(epoch), y: 225, "text-anchor": "middle" }, epoch);
    add("text", { x: 240, y: 235, "text-anchor": "middle" }, "epoch");
    add("text", { x: 4, y: 14 }, "loss (nats, log scale)");
    losses.forEach((each, trial) => {
      const run = each.slice(0, now), last = [x(run.length), y(run.at(-1))], colour = C[[0, 1, 2, 3, 4, 5, 6, 8][trial % 8]];
      const stopped = each.length < epochs && now >= each.length;
      line(run.map((loss, i) => [x(i + 1), y(loss)]), colour, 2.5).setAttribute("opacity", stopped ? 0.45 : 1);
      if (stopped) add("text", { x: last[0], y: last[1] + 5, "text-anchor": "middle" }, "✕");
      else add("circle", { cx: last[0], cy: last[1], r: 5, fill: colour });
    });
    const order = losses.map((each, trial) => [each[Math.min(now, each.length) - 1], trial]).sort((a, b) => a[0] - b[0]);
    order.slice(0, 8).forEach(([loss, trial], place) => {
      const colour = C[[0, 1, 2, 3, 4, 5, 6, 8][trial % 8]];
      add("rect", { x: 450, y: 22 + 24 * place, width: 10, height: 10, fill: colour });
      add("text", { x: 466, y: 32 + 24 * place }, `${names[trial]}: ${loss.toFixed(2)}${losses[trial].length < Math.min(now + 1, epochs) ? " ✕" : ""}`);
    });
    const running = losses.filter((each) => each.length > now || each.length === epochs).length;
    said.textContent = `After epoch ${now}: ${running} of ${losses.length} still in the race; ${names[order[0][1]]} leads.`;
  }
  const go = (epoch) => { at.value = epoch; at.dispatchEvent(new Event("input")); };
  button("Start", () => {
    clearInterval(timer);
    if (calm) return go(epochs);
    go(1);
    timer = setInterval(() => { if (+at.value >= epochs) clearInterval(timer); else go(+at.value + 1); }, 700);
  });
  paint();
}
