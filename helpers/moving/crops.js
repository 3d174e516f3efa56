function draw({ data, C, add, line, clear, slider, result }) {
  const { loudness, seconds, width, labels, probabilities } = data, crops = probabilities.length;
  const start = (crop) => (crops > 1 ? crop / (crops - 1) : 0) * Math.max(0, seconds - width);
  const place = slider("crop", 1, crops, 1, 1, (v) => "from " + start(v - 1).toFixed(1) + " s", paint);
  const said = result();
  const best = (values) => labels[values.indexOf(Math.max(...values))].replaceAll("_", " ") + " " + Math.max(...values).toFixed(2);
  function paint() {
    clear();
    const crop = place.value - 1, x = (t) => 20 + 600 * t / seconds;
    add("rect", { x: x(start(crop)), y: 15, width: x(width) - 20, height: 75, fill: C[1], opacity: 0.35 });
    line(loudness.map((v, i) => [x(seconds * i / (loudness.length - 1)), 90 - 72 * v]), C[0], 1.5);
    line([[20, 90], [620, 90]], "currentColor", 0.5);
    add("text", { x: 20, y: 12 }, "level of the clip");
    add("text", { x: 560, y: 106 }, seconds.toFixed(1) + " s");
    const now = probabilities[crop], mean = labels.map((_, k) => probabilities.slice(0, crop + 1).reduce((sum, one) => sum + one[k], 0) / (crop + 1));
    labels.forEach((label, k) => {
      const y = 120 + 20 * k;
      add("text", { x: 20, y: y + 12 }, label.replaceAll("_", " "));
      add("rect", { x: 150, y, width: Math.max(1, 440 * now[k]), height: 14, fill: C[0], opacity: 0.7 });
      line([[150 + 440 * mean[k], y - 2], [150 + 440 * mean[k], y + 16]], C[1], 3);
    });
    said.textContent = "This crop: " + best(now) + ". Mean of the first " + (crop + 1) + ": " + best(mean) + " (orange).";
  }
  paint();
}
