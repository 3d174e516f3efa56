function draw({ data, C, add, line, clear, slider, button, result, calm }) {
  const { picture, kernel } = data, frames = picture.length, bands = picture[0].length, across = frames - 2, up = bands - 2, WIDE = 215, MAP = 405;
  const flat = picture.flat(), low = Math.min(...flat), high = Math.max(...flat);
  const answer = (f, b) => kernel.reduce((sum, row, i) => sum + row.reduce((all, k, j) => all + k * picture[f + i][b + j], 0), 0);
  const map = Array.from({ length: across }, (_, f) => Array.from({ length: up }, (_, b) => answer(f, b)));
  const most = Math.max(...map.flat().map(Math.abs));
  const image = (grid, left, paint) => grid.map((row, f) => row.map((v, b) => add("rect", {
    x: left + WIDE * f / frames, y: 240 - 230 * (b + 1) / bands, width: WIDE / frames + 0.3, height: 230 / bands + 0.3, fill: paint(v) })));
  const frame = slider("frame", 1, across, 1, 1, (v) => v + " of " + across, move);
  const band = slider("band", 1, up, 1, 1, (v) => v + " of " + up, move);
  const said = result();
  image(picture, 20, (v) => `hsl(${270 - 220 * (v - low) / (high - low)} 80% ${8 + 60 * (v - low) / (high - low)}%)`);
  const filled = image(map, MAP, (v) => (v > 0 ? C[3] : C[0]));
  filled.forEach((row, f) => row.forEach((one, b) => one.setAttribute("fill-opacity", Math.abs(map[f][b]) / most)));
  const box = add("rect", { width: 3 * WIDE / frames, height: 690 / bands, fill: "none", stroke: C[1], "stroke-width": 3 });
  const here = add("rect", { width: WIDE / frames + 2, height: 230 / bands + 2, fill: "none", stroke: C[1], "stroke-width": 2 });
  add("text", { x: 20 + WIDE / 2, y: 262, "text-anchor": "middle" }, "picture: time (frames)");
  add("text", { x: MAP + WIDE / 2, y: 262, "text-anchor": "middle" }, "map: time (frames)");
  const upright = { "text-anchor": "middle", transform: "rotate(-90 11 125)" };
  add("text", { x: 11, y: 125, ...upright }, "mel band");
  // Nine numbers each, as they lie in the picture: a frame is a column, the highest band stands on top
  const numbers = (title, y) => {
    add("text", { x: 320, y, "text-anchor": "middle" }, title);
    return [0, 1, 2].map((i) => [0, 1, 2].map((j) => {
      const one = add("text", { x: 270 + 50 * i, y: y + 19 * (3 - j), "text-anchor": "middle" }, "");
      one.setAttribute("font-size", 16);
      return one;
    }));
  };
  const under = numbers("under the window (dB)", 22), times = numbers("times the kernel", 104), products = numbers("products", 186);
  let reached = 0, timer = null;
  function move() {
    const f = frame.value - 1, b = band.value - 1;
    reached = Math.max(reached, b * across + f + 1);
    filled.forEach((row, i) => row.forEach((one, j) => one.setAttribute("visibility", j * across + i < reached ? "visible" : "hidden")));
    const y = 240 - 230 * (b + 3) / bands;
    box.setAttribute("x", 20 + WIDE * f / frames); box.setAttribute("y", y);
    here.setAttribute("x", MAP - 1 + WIDE * f / frames); here.setAttribute("y", 239 - 230 * (b + 1) / bands);
    kernel.forEach((row, i) => row.forEach((k, j) => {
      under[i][j].textContent = picture[f + i][b + j];
      times[i][j].textContent = k;
      products[i][j].textContent = k * picture[f + i][b + j] || 0; // never -0
    }));
    const rows = kernel.map((row, i) => row.map((k, j) => k * picture[f + i][b + j]).reduce((sum, v) => sum + v, 0));
    said.textContent = `Its three frames give ${rows.join(" + ").replaceAll("+ -", "- ")} = ${map[f][b]}`;
  }
  const go = (f, b) => { frame.value = f; band.value = b; for (const one of [frame, band]) one.dispatchEvent(new Event("input")); };
  button("Step", () => (+frame.value < across ? go(+frame.value + 1, band.value) : go(1, Math.min(up, +band.value + 1))));
  button("Fill the map", () => {
    clearInterval(timer);
    if (calm) return go(across, up);
    let b = 0;
    timer = setInterval(() => { b += 1; go(across, b); if (b >= up) clearInterval(timer); }, 80);
  });
  move();
}
