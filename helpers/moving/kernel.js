function draw({ data, C, add, line, clear, slider, button, result, calm }) {
  const { picture, kernel } = data, frames = picture.length, bands = picture[0].length, across = frames - 2, up = bands - 2;
  const flat = picture.flat(), low = Math.min(...flat), high = Math.max(...flat);
  const answer = (f, b) => kernel.reduce((sum, row, i) => sum + row.reduce((all, k, j) => all + k * picture[f + i][b + j], 0), 0);
  const map = Array.from({ length: across }, (_, f) => Array.from({ length: up }, (_, b) => answer(f, b)));
  const most = Math.max(...map.flat().map(Math.abs));
  const image = (grid, left, paint) => grid.map((row, f) => row.map((v, b) => add("rect", {
    x: left + 260 * f / frames, y: 240 - 230 * (b + 1) / bands, width: 260 / frames + 0.3, height: 230 / bands + 0.3, fill: paint(v) })));
  const frame = slider("frame", 1, across, 1, 1, (v) => v + " of " + across, move);
  const band = slider("band", 1, up, 1, 1, (v) => v + " of " + up, move);
  const said = result();
  image(picture, 20, (v) => `hsl(${270 - 220 * (v - low) / (high - low)} 80% ${8 + 60 * (v - low) / (high - low)}%)`);
  const filled = image(map, 360, (v) => (v > 0 ? C[3] : C[0]));
  filled.forEach((row, f) => row.forEach((one, b) => one.setAttribute("fill-opacity", Math.abs(map[f][b]) / most)));
  const box = add("rect", { width: 780 / frames, height: 690 / bands, fill: "none", stroke: C[1], "stroke-width": 3 });
  const here = add("rect", { width: 260 / frames + 2, height: 230 / bands + 2, fill: "none", stroke: C[1], "stroke-width": 2 });
  add("text", { x: 150, y: 262, "text-anchor": "middle" }, "picture: time to the right");
  add("text", { x: 490, y: 262, "text-anchor": "middle" }, "map of the answers");
  let reached = 0, timer = null;
  function move() {
    const f = frame.value - 1, b = band.value - 1;
    reached = Math.max(reached, b * across + f + 1);
    filled.forEach((row, i) => row.forEach((one, j) => one.setAttribute("visibility", j * across + i < reached ? "visible" : "hidden")));
    const y = 240 - 230 * (b + 3) / bands;
    box.setAttribute("x", 20 + 260 * f / frames); box.setAttribute("y", y);
    here.setAttribute("x", 359 + 260 * f / frames); here.setAttribute("y", 239 - 230 * (b + 1) / bands);
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
