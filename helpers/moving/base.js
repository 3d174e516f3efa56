// Finds each place of one thing in the page, and hands draw() what it needs: data, colours (C), calm (the reader wants
// no movement), clear, add (an SVG element), line, slider, button, result (a line that is read aloud) and sound.
function start(own, data, draw) {
  for (const box of document.querySelectorAll(`[data-moving="${own}"]`)) {
    if (box.dataset.on) continue;
    box.dataset.on = "1";
    const svg = box.querySelector("svg");
    box.querySelector("p").remove(); // the still picture
    svg.removeAttribute("hidden");
    svg.style.display = "block";
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const tools = {
      data, calm, C: data.colours,
      clear() { svg.replaceChildren(); },
      add(tag, more, text) {
        const one = document.createElementNS(svg.namespaceURI, tag);
        for (const key in more) one.setAttribute(key, more[key]);
        if (text !== undefined) { one.textContent = text; one.setAttribute("fill", "currentColor"); one.setAttribute("font-size", "13"); }
        return svg.appendChild(one);
      },
      line(points, colour, width = 2) {
        return tools.add("polyline", { points: points.map((p) => p.map((v) => v.toFixed(1))).join(" "), fill: "none", stroke: colour, "stroke-width": width });
      },
      slider(text, low, high, step, value, say, changed) {
        const label = document.createElement("label"), input = document.createElement("input"), out = document.createElement("output");
        label.style.cssText = "display:flex;gap:.6em;align-items:center";
        Object.assign(input, { type: "range", min: low, max: high, step, value });
        input.style.cssText = "flex:1;accent-color:" + data.colours[0];
        const tell = () => { out.textContent = say(+input.value); input.setAttribute("aria-valuetext", out.textContent); };
        input.addEventListener("input", () => { tell(); changed(); });
        label.append(text + " ", input, out);
        box.append(label);
        tell();
        return input;
      },
      button(text, pressed) {
        const one = document.createElement("button");
        Object.assign(one, { type: "button", textContent: text });
        one.addEventListener("click", pressed);
        box.append(one);
        return one;
      },
      result() {
        const one = document.createElement("p");
        one.setAttribute("aria-live", "polite");
        one.style.cssText = "font-size:1.4em;margin:.2em 0";
        box.append(one);
        return one;
      },
      sound() { return (tools.audio ??= new AudioContext()); },
    };
    draw(tools);
  }
}
