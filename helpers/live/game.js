// A maze to be steered by eight words: left, right, up, down turn (and take a step), go runs on, stop stops,
// yes and no answer. The words come from the voice, from buttons or from keys; each move is told in words too.

const WAYS = { up: [-1, 0], right: [0, 1], down: [1, 0], left: [0, -1] };
const BACK = { up: "down", down: "up", left: "right", right: "left" };
const KEYS = { ArrowUp: "up", ArrowRight: "right", ArrowDown: "down", ArrowLeft: "left", g: "go", s: "stop", y: "yes",
  n: "no", Enter: "go", " ": "stop" };
const STEP = 0.7; // seconds from one place to the next while running: a word takes about as long to be heard

// The same numbers in [0, 1) for the same seed: a linear congruential generator (Numerical Recipes).
function dice(seed) {
  return () => { seed = (1664525 * seed + 1013904223) % 2 ** 32; return seed / 2 ** 32; };
}

// A maze without loops: from a place go on at random to one never visited; at a dead end, back. `ways[row][column]` is
// the set of directions that are open there.
function makeMaze(size, seed) {
  const random = dice(seed), path = [[0, 0]];
  const ways = Array.from({ length: size }, () => Array.from({ length: size }, () => new Set()));
  const isNew = ([row, column]) => ways[row]?.[column]?.size === 0 && (row || column);
  while (path.length) {
    const [row, column] = path.at(-1);
    const next = Object.keys(WAYS).filter((way) => isNew([row + WAYS[way][0], column + WAYS[way][1]]));
    if (!next.length) { path.pop(); continue; }
    const way = next[Math.floor(random() * next.length)], there = [row + WAYS[way][0], column + WAYS[way][1]];
    ways[row][column].add(way);
    ways[there[0]][there[1]].add(BACK[way]);
    path.push(there);
  }
  return ways;
}

// The directions from one place to another.
function route(ways, from, to, before = null) {
  if (from[0] === to[0] && from[1] === to[1]) return [];
  for (const way of ways[from[0]][from[1]]) {
    if (way === before) continue;
    const rest = route(ways, [from[0] + WAYS[way][0], from[1] + WAYS[way][1]], to, BACK[way]);
    if (rest) return [way, ...rest];
  }
  return null;
}

class Game {
  // `tell(text)` says what happened; `draw(game)` shows it.
  constructor(tell, draw) {
    Object.assign(this, { tell, draw, level: 1 });
    this.begin();
  }

  begin() {
    const size = Math.min(4 + this.level, 9);
    this.ways = makeMaze(size, 11 + this.level);
    this.place = [0, 0];
    this.goal = [size - 1, size - 1];
    const path = route(this.ways, this.place, this.goal);
    let door = [...this.place]; // in the middle of the way out
    path.slice(0, path.length >> 1).forEach((way) => { door = [door[0] + WAYS[way][0], door[1] + WAYS[way][1]]; });
    Object.assign(this, { steps: 0, heading: "right", wanted: null, running: false, question: null,
      door: { place: door, way: path[path.length >> 1] }, trail: [] });
    this.say(`Maze ${this.level}: you are at the top left, the way out is at the bottom right.`);
  }

  isOpen(way) { return this.ways[this.place[0]][this.place[1]].has(way); }
  isDoor(way) { return this.door && way === this.door.way && String(this.place) === String(this.door.place); }

  say(text) {
    const open = Object.keys(WAYS).filter((way) => this.isOpen(way));
    this.tell(this.question || this.running ? text : `${text} Open: ${open.join(", ")}.`);
    this.draw(this);
  }

  halt(text) {
    this.running = false;
    this.say(text);
  }

  command(word) {
    if (this.question) return this.reply(word);
    if (word === "yes" || word === "no") return this.say("Nobody asked anything.");
    if (word === "stop") return this.halt(this.running ? "You stop." : "You are standing.");
    if (word === "go") {
      this.running = true;
      return this.step();
    }
    if (!WAYS[word]) return null;
    if (this.running && !this.isOpen(word)) { // remembered for the next place where it is open
      this.wanted = word;
      return this.say(`You run on, and turn ${word} where you can.`);
    }
    this.heading = word;
    return this.step();
  }

  reply(word) {
    if (word !== "yes" && word !== "no") return this.say(`Yes or no? ${this.question}`);
    const asked = this.question;
    this.question = null;
    if (asked.startsWith("Open")) {
      if (word === "no") return this.say("The door stays shut.");
      this.door = null;
      this.heading = asked.match(/leads (\w+)/)[1];
      return this.step();
    }
    if (word === "no") return this.ask(null, "Thank you for playing. Close the maze, or say yes for another one. Another maze?");
    this.level += 1;
    return this.begin();
  }

  ask(text, question) {
    Object.assign(this, { running: false, question });
    this.say(text ? `${text} ${question}` : question);
  }

  // One step ahead; while running, round bends, and where it was said, into another direction.
  step() {
    if (this.running && this.wanted && this.isOpen(this.wanted)) this.heading = this.wanted;
    const ways = this.ways[this.place[0]][this.place[1]];
    if (this.running && !this.isOpen(this.heading)) { // a bend: one way on, besides the one back
      const on = [...ways].filter((way) => way !== BACK[this.heading]);
      if (on.length === 1) this.heading = on[0];
    }
    if (!this.isOpen(this.heading)) return this.halt(`A wall: you can’t go ${this.heading}.`);
    if (this.isDoor(this.heading)) return this.ask("A door!", `Open the door? It leads ${this.heading}. Say yes or no.`);
    if (this.heading === this.wanted) this.wanted = null;
    this.trail.push(this.place);
    this.place = [this.place[0] + WAYS[this.heading][0], this.place[1] + WAYS[this.heading][1]];
    this.steps += 1;
    if (String(this.place) === String(this.goal)) {
      return this.ask(`You are out, after ${this.steps} steps!`, "Another maze? Say yes or no.");
    }
    const away = `The way out is ${this.goal[1] - this.place[1]} right and ${this.goal[0] - this.place[0]} down.`;
    if (!this.running) return this.say(`One step ${this.heading}. ${away}`);
    const past = Object.keys(WAYS).filter((way) => this.isOpen(way) && way !== this.heading && way !== BACK[this.heading]);
    return this.say(`You run ${this.heading}${past.length && this.isOpen(this.heading) ? `, past a way ${past[0]}` : ""}.`);
  }
}

// The game on the page; returns a function that takes words.
function showGame(box, words) {
  const find = (name) => box.querySelector(`#${name}`);
  const map = find("map");
  const put = (kind, attributes) => {
    const shape = map.appendChild(document.createElementNS("http://www.w3.org/2000/svg", kind));
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value);
  };

  function draw({ ways, place: [row, column], goal, door, heading, trail }) {
    const size = ways.length;
    map.replaceChildren();
    map.setAttribute("viewBox", `-0.1 -0.1 ${size + 0.2} ${size + 0.2}`);
    map.setAttribute("aria-label", `Maze of ${size} by ${size} places. You are in row ${row + 1}, column ${column + 1}.`);
    for (const [r, c] of trail) put("circle", { class: "trail", cx: c + 0.5, cy: r + 0.5, r: 0.12 });
    put("rect", { class: "goal", x: goal[1] + 0.2, y: goal[0] + 0.2, width: 0.6, height: 0.6, rx: 0.1 });
    const side = (r, c, way) => ({ up: [c, r, c + 1, r], left: [c, r, c, r + 1],
      down: [c, r + 1, c + 1, r + 1], right: [c + 1, r, c + 1, r + 1] })[way];
    const line = (kind, [x1, y1, x2, y2]) => put("line", { class: kind, x1, y1, x2, y2 });
    ways.forEach((cells, r) => cells.forEach((open, c) => {
      for (const way of Object.keys(WAYS)) if (!open.has(way)) line("wall", side(r, c, way));
    }));
    if (door) line("door", side(...door.place, door.way));
    const turn = { up: 0, right: 90, down: 180, left: 270 }[heading]; // an arrowhead
    put("path", { class: "you", d: "M 0 -0.36 L 0.28 0.3 L 0 0.17 L -0.28 0.3 Z",
      transform: `translate(${column + 0.5} ${row + 0.5}) rotate(${turn})` });
  }

  let game = null, timer = null;
  const tell = (text) => { find("story").textContent = text; };
  function command(word) {
    if (!box.open || !game) return;
    game.command(word);
    clearInterval(timer);
    timer = game.running ? setInterval(() => { game.running ? game.step() : clearInterval(timer); }, 1000 * STEP) : null;
  }
  for (const word of words) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: word });
    button.addEventListener("click", () => command(word));
    find("commands").append(button);
  }
  find("maze").addEventListener("keydown", (event) => {
    const word = KEYS[event.key] ?? KEYS[event.key.toLowerCase()];
    const pressesButton = event.target.tagName === "BUTTON" && (event.key === "Enter" || event.key === " ");
    if (!word || pressesButton || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    command(word);
  });
  box.addEventListener("toggle", () => {
    if (box.open && !game) game = new Game(tell, draw);
    if (box.open) find("maze").focus({ preventScroll: true });
    else if (game?.running) command("stop");
  });
  box.hidden = false;
  return command;
}
