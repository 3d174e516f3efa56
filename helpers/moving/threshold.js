function draw({ data, C, add, line, clear, slider, result }) {
  const { yes, no, word, bins } = data;
  const limit = slider("threshold", 0, 1, 0.02, 0.5, (v) => v.toFixed(2), paint);
  const said = result();
  const histogram = (values) => values.reduce((all, v) => { all[Math.min(bins - 1, Math.floor(v * bins))] += 1; return all; }, Array(bins).fill(0));
  const tall = Math.log(1 + Math.max(...histogram(yes), ...histogram(no)));
  const share = (part, whole) => (whole ? (part / whole).toFixed(2) : "not defined");
  function paint() {
    clear();
    const t = +limit.value, x = (v) => 20 + 400 * v;
    const bars = (values, up, colour) => histogram(values).forEach((count, i) => {
      const height = 85 * Math.log(1 + count) / tall; // a log scale: most clips lie at the ends
      add("rect", { x: x(i / bins) + 1, y: up ? 110 - height : 110, width: 400 / bins - 2, height, fill: colour });
    });
    bars(yes, true, C[0]);
    bars(no, false, C[1]);
    line([[20, 110], [420, 110]], "currentColor", 1);
    line([[x(t), 15], [x(t), 205]], "currentColor", 3);
    for (const v of [0, 0.5, 1]) add("text", { x: x(v), y: 225, "text-anchor": "middle" }, v);
    add("text", { x: 220, y: 235, "text-anchor": "middle" }, `probability of “${word}”`);
    add("text", { x: 20, y: 12 }, `“${word}” (blue), other words (orange); log scale`);
    const found = yes.filter((v) => v >= t).length, wrong = no.filter((v) => v >= t).length;
    [["", "taken for it", "not"], ["said", found, yes.length - found], ["other", wrong, no.length - wrong]].forEach((row, r) =>
      row.forEach((text, c) => add("text", { x: [440, 500, 590][c], y: 70 + 30 * r, "font-weight": r && c ? "bold" : "normal" }, text)));
    said.textContent = `Precision ${share(found, found + wrong)}, recall ${share(found, yes.length)}`;
  }
  paint();
}
