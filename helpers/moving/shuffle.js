function draw({ data, C, add, clear, button, result, calm }) {
  const { speakers } = data, names = "ABCDEFGHIJKLMNOP", count = speakers.length, wanted = Math.round(count / 4);
  const said = result();
  let seed = 1; // a small generator of its own, so that every reader sees the same deals
  const random = () => { seed = (seed * 16807) % 2147483647; return seed / 2147483647; };
  const shuffled = (list) => list.map((one) => [random(), one]).sort((a, b) => a[0] - b[0]).map((pair) => pair[1]);
  const squares = speakers.map((who) => {
    const group = add("g", {});
    group.style.transition = calm ? "none" : "transform 0.8s";
    group.append(add("rect", { width: 26, height: 26, rx: 4, stroke: "currentColor" }));
    const letter = add("text", { x: 13, y: 18, "text-anchor": "middle" }, names[who]);
    group.append(letter);
    return group;
  });
  add("text", { x: 20, y: 16 }, "training");
  add("text", { x: 430, y: 16 }, "test");
  function deal(inTest, how) {
    let left = 0, right = 0;
    const order = [...speakers.keys()].sort((a, b) => speakers[a] - speakers[b]);
    for (const clip of order) {
      const test = inTest.has(clip), place = test ? right++ : left++;
      const [x, y] = test ? [430 + 31 * (place % 6), 26 + 31 * Math.floor(place / 6)] : [20 + 31 * (place % 12), 26 + 31 * Math.floor(place / 12)];
      squares[clip].style.transform = `translate(${x}px, ${y}px)`;
      squares[clip].querySelector("rect").setAttribute("fill", test ? C[1] : C[0]);
      squares[clip].querySelector("rect").setAttribute("fill-opacity", 0.45);
    }
    const heard = new Set(speakers.filter((_, clip) => !inTest.has(clip)));
    const known = [...inTest].filter((clip) => heard.has(speakers[clip])).length;
    said.textContent = `${how}: ${known} of ${inTest.size} test clips are by people who are in training too.`;
  }
  const clips = () => deal(new Set(shuffled([...speakers.keys()]).slice(0, wanted)), "Random clips");
  function people() {
    const test = new Set();
    for (const who of shuffled([...new Set(speakers)])) {
      if (test.size >= wanted) break;
      speakers.forEach((one, clip) => { if (one === who) test.add(clip); });
    }
    deal(test, "Whole speakers");
  }
  button("Random clips", clips);
  button("Whole speakers", people);
  clips();
}
